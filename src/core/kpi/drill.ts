import { isStock } from './backlog.js';
import type { KpiRequest, KpiResult, Period } from './request.js';

/** From when to when a bucket of a series reaches, as far as the window goes. */
export function bucketSpan({ series, period }: Pick<KpiResult, 'series' | 'period'>, index: number): Period {
  const from = series[index]?.from ?? NaN;
  const next = series[index + 1]?.from ?? Infinity;
  return { from: Math.max(from, period?.from ?? -Infinity), to: Math.min(next, period?.to ?? Infinity) };
}

/** The request for one bucket of a figure's series alone: the same incidents and the same value. */
export function bucketRequest(request: KpiRequest, result: KpiResult, index: number): KpiRequest {
  const { previous: _previous, ...rest } = request;
  const { from, to } = bucketSpan(result, index);
  // What is open at the end of a day is looked at before the next one begins.
  const end = isStock(request.id) && index < result.series.length - 1 ? to - 1 : to;
  return { ...rest, window: { from, to: end }, bucket: 'none' };
}
