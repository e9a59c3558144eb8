import type { Adapter, ChoicePage, Step, Traits, WriteOptions } from '../adapter.js';
import { assessmentWords } from '../assessment.js';
import { choicePage } from '../choices.js';
import { asksOf } from '../steps.js';
import type { Entry, EntryDraft, FieldChange } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import { IncidentError } from '../../core/errors.js';
import type { EditableField, Incident, IncidentDraft, IncidentPatch, Person } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { taskNote } from '../../core/task-notes.js';
import type { Task } from '../../core/task.js';
import { transitionIncident, transitionsFrom } from '../../core/lifecycle.js';
import type { TransitionRequest } from '../../core/mutation.js';
import { applyPatch } from '../../core/mutation.js';
import type { Policy } from '../../core/policy.js';
import type { PageRequest } from '../../core/query.js';
import { sortFields } from '../../core/query.js';
import { relationKinds } from '../../core/relation.js';
import { afterEntry } from '../../core/sla/events.js';
import { withTargets } from '../../core/sla/recorded.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import type { WriteTx } from './database.js';
import { localDatabase } from './database.js';
import { changeChannel } from './channel.js';
import type { LocalChoices } from './choices.js';
import { describeFields, peopleOf } from './choices.js';
import { countAll, entryRows, listRows, recount } from './list.js';
import { putRelation, relatedRows } from './relations.js';
import { rowOf, statusRank } from './schema.js';
import type { LocalSeed } from './seed.js';
import { putSeed } from './seed.js';
import { putTask, taskRow, taskRows } from './tasks.js';

/** What the adapter that keeps everything in the browser is made of. */
export interface LocalAdapterOptions {
  /** Which data: adapters with the same name share it, also across tabs. Default `default`. */
  readonly name?: string;
  /** Put in once, when the data is opened for the first time. */
  readonly seed?: LocalSeed;
  /** The present, in epoch milliseconds. Default: the clock of this device. */
  readonly now?: () => Instant;
  /** Ids of new incidents. Default: random. */
  readonly newId?: () => string;
  /** Who acts; written into entries. */
  readonly user?: Person;
  /** Whether the user may reopen what is closed. */
  readonly administrator?: boolean;
  /** Gives levels their words in entries and incidents their targets; drafts are checked by it. Without it only the title is checked. */
  readonly policy?: Policy;
}

/** All it can do is certain. */
export type LocalAdapter = Adapter &
  Required<
    Pick<
      Adapter,
      | 'describe'
      | 'create'
      | 'update'
      | 'steps'
      | 'transition'
      | 'entries'
      | 'addEntry'
      | 'related'
      | 'relate'
      | 'tasks'
      | 'saveTask'
      | 'people'
      | 'groups'
      | 'services'
      | 'items'
      | 'whoami'
      | 'subscribe'
      | 'dispose'
    >
  >;

const traits: Traits = {
  fields: Object.fromEntries(
    editableFields.map((field) => [
      field,
      { read: true, write: true, ...(field === 'title' ? { required: true } : {}) },
    ]),
  ),
  entryKinds: ['comment', 'work-note'],
  relations: { adds: relationKinds, removes: relationKinds },
  sort: sortFields,
  search: true,
  idempotency: 'key',
  concurrency: 'version',
};

/** Works in pages without a secure context too, where `randomUUID` is missing. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36).padStart(7, '0')).join(
    '',
  );

/** Incidents looked through for people nobody has put in. */
const recentIncidents = 100;

const nextVersion = (incident: Incident): string => String((Number(incident.version) || 0) + 1);

const count = async (tx: WriteTx, counter: 'number' | 'entry', from: number): Promise<number> => {
  const meta = tx.objectStore('meta');
  const value = Number((await meta.get(counter)) ?? from) + 1;
  await meta.put(value, counter);
  return value;
};

const instants: readonly string[] = ['occurredAt', 'detectedAt'] satisfies EditableField[];

const scales = {
  impact: (policy: Policy) => policy.matrix.impact,
  urgency: (policy: Policy) => policy.matrix.urgency,
  priority: (policy: Policy) => policy.matrix.priorities,
} as const;

/** A value as people read it in a timeline: levels by their label, people and services by their name. */
function inWords(field: string, value: unknown, policy?: Policy): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') {
    if (instants.includes(field)) return new Date(value).toISOString();
    const level =
      policy && field in scales ? scales[field as keyof typeof scales](policy)[value - 1] : undefined;
    return level?.label ?? String(value);
  }
  if (typeof value === 'object') {
    if (Array.isArray(value)) return value.join(', ');
    const named = value as { readonly label?: string; readonly name?: string; readonly id?: string };
    return named.label ?? named.name ?? named.id;
  }
  return typeof value === 'string' ? value : value === true ? 'yes' : 'no';
}

/** The incident with the patch, and what really changed by it. */
function patched(
  incident: Incident,
  patch: IncidentPatch,
  policy?: Policy,
): { readonly after: Incident; readonly changes: readonly FieldChange[] } {
  const after = applyPatch(incident, patch);
  const changeOf = (field: string, before: unknown, now: unknown): readonly FieldChange[] => {
    if (equal(before, now)) return [];
    const [from, to] = [inWords(field, before, policy), inWords(field, now, policy)];
    return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  };
  const { assessment: _assessment, custom = {}, ...fields } = patch;
  const changes = (Object.keys(fields) as (keyof typeof fields)[]).flatMap((field) =>
    changeOf(field, incident[field], after[field]),
  );
  const others = Object.keys(custom).flatMap((name) =>
    changeOf(name, incident.custom?.[name], after.custom?.[name]),
  );
  return { after, changes: [...changes, ...others] };
}

/**
 * An adapter that keeps incidents in this browser (IndexedDB, database `incident-elements-local:<name>`): for trying
 * out, demonstrations and tests, with everything a full backend does. Keys are honoured, a concurrent change is
 * refused with a `conflict` that carries the present record, and every change leaves an entry.
 *
 * Every method rejects with an `IncidentError`: `storage` where the browser refuses to keep data, `validation`,
 * `not-found`, `conflict` and `aborted` as in {@link Adapter}.
 */
export function localAdapter(options: LocalAdapterOptions = {}): LocalAdapter {
  const {
    name = 'default',
    seed,
    now = Date.now,
    newId = randomId,
    user,
    administrator = false,
    policy,
  } = options;
  const database = localDatabase(name);
  const channel = changeChannel(name);

  let seeding: Promise<unknown> | undefined;
  /** Settles before the first answer; a failure is not kept, so that the next call tries again. */
  const seeded = async (): Promise<void> => {
    if (!seed) return;
    seeding ??= database.write(async (tx) => {
      if (await tx.objectStore('meta').get('seeded')) return;
      await putSeed(tx, seed);
      await countAll(tx);
    });
    try {
      await seeding;
    } catch (error) {
      seeding = undefined;
      throw error;
    }
  };

  const read: typeof database.use = async (work) => {
    await seeded();
    return database.use(work);
  };

  const log = async (
    tx: WriteTx,
    incidentId: string,
    at: Instant,
    key: string,
    entry: Pick<Entry, 'kind'> & Partial<Entry>,
  ): Promise<Entry> => {
    const whole: Entry = {
      id: String(await count(tx, 'entry', 0)).padStart(9, '0'),
      incidentId,
      visibility: 'public',
      occurredAt: at,
      recordedAt: at,
      ...(user ? { author: user } : {}),
      key,
      ...entry,
    };
    await tx.objectStore('entries').add(whole);
    return whole;
  };

  const found = async (tx: WriteTx, id: string): Promise<Incident> => {
    const row = await tx.objectStore('incidents').get(id);
    if (!row) throw new IncidentError('not-found', 'There is no such incident.');
    return row.incident;
  };

  const keep = async (tx: WriteTx, changed: Incident, before?: Incident): Promise<Incident> => {
    const incident = policy ? withTargets(changed, policy, changed.updatedAt) : changed;
    await tx.objectStore('incidents').put(rowOf(incident));
    await recount(tx, before && statusRank(before), statusRank(incident));
    return incident;
  };

  /** One deed per key: the key is stored with the deed, and a repetition returns what the deed led to. */
  const once = async <T>(
    write: WriteOptions,
    deed: (tx: WriteTx, at: Instant) => Promise<readonly [result: T, incidentId: string, entryId?: string]>,
    again: (tx: WriteTx, incidentId: string, entryId: string) => Promise<T>,
  ): Promise<T> => {
    await seeded();
    if (write.signal?.aborted)
      throw new IncidentError('aborted', 'The request was called off.', { cause: write.signal.reason });
    let changed: string | undefined;
    const result = await database.write(async (tx) => {
      const keys = tx.objectStore('keys');
      const done = await keys.get(write.key);
      if (done) return again(tx, done.incidentId, done.entryId ?? '');
      const [outcome, incidentId, entryId] = await deed(tx, now());
      await keys.add({ key: write.key, incidentId, ...(entryId === undefined ? {} : { entryId }) });
      changed = incidentId;
      return outcome;
    });
    if (changed !== undefined) channel.announce({ incidentId: changed });
    return result;
  };

  const refuseInvalid = (draft: Partial<IncidentDraft>, at: Instant): void => {
    const issues = policy
      ? validateDraft(draft, { policy, now: at })
      : (draft.title ?? '').trim() === ''
        ? [{ path: 'title', code: 'required', message: 'Fill this in.' }]
        : [];
    if (issues.length > 0)
      throw new IncidentError('validation', issues.map((issue) => issue.message).join(' '), { issues });
  };

  /** A change of an existing record: refused when the user saw another version than the present one. */
  const change = (
    id: string,
    write: WriteOptions,
    make: (before: Incident, tx: WriteTx, at: Instant) => Promise<Incident>,
  ): Promise<Incident> =>
    once(
      write,
      async (tx, at) => {
        const before = await found(tx, id);
        if (write.version !== undefined && write.version !== before.version)
          throw new IncidentError('conflict', 'Somebody else has changed this incident meanwhile.', {
            current: before,
          });
        const after = await make(before, tx, at);
        // Nothing changed: no new version, so that nobody else is refused for it.
        return [
          after === before
            ? before
            : await keep(tx, { ...after, updatedAt: at, version: nextVersion(before) }, before),
          id,
        ];
      },
      found,
    );

  const get = (id: string): Promise<Incident> =>
    read(async (db) => {
      const row = await db.get('incidents', id);
      if (!row) throw new IncidentError('not-found', 'There is no such incident.');
      return row.incident;
    });

  const choices = (): Promise<LocalChoices> =>
    read(async (db) => ((await db.get('meta', 'choices')) as LocalChoices | undefined) ?? {});

  const lookUp =
    (name: 'groups' | 'services' | 'items') =>
    async (text: string, page: PageRequest): Promise<ChoicePage> =>
      choicePage((await choices())[name] ?? [], text, page);

  return {
    name: 'local',
    id: `local:${name}`,
    label: 'This browser',
    traits,

    describe: async () => describeFields(await choices(), policy),
    people: async (text, page) => {
      const recent = await read((db) => listRows(db, {}, { limit: recentIncidents }));
      return choicePage(peopleOf(await choices(), recent.items, user), text, page);
    },
    groups: lookUp('groups'),
    services: lookUp('services'),
    items: lookUp('items'),
    whoami: () => Promise.resolve(user),

    steps: async (id) => {
      const { status } = await get(id);
      return transitionsFrom(status.category)
        .filter(({ requires }) => administrator || !requires.includes('administrator'))
        .map(({ from, to }): Step => ({ id: to, to, status: { category: to }, asks: asksOf(from, to) }));
    },

    list: (query, page, { signal } = {}) => read((db) => listRows(db, query, page, signal)),

    get,

    entries: (id, page, { signal } = {}) => read((db) => entryRows(db, id, page, signal)),

    create: (draft: IncidentDraft, write) =>
      once(
        write,
        async (tx, at) => {
          refuseInvalid(draft, at);
          const id = newId();
          const incident: Incident = {
            ...draft,
            id,
            ...(write.clientId === undefined ? {} : { clientId: write.clientId }),
            number: `INC${String(await count(tx, 'number', 1000)).padStart(7, '0')}`,
            status: { category: 'new' },
            loggedAt: at,
            updatedAt: at,
            pauses: [],
            reassignmentCount: 0,
            escalationCount: 0,
            reopenCount: 0,
            ...(draft.assignee ? { assignedAt: at } : {}),
            version: '1',
          };
          const kept = await keep(tx, incident);
          await log(tx, id, at, write.key, { kind: 'created' });
          return [kept, id];
        },
        found,
      ),

    update: (id: string, patch: IncidentPatch, write) =>
      change(id, write, async (before, tx, at) => {
        const { after, changes } = patched(before, patch, policy);
        const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
        refuseInvalid({ ...given, title: after.title }, at);
        if (changes.length === 0 && equal(before.assessment, after.assessment)) return before;
        const hands = changes.filter(({ field }) => field === 'assignee' || field === 'group');
        const others = changes.filter((one) => !hands.includes(one));
        if (others.length > 0) await log(tx, id, at, write.key, { kind: 'change', changes: others });
        const reasons =
          after.assessment && !equal(before.assessment, after.assessment)
            ? assessmentWords(after.assessment)
            : undefined;
        if (reasons !== undefined)
          await log(tx, id, at, write.key, { kind: 'work-note', visibility: 'internal', text: reasons });
        if (hands.length === 0) return after;
        await log(tx, id, at, write.key, { kind: 'assignment', changes: hands });
        const handedOn = hands.some(({ from }) => from !== undefined);
        // Another team than the one, or the person, that had it: that is a hop to more expertise.
        const escalated =
          hands.some(({ field, to }) => field === 'group' && to !== undefined) &&
          (before.group !== undefined || before.assignee !== undefined);
        return {
          ...after,
          ...(after.assignee && before.assignedAt === undefined ? { assignedAt: at } : {}),
          ...(handedOn ? { reassignmentCount: (before.reassignmentCount ?? 0) + 1 } : {}),
          ...(escalated ? { escalationCount: (before.escalationCount ?? 0) + 1 } : {}),
        };
      }),

    transition: (id: string, request: TransitionRequest, write) =>
      change(id, write, async (before, tx, at) => {
        const resolution = request.resolution && { ...(user ? { by: user } : {}), ...request.resolution };
        const step = { ...request, ...(resolution ? { resolution } : {}) };
        const after = transitionIncident(before, step, at, { administrator }, policy);
        const text = request.resolution?.notes ?? request.reason;
        await log(tx, id, at, write.key, {
          kind: 'status',
          changes: [{ field: 'status', from: before.status.category, to: request.to }],
          ...(text === undefined ? {} : { text }),
        });
        const { assignee, group, custom } = request;
        const { changes } = patched(
          before,
          { ...(assignee && { assignee }), ...(group && { group }), ...(custom && { custom }) },
          policy,
        );
        const hands = changes.filter(({ field }) => field === 'assignee' || field === 'group');
        const others = changes.filter((one) => !hands.includes(one));
        if (others.length > 0) await log(tx, id, at, write.key, { kind: 'change', changes: others });
        if (hands.length > 0) await log(tx, id, at, write.key, { kind: 'assignment', changes: hands });
        if (!request.comment) return after;
        const comment = await log(tx, id, at, write.key, { kind: 'comment', text: request.comment });
        return afterEntry(after, comment, policy);
      }),

    addEntry: (id: string, draft: EntryDraft, write) =>
      once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          if (draft.text.trim() === '')
            throw new IncidentError('validation', 'Write something first.', {
              issues: [{ path: 'text', code: 'required', message: 'Write something first.' }],
            });
          const entry = await log(tx, id, at, write.key, {
            kind: draft.kind,
            visibility: visibilityOf(draft.kind),
            text: draft.text,
            ...(draft.occurredAt === undefined ? {} : { occurredAt: draft.occurredAt }),
          });
          // Words leave the record's fields alone: its version stays, so that nobody is refused for a comment.
          await keep(tx, { ...afterEntry(incident, entry, policy), updatedAt: at }, incident);
          return [entry, id, entry.id];
        },
        async (tx, incidentId, entryId) => {
          const entry = await tx.objectStore('entries').get([incidentId, entryId]);
          if (!entry) throw new IncidentError('not-found', 'There is no such entry.');
          return entry;
        },
      ),

    related: async (id) => {
      const incident = await get(id);
      return read((db) => relatedRows(db, incident));
    },

    relate: (id, relation, write) =>
      once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          const linked = await putRelation(tx, incident, relation);
          for (const { before, after } of linked?.changed ?? [])
            await keep(tx, { ...after, updatedAt: at, version: nextVersion(before) }, before);
          if (linked) {
            await log(tx, id, at, write.key, { kind: 'system', visibility: 'internal', text: linked.text });
            // What is no field of the record leaves its version alone.
            if (!linked.changed.some(({ before }) => before.id === id))
              await keep(tx, { ...incident, updatedAt: at }, incident);
          }
          return [undefined, id];
        },
        () => Promise.resolve(undefined),
      ),

    tasks: async (id) => {
      await get(id);
      return read((db) => taskRows(db, id));
    },

    saveTask: (id: string, wanted: Task, write) =>
      once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          const { task, before } = await putTask(tx, id, wanted, write.version);
          await log(tx, id, at, write.key, {
            kind: 'system',
            visibility: 'internal',
            text: taskNote(before, task),
          });
          // A task is no field of the record: its version stays.
          await keep(tx, { ...incident, updatedAt: at }, incident);
          return [task, id, task.id];
        },
        taskRow,
      ),

    subscribe: (changed) => channel.subscribe(changed),

    dispose: () => {
      channel.close();
      database.close();
    },
  };
}
