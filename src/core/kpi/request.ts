import type { BusinessCalendar } from '../calendar/calendar.js';
import type { KpiColumns, TimeField } from './columns.js';
import { flag } from './columns.js';
import type { KpiId, KpiVariant } from './definitions.js';
import type { KpiTrend } from './verdict.js';
import type { Instant, Millis } from '../time.js';

/** A stretch of time, `[from, to)`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** Only incidents that match all that is stated. */
export interface KpiFilter {
  readonly priority?: number | readonly number[];
  /** An empty word stands for those without one. */
  readonly category?: string | readonly string[];
  /** Services by their ids; an empty one stands for those without one. */
  readonly service?: string | readonly string[];
  /** Groups by their ids; an empty one stands for those without one. */
  readonly group?: string | readonly string[];
  readonly status?: string | readonly string[];
}

/** What is left out. Everything here is left out unless set to `false`. */
export interface KpiExclusions {
  readonly cancelled?: boolean;
  readonly duplicate?: boolean;
  /** Children of a major incident: the parent is counted. */
  readonly childOfMajor?: boolean;
  readonly drill?: boolean;
}

/** Which incidents. */
export interface KpiSelection {
  readonly filter?: KpiFilter;
  readonly exclude?: KpiExclusions;
}

/** Which figure, of which incidents, of which time. */
export interface KpiRequest extends KpiSelection {
  readonly id: KpiId;
  readonly variant?: KpiVariant;
  /** For `open-time`. */
  readonly calendar?: BusinessCalendar;
  /** Left out: all there is, and then no previous period. */
  readonly window?: Period;
  /**
   * The present, for the stock of open incidents without a window. Left out, what is open is told by the incidents
   * alone, and their age is not known.
   */
  readonly at?: Instant;
  /** What to compare with; left out, the period of the same length before the window. */
  readonly previous?: Period;
  /** Which time puts an incident into the window, when not the definition's. */
  readonly windowBy?: TimeField;
  /** Whose days the series has; the calendar's zone, else UTC. */
  readonly timeZone?: string;
  /** The day a week begins on, 1 for Monday to 7 for Sunday. Monday where left out. */
  readonly weekStart?: number;
  /**
   * `auto` takes the shortest stretch that holds enough incidents to say something: days up to a fortnight, weeks,
   * months or quarters. Left out: `auto` with a window, `none` without one.
   */
  readonly bucket?: BucketUnit | 'auto' | 'none';
  /** Smallest change against the previous period, as a share of it, that is called better or worse. 1 % when left out. */
  readonly minChange?: number;
}

/** How long one point of a series lasts. */
export type BucketUnit = 'day' | 'week' | 'month' | 'quarter';

/** One point of the series. */
export interface KpiBucket {
  /** Local date the bucket begins on, `2026-03-09`. */
  readonly date: string;
  /** First instant of the bucket. */
  readonly from: Instant;
  readonly n: number;
  readonly value: number | null;
  /** Enough incidents for the value to say something. Always for figures that only count. */
  readonly enough: boolean;
}

/** A figure with everything needed to trust it. Durations are in milliseconds. */
export interface KpiResult {
  readonly id: KpiId;
  /** The figure with its choices, such as `mtta:logged:acknowledged:calendar-time`. */
  readonly definitionId: string;
  readonly unit: 'duration' | 'ratio' | 'count';
  /** Incidents it is computed from. */
  readonly n: number;
  /** Incidents left out because an interval ends before it starts. */
  readonly invalid: number;
  /** The figure: a mean, a share, or a count. `null`, never 0, when there is nothing to compute it from. */
  readonly value: number | null;
  readonly mean: number | null;
  /** Of durations and counts per incident; `null` otherwise. */
  readonly median: Millis | null;
  readonly p90: Millis | null;
  /** Fewer than five incidents: better not judged. */
  readonly smallSample: boolean;
  readonly period: Period | null;
  readonly previous: {
    readonly period: Period;
    readonly n: number;
    readonly invalid: number;
    readonly value: number | null;
  } | null;
  readonly trend: KpiTrend;
  readonly series: readonly KpiBucket[];
  /** How long each point of the series lasts; `null` when there is no series. */
  readonly bucket: BucketUnit | null;
  /** Zone of the series' dates. */
  readonly timeZone: string;
}

/** A selection made ready for a pass: one mask and a table of allowed codes per stated filter. */
export interface Selector {
  readonly mask: number;
  readonly priority: Uint8Array | null;
  readonly category: Uint8Array | null;
  readonly service: Uint8Array | null;
  readonly group: Uint8Array | null;
  readonly status: Uint8Array | null;
}

const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

function allowed(codes: readonly number[]): Uint8Array {
  const table = new Uint8Array(Math.max(0, ...codes) + 1);
  for (const code of codes) table[code] = 1;
  return table;
}

/** Prepares a selection. A word no incident has had yet gets its code now, so that a figure kept live sees it. */
export function selectorOf(columns: KpiColumns, { filter = {}, exclude = {} }: KpiSelection): Selector {
  const { priority, category, service, group, status } = filter;
  let mask: number = flag.absent;
  for (const name of ['cancelled', 'duplicate', 'childOfMajor', 'drill'] as const) {
    if (exclude[name] !== false) mask |= flag[name];
  }
  const { categories, services, groups, statuses } = columns;
  return {
    mask,
    priority: priority === undefined ? null : allowed(listOf(priority)),
    category: category === undefined ? null : allowed(listOf(category).map(categories.code)),
    service: service === undefined ? null : allowed(listOf(service).map(services.code)),
    group: group === undefined ? null : allowed(listOf(group).map(groups.code)),
    status: status === undefined ? null : allowed(listOf(status).map(statuses.code)),
  };
}

/** Whether a slot is selected. */
export function selects(
  { mask, priority, category, service, group, status }: Selector,
  data: KpiColumns['data'],
  slot: number,
): boolean {
  return (
    ((data.flags[slot] as number) & mask) === 0 &&
    (priority === null || priority[data.priority[slot] as number] === 1) &&
    (category === null || category[data.category[slot] as number] === 1) &&
    (service === null || service[data.service[slot] as number] === 1) &&
    (group === null || group[data.group[slot] as number] === 1) &&
    (status === null || status[data.status[slot] as number] === 1)
  );
}
