import type { BusinessCalendar } from '../calendar/calendar.js';
import { openIntervals } from '../calendar/calendar.js';
import type { Hold, Pause } from './pauses.js';
import { joinPauses } from './pauses.js';
import type { SlaKind, SlaTarget, SlaUnit } from './target.js';
import { allowanceOf, dueOf, measureFor, reachAround } from './target.js';
import type { Instant, Millis } from '../time.js';

export type { Pause } from './pauses.js';
export type { SlaKind, SlaTarget, SlaUnit } from './target.js';

/** Everything a clock is computed from. Nothing else is kept anywhere: the clock is read off the incident's log. */
export interface SlaInput {
  readonly target: SlaTarget;
  /** When the promise begins to count; usually when the incident was logged. */
  readonly start: Instant;
  /** Needed unless the target counts `calendar-time`. */
  readonly calendar?: BusinessCalendar;
  readonly pauses?: readonly Pause[];
  /** When it was done: first human response, or resolution. */
  readonly stop?: Instant | null;
  /** When the promise fell away, for instance because the incident was cancelled. */
  readonly cancelledAt?: Instant | null;
  readonly now: Instant;
  /** A deadline set by a person. Holds do not move it. */
  readonly manualDue?: Instant | null;
}

export type SlaStage = 'running' | 'paused' | 'completed' | 'cancelled';

/** A clock as of `now`. Durations are in milliseconds of the target's unit unless said otherwise. */
export interface SlaClock {
  readonly targetId: string;
  readonly kind: SlaKind;
  readonly unit: SlaUnit;
  readonly stage: SlaStage;
  /** Running, but the calendar is closed just now, so nothing counts. */
  readonly outOfHours: boolean;
  /** What the promise allows. `Infinity` when the calendar has too few days ahead. */
  readonly allowed: Millis;
  readonly elapsed: Millis;
  /** Negative once breached. */
  readonly remaining: Millis;
  /** `elapsed / allowed`; 1 for a target of no time at all. */
  readonly percent: number;
  /** `null` while on hold without a known end: say "on hold, so much left", not a time. */
  readonly dueAt: Instant | null;
  /** The deadline if nothing had ever been on hold and no person had set another. */
  readonly originalDueAt: Instant | null;
  /** Round the clock since the start, holds included. */
  readonly actualElapsed: Millis;
  /** More time was used than allowed. Exactly all of it is still in time. */
  readonly breached: boolean;
  readonly breachedAt?: Instant;
  /** Id and version of the calendar used, to freeze with a clock that has ended. */
  readonly calendar?: { readonly id: string; readonly version: string; readonly timeZone: string };
}

/** A stretch of an explained clock. The `open` ones add up to the elapsed time. */
export interface SlaSegment {
  readonly from: Instant;
  readonly to: Instant;
  readonly kind: 'open' | 'closed' | 'paused';
}

interface Span {
  readonly end: Instant;
  readonly ended: 'completed' | 'cancelled' | undefined;
  readonly holds: readonly Hold[];
}

function spanOf({ start, stop, cancelledAt, now, pauses = [] }: SlaInput): Span {
  for (const at of [start, now])
    if (!Number.isFinite(at)) throw new RangeError(`A clock needs instants, not ${String(at)}.`);
  const stopped = typeof stop === 'number' && stop <= now ? stop : Infinity;
  const cancelled = typeof cancelledAt === 'number' && cancelledAt <= now ? cancelledAt : Infinity;
  const ended = stopped <= cancelled ? (stopped === Infinity ? undefined : 'completed') : 'cancelled';
  const end = Math.max(start, Math.min(stopped, cancelled, now));
  // What is done is no longer on hold, even where the log forgot to end the hold.
  return { end, ended, holds: joinPauses(pauses, start, ended ? end : Infinity) };
}

/**
 * Computes a clock: `elapsed` is the counted time since the start without what was on hold, `dueAt` the least
 * instant at which it reaches the target.
 *
 * @throws IncidentError of kind `configuration` for a target that cannot be counted.
 * @throws RangeError where an instant is none.
 */
export function slaClock(input: SlaInput): SlaClock {
  const { target, start, calendar, manualDue } = input;
  const { end, ended, holds } = spanOf(input);
  const measure = measureFor(target, calendar);
  const fixed = typeof manualDue === 'number' ? manualDue : undefined;
  // A deadline set by a person is kept whatever happens, so holds count neither for it nor against it.
  const counted = fixed === undefined ? holds : [];
  const allowance =
    fixed === undefined ? allowanceOf(target, start, calendar) : { length: measure.between(start, fixed) };
  const { length: allowed } = allowance;

  let elapsed = measure.between(start, end);
  for (const [from, to] of counted) if (from < end) elapsed -= measure.between(from, Math.min(to, end));
  const dueAt = fixed ?? dueOf(measure, start, allowance, counted);
  const breached = fixed === undefined ? elapsed > allowed : end > fixed;
  const held = holds.some(([from, to]) => from <= end && end < to);
  const stage: SlaStage = ended ?? (held ? 'paused' : 'running');
  const original = fixed === undefined ? allowance : allowanceOf(target, start, calendar);
  return Object.freeze({
    targetId: target.id,
    kind: target.kind,
    unit: target.unit,
    stage,
    outOfHours: stage === 'running' && !measure.openAt(end),
    allowed,
    elapsed,
    remaining: allowed - elapsed,
    percent: allowed > 0 ? elapsed / allowed : 1,
    dueAt,
    originalDueAt: dueOf(measure, start, original, []),
    actualElapsed: end - start,
    breached,
    ...(breached && dueAt !== null ? { breachedAt: dueAt } : {}),
    ...(calendar && target.unit !== 'calendar-time'
      ? { calendar: { id: calendar.id, version: calendar.version, timeZone: calendar.timeZone } }
      : {}),
  });
}

/**
 * When a clock has used up a part of its target, such as half of it for a warning, or all but one hour:
 * `slaInstant(input, (allowed) => allowed - HOUR)`. Counted like the clock itself, so "one hour before" a deadline
 * on Tuesday at eleven that started on Monday evening is Tuesday at ten.
 *
 * @returns `null` when a hold without end begins first.
 */
export function slaInstant(input: SlaInput, used: (allowed: Millis) => Millis): Instant | null {
  const { target, start, calendar, manualDue } = input;
  const measure = measureFor(target, calendar);
  const fixed = typeof manualDue === 'number';
  const allowed = fixed ? measure.between(start, manualDue) : allowanceOf(target, start, calendar).length;
  return reachAround(measure, start, Math.max(0, used(allowed)), fixed ? [] : spanOf(input).holds);
}

/** The clock's time from its start up to its end or now, cut where something begins or ends to count. */
export function explainSegments(input: SlaInput): readonly SlaSegment[] {
  const { target, start, calendar } = input;
  const { end, holds } = spanOf(input);
  measureFor(target, calendar);
  const open: readonly Hold[] =
    target.unit === 'calendar-time' || !calendar ? [[start, end]] : openIntervals(calendar, start, end);
  const result: SlaSegment[] = [];
  const add = (from: Instant, to: number, kind: SlaSegment['kind']): void => {
    const until = Math.min(to, end);
    if (from < until) result.push({ from, to: until, kind });
  };
  const unpaused = (from: Instant, to: Instant): void => {
    let at = from;
    for (const [openFrom, openTo] of open) {
      if (openTo <= at) continue;
      if (openFrom >= to) break;
      add(at, Math.min(openFrom, to), 'closed');
      add(Math.max(at, openFrom), Math.min(openTo, to), 'open');
      at = Math.min(openTo, to);
    }
    add(at, to, 'closed');
  };
  let at = start;
  for (const [from, to] of holds) {
    if (from >= end) break;
    unpaused(at, from);
    add(from, to, 'paused');
    at = Math.min(to, end);
  }
  unpaused(at, end);
  return result;
}
