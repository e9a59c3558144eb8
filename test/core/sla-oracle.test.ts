import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { CalendarDefinition, OpeningHours } from '../../src/core/calendar/calendar.js';
import { compileCalendar, weekdays } from '../../src/core/calendar/calendar.js';
import type { Incident } from '../../src/core/incident.js';
import { fillPolicy } from '../../src/core/policy.js';
import { clocksOf, clockState } from '../../src/core/sla/clocks.js';
import { MINUTE } from '../../src/core/time.js';

/*
 * A second way to compute a clock that shares no code with the first: it walks real time minute by minute and asks of
 * each minute what the clock on the wall shows.
 */

/** Local minutes of a stretch of real time, read through Intl a quarter of an hour at a time: no zone changes within one. */
interface Stretch {
  readonly timeZone: string;
  readonly from: number;
  /** Minute of the local week, 0 = Monday 00:00, for each minute. */
  readonly minuteOfWeek: Uint16Array;
  /** Number of the local date within `dates`. */
  readonly date: Uint8Array;
  readonly dates: readonly string[];
}

const days = 16;
const minutes = days * 1440;

function readStretch(timeZone: string, day: string): Stretch {
  const from = Date.parse(`${day}T00:00:00Z`);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const minuteOfWeek = new Uint16Array(minutes);
  const date = new Uint8Array(minutes);
  const dates: string[] = [];
  for (let quarter = 0; quarter < minutes; quarter += 15) {
    const part = Object.fromEntries(
      format.formatToParts(from + quarter * MINUTE).map(({ type, value }) => [type, value]),
    );
    const text = `${part['year']}-${part['month']}-${part['day']}`;
    if (dates.at(-1) !== text) dates.push(text);
    const weekday = (weekdays as readonly string[]).indexOf(part['weekday']?.toLowerCase() ?? '');
    const start = weekday * 1440 + Number(part['hour']) * 60 + Number(part['minute']);
    for (let i = 0; i < 15; i++) {
      minuteOfWeek[quarter + i] = start + i;
      date[quarter + i] = dates.length - 1;
    }
  }
  return { timeZone, from, minuteOfWeek, date, dates };
}

/** Stretches around awkward clock changes, and ordinary ones. */
const stretches = (
  [
    ['Europe/Berlin', '2026-03-22'],
    ['Europe/Berlin', '2026-10-18'],
    ['America/New_York', '2026-03-01'],
    ['America/New_York', '2026-10-25'],
    ['Australia/Lord_Howe', '2026-03-30'],
    ['Australia/Lord_Howe', '2026-09-28'],
    ['America/Sao_Paulo', '2018-10-29'],
    ['America/Sao_Paulo', '2019-02-11'],
    ['Pacific/Apia', '2011-12-24'],
    ['Africa/Casablanca', '2026-02-10'],
    ['Asia/Kathmandu', '2026-06-01'],
    ['UTC', '2025-12-25'],
  ] as const
).map(([timeZone, day]) => readStretch(timeZone, day));

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to two windows a day, cut at any minute. */
const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 4 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    [cuts.slice(0, 2), cuts.slice(2, 4)].filter((pair): pair is [number, number] => pair.length === 2),
  );

const situation = fc.record({
  stretch: fc.constantFrom(...stretches),
  week: fc.oneof(
    {
      weight: 3,
      // A calendar that never opens is refused.
      arbitrary: fc
        .array(windows, { minLength: 7, maxLength: 7 })
        .filter((week) => week.some((hours) => hours.length > 0)),
    },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])) },
  ),
  holiday: fc.integer({ min: 0, max: 8 }),
  start: fc.integer({ min: 0, max: 4 * 1440 }),
  length: fc.integer({ min: 0, max: 8 * 1440 }),
  target: fc.integer({ min: 1, max: 3000 }),
  holds: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 * 1440 }), fc.integer({ min: 1, max: 1440 })), {
    maxLength: 4,
  }),
  resolvedAfter: fc.option(fc.integer({ min: 0, max: 8 * 1440 })),
});

type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never;

/** Which minutes of the local week are open. */
function openMinutes(week: Situation['week']): Uint8Array {
  const open = new Uint8Array(7 * 1440);
  week.forEach((hours, day) =>
    hours.forEach(([from, to]) => open.fill(1, day * 1440 + from, day * 1440 + to)),
  );
  return open;
}

const definitionOf = ({ stretch, week, holiday }: Situation): CalendarDefinition => ({
  id: 'c',
  timeZone: stretch.timeZone,
  hours: Object.fromEntries(
    weekdays.map((name, day) => [
      name,
      (week[day] ?? []).map(([from, to]): OpeningHours => [clockText(from), clockText(to)]),
    ]),
  ),
  holidays: [stretch.dates[holiday] ?? ''],
});

/** What the walk finds, in minutes since the stretch began. */
function walk(one: Situation): {
  readonly elapsed: number;
  readonly due: number | undefined;
  readonly heldAtEnd: boolean;
  readonly end: number;
} {
  const { stretch, week, holiday, start, length, target, holds, resolvedAfter } = one;
  const now = start + length;
  const end = resolvedAfter === null ? now : Math.min(now, start + resolvedAfter);
  const ended = resolvedAfter !== null && start + resolvedAfter <= now;
  const open = openMinutes(week);
  const held = new Uint8Array(minutes);
  let endless = minutes;
  for (const [from, size] of holds) {
    // A log written now knows nothing of what comes, not even when the present hold will end.
    if (from > now) continue;
    if (from + size > now && !ended) endless = Math.min(endless, from);
    held.fill(1, from, from + size > now && !ended ? minutes : Math.min(from + size, minutes));
  }
  let [elapsed, counted] = [0, 0];
  let due: number | undefined;
  for (let minute = start; minute < minutes; minute++) {
    const free = ended && minute >= end;
    if (held[minute] && !free) continue;
    if (!open[stretch.minuteOfWeek[minute] as number] || stretch.date[minute] === holiday) continue;
    if (minute < end) elapsed += 1;
    counted += 1;
    if (counted === target) due = minute + 1;
  }
  return { elapsed, due, heldAtEnd: !ended && endless <= now, end };
}

describe('ten thousand random clocks against a walk minute by minute', () => {
  it('agree on elapsed time, deadline, state and every explained minute', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(situation, (one) => {
        const { stretch, start, length, target, holds, resolvedAfter } = one;
        const instant = (minute: number): number => stretch.from + minute * MINUTE;
        const now = start + length;
        const ended = resolvedAfter !== null && start + resolvedAfter <= now;
        const pauses = holds
          .filter(([from]) => from <= now)
          .map(([from, size]) => ({
            from: instant(from),
            to: from + size > now ? null : instant(from + size),
          }));
        const calendar = compileCalendar(definitionOf(one));
        const policy = fillPolicy(
          {
            targets: [
              { id: 't', kind: 'resolution', target: `PT${target}M`, unit: 'open-time', calendar: 'c' },
            ],
          },
          undefined,
          new Map([['c', calendar]]),
        );
        const incident: Incident = {
          id: '1',
          number: '1',
          title: '',
          description: '',
          status: { category: ended ? 'resolved' : 'active' },
          loggedAt: instant(start),
          updatedAt: instant(start),
          ...(ended ? { resolvedAt: instant(start + resolvedAfter) } : {}),
          pauses,
        };
        const clock = clocksOf(incident, {}, policy, instant(now)).resolution;
        expect(clockState('resolution', incident, {}, policy, instant(now))).to.equal(clock.state);

        const expected = walk(one);
        expect(clock.elapsed).to.equal(expected.elapsed * MINUTE);
        // The walk sees sixteen days; a deadline after them only has to be later.
        if (expected.due !== undefined) expect(clock.dueAt).to.equal(instant(expected.due));
        else expect(clock.dueAt ?? Infinity).to.be.greaterThan(instant(minutes) - 1);
        expect(clock.breached).to.equal(expected.elapsed > target);
        if (!clock.breached && !ended) expect(clock.state === 'paused').to.equal(expected.heldAtEnd);

        const past = clock.segments.filter(({ ahead }) => !ahead);
        const sum = (kind: string): number =>
          past
            .filter((segment) => segment.kind === kind)
            .reduce((total, { from, to }) => total + to - from, 0);
        expect(sum('open')).to.equal(expected.elapsed * MINUTE);
        expect(sum('open') + sum('closed') + sum('paused')).to.equal((expected.end - start) * MINUTE);
      }),
      { seed: 20260309, numRuns: 10_000 },
    );
  });
});

describe('clock changes', () => {
  const all: OpeningHours = ['00:00', '24:00'];
  const office: OpeningHours = ['09:00', '17:00'];
  const everyDay = (hours: OpeningHours) => Object.fromEntries(weekdays.map((day) => [day, [hours]]));
  const workdays = (hours: OpeningHours) =>
    Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [hours]]));

  /** Zone, hours, start, target and when it is due. */
  const table: readonly (readonly [
    what: string,
    timeZone: string,
    hours: CalendarDefinition['hours'],
    start: string,
    target: string,
    due: string,
  ])[] = [
    [
      'a day of 23 hours holds 23 of them',
      'Europe/Berlin',
      everyDay(all),
      '2026-03-28T23:00Z',
      'PT23H',
      '2026-03-29T22:00Z',
    ],
    [
      'a day of 25 hours holds 25 of them',
      'Europe/Berlin',
      everyDay(all),
      '2026-10-24T22:00Z',
      'PT25H',
      '2026-10-25T23:00Z',
    ],
    [
      'the skipped hour does not count',
      'America/New_York',
      { sun: [['01:00', '04:00']] },
      '2026-03-08T05:00Z',
      'PT2H',
      '2026-03-08T08:00Z',
    ],
    [
      'the doubled hour counts twice',
      'America/New_York',
      { sun: [['01:00', '02:00']] },
      '2026-11-01T04:00Z',
      'PT2H',
      '2026-11-01T07:00Z',
    ],
    [
      'half an hour on Lord Howe',
      'Australia/Lord_Howe',
      everyDay(all),
      '2026-04-04T13:00Z',
      'PT24H30M',
      '2026-04-05T13:30Z',
    ],
    [
      'midnight that does not exist',
      'America/Sao_Paulo',
      everyDay(['00:00', '02:00']),
      '2018-11-04T02:00Z',
      'PT1H',
      '2018-11-04T04:00Z',
    ],
    [
      'the offset of that day, not of today: winter',
      'Europe/Berlin',
      workdays(office),
      '2026-01-12T07:00Z',
      'PT1H',
      '2026-01-12T09:00Z',
    ],
    [
      'the offset of that day, not of today: summer',
      'Europe/Berlin',
      workdays(office),
      '2026-07-13T06:00Z',
      'PT1H',
      '2026-07-13T08:00Z',
    ],
    [
      'hours over a weekend with a change in it',
      'Europe/Berlin',
      workdays(office),
      '2026-03-27T15:00Z',
      'PT2H',
      '2026-03-30T08:00Z',
    ],
    [
      'a rule that was changed: no summer time any more',
      'America/Sao_Paulo',
      workdays(office),
      '2019-11-04T11:00Z',
      'PT1H',
      '2019-11-04T13:00Z',
    ],
    [
      'a date that never was',
      'Pacific/Apia',
      everyDay(office),
      '2011-12-30T03:00Z',
      'PT1H',
      '2011-12-30T20:00Z',
    ],
  ];

  for (const [what, timeZone, hours, start, target, due] of table)
    it(what, () => {
      const policy = fillPolicy(
        { targets: [{ id: 't', kind: 'resolution', target, unit: 'open-time', calendar: 'c' }] },
        undefined,
        new Map([['c', compileCalendar({ id: 'c', timeZone, hours })]]),
      );
      const at = Date.parse(start);
      const { resolution } = clocksOf(
        {
          id: '1',
          number: '1',
          title: '',
          description: '',
          status: { category: 'active' },
          loggedAt: at,
          updatedAt: at,
          pauses: [],
        },
        {},
        policy,
        at,
      );
      expect(new Date(resolution.dueAt ?? 0).toISOString().replace(':00.000', '')).to.equal(due);
    });
});
