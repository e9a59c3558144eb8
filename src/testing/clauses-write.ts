import type { Adapter } from '../adapters/adapter.js';
import type { EntryDraft } from '../core/entry.js';
import type { Incident, IncidentPatch } from '../core/incident.js';
import { aDraft, anAssessment, anEntryDraft } from './builders.js';
import type { Bench, Clause, ContractSubject } from './contract.js';
import { alike, all, everyIncident, offers, refusal, whose } from './contract.js';

type Condition = (subject: ContractSubject) => boolean;

const creates = offers('create');
const updates = offers('create', 'update');
const moves = offers('create', 'transition');
const takes = (kind: EntryDraft['kind']): Condition =>
  all(
    offers('create', 'entries', 'addEntry'),
    whose(({ entryKinds }) => entryKinds.includes(kind)),
  );
const comments = takes('comment');
const guarded = all(
  updates,
  whose(({ concurrency }) => concurrency !== 'none'),
);
const keyed = (also: Condition): Condition =>
  all(
    also,
    whose(({ idempotency }) => idempotency === 'key'),
  );

/** Text that some layer in between would like to interpret. */
const hostile = `<img src=x onerror="x()"> & 'quotes' "double" \\ back %41 {{7*7}} \u202Eright\u202C 👩‍👩‍👧 日本語`;

const seen = (incident: Incident): { version?: string } =>
  incident.version === undefined ? {} : { version: incident.version };

/** What the entries of an incident say, whether the words come along or have to be asked for. */
async function wordsOf(
  adapter: Bench['adapter'],
  id: string,
): Promise<readonly { readonly text: string; readonly internal: boolean }[]> {
  const { items } = (await (adapter as Adapter).entries?.(id, { limit: 20 })) ?? { items: [] };
  const deferred = items.flatMap((entry) => (entry.deferred ? [entry.id] : []));
  const texts = (await adapter.entryTexts?.(id, deferred)) ?? new Map<string, string>();
  return items.map(({ id: entry, text, visibility }) => ({
    text: text ?? texts.get(entry) ?? '',
    internal: visibility === 'internal',
  }));
}

export const writeClauses: readonly Clause[] = [
  {
    says: 'an incident that is logged comes back with an id, status new and the words that were typed',
    when: creates,
    check: async ({ adapter, assert, key }) => {
      const draft = aDraft();
      const made = await adapter.create(draft, { key: key() });
      assert(made.id !== '', 'it has an id');
      assert(made.number !== '', 'it has a number people can quote');
      assert(made.status.category === 'new', `status is ${made.status.category}`);
      assert(made.title === draft.title && made.description === draft.description, 'the words are kept');
      assert(
        made.impact === draft.impact && made.urgency === draft.urgency && made.priority === draft.priority,
        'impact, urgency and priority are kept as sent',
      );
      assert(Number.isFinite(made.loggedAt) && Number.isFinite(made.updatedAt), 'times are instants');
      const again = await adapter.get(made.id);
      assert(alike({ ...again }, { ...made }), 'reading it gives the same record');
    },
  },
  {
    says: 'text that looks like markup, escapes or another direction of writing stays the text it is',
    when: creates,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(
        aDraft({ title: hostile, description: `${hostile}\n\tsecond line` }),
        { key: key() },
      );
      const read = await adapter.get(made.id);
      assert(read.title === hostile, `the title became ${read.title}`);
      assert(read.description === `${hostile}\n\tsecond line`, `the description became ${read.description}`);
    },
  },
  {
    says: 'a draft without a title is refused and the field is named',
    when: creates,
    check: async ({ adapter, assert, key }) => {
      const error = await refusal(
        assert,
        'a draft without a title',
        adapter.create(aDraft({ title: '  ' }), { key: key() }),
      );
      assert(error.kind === 'validation', `kind is ${error.kind}`);
      assert(
        error.issues.some(({ path }) => path === 'title'),
        'an issue names the title',
      );
      assert((await everyIncident(adapter)).length === 0, 'nothing was logged');
    },
  },
  {
    says: 'an incident is logged once, however often its key is sent',
    when: keyed(creates),
    check: async ({ adapter, assert, key }) => {
      const one = { key: key() };
      const first = await adapter.create(aDraft(), one);
      const second = await adapter.create(aDraft(), { ...one, repeated: true });
      assert(first.id === second.id, 'the repetition returns the first one');
      const attempts = { key: key() };
      const results = await Promise.allSettled(
        [1, 2, 3].map(() => adapter.create(aDraft({ title: 'At the same time' }), attempts)),
      );
      const ids = new Set(
        results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : [])),
      );
      assert(ids.size === 1, `three attempts at once led to ${String(ids.size)} incidents`);
      assert((await everyIncident(adapter)).length === 2, 'there are two incidents, one per key');
      await adapter.create(aDraft(), { key: key() });
      assert(
        (await everyIncident(adapter)).length === 3,
        'the same words under another key are another incident',
      );
    },
  },
  {
    says: 'a change touches the fields it names and no other, and null empties a field',
    when: updates,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const after = await adapter.update(
        made.id,
        { title: 'Mail is slow', urgency: null },
        { key: key(), ...seen(made) },
      );
      assert(after.title === 'Mail is slow', 'the title changed');
      assert(after.urgency === undefined, 'the urgency is empty');
      assert(
        after.description === made.description &&
          after.impact === made.impact &&
          after.loggedAt === made.loggedAt,
        'the rest is as before',
      );
      assert(alike(await adapter.get(made.id), after), 'reading it gives what the change returned');
    },
  },
  {
    says: 'a change leaves an entry that names the field and what it became',
    when: updates,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const patch: IncidentPatch = { title: 'Mail is slow' };
      await adapter.update(made.id, patch, { key: key(), ...seen(made) });
      const { items } = await adapter.entries(made.id, { limit: 20 });
      const change = items.flatMap((entry) => entry.changes ?? []).find(({ field }) => field === 'title');
      assert(
        change?.from === made.title && change.to === 'Mail is slow',
        'the entry has the words before and after',
      );
    },
  },
  {
    says: 'a change of an outdated version is refused, shows the present record and changes nothing',
    when: guarded,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const theirs = await adapter.update(made.id, { title: 'Their title' }, { key: key(), ...seen(made) });
      assert(theirs.version !== undefined && theirs.version !== made.version, 'a change gives a new version');
      const error = await refusal(
        assert,
        'the outdated change',
        adapter.update(made.id, { title: 'My title' }, { key: key(), ...seen(made) }),
      );
      assert(error.kind === 'conflict', `kind is ${error.kind}`);
      assert(
        (error.current as Incident | undefined)?.title === 'Their title',
        'the error carries the present record',
      );
      assert((await adapter.get(made.id)).title === 'Their title', 'theirs is still there');
      const mine = await adapter.update(made.id, { title: 'My title' }, { key: key(), ...seen(theirs) });
      assert(mine.title === 'My title', 'on the present version it goes through');
    },
  },
  {
    says: 'a change is made once, however often its key is sent',
    when: all(keyed(updates), guarded),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const once = { key: key(), ...seen(made) };
      const first = await adapter.update(made.id, { title: 'Once' }, once);
      const again = await adapter.update(made.id, { title: 'Once' }, { ...once, repeated: true });
      assert(again.version === first.version, 'the repetition is no conflict and no second change');
      const { items } = await adapter.entries(made.id, { limit: 20 });
      assert(
        items.filter((entry) => entry.changes?.some(({ field }) => field === 'title')).length === 1,
        'the timeline has it once',
      );
    },
  },
  {
    says: 'who has confirmed that it works again, and when, stays with the incident until it is reopened',
    when: all(
      moves,
      offers('update', 'steps'),
      whose(({ fields }) => fields.confirmedAt?.write === true && fields.confirmedBy?.write === true),
    ),
    check: async ({ adapter, assert, key }) => {
      const caller = { id: 'jonas', name: 'Jonas Weber' };
      const made = await adapter.create(aDraft({ caller }), { key: key() });
      const resolve = async (incident: Incident): Promise<Incident> => {
        const request = {
          to: 'resolved',
          resolution: { type: 'permanent', code: 'restarted', notes: 'Restarted.' },
        } as const;
        return adapter.transition(incident.id, request, { key: key(), ...seen(incident) });
      };
      const active = await adapter.transition(
        made.id,
        { to: 'active', assignee: { id: 'lena', name: 'Lena Fischer' } },
        { key: key(), ...seen(made) },
      );
      const resolved = await resolve(active);
      assert(resolved.confirmedAt === undefined, 'nobody has confirmed it yet');
      const said = { confirmedAt: resolved.resolvedAt ?? 0, confirmedBy: caller };
      const steps = await adapter.steps(made.id);
      const closes = steps.some(({ to }) => to === 'closed');
      const write = { key: key(), ...seen(resolved) };
      const confirmed = await (closes
        ? adapter.transition(made.id, { to: 'closed', ...said }, write)
        : adapter.update(made.id, said, write));
      for (const told of [confirmed, await adapter.get(made.id)]) {
        const seconds = Math.floor((told.confirmedAt ?? 0) / 1000) - Math.floor(said.confirmedAt / 1000);
        assert(seconds === 0, `it was confirmed ${String(told.confirmedAt)}, not ${said.confirmedAt}`);
        assert(told.confirmedBy?.id === caller.id, `${String(told.confirmedBy?.id)} has confirmed it`);
      }
      // Where a closed incident stays closed, nothing takes it back.
      if (closes) return;
      const again = await adapter.transition(
        made.id,
        { to: 'active', reason: 'It came back.' },
        { key: key(), ...seen(confirmed) },
      );
      assert(again.confirmedAt === undefined, 'what was reopened is not confirmed');
      // Times of a whole second lie apart.
      await new Promise((done) => setTimeout(done, 1100));
      const solved = await resolve(again);
      assert(
        solved.confirmedAt === undefined,
        'the word about an earlier solution says nothing about this one',
      );
    },
  },
  {
    says: 'a step of the lifecycle changes the status and sets its milestone',
    when: moves,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const active = await adapter.transition(
        made.id,
        { to: 'active', assignee: { id: 'lena', name: 'Lena Fischer' } },
        { key: key(), ...seen(made) },
      );
      assert(active.status.category === 'active', `status is ${active.status.category}`);
      assert(active.assignee?.id === 'lena', 'it is assigned');
      const resolution = {
        type: 'workaround',
        code: 'restarted',
        notes: 'Restarted the mail gateway.',
      } as const;
      const resolved = await adapter.transition(
        made.id,
        { to: 'resolved', resolution },
        { key: key(), ...seen(active) },
      );
      assert(resolved.status.category === 'resolved', `status is ${resolved.status.category}`);
      assert(
        resolved.resolvedAt !== undefined && resolved.resolvedAt >= made.loggedAt,
        'the time of the resolution is kept',
      );
      const kept =
        resolved.resolution?.type === 'workaround' && resolved.resolution.notes === resolution.notes;
      assert(
        kept || (await wordsOf(adapter, made.id)).some(({ text }) => text.includes(resolution.notes)),
        'how it was resolved is in the record, or an entry says it',
      );
      const { items } = await adapter.entries(made.id, { limit: 20 });
      const steps = items.flatMap((entry) => entry.changes ?? []).filter(({ field }) => field === 'status');
      assert(
        steps.map(({ to }) => to).join() === 'resolved,active',
        'the timeline has both steps, newest first',
      );
    },
  },
  {
    says: 'a step the lifecycle does not know is refused and nothing changes',
    when: moves,
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const error = await refusal(
        assert,
        'closing what is not resolved',
        adapter.transition(made.id, { to: 'closed' }, { key: key(), ...seen(made) }),
      );
      assert(['validation', 'refused', 'unsupported'].includes(error.kind), `kind is ${error.kind}`);
      assert(alike(await adapter.get(made.id), made), 'the record is as before');
    },
  },
  {
    says: 'the steps that are allowed lead on from where the incident stands, and one of them can be taken',
    when: all(moves, offers('steps')),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const steps = await adapter.steps(made.id);
      assert(steps.length > 0, 'a new incident can go on');
      assert(new Set(steps.map(({ id }) => id)).size === steps.length, 'a step has an id twice');
      assert(
        steps.every(({ to, status }) => to === status.category),
        'a step leads to the category of its status',
      );
      const active = steps.find(({ to }) => to === 'active');
      assert(active !== undefined, 'somebody can begin to work on it');
      const request = {
        to: 'active',
        assignee: { id: 'lena', name: 'Lena Fischer' },
        ...(active?.status.code === undefined ? {} : { code: active.status.code }),
      } as const;
      const after = await adapter.transition(made.id, request, { key: key(), ...seen(made) });
      assert(after.status.category === 'active', `status is ${after.status.category}`);
      const next = await adapter.steps(made.id);
      assert(
        next.every(({ to }) => to !== 'new'),
        'nothing leads back to new',
      );
    },
  },
  {
    says: 'a step is taken once, however often its key is sent',
    when: keyed(moves),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const once = { key: key(), ...seen(made) };
      const request = { to: 'active', assignee: { id: 'lena', name: 'Lena Fischer' } } as const;
      const first = await adapter.transition(made.id, request, once);
      const again = await adapter.transition(made.id, request, { ...once, repeated: true });
      assert(again.version === first.version, 'the repetition is no conflict and no second step');
    },
  },
  {
    says: 'people, groups, services and items are known by their ids, and two may share a name',
    when: all(
      updates,
      whose(({ fields }) =>
        (['caller', 'assignee', 'group', 'service', 'ci'] as const).every((name) => fields[name]?.write),
      ),
    ),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(
        aDraft({
          caller: { id: 'jonas', name: 'Jonas Weber' },
          assignee: { id: 'lena', name: 'Lena Fischer' },
          group: { id: 'network', label: 'Network' },
          service: { id: 'vpn', label: 'Remote access' },
          ci: { id: 'gw-1', label: 'mail-gateway-1' },
        }),
        { key: key() },
      );
      const read = await adapter.get(made.id);
      const ids = [read.caller, read.assignee, read.group, read.service, read.ci].map((one) => one?.id);
      assert(alike(ids, ['jonas', 'lena', 'network', 'vpn', 'gw-1']), `the ids are ${ids.join()}`);
      const after = await adapter.update(
        made.id,
        { caller: { id: 'jonas2', name: 'Jonas Weber' } },
        { key: key(), ...seen(made) },
      );
      assert(after.caller?.id === 'jonas2', `somebody else of the same name is ${String(after.caller?.id)}`);
    },
  },
  {
    says: 'why a priority was set by hand stays with the incident',
    when: updates,
    check: async ({ adapter, assert, key }) => {
      const assessment = anAssessment();
      const said = async (id: string): Promise<boolean> => {
        if (alike((await adapter.get(id)).assessment, assessment)) return true;
        return (await wordsOf(adapter, id)).some(
          ({ text, internal }) => internal && text.includes(assessment.override?.reason ?? ''),
        );
      };
      const made = await adapter.create(aDraft({ priority: 1, assessment }), { key: key() });
      assert(await said(made.id), 'it is in the record, or an internal note says it');
      const other = await adapter.create(aDraft(), { key: key() });
      await adapter.update(other.id, { priority: 1, assessment }, { key: key(), ...seen(other) });
      assert(await said(other.id), 'a change keeps it too');
    },
  },
  {
    says: 'a comment is for everybody, a work note only for those who work on it',
    when: all(comments, takes('work-note')),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const comment = await adapter.addEntry(made.id, anEntryDraft({ text: hostile }), { key: key() });
      const note = await adapter.addEntry(
        made.id,
        anEntryDraft({ kind: 'work-note', text: 'Queue is full.' }),
        { key: key() },
      );
      assert(comment.kind === 'comment' && comment.visibility === 'public', 'the comment is public');
      assert(note.kind === 'work-note' && note.visibility === 'internal', 'the note is internal');
      const { items } = await adapter.entries(made.id, { limit: 20 });
      assert(
        items.find(({ id }) => id === note.id)?.visibility === 'internal',
        'the note is internal when it is read again',
      );
      const read = items.find(({ id }) => id === comment.id);
      const text = read?.deferred
        ? (await adapter.entryTexts?.(made.id, [comment.id]))?.get(comment.id)
        : read?.text;
      assert(text === hostile, `the words became ${String(text)}`);
    },
  },
  {
    says: 'a comment is added once, however often its key is sent',
    when: keyed(comments),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const once = { key: key() };
      const first = await adapter.addEntry(made.id, anEntryDraft(), once);
      const again = await adapter.addEntry(made.id, anEntryDraft(), { ...once, repeated: true });
      assert(first.id === again.id, 'the repetition returns the first entry');
      const { items } = await adapter.entries(made.id, { limit: 20 });
      assert(items.filter(({ kind }) => kind === 'comment').length === 1, 'the timeline has it once');
    },
  },
  {
    says: 'a comment is no change of the record: it makes nobody else outdated',
    when: all(
      keyed(comments),
      updates,
      whose(({ concurrency }) => concurrency === 'version'),
    ),
    check: async ({ adapter, assert, key }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      await adapter.addEntry(made.id, anEntryDraft(), { key: key() });
      const after = await adapter.update(
        made.id,
        { title: 'After the comment' },
        { key: key(), ...seen(made) },
      );
      assert(after.title === 'After the comment', 'the change went through');
    },
  },
];
