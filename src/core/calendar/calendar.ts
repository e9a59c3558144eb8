import type { CalendarDefinition, MinuteWindow } from './definition.js';
import { checkCalendar, weekdays, windowsOf } from './definition.js';
import type { YearTable } from './table.js';
import { buildTable, indexAt, openBefore, reach } from './table.js';
import { IncidentError } from '../errors.js';
import type { Instant, Millis } from '../time.js';
import { DAY, MINUTE } from '../time.js';
import { dayNumber, instantAt, localDay, wallClockAt, yearOf } from '../zone.js';

export type { CalendarDefinition, OpeningHours, Weekday } from './definition.js';
export { checkCalendar, weekdays } from './definition.js';

/** Open from the first instant up to, not including, the second. */
export type OpenInterval = readonly [from: Instant, to: Instant];

/** A calendar ready to compute with. Opaque: ask it with {@link openBetween} and the other functions here. */
export interface BusinessCalendar {
  readonly id: string;
  readonly version: string;
  readonly timeZone: string;
  /** Whether a local day is closed as a holiday. */
  readonly isHoliday: (day: number) => boolean;
  /** Windows of a local day in minutes, as shifts start on it; an overnight shift ends beyond 1440. */
  readonly shiftsOn: (day: number) => readonly MinuteWindow[];
  /** The open intervals of one UTC year. */
  readonly table: (year: number) => YearTable;
  /** Open time of one UTC year in milliseconds. */
  readonly total: (year: number) => Millis;
}

/** How many years of intervals a calendar keeps; a year of office hours takes about 10 kB. */
const maxTables = 64;
/** How far ahead an opening is looked for. The Gregorian weekdays repeat after 400 years, so later there is none. */
const horizon = 400;

interface Rules {
  readonly isHoliday: (day: number) => boolean;
  readonly shiftsOn: (day: number) => readonly MinuteWindow[];
  readonly windowsOn: (day: number) => readonly MinuteWindow[];
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

function rulesOf(definition: CalendarDefinition): Rules {
  const weekly = weekdays.map((day) => windowsOf(definition.hours[day] ?? []));
  const special = new Map<number, readonly MinuteWindow[]>();
  for (const date of definition.holidays ?? []) special.set(dayNumber(date) ?? 0, []);
  for (const [date, hours] of Object.entries(definition.exceptions ?? {}))
    special.set(dayNumber(date) ?? 0, windowsOf(hours));
  const exceptionDays = new Set(Object.keys(definition.exceptions ?? {}).map((date) => dayNumber(date) ?? 0));
  const isHoliday = (day: number): boolean => special.has(day) && !exceptionDays.has(day);

  const shiftsOn = (day: number): readonly MinuteWindow[] => special.get(day) ?? weekly[weekdayOf(day)] ?? [];

  function windowsOn(day: number): readonly MinuteWindow[] {
    const own = shiftsOn(day);
    // A date with hours of its own says everything about itself, except that a shift which an exception for the
    // evening before sends into it still ends there. A holiday is closed from its first minute.
    const takesTails = !special.has(day) || exceptionDays.has(day - 1);
    const tails = isHoliday(day) || !takesTails ? [] : shiftsOn(day - 1).filter(([, to]) => to > 1440);
    if (tails.length === 0 && own.every(([, to]) => to <= 1440)) return own;
    return joined([
      ...tails.map(([, to]): MinuteWindow => [0, to - 1440]),
      ...own.map(([from, to]): MinuteWindow => [from, Math.min(to, 1440)]),
    ]);
  }
  return { isHoliday, shiftsOn, windowsOn };
}

function joined(windows: MinuteWindow[]): MinuteWindow[] {
  const result: [number, number][] = [];
  for (const [from, to] of windows.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/**
 * Makes a calendar ready for use. Years are turned into intervals when they are first asked for, and kept.
 *
 * @throws IncidentError of kind `configuration` with one issue per fault, each with path and remedy.
 */
export function compileCalendar(definition: CalendarDefinition): BusinessCalendar {
  const issues = checkCalendar(definition);
  if (issues.length > 0) {
    const text = issues.map((issue) => `${issue.path}: ${issue.message}`).join(' ');
    throw new IncidentError('configuration', `This business calendar cannot be used. ${text}`, { issues });
  }
  const { id, timeZone } = definition;
  const { isHoliday, shiftsOn, windowsOn } = rulesOf(definition);
  const tables = new Map<number, YearTable>();
  const totals = new Map<number, Millis>();

  function table(year: number): YearTable {
    let found = tables.get(year);
    if (!found) {
      found = buildTable(timeZone, year, windowsOn);
      const [oldest] = tables.keys();
      if (tables.size >= maxTables && oldest !== undefined) tables.delete(oldest);
      tables.set(year, found);
      totals.set(year, found.total);
    }
    return found;
  }
  const total = (year: number): Millis => totals.get(year) ?? table(year).total;
  return Object.freeze({
    id,
    version: definition.version ?? '1',
    timeZone,
    isHoliday,
    shiftsOn,
    table,
    total,
  });
}

/** Open time in `[from, to)`; 0 when `to` is not after `from`. A doubled hour counts twice, a skipped one not at all. */
export function openBetween(calendar: BusinessCalendar, from: Instant, to: Instant): Millis {
  const first = yearOf(from);
  const last = yearOf(to);
  if (to <= from) return 0;
  let open = openBefore(calendar.table(last), to) - openBefore(calendar.table(first), from);
  for (let year = first; year < last; year++) open += calendar.total(year);
  return open;
}

/** The open intervals within `[from, to)`, in order, touching ones joined. */
export function openIntervals(
  calendar: BusinessCalendar,
  from: Instant,
  to: Instant,
): readonly OpenInterval[] {
  const result: [Instant, Instant][] = [];
  if (to <= from) return result;
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const { starts, ends } = calendar.table(year);
    for (let i = indexAt(calendar.table(year), from); i < starts.length; i++) {
      const [start, end] = [Math.max(starts[i] ?? 0, from), Math.min(ends[i] ?? 0, to)];
      if (start >= to) return result;
      const last = result[result.length - 1];
      if (last && last[1] === start) last[1] = end;
      else if (start < end) result.push([start, end]);
    }
  }
  return result;
}

/** Whether the calendar is open at an instant. */
export function isOpen(calendar: BusinessCalendar, at: Instant): boolean {
  const table = calendar.table(yearOf(at));
  return (table.starts[indexAt(table, at)] ?? Infinity) <= at;
}

/** The first open instant at or after this one, or `null` when it never opens again. */
export function nextOpening(calendar: BusinessCalendar, at: Instant): Instant | null {
  const first = yearOf(at);
  for (let year = first; year <= first + horizon; year++) {
    const table = calendar.table(year);
    const start = table.starts[year === first ? indexAt(table, at) : 0];
    if (start !== undefined) return Math.max(start, at);
  }
  return null;
}

/**
 * The least instant by which `length` of open time has passed since `from`. The end of a day is such an instant:
 * eight hours from nine o'clock in a day that closes at five is five o'clock, not nine the next morning.
 *
 * @returns `from` itself for a length of 0, `null` when the calendar never opens long enough.
 * @throws RangeError for a negative length.
 */
export function addOpenTime(calendar: BusinessCalendar, from: Instant, length: Millis): Instant | null {
  if (!(length >= 0)) throw new RangeError(`Open time to add must not be negative: ${String(length)}.`);
  if (length === 0) return from;
  const first = yearOf(from);
  let wanted = length + openBefore(calendar.table(first), from);
  let empty = 0;
  for (let year = first; empty <= horizon; year++) {
    const open = calendar.total(year);
    if (wanted <= open) return reach(calendar.table(year), wanted);
    wanted -= open;
    empty = open === 0 ? empty + 1 : 0;
  }
  return null;
}

/**
 * The same time of day `days` working days later. A working day is a local date on which a shift starts, whatever
 * its length: one working day from Tuesday 10:00 is Wednesday 10:00, not twenty-four open hours.
 *
 * Outside opening hours the count starts at the next opening. Where the later day is shorter, the result is moved
 * to its first opening or last closing.
 *
 * @returns `null` when there are not that many working days.
 * @throws RangeError for a negative or fractional number of days.
 */
export function addBusinessDays(calendar: BusinessCalendar, from: Instant, days: number): Instant | null {
  if (!Number.isInteger(days) || days < 0)
    throw new RangeError(`Working days are whole and not negative: ${String(days)}.`);
  const start = nextOpening(calendar, from);
  if (start === null || days === 0) return start;
  const { timeZone } = calendar;
  const today = localDay(timeZone, start);
  const time = wallClockAt(timeZone, start) - today * DAY;
  // After midnight, a night shift still belongs to the date it began on.
  const night = calendar.shiftsOn(today - 1).some(([, to]) => time + DAY < to * MINUTE);
  const [shiftDay, shiftTime] = night ? [today - 1, time + DAY] : [today, time];
  const last = shiftDay + horizon * 366;
  for (let day = shiftDay + 1, left = days; day <= last; day++) {
    const shifts = calendar.shiftsOn(day);
    const [opening] = shifts;
    const closing = shifts[shifts.length - 1];
    if (!opening || !closing || --left > 0) continue;
    return instantAt(
      timeZone,
      day * DAY + Math.min(Math.max(shiftTime, opening[0] * MINUTE), closing[1] * MINUTE),
    );
  }
  return null;
}
