import type { Adapter, Idempotency, OperationName, Progress, WriteOptions } from '../../adapters/adapter.js';
import type { Entry } from '../../core/entry.js';
import type { FileRef } from '../../core/file.js';
import { isSizeOf } from '../../core/file.js';
import { IncidentError, toIncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft } from '../../core/incident.js';
import type { Mutation, MutationIntent } from '../../core/mutation.js';
import { hasStepFields } from '../../core/mutation.js';
import { isSamePart } from '../../core/participant.js';
import { sameValue } from '../../core/same-value.js';
import type { Task } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import { changedTask, hasChange } from '../../core/task.js';
import { exactRecord } from '../exact-record.js';
import type { Answer, OutboxRow } from '../row.js';
import { isCopyOf, isTextSize } from './file-copy.js';
import { isLinkDone } from './other-record.js';

/** Another clock than ours wrote the backend's times. */
export const clockTolerance = 10 * 60_000;

/** So many files of one name are fetched at most to see which of them was sent. */
const mostCompared = 3;

/** A backend that cuts texts off leaves at least so many letters. */
const cutOff = 30;

/** One mutation and the backend it is for. */
export interface Errand<Intent = MutationIntent> {
  readonly adapter: Adapter;
  readonly row: OutboxRow;
  readonly intent: Intent;
  /** The incident's id at the backend. */
  readonly id: string;
  readonly signal: AbortSignal;
  /** The bytes of a file that is to be sent, as far as they are still here. */
  readonly bytesOf: (fileId: string) => Promise<ArrayBuffer | undefined>;
  /** Hears how much of a file has gone. */
  readonly progress: Progress;
}

/** What looking for the outcome of an earlier attempt takes. */
interface Search<Intent = MutationIntent> extends Omit<Errand<Intent>, 'progress'> {
  /** The version of a record tells whether it has been changed. */
  readonly trusted: boolean;
}

/** What became of an earlier attempt: its answer, certainly nothing, or nobody can tell. */
type Found = Answer | 'absent' | undefined;

/** How one kind of intent gets to the backend, and how it is known that it got there. */
interface Delivery<Intent> {
  /** One call of the adapter. */
  send(errand: Errand<Intent>, write: WriteOptions): Promise<Answer>;
  /**
   * Whether a success is about what was sent. Left out where a yes carries nothing: the port says that it is given only
   * for what is there.
   */
  isOurs?(answer: Answer, errand: Pick<Errand<Intent>, 'row' | 'intent' | 'id'>): boolean;
  /** Looks closer at a success that seems to be ours: why it is not believed all the same. */
  doubt?(answer: Answer, errand: Errand<Intent>): Promise<IncidentError | undefined>;
  /** Looks whether an earlier attempt went through. */
  look(errand: Search<Intent>): Promise<Found>;
  /** What reads a list whose items are the same the second time: there it can be looked wherever that exists. */
  readonly reader?: 'related' | 'participants';
  /** What is read to recognise what was sent by its content, whatever keys the backend knows. That it is not there proves nothing. */
  readonly recognisedBy?: readonly OperationName[];
  /** Whether a record shows what was wanted of it. */
  isDone?(intent: Intent, incident: Incident): boolean;
}

/** Nobody can be asked for what the backend does not offer, so nothing is sent. */
const missing = (): Promise<never> =>
  Promise.reject(new IncidentError('unsupported', 'The ticket system does not offer this.'));

/** Letters and digits only: what a backend adds to a text for its looks does not count. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<[^>]*>|[^\p{L}\p{N}]/gu, '');

/** Whether an answer repeats the words that were sent, perhaps with a prefix or cut off. No words say nothing. */
function repeats(sent: string, answered: string | undefined): boolean {
  const [mine, theirs] = [bare(sent), bare(answered ?? '')];
  return theirs === '' || theirs.includes(mine) || (theirs.length >= cutOff && mine.startsWith(theirs));
}

/** A record answers for a create when it carries our id, or else our words. */
const answersCreate = (
  { id, clientId, title, description }: Incident,
  draft: IncidentDraft,
  group: string,
): boolean =>
  Boolean(id) &&
  (clientId === undefined
    ? repeats(draft.title, title) && repeats(draft.description, description)
    : clientId === group);

/** What was written before is not ours, by the backend's clock. */
const sentFrom = (adapter: Adapter, { createdAt }: Mutation): Instant =>
  createdAt + (adapter.ahead?.() ?? 0) - clockTolerance;

/** Our words among the newest entries. */
async function written(
  { adapter, row: { key, mutation }, id, signal }: Search<unknown>,
  text: string,
  kind?: Entry['kind'],
): Promise<Entry | undefined> {
  return (await adapter.entries?.(id, { limit: 50 }, { signal }))?.items.find(
    (candidate) =>
      candidate.key === key ||
      ((kind === undefined || candidate.kind === kind) &&
        candidate.text?.trim() === text.trim() &&
        candidate.recordedAt >= sentFrom(adapter, mutation)),
  );
}

/** A task as the backend has it now; undefined where that cannot be told. */
export const presentTask = async (
  adapter: Adapter,
  taskId: string,
  id: string,
  signal: AbortSignal,
): Promise<Task | undefined> =>
  (await adapter.tasks?.(id, { signal }).catch(() => undefined))?.find((task) => task.id === taskId);

/** A record of the version that was seen: it refuses the first attempt should that still arrive, so that it is safe to send again. */
const unchanged = (incident: Incident, { adapter, row, trusted }: Search<unknown>): Found =>
  trusted &&
  adapter.traits.concurrency === 'version' &&
  incident.version !== undefined &&
  incident.version === row.base?.version
    ? 'absent'
    : undefined;

/** Whether an entry is read by others than its words were written for. */
export const isForOthers = (intent: MutationIntent, { kind, visibility }: Entry): boolean =>
  intent.kind === 'attach'
    ? intent.visibility !== visibility
    : intent.kind === 'add-entry' &&
      (intent.entry.kind === 'work-note' ? visibility === 'public' : kind === 'work-note');

/** Whether an entry tells of a file that was sent, by its name and as far as it is known its size. */
const tellsOf = ({ attachments = [] }: Entry, file: FileRef): boolean =>
  attachments.some(({ name, size }) => repeats(file.name, name) && isSizeOf(file, size));

/** Our file among the newest entries: one with its key, or with its name and content since it was chosen. */
async function attached(
  { adapter, row: { key, mutation }, id, signal, bytesOf }: Search<unknown>,
  file: FileRef,
): Promise<Entry | undefined> {
  const items = (await adapter.entries?.(id, { limit: 50 }, { signal }))?.items ?? [];
  const own = items.find((candidate) => candidate.key === key);
  if (own) return own;
  const alike = items.flatMap((entry) =>
    entry.key === undefined && entry.recordedAt >= sentFrom(adapter, mutation)
      ? (entry.attachments ?? [])
          .filter(({ name, size }) => name === file.name && isSizeOf(file, size))
          .map((kept) => ({ entry, kept }))
      : [],
  );
  // Where none can be fetched its size has to do. One whose size is not told may be another one of the same name.
  if (!adapter.attachment) return alike.find(({ kept }) => kept.size !== undefined)?.entry;
  const bytes = await bytesOf(file.id);
  for (const { entry, kept } of bytes ? alike.slice(0, mostCompared) : [])
    if (bytes && (await isCopyOf(file, bytes, await adapter.attachment(kept.id, { signal })))) return entry;
  return undefined;
}

const gone = ({ name }: FileRef): IncidentError => {
  const message = `The file ${name} is no longer on this device.`;
  return new IncidentError('validation', message, {
    issues: [{ path: '', code: 'file-gone', message }],
  });
};

/** What is there under the name of a file has another content. */
const changed = ({ name }: FileRef): IncidentError => {
  const message = `The backend has ${name} with another content than it was sent.`;
  return new IncidentError('bad-answer', message, {
    ambiguous: true,
    issues: [{ path: '', code: 'file-changed', message }],
  });
};

/** Every kind of intent, one row each. */
const deliveries: {
  readonly [K in MutationIntent['kind']]: Delivery<Extract<MutationIntent, { readonly kind: K }>>;
} = {
  create: {
    send: async ({ adapter, intent, row }, write) => ({
      incident: await (adapter.create?.(intent.draft, { ...write, clientId: row.group }) ?? missing()),
    }),
    isOurs: ({ incident }, { row, intent }) =>
      incident !== undefined && answersCreate(incident, intent.draft, row.group),
    async look({ adapter, row, intent, signal }) {
      if (!adapter.findByKey) return undefined;
      let incident: Incident | undefined;
      try {
        incident = await adapter.findByKey(row.key, { signal });
      } catch (error) {
        // It cannot tell: a person decides.
        if (toIncidentError(error).kind === 'unsupported') return undefined;
        throw error;
      }
      if (!incident) return 'absent';
      return answersCreate(incident, intent.draft, row.group) ? { incident } : undefined;
    },
  },
  update: {
    send: async ({ adapter, intent, id }, write) => ({
      incident: await (adapter.update?.(id, intent.patch, write) ?? missing()),
    }),
    isOurs: ({ incident }, { id }) => incident?.id === id,
    isDone: ({ patch }, incident) =>
      Object.entries(patch).every(
        ([field, value]) => field === 'assessment' || sameValue(incident[field as keyof Incident], value),
      ),
    async look(errand) {
      const { adapter, intent, id, signal } = errand;
      const incident = await exactRecord(adapter, id, signal);
      return isDone(intent, incident) ? { incident } : unchanged(incident, errand);
    },
  },
  'add-entry': {
    send: async ({ adapter, intent, id }, write) => ({
      entry: await (adapter.addEntry?.(id, intent.entry, write) ?? missing()),
    }),
    isOurs({ entry }, { row, intent, id }) {
      if (!entry?.id || (entry.incidentId !== '' && entry.incidentId !== id)) return false;
      return entry.key === undefined ? repeats(intent.entry.text, entry.text) : entry.key === row.key;
    },
    async look(errand) {
      const { text, kind } = errand.intent.entry;
      const entry = await written(errand, text, kind);
      return entry && !isForOthers(errand.intent, entry) ? { entry } : undefined;
    },
  },
  attach: {
    recognisedBy: ['entries', 'attachment'],
    async send({ adapter, intent: { file, visibility }, id, bytesOf, progress }, write) {
      const bytes = await bytesOf(file.id);
      if (!bytes) throw gone(file);
      const whole = new File([bytes], file.name, { type: file.type });
      const sent = adapter.attach?.(id, whole, progress, { ...write, visibility });
      return { entry: await (sent ?? missing()) };
    },
    isOurs({ entry }, { row, intent, id }) {
      if (!entry?.id || (entry.incidentId !== '' && entry.incidentId !== id)) return false;
      if (entry.key !== undefined && entry.key !== row.key) return false;
      // What says nothing of files says no more than yes.
      return entry.attachments === undefined || tellsOf(entry, intent.file);
    },
    async doubt({ entry }, { adapter, intent: { file }, signal, bytesOf }) {
      const kept = entry?.attachments?.find(({ name }) => repeats(file.name, name));
      // The same size is proof enough. Of texts another one may be the same words, written anew.
      if (kept?.size === undefined || kept.size === file.size) return undefined;
      const { id, size } = kept;
      const bytes = await bytesOf(file.id);
      const isIt = async (sent: ArrayBuffer): Promise<boolean> => {
        const content = await adapter.attachment?.(id, { signal }).catch(() => undefined);
        return content ? isCopyOf(file, sent, content) : isTextSize(sent, size);
      };
      return bytes && !(await isIt(bytes)) ? changed(file) : undefined;
    },
    async look(errand) {
      const entry = await attached(errand, errand.intent.file);
      return entry && !isForOthers(errand.intent, entry) ? { entry } : undefined;
    },
  },
  transition: {
    send: async ({ adapter, intent, id }, write) => ({
      incident: await (adapter.transition?.(id, intent.transition, write) ?? missing()),
    }),
    isOurs: ({ incident }, { id }) => incident?.id === id,
    isDone: ({ transition }, incident) =>
      incident.status.category === transition.to && hasStepFields(incident, transition),
    async look(errand) {
      const { adapter, intent, id, signal } = errand;
      const incident = await exactRecord(adapter, id, signal);
      if (!isDone(intent, incident)) return unchanged(incident, errand);
      // A step is there when its words are as well: they may have been a request of their own.
      const words = intent.transition.comment?.trim();
      return !words || (await written(errand, words)) ? { incident } : undefined;
    },
  },
  'save-task': {
    send: async ({ adapter, intent: { taskId, seen, change }, id }, write) => ({
      task: await (adapter.saveTask?.(id, changedTask(taskId, seen, change), write) ?? missing()),
    }),
    isOurs: ({ task }, { intent }) => task?.id === intent.taskId,
    async look({ adapter, intent, id, signal }) {
      const task = await presentTask(adapter, intent.taskId, id, signal);
      return task && hasChange(task, intent.change) ? { task } : undefined;
    },
  },
  relate: {
    reader: 'related',
    async send({ adapter, intent: { relation }, id }, write) {
      const { kind, id: other, number, gone, replaces } = relation;
      const link = {
        kind,
        id: other ?? number,
        ...(gone ? { gone } : {}),
        ...(replaces ? { replaces: replaces.id } : {}),
      };
      await (adapter.relate?.(id, link, write) ?? missing());
      return {};
    },
    async look({ adapter, intent, id, signal }) {
      const done = await isLinkDone(adapter, id, intent.relation, signal);
      return done === undefined ? undefined : done ? {} : 'absent';
    },
  },
  'save-participant': {
    reader: 'participants',
    async send({ adapter, intent, id }, write) {
      await (adapter.saveParticipant?.(id, intent.participant, write) ?? missing());
      return {};
    },
    async look({ adapter, intent: { participant }, id, signal }) {
      const { gone = false } = participant;
      const team = await adapter.participants?.(id, { signal });
      return team && (team.some((one) => isSamePart(one, participant)) === gone ? 'absent' : {});
    },
  },
};

/** The row of an intent. Its methods take the intent they were found by, and no other. */
const rowOf = ({ kind }: MutationIntent): Delivery<MutationIntent> => deliveries[kind];

/** One call of the adapter. */
export const carryOut = (errand: Errand, write: WriteOptions): Promise<Answer> =>
  rowOf(errand.intent).send(errand, write);

/**
 * Whether a success is about what was sent. One about another record or another text proves nothing: it is not known
 * whether the change was made. `id` is the incident's id at the backend.
 */
export function isOurs(row: OutboxRow, id: string, answer: Answer): boolean {
  const { intent } = row.mutation;
  return rowOf(intent).isOurs?.(answer, { row, intent, id }) ?? true;
}

/** Looks closer at a success: why it is not believed; undefined where it is. */
export const doubtAboutContent = (
  errand: Errand,
  answer: Answer,
): Promise<IncidentError | undefined> | undefined => rowOf(errand.intent).doubt?.(answer, errand);

/**
 * Looks whether an earlier attempt went through: its answer when it did, `absent` when it certainly did not, and
 * undefined where looking cannot tell.
 */
export function look(
  adapter: Adapter,
  row: OutboxRow,
  id: string,
  trusted: boolean,
  signal: AbortSignal,
  bytesOf: Errand['bytesOf'],
): Promise<Found> {
  const { intent } = row.mutation;
  return rowOf(intent).look({ adapter, row, intent, id, trusted, signal, bytesOf });
}

/** Whether an attempt without an answer leaves in doubt what became of it. What is the same the second time does not. */
export function isDoubtful(adapter: Adapter, { mutation }: OutboxRow): boolean {
  const { reader } = rowOf(mutation.intent);
  return adapter.traits.idempotency === 'none' && !(reader !== undefined && adapter[reader]);
}

/** How safely a row can be repeated. What can be recognised is looked for wherever it is read. */
export function safetyOf(adapter: Adapter, row: OutboxRow): Idempotency {
  const { reader, recognisedBy } = rowOf(row.mutation.intent);
  if (reader !== undefined && adapter[reader]) return 'lookup';
  const { idempotency } = adapter.traits;
  const isRecognised = recognisedBy?.every((name) => adapter[name] !== undefined) === true;
  return idempotency === 'none' && isRecognised ? 'lookup' : idempotency;
}

/** Whether a record shows what was wanted of it. */
export const isDone = (intent: MutationIntent, incident: Incident): boolean =>
  rowOf(intent).isDone?.(intent, incident) ?? false;

/**
 * Whether nothing of a change is left to send because the record is that way already: somebody else, or the same person
 * in another tab, has done the same. What carries words of its own is never that.
 */
export function isMadeAlready({ base, mutation: { intent } }: OutboxRow, incident: Incident): boolean {
  if (intent.kind === 'update') return intent.patch.assessment === undefined && isDone(intent, incident);
  if (intent.kind !== 'transition' || base?.status.category === intent.transition.to) return false;
  const { to: _to, code, assignee: _assignee, group: _group, ...words } = intent.transition;
  return (
    isDone(intent, incident) &&
    (code === undefined || incident.status.code === code) &&
    Object.values(words).every((word) => word === undefined)
  );
}
