import type { Incident } from '../core/incident.js';
import { applyMutation } from '../core/mutation.js';
import type { Instant, Millis } from '../core/time.js';
import type { OutboxRow } from './outbox.js';
import type { Tools } from './tools.js';

/** Facts of the moment that decide what may be sent. */
export interface Moment {
  readonly now: Instant;
  readonly lease: Millis;
  /** No wait is longer. */
  readonly longestWait: Millis;
  /** Whether a mutation that does not get through stops a later one. */
  readonly stops: Tools['stops'];
  /** True for a tab that is certainly gone, so that its lease need not be waited for. */
  readonly gone?: (owner: string) => boolean;
}

/** The wait is over, or its end lies so far ahead that the clock must have been put back since. */
export const waited = (until: Instant, { now, longestWait }: Pick<Moment, 'now' | 'longestWait'>): boolean =>
  until <= now || until > now + longestWait;

/** The lease has run out, its tab is gone, or its clock was so wrong that the date means nothing. */
export const leaseOver = (row: OutboxRow, { now, lease, gone }: Moment): boolean =>
  row.leaseUntil === undefined ||
  row.leaseUntil <= now ||
  row.leaseUntil > now + 10 * lease ||
  (row.owner !== undefined && gone?.(row.owner) === true);

/**
 * The one mutation of an incident that may be sent now, given all of them in their order. Those that failed stand
 * aside; what depends on them waits, and the rest goes on in the user's order.
 */
export function claimable(rows: readonly OutboxRow[], moment: Moment): OutboxRow | undefined {
  const aside: OutboxRow[] = [];
  for (const row of rows) {
    if (row.state !== 'queued' && row.state !== 'sending') aside.push(row);
    else if (aside.some((earlier) => moment.stops(earlier, row))) continue;
    else if (row.state === 'sending') return leaseOver(row, moment) ? row : undefined;
    else return waited(row.nextAttemptAt ?? 0, moment) ? row : undefined;
  }
  return undefined;
}

/** When to look at these mutations again, or undefined if only an event can change anything. */
export function dueAt(rows: readonly OutboxRow[]): Instant | undefined {
  for (const row of rows) {
    if (row.state === 'sending') return row.leaseUntil ?? 0;
    if (row.state === 'queued') return row.nextAttemptAt ?? 0;
  }
  return undefined;
}

/** What cannot go through any more when this one is taken out: all of a new incident, otherwise nothing. */
export const dependants = (rows: readonly OutboxRow[], key: string): readonly OutboxRow[] => {
  const row = rows.find((candidate) => candidate.key === key);
  return row?.mutation.intent.kind === 'create' ? rows.filter((later) => later.seq > row.seq) : [];
};

/**
 * Later mutations of an incident after an earlier one has been confirmed: what they build on is now the backend's
 * answer, whose version is the one to send. Without this our own change would look like somebody else's.
 */
export function basedOn(incident: Incident, later: readonly OutboxRow[]): readonly OutboxRow[] {
  let base = incident;
  return later.map((row) => {
    const next = row.attempts > 0 ? row : { ...row, base, version: incident.version ?? row.version };
    base = applyMutation(base, row.mutation);
    return next;
  });
}
