import type { KpiColumns, TimeField } from './columns.js';
import type { KpiRequest, Period, Selector } from './request.js';
import type { Buckets } from './series.js';
import { dayColumn } from './values.js';

/** The slots of a window and of the period before it, which all figures with the same question share. */
export interface Cohort {
  readonly slots: Int32Array;
  readonly count: number;
  readonly beforeSlots: Int32Array;
  readonly beforeCount: number;
  /** The day of the series each of `slots` belongs to. */
  readonly bucketIndex: (buckets: Buckets, timeZone: string) => Int32Array;
}

interface Memory {
  version: number;
  readonly cohorts: Map<string, Cohort>;
}

/** Questions remembered at most: a screen of cards asks by logging time and by resolution time. */
const maxCohorts = 8;
const memories = new WeakMap<KpiColumns, Memory>();

function build(
  columns: KpiColumns,
  {
    mask,
    priority: priorities,
    category: categories,
    service: services,
    group: groups,
    status: statuses,
  }: Selector,
  field: TimeField,
  window: Period | null,
  before: Period | null,
): Cohort {
  const { size, data } = columns;
  const { flags, priority, category, service, group, status } = data;
  const times = data.numbers[field];
  const [from, to] = window ? [window.from, window.to] : [-Infinity, Infinity];
  const [beforeFrom, beforeTo] = before ? [before.from, before.to] : [NaN, NaN];
  const [least, most] = [Math.min(from, before?.from ?? from), Math.max(to, before?.to ?? to)];
  const slots = new Int32Array(size);
  const beforeSlots = new Int32Array(before ? size : 0);
  let [count, beforeCount] = [0, 0];
  for (let slot = 0; slot < size; slot++) {
    if (((flags[slot] as number) & mask) !== 0) continue;
    const time = times[slot] as number;
    if (!(time >= least && time < most)) continue;
    const current = time >= from && time < to;
    const earlier = time >= beforeFrom && time < beforeTo;
    if (priorities !== null && priorities[priority[slot] as number] !== 1) continue;
    if (categories !== null && categories[category[slot] as number] !== 1) continue;
    if (services !== null && services[service[slot] as number] !== 1) continue;
    if (groups !== null && groups[group[slot] as number] !== 1) continue;
    if (statuses !== null && statuses[status[slot] as number] !== 1) continue;
    if (current) slots[count++] = slot;
    if (earlier) beforeSlots[beforeCount++] = slot;
  }
  const indices = new Map<string, Int32Array>();
  function bucketIndex({ first, count: length }: Buckets, timeZone: string): Int32Array {
    const key = `${first}:${length}:${timeZone}`;
    let index = indices.get(key);
    if (!index) {
      const column = dayColumn(columns, field, timeZone);
      index = new Int32Array(count);
      for (let i = 0; i < count; i++) index[i] = (column[slots[i] as number] as number) - first;
      indices.set(key, index);
    }
    return index;
  }
  return { slots, count, beforeSlots, beforeCount, bucketIndex };
}

/** The cohort of a request; looked for once per version of the columns, however many figures ask. */
export function cohortOf(
  columns: KpiColumns,
  request: Pick<KpiRequest, 'filter' | 'exclude'>,
  selector: Selector,
  field: TimeField,
  window: Period | null,
  before: Period | null,
): Cohort {
  let memory = memories.get(columns);
  if (memory?.version !== columns.version) {
    memory = { version: columns.version, cohorts: new Map() };
    memories.set(columns, memory);
  }
  const key = JSON.stringify([field, window, before, selector.mask, request.filter]);
  let cohort = memory.cohorts.get(key);
  if (!cohort) {
    cohort = build(columns, selector, field, window, before);
    const [oldest] = memory.cohorts.keys();
    if (memory.cohorts.size >= maxCohorts && oldest !== undefined) memory.cohorts.delete(oldest);
    memory.cohorts.set(key, cohort);
  }
  return cohort;
}
