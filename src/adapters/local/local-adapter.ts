import type { Adapter, ChoicePage, Step, Traits } from '../adapter.js';
import { assessmentWords } from '../assessment.js';
import { choicePage } from '../choices.js';
import { asksOf } from '../steps.js';
import type { EntryDraft } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch, Person } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { taskNote } from '../../core/task-notes.js';
import type { Task } from '../../core/task.js';
import { transitionIncident, transitionsFrom } from '../../core/lifecycle.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { Policy } from '../../core/policy.js';
import type { PageRequest } from '../../core/query.js';
import { sortFields } from '../../core/query.js';
import { relationKinds } from '../../core/relation.js';
import { afterEntry } from '../../core/sla/events.js';
import type { Instant } from '../../core/time.js';
import { localDatabase } from './database.js';
import { patched } from './changes.js';
import { changeChannel } from './channel.js';
import type { LocalChoices } from './choices.js';
import { describeFields, peopleOf } from './choices.js';
import { entryAgain, fileContent, putFile, refuseFile } from './files.js';
import { count, createLedger, nextVersion } from './ledger.js';
import { entryRows, listRows } from './list.js';
import { participantRows, putParticipant } from './participants.js';
import { putRelation, relatedRows } from './relations.js';
import type { LocalSeed } from './seed.js';
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
      | 'attach'
      | 'attachment'
      | 'related'
      | 'relate'
      | 'tasks'
      | 'saveTask'
      | 'participants'
      | 'saveParticipant'
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
  firstAnswer: true,
  closes: true,
};

/** Works in pages without a secure context too, where `randomUUID` is missing. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36).padStart(7, '0')).join(
    '',
  );

/** Incidents looked through for people nobody has put in. */
const recentIncidents = 100;

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
  const ledger = createLedger({ database, channel, seed, now, user, policy });
  const { read, log, found, keep, once, change, refuseInvalid } = ledger;

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
            recategorisationCount: 0,
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
        // The first category is an answer; another one corrects it.
        const corrected = changes.some(({ field, from }) => field === 'category' && from !== undefined);
        const sorted = corrected
          ? { ...after, recategorisationCount: (before.recategorisationCount ?? 0) + 1 }
          : after;
        if (hands.length === 0) return sorted;
        await log(tx, id, at, write.key, { kind: 'assignment', changes: hands });
        const handedOn = hands.some(({ from }) => from !== undefined);
        // Another team than the one, or the person, that had it: that is a hop to more expertise.
        const escalated =
          hands.some(({ field, to }) => field === 'group' && to !== undefined) &&
          (before.group !== undefined || before.assignee !== undefined);
        return {
          ...sorted,
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
        const { assignee, group, custom, confirmedAt, confirmedBy } = request;
        const { changes } = patched(
          before,
          {
            ...(assignee && { assignee }),
            ...(group && { group }),
            ...(custom && { custom }),
            ...(confirmedAt !== undefined && { confirmedAt }),
            ...(confirmedBy && { confirmedBy }),
          },
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
        entryAgain,
      ),

    attach: async (id, file, _progress, { visibility, ...write }) => {
      refuseFile(file);
      // Read before the transaction, which would end while the bytes are waited for.
      const bytes = await file.arrayBuffer();
      return once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          const attachments = [await putFile(tx, id, newId(), file, bytes)];
          const left = await log(tx, id, at, write.key, { kind: 'attachment', visibility, attachments });
          // A file is no field of the record: its version stays.
          await keep(tx, { ...incident, updatedAt: at }, incident);
          return [left, id, left.id];
        },
        entryAgain,
      );
    },

    attachment: (id) => read((db) => fileContent(db, id)),

    related: async (id) => {
      const incident = await get(id);
      const { items } = await choices();
      return read((db) => relatedRows(db, incident, items));
    },

    relate: async (id, relation, write) => {
      const { items } = await choices();
      return once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          const linked = await putRelation(tx, incident, relation, items);
          for (const { before, after } of linked?.changed ?? [])
            await keep(tx, { ...after, updatedAt: at, version: nextVersion(before) }, before);
          if (linked) {
            for (const link of linked.links)
              await log(tx, id, at, write.key, { kind: 'system', visibility: 'internal', changes: [link] });
            // What is no field of the record leaves its version alone.
            if (!linked.changed.some(({ before }) => before.id === id))
              await keep(tx, { ...incident, updatedAt: at }, incident);
          }
          return [undefined, id];
        },
        () => Promise.resolve(undefined),
      );
    },

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

    participants: async (id) => {
      await get(id);
      return read((db) => participantRows(db, id));
    },

    saveParticipant: (id, participant, write) =>
      once(
        write,
        async (tx, at) => {
          const incident = await found(tx, id);
          const part = await putParticipant(tx, id, participant);
          if (part) {
            await log(tx, id, at, write.key, { kind: 'system', visibility: 'internal', changes: [part] });
            // A part is no field of the record: its version stays.
            await keep(tx, { ...incident, updatedAt: at }, incident);
          }
          return [undefined, id];
        },
        () => Promise.resolve(undefined),
      ),

    subscribe: (changed) => channel.subscribe(changed),

    dispose: () => {
      channel.close();
      database.close();
    },
  };
}
