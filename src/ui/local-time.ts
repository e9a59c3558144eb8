import type { Instant } from '../core/time.js';
import { instantAt } from '../core/zone.js';

/** An instant as a control for date and time holds it: `2026-03-27T09:30` on the clocks of a zone. */
export const writeLocalTime = (at: Instant, timeZone: string): string =>
  Number.isFinite(at)
    ? // Swedish writes date and time as the control does.
      new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' })
        .format(at)
        .replace(' ', 'T')
    : '';

/** `2026-03-27T09:30` on the clocks of a zone as an instant; NaN for what is no date. */
export function readLocalTime(text: string, timeZone: string): Instant {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? Number.NaN : instantAt(timeZone, wall);
}

/** A date without its time, or what is no number: the field reads as empty, although somebody has typed into it. */
export const halfTyped = (field: Element | null | undefined): 'bad-time' | 'bad-number' | undefined =>
  field instanceof HTMLInputElement && field.validity.badInput
    ? field.type === 'number'
      ? 'bad-number'
      : 'bad-time'
    : undefined;
export const isHalfTyped = (field: Element | null | undefined): boolean => halfTyped(field) !== undefined;
