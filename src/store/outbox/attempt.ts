import type { Adapter, Idempotency } from '../../adapters/adapter.js';
import type { Entry } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import { IncidentError, retryClass, toIncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import type { MutationIntent } from '../../core/mutation.js';
import { changedTask } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import type { Wait } from '../connection.js';
import { exactRecord } from '../exact-record.js';
import type { Answer, OutboxRow } from '../row.js';
import type { StoredError } from '../types.js';
import { withIds } from './other-record.js';

/** A backend that cuts texts off leaves at least so many letters. */
const cutOff = 30;

/** Whether two readings of a record differ in nothing a person could have changed. */
export const sameContent = (a: Incident, b: Incident): boolean =>
  a.status.category === b.status.category && editableFields.every((field) => equal(a[field], b[field]));

/** Nobody can be asked for what the backend does not offer, so nothing is sent. */
const missing = (): Promise<never> =>
  Promise.reject(new IncidentError('unsupported', 'The ticket system does not offer this.'));

/**
 * One call of the adapter for a row. `id` is the incident's id at the backend, `repeated` says that it may have got
 * something of this before, and `ready` is the last word before it.
 */
export async function send(
  adapter: Adapter,
  row: OutboxRow,
  repeated: boolean,
  id: string,
  signal: AbortSignal,
  ready: () => Promise<void>,
): Promise<Answer> {
  const { key, mutation } = row;
  const intent = await withIds(adapter, mutation.intent, signal);
  const version = await versionOf(adapter, row, id, signal);
  const options = {
    key,
    signal,
    repeated,
    ...(version === undefined ? {} : { version }),
  };
  await ready();
  try {
    switch (intent.kind) {
      case 'create':
        return {
          incident: await (adapter.create?.(intent.draft, { ...options, clientId: row.group }) ?? missing()),
        };
      case 'update':
        return { incident: await (adapter.update?.(id, intent.patch, options) ?? missing()) };
      case 'transition':
        return { incident: await (adapter.transition?.(id, intent.transition, options) ?? missing()) };
      case 'add-entry':
        return { entry: await (adapter.addEntry?.(id, intent.entry, options) ?? missing()) };
      case 'save-task': {
        const task = changedTask(intent.taskId, intent.seen, intent.change);
        return { task: await (adapter.saveTask?.(id, task, options) ?? missing()) };
      }
      case 'relate': {
        const { kind, id: other, number, gone, replaces } = intent.relation;
        const link = {
          kind,
          id: other ?? number,
          ...(gone ? { gone } : {}),
          ...(replaces ? { replaces: replaces.id } : {}),
        };
        await (adapter.relate?.(id, link, options) ?? missing());
        return {};
      }
      case 'save-participant':
        await (adapter.saveParticipant?.(id, intent.participant, options) ?? missing());
        return {};
    }
  } catch (caught) {
    throw afterWriting(toIncidentError(caught));
  }
}

/** With these a backend, or what stands before it, says that it has not looked at the request. */
const untouched: readonly (number | undefined)[] = [401, 407, 419, 440, 511];

/** Whether an error leaves open what became of a write. Only a refusal says that nothing did. */
function leavesOpen({ ambiguous, kind, status }: IncidentError): boolean {
  if (ambiguous || kind === 'bad-answer') return true;
  // A redirect or a page in place of an answer: it may ask for a sign-in for the page after the write.
  if (kind === 'auth-required') return status !== undefined && !untouched.includes(status);
  return kind === 'unknown' && status === undefined;
}

/** The error of a write that has left this page. */
const afterWriting = (error: IncidentError): IncidentError =>
  error.ambiguous === leavesOpen(error)
    ? error
    : new IncidentError(error.kind, error.message, {
        issues: error.issues,
        ambiguous: true,
        current: error.current,
        cause: error.cause,
        ...(error.status === undefined ? {} : { status: error.status }),
        ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
      });

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
  { clientId, title, description }: Incident,
  draft: IncidentDraft,
  group: string,
): boolean =>
  clientId === undefined
    ? repeats(draft.title, title) && repeats(draft.description, description)
    : clientId === group;

/**
 * Whether a success is about what was sent. One about another record or another text proves nothing: it is not known
 * whether the change was made. `id` is the incident's id at the backend.
 */
export function isOurs({ key, group, mutation: { intent } }: OutboxRow, id: string, answer: Answer): boolean {
  const { incident, entry, task } = answer;
  switch (intent.kind) {
    case 'create':
      return Boolean(incident?.id) && answersCreate(incident as Incident, intent.draft, group);
    case 'update':
    case 'transition':
      return incident?.id === id;
    case 'add-entry':
      if (!entry?.id || (entry.incidentId !== '' && entry.incidentId !== id)) return false;
      return entry.key === undefined ? repeats(intent.entry.text, entry.text) : entry.key === key;
    case 'save-task':
      return task?.id === intent.taskId;
    case 'relate':
    case 'save-participant':
      // Their yes carries nothing; the port says that it is given only for what is there.
      return true;
  }
}

/** Why a success that is not ours is not believed. */
export const notOurs = (): IncidentError =>
  new IncidentError(
    'bad-answer',
    'The backend answered about something else; it is not known whether this was done.',
    { ambiguous: true },
  );

/** Whether an entry is read by others than its words were written for. */
export const isForOthers = (intent: MutationIntent, { kind, visibility }: Entry): boolean =>
  intent.kind === 'add-entry' &&
  (intent.entry.kind === 'work-note' ? visibility === 'public' : kind === 'work-note');

/** Why a success is not believed; undefined where it is. */
export function doubtAbout(row: OutboxRow, id: string, answer: Answer): IncidentError | undefined {
  if (!isOurs(row, id, answer)) return notOurs();
  if (!answer.entry || !isForOthers(row.mutation.intent, answer.entry)) return undefined;
  const message = 'The backend has it, but for other readers than it was written for.';
  return new IncidentError('unknown', message, {
    ambiguous: true,
    issues: [{ path: '', code: 'other-readers', message }],
  });
}

/**
 * The version to send. Lists of some backends show records without one; then the record is read first, and a change of
 * what the user saw is a conflict here already. What the list did not show either cannot be compared.
 */
async function versionOf(
  adapter: Adapter,
  { base, mutation, version }: OutboxRow,
  id: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { intent } = mutation;
  const known = version ?? ('version' in intent ? intent.version : undefined);
  if (known !== undefined || !('version' in intent) || !base || adapter.traits.concurrency === 'none')
    return known;
  const current = await exactRecord(adapter, id, signal);
  const seen = (field: keyof Incident): boolean =>
    base[field] === undefined || equal(base[field], current[field]);
  const unchanged =
    intent.kind !== 'update'
      ? current.status.category === base.status.category
      : Object.keys(intent.patch).every((field) => seen(field as keyof Incident));
  if (unchanged) return current.version;
  throw new IncidentError('conflict', 'Somebody else has changed this meanwhile.', { current });
}

/**
 * A cheap read of the same backend before a write that cannot be repeated: what stands in the way, or undefined when
 * the way is open. A refusal is an answer, too: who may not read may still write.
 */
export async function probe(
  adapter: Adapter,
  { mutation }: OutboxRow,
  id: string,
  signal: AbortSignal,
): Promise<IncidentError | undefined> {
  try {
    await (mutation.intent.kind === 'create'
      ? adapter.list({}, { limit: 1 }, { signal })
      : adapter.get(id, { signal }));
  } catch (caught) {
    const error = toIncidentError(caught);
    const { kind, message, status, retryAfter } = error;
    if (['retry', 'pause'].includes(retryClass(error)))
      // Nothing has been written yet, whatever the adapter thinks of its own request.
      return new IncidentError(kind, message, {
        ...(status === undefined ? {} : { status }),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
  }
  return undefined;
}

/** What a success that is not believed makes of a row. */
export const unproven = (row: OutboxRow, doubt: IncidentError): OutboxRow => ({
  ...row,
  state: 'unknown',
  ambiguous: true,
  error: storedError(doubt),
});

const storedError = (error: IncidentError): StoredError => ({
  kind: error.kind,
  message: error.message,
  issues: error.issues.map((issue) => ({ ...issue })),
  status: error.status,
});

/** What a failed attempt makes of a row, apart from a conflict, which needs the backend's record as well. */
export function afterFailure(
  row: OutboxRow,
  error: IncidentError,
  idempotency: Idempotency,
  now: Instant,
  wait: Wait,
): OutboxRow {
  const { owner: _owner, leaseUntil: _until, nextAttemptAt: _next, ...rest } = row;
  const failed: OutboxRow = {
    ...rest,
    error: storedError(error),
    ambiguous: row.ambiguous === true || error.ambiguous,
  };
  if (error.ambiguous && idempotency === 'none') return { ...failed, state: 'unknown' };
  switch (retryClass(error)) {
    case 'retry':
      return {
        ...failed,
        state: 'queued',
        nextAttemptAt: now + wait(row.attempts, error.retryAfter),
      };
    case 'pause':
      return { ...failed, state: 'queued' };
    case 'conflict':
      return { ...failed, state: 'conflict' };
    case 'permanent':
      // Refused now, but an earlier attempt may have been carried out: then the refusal is about the repetition.
      return { ...failed, state: row.ambiguous ? 'unknown' : 'failed' };
  }
}

/** An error's `current` when it is a record of ours. */
export function recordOf(error: IncidentError): Incident | undefined {
  const { current } = error;
  return typeof current === 'object' && current !== null && 'id' in current && 'status' in current
    ? (current as Incident)
    : undefined;
}
