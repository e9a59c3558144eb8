import type { MinuteWindow } from './definition.js';
import type { Instant, Millis } from '../time.js';
import { DAY, MINUTE } from '../time.js';
import { offsetPieces } from '../zone.js';

/** The open intervals of one UTC year as sorted columns, with what has been open before each. */
export interface YearTable {
  /** First instant of the year. */
  readonly from: Instant;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Open milliseconds of the year before each interval. */
  readonly before: Float64Array;
  /** For each UTC day the first interval that ends after the day's start: finds an interval without a search. */
  readonly firstOfDay: Uint32Array;
  readonly total: Millis;
}

/**
 * Turns wall-clock windows into intervals of a year. Within a stretch of constant offset a window is simply
 * shifted, so a change of clocks cuts windows at the change: the hour that happens twice lies in two stretches and
 * is there twice, the hour that is skipped lies in none.
 */
export function buildTable(
  timeZone: string,
  year: number,
  windowsOn: (day: number) => readonly MinuteWindow[],
): YearTable {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { from, to, offset } of offsetPieces(timeZone, year)) {
    const lastDay = Math.floor((to + offset - 1) / DAY);
    for (let day = Math.floor((from + offset) / DAY); day <= lastDay; day++) {
      for (const window of windowsOn(day)) {
        const start = Math.max(day * DAY + window[0] * MINUTE - offset, from);
        const end = Math.min(day * DAY + window[1] * MINUTE - offset, to);
        if (start >= end) continue;
        if (ends[ends.length - 1] === start) ends[ends.length - 1] = end;
        else {
          starts.push(start);
          ends.push(end);
        }
      }
    }
  }
  const before = new Float64Array(starts.length);
  let total = 0;
  for (let i = 0; i < before.length; i++) {
    before[i] = total;
    total += (ends[i] ?? 0) - (starts[i] ?? 0);
  }
  const first = Date.UTC(year, 0, 1);
  const firstOfDay = new Uint32Array(366);
  for (let day = 0, i = 0; day < 366; day++) {
    while (i < ends.length && (ends[i] ?? 0) <= first + day * DAY) i++;
    firstOfDay[day] = i;
  }
  return {
    from: first,
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    before,
    firstOfDay,
    total,
  };
}

/** Index of the first interval that ends after `at`; the number of intervals when there is none. */
export function indexAt(table: YearTable, at: Instant): number {
  const { ends, firstOfDay, from } = table;
  if (at < from) return 0;
  let i = firstOfDay[Math.floor((at - from) / DAY)] ?? ends.length;
  while (i < ends.length && (ends[i] ?? 0) <= at) i++;
  return i;
}

/** Open time of the year before `at`. */
export function openBefore(table: YearTable, at: Instant): Millis {
  const i = indexAt(table, at);
  const start = table.starts[i];
  return start === undefined ? table.total : (table.before[i] ?? 0) + Math.max(0, at - start);
}

/** The least instant of the year by which `wanted` (more than 0, at most the total) has been open. */
export function reach(table: YearTable, wanted: Millis): Instant {
  const { before, starts } = table;
  let low = 0;
  let high = before.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((before[middle] ?? 0) < wanted) low = middle;
    else high = middle - 1;
  }
  return (starts[low] ?? 0) + wanted - (before[low] ?? 0);
}
