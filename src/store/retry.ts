import type { IncidentError } from '../core/errors.js';
import { retryClass } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Instant, Millis } from '../core/time.js';
import type { Idempotency } from '../adapters/adapter.js';
import type { OutboxRow } from './outbox.js';
import type { StoredError } from './types.js';

/** A backend that asks for more patience than this is asked again anyway. */
const longestRetryAfter = 15 * 60_000;

export interface RetryRules {
  readonly base: Millis;
  readonly cap: Millis;
  readonly random: () => number;
}

/**
 * Wait before the next attempt: a random part of a range that doubles ("full jitter"), so that many clients do not
 * come back in step. A wait the backend asked for is kept to, plus some jitter.
 */
export function backoff(attempt: number, rules: RetryRules, retryAfter?: Millis): Millis {
  const range = Math.min(rules.cap, rules.base * 2 ** Math.min(attempt - 1, 20));
  const jitter = Math.round(rules.random() * range);
  if (retryAfter === undefined || !(retryAfter > 0)) return jitter;
  return Math.min(retryAfter, longestRetryAfter) + Math.min(jitter, rules.base);
}

export const storedError = (error: IncidentError): StoredError => ({
  kind: error.kind,
  message: error.message,
  issues: error.issues.map((issue) => ({ ...issue })),
  ...(error.status === undefined ? {} : { status: error.status }),
});

/** What a failed attempt makes of a row, apart from a conflict, which needs the backend's record as well. */
export function afterFailure(
  row: OutboxRow,
  error: IncidentError,
  idempotency: Idempotency,
  now: Instant,
  rules: RetryRules,
): OutboxRow {
  const { owner: _owner, leaseUntil: _until, nextAttemptAt: _next, ...rest } = row;
  const failed: OutboxRow = {
    ...rest,
    error: storedError(error),
    ...(error.ambiguous ? { ambiguous: true } : {}),
  };
  if (error.ambiguous && idempotency === 'none') return { ...failed, state: 'unknown' };
  switch (retryClass(error)) {
    case 'retry':
      return {
        ...failed,
        state: 'queued',
        nextAttemptAt: now + backoff(row.attempts, rules, error.retryAfter),
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
