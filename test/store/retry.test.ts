import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import { backoff } from '../../src/store/connection.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, until } from './support/desk.js';

const draft = { title: 'VPN drops', description: '' };
const busy = (retryAfter?: number): IncidentError =>
  new IncidentError('rate-limited', 'Too many.', {
    status: 429,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

describe('retrying', () => {
  afterEach(closeStores);

  it('waits a random part of a range that doubles up to its cap', () => {
    const rules = { base: 1000, cap: 60_000, random: () => 0.999 };
    expect([1, 2, 3, 7, 50].map((attempt) => backoff(attempt, rules))).to.deep.equal([
      999, 1998, 3996, 59_940, 59_940,
    ]);
    expect(backoff(5, { ...rules, random: () => 0 })).to.equal(0);
  });

  it('keeps to the wait the backend asked for, within reason', () => {
    const rules = { base: 1000, cap: 60_000, random: () => 0 };
    expect(backoff(1, rules, 120_000)).to.equal(120_000);
    expect(backoff(1, rules, 10 * 365 * 86_400_000)).to.equal(15 * 60_000);
    expect([-5, NaN, 0].map((wrong) => backoff(1, rules, wrong))).to.deep.equal([0, 0, 0]);
  });

  it('is started by its own timer, with nothing else happening', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() }, { fail: noNetwork() }, { fail: noNetwork() });
    const store = openStore(adapter);
    const { outcome, key } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    const attempts = adapter.calls.filter(({ call }) => call === 'create');
    expect(attempts.map((attempt) => attempt.key)).to.deep.equal([key, key, key, key]);
    expect(attempts.every((attempt) => JSON.stringify(attempt.with) === JSON.stringify(draft))).to.equal(
      true,
    );
  });

  it('goes on after a reload that came between two attempts', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', {
      fail: new IncidentError('unavailable', 'Down.', { status: 503, retryAfter: 300 }),
    });
    const before = openStore(adapter);
    await before.createIncident(draft);
    await until(
      'the first attempt is over',
      () => before.outbox.value.items[0]?.error?.kind === 'unavailable',
    );
    before.dispose();
    const after = openStore(adapter);
    await until('the next page has sent it', () => adapter.records().length === 1);
    await emptyOutbox(after);
    expect(adapter.count('create')).to.equal(2);
  });

  it('sends nothing at all while the backend asked everybody to wait', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: busy(2000) });
    const store = openStore(adapter);
    await store.createIncident(draft);
    await until(
      'the backend has refused',
      () => store.outbox.value.items[0]?.attempts === 1 && store.outbox.value.items[0].state === 'queued',
    );
    const next = store.outbox.value.items[0]?.nextAttemptAt ?? Infinity;
    let second = 0;
    await store.createIncident({ ...draft, title: 'Another' });
    await until('the second attempt', () => adapter.count('create') > 1 && (second ||= Date.now()));
    expect(second).to.be.at.least(next);
    await emptyOutbox(store);
  });

  it('does not wait any longer when somebody asks for it now', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: new IncidentError('unavailable', 'Down.', { status: 503 }) });
    const store = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    const { outcome } = await store.createIncident(draft);
    await until(
      'the next attempt is planned',
      () => store.outbox.value.items[0]?.nextAttemptAt !== undefined,
    );
    await store.resume();
    expect((await outcome).state).to.equal('confirmed');
  });

  it('shows when it will try next', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: new IncidentError('unavailable', 'Down.', { status: 503 }) });
    const at = Date.UTC(2026, 2, 2, 9);
    const store = openStore(adapter, { retryBase: 10_000, retryCap: 60_000, now: () => at });
    await store.createIncident(draft);
    await until('the next attempt is planned', () => (store.outbox.value.items[0]?.nextAttemptAt ?? 0) > at);
    expect(store.outbox.value.items[0]).to.deep.include({
      state: 'queued',
      attempts: 1,
      nextAttemptAt: at + 5000,
    });
  });
});
