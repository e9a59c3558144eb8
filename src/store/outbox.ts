import type { Incident } from '../core/incident.js';
import type { Mutation } from '../core/mutation.js';
import type { Instant } from '../core/time.js';
import type { OutboxHold, OutboxItem, OutboxItemState, OutboxState, StoredError } from './types.js';

/** A mutation as it is stored. `waiting` is not stored: it follows from the others of the same incident. */
export interface OutboxRow {
  readonly key: string;
  /** The incident it belongs to: one name for it, also after the backend has given it an id. */
  readonly group: string;
  /** Place in the order of its incident. */
  readonly seq: number;
  readonly mutation: Mutation;
  /** The record as the user saw it, for a change of one. */
  readonly base?: Incident;
  readonly state: Exclude<OutboxItemState, 'waiting'>;
  readonly attempts: number;
  /** Counts the claims; whoever holds an older number has lost the row. */
  readonly fence: number;
  /** The tab that is sending it. */
  readonly owner?: string;
  readonly leaseUntil?: Instant;
  readonly nextAttemptAt?: Instant;
  readonly firstSentAt?: Instant;
  /** An attempt may have been carried out although no answer came. */
  readonly ambiguous?: boolean;
  /** Version to send instead of the one the user saw, because our own earlier mutation made it. */
  readonly version?: string;
  readonly error?: StoredError;
  readonly theirs?: Incident;
}

const changesRecord = (row: OutboxRow): boolean =>
  row.mutation.intent.kind === 'update' || row.mutation.intent.kind === 'transition';

/** Whether a mutation that does not get through stops a later one of the same incident. */
export const stops = (earlier: OutboxRow, later: OutboxRow): boolean =>
  earlier.mutation.intent.kind === 'create' || (changesRecord(earlier) && changesRecord(later));

const settledBadly = (row: OutboxRow): boolean => row.state !== 'queued' && row.state !== 'sending';

/** What a person sees: a queued mutation behind another one of its incident is waiting. */
export function shownState(row: OutboxRow, rows: readonly OutboxRow[]): OutboxItemState {
  if (row.state !== 'queued') return row.state;
  const held = rows.some(
    (earlier) => earlier.seq < row.seq && (settledBadly(earlier) ? stops(earlier, row) : true),
  );
  return held ? 'waiting' : 'queued';
}

const gravity: readonly OutboxItemState[] = ['waiting', 'queued', 'sending', 'unknown', 'conflict', 'failed'];

/** The state that needs a person's eyes the most. */
export function gravest(rows: readonly OutboxRow[]): OutboxItemState | undefined {
  let worst = -1;
  for (const row of rows) worst = Math.max(worst, gravity.indexOf(shownState(row, rows)));
  return gravity[worst];
}

function item(row: OutboxRow, rows: readonly OutboxRow[], notBefore: Instant): OutboxItem {
  const state = shownState(row, rows);
  const next = state === 'queued' ? Math.max(row.nextAttemptAt ?? 0, notBefore) : 0;
  return Object.freeze({
    mutation: row.mutation,
    state,
    attempts: row.attempts,
    ...(row.error ? { error: row.error } : {}),
    ...(next > 0 ? { nextAttemptAt: next } : {}),
    ...(row.theirs ? { theirs: row.theirs } : {}),
  });
}

/** The outbox as a person sees it, oldest intent first. */
export function outboxState(
  groups: Iterable<readonly OutboxRow[]>,
  hold: OutboxHold,
  notBefore: Instant,
): OutboxState {
  const items: OutboxItem[] = [];
  for (const rows of groups) for (const row of rows) items.push(item(row, rows, notBefore));
  items.sort((a, b) => a.mutation.createdAt - b.mutation.createdAt);
  const count = (...states: readonly OutboxItemState[]): number =>
    items.filter(({ state }) => states.includes(state)).length;
  const pending = count('queued', 'waiting', 'sending');
  return {
    items: Object.freeze(items),
    hold: pending === 0 ? 'none' : hold,
    pending,
    failed: count('failed'),
    unknown: count('unknown'),
    conflicts: count('conflict'),
  };
}
