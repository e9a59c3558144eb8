import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { CalendarDefinition, OpeningHours, Weekday } from '../../src/core/calendar/calendar.js';
import { compileCalendar, weekdays } from '../../src/core/calendar/calendar.js';
import { explainSegments, slaClock } from '../../src/core/sla/clock.js';
import { MINUTE } from '../../src/core/time.js';

/** Every clock change, window and instant here lies on a quarter of an hour, so walking quarters is exact. */
const quarter = 15 * MINUTE;

/** Reads the calendar's definition at one instant through Intl: shares no code with what is tested. */
function openAtFor(definition: CalendarDefinition): (at: number) => boolean {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: definition.timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    if (definition.holidays?.includes(`${part['year']}-${part['month']}-${part['day']}`)) return false;
    const time = `${part['hour']}:${part['minute']}`;
    const hours = definition.hours[part['weekday']?.toLowerCase() as Weekday] ?? [];
    return hours.some(([from, to]) => from <= time && time < to);
  };
}

const clockText = (quarters: number): string =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;

const hoursOfDay = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 4 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts): OpeningHours[] =>
    cuts.length < 2
      ? []
      : [
          [clockText(cuts[0] ?? 0), clockText(cuts[1] ?? 0)],
          ...(cuts.length === 4 ? [[clockText(cuts[2] ?? 0), clockText(cuts[3] ?? 0)] as OpeningHours] : []),
        ],
  );

/** Stretches that contain a clock change, and ordinary ones. */
const starts: readonly (readonly [timeZone: string, day: string])[] = [
  ['Australia/Lord_Howe', '2026-04-02'],
  ['Australia/Lord_Howe', '2026-10-01'],
  ['America/Sao_Paulo', '2018-11-01'],
  ['America/Sao_Paulo', '2019-02-14'],
  ['America/New_York', '2026-03-05'],
  ['America/New_York', '2026-10-29'],
  ['Europe/Berlin', '2025-12-29'],
  ['Asia/Kathmandu', '2026-06-01'],
];

const situation = fc.record({
  place: fc.constantFrom(...starts),
  week: fc.array(hoursOfDay, { minLength: 7, maxLength: 7 }),
  holidayAfter: fc.integer({ min: 0, max: 8 }),
  start: fc.integer({ min: 0, max: 96 * 4 }),
  length: fc.integer({ min: 0, max: 96 * 6 }),
  target: fc.integer({ min: 1, max: 200 }),
  holds: fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 96 })), {
    maxLength: 3,
  }),
});

describe('an SLA clock against a walk in quarters of an hour', () => {
  it('agrees on elapsed time, deadline and segments in zones with awkward clock changes', () => {
    fc.assert(
      fc.property(
        situation,
        ({ place: [timeZone, day], week, holidayAfter, start, length, target, holds }) => {
          const origin = Date.parse(`${day}T00:00:00Z`);
          const definition: CalendarDefinition = {
            id: 'p',
            timeZone,
            hours: Object.fromEntries(weekdays.map((name, i) => [name, week[i]])),
            holidays: [new Date(origin + holidayAfter * 86_400_000).toISOString().slice(0, 10)],
          };
          const openAt = openAtFor(definition);
          const from = origin + start * quarter;
          const now = from + length * quarter;
          const pauses = holds.map(([begin, size]) => ({
            from: origin + begin * quarter,
            to: origin + (begin + size) * quarter,
          }));
          const counts = (at: number): boolean =>
            openAt(at) && !pauses.some((pause) => pause.from <= at && at < pause.to);

          let elapsed = 0;
          let due: number | undefined;
          for (let at = from, counted = 0; at < from + 96 * 12 * quarter; at += quarter) {
            if (!counts(at)) continue;
            if (at < now) elapsed += quarter;
            counted += 1;
            if (counted === target) due ??= at + quarter;
          }
          const input = {
            target: { id: 't', kind: 'resolution', target: `PT${target * 15}M`, unit: 'open-time' } as const,
            calendar: compileCalendar(definition),
            start: from,
            now,
            pauses,
          };
          const result = slaClock(input);
          expect(result.elapsed).to.equal(elapsed);
          // The walk looks twelve days ahead; a later deadline only has to be later.
          if (due === undefined)
            expect(result.dueAt ?? Infinity).to.be.greaterThan(from + 96 * 12 * quarter - 1);
          else expect(result.dueAt).to.equal(due);
          const open = explainSegments(input).filter((segment) => segment.kind === 'open');
          expect(open.reduce((sum, segment) => sum + segment.to - segment.from, 0)).to.equal(elapsed);
        },
      ),
      { seed: 20260309, numRuns: 150 },
    );
  });
});
