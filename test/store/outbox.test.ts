import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, states, texts, until, watch } from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const draft = { title: 'Mail does not arrive', description: 'Since nine' };

describe('the outbox', () => {
  afterEach(closeStores);

  it('stores a new incident before it is sent and lets it go when the backend has it', async () => {
    const adapter = scriptedAdapter();
    // Long enough that a busy machine does not let the other tab take it over.
    const store = openStore(adapter, { lease: 30_000 });
    let release: () => void = () => undefined;
    adapter.script('create', { until: new Promise<void>((resolve) => (release = resolve)) });
    const submitted = await store.createIncident(draft);
    expect(submitted.kept).to.equal('durable');
    // Only then is it certain which of the two tabs sends it.
    await until('this tab sends it', () => adapter.count('create') === 1);
    const other = openStore(adapter, { lease: 30_000 });
    await until('the other tab sees it', () => other.outbox.value.items.length === 1);
    release();
    const outcome = await submitted.outcome;
    expect(outcome.state).to.equal('confirmed');
    expect(outcome.incident?.number).to.equal('INC0000001');
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(1);
  });

  it('learns from the other tab that sent it how an incident ended, and with it the record', async () => {
    const adapter = scriptedAdapter();
    // This tab has no way to the backend; what it stores is sent by the other one.
    const store = openStore({ ...adapter, create: () => Promise.reject(noNetwork()) });
    const { incidentId, outcome } = await store.createIncident(draft);
    await until('this tab has failed', () => store.status.value.connection === 'offline');
    openStore(adapter);
    expect(await outcome).to.include({ state: 'confirmed' });
    expect((await outcome).incident).to.include({ number: 'INC0000001', clientId: incidentId });
    const record = store.incident(incidentId);
    watch(record);
    await until('the record has its number', () => record.value.view?.incident.number === 'INC0000001');
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(1);
  });

  it('keeps an incident logged without a network over a reload and sends it once', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter);
    const { key } = await before.createIncident(draft);
    await until('the first attempt has failed', () => before.status.value.connection === 'offline');
    before.dispose();
    adapter.always('create', undefined);
    const after = openStore(adapter);
    await until('it is there after the reload', () => adapter.records().length === 1);
    await emptyOutbox(after);
    expect(
      new Set(adapter.calls.filter(({ call }) => call === 'create').map((call) => call.key)),
    ).to.deep.equal(new Set([key]));
    expect(adapter.records()).to.have.length(1);
  });

  it('takes a double click as one incident', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    const key = store.newKey();
    const clicks = await Promise.all([1, 2, 3, 4, 5].map(() => store.createIncident(draft, key)));
    await Promise.all(clicks.map(({ outcome }) => outcome));
    expect(adapter.count('create')).to.equal(1);
    const late = await store.createIncident(draft, key);
    expect((await late.outcome).state).to.equal('confirmed');
    await pause(50);
    expect(adapter.count('create')).to.equal(1);
  });

  it('sends comments written offline after their incident, in order, under the id the backend gave', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    const { incidentId } = await store.createIncident(draft);
    for (const text of ['one', 'two', 'three']) await store.addEntry(incidentId, { kind: 'comment', text });
    await until(
      'they wait for their incident',
      () => states(store.outbox.value).filter((state) => state === 'waiting').length === 3,
    );
    adapter.always('create', undefined);
    await store.resume();
    await emptyOutbox(store);
    const [record] = adapter.records();
    const written = adapter.calls
      .filter(({ call }) => call === 'addEntry')
      .map((call) => (call.with as { text: string }).text);
    expect(written).to.deep.equal(['one', 'two', 'three']);
    watch(store.open(incidentTimeline, incidentId));
    await until(
      'the timeline has them',
      () => store.open(incidentTimeline, incidentId).value.state === 'ready',
    );
    expect(texts(store, incidentId).slice(0, 3)).to.deep.equal(['three', 'two', 'one']);
    watch(store.incident(incidentId));
    await until(
      'the client id leads to the record',
      () => store.incident(incidentId).value.view?.incident.id === record?.id,
    );
  });

  it('does not take our own changes for somebody else’s', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore(adapter);
    const seen = incident({ id: 'a' });
    adapter.script('update', { delay: 60 });
    await store.updateIncident('a', { title: 'First' }, seen);
    await store.addEntry('a', { kind: 'comment', text: 'In between' });
    await store.updateIncident('a', { urgency: 1 }, seen);
    await emptyOutbox(store);
    expect(adapter.record('a')).to.include({ title: 'First', urgency: 1 });
  });

  it('does not ask which version counts when only the version has moved on', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({
      ...adapter,
      async addEntry(id, entry, options) {
        const made = await adapter.addEntry(id, entry, options);
        adapter.change(id, {});
        return made;
      },
    });
    await (
      await store.addEntry('a', { kind: 'comment', text: 'Moves the version on' })
    ).outcome;
    const { outcome } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.record('a')).to.include({ title: 'Mine', version: '3' });
  });

  it('takes a click while it is being sent as the same one', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { delay: 80 });
    const store = openStore(adapter);
    const key = store.newKey();
    const first = await store.createIncident(draft, key);
    await until('it is being sent', () => adapter.count('create') === 1);
    const second = await store.createIncident({ ...draft, title: 'Changed meanwhile' }, key);
    expect(states(store.outbox.value)).to.deep.equal(['sending']);
    expect(await second.outcome).to.deep.equal(await first.outcome);
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(1);
  });

  it('asks which version counts when somebody else has changed the incident, and loses neither', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    // Nobody tells of the change.
    const { subscribe: _news, ...silent } = adapter;
    const store = openStore(silent);
    const record = store.incident('a');
    watch(record);
    await until('the record', () => record.value.state === 'ready');
    adapter.change('a', { title: 'Theirs' });
    const { outcome, key } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('conflict');
    await until('both versions are shown', () => store.outbox.value.conflicts === 1);
    const [item] = store.outbox.value.items;
    expect(item?.theirs?.title).to.equal('Theirs');
    await until('it is shown as it is now', () => record.value.view?.incident.title === 'Theirs');
    expect(item?.mutation.intent).to.deep.include({
      patch: { title: 'Mine' },
      seen: { title: 'Mail does not arrive' },
    });
    await store.resolveConflict(key, 'mine');
    await emptyOutbox(store);
    expect(adapter.record('a')?.title).to.equal('Mine');
  });

  it('asks nobody where somebody else has made the same change', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore(adapter);
    adapter.change('a', { title: 'Mail is down', urgency: 1 });
    const { outcome } = await store.updateIncident('a', { title: 'Mail is down' }, incident({ id: 'a' }));
    expect((await outcome).state).to.equal('confirmed');
    expect(adapter.record('a')).to.include({ title: 'Mail is down', urgency: 1 });
  });

  const elif = { id: 'elif', name: 'Elif' };
  for (const kind of ['refused', 'conflict'] as const)
    it(`takes a step as taken that another tab was quicker with (${kind})`, async () => {
      const taken = incident({ id: 'a', status: { category: 'active' }, assignee: elif, version: '2' });
      const adapter = scriptedAdapter({ incidents: [taken] });
      adapter.script('transition', { fail: new IncidentError(kind, 'Not from here.', { status: 409 }) });
      const store = openStore(adapter);
      const seen = incident({ id: 'a' });
      const { outcome } = await store.transition('a', { to: 'active', assignee: elif }, seen);
      expect((await outcome).state).to.equal('confirmed');
    });

  it('does not take a step as taken that says more than where it leads', async () => {
    const sofia = { id: 'sofia', name: 'Sofia' };
    const theirs = incident({ id: 'a', status: { category: 'active' }, assignee: sofia, version: '2' });
    const adapter = scriptedAdapter({ incidents: [theirs], traits: { concurrency: 'none' } });
    const seen = incident({ id: 'a' });
    for (const more of [{ comment: 'I have it' }, { assignee: elif }, { code: 'in-review' }]) {
      adapter.script('transition', { fail: new IncidentError('refused', 'Not from here.') });
      const store = openStore(adapter, { author: crypto.randomUUID() });
      const { outcome } = await store.transition('a', { to: 'active', ...more }, seen);
      expect((await outcome).state, JSON.stringify(more)).to.equal('failed');
    }
  });

  const clash = (): IncidentError => new IncidentError('conflict', 'It is closed already.', { status: 409 });
  it('offers no version to choose where there is none but mine: what is called a conflict was refused', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    for (const call of ['create', 'addEntry'] as const) adapter.always(call, { fail: clash() });
    const store = openStore({
      ...adapter,
      relate: () => Promise.reject(clash()),
      saveParticipant: () => Promise.reject(clash()),
      saveTask: () => Promise.reject(clash()),
      tasks: () => Promise.resolve([]),
    });
    const sent = [
      await store.createIncident(draft),
      await store.addEntry('a', { kind: 'comment', text: 'Please hurry' }),
    ];
    for (const { outcome } of sent) expect((await outcome).state).to.equal('failed');
    await store.discard(sent[1]!.key);
    const others = [
      await store.relate('a', { kind: 'related', id: 'b', number: 'INC2' }),
      await store.saveParticipant('a', { person: { id: 'elif', name: 'Elif' }, role: 'watcher' }),
      await store.saveTask('a', 't1', { title: 'Check it', kind: 'check', state: 'open' }),
    ];
    for (const { outcome, key } of others) {
      const { state, error } = await outcome;
      expect([state, error?.message]).to.deep.equal(['failed', 'It is closed already.']);
      await store.discard(key);
    }
    expect(store.outbox.value).to.include({ conflicts: 0, failed: 1 });
  });

  it('notices a change by somebody else also where the list showed no version', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore(adapter);
    const { version: _version, ...seen } = incident({ id: 'a' });
    adapter.change('a', { title: 'Theirs' });
    const mine = await store.updateIncident('a', { title: 'Mine' }, seen);
    expect((await mine.outcome).state).to.equal('conflict');
    expect(adapter.count('update')).to.equal(0);
    await store.discard(mine.key);
    const other = await store.updateIncident('a', { category: 'Network' }, seen);
    expect((await other.outcome).state).to.equal('confirmed');
    expect(adapter.record('a')).to.include({ title: 'Theirs', category: 'Network' });
  });

  it('gives my change up when theirs is chosen', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore(adapter);
    adapter.change('a', { title: 'Theirs' });
    const { outcome, key } = await store.updateIncident('a', { title: 'Mine' }, incident({ id: 'a' }));
    await outcome;
    await store.resolveConflict(key, 'theirs');
    await emptyOutbox(store);
    expect(adapter.record('a')?.title).to.equal('Theirs');
    expect(adapter.count('update')).to.equal(0);
  });

  it('sends the edited text of a refused item under a new key', async () => {
    const adapter = scriptedAdapter();
    const refused = new IncidentError('validation', 'No.', {
      status: 422,
      issues: [{ path: 'title', code: 'invalid', message: 'Shorter.' }],
    });
    adapter.script('create', { fail: refused });
    const store = openStore(adapter);
    const { key, outcome, incidentId } = await store.createIncident(draft);
    expect((await outcome).error?.issues).to.deep.equal([
      { path: 'title', code: 'invalid', message: 'Shorter.' },
    ]);
    const again = await store.edit(key, { ...draft, title: 'Short' });
    expect(again.key).not.to.equal(key);
    expect(again.incidentId).to.equal(incidentId);
    expect((await again.outcome).state).to.equal('confirmed');
    expect(adapter.records().map(({ title }) => title)).to.deep.equal(['Short']);
  });

  it('removes with a new incident what was written to it, and says what that was', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: new IncidentError('forbidden', 'No.', { status: 403 }) });
    const store = openStore(adapter);
    const { key, incidentId, outcome } = await store.createIncident(draft);
    const comment = await store.addEntry(incidentId, { kind: 'comment', text: 'More' });
    await outcome;
    const gone = await store.discard(key);
    expect(gone.map((mutation) => mutation.key)).to.deep.equal([key, comment.key]);
    expect((await comment.outcome).state).to.equal('discarded');
    await emptyOutbox(store);
    expect(adapter.count('addEntry')).to.equal(0);
  });

  it('takes back what has not been sent, and does not pretend to for what is on its way', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: noNetwork() });
    const store = openStore(adapter, { retryBase: 5000, retryCap: 5000 });
    const waiting = await store.createIncident(draft);
    await until('the first attempt has failed', () => store.outbox.value.hold === 'offline');
    expect(await store.discard(waiting.key)).to.have.length(1);
    adapter.script('create', { delay: 150 });
    const flying = await store.createIncident(draft);
    await store.resume();
    await until('it is on its way', () => states(store.outbox.value).includes('sending'));
    expect(await store.discard(flying.key)).to.have.length(0);
    expect((await flying.outcome).state).to.equal('confirmed');
  });

  it('exports everything unsent with its content', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    await store.createIncident(draft);
    const [item] = JSON.parse(store.exportOutbox()) as { intent: unknown; author: string; state: string }[];
    expect(item?.intent).to.deep.equal({ kind: 'create', draft });
    expect(item?.author).to.equal('elif');
  });

  it('repeats a write whose answer was lost, under the same key', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { lose: lostAnswer() });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).incident?.number).to.equal('INC0000001');
    expect(adapter.records()).to.have.length(1);
    const keys = adapter.calls.filter(({ call }) => call === 'create').map((call) => call.key);
    expect(keys).to.have.length(2);
    expect(keys[0]).to.equal(keys[1]);
  });
});
