import { expect } from '@open-wc/testing';
import { databaseName } from '../../src/store/storage.js';
import { disinherit } from '../../src/store/memory.js';
import type { IncidentStore } from '../../src/store/index.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, databases, openStore, pause, states, until } from './support/desk.js';

const draft = { title: 'Lift stands still', description: 'Between two floors' };
const patient = { retryBase: 60_000, retryCap: 60_000 };

describe('what was written while nobody was named', () => {
  afterEach(closeStores);

  const offline = (): ScriptedAdapter => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    return adapter;
  };
  const unnamed = async (store: IncidentStore): Promise<IncidentStore> => {
    await until('it is found', () => store.unnamed.value.store?.outbox.value.items.length);
    return store.unnamed.value.store!;
  };
  /** A desk without a name takes a report, and goes. */
  async function leave(adapter: ScriptedAdapter, persistence: 'indexeddb' | 'none' = 'indexeddb') {
    const nobody = openStore(adapter, { ...patient, author: '', persistence });
    await nobody.createIncident(draft);
    await until(
      'it waits',
      () => nobody.outbox.value.items[0]?.attempts === 1 && states(nobody.outbox.value)[0] === 'queued',
    );
    return nobody;
  }

  for (const persistence of ['indexeddb', 'none'] as const)
    it(`is shown and exported where somebody is named later, and nobody says that everything has been sent (${persistence})`, async () => {
      const adapter = offline();
      const nobody = await leave(adapter, persistence);
      // As a desk does that learns who is signed in: the next store is there before this one goes.
      const store = openStore(adapter, { ...patient, persistence });
      nobody.dispose();
      const found = await unnamed(store);
      expect(found.outbox.value.items[0]?.mutation.intent).to.deep.include({ kind: 'create' });
      await until('its own outbox has been read', () => store.status.value.storage !== 'opening');
      expect(store.outbox.value).to.deep.include({ items: [], complete: false });
      expect(store.exportOutbox()).to.contain('Between two floors');
      store.dispose();
      disinherit(`none:${databaseName(adapter.id, '')}`);
    });

  it('is not sent in the name of whoever comes next', async () => {
    const adapter = offline();
    (await leave(adapter)).dispose();
    adapter.always('create', undefined);
    const tried = adapter.count('create');
    const store = openStore(adapter);
    const found = await unnamed(store);
    await store.resume();
    await found.resume();
    await pause(400);
    expect(adapter.count('create')).to.equal(tried);
    expect(states(found.outbox.value)).to.deep.equal(['queued']);
  });

  it('goes out once when somebody says that it is theirs, and then everything has been sent', async () => {
    const adapter = offline();
    (await leave(adapter)).dispose();
    adapter.always('create', undefined);
    const store = openStore(adapter);
    const found = await unnamed(store);
    await found.retry(found.outbox.value.items[0]!.mutation.key);
    await until('it is known', () => store.outbox.value.complete);
    expect(adapter.records().map(({ title }) => title)).to.deep.equal([draft.title]);
    expect(found.outbox.value.items).to.deep.equal([]);
  });

  it('goes on being sent where the desk that wrote it learns its name, once, in the session it was written in', async () => {
    const adapter = scriptedAdapter();
    let answer = (): void => undefined;
    adapter.script('create', { until: new Promise<void>((done) => (answer = done)) });
    const nobody = openStore(adapter, { ...patient, author: '' });
    const { outcome } = await nobody.createIncident(draft);
    await until('it is on its way', () => adapter.count('create') === 1);
    const store = openStore(adapter, { before: nobody });
    expect(store.unnamed.value.store).to.equal(nobody);
    await until('its own outbox has been read', () => store.status.value.storage !== 'opening');
    expect(store.outbox.value.complete).to.equal(false);
    answer();
    expect((await outcome).state).to.equal('confirmed');
    await until('it is known', () => store.outbox.value.complete);
    expect(adapter.count('create')).to.equal(1);
    store.dispose();
    await nobody.createIncident(draft).then(
      () => expect.fail('it is closed with the other one'),
      () => undefined,
    );
  });

  it('waits for a word where an earlier page left it, also beside what this desk has just written', async () => {
    const adapter = offline();
    (await leave(adapter)).dispose();
    const nobody = openStore(adapter, { ...patient, author: '' });
    await until('the earlier one is read', () => nobody.outbox.value.items.length === 1);
    await nobody.createIncident({ ...draft, title: 'Door does not open' });
    const store = openStore(adapter, { ...patient, before: nobody });
    await until(
      'both are told apart',
      () => nobody.outbox.value.items.map(({ asks }) => asks ?? false).join() === 'true,false',
    );
    adapter.always('create', undefined);
    await store.resume();
    await until('its own has gone', () => nobody.outbox.value.items.length === 1);
    await pause(300);
    expect(adapter.records().map(({ title }) => title)).to.deep.equal(['Door does not open']);
  });

  it('is not sent while somebody else is signed in than the one who was named', async () => {
    const adapter = offline();
    const knowing = { ...adapter, whoami: () => Promise.resolve({ id: 'bob', name: 'Bob' }) };
    const nobody = openStore(knowing, { ...patient, author: '' });
    await nobody.createIncident(draft);
    await until('it was tried', () => nobody.outbox.value.items[0]?.attempts === 1);
    const store = openStore(knowing, { ...patient, before: nobody });
    store.incidents({});
    void store.incident('1').refresh();
    await until('it is known who is there', () => store.status.value.otherPerson);
    const tried = adapter.count('create');
    adapter.always('create', undefined);
    await store.resume();
    await pause(400);
    expect(adapter.count('create')).to.equal(tried);
  });

  it('is wiped with everything else of the one whose desk wrote it', async () => {
    const adapter = offline();
    const nobody = openStore(adapter, { ...patient, author: '' });
    await nobody.createIncident(draft);
    await until('it was tried', () => states(nobody.outbox.value)[0] === 'queued');
    const store = openStore(adapter, { ...patient, before: nobody });
    expect(await store.wipe()).to.deep.equal({ wiped: false, unsent: 1, underWay: 0 });
    expect(await store.wipe({ force: true })).to.deep.equal({ wiped: true, unsent: 1, underWay: 0 });
    const next = openStore(adapter, { ...patient, author: 'bob' });
    await until('it is known', () => next.outbox.value.complete);
  });

  it('leaves when somebody discards it', async () => {
    const adapter = offline();
    (await leave(adapter)).dispose();
    const store = openStore(adapter);
    const found = await unnamed(store);
    await found.discard(found.outbox.value.items[0]!.mutation.key);
    await until('it is known', () => store.outbox.value.complete);
    expect(adapter.records()).to.deep.equal([]);
  });

  it('waits for a word also when it was on its way as the desk was named, and is then sent under its key', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { until: new Promise(() => undefined) });
    const nobody = openStore(adapter, { ...patient, author: '' });
    const { key } = await nobody.createIncident(draft);
    await until('it is on its way', () => adapter.count('create') === 1);
    nobody.dispose();
    const store = openStore(adapter);
    const found = await unnamed(store);
    await until('nobody sends it any more', () => states(found.outbox.value)[0] === 'queued');
    await pause(200);
    expect(adapter.count('create')).to.equal(1);
    await found.retry(key);
    await until('it has gone out', () => adapter.records().length === 1);
    expect(adapter.calls.filter(({ call }) => call === 'create').map((made) => made.key)).to.deep.equal([
      key,
      key,
    ]);
  });

  it('is looked for without leaving anything where there is none', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await until('it is known', () => store.outbox.value.complete);
    const names = (await databases()).map(({ name }) => name);
    expect(names).to.include(databaseName(adapter.id, 'elif')).and.not.include(databaseName(adapter.id, ''));
  });
});
