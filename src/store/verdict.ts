import type { Idempotency } from '../adapters/adapter.js';
import type { IncidentError } from '../core/errors.js';
import { retryClass } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Instant } from '../core/time.js';
import type { OutboxRow } from './outbox.js';
import type { Wait } from './retry.js';
import type { StoredError } from './types.js';

export const storedError = (error: IncidentError): StoredError => ({
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
