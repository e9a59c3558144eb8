import type { Adapter, Idempotency } from '../../adapters/adapter.js';
import { IncidentError, retryClass, toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import type { Wait } from '../connection.js';
import { exactRecord } from '../exact-record.js';
import type { Answer, OutboxRow } from '../row.js';
import type { StoredError } from '../types.js';
import type { Versions } from '../versions.js';
import type { Errand } from './delivery.js';
import { carryOut, clockTolerance, isForOthers, isOurs, safetyOf } from './delivery.js';
import { withIds } from './other-record.js';
import { isOvertaken, isTaskOvertaken } from '../overtaken.js';

/** What has to be done with a row whose earlier attempt may have been carried out. */
export type Repeat = 'send' | 'look' | 'ask';

export function howToRepeat(adapter: Adapter, row: OutboxRow, now: Instant): Repeat {
  const { traits, findByKey } = adapter;
  if (!row.ambiguous) return 'send';
  const safety = safetyOf(adapter, row);
  if (safety === 'none') return 'ask';
  if (safety === 'lookup') return 'look';
  const { idempotencyTtl: ttl } = traits;
  const age = now - (row.firstSentAt ?? now);
  // An attempt that lies ahead of us was made by a clock put back since: nobody knows how long ago that is.
  if (ttl === undefined || (age > -clockTolerance && age <= ttl)) return 'send';
  // The backend has forgotten the key: sending again could do it twice.
  return findByKey ? 'look' : 'ask';
}

/**
 * One call of the adapter for a row. `id` is the incident's id at the backend, `repeated` says that it may have got
 * something of this before, and `ready` is the last word before it.
 */
export async function send(
  adapter: Adapter,
  row: OutboxRow,
  repeated: boolean,
  id: string,
  belief: Belief,
  signal: AbortSignal,
  ready: () => Promise<void>,
  file: Pick<Errand, 'bytesOf' | 'progress'>,
): Promise<Answer> {
  const intent = await withIds(adapter, row.mutation.intent, signal);
  const version = await versionOf(adapter, row, id, belief, signal);
  const options = {
    key: row.key,
    signal,
    repeated,
    ...(version === undefined ? {} : { version }),
  };
  await ready();
  try {
    return await carryOut({ adapter, row, intent, id, signal, ...file }, options);
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

/** Why a success that is not ours is not believed. */
export const notOurs = (): IncidentError =>
  new IncidentError(
    'bad-answer',
    'The backend answered about something else; it is not known whether this was done.',
    { ambiguous: true },
  );

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

/** How far versions are believed, of records and of tasks. */
export interface Belief {
  readonly records: Versions;
  readonly tasks: Versions;
}

/**
 * The version to send. Where there is none, or nobody knows yet what the backend's are worth, what is there now is read
 * first: a change of what the user saw is a conflict here already.
 */
async function versionOf(
  adapter: Adapter,
  { base, mutation: { intent }, version }: OutboxRow,
  id: string,
  belief: Belief,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (adapter.traits.concurrency === 'none')
    return version ?? ('version' in intent ? intent.version : undefined);
  if (intent.kind === 'save-task') {
    const { seen, taskId, version: known } = intent;
    if (!seen || (known !== undefined && belief.tasks.believed)) return known;
    const present = (await adapter.tasks?.(id, { signal }))?.find((task) => task.id === taskId);
    if (present && isTaskOvertaken(seen, present)) throw overtaken();
    return known ?? present?.version;
  }
  if (intent.kind !== 'update' && intent.kind !== 'transition') return undefined;
  const known = version ?? intent.version;
  if (!base || (known !== undefined && belief.records.believed)) return known;
  const current = await exactRecord(adapter, id, signal).catch((error: unknown) => {
    // Who may not read may still write: then the backend alone can tell.
    if (known !== undefined && toIncidentError(error).kind === 'forbidden') return undefined;
    throw error;
  });
  if (!current) return known;
  if (isOvertaken(intent, base, current)) throw overtaken(current);
  return known ?? current.version;
}

const overtaken = (current?: Incident): IncidentError =>
  new IncidentError('conflict', 'Somebody else has changed this meanwhile.', { current });

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
    insisted: row.insisted === true && !error.ambiguous,
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
