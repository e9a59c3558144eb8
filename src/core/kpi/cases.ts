import { eachOfStock, isStock } from './backlog.js';
import { cohortOf } from './cohort.js';
import type { KpiColumns } from './columns.js';
import { isCounted } from './figures.js';
import { settle, windowFieldOf } from './meter.js';
import type { KpiRequest } from './request.js';
import { selectorOf } from './request.js';
import { previousOf } from './series.js';
import { valueColumn } from './values.js';
import { enoughCases } from './verdict.js';

/** Each incident that a figure counts, with what it adds to the sum. What ends before it starts is none. */
function eachCase(
  columns: KpiColumns,
  request: KpiRequest,
  visit: (slot: number, value: number) => void,
): void {
  const settled = settle(request);
  const { variant, timeZone } = settled;
  if (isStock(request.id)) {
    eachOfStock(columns, { ...request, variant }, visit);
    return;
  }
  const { slots, count } = cohortOf(
    columns,
    request,
    selectorOf(columns, request),
    windowFieldOf(settled),
    request.window ?? null,
    previousOf(request),
  );
  const { key, derive } = valueColumn(request.id, variant, request.calendar, timeZone);
  const values = columns.derived(key, derive);
  for (let i = 0; i < count; i++) {
    const slot = slots[i] as number;
    const value = values[slot] as number;
    if (value >= 0) visit(slot, value);
  }
}

/**
 * The ids of the incidents behind a figure, as its n counts them, in the order the columns hold them.
 *
 * @param limit At most so many.
 */
export function kpiRows(columns: KpiColumns, request: KpiRequest, limit = Infinity): readonly string[] {
  const ids: string[] = [];
  eachCase(columns, request, (slot) => {
    const id = columns.idOf(slot);
    if (id !== undefined && ids.length < limit) ids.push(id);
  });
  return ids;
}

/** What divides the incidents of a figure. */
export const kpiDivisions = ['category', 'service', 'group'] as const;
export type KpiDivision = (typeof kpiDivisions)[number];

/** The part of a figure that belongs to one category, to one service, or to one group. */
export interface KpiGroup {
  /** The category, or the id of the service or the group; empty for the incidents without one. */
  readonly key: string;
  readonly n: number;
  readonly value: number | null;
  /** Enough incidents for the value to say something. Always for figures that only count. */
  readonly enough: boolean;
}

/** A figure divided by category, service or group in one pass, the largest part first. The parts together are the figure. */
export function kpiGroups(columns: KpiColumns, request: KpiRequest, by: KpiDivision): readonly KpiGroup[] {
  const counted = isCounted(request.id);
  const counts: number[] = [];
  const sums: number[] = [];
  const codes = columns.data[by];
  eachCase(columns, request, (slot, value) => {
    const code = codes[slot] as number;
    counts[code] = (counts[code] ?? 0) + 1;
    sums[code] = (sums[code] ?? 0) + value;
  });
  const { words } = { category: columns.categories, service: columns.services, group: columns.groups }[by];
  const groups: KpiGroup[] = [];
  counts.forEach((n, code) => {
    groups.push({
      key: words[code] ?? '',
      n,
      value: counted ? n : (sums[code] ?? 0) / n,
      enough: counted || n >= enoughCases,
    });
  });
  return groups.sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
}
