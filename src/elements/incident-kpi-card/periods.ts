import type { Period } from '../../core/kpi-request.js';
import type { Instant } from '../../core/time.js';
import { DAY, HOUR, MINUTE } from '../../core/time.js';
import { localDay, startOfLocalDay } from '../../core/zone.js';

/** A stretch of time as the `period` attribute names it. */
export type PeriodName =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'today' | 'week' | 'month' | 'quarter' | 'year' | 'all' };

const calendarUnits = ['today', 'week', 'month', 'quarter', 'year', 'all'] as const;

/** Most days a period of days may have: about ten years. */
const mostDays = 3_660;

/** Reads `P30D`, `P2W`, `month` and the like; undefined for anything else. */
export function parsePeriod(text: string): PeriodName | undefined {
  const unit = calendarUnits.find((one) => one === text);
  if (unit) return { kind: unit };
  const [, weeks, days] = /^P(?:(\d+)W)?(?:(\d+)D)?$/u.exec(text) ?? [];
  const count = Number(weeks ?? 0) * 7 + Number(days ?? 0);
  return count >= 1 && count <= mostDays ? { kind: 'days', days: count } : undefined;
}

/** The local day a calendar unit began on, `back` units ago. 1970-01-05 was a Monday. */
function unitStart(kind: 'today' | 'week' | 'month' | 'quarter' | 'year', day: number, back: number): number {
  if (kind === 'today') return day - back;
  if (kind === 'week') return day - ((((day - 4) % 7) + 7) % 7) - 7 * back;
  const date = new Date(day * DAY);
  const month = date.getUTCMonth();
  const first = kind === 'month' ? month - back : kind === 'quarter' ? month - (month % 3) - 3 * back : 0;
  return Date.UTC(date.getUTCFullYear() - (kind === 'year' ? back : 0), first, 1) / DAY;
}

/**
 * The period up to now in whole local days, and what to compare it with: the period before, cut off where this one
 * stands now, so that half a month is not compared with a whole one. `stock` figures look at the end of a period: now,
 * compared with the moment this period began. Stays the same for some minutes, so that one request serves them.
 */
export function periodAt(
  name: PeriodName,
  now: Instant,
  timeZone: string,
  stock: boolean,
): { readonly window: Period; readonly previous: Period } | undefined {
  if (name.kind === 'all') return undefined;
  const today = localDay(timeZone, now);
  const [first, before] =
    name.kind === 'days'
      ? [today - name.days + 1, today - 2 * name.days + 1]
      : [unitStart(name.kind, today, 0), unitStart(name.kind, today, 1)];
  const from = startOfLocalDay(timeZone, first);
  const previousFrom = startOfLocalDay(timeZone, before);
  const step = stock ? 5 * MINUTE : HOUR;
  const reached = Math.ceil((now + 1) / step) * step;
  const window = { from, to: stock ? reached : startOfLocalDay(timeZone, today + 1) };
  const to = stock ? from : Math.min(from, previousFrom + (reached - from));
  return { window, previous: { from: previousFrom, to } };
}
