import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { version } from '../../src/store/disk.js';
import { databaseName } from '../../src/store/storage.js';
import type { IncidentStore } from '../../src/store/index.js';
import { freeze } from '../support/frozen-tab.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, emptyOutbox, openStore, pause, states, until } from './support/desk.js';

const draft = { title: 'Lift stands still', description: 'Between two floors' };
const patient = { retryBase: 60_000, retryCap: 60_000 };

describe('that everything has been sent', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  const name = ({ id }: ScriptedAdapter): string => databaseName(id, 'elif');
  const complete = (store: IncidentStore): Promise<void> =>
    until('it is known', () => store.outbox.value.complete);

  it('is known once the outbox has been read, and not a moment sooner', async () => {
    const store = openStore(scriptedAdapter());
    expect(store.outbox.value.complete).to.equal(false);
    await complete(store);
    expect(store.outbox.value.items).to.deep.equal([]);
  });

  it('is not known when the site’s data have been removed by somebody', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, patient);
    await store.createIncident(draft);
    await complete(store);
    indexedDB.deleteDatabase(name(adapter));
    await until('nothing is in view', () => store.outbox.value.items.length === 0);
    expect(store.outbox.value.complete).to.equal(false);
  });

  it('is not said of a report that the browser has lost under the open page: it is put back and sent', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, patient);
    const submitted = await store.createIncident(draft);
    await until('it waits', () => states(store.outbox.value)[0] === 'queued');
    const handles = new Set<IDBDatabase>();
    const { transaction } = IDBDatabase.prototype;
    replace(IDBDatabase.prototype, 'transaction', {
      value(this: IDBDatabase, ...args: Parameters<typeof transaction>) {
        if (this.name === name(adapter)) handles.add(this);
        return transaction.apply(this, args);
      },
    });
    await store.drafts.save('form', { title: 'Anything' });
    heal();
    // What the browser does when a site's data are cleared: the connection is closed, and then there is nothing.
    for (const handle of handles) {
      handle.close();
      handle.dispatchEvent(new Event('close'));
    }
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name(adapter));
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    const seen: number[] = [];
    const stop = store.outbox.subscribe(({ items }) => seen.push(items.length));
    adapter.always('create', { fail: noNetwork() });
    await store.createIncident({ ...draft, title: 'After it' });
    await until('both are in view', () => store.outbox.value.items.length === 2);
    await pause(300);
    expect(store.outbox.value.items).to.have.length(2);
    expect(seen).not.to.include(0);
    stop();
    adapter.always('create', undefined);
    await store.resume();
    expect((await submitted.outcome).state).to.equal('confirmed');
    await emptyOutbox(store);
    expect(adapter.records()).to.have.length(2);
  });

  it('is not known to a page that is older than the data', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter, patient);
    await before.createIncident(draft);
    before.dispose();
    await pause(50);
    const newer = await openDB(name(adapter), version + 1);
    const store = openStore(adapter);
    await until('it says so', () => store.status.value.storageHeldBy === 'newer-tab');
    expect(store.outbox.value).to.deep.include({ items: [], complete: false });
    newer.close();
  });

  it('is not known while another tab holds the data and does not answer', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter, patient);
    await before.createIncident(draft);
    before.dispose();
    await pause(50);
    const closeIt = await freeze(name(adapter));
    const store = openStore(adapter, patient);
    await until('it says so', () => store.status.value.storageHeldBy === 'other-tab', 12_000);
    expect(store.outbox.value).to.deep.include({ items: [], complete: false });
    closeIt();
    await until(
      'it is found',
      () => store.outbox.value.items.length === 1 && store.outbox.value.complete,
      15_000,
    );
  }).timeout(40_000);

  it('is not known while another tab holds in memory what it could not store', async () => {
    replace(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const failing = openStore(adapter, patient);
    await failing.createIncident(draft);
    heal();
    const other = openStore(adapter, patient);
    await until('the other tab has read its outbox', () => other.status.value.storage === 'durable');
    await until('and has asked', () => !other.outbox.value.complete);
    await pause(100);
    expect(other.outbox.value).to.deep.include({ items: [], complete: false });
    await until('it is told when that is stored', () => other.outbox.value.items.length === 1, 15_000);
    await complete(other);
    expect(failing.outbox.value.items).to.have.length(1);
  }).timeout(30_000);

  it('is not said of something that cannot be read any more: it is shown, exported, and stops nothing', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter, patient);
    const { incidentId } = await before.createIncident(draft);
    before.dispose();
    await pause(50);
    const db = await openDB(name(adapter));
    await db.put('outbox', { key: 'spoilt', group: incidentId, mutation: { note: 'Half a row' } }, 'spoilt');
    await db.put('outbox', 'no row at all', 'nonsense');
    db.close();
    adapter.always('create', undefined);
    const store = openStore(adapter);
    await until('the other one has gone out', () => adapter.records().length === 1);
    await emptyOutbox(store);
    expect(store.outbox.value.damaged.map(({ key }) => key)).to.deep.equal(['nonsense', 'spoilt']);
    expect(store.exportOutbox()).to.contain('Half a row').and.to.contain('no row at all');
    expect(await store.wipe()).to.deep.equal({ wiped: false, unsent: 2, underWay: 0 });
    await store.discard('spoilt');
    await until('it is gone', () => store.outbox.value.damaged.length === 1);
  });

  it('is not said of something the browser itself fails to read', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter, patient);
    const { key } = await before.createIncident({ ...draft, title: 'Lost on the disk' });
    await before.createIncident(draft);
    before.dispose();
    await pause(50);
    const lost = (): never => {
      throw new DOMException('Data lost due to missing file.', 'NotReadableError');
    };
    const { get, getAll } = IDBObjectStore.prototype;
    replace(IDBObjectStore.prototype, 'getAll', {
      value(this: IDBObjectStore, ...args: Parameters<typeof getAll>) {
        return this.name === 'outbox' ? lost() : getAll.apply(this, args);
      },
    });
    replace(IDBObjectStore.prototype, 'get', {
      value(this: IDBObjectStore, ...args: Parameters<typeof get>) {
        return this.name === 'outbox' && args[0] === key ? lost() : get.apply(this, args);
      },
    });
    adapter.always('create', undefined);
    const store = openStore(adapter);
    await until('the other one has gone out', () => adapter.records().length === 1);
    await emptyOutbox(store);
    expect(store.outbox.value.damaged).to.deep.equal([{ key, text: '' }]);
    expect(store.status.value.storage).to.equal('durable');
  });
});
