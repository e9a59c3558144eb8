import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import type { ErrorKind } from '../../src/core/errors.js';
import { incident, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, states, until } from './support/desk.js';

const draft = (title: string) => ({ title, description: '' });
const refusal = (kind: ErrorKind, status: number): IncidentError =>
  new IncidentError(kind, `Refused with ${String(status)}.`, { status });

describe('order and bad items', () => {
  afterEach(closeStores);

  it('lets ninety-nine incidents pass one that is refused', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: refusal('validation', 422) });
    const store = openStore(adapter);
    const outcomes = [];
    for (let n = 0; n < 100; n++)
      outcomes.push((await store.createIncident(draft(`Incident ${String(n)}`))).outcome);
    await Promise.all(outcomes);
    await until('only the refused one is left', () => store.outbox.value.items.length === 1);
    expect(states(store.outbox.value)).to.deep.equal(['failed']);
    expect(adapter.records()).to.have.length(99);
  });

  it('treats a mistake inside the adapter as the matter of that item alone', async () => {
    const backend = scriptedAdapter();
    const store = openStore({
      ...backend,
      create: (given, options) =>
        given.title === 'Poison'
          ? Promise.reject(new TypeError('Cannot read properties of null'))
          : backend.create(given, options),
    });
    const poison = await store.createIncident(draft('Poison'));
    const good = await store.createIncident(draft('Good'));
    expect((await poison.outcome).state).to.equal('failed');
    expect((await good.outcome).state).to.equal('confirmed');
  });

  for (const [kind, status] of [
    ['validation', 413],
    ['validation', 422],
    ['forbidden', 403],
    ['not-found', 404],
    ['refused', 200],
  ] as const)
    it(`keeps the content of a comment refused as ${kind} with ${String(status)} and does not try again`, async () => {
      const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' }), incident({ id: 'b' })] });
      adapter.script('addEntry', { fail: refusal(kind, status) });
      const store = openStore(adapter);
      const bad = await store.addEntry('a', { kind: 'comment', text: 'Long text' });
      const good = await store.addEntry('b', { kind: 'comment', text: 'Elsewhere' });
      expect(await bad.outcome).to.deep.include({ state: 'failed' });
      expect((await good.outcome).state).to.equal('confirmed');
      await pause(120);
      expect(adapter.count('addEntry')).to.equal(2);
      expect(store.outbox.value.items[0]?.mutation.intent).to.deep.include({
        entry: { kind: 'comment', text: 'Long text' },
      });
    });

  it('never lets a later change of an incident overtake one that is being retried', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    adapter.script('update', { fail: refusal('unavailable', 503) }, { fail: refusal('unavailable', 503) });
    const store = openStore(adapter);
    await store.updateIncident('a', { title: 'First' }, incident({ id: 'a' }));
    await store.updateIncident('a', { title: 'Second' }, incident({ id: 'a' }));
    await emptyOutbox(store);
    const sent = adapter.calls
      .filter(({ call }) => call === 'update')
      .map((call) => (call.with as { title: string }).title);
    expect(sent).to.deep.equal(['First', 'First', 'First', 'Second']);
    expect(adapter.record('a')?.title).to.equal('Second');
  });

  it('lets a change wait behind a refused one of the same incident, but not a comment', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    adapter.script('update', { fail: refusal('validation', 422) });
    const store = openStore(adapter);
    const first = await store.updateIncident('a', { title: 'First' }, incident({ id: 'a' }));
    const second = await store.updateIncident('a', { urgency: 1 }, incident({ id: 'a' }));
    const comment = await store.addEntry('a', { kind: 'comment', text: 'Meanwhile' });
    expect((await comment.outcome).state).to.equal('confirmed');
    await until('the second change waits', () => states(store.outbox.value).join() === 'failed,waiting');
    await store.discard(first.key);
    expect((await second.outcome).state).to.equal('confirmed');
    expect(adapter.record('a')).to.include({ title: 'Mail does not arrive', urgency: 1 });
  });

  it('pauses everything when the session ends and goes on after signing in', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', {}, {});
    const store = openStore(adapter);
    for (let n = 0; n < 2; n++) await (await store.createIncident(draft(`Before ${String(n)}`))).outcome;
    adapter.always('create', { fail: signedOut() });
    const announced: boolean[] = [];
    store.status.subscribe(({ signedOut: out }) => announced.push(out));
    for (let n = 0; n < 8; n++) await store.createIncident(draft(`After ${String(n)}`));
    await until('the outbox says why it waits', () => store.outbox.value.hold === 'auth-required');
    await pause(150);
    const tried = adapter.count('create');
    await pause(150);
    expect(adapter.count('create'), 'no attempts while signed out').to.equal(tried);
    expect(tried).to.be.at.most(2 + 3);
    expect(announced).to.deep.equal([true]);
    expect(store.outbox.value.pending).to.equal(8);
    adapter.always('create', undefined);
    await store.resume();
    await emptyOutbox(store);
    expect(adapter.records()).to.have.length(10);
    expect(store.status.value.signedOut).to.equal(false);
  });
});
