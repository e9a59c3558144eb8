import type { BusinessCalendar } from '../calendar/calendar.js';
import { openBetween } from '../calendar/calendar.js';
import type { Instant, Millis } from '../time.js';

/** A stretch in which a clock is on hold, `[from, to)`. Without `to`, or with `null`, it has not ended. */
export interface Pause {
  readonly from: Instant;
  readonly to?: Instant | null;
  /** The id of the hold reason, where it is known. */
  readonly reason?: string;
}

/** A pause ready for computing: `to` is `Infinity` while it has not ended. */
export type Hold = readonly [from: Instant, to: number];

/**
 * Pauses in order, overlapping and touching ones joined, cut to `[from, to)`. Logs come unordered and doubled;
 * a pause that ends before it begins is none.
 */
export function joinPauses(pauses: readonly Pause[], from: Instant, to: number = Infinity): readonly Hold[] {
  const cut = pauses
    .map((pause): [number, number] => [Math.max(pause.from, from), Math.min(pause.to ?? Infinity, to)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [start, end] of cut) {
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** Time on hold in `[from, to)`, round the clock or, with a calendar, only while it was open. */
export const pausedTime = (
  pauses: readonly Pause[],
  from: Instant,
  to: Instant,
  calendar?: BusinessCalendar,
): Millis =>
  joinPauses(pauses, from, to).reduce(
    (sum, [start, end]) => sum + (calendar ? openBetween(calendar, start, end) : end - start),
    0,
  );
