import { expect } from '@open-wc/testing';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { FaultRule, FaultWorld, WorldControl } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import type { IncidentStore } from '../../src/store/index.js';
import { closeStores, emptyOutbox, openStore, pause, states, until, watch } from './support/desk.js';

const draft = { title: 'Mail does not arrive', description: 'Since nine' };

/** The store over the REST adapter over a real connection that fails as told. */
describe('the submit path over a bad line', () => {
  afterEach(closeStores);

  async function desk(
    control: WorldControl = {},
    timeout = 4000,
  ): Promise<{ world: FaultWorld; store: IncidentStore; again: () => IncidentStore }> {
    const world = await newWorld(control);
    const make = (): IncidentStore =>
      openStore(
        restAdapter({
          profile: parseProfile(restPreset),
          baseUrl: world.baseUrl,
          allowOrigins: [new URL(world.baseUrl).origin],
          timeout,
        }),
      );
    return { world, store: make(), again: make };
  }

  const onCreate = (rule: Omit<FaultRule, 'match'>): FaultRule => ({
    match: { method: 'POST', path: '/incidents' },
    ...rule,
  });

  /** One incident at the backend, one key on the wire, nothing left to send. */
  async function once(world: FaultWorld, store: IncidentStore): Promise<void> {
    await emptyOutbox(store);
    const { incidents } = await world.state();
    expect(incidents, 'incidents at the backend').to.have.length(1);
    const writes = await world.writes();
    expect(new Set(writes.map(({ key }) => key)).size, 'keys on the wire').to.equal(1);
    expect(new Set(writes.map(({ bodyHash }) => bodyHash)).size, 'bodies on the wire').to.equal(1);
  }

  it('confirms with the backend’s number after one arrival', async () => {
    const { world, store } = await desk();
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).incident?.number).to.equal('INC0000001');
    await once(world, store);
    expect(await world.writes()).to.have.length(1);
  });

  const survived: readonly (readonly [string, Omit<FaultRule, 'match'>])[] = [
    ['the line drops before the backend has it, three times', { act: 'drop-before', times: 3 }],
    ['the line drops after the backend has done it', { act: 'drop-after', how: 'rst' }],
    ['the connection is closed politely after the backend has done it', { act: 'drop-after', how: 'fin' }],
    ['the answer is cut off in the middle', { act: 'trunc' }],
    ['the answer is empty', { act: 'empty200' }],
    ['the answer is null', { act: 'body', body: 'null', apply: true }],
    ['the answer is a list', { act: 'body', body: '[]', apply: true }],
    ['a captive portal answers with its own page', { act: 'html200' }],
    ['the backend is down for a moment', { act: 503, times: 2 }],
    ['the backend asks for patience', { act: 429, retryAfter: 1 }],
  ];
  for (const [what, rule] of survived)
    it(`has one incident in the end when ${what}`, async () => {
      const { world, store } = await desk({ script: [onCreate(rule)] });
      const { outcome } = await store.createIncident(draft);
      if (rule.act === 'html200') {
        // Somebody has to sign in to the network first.
        await until('it waits', () => store.outbox.value.items[0]?.error !== undefined);
        expect(store.outbox.value.items[0]?.state).to.equal('queued');
        await store.resume();
      }
      expect((await outcome).incident?.number).to.equal('INC0000001');
      await once(world, store);
    });

  it('has one incident in the end when the backend finishes after we have stopped waiting', async () => {
    const { world, store } = await desk({ script: [onCreate({ act: 'delay', ms: 900 })] }, 300);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    await pause(900);
    await once(world, store);
  });

  it('has one incident in the end when the page is closed while the answer is on its way', async () => {
    const { world, store, again } = await desk({ script: [onCreate({ act: 'delay-after', ms: 3000 })] });
    await store.createIncident(draft);
    await until('it is under way', () => states(store.outbox.value)[0] === 'sending');
    await pause(100);
    store.dispose();
    const after = again();
    await until('the next page knows it', () => after.outbox.value.items.length === 1);
    await once(world, after);
  });

  it('says unknown, and sends nothing more, when a backend without keys loses its answer', async () => {
    // Silence and not a broken line: Chromium by itself sends once more what broke on a reused connection.
    const world = await newWorld({ mode: 'key-blind', script: [onCreate({ act: 'hang', apply: true })] });
    const adapter = restAdapter({
      profile: parseProfile({ ...restPreset, idempotency: { mode: 'none' } }),
      baseUrl: world.baseUrl,
      allowOrigins: [new URL(world.baseUrl).origin],
      // Long enough for a busy machine to have sent it.
      timeout: 2000,
    });
    const store = openStore(adapter);
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('unknown');
    await pause(300);
    expect(await world.writes()).to.have.length(1);
    expect(store.outbox.value.items[0]?.mutation.intent).to.deep.equal({ kind: 'create', draft });
  });

  it('tells the fields that were refused and takes the corrected text', async () => {
    const { world, store } = await desk({
      script: [
        onCreate({ act: 422, errors: [{ pointer: '/title', field: 'title', message: 'Too vague.' }] }),
      ],
    });
    const { key, outcome } = await store.createIncident(draft);
    const { error } = await outcome;
    expect(error?.kind).to.equal('validation');
    expect(error?.issues).to.deep.include.members([
      { ...error?.issues[0], path: 'title', message: 'Too vague.' },
    ]);
    const corrected = await store.edit(key, { ...draft, title: 'Mail to suppliers bounces' });
    expect((await corrected.outcome).incident?.title).to.equal('Mail to suppliers bounces');
    expect((await world.writes()).map((write) => write.key)).to.deep.equal([key, corrected.key]);
  });

  it('sends an incident and what was written to it in order, under the backend’s id', async () => {
    const { world, store } = await desk({ script: [onCreate({ act: 'drop-before', times: 2 })] });
    const { incidentId } = await store.createIncident(draft);
    for (const text of ['one', 'two', 'three']) await store.addEntry(incidentId, { kind: 'comment', text });
    await emptyOutbox(store);
    const { entries } = await world.state();
    expect(entries.filter(({ kind }) => kind === 'comment').map(({ text }) => text)).to.have.ordered.members([
      'three',
      'two',
      'one',
    ]);
  });

  it('shows both versions when a colleague was faster', async () => {
    const { world, store } = await desk();
    const { incident } = await (await store.createIncident(draft)).outcome;
    if (!incident) throw new Error('It was not created');
    await fetch(`${world.baseUrl}/incidents/${incident.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'colleague' },
      body: JSON.stringify({ title: 'Theirs' }),
    });
    const { key, outcome } = await store.updateIncident(incident.id, { title: 'Mine' }, incident);
    expect((await outcome).state).to.equal('conflict');
    await until('their version is there', () => store.outbox.value.items[0]?.theirs?.title === 'Theirs');
    await store.resolveConflict(key, 'mine');
    await emptyOutbox(store);
    expect((await world.state()).incidents[0]?.['title']).to.equal('Mine');
  });

  it('says unknown where a comment is answered with somebody else’s words', async () => {
    const { world, store } = await desk({ seed: { incidents: [{ id: 'a', title: 'Mail' }] } });
    const theirs = { id: 'e9', kind: 'comment', visibility: 'public', text: 'Theirs', key: 'their-key' };
    await world.script([
      {
        match: { method: 'POST', path: '/incidents/a/entries' },
        act: 'body',
        status: 201,
        body: JSON.stringify({ ...theirs, recordedAt: '2026-11-22T08:00:00Z' }),
      },
    ]);
    const { outcome } = await store.addEntry('a', { kind: 'comment', text: 'Put it out' });
    expect((await outcome).state).to.equal('unknown');
    expect(store.outbox.value.items[0]?.mutation.intent).to.have.nested.property('entry.text', 'Put it out');
  });

  it('pauses at a 401 and sends the rest after signing in', async () => {
    const { world, store } = await desk({ script: [{ match: { method: 'POST' }, act: 401, times: 0 }] });
    for (let n = 0; n < 5; n++) await store.createIncident({ ...draft, title: `Incident ${String(n)}` });
    await until('it waits for somebody to sign in', () => store.outbox.value.hold === 'auth-required');
    await pause(200);
    const tried = (await world.writes()).length;
    await pause(200);
    expect((await world.writes()).length).to.equal(tried);
    await world.script([]);
    await store.resume();
    await emptyOutbox(store);
    expect((await world.state()).incidents).to.have.length(5);
  });

  it('keeps a list in view while the backend answers with nonsense', async () => {
    const { world, store } = await desk();
    await (
      await store.createIncident(draft)
    ).outcome;
    const list = store.incidents({});
    watch(list);
    await until('the list', () => list.value.state === 'ready' && !list.value.refreshing);
    for (const act of ['html200', 'trunc', 'gzip-broken', 503] as const) {
      await world.script([{ match: { method: 'GET' }, act, times: 0 }]);
      await list.refresh();
      expect(list.value.items, String(act)).to.have.length(1);
      expect(list.value.error, String(act)).not.to.equal(undefined);
    }
  });
});
