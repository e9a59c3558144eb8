import type { BusinessCalendar, CalendarDefinition } from '../../src/core/calendar/calendar.js';
import { compileCalendar } from '../../src/core/calendar/calendar.js';
import { slaClock } from '../../src/core/sla/clock.js';

/** The format of SLA vector files: calendars by name, and cases that name one. */
export interface SlaVectors {
  readonly calendars: Readonly<Record<string, Pick<CalendarDefinition, 'timeZone' | 'hours' | 'holidays'>>>;
  readonly cases: readonly SlaCase[];
}

interface SlaCase {
  readonly id: number | string;
  readonly calendar: string;
  readonly start: string;
  readonly at: string;
  readonly targetMinutes: number;
  readonly pauses: readonly (readonly [string, string | null])[];
  readonly elapsedMinutes: number;
  readonly dueAt: string | null;
}

/** Runs one case and says what differs; empty when all agrees. */
function differences(one: SlaCase, calendar: BusinessCalendar): string[] {
  const clock = slaClock({
    target: { id: String(one.id), kind: 'resolution', target: `PT${one.targetMinutes}M`, unit: 'open-time' },
    calendar,
    start: Date.parse(one.start),
    now: Date.parse(one.at),
    pauses: one.pauses.map(([from, to]) => ({
      from: Date.parse(from),
      to: to === null ? null : Date.parse(to),
    })),
  });
  const found: string[] = [];
  if (clock.elapsed / 60_000 !== one.elapsedMinutes) {
    found.push(`case ${one.id}: elapsed ${clock.elapsed / 60_000} min, expected ${one.elapsedMinutes}`);
  }
  const due = one.dueAt === null ? null : Date.parse(one.dueAt);
  if (clock.dueAt !== due) {
    found.push(
      `case ${one.id}: due ${clock.dueAt === null ? 'never' : new Date(clock.dueAt).toISOString()}, expected ${one.dueAt ?? 'never'}`,
    );
  }
  return found;
}

/** Runs a vector file: two checks per case. */
export function runSlaVectors(vectors: SlaVectors): {
  readonly passed: number;
  readonly failures: readonly string[];
} {
  const calendars = new Map(
    Object.entries(vectors.calendars).map(([id, definition]) => [id, compileCalendar({ id, ...definition })]),
  );
  const failures = vectors.cases.flatMap((one) => {
    const calendar = calendars.get(one.calendar);
    return calendar
      ? differences(one, calendar)
      : [`case ${one.id}: no calendar "${one.calendar}"`, `case ${one.id}: not run`];
  });
  return { passed: vectors.cases.length * 2 - failures.length, failures };
}
