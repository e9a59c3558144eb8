import { IncidentError } from './errors.js';
import type { Millis } from './time.js';
import { DAY, HOUR, MINUTE, SECOND } from './time.js';

/** A duration as written, parts kept apart: a day is not 24 hours where working days are counted. */
export interface Duration {
  readonly weeks: number;
  readonly days: number;
  /** Hours, minutes and seconds together, in milliseconds. */
  readonly time: Millis;
}

const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d{1,3})?)S)?)?$/;

/**
 * Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as `PT8H`, `PT15M` or `P2D`.
 *
 * @throws IncidentError of kind `configuration` for anything else; years and months have no fixed length.
 */
export function parseDuration(text: string): Duration {
  const parts = shape.exec(text);
  if (!parts || text === 'P') {
    const message = `"${text}" is not a duration that can be used; write ISO 8601 without years and months, such as "PT4H", "PT15M" or "P2D".`;
    throw new IncidentError('configuration', message, {
      issues: [{ path: 'target', code: 'duration', message }],
    });
  }
  const [weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => Number((part ?? '0').replace(',', '.')));
  return {
    weeks: weeks ?? 0,
    days: days ?? 0,
    time: Math.round((hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND),
  };
}

/** The length of a duration round the clock: a day has 24 hours. @throws IncidentError as {@link parseDuration}. */
export function durationLength(text: string): Millis {
  const { weeks, days, time } = parseDuration(text);
  return (weeks * 7 + days) * DAY + time;
}

/** A length of time as ISO 8601 in hours, minutes and seconds, for `datetime` attributes; `-PT5M` when negative. */
export function formatDuration(length: Millis): string {
  const size = Math.abs(length);
  const hours = Math.floor(size / HOUR);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  const seconds = (size % MINUTE) / SECOND;
  const text = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return text === '' ? 'PT0S' : `${length < 0 ? '-' : ''}PT${text}`;
}
