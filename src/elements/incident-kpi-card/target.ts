import { parseDuration } from '../../core/duration.js';
import type { KpiFigure } from '../../core/kpi-figures.js';
import { DAY } from '../../core/time.js';

/** A target in the figure's unit: milliseconds, a share from 0 to 1, or a count. Undefined for what is none. */
export function parseTarget(unit: KpiFigure['unit'], text: string): number | undefined {
  const plain = text.trim();
  if (unit === 'duration') {
    try {
      const { weeks, days, time } = parseDuration(plain);
      return (weeks * 7 + days) * DAY + time;
    } catch {
      return undefined;
    }
  }
  const [, number, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/u.exec(plain) ?? [];
  if (number === undefined || (percent === '%' && unit !== 'ratio')) return undefined;
  const value = Number(number);
  const share = percent === '%' || value > 1 ? value / 100 : value;
  return unit === 'ratio' ? (share <= 1 ? share : undefined) : value;
}
