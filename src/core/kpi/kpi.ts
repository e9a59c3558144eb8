import { backlogMeter, isStock } from './backlog.js';
import type { KpiColumns, TimeField } from './columns.js';
import type { Meter, KpiSummary } from './meter.js';
import { settle, valueMeter } from './meter.js';
import type { KpiRequest, KpiResult, KpiSelection, Period } from './request.js';
import { selectorOf, selects } from './request.js';
import { dayText, localDay } from '../zone.js';

export { backlogAt, isStock } from './backlog.js';
export type { KpiColumns } from './columns.js';
export { createKpiColumns } from './columns.js';
export type { KpiDefinition, KpiId, KpiStart, KpiStop, KpiVariant } from './definitions.js';
export { kpiDefinitions } from './definitions.js';
export { backlogAgeRows, backlogAges } from './backlog.js';
export type { KpiDivision, KpiGroup } from './cases.js';
export { kpiDivisions, kpiGroups, kpiRows } from './cases.js';
export type { BacklogAge } from './backlog.js';
export type { KpiSummary } from './meter.js';
export type { KpiTrait } from './needs.js';
export { choicesOffered, countsNeeded, figureIssues, traitsOf } from './needs.js';
export type {
  BucketUnit,
  KpiBucket,
  KpiExclusions,
  KpiFilter,
  KpiRequest,
  KpiResult,
  KpiSelection,
  Period,
} from './request.js';
export type { KpiRow, KpiRowContext } from './row.js';
export { kpiRow, withCounts } from './row.js';
export type { ComparisonRules, FigureChange, JudgedFigure, KpiTrend, NotJudged } from './verdict.js';
export { compareFigures, enoughCases } from './verdict.js';
export { digitsApart, shareDigits } from './statistics.js';

function meterOf(columns: KpiColumns, request: KpiRequest): Meter {
  const settled = settle(request);
  return isStock(request.id) ? backlogMeter(columns, settled) : valueMeter(columns, settled);
}

/**
 * Computes a figure in one pass over the columns it needs.
 *
 * @throws IncidentError of kind `configuration` for open time without a calendar.
 * @throws RangeError for an unknown figure or a series that is too long.
 */
export function kpi(columns: KpiColumns, request: KpiRequest): KpiResult {
  const meter = meterOf(columns, request);
  meter.run();
  return meter.result();
}

/** A figure that follows its columns. */
export interface LiveKpi {
  /** Count, value, previous value and trend: up to date after every change without looking at the other incidents. */
  readonly summary: () => KpiSummary;
  /** The whole result; median and p90 take a pass where something changed since. */
  readonly result: () => KpiResult;
  /** Stops following. */
  readonly stop: () => void;
}

/** Computes a figure once and then keeps it: a changed incident is taken out and put in again, nothing else is read. */
export function liveKpi(columns: KpiColumns, request: KpiRequest): LiveKpi {
  const meter = meterOf(columns, request);
  meter.run();
  const stop = columns.watch({
    leave: (slot) => meter.account(slot, -1),
    enter: (slot) => meter.account(slot, 1),
  });
  return { summary: meter.summary, result: meter.result, stop };
}

/** How many incidents there are of each priority, category or status. What is unknown is counted as `''` or 0. */
export function countBy(
  columns: KpiColumns,
  field: 'priority',
  selection?: KpiSelection,
): Map<number, number>;
export function countBy(
  columns: KpiColumns,
  field: 'category' | 'service' | 'status',
  selection?: KpiSelection,
): Map<string, number>;
export function countBy(
  columns: KpiColumns,
  field: 'priority' | 'category' | 'service' | 'status',
  selection: KpiSelection = {},
): Map<number, number> | Map<string, number> {
  const selector = selectorOf(columns, selection);
  const { data } = columns;
  const codes = data[field];
  const counts = new Map<number, number>();
  for (let slot = 0; slot < columns.size; slot++) {
    if (!selects(selector, data, slot)) continue;
    const code = codes[slot] as number;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  if (field === 'priority') return counts;
  const { words } = { category: columns.categories, service: columns.services, status: columns.statuses }[
    field
  ];
  return new Map([...counts].map(([code, count]) => [words[code] ?? '', count]));
}

/** How many incidents have a time on each local date (`2026-03-09`), in order of the dates; dates without any are absent. */
export function perDay(
  columns: KpiColumns,
  field: TimeField,
  timeZone: string,
  selection: KpiSelection & { readonly window?: Period } = {},
): Map<string, number> {
  const selector = selectorOf(columns, selection);
  const { from, to } = selection.window ?? { from: -Infinity, to: Infinity };
  const { data } = columns;
  const counts = new Map<number, number>();
  for (let slot = 0; slot < columns.size; slot++) {
    const at = data.numbers[field][slot] as number;
    if (!(at >= from && at < to) || !selects(selector, data, slot)) continue;
    const day = localDay(timeZone, at);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return new Map([...counts].sort((a, b) => a[0] - b[0]).map(([day, count]) => [dayText(day), count]));
}
