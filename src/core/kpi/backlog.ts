import type { Derive, KpiColumns } from './columns.js';
import { flag } from './columns.js';
import type { KpiId, KpiVariant } from './definitions.js';
import { isMomentary } from './figures.js';
import type { Meter, KpiSummary, Settled } from './meter.js';
import type { KpiRequest, KpiResult, KpiSelection } from './request.js';
import { selectorOf, selects } from './request.js';
import { bucketsOf, previousOf, seriesOf } from './series.js';
import { compareFigures, enoughCases } from './verdict.js';
import { durationLength } from '../duration.js';
import { quantiles } from './statistics.js';
import type { Instant, Millis } from '../time.js';
import { nextBreach } from '../sla/forecast.js';
import { DAY, HOUR } from '../time.js';
import { localDay } from '../zone.js';

type End = NonNullable<KpiVariant['end']>;

const stocks = ['backlog', 'breaching', 'open-age', 'not-updated'] as const satisfies readonly KpiId[];
type Stock = (typeof stocks)[number];

/** Figures of what is open at a moment, the end of the window, instead of what happened within it. */
export const isStock = (id: KpiId): id is Stock => (stocks as readonly KpiId[]).includes(id);

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

/** Not ended by an instant; `at` is `Infinity` for "as things stand". */
const openAt = (end: number, at: number): boolean => end > at || end === Infinity;

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
  let open = 0;
  eachOpen(columns, at, selection, end, () => open++);
  return open;
}

/** Looks at each incident that is open at an instant. */
function eachOpen(
  columns: KpiColumns,
  at: Instant,
  selection: KpiSelection,
  end: End,
  visit: (slot: number, loggedAt: Instant) => void,
): void {
  const selector = selectorOf(columns, selection);
  const ended = endOf[end];
  const { data } = columns;
  for (let slot = 0; slot < columns.size; slot++) {
    const loggedAt = data.numbers.loggedAt[slot] as number;
    if (loggedAt <= at && selects(selector, data, slot) && openAt(ended(data, slot), at))
      visit(slot, loggedAt);
  }
}

/** How many of the open incidents are of an age, in days: more than `over`, at most `upTo`. */
export interface BacklogAge {
  readonly over: number;
  /** `null` for the oldest. */
  readonly upTo: number | null;
  readonly n: number;
}

/** Upper limits of the ages in days. The published buckets overlap at ten days; these do not. */
const ageLimits = [1, 5, 10, 30] as const;

/** Which of the ages a length of time belongs to. */
function ageIndex(length: Millis): number {
  const place = ageLimits.findIndex((limit) => length / DAY <= limit);
  return place === -1 ? ageLimits.length : place;
}

/**
 * The open incidents by age.
 *
 * @param since From when on they are old: since they were logged, or since they were last touched.
 */
export function backlogAges(
  columns: KpiColumns,
  at: Instant,
  selection: KpiSelection = {},
  since: 'loggedAt' | 'updatedAt' = 'loggedAt',
): readonly BacklogAge[] {
  const counts = new Array<number>(ageLimits.length + 1).fill(0);
  eachOpen(columns, at, selection, 'resolved-or-closed', (slot) => {
    const age = at - (columns.data.numbers[since][slot] as number);
    if (Number.isNaN(age)) return;
    const index = ageIndex(age);
    counts[index] = (counts[index] as number) + 1;
  });
  return counts.map((n, i) => ({ over: ageLimits[i - 1] ?? 0, upTo: ageLimits[i] ?? null, n }));
}

/** The ids of the open incidents of one age, by its place among the ages. */
export function backlogAgeRows(
  columns: KpiColumns,
  at: Instant,
  place: number,
  selection: KpiSelection = {},
): readonly string[] {
  const ids: string[] = [];
  eachOpen(columns, at, selection, 'resolved-or-closed', (slot, loggedAt) => {
    const id = ageIndex(at - loggedAt) === place ? columns.idOf(slot) : undefined;
    if (id !== undefined) ids.push(id);
  });
  return ids;
}

/** Whether anything has been promised about an incident that still has to be kept. */
const isPromised = ({ numbers }: KpiColumns['data'], slot: number): boolean =>
  !Number.isNaN(numbers.responseDueAt[slot]) || !Number.isNaN(numbers.resolutionDueAt[slot]);

/** How far ahead a breach is foreseen. */
const horizon = HOUR;

/** Whether one of the clocks of an incident runs out soon after a moment. */
function breachesSoon({ numbers }: KpiColumns['data'], slot: number, moment: Instant): boolean {
  const at = nextBreach([numbers.responseDueAt[slot], numbers.resolutionDueAt[slot]], moment);
  return at !== undefined && at - moment < horizon;
}

/** Tells what an open incident adds to a figure's sum at a moment; `undefined` where it is not part of the figure. */
function weightOf(
  columns: KpiColumns,
  { id, variant = {} }: KpiRequest,
): (slot: number, logged: Instant, moment: Instant) => number | undefined {
  switch (id) {
    case 'open-age':
      return (_, logged, moment) => moment - logged;
    case 'breaching':
      return (slot, _, moment) => (breachesSoon(columns.data, slot, moment) ? 1 : undefined);
    case 'not-updated': {
      const stale = durationLength(variant.staleAfter ?? 'P5D');
      return (slot, _, moment) => {
        const touched = columns.data.numbers.updatedAt[slot] as number;
        return Number.isNaN(touched) ? undefined : moment - touched > stale ? 1 : 0;
      };
    }
    default:
      return () => 0;
  }
}

/** The present of a stock figure: the end of its window, or the moment it is asked for. */
export const momentOf = ({ window, at }: KpiRequest): Instant => window?.to ?? at ?? Infinity;

/** Each open incident that is part of a stock figure, with what it adds to the sum. */
export function eachOfStock(
  columns: KpiColumns,
  request: KpiRequest,
  visit: (slot: number, weight: number) => void,
): void {
  const at = momentOf(request);
  const weight = weightOf(columns, request);
  eachOpen(columns, at, request, request.variant?.end ?? 'resolved-or-closed', (slot, logged) => {
    const value = weight(slot, logged, at);
    if (value !== undefined) visit(slot, value);
  });
}

/** What is open at an instant, and what of it the figure looks at. */
interface Stocktaking {
  n: number;
  /** Sum of the ages, or number of those nobody has touched. */
  sum: number;
  /** Of how many anything is promised. */
  promised: number;
}

/** The open incidents at the end of the window and of each bucket, how old they are, and how long nobody touched them. */
export function backlogMeter(columns: KpiColumns, settled: Settled): Meter {
  const { request, definition, variant, timeZone, definitionId } = settled;
  const id = request.id as Stock;
  const { window = null } = request;
  const at = momentOf(request);
  const before = previousOf(request);
  const beforeAt = before ? before.to : NaN;
  const ended = endOf[variant.end ?? 'resolved-or-closed'];
  const selector = selectorOf(columns, request);
  const weigh = weightOf(columns, { ...request, variant });
  const buckets =
    id === 'backlog'
      ? bucketsOf(
          { ...request, bucket: window ? request.bucket : 'none' },
          timeZone,
          columns,
          () => new Float64Array(),
        )
      : null;
  // What each day adds to the one before it; the first one also holds everything earlier.
  const changes = new Float64Array(buckets?.count ?? 0);
  const now: Stocktaking = { n: 0, sum: 0, promised: 0 };
  const then: Stocktaking = { n: 0, sum: 0, promised: 0 };

  function change(time: Instant, by: number): void {
    if (!buckets) return;
    const index = Math.max(0, localDay(timeZone, time) - buckets.first);
    if (index < buckets.count) changes[index] = (changes[index] as number) + by;
  }

  function count(into: Stocktaking, slot: number, logged: Instant, moment: Instant, sign: 1 | -1): void {
    if (id === 'breaching' && isPromised(columns.data, slot)) into.promised += sign;
    const weight = weigh(slot, logged, moment);
    if (weight === undefined) return;
    into.n += sign;
    into.sum += sign * weight;
  }

  function account(slot: number, sign: 1 | -1): void {
    const { data } = columns;
    if (!selects(selector, data, slot)) return;
    const logged = data.numbers.loggedAt[slot] as number;
    const end = ended(data, slot);
    if (Number.isNaN(end)) return;
    const tally = (into: Stocktaking, moment: number): void => {
      if (logged <= moment && openAt(end, moment)) count(into, slot, logged, moment, sign);
    };
    tally(now, at);
    tally(then, beforeAt);
    if (buckets && window && logged <= at && end >= window.from) {
      change(logged, sign);
      if (end <= at) change(end, -sign);
    }
  }

  function valueOf({ n, sum, promised }: Stocktaking, moment: number): number | null {
    if (id === 'backlog') return columns.count === 0 ? null : n;
    if (id === 'breaching') return promised === 0 || moment === Infinity ? null : n;
    // Without a present there is no age.
    return n === 0 || moment === Infinity ? null : sum / n;
  }

  function summary(): KpiSummary {
    const value = valueOf(now, at);
    const previous = before
      ? { period: before, n: then.n, invalid: 0, value: valueOf(then, beforeAt) }
      : null;
    const { minChange } = request;
    // A record knows only its last change: what was untouched or in time at an earlier moment is not known.
    const comparable = id === 'not-updated' || isMomentary(id) ? null : previous;
    const trend = compareFigures({ value, n: now.n }, comparable, { ...definition, minChange });
    return { n: now.n, invalid: 0, value, previous: comparable, trend };
  }

  function ages(): { readonly values: Float64Array; readonly count: number } {
    const values = new Float64Array(columns.size);
    let length = 0;
    eachOpen(columns, at, request, variant.end ?? 'resolved-or-closed', (_, logged) => {
      values[length++] = at - logged;
    });
    return { values, count: length };
  }

  function result(): KpiResult {
    const short = summary();
    const aged = id === 'open-age';
    const old = aged && at !== Infinity ? ages() : undefined;
    const [median, p90] = old ? quantiles(old.values, old.count, [0.5, 0.9]) : [null, null];
    return Object.freeze({
      id: request.id,
      definitionId,
      unit: definition.unit,
      ...short,
      mean: aged ? short.value : null,
      median: median ?? null,
      p90: p90 ?? null,
      smallSample: now.n < enoughCases,
      period: window,
      ...seriesOf(buckets, timeZone, true, () => {
        let open = 0;
        return (first, end) => {
          for (let day = first; day < end; day++) open += changes[day] as number;
          return { n: open, value: columns.count === 0 ? null : open };
        };
      }),
      timeZone,
    });
  }

  function run(): void {
    for (let slot = 0; slot < columns.size; slot++) account(slot, 1);
  }
  return { run, account, summary, result };
}
