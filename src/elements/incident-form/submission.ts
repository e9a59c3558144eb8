import { parseDuration } from '../../core/duration.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { DAY } from '../../core/time.js';
import type { Millis } from '../../core/time.js';
import type { MutationOutcome, OutboxItem, OutboxState, Submitted } from '../../store/types.js';

/** One report on its way: what was stored, and what is known of its end. */
export interface Submission {
  readonly submitted: Submitted;
  readonly priority: number | undefined;
  readonly outcome?: MutationOutcome;
}

/** Where a report stands, in the words of the panel that shows it. */
export type Standing = 'sending' | 'waiting' | 'signed-out' | 'unknown' | 'failed' | 'confirmed' | 'gone';

export const itemOf = (outbox: OutboxState, key: string | undefined): OutboxItem | undefined => outbox.items.find(({ mutation }) => mutation.key === key);

/** Follows a report by the outbox as long as it is there, then by its ending, then by the record itself. */
export function standingOf({ submitted, outcome }: Submission, outbox: OutboxState, record: Incident | undefined): Standing {
  const item = itemOf(outbox, submitted.key);
  if (item) {
    if (item.state === 'unknown' || item.state === 'failed') return item.state;
    if (outbox.hold === 'auth-required') return 'signed-out';
    return outbox.hold === 'offline' || item.error !== undefined || item.state === 'waiting' ? 'waiting' : 'sending';
  }
  if (outcome?.state === 'confirmed' || (record && record.number !== '')) return 'confirmed';
  if (outcome?.state === 'unknown' || outcome?.state === 'failed' || outcome?.state === 'discarded') return 'gone';
  return 'sending';
}

/** How soon somebody answers by the policy; undefined where it says nothing usable. */
export function answerWithin(policy: Policy, priority: number | undefined): Millis | undefined {
  const text = priority === undefined ? undefined : policy.firstResponse[priority - 1];
  if (text === undefined) return undefined;
  try {
    const { weeks, days, time } = parseDuration(text);
    return (weeks * 7 + days) * DAY + time;
  } catch {
    return undefined;
  }
}
