import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, states, until } from './support/desk.js';

const draft = { title: 'The clock on the wall is wrong', description: '' };
const day = 24 * 60 * 60_000;

/** The device's clock, which somebody sets. */
function wrongClock(): { readonly now: () => number; shift: number } {
  const clock = { shift: 0, now: () => Date.now() + clock.shift };
  return clock;
}

describe('a device whose clock is put right', () => {
  afterEach(closeStores);

  it('does not wait a day for its next attempt when the clock goes back by a day', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: new IncidentError('unavailable', 'Down.', { status: 503 }) });
    const clock = wrongClock();
    const store = openStore(adapter, { now: clock.now, retryBase: 2000, retryCap: 2000 });
    await store.createIncident(draft);
    await until('the first attempt has failed', () => store.outbox.value.items[0]?.nextAttemptAt);
    clock.shift = -day;
    await emptyOutbox(store);
    expect(adapter.records()).to.have.length(1);
  });

  it('does not keep to a wait the backend asked for a day ahead', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', {
      fail: new IncidentError('rate-limited', 'Slow down.', { status: 429, retryAfter: 1500 }),
    });
    const clock = wrongClock();
    const store = openStore(adapter, { now: clock.now });
    await store.createIncident(draft);
    await until('it waits', () => store.outbox.value.items[0]?.nextAttemptAt);
    clock.shift = -day;
    await emptyOutbox(store);
  });

  it('takes up what another page was sending when its clock was a day ahead', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { until: new Promise(() => undefined) });
    const ahead = openStore(adapter, { now: () => Date.now() + day, lease: 60_000 });
    const { key } = await ahead.createIncident(draft);
    await until('it is under way', () => adapter.count('create') === 1);
    ahead.dispose();
    const after = openStore(adapter, { lease: 60_000 });
    await until('it has gone through', () => adapter.records().length === 1);
    await emptyOutbox(after);
    expect(adapter.calls.filter(({ call }) => call === 'create').map((call) => call.key)).to.deep.equal([
      key,
      key,
    ]);
  });

  it('sends what waited as soon as it wakes from a night’s sleep', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() });
    const clock = wrongClock();
    const store = openStore(adapter, { now: clock.now, retryBase: 2000, retryCap: 2000 });
    await store.createIncident(draft);
    await until('it waits', () => store.status.value.connection === 'offline');
    clock.shift = 9 * 60 * 60_000;
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(2);
  });

  it('asks before it repeats a write of which nobody knows how long ago it was', async () => {
    const adapter = scriptedAdapter({ traits: { idempotencyTtl: day } });
    adapter.script('create', { lose: lostAnswer() });
    const clock = wrongClock();
    clock.shift = 30 * day;
    const store = openStore(adapter, { now: clock.now, retryBase: 400, retryCap: 400 });
    await store.createIncident(draft);
    await until('its answer is lost', () => adapter.records().length === 1);
    // Perhaps a minute ago, perhaps a month.
    clock.shift = 0;
    await until('it is doubted', () => store.outbox.value.unknown === 1);
    expect(adapter.count('create')).to.equal(1);
    expect(states(store.outbox.value)).to.deep.equal(['unknown']);
  });

  it('keeps the order of what was changed before and after', async () => {
    const seen = incident({ id: 'a' });
    const adapter = scriptedAdapter({ incidents: [seen] });
    adapter.always('addEntry', { fail: noNetwork() });
    const clock = wrongClock();
    const store = openStore(adapter, { now: clock.now });
    await store.addEntry('a', { kind: 'comment', text: 'First' });
    clock.shift = -day;
    await store.addEntry('a', { kind: 'comment', text: 'Second' });
    adapter.always('addEntry', undefined);
    const failed = adapter.count('addEntry');
    await store.resume();
    await emptyOutbox(store);
    const written = adapter.calls.filter(({ call }) => call === 'addEntry').slice(failed);
    expect(written.map((call) => (call.with as { readonly text: string }).text)).to.deep.equal([
      'First',
      'Second',
    ]);
  });
});
