import type { Adapter, Idempotency } from '../../adapters/adapter.js';
import { IncidentError, retryClass, toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import type { Wait } from '../connection.js';
import type { Answer, OutboxRow } from '../row.js';
import type { StoredError } from '../types.js';

/** Another clock than ours wrote the backend's times. */
const clockTolerance = 10 * 60_000;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Whether two readings of a record differ in nothing a person could have changed. */
export const sameContent = (a: Incident, b: Incident): boolean =>
  a.status.category === b.status.category && editableFields.every((field) => same(a[field], b[field]));

/** One call of the adapter for a row. `id` is the incident's id at the backend; `ready` is the last word before it. */
export async function send(
  adapter: Adapter,
  row: OutboxRow,
  id: string,
  signal: AbortSignal,
  ready: () => Promise<void>,
): Promise<Answer> {
  const { key, mutation } = row;
  const { intent } = mutation;
  const version = await versionOf(adapter, row, id, signal);
  const options = {
    key,
    signal,
    repeated: row.ambiguous === true,
    ...(version === undefined ? {} : { version }),
  };
  await ready();
  switch (intent.kind) {
    case 'create':
      return { incident: checked(await adapter.create(intent.draft, { ...options, clientId: row.group })) };
    case 'update':
      return { incident: checked(await adapter.update(id, intent.patch, options), id) };
    case 'transition':
      return { incident: checked(await adapter.transition(id, intent.transition, options), id) };
    case 'add-entry':
      return { entry: await adapter.addEntry(id, intent.entry, options) };
  }
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
  if (known !== undefined || !('version' in intent) || !base || adapter.capabilities.concurrency === 'none')
    return known;
  const current = await adapter.get(id, { signal });
  const seen = (field: keyof Incident): boolean =>
    base[field] === undefined || same(base[field], current[field]);
  const unchanged =
    intent.kind === 'transition'
      ? current.status.category === base.status.category
      : Object.keys(intent.patch).every((field) => seen(field as keyof Incident));
  if (unchanged) return current.version;
  throw new IncidentError('conflict', 'Somebody else has changed this meanwhile.', { current });
}

/** An answer without the record we asked about proves nothing. */
function checked(incident: Incident | undefined, id?: string): Incident {
  if (!incident?.id || (id !== undefined && incident.id !== id))
    throw new IncidentError(
      'bad-answer',
      'The backend answered about another record; it is not known whether the change was made.',
      {
        ambiguous: true,
      },
    );
  return incident;
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

/** What has to be done with a row whose earlier attempt may have been carried out. */
export type Repeat = 'send' | 'look' | 'ask';

export function howToRepeat({ capabilities, findByKey }: Adapter, row: OutboxRow, now: Instant): Repeat {
  if (!row.ambiguous) return 'send';
  if (capabilities.idempotency === 'none') return 'ask';
  if (capabilities.idempotency === 'lookup') return 'look';
  const { idempotencyTtl: ttl } = capabilities;
  const age = now - (row.firstSentAt ?? now);
  // An attempt that lies ahead of us was made by a clock put back since: nobody knows how long ago that is.
  if (ttl === undefined || (age > -clockTolerance && age <= ttl)) return 'send';
  // The backend has forgotten the key: sending again could do it twice.
  return findByKey ? 'look' : 'ask';
}

/**
 * Looks whether an earlier attempt went through: its answer when it did, `absent` when it certainly did not, and
 * undefined where looking cannot tell.
 */
export async function look(
  adapter: Adapter,
  row: OutboxRow,
  id: string,
  signal: AbortSignal,
): Promise<Answer | 'absent' | undefined> {
  const { intent, createdAt } = row.mutation;
  if (intent.kind === 'create') {
    const incident = await adapter.findByKey?.(row.key, { signal });
    return incident ? { incident } : adapter.findByKey ? 'absent' : undefined;
  }
  if (intent.kind === 'add-entry') {
    const { items } = await adapter.entries(id, { limit: 50 }, { signal });
    const entry = items.find(
      (candidate) =>
        candidate.key === row.key ||
        (candidate.kind === intent.entry.kind &&
          candidate.text?.trim() === intent.entry.text.trim() &&
          candidate.recordedAt >= createdAt - clockTolerance),
    );
    return entry ? { entry } : undefined;
  }
  const incident = await adapter.get(id, { signal });
  const done =
    intent.kind === 'transition'
      ? incident.status.category === intent.transition.to
      : Object.entries(intent.patch).every(
          ([field, value]) => field === 'assessment' || same(incident[field as keyof Incident], value),
        );
  if (done) return { incident };
  // Refused by its version should the first attempt still arrive, so that it is safe to send again.
  return adapter.capabilities.concurrency === 'version' &&
    incident.version !== undefined &&
    incident.version === row.base?.version
    ? 'absent'
    : undefined;
}

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
      return { ...failed, state: 'failed' };
  }
}

/** An error's `current` when it is a record of ours. */
export function recordOf(error: IncidentError): Incident | undefined {
  const { current } = error;
  return typeof current === 'object' && current !== null && 'id' in current && 'status' in current
    ? (current as Incident)
    : undefined;
}
