import type { BusinessCalendar } from '../calendar/calendar.js';
import { addBusinessDays, addOpenTime, isOpen, nextOpening, openBetween } from '../calendar/calendar.js';
import { parseDuration } from '../duration.js';
import { IncidentError } from '../errors.js';
import type { Hold } from './pauses.js';
import type { Instant, Millis } from '../time.js';
import { DAY } from '../time.js';

/** What the time of a target is counted in. They are never converted into each other silently. */
export type SlaUnit =
  /** Only while the calendar is open. */
  | 'open-time'
  /** Round the clock. */
  | 'calendar-time'
  /** Whole working days of the calendar: the same time of day so many working days later. */
  | 'business-days';

/** What has to be done in time: answer for the first time, answer again, or resolve. */
export type SlaKind = 'response' | 'update' | 'resolution';

/** A promise, as written down (JSON). */
export interface SlaTarget {
  readonly id: string;
  readonly kind: SlaKind;
  /** ISO 8601: hours, minutes and seconds for `open-time` (`PT8H`), whole days for `business-days` (`P2D`). */
  readonly target: string;
  readonly unit: SlaUnit;
  /** The id of the calendar that counts. Not needed for `calendar-time`. */
  readonly calendar?: string;
}

/** A target with the way its time is counted. */
export interface Measure {
  /** Counted time in `[from, to)`, pauses not considered. */
  readonly between: (from: Instant, to: Instant) => Millis;
  /** Least instant by which `length` has been counted. */
  readonly after: (from: Instant, length: Millis) => Instant | null;
  readonly openAt: (at: Instant) => boolean;
  readonly opening: (at: Instant) => Instant | null;
}

const roundTheClock: Measure = {
  between: (from, to) => Math.max(0, to - from),
  after: (from, length) => from + length,
  openAt: () => true,
  opening: (at) => at,
};

function refuse(target: SlaTarget, message: string): never {
  const text = `The target "${target.id}" cannot be used: ${message}`;
  throw new IncidentError('configuration', text, {
    issues: [{ path: 'target', code: 'unit', message: text }],
  });
}

/** How the target's time is counted. @throws IncidentError of kind `configuration` where a calendar is needed and missing. */
export function measureFor(target: SlaTarget, calendar: BusinessCalendar | undefined): Measure {
  if (target.unit === 'calendar-time') return roundTheClock;
  if (!calendar)
    return refuse(target, `counting ${target.unit} needs the business calendar "${target.calendar ?? ''}".`);
  return {
    between: (from, to) => openBetween(calendar, from, to),
    after: (from, length) => addOpenTime(calendar, from, length),
    openAt: (at) => isOpen(calendar, at),
    opening: (at) => nextOpening(calendar, at),
  };
}

/** A target resolved for one start: the counted time it allows, and the day-accurate deadline of working days. */
export interface Allowance {
  readonly length: Millis;
  /** Set for `business-days`: the deadline when nothing is on hold. `null` when the calendar has too few days. */
  readonly byDays?: Instant | null;
}

/**
 * The counted time a target allows from `start` on. Working days become the open time up to their deadline, so
 * that holds move it by what was on hold while open: a weekend on hold adds nothing.
 *
 * @throws IncidentError of kind `configuration` for a duration that does not fit its unit.
 */
export function allowanceOf(
  target: SlaTarget,
  start: Instant,
  calendar: BusinessCalendar | undefined,
): Allowance {
  const { weeks, days, time } = parseDuration(target.target);
  const wholeDays = weeks * 7 + days;
  if (target.unit === 'calendar-time') return { length: wholeDays * DAY + time };
  if (target.unit === 'open-time') {
    if (wholeDays > 0)
      refuse(target, 'a day has no fixed open time. Write hours ("PT8H"), or count in "business-days".');
    return { length: time };
  }
  if (weeks > 0 || time > 0)
    refuse(target, 'working days are whole days. Write "P5D", or count hours in "open-time".');
  if (!calendar)
    return refuse(target, `counting working days needs the business calendar "${target.calendar ?? ''}".`);
  const byDays = addBusinessDays(calendar, start, days);
  return { length: byDays === null ? Infinity : openBetween(calendar, start, byDays), byDays };
}

/**
 * The least instant by which `length` has been counted outside the holds, or `null` when a hold without end begins
 * first or the calendar never opens long enough.
 */
export function reachAround(
  measure: Measure,
  start: Instant,
  length: Millis,
  holds: readonly Hold[],
): Instant | null {
  if (length === Infinity) return null;
  let [from, left] = [start, length];
  for (const [holdFrom, holdTo] of holds) {
    const running = measure.between(from, Math.max(from, holdFrom));
    if (running >= left) break;
    if (holdTo === Infinity) return null;
    left -= running;
    from = holdTo;
  }
  return measure.after(from, left);
}

/** The deadline of an allowance with its holds. */
export function dueOf(
  measure: Measure,
  start: Instant,
  { length, byDays }: Allowance,
  holds: readonly Hold[],
): Instant | null {
  const due = reachAround(measure, start, length, holds);
  if (due === null || byDays === undefined || byDays === null) return due;
  const held = holds.some(([from, to]) => from < due && measure.between(from, Math.min(to, due)) > 0);
  if (!held) return byDays;
  // A deadline of working days that falls on an opening stays one: it does not slip back to the evening before.
  const onOpening = measure.between(byDays - 1, byDays) === 0;
  return onOpening && !measure.openAt(due) ? measure.opening(due) : due;
}
