import { expect } from '@open-wc/testing';
import type { IncidentStore } from '../../src/store/index.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, databases, emptyOutbox, openStore, pause, until, watch } from './support/desk.js';

const draft = (title: string) => ({ title, description: '' });

describe('several tabs', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  it('send each of forty queued incidents once between them', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const first = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    for (let n = 0; n < 40; n++) await first.createIncident(draft(`Incident ${String(n)}`));
    await until('the network is known to be gone', () => first.status.value.connection === 'offline');
    adapter.always('create', { delay: 5 });
    const failed = adapter.count('create');
    const tabs = [first, openStore(adapter), openStore(adapter), openStore(adapter)];
    await Promise.all(tabs.map((tab) => tab.resume()));
    await Promise.all(tabs.map(emptyOutbox));
    expect(adapter.count('create') - failed).to.equal(40);
    expect(adapter.records()).to.have.length(40);
  });

  it('tell each other how a mutation ended, whichever of them sent it', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() });
    const writer = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    const submitted = await writer.createIncident(draft('From the first tab'));
    await until('the first attempt has failed', () => writer.status.value.connection === 'offline');
    const sender = openStore(adapter);
    await emptyOutbox(sender);
    expect((await submitted.outcome).state).to.equal('confirmed');
    watch(writer.incident(submitted.incidentId));
    await until(
      'the first tab knows its number',
      () => writer.incident(submitted.incidentId).value.view?.incident.number === 'INC0000001',
    );
  });

  it('learn how a mutation ended also from not finding it any more', async () => {
    replace(globalThis, 'BroadcastChannel', { value: undefined });
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() });
    const writer = openStore(adapter, { retryBase: 2000, retryCap: 2000 });
    const submitted = await writer.createIncident(draft('From the first tab'));
    await until('the first attempt has failed', () => writer.status.value.connection === 'offline');
    await emptyOutbox(openStore(adapter));
    expect(await submitted.outcome).to.deep.include({ state: 'confirmed' });
    // The first tab tried again; its look into the storage would have come later.
    expect(adapter.count('create')).to.equal(2);
  });

  it('keep what another one has sent in view, with the record it became', async () => {
    const adapter = scriptedAdapter();
    // Neither this tab's own requests nor the backend tell it anything.
    const deaf = { ...adapter, create: () => Promise.reject(noNetwork()), subscribe: undefined };
    const looking = openStore(deaf, { retryBase: 60_000, retryCap: 60_000 });
    const list = looking.incidents({});
    const { seen } = watch(list);
    await until('the list is there', () => list.value.state === 'empty');
    await looking.createIncident(draft('Seen all the time'));
    await until('it is listed as pending', () => list.value.items.length === 1);
    const from = seen.length;
    openStore(adapter);
    await until('it has its number', () => list.value.items[0]?.incident.number === 'INC0000001');
    await pause(50);
    expect(seen.slice(from).map(({ items }) => items.length)).not.to.include(0);
  });

  for (const [how, deaf] of [
    ['hears of it', false],
    ['finds it gone at its own next attempt', true],
  ] as const)
    it(`do not fall back to the old words when one ${how} that another has sent them`, async () => {
      if (deaf) replace(globalThis, 'BroadcastChannel', { value: undefined });
      const old = incident({ id: 'a', title: 'Old' });
      const adapter = scriptedAdapter({ incidents: [old] });
      const looking = openStore(
        { ...adapter, update: () => Promise.reject(noNetwork()), subscribe: undefined },
        deaf ? { retryBase: 800, retryCap: 800 } : { retryBase: 60_000, retryCap: 60_000 },
      );
      const record = looking.incident('a');
      const { seen } = watch(record);
      await until('the record is there', () => record.value.view);
      const { outcome } = await looking.updateIncident('a', { title: 'New' }, old);
      await until('it shows', () => record.value.view?.incident.title === 'New');
      const from = seen.length;
      openStore(adapter);
      expect((await outcome).incident?.title).to.equal('New');
      await until('nothing is pending', () => record.value.view?.pending === undefined);
      await pause(50);
      expect(seen.slice(from).map(({ view }) => view?.incident.title)).not.to.include('Old');
    });

  it('take over from a tab that went while sending, under the same key', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { until: new Promise(() => undefined) });
    const gone = openStore(adapter, { lease: 60_000 });
    const { key } = await gone.createIncident(draft('Interrupted'));
    await until('it is being sent', () => adapter.count('create') === 1);
    await pause(50);
    gone.dispose();
    const next = openStore(adapter, { lease: 60_000 });
    await until(
      'the next tab has sent it without waiting for the lease',
      () => adapter.records().length === 1,
    );
    await emptyOutbox(next);
    expect(adapter.calls.filter(({ call }) => call === 'create').map((call) => call.key)).to.deep.equal([
      key,
      key,
    ]);
  });

  for (const [what, descriptor] of [
    ['absent', { value: undefined }],
    [
      'forbidden',
      {
        value: {
          request: () => Promise.reject(new DOMException('no', 'SecurityError')),
          query: () => Promise.reject(new DOMException('no', 'SecurityError')),
        },
      },
    ],
    [
      'silent',
      { value: { request: () => new Promise(() => undefined), query: () => new Promise(() => undefined) } },
    ],
  ] as const)
    it(`keep to the leases where locks are ${what}`, async () => {
      replace(navigator, 'locks', descriptor);
      const adapter = scriptedAdapter();
      adapter.script('create', { until: new Promise(() => undefined) });
      const gone = openStore(adapter, { lease: 4000 });
      const submitted = await gone.createIncident(draft('Interrupted'));
      await until('it is being sent', () => adapter.count('create') === 1);
      gone.dispose();
      const next = openStore(adapter, { lease: 4000 });
      await pause(200);
      expect(adapter.count('create'), 'sent while the lease ran').to.equal(1);
      await until('it was taken up when the lease had run out', () => adapter.records().length === 1);
      await emptyOutbox(next);
      expect(adapter.calls.every((call) => call.key === undefined || call.key === submitted.key)).to.equal(
        true,
      );
    });

  it('look into the storage where they cannot hear each other', async () => {
    replace(globalThis, 'BroadcastChannel', {
      value: class {
        constructor() {
          throw new DOMException('no', 'SecurityError');
        }
      },
    });
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const first = openStore(adapter);
    const second = openStore(adapter);
    await first.createIncident(draft('Unheard'));
    await until('the second tab has found it', () => second.outbox.value.items.length === 1, 8000);
  });

  it('all show the same after the storage has failed for a moment in each of them', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    adapter.always('list', { fail: noNetwork() });
    const patient = { retryBase: 60_000, retryCap: 60_000 };
    const tabs = [openStore(adapter, patient), openStore(adapter, patient)] as const;
    await tabs[0].createIncident(draft('Before'));
    await until('both are offline', () => tabs.every((tab) => tab.status.value.connection === 'offline'));
    const { transaction } = IDBDatabase.prototype;
    replace(IDBDatabase.prototype, 'transaction', {
      value: () => {
        throw new DOMException('The connection is closing.', 'InvalidStateError');
      },
    });
    adapter.always('list', undefined);
    adapter.always('create', { lose: lostAnswer() });
    for (const [at, tab] of tabs.entries()) {
      await tab.resume();
      const { outcome } = await tab.createIncident(draft(`In the memory of tab ${String(at)}`));
      expect((await outcome).state).to.equal('unknown');
    }
    IDBDatabase.prototype.transaction = transaction;
    adapter.always('create', { fail: noNetwork() });
    const shown = (tab: IncidentStore): string =>
      JSON.stringify(tab.outbox.value.items.map(({ mutation, state }) => [mutation.key, state]).sort());
    await until(
      'all three are shown by both',
      () => tabs.every((tab) => tab.outbox.value.items.length === 3 && tab.outbox.value.complete),
      20_000,
    );
    await until('both show the same', () => shown(tabs[0]) === shown(tabs[1]));
    expect(tabs[0].outbox.value.unknown).to.equal(2);
  }).timeout(40_000);

  it('do not repeat a request that takes longer than the lease, because its tab renews it', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { delay: 900 });
    const slow = openStore(adapter, { lease: 300 });
    const other = openStore(adapter, { lease: 300 });
    const { outcome } = await slow.createIncident(draft('Slow'));
    expect((await outcome).state).to.equal('confirmed');
    await emptyOutbox(other);
    expect(adapter.count('create')).to.equal(1);
  });

  it('say ids and nothing else to each other', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter, { author: 'çağla' });
    await until('the storage is open', () => store.status.value.storage === 'durable');
    const [database] = (await databases()).filter(({ name }) => name?.includes(adapter.id));
    const heard: unknown[] = [];
    const channel = new BroadcastChannel(database?.name ?? '');
    channel.onmessage = ({ data }: MessageEvent<unknown>) => heard.push(data);
    const { incidentId } = await store.createIncident({
      title: 'Salary list leaked',
      description: 'Call Frieda on 0171',
    });
    await store.drafts.save('form', { title: 'Secret' });
    await emptyOutbox(store);
    await until('the messages have arrived', () => heard.length >= 3);
    channel.close();
    expect(JSON.stringify(heard)).to.contain(incidentId);
    expect(JSON.stringify(heard)).not.to.match(/Salary|Frieda|0171|Secret/u);
  });

  it('ignore messages of an unknown shape', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await until('the storage is open', () => store.status.value.storage === 'durable');
    const [database] = (await databases()).filter(({ name }) => name?.includes(adapter.id));
    const channel = new BroadcastChannel(database?.name ?? '');
    for (const data of [
      null,
      7,
      'outbox',
      { v: 2, kind: 'wiped', ids: [] },
      { v: 1, kind: 'wiped' },
      { v: 1, kind: 'other', ids: [] },
    ])
      channel.postMessage(data);
    await pause(50);
    channel.close();
    const { outcome } = await store.createIncident(draft('Still alive'));
    expect((await outcome).state).to.equal('confirmed');
  });
});
