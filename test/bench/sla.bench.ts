import { compileCalendar, openBetween } from '../../src/core/calendar/calendar.js';
import type { SlaInput } from '../../src/core/sla/clock.js';
import { slaClock } from '../../src/core/sla/clock.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import { offsetAt } from '../../src/core/zone.js';
import type { Bench } from './measure.js';
import { agree, compare, seeded } from './measure.js';

export const where = 'node';

const nine = [['09:00', '17:00']] as const;
const definition = {
  id: 'office',
  timeZone: 'Europe/Berlin',
  hours: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
  holidays: ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25'],
};
const holidays = new Set(definition.holidays.map((date) => Date.parse(date) / DAY));

/** The usual way: a step per minute. It is lent our table of offsets, so that it is not the zone it is slow at. */
function openAt(at: number): boolean {
  const local = at + offsetAt('Europe/Berlin', at);
  const day = Math.floor(local / DAY);
  const weekday = (day + 3) % 7;
  const time = local - day * DAY;
  return weekday < 5 && time >= 9 * HOUR && time < 17 * HOUR && !holidays.has(day);
}

function dueByMinutes({ start, pauses = [] }: SlaInput, minutes: number): number {
  let at = start;
  for (let left = minutes; left > 0; at += MINUTE) {
    if (openAt(at) && !pauses.some((pause) => pause.from <= at && at < (pause.to ?? Infinity))) left--;
  }
  return at;
}

function openByMinutes(from: number, to: number): number {
  let open = 0;
  for (let at = from; at < to; at += MINUTE) if (openAt(at)) open += MINUTE;
  return open;
}

/** Due dates and a year's open time, against walking minute by minute. */
const bench: Bench = async () => {
  const random = seeded(5);
  const calendar = compileCalendar(definition);
  const inputs = Array.from({ length: 100 }, (): SlaInput => {
    const start = Date.UTC(2026, 0, 1) + Math.floor(random() * 300 * 1440) * MINUTE;
    const from = start + Math.floor(random() * 2880) * MINUTE;
    return {
      target: { id: 't', kind: 'resolution', target: 'PT40H', unit: 'open-time' },
      calendar,
      start,
      now: start + DAY,
      pauses: [{ from, to: from + Math.floor(random() * 2880) * MINUTE }],
    };
  });
  for (const input of inputs) agree('SLA due date', dueByMinutes(input, 2400), slaClock(input).dueAt);
  const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
  agree('open time of a year', openByMinutes(from, to), openBetween(calendar, from, to));
  return [
    ...(await compare('SLA due date, 100 clocks of 40 open hours with a hold', [
      { name: 'minute loop', baseline: true, run: () => inputs.map((input) => dueByMinutes(input, 2400)) },
      { name: 'slaClock', times: 20, run: () => inputs.map((input) => slaClock(input).dueAt) },
    ])),
    ...(await compare('open time of one year', [
      { name: 'minute loop', baseline: true, run: () => openByMinutes(from, to) },
      { name: 'openBetween', times: 10_000, run: () => openBetween(calendar, from, to) },
      {
        name: 'openBetween, calendar compiled for it',
        run: () => openBetween(compileCalendar(definition), from, to),
      },
    ])),
  ];
};

export default bench;
