import type { Derive, KpiColumns } from './kpi-columns.js';
import { flag } from './kpi-columns.js';
import type { KpiVariant } from './kpi-definitions.js';
import type { Meter, KpiSummary, Settled } from './kpi-meter.js';
import type { KpiResult, KpiSelection } from './kpi-request.js';
import { selectorOf, selects } from './kpi-request.js';
import { bucketsOf, previousOf, seriesOf, trendOf } from './kpi-series.js';
import { quantiles } from './statistics.js';
import type { Instant } from './time.js';
import { localDay } from './zone.js';

type End = NonNullable<KpiVariant['end']>;

/** When an incident ended: `Infinity` while it has not, `NaN` when it has and nobody knows when. */
const endOf: Readonly<Record<End, Derive>> = {
  resolved: ({ numbers }, slot) => {
    const at = numbers.resolvedAt[slot] as number;
    return Number.isNaN(at) ? Infinity : at;
  },
  'resolved-or-closed': ({ numbers, flags }, slot) => {
    const bits = flags[slot] as number;
    if (bits & flag.open) return Infinity;
    const resolved = numbers.resolvedAt[slot] as number;
    const at = Number.isNaN(resolved) ? (numbers.closedAt[slot] as number) : resolved;
    return Number.isNaN(at) ? (bits & flag.ended ? NaN : Infinity) : at;
  },
};

/**
 * Open incidents at an instant: logged by then and not ended.
 *
 * @param end What ends an incident. `resolved-or-closed` goes by the status too: what was reopened is open.
 */
export function backlogAt(
  columns: KpiColumns,
  at: Instant,
  selection: KpiSelection = {},
  end: End = 'resolved-or-closed',
): number {
  const selector = selectorOf(columns, selection);
  const ended = endOf[end];
  const { data } = columns;
  let open = 0;
  for (let slot = 0; slot < columns.size; slot++) {
    if (
      selects(selector, data, slot) &&
      (data.numbers.loggedAt[slot] as number) <= at &&
      ended(data, slot) > at
    )
      open++;
  }
  return open;
}

/** The open incidents at the end of the window and of each bucket, and how old they are. */
export function backlogMeter(columns: KpiColumns, settled: Settled): Meter {
  const { request, definition, variant, timeZone, definitionId } = settled;
  const { window = null } = request;
  const aged = request.id === 'open-age';
  const at = window ? window.to : Infinity;
  if (aged && at === Infinity)
    throw new RangeError('The age of open incidents needs a window: its end is when they are that old.');
  const before = previousOf(request);
  const beforeAt = before ? before.to : NaN;
  const ended = endOf[variant.end ?? 'resolved-or-closed'];
  const selector = selectorOf(columns, request);
  const buckets = aged
    ? null
    : bucketsOf(
        { ...request, bucket: window ? request.bucket : 'none' },
        timeZone,
        columns,
        () => new Float64Array(),
      );
  // What each bucket adds to the one before it; the first one also holds everything earlier.
  const changes = new Float64Array(buckets?.count ?? 0);
  const now = { n: 0, sum: 0 };
  const then = { n: 0, sum: 0 };

  function change(time: Instant, by: number): void {
    if (!buckets) return;
    const index = Math.max(0, Math.floor((localDay(timeZone, time) - buckets.first) / buckets.days));
    if (index < buckets.count) changes[index] = (changes[index] as number) + by;
  }

  function account(slot: number, sign: 1 | -1): void {
    const { data } = columns;
    if (!selects(selector, data, slot)) return;
    const logged = data.numbers.loggedAt[slot] as number;
    const end = ended(data, slot);
    if (Number.isNaN(end)) return;
    if (logged <= at) {
      if (end > at) {
        now.n += sign;
        now.sum += sign * (at - logged);
      }
      if (buckets && !(window && end < window.from)) {
        change(logged, sign);
        if (end <= at) change(end, -sign);
      }
    }
    if (logged <= beforeAt && end > beforeAt) {
      then.n += sign;
      then.sum += sign * (beforeAt - logged);
    }
  }

  const valueOf = ({ n, sum }: typeof now): number | null =>
    aged ? (n === 0 ? null : sum / n) : columns.count === 0 ? null : n;

  function summary(): KpiSummary {
    const value = valueOf(now);
    const previous = before ? { period: before, n: then.n, invalid: 0, value: valueOf(then) } : null;
    const trend = trendOf(value, previous?.value ?? null, definition.better, request.minChange);
    return { n: now.n, invalid: 0, value, previous, trend };
  }

  function ages(): { readonly values: Float64Array; readonly count: number } {
    const { data, size } = columns;
    const values = new Float64Array(size);
    let count = 0;
    for (let slot = 0; slot < size; slot++) {
      const logged = data.numbers.loggedAt[slot] as number;
      if (logged <= at && selects(selector, data, slot) && ended(data, slot) > at)
        values[count++] = at - logged;
    }
    return { values, count };
  }

  function result(): KpiResult {
    const old = aged ? ages() : undefined;
    const [median, p90] = old ? quantiles(old.values, old.count, [0.5, 0.9]) : [null, null];
    const short = summary();
    let open = 0;
    return Object.freeze({
      id: request.id,
      definitionId,
      unit: definition.unit,
      ...short,
      mean: aged ? short.value : null,
      median: median ?? null,
      p90: p90 ?? null,
      smallSample: now.n < 5,
      period: window,
      series: seriesOf(buckets, timeZone, (i) => {
        open += changes[i] as number;
        return { n: open, value: columns.count === 0 ? null : open };
      }),
      timeZone,
    });
  }

  function run(): void {
    for (let slot = 0; slot < columns.size; slot++) account(slot, 1);
  }
  return { run, account, summary, result };
}
