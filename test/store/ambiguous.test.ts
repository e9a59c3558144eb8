import { expect } from '@open-wc/testing';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { Incident } from '../../src/core/incident.js';
import { IncidentError } from '../../src/core/errors.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
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
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
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
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
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
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
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
    const backend = scriptedAdapter({ traits: { idempotency: 'lookup' } });
    backend.script('create', { lose: lostAnswer() });
    const adapter = withLookup(backend, () => backend.records()[0]);
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).incident?.number).to.equal('INC0000001');
    expect(backend.count('create')).to.equal(1);
    expect(adapter.asked()).to.equal(1);
  });

  it('is sent again when asking shows that it never arrived', async () => {
    const backend = scriptedAdapter({ traits: { idempotency: 'lookup' } });
    backend.script('create', { fail: lostAnswer() });
    const store = openStore(withLookup(backend, () => backend.records()[0]));
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    expect(backend.count('create')).to.equal(2);
  });

  it('is not sent again once the backend has forgotten the key', async () => {
    let clock = Date.UTC(2026, 2, 27, 17);
    const adapter = scriptedAdapter({ traits: { idempotency: 'key', idempotencyTtl: 24 * 3_600_000 } });
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
      traits: { idempotency: 'lookup' },
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
      traits: { idempotency: 'lookup' },
    });
    backend.script('addEntry', { fail: lostAnswer() });
    const store = openStore(withLookup(backend, () => undefined));
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('unknown');
    expect(backend.count('addEntry')).to.equal(1);
  });

  it('is sent once more when a person says so and it still cannot be found, and doubted again after that', async () => {
    const backend = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'lookup' },
    });
    backend.script('addEntry', { fail: lostAnswer() }, { fail: lostAnswer() });
    const store = openStore(withLookup(backend, () => undefined));
    const { key, outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    await outcome;
    await store.retry(key);
    await until('it was sent again', () => backend.count('addEntry') === 2);
    await until('it is doubted', () => states(store.outbox.value)[0] === 'unknown');
    await store.resume();
    await pause(300);
    expect(backend.count('addEntry')).to.equal(2);
    await store.retry(key);
    await emptyOutbox(store);
    expect(backend.count('addEntry')).to.equal(3);
  });

  it('is not taken as done when the answer is about another record', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'none' },
    });
    const store = openStore({ ...adapter, update: async () => incident({ id: 'b' }) });
    const { outcome } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('unknown');
  });
});

/** What the browser says of a write that met no network: it cannot tell this from a lost answer. */
const deadNetwork = (): IncidentError =>
  new IncidentError('network', 'The ticket system cannot be reached.', { ambiguous: true });

describe('a write to a backend without keys, with the way cut off', () => {
  afterEach(closeStores);

  it('stays queued while offline and goes out once after the network has returned', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    adapter.always('list', { fail: deadNetwork() });
    adapter.always('create', { fail: deadNetwork() });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    await until('the hold', () => store.outbox.value.hold === 'offline');
    await until('the reason', () => store.outbox.value.items[0]?.error?.kind === 'network');
    await pause(300);
    expect(states(store.outbox.value)).to.deep.equal(['queued']);
    expect(adapter.count('create')).to.equal(0);
    adapter.always('list', undefined);
    adapter.always('create', undefined);
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('create')).to.equal(1);
    expect(adapter.records()).to.have.length(1);
  });

  it('stays queued for the next page when this one is closed before the way is known to be open', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    adapter.script('list', stuck);
    const before = openStore(adapter);
    await before.createIncident(draft);
    await until('it is asking', () => adapter.count('list') === 1);
    before.dispose();
    const after = openStore(adapter);
    await until('it has gone out', () => adapter.records().length === 1);
    await emptyOutbox(after);
    expect(adapter.count('create')).to.equal(1);
  });

  it('is unknown when the connection dies between the reading and the writing', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'none' },
    });
    adapter.script('addEntry', { fail: deadNetwork() });
    const store = openStore(adapter);
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('unknown');
    expect(adapter.count('get')).to.equal(1);
    expect(adapter.count('addEntry')).to.equal(1);
  });

  it('waits for the sign-in when the reading asks for it', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'none' },
    });
    adapter.script('get', { fail: signedOut() });
    const store = openStore(adapter);
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    await until('the hold', () => store.outbox.value.hold === 'auth-required');
    expect(adapter.count('addEntry')).to.equal(0);
    await store.resume();
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('addEntry')).to.equal(1);
  });

  it('waits and tries again while the backend is down', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'none' },
    });
    const down = { fail: new IncidentError('unavailable', 'Down for maintenance.', { status: 503 }) };
    adapter.script('get', down, down);
    const store = openStore(adapter);
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('get')).to.equal(3);
    expect(adapter.count('addEntry')).to.equal(1);
  });

  it('is sent by somebody who may write without being allowed to read', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    adapter.always('list', { fail: new IncidentError('forbidden', 'Not yours to see.', { status: 403 }) });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
  });

  it('does not ask first where a key makes repeating safe', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('list')).to.equal(0);
  });
});
