import { durationLength } from './duration.js';
import type { Incident } from './incident.js';
import type { Instant } from './time.js';

/** When an incident that is resolved and that nobody answers is closed. */
export interface ClosureRules {
  /**
   * So long without a word, ISO 8601. It counts round the clock, a day being 24 hours: a caller reads "five days" as days
   * of the calendar, whenever the service desk is open.
   */
  readonly after: string;
}

/** How far a resolved incident is from being closed without an answer. */
export interface Closing {
  /** Nothing has been said or changed since. */
  readonly silentSince: Instant;
  /** From then on it is due for closing. */
  readonly dueAt: Instant;
}

/**
 * When a resolved incident is due for closing because nobody answers; undefined where the policy never closes anything,
 * for what is not resolved, and for a major incident, which somebody closes by hand.
 *
 * The silence begins with the resolution and anew with whatever comes later: an answer of the caller, a note, a change
 * (ServiceNow counts from the resolution or the last update as well). A record alone does not tell a caller's words from
 * others, so nothing is ever due too early; what is reopened is no longer resolved and begins again.
 */
export function closingOf(
  { status, major, resolvedAt, updatedAt }: Incident,
  { closure }: { readonly closure?: ClosureRules },
): Closing | undefined {
  if (!closure || status.category !== 'resolved' || major === true) return undefined;
  const silentSince = Math.max(resolvedAt ?? -Infinity, updatedAt);
  const dueAt = silentSince + durationLength(closure.after);
  return Number.isFinite(dueAt) ? { silentSince, dueAt } : undefined;
}

/** What the step says that closes an incident without an answer: its reason, kept by this id. */
export const silence = 'no-answer';
