import type { KpiColumns, TimeField } from './kpi-columns.js';
import { kpiDefinitions } from './kpi-definitions.js';
import type { KpiDefinition, KpiVariant } from './kpi-definitions.js';
import type { KpiRequest, KpiResult } from './kpi-request.js';
import { selectorOf, selects } from './kpi-request.js';
import { bucketsOf, previousOf, seriesOf, trendOf } from './kpi-series.js';
import { dayColumn, stopFields, valueColumn } from './kpi-values.js';
import { quantiles } from './statistics.js';
import { localDay } from './zone.js';

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
  readonly definition: KpiDefinition;
  readonly variant: KpiVariant;
  readonly timeZone: string;
  readonly definitionId: string;
}

/** Fills in what a request leaves to the definition. */
export function settle(request: KpiRequest): Settled {
  const definition = kpiDefinitions[request.id];
  if (!definition)
    throw new RangeError(
      `There is no figure "${String(request.id)}"; known are ${Object.keys(kpiDefinitions).join(', ')}.`,
    );
  const variant: KpiVariant = { ...definition.defaults, ...request.variant };
  const { start, stop, unit, minusPauses, strict, end } = variant;
  const parts = [
    request.id,
    start,
    stop,
    unit,
    minusPauses ? 'minus-pauses' : '',
    strict ? 'strict' : '',
    end,
  ];
  return {
    request,
    definition,
    variant,
    timeZone: request.timeZone ?? request.calendar?.timeZone ?? 'UTC',
    definitionId: parts.filter(Boolean).join(':'),
  };
}

function windowFieldOf({ request, definition, variant }: Settled): TimeField {
  if (request.windowBy) return request.windowBy;
  if (request.id === 'mttr') return stopFields[variant.stop ?? 'resolved'];
  return request.id === 'sla' && variant.strict ? 'loggedAt' : definition.windowBy;
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
  const summed = request.id === 'volume';
  const ranked = !summed && definition.unit !== 'ratio';
  const counts = new Float64Array(buckets?.count ?? 0);
  const sums = new Float64Array(buckets?.count ?? 0);
  const now = { n: 0, invalid: 0, sum: 0 };
  const then = { n: 0, invalid: 0, sum: 0 };
  let kept: { readonly values: Float64Array; readonly count: number } | undefined;

  /** The pass itself. Locals and one table per filter: this loop is the cost of a figure. */
  function pass(tally: boolean): void {
    const { size, data } = columns;
    const { flags, priority, category, status } = data;
    const { mask, priority: priorities, category: categories, status: statuses } = selector;
    const times = data.numbers[field];
    const values = columns.derived(column.key, column.derive);
    const days = buckets && tally ? dayColumn(columns, field, timeZone) : null;
    const keep = ranked ? new Float64Array(size) : null;
    const first = buckets?.first ?? 0;
    const width = buckets?.days ?? 1;
    let [n, invalid, sum, thenN, thenInvalid, thenSum] = [0, 0, 0, 0, 0, 0];
    for (let slot = 0; slot < size; slot++) {
      if (((flags[slot] as number) & mask) !== 0) continue;
      const time = times[slot] as number;
      const current = time >= from && time < to;
      if (!current && !(time >= beforeFrom && time < beforeTo)) continue;
      const value = values[slot] as number;
      if (value !== value) continue;
      if (priorities !== null && priorities[priority[slot] as number] !== 1) continue;
      if (categories !== null && categories[category[slot] as number] !== 1) continue;
      if (statuses !== null && statuses[status[slot] as number] !== 1) continue;
      if (!current) {
        if (value < 0) thenInvalid++;
        else {
          thenN++;
          thenSum += value;
        }
        continue;
      }
      if (value < 0) {
        invalid++;
        continue;
      }
      if (keep !== null) keep[n] = value;
      n++;
      sum += value;
      if (days !== null) {
        const index = (((days[slot] as number) - first) / width) | 0;
        counts[index] = (counts[index] as number) + 1;
        sums[index] = (sums[index] as number) + value;
      }
    }
    if (keep) kept = { values: keep, count: n };
    if (!tally) return;
    Object.assign(now, { n, invalid, sum });
    // A previous period of the caller's own may overlap the window, and then a slot counts for both.
    if (before && beforeTo > from) passBefore();
    else Object.assign(then, { n: thenN, invalid: thenInvalid, sum: thenSum });
  }

  function passBefore(): void {
    for (let slot = 0; slot < columns.size; slot++) add(slot, 1, then, beforeFrom, beforeTo);
  }

  /** Adds a slot to one of the two periods. @returns its value where it counts. */
  function add(
    slot: number,
    sign: 1 | -1,
    period: typeof now,
    start: number,
    end: number,
  ): number | undefined {
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
      const index = Math.floor((day - buckets.first) / buckets.days);
      if (index >= 0 && index < buckets.count) {
        counts[index] = (counts[index] as number) + sign;
        sums[index] = (sums[index] as number) + sign * value;
      }
    }
    if (before) add(slot, sign, then, beforeFrom, beforeTo);
  }

  const valueOf = ({ n, sum }: typeof now): number | null =>
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
      trend: trendOf(value, previous?.value ?? null, definition.better, request.minChange),
    };
  }

  function result(): KpiResult {
    if (ranked && !kept) pass(false);
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
      smallSample: now.n < 5,
      period: window,
      series: seriesOf(buckets, timeZone, (i) => {
        const n = counts[i] as number;
        const sum = sums[i] as number;
        return { n, value: summed ? n : n === 0 ? null : sum / n };
      }),
      timeZone,
    });
  }

  return { run: () => pass(true), account, summary, result };
}
