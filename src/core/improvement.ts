import type { KpiFigure, KpiId } from './kpi/figures.js';
import type { KpiRequest } from './kpi/request.js';
import { isCounted } from './kpi/figures.js';
import { settle } from './kpi/meter.js';
import { enoughCases } from './kpi/verdict.js';
import type { Instant } from './time.js';

/** A value with the number of incidents it is made of. */
export interface Measured {
  readonly value: number;
  readonly n: number;
}

/**
 * The figure that leads to an improvement: ids and numbers, with which whoever keeps improvements can compute it again later
 * and see whether it has become better. Durations are in milliseconds, shares from 0 to 1.
 */
export interface Improvement extends Measured {
  readonly kpi: KpiId;
  /** The figure with its choices, such as `mttr:logged:resolved:calendar-time`. */
  readonly definition: string;
  readonly unit: KpiFigure['unit'];
  /** The stretch of time it counts, `[from, to)`; null for all time. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** The one category it is about; empty for incidents without one, null for all of them. */
  readonly category: string | null;
  /** The one service it is about, by its id. */
  readonly service: string | null;
  /** The one group it is about, by its id. */
  readonly group: string | null;
  /** The same figure of all categories, services and groups; null where this is it. */
  readonly whole: Measured | null;
  /** What is aimed at. */
  readonly target: number | null;
  readonly incidentIds: readonly string[];
}

/** What an improvement is read off. */
export interface ImprovementSource {
  readonly request: KpiRequest;
  readonly measured: { readonly value: number | null; readonly n: number };
  readonly whole?: { readonly value: number | null; readonly n: number } | undefined;
  readonly target?: number | undefined;
  readonly incidentIds: readonly string[];
}

const only = (words: string | readonly string[] | undefined): string | null => {
  const [first, another] = words === undefined ? [] : [words].flat();
  return first === undefined || another !== undefined ? null : first;
};

/** The figure as a reason to improve something; undefined where it says nothing: without a value, or of too few incidents. */
export function improvementOf({
  request,
  measured: { value, n },
  whole,
  target,
  incidentIds,
}: ImprovementSource): Improvement | undefined {
  if (value === null || n === 0 || (n < enoughCases && !isCounted(request.id))) return undefined;
  const { definition, definitionId } = settle(request);
  return {
    kpi: request.id,
    definition: definitionId,
    unit: definition.unit,
    value,
    n,
    from: request.window?.from ?? null,
    to: request.window?.to ?? null,
    category: only(request.filter?.category),
    service: only(request.filter?.service),
    group: only(request.filter?.group),
    whole: whole?.value == null ? null : { value: whole.value, n: whole.n },
    target: target ?? null,
    incidentIds,
  };
}
