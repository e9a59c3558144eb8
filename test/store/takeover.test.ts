import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, states, until } from './support/desk.js';

const draft = { title: 'Lift stands still', description: '' };
const lease = 20_000;
/** A tab for which the leases of the others have run out, as they do while those are frozen. */
const later = { lease, now: () => Date.now() + lease + 1000 };

/** Holds a call until it is let go. */
function gate(): { readonly passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

describe('a tab that was frozen while it was sending', () => {
  afterEach(closeStores);

  /** One tab is stuck in sending, the other has taken over and is sending as well. */
  const bothSending = async (
    adapter: ScriptedAdapter,
    first: { readonly until: Promise<void>; readonly fail?: IncidentError },
    second: { readonly until: Promise<void> },
  ) => {
    adapter.script('create', first, second);
    const frozen = openStore(adapter, { lease });
    const submitted = await frozen.createIncident(draft);
    await until('the first tab sends it', () => adapter.count('create') === 1);
    const other = openStore(adapter, later);
    await until('the second tab has taken over', () => adapter.count('create') === 2);
    return { frozen, other, submitted };
  };

  it('may bring the answer although another tab has taken over, and nobody is told otherwise', async () => {
    const adapter = scriptedAdapter();
    const [first, second] = [gate(), gate()];
    const { frozen, other, submitted } = await bothSending(
      adapter,
      { until: first.passed },
      { until: second.passed },
    );
    first.open();
    const outcome = await submitted.outcome;
    expect(outcome.state).to.equal('confirmed');
    expect(outcome.incident?.number).to.equal('INC0000001');
    await emptyOutbox(frozen);
    await emptyOutbox(other);
    second.open();
    await pause(100);
    expect([...frozen.outbox.value.items, ...other.outbox.value.items]).to.deep.equal([]);
    expect(adapter.records()).to.have.length(1);
  });

  it('does not call it failed when its own attempt is refused late', async () => {
    const adapter = scriptedAdapter();
    const [first, second] = [gate(), gate()];
    const fail = new IncidentError('validation', 'Refused.', { status: 422 });
    const { frozen, other } = await bothSending(
      adapter,
      { until: first.passed, fail },
      { until: second.passed },
    );
    first.open();
    await pause(100);
    expect(states(other.outbox.value)).to.deep.equal(['sending']);
    expect(states(frozen.outbox.value)).to.deep.equal(['sending']);
    second.open();
    await emptyOutbox(other);
    await emptyOutbox(frozen);
    expect(adapter.records()).to.have.length(1);
  });

  it('does not bring back what another tab has got through meanwhile', async () => {
    const adapter = scriptedAdapter();
    const [first, second] = [gate(), gate()];
    const { frozen, other, submitted } = await bothSending(
      adapter,
      { until: first.passed, fail: noNetwork() },
      { until: second.passed },
    );
    second.open();
    await emptyOutbox(other);
    expect((await submitted.outcome).state).to.equal('confirmed');
    first.open();
    await pause(100);
    expect(frozen.outbox.value.items).to.deep.equal([]);
    expect(adapter.count('create')).to.equal(2);
  });

  it('sends nothing any more when it was frozen before its request left', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const { version: _version, ...seen } = incident({ id: 'a' });
    const [reading, writing] = [gate(), gate()];
    let asleep = 0;
    // It reads the version first; that is where it freezes.
    adapter.script('get', { until: reading.passed });
    adapter.script('update', { until: writing.passed });
    const frozen = openStore(adapter, { lease, now: () => Date.now() + asleep });
    await frozen.updateIncident('a', { title: 'Lift moves again' }, seen);
    await until('it has claimed it', () => adapter.count('get') === 1);
    const other = openStore(adapter, later);
    await until('the other tab is sending it', () => adapter.count('update') === 1);
    asleep = lease + 1000;
    reading.open();
    await pause(150);
    expect(adapter.count('update')).to.equal(1);
    expect(states(frozen.outbox.value)).to.deep.equal(['sending']);
    writing.open();
    await emptyOutbox(other);
    await emptyOutbox(frozen);
    expect(adapter.count('update')).to.equal(1);
    expect(adapter.record('a')?.title).to.equal('Lift moves again');
  });

  it('goes on with it when nobody has taken over meanwhile', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const { version: _version, ...seen } = incident({ id: 'a' });
    const reading = gate();
    let asleep = 0;
    adapter.script('get', { until: reading.passed });
    const frozen = openStore(adapter, { lease, now: () => Date.now() + asleep });
    const { outcome } = await frozen.updateIncident('a', { title: 'Lift moves again' }, seen);
    await until('it has claimed it', () => adapter.count('get') === 1);
    asleep = lease + 1000;
    reading.open();
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('update')).to.equal(1);
  });

  it('leaves what it cannot repeat for somebody to check, and takes its late success for a fact', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const first = gate();
    adapter.script('create', { until: first.passed });
    const frozen = openStore(adapter, { lease });
    await frozen.createIncident(draft);
    await until('the first tab sends it', () => adapter.count('create') === 1);
    const other = openStore(adapter, later);
    await until('the second tab doubts it', () => other.outbox.value.unknown === 1);
    expect(adapter.count('create')).to.equal(1);
    first.open();
    await emptyOutbox(frozen);
    await emptyOutbox(other);
    expect(adapter.records()).to.have.length(1);
  });
});
