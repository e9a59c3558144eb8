import type { Millis } from '../core/time.js';

/** A backend that asks for more patience than this is asked again anyway. */
const longestRetryAfter = 15 * 60_000;

export interface RetryRules {
  readonly base: Millis;
  readonly cap: Millis;
  readonly random: () => number;
}

/** How long to wait after so many attempts; the second is what the backend asked for. */
export type Wait = (attempt: number, retryAfter?: Millis) => Millis;

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
