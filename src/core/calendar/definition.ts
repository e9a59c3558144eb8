import type { Issue } from '../errors.js';
import { offsetAt, dayNumber } from '../zone.js';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * Opening hours on the wall clock, `[from, to)`, as `HH:MM`. `24:00` is the end of the day. A `to` before `from`
 * is an overnight shift: `['22:00', '06:00']` ends on the next date.
 */
export type OpeningHours = readonly [from: string, to: string];

/** When the organisation works, as written down (JSON). */
export interface CalendarDefinition {
  readonly id: string;
  /** Kept with clocks that have ended, so that a later change of the calendar does not rewrite history. */
  readonly version?: string;
  /** IANA name. Hours are read on the wall clocks of this zone, whoever looks. */
  readonly timeZone: string;
  /** Hours per weekday, several per day (lunch). A weekday left out is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly OpeningHours[]>>>;
  /** Local dates (`2026-12-25`) on which nothing is open, not even the end of last night's shift. */
  readonly holidays?: readonly string[];
  /** Other hours for single dates. They replace everything on that date, a holiday included; `[]` is closed. */
  readonly exceptions?: Readonly<Record<string, readonly OpeningHours[]>>;
}

/** Minutes since local midnight, `[from, to)`. */
export type MinuteWindow = readonly [from: number, to: number];

/** `HH:MM` as minutes since midnight, or `undefined`. */
export function minutesOf(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? /^(\d{2}):(\d{2})$/.exec(text) : null;
  if (!parts) return undefined;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= 1440 ? minutes : undefined;
}

/** Windows in minutes; the end of an overnight shift lies beyond 1440. Only for checked hours. */
export const windowsOf = (hours: readonly OpeningHours[]): MinuteWindow[] =>
  hours
    .map(([fromText, toText]): MinuteWindow => {
      const from = minutesOf(fromText) ?? 0;
      const to = minutesOf(toText) ?? 0;
      return [from, to < from ? to + 1440 : to];
    })
    .sort((a, b) => a[0] - b[0]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hoursIssues(value: unknown, path: string): Issue[] {
  if (!Array.isArray(value)) {
    return [
      { path, code: 'hours', message: 'Hours are a list of [from, to] pairs, such as [["09:00", "17:00"]].' },
    ];
  }
  const issues: Issue[] = [];
  value.forEach((pair: unknown, i) => {
    const at = `${path}.${i}`;
    const [from, to] = Array.isArray(pair) && pair.length === 2 ? pair.map(minutesOf) : [];
    if (from === undefined || to === undefined) {
      issues.push({
        path: at,
        code: 'time',
        message: 'Write both times as "HH:MM" between "00:00" and "24:00".',
      });
    } else if (from === to || from === 1440) {
      issues.push({
        path: at,
        code: 'empty',
        message: 'These hours are empty; write ["00:00", "24:00"] for a whole day or remove them.',
      });
    }
  });
  if (issues.length === 0) {
    const windows = windowsOf(value as OpeningHours[]);
    windows.forEach((window, i) => {
      const next = windows[i + 1];
      if (next && next[0] < window[1]) {
        issues.push({
          path,
          code: 'overlap',
          message: 'Two of these hours overlap; join them or let one end where the next begins.',
        });
      }
    });
  }
  return issues;
}

/** Whether it is a zone that the browser knows. */
export function zoneIssues(timeZone: unknown): Issue[] {
  try {
    offsetAt(timeZone as string, 0);
    return [];
  } catch (error) {
    return [
      {
        path: 'timeZone',
        code: 'unknown-zone',
        message: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}

const dateIssue = (text: unknown, path: string): Issue[] =>
  typeof text === 'string' && dayNumber(text) !== undefined
    ? []
    : [{ path, code: 'date', message: `"${String(text)}" is not a date; write it as "2026-12-25".` }];

/** Everything that is wrong with a calendar, each with its path and what to do. Empty when it can be used. */
export function checkCalendar(definition: CalendarDefinition): readonly Issue[] {
  const input: unknown = definition;
  if (!isRecord(input))
    return [
      { path: '', code: 'type', message: 'A calendar is an object with "id", "timeZone" and "hours".' },
    ];
  const issues: Issue[] = [];
  if (typeof input['id'] !== 'string' || input['id'] === '') {
    issues.push({
      path: 'id',
      code: 'required',
      message: 'Give the calendar an id; SLA targets refer to it.',
    });
  }
  issues.push(...zoneIssues(input['timeZone']));
  const { hours, holidays = [], exceptions = {} } = input;
  if (!isRecord(hours)) {
    issues.push({
      path: 'hours',
      code: 'required',
      message: 'State the opening hours per weekday: { "mon": [["09:00", "17:00"]], ... }.',
    });
  } else {
    for (const [day, value] of Object.entries(hours)) {
      if (!(weekdays as readonly string[]).includes(day)) {
        issues.push({
          path: `hours.${day}`,
          code: 'weekday',
          message: `"${day}" is no weekday here; use ${weekdays.join(', ')}.`,
        });
      } else issues.push(...hoursIssues(value, `hours.${day}`));
    }
  }
  if (!Array.isArray(holidays))
    issues.push({ path: 'holidays', code: 'type', message: 'Holidays are a list of dates.' });
  else holidays.forEach((date: unknown, i) => issues.push(...dateIssue(date, `holidays.${i}`)));
  if (!isRecord(exceptions))
    issues.push({ path: 'exceptions', code: 'type', message: 'Exceptions are an object: date to hours.' });
  else {
    for (const [date, value] of Object.entries(exceptions)) {
      issues.push(...dateIssue(date, `exceptions.${date}`), ...hoursIssues(value, `exceptions.${date}`));
    }
  }
  // By such a calendar no clock ever runs, and nobody would notice.
  const isClosed = (days: unknown): boolean =>
    isRecord(days) && Object.values(days).every((one) => Array.isArray(one) && one.length === 0);
  if (isClosed(hours) && isClosed(exceptions)) {
    issues.push({
      path: 'hours',
      code: 'never-open',
      message: 'The calendar never opens: give a weekday hours.',
    });
  }
  return issues;
}
