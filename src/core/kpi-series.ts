import type { KpiColumns } from './kpi-columns.js';
import type { KpiDefinition } from './kpi-definitions.js';
import type { KpiBucket, KpiRequest, KpiTrend, Period } from './kpi-request.js';
import { DAY } from './time.js';
import { dayText, localDay, startOfLocalDay } from './zone.js';

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

/** The series as a screen shows it. */
export function seriesOf(
  buckets: Buckets | null,
  timeZone: string,
  at: (index: number) => Pick<KpiBucket, 'n' | 'value'>,
): readonly KpiBucket[] {
  if (!buckets) return [];
  return Array.from({ length: buckets.count }, (_, i) => {
    const day = buckets.first + i * buckets.days;
    return { date: dayText(day), from: startOfLocalDay(timeZone, day), ...at(i) };
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
