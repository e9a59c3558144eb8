import { expect } from '@open-wc/testing';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { Incident } from '../../src/core/incident.js';
import { incident, lostAnswer, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, states, until } from './support/desk.js';

const draft = { title: 'Printer on fire', description: 'Third floor' };
const stuck = { until: new Promise<never>(() => undefined) };

/** The same backend, which can be asked for what a key has made. */
const withLookup = (
  backend: ScriptedAdapter,
  found: () => Incident | undefined,
): Adapter & { asked: () => number } => {
  let asked = 0;
  return {
    ...backend,
    asked: () => asked,
    findByKey: () => {
      asked++;
      return Promise.resolve(found());
    },
  };
};

describe('a write without an answer', () => {
  afterEach(closeStores);

  it('is unknown where the backend has no keys, and is not repeated by itself', async () => {
    const adapter = scriptedAdapter({ capabilities: { idempotency: 'none' } });
    adapter.script('create', { lose: lostAnswer() });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('unknown');
    await store.resume();
    await pause(400);
    expect(adapter.count('create')).to.equal(1);
    const [item] = store.outbox.value.items;
    expect(item?.mutation.intent).to.deep.equal({ kind: 'create', draft });
  });

  it('is unknown as well when the page was closed while it was under way', async () => {
    const adapter = scriptedAdapter({ capabilities: { idempotency: 'none' } });
    adapter.script('create', stuck);
    const before = openStore(adapter);
    await before.createIncident(draft);
    await until('it is under way', () => adapter.count('create') === 1);
    before.dispose();
    const after = openStore(adapter);
    await until('the next page says so', () => after.outbox.value.unknown === 1);
    expect(adapter.count('create')).to.equal(1);
  });

  it('is sent again when a person says so, under the same key', async () => {
    const adapter = scriptedAdapter({ capabilities: { idempotency: 'none' } });
    adapter.script('create', { fail: lostAnswer() });
    const store = openStore(adapter);
    const { key, outcome } = await store.createIncident(draft);
    await outcome;
    await store.retry(key);
    await emptyOutbox(store);
    expect(adapter.records()).to.have.length(1);
    expect(adapter.calls.filter(({ call }) => call === 'create').map((call) => call.key)).to.deep.equal([
      key,
      key,
    ]);
  });

  it('is found by its key where the backend can be asked, and not sent again', async () => {
    const backend = scriptedAdapter({ capabilities: { idempotency: 'lookup' } });
    backend.script('create', { lose: lostAnswer() });
    const adapter = withLookup(backend, () => backend.records()[0]);
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).incident?.number).to.equal('INC0000001');
    expect(backend.count('create')).to.equal(1);
    expect(adapter.asked()).to.equal(1);
  });

  it('is sent again when asking shows that it never arrived', async () => {
    const backend = scriptedAdapter({ capabilities: { idempotency: 'lookup' } });
    backend.script('create', { fail: lostAnswer() });
    const store = openStore(withLookup(backend, () => backend.records()[0]));
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    expect(backend.count('create')).to.equal(2);
  });

  it('is not sent again once the backend has forgotten the key', async () => {
    let clock = Date.UTC(2026, 2, 27, 17);
    const adapter = scriptedAdapter({ capabilities: { idempotency: 'key', idempotencyTtl: 24 * 3_600_000 } });
    adapter.script('create', stuck);
    const friday = openStore(adapter, { now: () => clock });
    await friday.createIncident(draft);
    await until('it is under way', () => adapter.count('create') === 1);
    friday.dispose();
    clock += 62 * 3_600_000;
    const monday = openStore(adapter, { now: () => clock });
    await until('Monday asks instead of sending', () => states(monday.outbox.value)[0] === 'unknown');
    expect(adapter.count('create')).to.equal(1);
  });

  it('counts a comment as written when the timeline has it', async () => {
    const backend = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      capabilities: { idempotency: 'lookup' },
    });
    backend.script('addEntry', { lose: lostAnswer() });
    const store = openStore(withLookup(backend, () => undefined));
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('confirmed');
    expect(backend.count('addEntry')).to.equal(1);
  });

  it('leaves a comment unknown when the timeline does not have it yet', async () => {
    const backend = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      capabilities: { idempotency: 'lookup' },
    });
    backend.script('addEntry', { fail: lostAnswer() });
    const store = openStore(withLookup(backend, () => undefined));
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('unknown');
    expect(backend.count('addEntry')).to.equal(1);
  });

  it('is not taken as done when the answer is about another record', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      capabilities: { idempotency: 'none' },
    });
    const store = openStore({ ...adapter, update: async () => incident({ id: 'b' }) });
    const { outcome } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('unknown');
  });
});
