import type { KpiColumns } from './kpi-columns.js';
import type { KpiDefinition } from './kpi-definitions.js';
import type { KpiBucket, KpiRequest, KpiTrend, Period } from './kpi-request.js';
import { DAY } from './time.js';
import { dayText, localDay, offsetAt, startOfLocalDay } from './zone.js';

/** The days or weeks of a series. */
export interface Buckets {
  /** Local day the first one begins on; a Monday for weeks. */
  readonly first: number;
  readonly days: 1 | 7;
  readonly count: number;
}

const longestByDay = 92 * DAY;
/** A series longer than this is of no use to anybody. */
const maxBuckets = 5_000;
/** 1970-01-05 was a Monday. */
const weekStart = (day: number): number => day - ((((day - 4) % 7) + 7) % 7);

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
 * The buckets of a request, or `null` when it has no series.
 *
 * @throws RangeError for more than 5,000 buckets.
 */
export function bucketsOf(
  { window, bucket }: KpiRequest,
  timeZone: string,
  columns: KpiColumns,
  days: () => Float64Array,
): Buckets | null {
  const unit =
    bucket ?? (window === undefined ? 'none' : window.to - window.from <= longestByDay ? 'day' : 'week');
  if (unit === 'none' || (window && window.to <= window.from)) return null;
  const range = window
    ? ([localDay(timeZone, window.from), localDay(timeZone, window.to - 1)] as const)
    : daysOf(days(), columns.size);
  if (!range) return null;
  const [from, last] = range;
  const [first, length] = unit === 'week' ? ([weekStart(from), 7] as const) : ([from, 1] as const);
  const count = Math.floor((last - first) / length) + 1;
  if (count > maxBuckets)
    throw new RangeError(`A series of ${count} buckets is too long; choose weeks or a shorter window.`);
  return { first, days: length, count };
}

type Start = Pick<KpiBucket, 'date' | 'from'>;

/** The starts of the buckets last asked for: the cards of a screen share them. */
const starts = new Map<string, readonly Start[]>();
const maxStarts = 16;

function buildStarts({ first, days, count }: Buckets, timeZone: string): readonly Start[] {
  const result: Start[] = [];
  let from = startOfLocalDay(timeZone, first);
  let offset = offsetAt(timeZone, from);
  for (let i = 0; i < count; i++) {
    const day = first + i * days;
    if (i > 0) {
      // Where the offset has not changed, the next local day starts as many times 24 hours later.
      const next = from + days * DAY;
      const usual = from + offset === (day - days) * DAY && offsetAt(timeZone, next) === offset;
      from = usual ? next : startOfLocalDay(timeZone, day);
      if (!usual) offset = offsetAt(timeZone, from);
    }
    result.push({ date: dayText(day), from });
  }
  return result;
}

function startsOf(buckets: Buckets, timeZone: string): readonly Start[] {
  const key = `${buckets.first}:${buckets.days}:${buckets.count}:${timeZone}`;
  let found = starts.get(key);
  if (!found) {
    found = buildStarts(buckets, timeZone);
    const [oldest] = starts.keys();
    if (starts.size >= maxStarts && oldest !== undefined) starts.delete(oldest);
    starts.set(key, found);
  }
  return found;
}

/** The series as a screen shows it. */
export function seriesOf(
  buckets: Buckets | null,
  timeZone: string,
  at: (index: number) => Pick<KpiBucket, 'n' | 'value'>,
): readonly KpiBucket[] {
  if (!buckets) return [];
  return startsOf(buckets, timeZone).map(({ date, from }, i) => {
    const { n, value } = at(i);
    return { date, from, n, value };
  });
}

/** The period to compare with. */
export const previousOf = ({ window, previous }: KpiRequest): Period | null =>
  previous ?? (window ? { from: window.from - (window.to - window.from), to: window.from } : null);

/** How a value stands against the one before. */
export function trendOf(
  value: number | null,
  before: number | null,
  better: KpiDefinition['better'],
  minChange = 0.01,
): KpiTrend {
  if (value === null || before === null) return { delta: null, ratio: null, direction: null };
  const delta = value - before;
  const same = Math.abs(delta) <= minChange * Math.abs(before);
  const improved = better === 'lower' ? delta < 0 : delta > 0;
  return {
    delta,
    ratio: before === 0 ? null : delta / before,
    direction: better === 'neither' ? null : same ? 'same' : improved ? 'better' : 'worse',
  };
}
