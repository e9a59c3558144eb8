import { IncidentError } from './errors.js';
import type { Instant, Millis } from './time.js';
import { DAY, HOUR, MINUTE, SECOND } from './time.js';

/**
 * A wall-clock reading written as the epoch milliseconds it would be in UTC: `Date.UTC(2026, 2, 29, 2, 30)` is
 * half past two on 29 March wherever that is read. Never an instant by itself.
 */
export type WallClock = number;

/** A stretch of time in which a zone keeps one UTC offset. `to` is exclusive. */
export interface OffsetPiece {
  readonly from: Instant;
  readonly to: Instant;
  /** What is added to an instant to get the wall clock, in milliseconds; positive east of Greenwich. */
  readonly offset: Millis;
}

/** How far apart the offset is sampled. Shorter than any pair of clock changes on record since 1970. */
const probe = 6 * DAY;
const maxYears = 400;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly years: Map<number, readonly OffsetPiece[]>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone: Zone = { format: formatFor(name), years: new Map() };
  zones.set(name, zone);
  return zone;
}

function formatFor(name: string): Intl.DateTimeFormat {
  // A fixed offset is refused even where the engine would take it: it is wrong for half of the year.
  const usable = typeof name === 'string' && name !== '' && !/^[+-]/.test(name);
  try {
    if (!usable) throw new RangeError('not a zone name');
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    const message = `"${String(name)}" is not a time zone known here; use an IANA name such as "Europe/Berlin" or "UTC".`;
    throw new IncidentError('configuration', message, {
      cause,
      issues: [{ path: 'timeZone', code: 'unknown-zone', message }],
    });
  }
}

/** The offset as `Intl` sees it; slow, used only while a year is built. */
function measured(format: Intl.DateTimeFormat, at: Instant): Millis {
  const whole = Math.floor(at / SECOND) * SECOND;
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
    format.format(whole).match(/\d+/g) ?? []
  ).map(Number);
  return Date.UTC(year, month - 1, day, hour % 24, minute, second) - whole;
}

/** First whole second after `low` at which the offset is no longer `offset`; `high` is known to differ. */
function changeBetween(format: Intl.DateTimeFormat, low: Instant, high: Instant, offset: Millis): Instant {
  let [before, after] = [low / SECOND, high / SECOND];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (measured(format, middle * SECOND) === offset) before = middle;
    else after = middle;
  }
  return after * SECOND;
}

function buildYear(format: Intl.DateTimeFormat, year: number): readonly OffsetPiece[] {
  const end = Date.UTC(year + 1, 0, 1);
  const pieces: OffsetPiece[] = [];
  let from = Date.UTC(year, 0, 1);
  let offset = measured(format, from);
  for (let at = from; at < end;) {
    const next = Math.min(at + probe, end);
    const there = measured(format, next);
    if (there !== offset) {
      const change = changeBetween(format, at, next, offset);
      // A change exactly at the turn of the year belongs to the next one.
      if (change < end) {
        pieces.push({ from, to: change, offset });
        from = change;
        offset = measured(format, change);
        at = change;
        continue;
      }
    }
    at = next;
  }
  pieces.push({ from, to: end, offset });
  return pieces;
}

/** The pieces of constant offset that make up one year of UTC. Built once, then answered from memory. */
export function offsetPieces(timeZone: string, utcYear: number): readonly OffsetPiece[] {
  const zone = zoneOf(timeZone);
  let pieces = zone.years.get(utcYear);
  if (!pieces) {
    pieces = buildYear(zone.format, utcYear);
    if (zone.years.size >= maxYears) zone.years.clear();
    zone.years.set(utcYear, pieces);
  }
  return pieces;
}

/**
 * UTC offset of a zone at an instant, in milliseconds to add to the instant to get the wall clock. The rules of
 * that very day are used, not today's.
 *
 * @throws IncidentError of kind `configuration` for an unknown zone.
 * @throws RangeError for an instant that is no date.
 */
export function offsetAt(timeZone: string, at: Instant): Millis {
  const pieces = offsetPieces(timeZone, yearOf(at));
  for (let i = pieces.length - 1; i > 0; i--) {
    const piece = pieces[i];
    if (piece && piece.from <= at) return piece.offset;
  }
  return pieces[0]?.offset ?? 0;
}

/** The UTC year of an instant. @throws RangeError for an instant that is no date. */
export function yearOf(at: Instant): number {
  const year = new Date(at).getUTCFullYear();
  if (Number.isNaN(year)) throw new RangeError(`Not an instant: ${String(at)}.`);
  return year;
}

/** What the clock on the wall shows at an instant. */
export const wallClockAt = (timeZone: string, at: Instant): WallClock => at + offsetAt(timeZone, at);

/**
 * All instants at which the wall clock shows this reading, earliest first: none in the hour that is skipped, two in
 * the hour that happens twice, otherwise one.
 */
export function instantsAt(timeZone: string, wallClock: WallClock): readonly Instant[] {
  const offsets = new Set([
    offsetAt(timeZone, wallClock - DAY),
    offsetAt(timeZone, wallClock),
    offsetAt(timeZone, wallClock + DAY),
  ]);
  return [...offsets]
    .map((offset) => wallClock - offset)
    .filter((at) => offsetAt(timeZone, at) === wallClock - at)
    .sort((a, b) => a - b);
}

/**
 * One instant for a reading: the earlier of two; for a skipped reading the one as far after the change as the
 * reading lies after the start of the gap (02:30 becomes 03:30).
 */
export function instantAt(timeZone: string, wallClock: WallClock): Instant {
  const [first] = instantsAt(timeZone, wallClock);
  return first ?? wallClock - offsetAt(timeZone, wallClock - DAY);
}

/** Number of the local calendar day at an instant: days since 1970-01-01 on the zone's own calendar. */
export const localDay = (timeZone: string, at: Instant): number =>
  Math.floor(wallClockAt(timeZone, at) / DAY);

/** First instant of a local day. Not always midnight: some zones skip it. */
export const startOfLocalDay = (timeZone: string, day: number): Instant => {
  const [first] = instantsAt(timeZone, day * DAY);
  if (first !== undefined) return first;
  const before = offsetAt(timeZone, day * DAY - DAY);
  const after = offsetAt(timeZone, day * DAY + DAY);
  // Midnight is skipped: the day starts at the change itself, which lies in the gap seen from both sides.
  const from = day * DAY - Math.max(before, after);
  const piece = offsetPieces(timeZone, yearOf(from)).find(
    (one) => one.from >= from && one.from <= day * DAY - Math.min(before, after),
  );
  return piece?.from ?? day * DAY - before;
};

/**
 * The day a week that holds a day begins on. 1970-01-05 was a Monday.
 *
 * @param weekStart The weekday it begins with, 1 for Monday to 7 for Sunday.
 */
export const startOfWeek = (day: number, weekStart = 1): number =>
  day - ((((day - 3 - weekStart) % 7) + 7) % 7);

/** `2026-03-29` for a day number. */
export function dayText(day: number): string {
  const date = new Date(day * DAY);
  const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return `${date.getUTCFullYear()}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`;
}

/** Day number of `2026-03-29`, or `undefined` when no such date exists. */
export function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  return Number.isInteger(day) && dayText(day) === text ? day : undefined;
}

/** How far an instant lies from another, as people say it: a unit and how many of it, negative for the past. */
export interface RelativeTime {
  readonly unit: 'now' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
  readonly value: number;
}

/** Months from one local day to a later one, of which only whole ones count. */
function wholeMonths(earlier: number, later: number): number {
  const [from, to] = [new Date(earlier * DAY), new Date(later * DAY)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() < from.getUTCDate() ? months - 1 : months;
}

/**
 * Unit and number for "ago". Up to a day they count time that has passed, then days of the zone's calendar, so that
 * "yesterday" is always the date before today; from a fortnight on weeks, then months and years. Only whole units
 * count: a minute is up to an hour, never 60 of them.
 *
 * @param tolerance What lies ahead by no more than this is now: two clocks never agree.
 * @throws RangeError for an instant that is no date.
 */
export function relativeTime(
  at: Instant,
  now: Instant,
  timeZone: string,
  tolerance: Millis = HOUR,
): RelativeTime {
  const length = Math.abs(now - at);
  if (length < MINUTE || (at > now && length <= tolerance)) return { unit: 'now', value: 0 };
  const [earlier, later] = [localDay(timeZone, Math.min(at, now)), localDay(timeZone, Math.max(at, now))];
  const days = later - earlier;
  const signed = (unit: RelativeTime['unit'], size: number): RelativeTime => ({
    unit,
    value: at > now ? size : -size,
  });
  if (length < HOUR) return signed('minute', Math.floor(length / MINUTE));
  // A day of 25 hours holds more than 24 of them.
  if (length < DAY || days === 0) return signed('hour', Math.floor(length / HOUR));
  if (days < 14) return signed('day', days);
  const months = wholeMonths(earlier, later);
  if (months < 1) return signed('week', Math.floor(days / 7));
  return months < 12 ? signed('month', months) : signed('year', Math.floor(months / 12));
}
