import { expect } from '@open-wc/testing';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { databaseName } from '../../src/store/storage.js';
import { closeStores, emptyOutbox, openStore, pause, until, untilStored, watch } from './support/desk.js';
import { freeze } from '../support/frozen-tab.js';

const draft = { title: 'Disk is full', description: '' };

describe('a browser whose storage fails', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  const refusals: readonly (readonly [string, () => void])[] = [
    [
      'refuses to open it',
      () =>
        replace(IDBFactory.prototype, 'open', {
          value: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
    ],
    [
      'reports an unknown error',
      () =>
        replace(IDBFactory.prototype, 'open', {
          value: () => {
            throw new DOMException('The user denied permission', 'UnknownError');
          },
        }),
    ],
    ['has none', () => replace(globalThis, 'indexedDB', { value: undefined })],
    [
      'throws at the mention of it',
      () =>
        replace(globalThis, 'indexedDB', {
          get: () => {
            throw new DOMException('no', 'SecurityError');
          },
        }),
    ],
  ];
  for (const [what, break_] of refusals)
    it(`sends from memory where it ${what}, and says so`, async () => {
      break_();
      const adapter = scriptedAdapter();
      const store = openStore(adapter);
      const submitted = await store.createIncident(draft);
      expect(submitted.kept).to.equal('memory');
      expect((await submitted.outcome).state).to.equal('confirmed');
      expect(await store.drafts.save('form', { title: 'Half' })).to.equal('memory');
      expect((await store.drafts.load('form'))?.data).to.deep.equal({ title: 'Half' });
      expect(store.status.value.storage).to.equal('memory');
      expect(store.status.value.storageReason).to.be.a('string');
    });

  it('goes on after three seconds when opening hangs, and takes the database up when it comes at last', async () => {
    const open = IDBFactory.prototype.open;
    let late: () => void = () => undefined;
    replace(IDBFactory.prototype, 'open', {
      value(this: IDBFactory, name: string, version?: number) {
        const shell = new EventTarget();
        const before = late;
        late = () => {
          before();
          const real = open.call(this, name, version);
          for (const type of ['upgradeneeded', 'success'])
            real.addEventListener(type, () => {
              Object.defineProperties(shell, {
                result: { configurable: true, value: real.result },
                transaction: { configurable: true, value: real.transaction },
              });
              shell.dispatchEvent(new IDBVersionChangeEvent(type, { oldVersion: 0, newVersion: 1 }));
            });
        };
        Object.setPrototypeOf(shell, IDBOpenDBRequest.prototype);
        Object.defineProperties(
          shell,
          Object.fromEntries(
            ['addEventListener', 'removeEventListener', 'dispatchEvent'].map((method) => [
              method,
              { value: EventTarget.prototype[method as 'addEventListener'] },
            ]),
          ),
        );
        return shell;
      },
    });
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    const asked = performance.now();
    const submitted = await store.createIncident(draft);
    expect(performance.now() - asked).to.be.within(2500, 10_000);
    expect(submitted.kept).to.equal('memory');
    late();
    await until('the storage is durable after all', () => store.status.value.storage === 'durable');
    heal();
    store.dispose();
    const after = openStore(adapter);
    await until(
      'what was written to memory survives the reload',
      () => after.outbox.value.items[0]?.mutation.key === submitted.key,
    );
  });

  it('takes and sends a report from memory while another tab is frozen in the middle of a write, and only once', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const store = openStore(adapter);
    await until('the storage is open', () => store.status.value.storage === 'durable');
    const closeIt = await freeze(databaseName(adapter.id, 'elif'));
    const asked = performance.now();
    const submitted = await store.createIncident(draft);
    expect(performance.now() - asked).to.be.below(8000);
    expect(submitted.kept).to.equal('memory');
    expect(store.status.value).to.include({ storage: 'memory', storageHeldBy: 'other-tab' });
    expect((await submitted.outcome).state).to.equal('confirmed');
    closeIt();
    const other = openStore(adapter);
    await until('the disk is in use again', () => store.status.value.storage === 'durable', 15_000);
    await pause(300);
    expect(adapter.count('create')).to.equal(1);
    expect([...store.outbox.value.items, ...other.outbox.value.items]).to.deep.equal([]);
  }).timeout(40_000);

  it('says which tab to close when one with an older version does not let go, and goes on when it is closed', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const deaf = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(databaseName(adapter.id, 'elif'), 1);
      request.onupgradeneeded = () => {
        for (const area of ['pages', 'records', 'segments', 'rowlog', 'drafts', 'meta', 'outbox'])
          request.result.createObjectStore(area);
        request.transaction?.objectStore('outbox').createIndex('group', 'group');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    // The build after this one, whose data are of another version.
    const { open } = IDBFactory.prototype;
    replace(IDBFactory.prototype, 'open', {
      value(this: IDBFactory, which: string) {
        return open.call(this, which, 2);
      },
    });
    const store = openStore(adapter);
    await store.createIncident(draft);
    expect(store.status.value).to.include({ storage: 'memory', storageHeldBy: 'older-tab' });
    deaf.close();
    await until('it is stored', () => store.status.value.storage === 'durable');
    expect(store.status.value.storageHeldBy).to.equal(undefined);
    expect(store.outbox.value.items).to.have.length(1);
  });

  it('opens a new handle when the old one has died', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await (
      await store.createIncident(draft)
    ).outcome;
    const transaction = IDBDatabase.prototype.transaction;
    const dead = new Set<IDBDatabase>();
    let strikes = 1;
    replace(IDBDatabase.prototype, 'transaction', {
      value(this: IDBDatabase, ...args: Parameters<typeof transaction>) {
        if (strikes-- > 0) dead.add(this);
        if (dead.has(this))
          throw new DOMException('The database connection is closing.', 'InvalidStateError');
        return transaction.apply(this, args);
      },
    });
    const submitted = await store.createIncident({ ...draft, title: 'After the death' });
    expect(submitted.kept).to.equal('durable');
    expect((await submitted.outcome).state).to.equal('confirmed');
  });

  it('keeps everything in memory when every handle dies', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    const first = await store.createIncident(draft);
    await until('it is offline', () => store.status.value.connection === 'offline');
    replace(IDBDatabase.prototype, 'transaction', {
      value: () => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      },
    });
    const second = await store.createIncident({ ...draft, title: 'In memory' });
    expect(second.kept).to.equal('memory');
    await until('both are still in view', () => store.outbox.value.items.length === 2);
    adapter.always('create', undefined);
    await store.resume();
    expect((await second.outcome).state).to.equal('confirmed');
    expect(
      store.outbox.value.items.map(({ mutation }) => mutation.key),
      'what lies out of reach is not forgotten',
    ).to.deep.equal([first.key]);
  });

  it('makes room by throwing the cache away, never what is unsent', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    const kept = await store.createIncident(draft);
    watch(store.incidents({}));
    await until('the list has been kept', () => store.incidents({}).value.fetchedAt !== undefined);
    await untilStored(adapter, 'pages', 1);
    const put = IDBObjectStore.prototype.put;
    let full = true;
    const cleared: string[] = [];
    replace(IDBObjectStore.prototype, 'put', {
      value(this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (full && this.name === 'drafts') {
          full = false;
          throw new DOMException('full', 'QuotaExceededError');
        }
        return put.apply(this, args);
      },
    });
    const clear = IDBObjectStore.prototype.clear;
    replace(IDBObjectStore.prototype, 'clear', {
      value(this: IDBObjectStore) {
        cleared.push(this.name);
        return clear.call(this);
      },
    });
    expect(await store.drafts.save('form', { title: 'Must not be lost' })).to.equal('durable');
    expect(cleared).to.have.members(['pages', 'records', 'segments', 'rowlog']);
    heal();
    adapter.always('create', undefined);
    const after = openStore(adapter);
    await until('the unsent one is still there, and sent', () => adapter.records().length === 1);
    expect((await kept.outcome).state).to.equal('confirmed');
    expect((await after.drafts.offers('form'))[0]?.data).to.deep.equal({ title: 'Must not be lost' });
  });

  it('takes a report in memory when the disk is full at that very moment, sends it, and uses the disk again', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    await store.drafts.save('form', { title: 'Kept before' });
    for (const way of ['put', 'add'] as const) {
      const { [way]: write } = IDBObjectStore.prototype;
      replace(IDBObjectStore.prototype, way, {
        value(this: IDBObjectStore, ...args: Parameters<typeof write>) {
          const request = write.apply(this, args);
          // What the browser does then: it takes the value and rolls the transaction back.
          if (this.name === 'outbox') this.transaction.abort();
          return request;
        },
      });
    }
    const submitted = await store.createIncident(draft);
    expect(submitted.kept).to.equal('memory');
    await until('it is in view', () => store.outbox.value.items.length === 1);
    expect(store.status.value.storage).to.equal('memory');
    heal();
    await until('the disk is in use again', () => store.status.value.storage === 'durable', 13_000);
    await untilStored(adapter, 'outbox', 1);
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ title: 'Kept before' });
    adapter.always('create', undefined);
    await store.resume();
    expect((await submitted.outcome).state).to.equal('confirmed');
    expect(adapter.records()).to.have.length(1);
    await emptyOutbox(store);
  }).timeout(20_000);

  it('does not call anything stored whose transaction was rolled back', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await until('the storage is open', () => store.status.value.storage === 'durable');
    const put = IDBObjectStore.prototype.put;
    replace(IDBObjectStore.prototype, 'put', {
      value(this: IDBObjectStore, ...args: Parameters<typeof put>) {
        const request = put.apply(this, args);
        if (this.name === 'drafts') request.addEventListener('success', () => this.transaction.abort());
        return request;
      },
    });

    expect(await store.drafts.save('form', { title: 'Rolled back' })).to.equal('memory');
  });

  it('reports a value that cannot be stored and goes on with the others', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    let problem: unknown;
    await store.drafts.save('form', { broken: () => 1 }).catch((error: unknown) => (problem = error));
    expect(problem).to.include({ name: 'IncidentError', kind: 'storage' });
    expect(await store.drafts.save('form', { title: 'Fine' })).to.equal('durable');
  });

  it('works without any storage when told to keep nothing', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter, { persistence: 'none' });
    const submitted = await store.createIncident(draft);
    expect(submitted.kept).to.equal('memory');
    expect((await submitted.outcome).state).to.equal('confirmed');
    await emptyOutbox(store);
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names.filter((name) => name?.includes(adapter.id))).to.deep.equal([]);
  });
});
