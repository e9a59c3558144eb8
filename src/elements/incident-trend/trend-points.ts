import type { KpiDivision } from '../../core/kpi/cases.js';
import { isStock } from '../../core/kpi/backlog.js';
import { bucketRequest } from '../../core/kpi/drill.js';
import type { KpiFigure } from '../../core/kpi/figures.js';
import { isCounted } from '../../core/kpi/figures.js';
import type { BucketUnit, KpiRequest, KpiResult } from '../../core/kpi/request.js';
import type { TrendFigures } from '../../store/types.js';
import type { TrendQuestion } from '../../store/views/trend.js';

/** One figure at one point. */
export interface TrendCell {
  readonly value: number | null;
  readonly n: number;
  /** Enough incidents for the value to say something. */
  readonly enough: boolean;
  /** What leads to its incidents. */
  readonly behind: { readonly request: KpiRequest; readonly past: boolean } | { readonly age: number };
}

/** A stretch of time, a category, a service, a group or an age, with every figure of the chart. */
export interface TrendPoint {
  readonly key: string;
  readonly kind: BucketUnit | KpiDivision | 'age';
  /** First instant of a stretch of time. */
  readonly from?: number;
  readonly age?: { readonly over: number; readonly upTo: number | null };
  /** The period cuts it, or it is not over. */
  readonly isPartial: boolean;
  readonly cells: readonly TrendCell[];
}

function timePoints(results: readonly KpiResult[], figures: readonly KpiRequest[]): readonly TrendPoint[] {
  const [first] = results;
  const { bucket, period } = first ?? {};
  if (!first || !bucket) return [];
  // Each figure of all time begins with its own first incident: the dates tell what belongs together.
  const dates = [...new Map(results.flatMap(({ series }) => series.map((one) => [one.date, one.from])))].sort(
    (a, b) => a[1] - b[1],
  );
  const places = results.map(({ series }) => new Map(series.map(({ date }, at) => [date, at])));
  return dates.map(([date, from], index) => ({
    key: date,
    kind: bucket,
    from,
    // What is open is counted at an end, and that is whole.
    isPartial: !isStock(first.id) && ((period ? from < period.from : false) || index === dates.length - 1),
    cells: results.map((result, line): TrendCell => {
      const at = places[line]?.get(date);
      const request = figures[line] as KpiRequest;
      const one = at === undefined ? undefined : result.series[at];
      return {
        value: one?.value ?? null,
        n: one?.n ?? 0,
        enough: one?.enough ?? isCounted(result.id),
        behind: {
          request: at === undefined ? request : bucketRequest(request, result, at),
          past: at !== result.series.length - 1,
        },
      };
    }),
  }));
}

function partPoints(
  groups: TrendFigures['groups'],
  figures: readonly KpiRequest[],
  by: KpiDivision,
): readonly TrendPoint[] {
  const keys = new Set(groups.flatMap((parts) => parts.map(({ key }) => key)));
  const points = [...keys].map((key): TrendPoint => ({
    key,
    kind: by,
    isPartial: false,
    cells: groups.map((parts, line): TrendCell => {
      const request = figures[line] as KpiRequest;
      const part = parts.find((one) => one.key === key);
      return {
        value: part?.value ?? (isCounted(request.id) ? 0 : null),
        n: part?.n ?? 0,
        enough: part?.enough ?? isCounted(request.id),
        behind: { request: { ...request, filter: { ...request.filter, [by]: key } }, past: false },
      };
    }),
  }));
  // Numbers of incidents come in their order already; of means the highest is looked for, and few cases say least.
  if (figures.every(({ id }) => isCounted(id))) return points;
  const rank = ({ cells: [cell] }: TrendPoint): number => (cell?.enough ? (cell.value ?? -1) : -1);
  return points.sort((a, b) => rank(b) - rank(a));
}

/** The points of a chart, which its table shows too. */
export function trendPoints(
  { results, groups, ages }: TrendFigures,
  { figures, by, agesAt }: TrendQuestion,
): readonly TrendPoint[] {
  if (by !== undefined) return partPoints(groups, figures, by);
  if (agesAt === undefined) return timePoints(results, figures);
  return ages.map(({ over, upTo, n }, age) => ({
    key: String(over),
    kind: 'age',
    age: { over, upTo },
    isPartial: false,
    cells: [{ value: n, n, enough: true, behind: { age } }],
  }));
}

/** How a figure is drawn over time: what happened in a stretch of it as bars, everything else as a line. */
export const isDrawnAsBars = ({ id }: Pick<KpiFigure, 'id'>): boolean => id === 'volume' || id === 'resolved';
