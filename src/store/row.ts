import type { Entry } from '../core/entry.js';
import type { Incident } from '../core/incident.js';
import type { Mutation, OutboxItemState } from '../core/mutation.js';
import { applyMutation, mutationKinds } from '../core/mutation.js';
import type { Task } from '../core/task.js';
import { changedTask } from '../core/task.js';
import type { Instant, Millis } from '../core/time.js';
import type { StoredDraft, StoredError } from './types.js';

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
  /** Counts the claims; a tab that holds an older number has lost the row. */
  readonly fence: number;
  /** The tab that is sending it. */
  readonly owner?: string;
  readonly leaseUntil?: Instant;
  readonly nextAttemptAt?: Instant;
  readonly firstSentAt?: Instant;
  /** An attempt may have been carried out although no answer came. */
  readonly ambiguous?: boolean;
  /** Somebody wants it sent even where looking does not tell whether it was done. */
  readonly insisted?: boolean;
  /** So many attempts in a row at which the ticket system broke down. */
  readonly breakdowns?: number;
  /** Version to send instead of the one the user saw, because our own earlier mutation made it. */
  readonly version?: string;
  readonly error?: StoredError;
  readonly theirs?: Incident;
  /** The same for a change of a task. */
  readonly theirTask?: Task;
}

/** What the backend answered; at most one of them. None where it says no more than yes, as for a link or a part. */
export interface Answer {
  readonly incident?: Incident;
  readonly entry?: Entry;
  readonly task?: Task;
}

/** How a mutation ended, left behind for other tabs and for a second click with the same key. */
export interface Ending {
  readonly key: string;
  readonly group: string;
  readonly state: 'confirmed' | 'discarded';
  /** What was wanted, as a number that tells two of them apart. */
  readonly content?: number;
  /** For a confirmed `create`: the id the backend gave. */
  readonly created?: string;
  readonly at: Instant;
}

/** A short number for what somebody wants: equal for equal wishes, and nothing can be read from it. */
export function contentOf({ intent }: Mutation): number {
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify(intent))
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Key under which an ending is kept. */
export const endingKey = (key: string): string => `done:${key}`;

/** All of them: that of a new incident is found by the incident's client id as well. */
export const endingKeys = ({ key, group, created }: Ending): readonly string[] =>
  [...new Set([key, ...(created === undefined ? [] : [group])])].map(endingKey);

/** What one step on the mutations of an incident writes, all of it or nothing. */
export interface GroupChange {
  readonly put?: readonly OutboxRow[];
  readonly drop?: readonly string[];
  readonly ended?: readonly Ending[];
  /** Drafts that have become mutations. */
  readonly consumed?: readonly string[];
}

const states: readonly unknown[] = ['queued', 'sending', 'unknown', 'failed', 'conflict'];
const kinds: readonly unknown[] = mutationKinds;

/** Whether something stored is a mutation as this version writes them. */
export function isRow(value: unknown): value is OutboxRow {
  const { key, group, seq, state, mutation } = (value ?? {}) as Partial<OutboxRow>;
  return (
    typeof key === 'string' &&
    typeof group === 'string' &&
    typeof seq === 'number' &&
    states.includes(state) &&
    mutation?.key === key &&
    typeof mutation.author === 'string' &&
    kinds.includes(mutation.intent?.kind)
  );
}

/** What stays of a mutation when two places know it; undefined when it has ended. The later claim counts. */
export const laterOf = (row: OutboxRow, known: unknown, ended: boolean): OutboxRow | undefined =>
  ended ? undefined : isRow(known) && known.fence > row.fence ? known : row;

export function isDraft(value: unknown): value is StoredDraft {
  const { id, scope, data } = (value ?? {}) as Partial<StoredDraft>;
  return typeof id === 'string' && typeof scope === 'string' && typeof data === 'object' && data !== null;
}

export const bySequence = (a: OutboxRow, b: OutboxRow): number => a.seq - b.seq || (a.key < b.key ? -1 : 1);

const changesRecord = (row: OutboxRow): boolean =>
  row.mutation.intent.kind === 'update' || row.mutation.intent.kind === 'transition';

/** The task a mutation changes; undefined where it changes none. */
const taskOf = ({ mutation: { intent } }: OutboxRow): string | undefined =>
  intent.kind === 'save-task' ? intent.taskId : undefined;

const sameTask = (earlier: OutboxRow, later: OutboxRow): boolean =>
  taskOf(later) !== undefined && taskOf(earlier) === taskOf(later);

/** Whether a mutation that does not get through stops a later one of the same incident. */
const stops = (earlier: OutboxRow, later: OutboxRow): boolean =>
  earlier.mutation.intent.kind === 'create' ||
  (changesRecord(earlier) && changesRecord(later)) ||
  sameTask(earlier, later);

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

/** Facts of the moment that decide what may be sent. */
export interface Moment {
  readonly now: Instant;
  readonly lease: Millis;
  /** No wait is longer. */
  readonly longestWait: Millis;
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
    if (settledBadly(row)) aside.push(row);
    else if (aside.some((earlier) => stops(earlier, row))) continue;
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

/** What cannot go through any more when this one is taken out: all of a new incident, or of a new task. */
export const dependants = (rows: readonly OutboxRow[], key: string): readonly OutboxRow[] => {
  const row = rows.find((candidate) => candidate.key === key);
  if (!row) return [];
  const { intent } = row.mutation;
  const later = rows.filter(({ seq }) => seq > row.seq);
  if (intent.kind === 'create') return later;
  return intent.kind === 'save-task' && !intent.seen ? later.filter((other) => sameTask(row, other)) : [];
};

/** The same for later changes of a task: they are made on top of the backend's answer. */
export function basedOnTask(task: Task, later: readonly OutboxRow[]): readonly OutboxRow[] {
  let seen = task;
  return later.flatMap((row) => {
    const { intent } = row.mutation;
    if (intent.kind !== 'save-task' || intent.taskId !== task.id) return [];
    const { version } = task;
    const rebased = { ...intent, seen, ...(version === undefined ? {} : { version }) };
    seen = changedTask(task.id, seen, intent.change);
    // What has been on its way keeps its words: its key stands for them.
    return row.attempts > 0 ? [] : [{ ...row, mutation: { ...row.mutation, intent: rebased } }];
  });
}

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

/** It is there, and is read by others than it was written for: sent again it would be read by them twice. */
export const hasOtherReaders = ({ error }: Pick<OutboxRow, 'error'>): boolean =>
  error?.issues.some(({ code }) => code === 'other-readers') === true;
