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
