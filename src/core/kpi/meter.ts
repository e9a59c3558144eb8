import { cohortOf } from './cohort.js';
import type { KpiColumns, TimeField } from './columns.js';
import { isCounted, kpiFigures } from './figures.js';
import type { KpiFigure, KpiVariant } from './definitions.js';
import type { KpiRequest, KpiResult } from './request.js';
import { selectorOf, selects } from './request.js';
import { bucketsOf, previousOf, seriesOf } from './series.js';
import { dayColumn, stopFields, valueColumn } from './values.js';
import { compareFigures, enoughCases } from './verdict.js';
import { quantiles } from './statistics.js';
import { localDay } from '../zone.js';

/** One figure over some columns: run over all slots once, or told of single slots as they change. */
export interface Meter {
  /** Adds every slot; only once. */
  readonly run: () => void;
  /** Adds (`1`) or takes away (`-1`) what a slot holds now. */
  readonly account: (slot: number, sign: 1 | -1) => void;
  /** What is known without another pass. */
  readonly summary: () => KpiSummary;
  readonly result: () => KpiResult;
}

/** The part of a result that is kept up to date with every change. */
export type KpiSummary = Pick<KpiResult, 'n' | 'invalid' | 'value' | 'previous' | 'trend'>;

/** A request with everything filled in. */
export interface Settled {
  readonly request: KpiRequest;
  readonly definition: KpiFigure;
  readonly variant: KpiVariant;
  readonly timeZone: string;
  readonly definitionId: string;
}

/** Fills in what a request leaves to the definition. */
export function settle(request: KpiRequest): Settled {
  const definition = kpiFigures[request.id];
  if (!definition)
    throw new RangeError(
      `There is no figure "${String(request.id)}"; known are ${Object.keys(kpiFigures).join(', ')}.`,
    );
  const variant: KpiVariant = { ...definition.defaults, ...request.variant };
  const { start, stop, unit, minusPauses, strict, end, staleAfter } = variant;
  const parts = [
    request.id,
    start,
    stop,
    unit,
    minusPauses ? 'minus-pauses' : '',
    strict ? 'strict' : '',
    end,
    staleAfter,
  ];
  return {
    request,
    definition,
    variant,
    timeZone: request.timeZone ?? request.calendar?.timeZone ?? 'UTC',
    definitionId: parts.filter(Boolean).join(':'),
  };
}

/** Which time puts an incident into the window. */
export function windowFieldOf({ request, definition, variant }: Settled): TimeField {
  if (request.windowBy) return request.windowBy;
  if (request.id === 'mttr') return stopFields[variant.stop ?? 'resolved'];
  return request.id === 'sla' && variant.strict ? 'loggedAt' : definition.windowBy;
}

interface Total {
  n: number;
  invalid: number;
  sum: number;
}

// The two loops a figure spends its time in. They stand alone and see nothing but typed columns; joined into one they
// are slower than in turn.

/** Sums the values of some slots, and keeps those that count where they are needed again. */
function tally(slots: Int32Array, count: number, values: Float64Array, keep: Float64Array | null): Total {
  let n = 0;
  let invalid = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const value = values[slots[i] as number] as number;
    if (value >= 0) {
      if (keep !== null) keep[n] = value;
      n++;
      sum += value;
    } else if (value < 0) invalid++;
  }
  return { n, invalid, sum };
}

/** Adds the values of some slots to their buckets. */
function fill(
  index: Int32Array,
  slots: Int32Array,
  values: Float64Array,
  counts: Float64Array,
  sums: Float64Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const value = values[slots[i] as number] as number;
    if (!(value >= 0)) continue;
    const bucket = index[i] as number;
    counts[bucket] = (counts[bucket] as number) + 1;
    sums[bucket] = (sums[bucket] as number) + value;
  }
}

/** A figure that sums one value per incident: means, shares and the volume. */
export function valueMeter(columns: KpiColumns, settled: Settled): Meter {
  const { request, definition, variant, timeZone, definitionId } = settled;
  const { window = null } = request;
  const field = windowFieldOf(settled);
  const column = valueColumn(request.id, variant, request.calendar, timeZone);
  const selector = selectorOf(columns, request);
  const before = previousOf(request);
  const buckets = bucketsOf(request, timeZone, columns, () => dayColumn(columns, field, timeZone));
  const [from, to] = window ? [window.from, window.to] : [-Infinity, Infinity];
  const [beforeFrom, beforeTo] = before ? [before.from, before.to] : [NaN, NaN];
  const summed = isCounted(request.id);
  const ranked = !summed && definition.unit !== 'ratio';
  const counts = new Float64Array(buckets?.count ?? 0);
  const sums = new Float64Array(buckets?.count ?? 0);
  const now = { n: 0, invalid: 0, sum: 0 };
  const then = { n: 0, invalid: 0, sum: 0 };
  let kept: { readonly values: Float64Array; readonly count: number } | undefined;

  /** Reads the columns from end to end. */
  function pass(onlyRanks: boolean): void {
    const { slots, count, beforeSlots, beforeCount, bucketIndex } = cohortOf(
      columns,
      request,
      selector,
      field,
      window,
      before,
    );
    const values = columns.derived(column.key, column.derive);
    const keep = ranked ? new Float64Array(count) : null;
    const total = tally(slots, count, values, keep);
    if (keep) kept = { values: keep, count: total.n };
    if (onlyRanks) return;
    Object.assign(now, total);
    Object.assign(then, tally(beforeSlots, beforeCount, values, null));
    if (buckets) fill(bucketIndex(buckets, timeZone), slots, values, counts, sums);
  }

  /** Adds a slot to one of the two periods. @returns its value where it counts. */
  function add(slot: number, sign: 1 | -1, period: Total, start: number, end: number): number | undefined {
    const { data } = columns;
    const time = data.numbers[field][slot] as number;
    if (!(time >= start && time < end) || !selects(selector, data, slot)) return undefined;
    const value = column.derive(data, slot);
    if (Number.isNaN(value)) return undefined;
    if (value < 0) {
      period.invalid += sign;
      return undefined;
    }
    period.n += sign;
    period.sum += sign * value;
    return value;
  }

  function account(slot: number, sign: 1 | -1): void {
    kept = undefined;
    const value = add(slot, sign, now, from, to);
    if (value !== undefined && buckets) {
      const day = localDay(timeZone, columns.data.numbers[field][slot] as number);
      const index = day - buckets.first;
      if (index >= 0 && index < buckets.count) {
        counts[index] = (counts[index] as number) + sign;
        sums[index] = (sums[index] as number) + sign * value;
      }
    }
    if (before) add(slot, sign, then, beforeFrom, beforeTo);
  }

  const valueOf = ({ n, sum }: Total): number | null =>
    summed ? (columns.count === 0 ? null : sum) : n === 0 ? null : sum / n;

  function summary(): KpiSummary {
    const value = valueOf(now);
    const previous = before
      ? { period: before, n: then.n, invalid: then.invalid, value: valueOf(then) }
      : null;
    return {
      n: now.n,
      invalid: now.invalid,
      value,
      previous,
      trend: compareFigures({ value, n: now.n }, previous, { ...definition, minChange: request.minChange }),
    };
  }

  function result(): KpiResult {
    if (ranked && !kept) pass(true);
    const [median, p90] = kept ? quantiles(kept.values, kept.count, [0.5, 0.9]) : [null, null];
    const short = summary();
    return Object.freeze({
      id: request.id,
      definitionId,
      unit: definition.unit,
      ...short,
      mean: summed ? null : short.value,
      median: median ?? null,
      p90: p90 ?? null,
      smallSample: now.n < enoughCases,
      period: window,
      ...seriesOf(buckets, timeZone, summed, () => (first, end) => {
        let [n, sum] = [0, 0];
        for (let day = first; day < end; day++) {
          n += counts[day] as number;
          sum += sums[day] as number;
        }
        return { n, value: summed ? n : n === 0 ? null : sum / n };
      }),
      timeZone,
    });
  }

  return { run: () => pass(false), account, summary, result };
}
