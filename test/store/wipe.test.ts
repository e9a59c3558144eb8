import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { databaseName } from '../../src/store/storage.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import {
  closeStores,
  databases,
  openStore,
  pause,
  states,
  until,
  untilStored,
  watch,
} from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const draft = { title: 'Payroll file sent to the wrong person', description: 'Ask Frieda' };

describe('a wipe at sign-out', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  const onDisk = async (adapter: ScriptedAdapter): Promise<readonly (string | undefined)[]> =>
    (await databases()).map(({ name }) => name).filter((name) => name === databaseName(adapter.id, 'elif'));

  /** Holds a call until it is let go. */
  function gate(): { readonly passed: Promise<void>; open: () => void } {
    let open: () => void = () => undefined;
    const passed = new Promise<void>((resolve) => (open = resolve));
    return { passed, open };
  }

  for (const [what, deaf] of [
    ['is sending', false],
    ['is sending and cannot be told', true],
  ] as const)
    it(`leaves nothing behind while another tab ${what}`, async () => {
      if (deaf) replace(globalThis, 'BroadcastChannel', { value: undefined });
      const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
      const answer = gate();
      adapter.script('create', { until: answer.passed });
      const other = openStore(adapter, { lease: 60_000 });
      const list = other.incidents({});
      watch(list);
      await until('the other tab shows the list', () => list.value.items.length === 1);
      await other.createIncident(draft);
      await until('the other tab is sending', () => adapter.count('create') === 1);
      const store = openStore(adapter, { lease: 60_000 });
      await until('this tab knows of it', () => states(store.outbox.value)[0] === 'sending');
      expect(await store.wipe({ force: true })).to.deep.equal({ wiped: true, unsent: 1, underWay: 1 });
      answer.open();
      await until('the other tab has closed', () => other.outbox.value.items.length === 0);
      await pause(150);
      expect(list.value.items).to.deep.equal([]);
      expect(await onDisk(adapter)).to.deep.equal([]);
      let problem: unknown;
      await other.createIncident(draft).catch((error: unknown) => (problem = error));
      expect(problem).to.include({ kind: 'aborted' });
    });

  it('does not show what a request brings afterwards', async () => {
    const adapter = scriptedAdapter({
      incidents: Array.from({ length: 4 }, (_, n) => incident({ id: `i${String(n)}` })),
      entries: Array.from({ length: 200 }, (_, n) => ({
        id: `e${String(n)}`,
        incidentId: 'i0',
        kind: 'comment' as const,
        visibility: 'public' as const,
        occurredAt: n,
        recordedAt: n,
        text: 'Secret',
      })),
    });
    const store = openStore(adapter);
    const list = store.incidents({}, 2);
    const record = store.incident('i0');
    const timeline = store.open(incidentTimeline, 'i0');
    for (const live of [list, record, timeline]) watch<unknown>(live);
    await until(
      'all is in view',
      () => list.value.hasMore && record.value.view && timeline.value.entries.length > 0,
    );
    // A backend whose answers come although nobody waits for them any more.
    const { get, list: page, entries } = adapter;
    const late = gate();
    Object.assign(adapter, {
      get: (id: string) => late.passed.then(() => get(id)),
      list: (...[query, request]: Parameters<typeof page>) => late.passed.then(() => page(query, request)),
      entries: (...[id, request]: Parameters<typeof entries>) => late.passed.then(() => entries(id, request)),
    });
    const asked = [list.loadMore(), timeline.loadMore(), record.refresh()];
    await pause(20);
    await store.wipe({ force: true });
    late.open();
    await Promise.all(asked);
    await pause(50);
    expect(list.value.items).to.deep.equal([]);
    expect(record.value.view).to.equal(undefined);
    expect(timeline.value.entries.length).to.equal(0);
  });

  it('does not store the answer that arrives while everything is being removed', async () => {
    const adapter = scriptedAdapter();
    const answer = gate();
    const { create } = adapter;
    // An answer that comes although it was given up.
    Object.assign(adapter, {
      create: (...[content, { signal: _signal, ...options }]: Parameters<typeof create>) =>
        create(content, options),
    });
    adapter.script('create', { until: answer.passed });
    const store = openStore(adapter);
    await store.createIncident(draft);
    await until('it is under way', () => adapter.count('create') === 1);
    const { clear } = IDBObjectStore.prototype;
    replace(IDBObjectStore.prototype, 'clear', {
      value(this: IDBObjectStore) {
        answer.open();
        return clear.call(this);
      },
    });
    // What has been emptied stays on the disk, so that it can be looked at.
    replace(IDBFactory.prototype, 'deleteDatabase', {
      value: () => {
        throw new DOMException('The disk is broken.', 'UnknownError');
      },
    });
    expect((await store.wipe({ force: true })).wiped).to.equal(true);
    await pause(100);
    heal();
    const db = await openDB(databaseName(adapter.id, 'elif'));
    const left = await Promise.all([...db.objectStoreNames].map((area) => db.count(area)));
    db.close();
    expect(left.every((count) => count === 0)).to.equal(true);
  });

  it('works where the browser has no storage at all', async () => {
    replace(globalThis, 'indexedDB', { value: undefined });
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    await store.createIncident(draft);
    await until('it is in view', () => states(store.outbox.value).length === 1);
    expect(await store.wipe({ force: true })).to.include({ wiped: true, unsent: 1 });
    await until('it is out of view', () => store.outbox.value.items.length === 0);
    expect(await store.drafts.load('form')).to.equal(undefined);
  });

  it('deletes the database of a page whose handle has died', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await store.drafts.save('form', { title: 'Draft' });
    await untilStored(adapter, 'drafts', 1);
    replace(IDBDatabase.prototype, 'transaction', {
      value: () => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      },
    });
    expect((await store.wipe()).wiped).to.equal(true);
    heal();
    expect(await onDisk(adapter)).to.deep.equal([]);
  });

  it('says so where the data can be neither emptied nor deleted', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await store.drafts.save('form', { title: 'Draft' });
    replace(IDBDatabase.prototype, 'transaction', {
      value: () => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      },
    });
    replace(IDBFactory.prototype, 'deleteDatabase', {
      value: () => {
        throw new DOMException('The disk is broken.', 'UnknownError');
      },
    });
    let problem: unknown;
    await store.wipe().catch((error: unknown) => (problem = error));
    expect(problem).to.be.instanceOf(Error);
    heal();
    // The page keeps nothing of it all the same.
    expect(await store.drafts.load('form')).to.equal(undefined);
  });

  it('is what a person does who deletes the site’s data', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    await until('it is in view', () => list.value.items.length === 1);
    await untilStored(adapter, 'pages', 1);
    const deletion = indexedDB.deleteDatabase(databaseName(adapter.id, 'elif'));
    await new Promise((resolve, reject) => {
      deletion.onsuccess = resolve;
      deletion.onerror = reject;
    });
    await until('nothing is in view', () => list.value.items.length === 0);
    await pause(50);
    expect(await onDisk(adapter)).to.deep.equal([]);
  });
});
