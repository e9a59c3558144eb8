import { expect } from '@open-wc/testing';
import type { LocalAdapter } from '../../../src/adapters/local/index.js';
import { clearLocal, localAdapter, seedLocal } from '../../../src/adapters/local/index.js';
import type { IncidentError } from '../../../src/core/errors.js';
import { compilePolicy } from '../../../src/core/policy-check.js';
import type { TransitionRequest } from '../../../src/core/mutation.js';
import type { RelationKind } from '../../../src/core/relation.js';
import { aDraft, anAssessment, anEntry, anIncident, monday } from '../../../src/testing/index.js';

const lena = { id: 'lena', name: 'Lena Fischer' };
const amara = { id: 'amara', name: 'Amara Okafor' };

/** A clock that only moves when it is told to. */
function setup(user = lena): {
  adapter: LocalAdapter;
  name: string;
  tick: (ms: number) => void;
  key: () => string;
} {
  const name = crypto.randomUUID();
  let at = monday;
  let n = 0;
  return {
    name,
    adapter: localAdapter({
      name,
      user,
      now: () => at,
      newId: () => `inc-${String(++n)}`,
      policy: compilePolicy(),
    }),
    tick: (ms) => void (at += ms),
    key: () => `key-${String(++n)}`,
  };
}

describe('what the local adapter writes down', () => {
  it('numbers incidents from INC0001001 in the order they are logged, also when they are logged at once', async () => {
    const { adapter, key } = setup();
    const made = await Promise.all([1, 2, 3].map(() => adapter.create(aDraft(), { key: key() })));
    expect(made.map(({ number }) => number).sort()).to.deep.equal(['INC0001001', 'INC0001002', 'INC0001003']);
  });

  it('keeps the given times, the assessment and the id the page minted', async () => {
    const { adapter } = setup();
    const made = await adapter.create(aDraft({ occurredAt: monday - 60_000 }), {
      key: 'k',
      clientId: 'mine',
    });
    expect(made).to.include({
      clientId: 'mine',
      loggedAt: monday,
      occurredAt: monday - 60_000,
      version: '1',
    });
  });

  it('keeps targets: a deadline from the logging on, and what has come of both when it is resolved', async () => {
    const { adapter, tick, key } = setup();
    const made = await adapter.create(aDraft({ impact: 1, urgency: 1, priority: 1, assignee: lena }), {
      key: key(),
    });
    expect(made.dueAt).to.equal(monday + 4 * 3_600_000);
    tick(20 * 60_000);
    await adapter.addEntry(made.id, { kind: 'comment', text: 'We are on it.' }, { key: key() });
    const answered = await adapter.get(made.id);
    expect([answered.firstResponseAt, answered.responseMet]).to.deep.equal([monday + 20 * 60_000, false]);
    tick(3_600_000);
    const done = await adapter.transition(
      made.id,
      { to: 'resolved', resolution: { type: 'permanent', code: 'solution-provided', notes: 'Restarted.' } },
      { key: key() },
    );
    expect([done.slaMet, done.responseMet, done.dueAt]).to.deep.equal([true, false, monday + 4 * 3_600_000]);
  });

  it('keeps the deadline of an incident that was reopened when something else is saved', async () => {
    const { adapter, tick, key } = setup();
    const { id } = await adapter.create(aDraft({ impact: 1, urgency: 1, priority: 1, assignee: lena }), {
      key: key(),
    });
    const minute = 60_000;
    const step = async (minutes: number, request: TransitionRequest) => {
      tick(minutes * minute);
      return adapter.transition(id, request, { key: key() });
    };
    await step(5, { to: 'active' });
    await step(10, { to: 'paused', reason: 'awaiting-vendor' });
    await step(30, { to: 'active' });
    const fixed = { type: 'permanent', code: 'solution-provided', notes: 'Restarted.' } as const;
    const done = await step(15, { to: 'resolved', resolution: fixed });
    expect(done.firstResponseAt, 'a resolution answers').to.equal(monday + 60 * minute);
    const open = await step(120, { to: 'active', reason: 'It is back.' });
    expect(open.dueAt).to.equal(monday + (4 * 60 + 30 + 120) * minute);
    tick(minute);
    const moved = await adapter.update(id, { location: 'Floor 2' }, { key: key() });
    expect([moved.dueAt, moved.firstResponseAt]).to.deep.equal([open.dueAt, done.firstResponseAt]);
    await adapter.addEntry(id, { kind: 'comment', text: 'On it again.' }, { key: key() });
    expect((await adapter.get(id)).dueAt).to.equal(open.dueAt);
    const graver = await adapter.update(id, { priority: 2 }, { key: key() });
    expect(graver.dueAt).to.equal(monday + (8 * 60 + 30 + 120) * minute);
  });

  it('does not touch a deadline it was given, until something moves it', async () => {
    const { adapter, name, key } = setup();
    const dueAt = monday + 10 * 3_600_000;
    await seedLocal(name, { incidents: [anIncident({ id: 'a', priority: 1, loggedAt: monday, dueAt })] });
    expect((await adapter.update('a', { location: 'Floor 2' }, { key: key() })).dueAt).to.equal(dueAt);
    expect((await adapter.update('a', { priority: 2 }, { key: key() })).dueAt).to.equal(
      monday + 8 * 3_600_000,
    );
  });

  it('knows from the start that an incident was never on hold', async () => {
    const { adapter, key } = setup();
    expect((await adapter.create(aDraft(), { key: key() })).pauses).to.deep.equal([]);
  });

  it('takes only the reasons the policy offers', async () => {
    const { adapter, key } = setup();
    const { id } = await adapter.create(aDraft(), { key: key() });
    let refused: IncidentError | undefined;
    try {
      await adapter.transition(id, { to: 'cancelled', reason: 'no-such-reason' }, { key: key() });
    } catch (error) {
      refused = error as IncidentError;
    }
    expect(refused?.kind).to.equal('validation');
    expect(refused?.issues.map(({ code }) => code)).to.deep.equal(['unknown-choice']);
    const cancelled = await adapter.transition(id, { to: 'cancelled', reason: 'duplicate' }, { key: key() });
    expect(cancelled.status.category).to.equal('cancelled');
  });

  it('says in an entry who changed what, with levels and people in words', async () => {
    const { adapter, tick, key } = setup();
    const made = await adapter.create(aDraft({ urgency: 2 }), { key: key() });
    tick(5_000);
    await adapter.update(
      made.id,
      { urgency: 1, group: { id: 'net', label: 'Network team' } },
      { key: key(), version: '1' },
    );
    const { items } = await adapter.entries(made.id, { limit: 10 });
    expect(items.map(({ kind, changes }) => [kind, changes])).to.deep.equal([
      ['assignment', [{ field: 'group', to: 'Network team' }]],
      ['change', [{ field: 'urgency', from: 'Medium', to: 'High' }]],
      ['created', undefined],
    ]);
    expect(items[0]).to.include({ recordedAt: monday + 5_000, incidentId: made.id });
    expect(items[0]?.author).to.deep.equal(lena);
  });

  it('makes no entry and no new version when nothing has changed', async () => {
    const { adapter, key } = setup();
    const made = await adapter.create(aDraft(), { key: key() });
    const after = await adapter.update(
      made.id,
      { title: made.title, caller: null },
      { key: key(), version: '1' },
    );
    expect(after.version).to.equal('1');
    expect((await adapter.entries(made.id, { limit: 10 })).total).to.equal(1);
  });

  it('counts how often an incident was handed on, but not the first assignment', async () => {
    const { adapter, key } = setup();
    const made = await adapter.create(aDraft(), { key: key() });
    const first = await adapter.update(made.id, { assignee: lena }, { key: key() });
    expect(first.reassignmentCount).to.equal(0);
    expect(first.assignedAt).to.equal(monday);
    expect((await adapter.update(made.id, { assignee: amara }, { key: key() })).reassignmentCount).to.equal(
      1,
    );
  });

  it('counts another category, but not the first one', async () => {
    const { adapter, key } = setup();
    const made = await adapter.create(aDraft({ category: undefined }), { key: key() });
    const sorted = (category: string) => adapter.update(made.id, { category }, { key: key() });
    expect(made.recategorisationCount).to.equal(0);
    expect((await sorted('Network')).recategorisationCount).to.equal(0);
    expect((await sorted('Software')).recategorisationCount).to.equal(1);
    expect(
      (await adapter.update(made.id, { title: 'Other' }, { key: key() })).recategorisationCount,
    ).to.equal(1);
    const both = { category: 'Network', group: { id: 'net', label: 'Network' } };
    expect((await adapter.update(made.id, both, { key: key() })).recategorisationCount).to.equal(2);
  });

  it('counts another team as an escalation, once somebody has had it', async () => {
    const { adapter, key } = setup();
    const made = await adapter.create(aDraft(), { key: key() });
    const team = (id: string) => adapter.update(made.id, { group: { id, label: id } }, { key: key() });
    expect((await team('desk')).escalationCount, 'where it goes first').to.equal(0);
    expect((await team('network')).escalationCount).to.equal(1);
    expect((await team('vendor')).escalationCount).to.equal(2);
    const { escalationCount } = await adapter.update(made.id, { assignee: lena }, { key: key() });
    expect(escalationCount, 'a colleague of the same team').to.equal(2);
  });

  it('takes the first public words of somebody else than the caller as the first response', async () => {
    const { adapter, tick, key } = setup();
    const made = await adapter.create(aDraft({ caller: amara }), { key: key() });
    tick(1_000);
    await adapter.addEntry(made.id, { kind: 'work-note', text: 'Looks like the gateway.' }, { key: key() });
    expect((await adapter.get(made.id)).firstResponseAt).to.equal(undefined);
    tick(1_000);
    await adapter.addEntry(made.id, { kind: 'comment', text: 'We are on it.' }, { key: key() });
    expect(await adapter.get(made.id)).to.include({
      firstResponseAt: monday + 2_000,
      acknowledgedAt: monday + 2_000,
    });
    const own = setup(amara);
    const hers = await own.adapter.create(aDraft({ caller: amara }), { key: 'a' });
    await own.adapter.addEntry(hers.id, { kind: 'comment', text: 'It is urgent!' }, { key: 'b' });
    expect((await own.adapter.get(hers.id)).firstResponseAt).to.equal(undefined);
  });

  it('takes public words that go with a step as an answer too', async () => {
    const { adapter, tick, key } = setup();
    const made = await adapter.create(aDraft({ caller: amara }), { key: key() });
    tick(1_000);
    const step = {
      to: 'paused',
      reason: 'awaiting-caller',
      comment: 'Which queue do you print to?',
    } as const;
    expect((await adapter.transition(made.id, step, { key: key() })).firstResponseAt).to.equal(
      monday + 1_000,
    );
  });

  it('checks a draft by the policy and names every field that is wrong', async () => {
    const { adapter } = setup();
    const error = await adapter
      .create(aDraft({ title: '', impact: 9 }), { key: 'k' })
      .catch((reason: IncidentError) => reason);
    expect((error as IncidentError).issues.map(({ path }) => path)).to.deep.equal(['title', 'impact']);
    expect((await adapter.create(aDraft(), { key: 'k' })).number).to.equal(
      'INC0001001',
      'the refused one took neither key nor number',
    );
  });
});

describe('seeding the local adapter', () => {
  const incidents = [
    anIncident({ id: 'a', number: 'INC0004711' }),
    anIncident({ id: 'b', number: 'INC0000007' }),
  ];
  const entries = [
    anEntry({ id: 'e1', incidentId: 'a' }),
    anEntry({ id: 'e2', incidentId: 'a', recordedAt: monday + 1 }),
  ];
  const choices = { services: [{ id: 'mail', label: 'E-mail' }] };

  it('happens once by itself, and not again after everything was cleared', async () => {
    const name = crypto.randomUUID();
    const first = localAdapter({ name, seed: { incidents, entries, choices } });
    expect((await first.list({}, { limit: 10 })).total).to.equal(2);
    expect((await first.services('mail', { limit: 5 })).items).to.deep.equal(choices.services);
    expect((await first.entries('a', { limit: 10 })).items.map(({ id }) => id)).to.deep.equal(['e2', 'e1']);
    await clearLocal(name);
    const second = localAdapter({ name, seed: { incidents } });
    expect((await second.list({}, { limit: 10 })).total).to.equal(0);
  });

  it('replaces what is there only when it is told to, and numbers go on behind the highest', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    await adapter.create(aDraft(), { key: 'k' });
    await seedLocal(name, { incidents, entries });
    expect((await adapter.list({}, { limit: 10 })).total).to.equal(3);
    expect((await adapter.create(aDraft(), { key: 'l' })).number).to.equal('INC0004712');
    await seedLocal(name, { incidents }, { replace: true });
    expect((await adapter.list({}, { limit: 10 })).items.map(({ id }) => id).sort()).to.deep.equal([
      'a',
      'b',
    ]);
    expect((await adapter.entries('a', { limit: 10 })).total).to.equal(0);
  });

  it('is noticed by open desks', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    const told = new Promise((resolve) => adapter.subscribe?.(resolve));
    await seedLocal(name, { incidents });
    expect(await told).to.deep.equal({});
    adapter.dispose?.();
  });

  it('leaves thousands of rows behind that are found a page at a time without reading them all', async () => {
    const name = crypto.randomUUID();
    const many = Array.from({ length: 3_000 }, (_, i) =>
      anIncident({
        id: `i${String(i)}`,
        number: `INC${String(i).padStart(7, '0')}`,
        status: { category: i % 100 === 0 ? 'new' : 'closed' },
        updatedAt: monday + i,
        loggedAt: monday + i,
      }),
    );
    await seedLocal(name, { incidents: many });
    const adapter = localAdapter({ name });
    const page = await adapter.list({ status: ['new'] }, { limit: 20 });
    expect(page.items.map(({ id }) => id).slice(0, 3)).to.deep.equal(['i2900', 'i2800', 'i2700']);
    expect(page.total).to.equal(30);
    const second = await adapter.list({ status: ['new'] }, { limit: 20, cursor: page.next! });
    expect(second.items).to.have.length(10);
    expect(second.next).to.equal(undefined);
    adapter.dispose?.();
  });
});

describe('how many incidents there are', () => {
  it('stays right through logging, steps, seeding over what is there, and clearing', async () => {
    const { adapter, name, key } = setup();
    const totals = async () => {
      const pages = [{}, { status: ['new'] as const }, { status: ['active', 'cancelled'] as const }].map(
        (query) => adapter.list(query, { limit: 1 }),
      );
      return (await Promise.all(pages)).map(({ total }) => total);
    };
    for (let n = 0; n < 4; n++) await adapter.create(aDraft(), { key: key() });
    const [first] = (await adapter.list({}, { limit: 1 })).items;
    await adapter.transition(first!.id, { to: 'active', assignee: lena }, { key: key() });
    await adapter.update(first!.id, { title: 'Another' }, { key: key() });
    await adapter.addEntry(first!.id, { kind: 'comment', text: 'Hello' }, { key: key() });
    expect(await totals()).to.deep.equal([4, 3, 1]);
    await seedLocal(name, {
      incidents: [
        anIncident({ id: first!.id, status: { category: 'cancelled' } }),
        anIncident({ id: 'x' }),
        anIncident({ id: 'y', status: { category: 'active' } }),
      ],
    });
    expect(await totals()).to.deep.equal([6, 4, 2]);
    await clearLocal(name);
    expect(await totals()).to.deep.equal([0, 0, 0]);
    for (let n = 0; n < 2; n++) await adapter.create(aDraft(), { key: key() });
    expect(await totals()).to.deep.equal([2, 2, 0]);
  });
});

describe('what the local adapter offers', () => {
  const choices = {
    people: [{ id: 'ada', label: 'Ada Okoro', hint: 'Sales' }],
    categories: [{ id: 'Network', label: 'Network' }],
  };

  it('describes its fields with the choices and the subcategories of the policy', async () => {
    const policy = compilePolicy({
      categories: [{ id: 'Network', label: 'Network', subcategories: [{ id: 'vpn', label: 'VPN' }] }],
    });
    const adapter = localAdapter({ name: crypto.randomUUID(), policy, seed: { choices } });
    const { create } = await adapter.describe();
    const field = (name: string) => create.find((one) => one.name === name);
    expect(field('title')).to.deep.include({ required: true, maxLength: 200 });
    expect(field('category')?.choices).to.deep.equal(choices.categories);
    expect(field('subcategory')).to.deep.include({
      dependsOn: 'category',
      choices: [{ id: 'vpn', label: 'VPN', when: ['Network'] }],
    });
  });

  it('finds people that were put in, who is signed in, and those with a part in recent incidents', async () => {
    const adapter = localAdapter({
      name: crypto.randomUUID(),
      user: { id: 'lena', name: 'Lena Fischer' },
      seed: { choices, incidents: [anIncident({ caller: { id: 'amara', name: 'Amara Okafor' } })] },
    });
    expect((await adapter.people('', { limit: 9 })).items.map(({ id }) => id)).to.deep.equal([
      'ada',
      'lena',
      'amara',
    ]);
    expect((await adapter.people('oko sales', { limit: 9 })).items.map(({ id }) => id)).to.deep.equal([
      'ada',
    ]);
    expect(await adapter.whoami()).to.deep.equal({ id: 'lena', name: 'Lena Fischer' });
  });

  it('allows the steps of the lifecycle, the last of them to an administrator only', async () => {
    const seed = { incidents: [anIncident({ id: 'a', status: { category: 'closed' } })] };
    const to = async (administrator: boolean): Promise<string[]> => {
      const adapter = localAdapter({ name: crypto.randomUUID(), administrator, seed });
      return (await adapter.steps('a')).map((step) => step.to);
    };
    expect([await to(false), await to(true)]).to.deep.equal([[], ['active']]);
  });

  it('keeps the group, the code and the answers that come with a step', async () => {
    const { adapter, key } = setup();
    const { id } = await adapter.create(aDraft(), { key: key() });
    const after = await adapter.transition(
      id,
      {
        to: 'paused',
        code: 'vendor',
        reason: 'awaiting-vendor',
        group: { id: 'net', label: 'Network' },
        custom: { part: '17' },
      },
      { key: key() },
    );
    expect([after.status, after.group?.id, after.custom]).to.deep.equal([
      { category: 'paused', code: 'vendor' },
      'net',
      { part: '17' },
    ]);
    const { items } = await adapter.entries(id, { limit: 9 });
    expect(
      items.flatMap(({ changes = [] }) => changes.map(({ field, to }) => [field, to])),
    ).to.deep.include.members([
      ['part', '17'],
      ['group', 'Network'],
    ]);
  });

  it('keeps new reasons of a priority that stays as it is, and tells of them inside the desk', async () => {
    const { adapter, key } = setup();
    const made = await adapter.create(aDraft(), { key: key() });
    const assessment = anAssessment();
    const after = await adapter.update(made.id, { assessment }, { key: key(), version: made.version! });
    expect([after.assessment, after.version]).to.deep.equal([assessment, '2']);
    const [entry] = (await adapter.entries(made.id, { limit: 1 })).items;
    expect([entry?.visibility, entry?.text]).to.deep.equal([
      'internal',
      'Priority P1 set by hand instead of P1: The board meets here today.\nTaken into account: a VIP is affected.',
    ]);
  });

  it('tells of a changed field that only a backend knows', async () => {
    const { adapter, key } = setup();
    const { id } = await adapter.create(aDraft({ custom: { room: '12', floor: 3 } }), { key: key() });
    const after = await adapter.update(id, { custom: { room: '14', floor: null } }, { key: key() });
    expect(after.custom).to.deep.equal({ room: '14' });
    const [entry] = (await adapter.entries(id, { limit: 1 })).items;
    expect(entry?.changes).to.deep.equal([
      { field: 'room', from: '12', to: '14' },
      { field: 'floor', from: '3' },
    ]);
  });
});

describe('what an incident of the local adapter belongs together with', () => {
  it('is its parent and its children, and duplicates either way', async () => {
    const incidents = [
      anIncident({ id: 'net', number: 'INC1', title: 'No network' }),
      anIncident({ id: 'mail', number: 'INC2', title: 'No mail', parentId: 'net' }),
      anIncident({ id: 'again', number: 'INC3', title: 'Network down', duplicateOf: 'net' }),
      anIncident({ id: 'lost', parentId: 'gone' }),
    ];
    const adapter = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
    const told = async (id: string): Promise<unknown> =>
      (await adapter.related(id)).map(({ kind, number, title }) => [kind, number, title]);
    expect(await told('net')).to.deep.equal([
      ['duplicate', 'INC3', 'Network down'],
      ['child', 'INC2', 'No mail'],
    ]);
    expect(await told('mail')).to.deep.equal([['parent', 'INC1', 'No network']]);
    expect(await told('again')).to.deep.equal([['duplicate-of', 'INC1', 'No network']]);
    expect(await adapter.related('lost')).to.deep.equal([{ kind: 'parent', id: 'gone' }]);
  });

  it('is changed by hand: problems and changes by their numbers, other incidents from both sides', async () => {
    const incidents = [anIncident({ id: 'net', number: 'INC1' }), anIncident({ id: 'mail', number: 'INC2' })];
    const adapter = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
    const told = async (id: string): Promise<unknown> =>
      (await adapter.related(id)).map((one) => `${one.kind} ${one.number ?? one.id}`);
    const relate = (kind: RelationKind, id: string, gone = false): Promise<void> =>
      adapter.relate('net', { kind, id, gone }, { key: crypto.randomUUID() });
    await relate('problem', 'PRB9');
    await relate('related', 'mail');
    await relate('duplicate', 'mail');
    expect(await told('net')).to.deep.equal(['duplicate INC2', 'problem PRB9', 'related INC2']);
    expect(await told('mail')).to.deep.equal(['duplicate-of INC1']);
    expect((await adapter.get('mail')).version).to.equal('2');
    expect((await adapter.get('net')).version).to.equal('1');
    const { items } = await adapter.entries('net', { limit: 9 });
    expect(items.map(({ changes }) => changes)).to.deep.equal([
      [{ field: 'link', label: 'duplicate', to: 'INC2' }],
      [{ field: 'link', label: 'related', to: 'INC2' }],
      [{ field: 'link', label: 'problem', to: 'PRB9' }],
    ]);
    await relate('duplicate', 'mail', true);
    expect(await told('mail')).to.deep.equal(['related INC1']);
    await adapter.relate('mail', { kind: 'related', id: 'net', gone: true }, { key: 'from the other side' });
    expect(await told('net')).to.deep.equal(['problem PRB9']);
  });

  it('has one parent, and nothing is part of itself by a detour', async () => {
    const incidents = ['a', 'b', 'c', 'd'].map((id) => anIncident({ id, number: id }));
    const adapter = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
    const parent = (child: string, id: string): Promise<void> =>
      adapter.relate(child, { kind: 'parent', id }, { key: crypto.randomUUID() });
    await parent('a', 'b');
    await parent('b', 'c');
    for (const [child, id] of [
      ['a', 'd'],
      ['c', 'a'],
      ['a', 'a'],
      ['d', 'gone'],
    ] as const) {
      const error = await parent(child, id).catch((caught: unknown) => caught);
      expect((error as { kind?: string }).kind, `${child} in ${id}`).to.equal('validation');
    }
    expect((await adapter.related('a')).map(({ kind, id }) => `${kind} ${id}`)).to.deep.equal(['parent b']);
  });
});
