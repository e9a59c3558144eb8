import { expect } from '@open-wc/testing';
import type { Adapter, Traits } from '../../src/adapters/adapter.js';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { StoredError } from '../../src/store/index.js';
import { incident, lostAnswer, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import { closeStores, openStore, pause, states, until, watch } from './support/desk.js';

const draft = { title: 'Printer on fire', description: 'Third floor' };
const idempotency = (how: Traits['idempotency']): { readonly traits: Partial<Traits> } => ({
  traits: { idempotency: how },
});
const refusal = (status: number): IncidentError =>
  new IncidentError(status === 403 ? 'forbidden' : 'validation', 'No.', { status });
const broken = (status = 500): IncidentError =>
  new IncidentError('breakdown', 'The ticket system broke down.', { status, ambiguous: true });

describe('an answer that is no proof', () => {
  afterEach(closeStores);

  const answering = (answer: Incident, how: Traits['idempotency'] = 'key'): Adapter => ({
    ...scriptedAdapter(idempotency(how)),
    create: () => Promise.resolve(answer),
  });

  for (const how of ['key', 'none'] as const)
    it(`leaves a report unclear that was answered with somebody else's record (${how})`, async () => {
      const store = openStore(answering(incident({ id: 'other', title: 'Mail does not arrive' }), how));
      const { outcome } = await store.createIncident(draft);
      const { state, error } = await outcome;
      expect(state).to.equal('unknown');
      expect(error?.kind).to.equal('bad-answer');
      await until('it is shown', () => store.outbox.value.unknown === 1);
      expect(store.outbox.value.items[0]?.mutation.intent).to.deep.equal({ kind: 'create', draft });
    });

  for (const [how, state] of [
    ['key', 'failed'],
    ['none', 'unknown'],
  ] as const)
    it(`keeps the words of an error that came with a success (${how})`, async () => {
      const adapter = scriptedAdapter(idempotency(how));
      const said = new IncidentError('refused', 'No more this month.', { status: 200, ambiguous: true });
      adapter.always('create', { fail: said });
      const store = openStore(adapter);
      const { outcome } = await store.createIncident(draft);
      const end = await outcome;
      expect([end.state, end.error?.message]).to.deep.equal([state, 'No more this month.']);
      expect(adapter.count('create')).to.equal(1);
    });

  it('leaves a report unclear whose answer has the same title and another text', async () => {
    const store = openStore(
      answering(incident({ id: 'other', title: draft.title, description: 'In the canteen' })),
    );
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('unknown');
  });

  it('leaves a report unclear whose answer carries the client id of another one', async () => {
    const store = openStore(answering(incident({ ...draft, id: 'other', clientId: 'not-ours' })));
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('unknown');
  });

  it('does not confirm two reports with one record', async () => {
    const store = openStore(answering(incident({ ...draft, id: 'one' })));
    expect((await (await store.createIncident(draft)).outcome).state).to.equal('confirmed');
    expect((await (await store.createIncident(draft)).outcome).state).to.equal('unknown');
  });

  it('confirms a report whose words the backend has dressed up or cut off', async () => {
    const long = { title: 'The printer on the third floor is on fire again', description: 'Smoke & flames' };
    const dressed = incident({
      id: 'mine',
      title: '[Portal] The printer on the third floor is on fire again',
      description: '<p>Smoke &amp; flames</p>',
    });
    const cut = incident({ id: 'mine', title: 'The printer on the third floor is on fi…', description: '' });
    for (const answer of [dressed, cut]) {
      const store = openStore(answering(answer));
      const { outcome } = await store.createIncident({ ...long, description: 'Smoke' });
      expect((await outcome).state, answer.title).to.equal('confirmed');
    }
  });

  it('leaves a change unclear that was answered with another record, also where keys are honoured', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({ ...adapter, update: async () => incident({ id: 'b' }) });
    const { outcome } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('unknown');
  });

  it('leaves a comment unclear that was answered with other words', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({
      ...adapter,
      async addEntry(id, entry, options) {
        const { key: _key, ...written } = await adapter.addEntry(id, entry, options);
        return { ...written, text: 'Something else' };
      },
    });
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('unknown');
  });

  it('leaves a note unclear that was answered as one that the caller reads, and sends it no second time', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({
      ...adapter,
      async addEntry(id, entry, options) {
        const written = await adapter.addEntry(id, entry, options);
        return { ...written, kind: 'comment', visibility: 'public' };
      },
    });
    const { outcome } = await store.addEntry('a', { kind: 'work-note', text: 'It was the director' });
    const { state, error } = await outcome;
    expect(state).to.equal('unknown');
    expect(error?.issues.map(({ code }) => code)).to.deep.equal(['other-readers']);
    await pause(300);
    expect(adapter.count('addEntry')).to.equal(1);
    expect(store.outbox.value.items[0]?.mutation.intent).to.have.property('entry');
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('its row', () => timeline.value.entries.at(0)?.pending === 'unknown');
    expect(timeline.value.entries.at(0), 'no key to send it again under').to.not.have.property('key');
  });

  it('leaves a comment unclear that was answered as a note that the caller does not read', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({
      ...adapter,
      async addEntry(id, entry, options) {
        const written = await adapter.addEntry(id, entry, options);
        return { ...written, kind: 'work-note', visibility: 'internal' };
      },
    });
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Please restart it' });
    expect((await outcome).state).to.equal('unknown');
  });

  it('leaves a change unclear where looking for it brings another record that has it', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], ...idempotency('lookup') });
    adapter.script('update', { fail: lostAnswer() });
    const store = openStore({
      ...adapter,
      get: () => Promise.resolve(incident({ id: 'b', title: 'Mine' })),
    });
    await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    await until('it has been looked for', () => store.outbox.value.items[0]?.error?.kind === 'bad-answer');
    expect(adapter.record('a')?.title).not.to.equal('Mine');
    expect(store.outbox.value.items).to.have.length(1);
  });

  it('sends no change onto the version of another record', async () => {
    const { version: _version, ...seen } = incident({ id: 'a' });
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({ ...adapter, get: () => Promise.resolve(incident({ ...seen, id: 'b' })) });
    await store.updateIncident('a', { title: 'Mine' }, seen);
    await until('it waits', () => store.outbox.value.items[0]?.error?.kind === 'bad-answer');
    expect(adapter.count('update')).to.equal(0);
  });

  it('does not take a record found by its key for ours when it says something else', async () => {
    const adapter = scriptedAdapter(idempotency('lookup'));
    adapter.script('create', { fail: lostAnswer() });
    const store = openStore({
      ...adapter,
      findByKey: () => Promise.resolve(incident({ id: 'other', title: 'Mail does not arrive' })),
    });
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('unknown');
    expect(adapter.count('create')).to.equal(1);
  });
});

describe('an answer after a write that does not say what became of it', () => {
  afterEach(closeStores);

  const answers: readonly (readonly [string, IncidentError])[] = [
    ['a redirect', new IncidentError('auth-required', 'Sign in.', { status: 303 })],
    ['a sign-in page', new IncidentError('auth-required', 'Sign in.', { status: 200 })],
    ['something unreadable', new IncidentError('bad-answer', 'Damaged.', { status: 200 })],
    ['an error of the adapter’s own', new TypeError('x is null') as unknown as IncidentError],
  ];
  for (const [what, lose] of answers)
    it(`is unclear and not sent again by itself or on signing in when ${what} came back`, async () => {
      const adapter = scriptedAdapter(idempotency('none'));
      adapter.script('create', { lose });
      const store = openStore(adapter);
      const { outcome } = await store.createIncident(draft);
      expect((await outcome).state).to.equal('unknown');
      await store.resume();
      await pause(300);
      expect(adapter.count('create')).to.equal(1);
      expect(adapter.records()).to.have.length(1);
    });

  it('keeps what was certainly not looked at queued for the sign-in', async () => {
    const adapter = scriptedAdapter(idempotency('none'));
    adapter.script('create', { fail: signedOut() });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    await until('the hold', () => store.outbox.value.hold === 'auth-required');
    await until('it waits', () => states(store.outbox.value)[0] === 'queued');
    await store.resume();
    expect((await outcome).state).to.equal('confirmed');
  });
});

describe('a refusal after an attempt without an answer', () => {
  afterEach(closeStores);

  for (const status of [403, 422])
    it(`does not call a report failed that has arrived (${String(status)})`, async () => {
      const adapter = scriptedAdapter();
      adapter.script('create', { lose: lostAnswer() }, { fail: refusal(status) });
      const store = openStore(adapter);
      const { outcome } = await store.createIncident(draft);
      const { state, error } = await outcome;
      expect(state).to.equal('unknown');
      expect(error?.status).to.equal(status);
      expect(adapter.records()).to.have.length(1);
    });

  it('calls it failed when looking has shown that it never arrived', async () => {
    const adapter = scriptedAdapter(idempotency('lookup'));
    adapter.script('create', { fail: lostAnswer() }, { fail: refusal(422) });
    const store = openStore({ ...adapter, findByKey: () => Promise.resolve(undefined) });
    expect((await (await store.createIncident(draft)).outcome).state).to.equal('failed');
  });

  it('takes a change for made when the record that stands in its way is the one it made', async () => {
    const before = incident({ id: 'a' });
    const adapter = scriptedAdapter({ incidents: [before] });
    const forgetful: ScriptedAdapter = {
      ...adapter,
      update: (id, patch, options) => adapter.update(id, patch, { ...options, key: crypto.randomUUID() }),
    };
    adapter.script('update', { lose: lostAnswer() });
    const store = openStore(forgetful);
    const { outcome } = await store.updateIncident('a', { title: 'New' }, before);
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.record('a')?.version).to.equal('2');
  });
});

describe('a step whose answer was lost', () => {
  afterEach(closeStores);

  const ada = { id: 'ada', name: 'Ada' };

  const resolve = async (said: boolean): Promise<string> => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], ...idempotency('lookup') });
    adapter.script('transition', { lose: lostAnswer() });
    if (said) await adapter.addEntry('a', { kind: 'comment', text: 'Extinguished.' }, { key: 'words' });
    const store = openStore({ ...adapter, findByKey: () => Promise.resolve(undefined) });
    const step = { to: 'resolved', comment: 'Extinguished.' } as const;
    return (await (await store.transition('a', step, incident({ id: 'a' }))).outcome).state;
  };

  it('is there when its status and its words are', async () => {
    expect(await resolve(true)).to.equal('confirmed');
  });

  it('is unclear when its status is there without its words', async () => {
    expect(await resolve(false)).to.equal('unknown');
  });

  for (const [holder, state] of [
    [ada, 'confirmed'],
    [undefined, 'unknown'],
  ] as const)
    it(`is ${state} when its status is there and ${holder ? 'who takes it as well' : 'nobody has it'}`, async () => {
      const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], ...idempotency('lookup') });
      const store = openStore({
        ...adapter,
        findByKey: () => Promise.resolve(undefined),
        // A ticket system opens by itself what somebody has answered.
        transition: async (id, _step, write) => {
          await adapter.transition(id, { to: 'active', ...(holder && { assignee: holder }) }, write);
          throw lostAnswer();
        },
      });
      const { outcome } = await store.transition('a', { to: 'active', assignee: ada }, incident({ id: 'a' }));
      expect((await outcome).state).to.equal(state);
    });
});

describe('a ticket system that breaks down at one report', () => {
  afterEach(closeStores);

  const refused = async (adapter: ScriptedAdapter): Promise<StoredError | undefined> => {
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    const { state, error } = await outcome;
    expect(state).to.equal('failed');
    expect(store.outbox.value.items[0]?.mutation.intent).to.deep.equal({ kind: 'create', draft });
    expect(store.status.value.connection).to.equal('online');
    return error;
  };

  it('keeps it for a person to look at while others go through', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: broken() });
    expect((await refused(adapter))?.status).to.equal(500);
    expect(adapter.count('create')).to.equal(2);
  });

  it('is tried again as long as nothing else goes through either', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: broken() });
    adapter.always('list', { fail: broken() });
    const store = openStore(adapter);
    await store.createIncident(draft);
    await until('several attempts', () => adapter.count('create') > 4);
    expect(states(store.outbox.value)).not.to.include('failed');
    adapter.always('list', undefined);
    await until('it stands alone', () => states(store.outbox.value)[0] === 'failed');
  });

  it('is left alone for a breath: what is over in a moment brings nobody the report back', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: broken() });
    // However soon chance would have it tried again.
    const store = openStore(adapter, { random: () => 0, retryBase: 600 });
    const { outcome } = await store.createIncident(draft);
    await until('it has broken down', () => store.outbox.value.items[0]?.error !== undefined);
    await pause(250);
    expect(states(store.outbox.value)).to.deep.equal(['queued']);
    adapter.always('create', undefined);
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.count('create')).to.equal(2);
  });

  it('gets it in the end when it breaks down once', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: broken() });
    const store = openStore(adapter);
    expect((await (await store.createIncident(draft)).outcome).state).to.equal('confirmed');
  });
});
