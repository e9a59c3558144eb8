import type { KpiColumns } from './columns.js';
import type { BucketUnit, KpiBucket, KpiRequest, Period } from './request.js';
import { enoughCases } from './verdict.js';
import { DAY } from '../time.js';
import { dayText, localDay, offsetAt, startOfLocalDay, startOfWeek } from '../zone.js';

/**
 * What a series is collected in: single days of the zone. They are joined to weeks, months or quarters when the series
 * is read, since only then is it known how many incidents each holds.
 */
export interface Buckets {
  /** The first local day. */
  readonly first: number;
  /** How many days. */
  readonly count: number;
  readonly unit: BucketUnit | 'auto';
  /** The weekday a week begins with, 1 for Monday. */
  readonly weekStart: number;
}

/** A series longer than this is of no use to anybody. */
const maxBuckets = 5_000;
/** Up to here single days are looked at; beyond, a line of days is a zig-zag. */
const fortnight = 14;
/** From here on a count is told by the month. */
const twoYears = 2 * 366;

const monthOf = (day: number): number => {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
const firstOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;

/** The day a bucket of this unit that holds a day begins on, and the day the next one begins on. */
const around: Readonly<
  Record<BucketUnit, (day: number, weekStart: number) => readonly [start: number, next: number]>
> = {
  day: (day) => [day, day + 1],
  week: (day, weekStart) => {
    const start = startOfWeek(day, weekStart);
    return [start, start + 7];
  },
  month: (day) => [firstOfMonth(monthOf(day)), firstOfMonth(monthOf(day) + 1)],
  quarter: (day) => {
    const month = monthOf(day) - (monthOf(day) % 3);
    return [firstOfMonth(month), firstOfMonth(month + 3)];
  },
};

/** One bucket as a stretch of days; `whole` unless the edge of the series cuts it. */
interface Cut {
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

function cutsOf({ first, count, weekStart }: Buckets, unit: BucketUnit): readonly Cut[] {
  const end = first + count;
  const cuts: Cut[] = [];
  for (let day = first; day < end;) {
    const [start, next] = around[unit](day, weekStart);
    const to = Math.min(next, end);
    cuts.push({ start, from: day - first, to: to - first, whole: start >= first && next <= end });
    day = to;
  }
  return cuts;
}

/** The local days on which a time column begins and ends, for a series without a window. */
function daysOf(days: Float64Array, size: number): readonly [number, number] | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (let slot = 0; slot < size; slot++) {
    const day = days[slot] as number;
    if (day < least) least = day;
    if (day > most) most = day;
  }
  return least <= most ? [least, most] : undefined;
}

/**
 * The days of a request's series, or `null` when it has none.
 *
 * @throws RangeError for more than 5,000 buckets.
 */
export function bucketsOf(
  { window, bucket, weekStart = 1 }: KpiRequest,
  timeZone: string,
  columns: KpiColumns,
  days: () => Float64Array,
): Buckets | null {
  const unit = bucket ?? (window === undefined ? 'none' : 'auto');
  if (unit === 'none' || (window && window.to <= window.from)) return null;
  const range = window
    ? ([localDay(timeZone, window.from), localDay(timeZone, window.to - 1)] as const)
    : daysOf(days(), columns.size);
  if (!range) return null;
  const [first, last] = range;
  const count = last - first + 1;
  const shortest = { auto: 92, day: 1, week: 7, month: 28, quarter: 90 }[unit];
  if (count / shortest > maxBuckets)
    throw new RangeError(
      `A series of ${count} days is too long; choose a longer bucket or a shorter window.`,
    );
  return { first, count, unit, weekStart };
}

type Start = Pick<KpiBucket, 'date' | 'from'>;

/** The starts of the buckets last asked for: the cards of a screen share them. */
const starts = new Map<string, readonly Start[]>();
const maxStarts = 16;

function buildStarts(cuts: readonly Cut[], timeZone: string): readonly Start[] {
  const result: Start[] = [];
  let before = 0;
  let [from, offset] = [NaN, NaN];
  for (const { start } of cuts) {
    // Where the offset has not changed, a later local day starts as many times 24 hours later.
    const next = from + (start - before) * DAY;
    const usual = from + offset === before * DAY && offsetAt(timeZone, next) === offset;
    from = usual ? next : startOfLocalDay(timeZone, start);
    if (!usual) offset = offsetAt(timeZone, from);
    before = start;
    result.push({ date: dayText(start), from });
  }
  return result;
}

function startsOf(
  buckets: Buckets,
  unit: BucketUnit,
  cuts: readonly Cut[],
  timeZone: string,
): readonly Start[] {
  const key = `${buckets.first}:${buckets.count}:${unit}:${buckets.weekStart}:${timeZone}`;
  let found = starts.get(key);
  if (!found) {
    found = buildStarts(cuts, timeZone);
    const [oldest] = starts.keys();
    if (starts.size >= maxStarts && oldest !== undefined) starts.delete(oldest);
    starts.set(key, found);
  }
  return found;
}

/** What a bucket holds: the days `[from, to)` of the series joined. Asked in order of the days. */
export type Joined = (from: number, to: number) => Pick<KpiBucket, 'n' | 'value'>;

type Cell = Pick<KpiBucket, 'n' | 'value'>;

/** Whether every bucket holds enough; those the series' edges cut may hold less. */
function holdsEnough(cuts: readonly Cut[], cells: readonly Cell[]): boolean {
  const whole = cells.filter((_, i) => cuts[i]?.whole);
  return (whole.length > 0 ? whole : cells).every(({ n }) => n >= enoughCases);
}

/**
 * The series as a screen shows it.
 *
 * @param counted The value is a count and no sample: few of them say as much as many.
 */
export function seriesOf(
  buckets: Buckets | null,
  timeZone: string,
  counted: boolean,
  joined: () => Joined,
): { readonly bucket: BucketUnit | null; readonly series: readonly KpiBucket[] } {
  if (!buckets) return { bucket: null, series: [] };

  const read = (unit: BucketUnit): { unit: BucketUnit; cuts: readonly Cut[]; cells: readonly Cell[] } => {
    const cuts = cutsOf(buckets, unit);
    const join = joined();
    return { unit, cuts, cells: cuts.map(({ from, to }) => join(from, to)) };
  };

  function choose(): ReturnType<typeof read> {
    const { unit, count } = buckets as Buckets;
    if (unit !== 'auto') return read(unit);
    if (counted) return read(count <= fortnight ? 'day' : count <= twoYears ? 'week' : 'month');
    const units = (['day', 'week', 'month', 'quarter'] as const).slice(count <= fortnight ? 0 : 1).map(read);
    // Where no unit has enough in each, the longest that still makes a line comes closest.
    return (
      units.find(({ cuts, cells }) => cuts.length > 1 && holdsEnough(cuts, cells)) ??
      units.findLast(({ cuts }) => cuts.length > 2) ??
      (units[0] as ReturnType<typeof read>)
    );
  }

  const { unit, cuts, cells } = choose();
  return {
    bucket: unit,
    series: startsOf(buckets, unit, cuts, timeZone).map(({ date, from }, i) => {
      const { n, value } = cells[i] as Cell;
      return { date, from, n, value, enough: counted || n >= enoughCases };
    }),
  };
}

/** The period to compare with. */
export const previousOf = ({ window, previous }: KpiRequest): Period | null =>
  previous ?? (window ? { from: window.from - (window.to - window.from), to: window.from } : null);
