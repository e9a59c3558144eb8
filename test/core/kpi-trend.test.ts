import { expect } from '@open-wc/testing';

import type { Incident } from '../../src/core/incident.js';
import type { KpiId, KpiRequest, KpiRow } from '../../src/core/kpi/kpi.js';
import {
  backlogAgeRows,
  backlogAges,
  createKpiColumns,
  kpi,
  kpiGroups,
  kpiRow,
  kpiRows,
} from '../../src/core/kpi/kpi.js';
import { bucketRequest } from '../../src/core/kpi/drill.js';
import { recurrences } from '../../src/core/kpi/recurrence.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { clocksOf, lateWithin } from '../../src/core/sla/clocks.js';
import { deadlinesOf, nextBreach } from '../../src/core/sla/forecast.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import { startOfLocalDay, startOfWeek } from '../../src/core/zone.js';
import { incident } from '../support/scripted-adapter.js';

const at = (text: string): number => Date.parse(text.length > 16 ? text : `${text}Z`);

/** Some hundred incidents over two months around the change to summer time in Berlin, some still open. */
const rows: readonly KpiRow[] = Array.from({ length: 300 }, (_, i) => {
  const loggedAt = at('2026-03-01T00:10') + ((i * 7919) % (60 * 24 * 60)) * MINUTE;
  const isOpen = i % 5 === 0;
  return {
    id: `i${String(i)}`,
    loggedAt,
    category: ['Network', 'Software', undefined][i % 3],
    service: ['mail', 'vpn'][i % 4],
    open: isOpen,
    priority: 1 + (i % 4),
    slaMet: i % 3 !== 0,
    cancelled: i % 29 === 0,
    ...(isOpen ? {} : { resolvedAt: loggedAt + (((i * 37) % 200) + 1) * HOUR }),
  };
});
const columns = createKpiColumns(rows);
const spring = {
  from: startOfLocalDay('Europe/Berlin', at('2026-03-16T00:00') / DAY),
  to: startOfLocalDay('Europe/Berlin', at('2026-04-13T00:00') / DAY),
};
const request = (id: KpiId, more: Partial<KpiRequest> = {}): KpiRequest => ({
  id,
  window: spring,
  timeZone: 'Europe/Berlin',
  ...more,
});

describe('a trend', () => {
  for (const id of ['volume', 'resolved', 'backlog', 'mttr', 'sla'] as const)
    for (const bucket of ['day', 'week', 'month'] as const)
      it(`leads from each ${bucket} of ${id} to exactly its incidents, over the change of the clocks too`, () => {
        const asked = request(id, { bucket });
        const result = kpi(columns, asked);
        expect(result.series.length).to.be.above(1);
        expect(result.series.some(({ n }) => n > 0)).to.equal(true);
        result.series.forEach(({ n, value, date }, place) => {
          const one = bucketRequest(asked, result, place);
          expect(kpiRows(columns, one).length, date).to.equal(n);
          expect(kpi(columns, one).value ?? null, date).to.equal(value);
        });
      });

  it('is as much as the figure of its period', () => {
    const weeks = kpi(columns, request('mttr', { bucket: 'week' }));
    const n = weeks.series.reduce((sum, one) => sum + one.n, 0);
    const mean = weeks.series.reduce((sum, one) => sum + one.n * (one.value ?? 0), 0) / n;
    const card = kpi(columns, request('mttr', { bucket: 'none' }));
    expect(n).to.equal(card.n);
    expect(mean).to.be.closeTo(card.value ?? 0, 1);
    const open = kpi(columns, request('backlog', { bucket: 'day' }));
    expect(open.series.at(-1)?.value).to.equal(kpi(columns, request('backlog')).value);
  });

  it('begins its weeks on the day the organisation does', () => {
    const first = (weekStart: number) =>
      kpi(columns, request('volume', { bucket: 'week', weekStart })).series.map(({ date }) => date);
    expect(first(1).slice(0, 2)).to.deep.equal(['2026-03-16', '2026-03-23']);
    expect(first(7).slice(0, 2)).to.deep.equal(['2026-03-15', '2026-03-22']);
    expect(first(6).slice(0, 2)).to.deep.equal(['2026-03-14', '2026-03-21']);
    expect(startOfWeek(at('2026-03-29T00:00') / DAY, 7)).to.equal(at('2026-03-29T00:00') / DAY);
    expect(startOfWeek(at('2026-03-29T00:00') / DAY)).to.equal(at('2026-03-23T00:00') / DAY);
  });

  it('has days of 23 and 25 hours where the clocks change', () => {
    const days = kpi(columns, request('volume', { bucket: 'day' })).series;
    const on = (date: string) => days.findIndex((one) => one.date === date);
    const length = (date: string) => (days[on(date) + 1]?.from ?? 0) - (days[on(date)]?.from ?? 0);
    expect(length('2026-03-29') / HOUR).to.equal(23);
    expect(length('2026-03-30') / HOUR).to.equal(24);
    const autumn = createKpiColumns([{ id: 'a', loggedAt: at('2026-11-01T05:30') }]);
    const newYork = kpi(autumn, {
      id: 'volume',
      timeZone: 'America/New_York',
      bucket: 'day',
      window: { from: at('2026-10-31T04:00'), to: at('2026-11-03T05:00') },
    }).series;
    expect(newYork.map(({ date, n }) => [date, n])).to.deep.equal([
      ['2026-10-31', 0],
      ['2026-11-01', 1],
      ['2026-11-02', 0],
    ]);
    expect(((newYork[2]?.from ?? 0) - (newYork[1]?.from ?? 0)) / HOUR).to.equal(25);
  });

  for (const id of ['volume', 'resolved', 'backlog', 'open-age', 'mttr', 'sla'] as const)
    for (const by of ['category', 'service'] as const)
      it(`divides ${id} by ${by} into parts that together are the figure`, () => {
        const whole = kpi(columns, request(id));
        const parts = kpiGroups(columns, request(id), by);
        expect(parts.map(({ key }) => key))
          .to.include('')
          .and.to.have.lengthOf(3);
        expect(parts.reduce((sum, { n }) => sum + n, 0)).to.equal(whole.n);
        for (const { key, n, value } of parts) {
          const one = request(id, { filter: { [by]: key } });
          expect(kpi(columns, one).value, key).to.equal(value);
          expect(kpiRows(columns, one), key).to.have.lengthOf(n);
        }
      });

  it('does not judge a part of fewer than five, unless it only counts', () => {
    const few = createKpiColumns(rows.slice(1, 9));
    expect(kpiGroups(few, { id: 'mttr' }, 'category').some(({ enough }) => !enough)).to.equal(true);
    expect(kpiGroups(few, { id: 'volume' }, 'category').every(({ enough }) => enough)).to.equal(true);
  });

  it('leads from an age to its incidents', () => {
    const now = at('2026-04-20T12:00');
    const ages = backlogAges(columns, now);
    expect(ages.map((_, place) => backlogAgeRows(columns, now, place).length)).to.deep.equal(
      ages.map(({ n }) => n),
    );
    expect(ages.reduce((sum, { n }) => sum + n, 0)).to.equal(kpi(columns, { id: 'backlog', at: now }).value);
  });

  it('counts as resolved what has stayed so', () => {
    const some = createKpiColumns([
      { id: 'a', loggedAt: at('2026-03-20T08:00'), resolvedAt: at('2026-03-21T08:00') },
      { id: 'b', loggedAt: at('2026-03-20T08:00'), resolvedAt: at('2026-03-21T08:00'), open: true },
      { id: 'c', loggedAt: at('2026-03-01T08:00'), resolvedAt: at('2026-03-22T08:00') },
    ]);
    expect(kpiRows(some, request('resolved'))).to.deep.equal(['a', 'c']);
    expect(kpiRows(some, request('volume'))).to.deep.equal(['a', 'b']);
  });
});

describe('recurrence', () => {
  const now = at('2026-04-01T12:00');
  const rules = { count: 3, within: 'P30D' };
  const mail = (id: string, daysAgo: number, more: Partial<KpiRow> = {}): KpiRow => ({
    id,
    loggedAt: now - daysAgo * DAY,
    service: 'mail',
    category: 'Software',
    ...more,
  });

  it('is three of one service and category in thirty days, the latest first', () => {
    const found = recurrences(
      createKpiColumns([
        mail('a', 29),
        mail('b', 1),
        mail('c', 10),
        mail('d', 31),
        mail('e', 2, { category: 'Network' }),
        mail('f', 2, { service: undefined }),
        mail('g', 2, { cancelled: true }),
        mail('h', 2, { duplicate: true }),
        mail('i', 2, { drill: true }),
      ]),
      rules,
      now,
    );
    expect(found).to.deep.equal([{ service: 'mail', category: 'Software', incidentIds: ['b', 'c', 'a'] }]);
  });

  it('goes by the numbers of the policy', () => {
    const two = createKpiColumns([mail('a', 5), mail('b', 1)]);
    expect(recurrences(two, rules, now)).to.deep.equal([]);
    expect(recurrences(two, { count: 2, within: 'P7D' }, now)).to.have.lengthOf(1);
    expect(recurrences(two, { count: 2, within: 'P3D' }, now)).to.deep.equal([]);
  });
});

describe('the forecast of breaches', () => {
  const policy = compilePolicy({
    calendars: [
      {
        id: 'office',
        timeZone: 'Europe/Berlin',
        hours: { mon: [['08:00', '17:00']], tue: [['08:00', '17:00']], fri: [['08:00', '17:00']] },
      },
    ],
    targets: [
      { id: 'answer', kind: 'response', target: 'PT30M', unit: 'calendar-time' },
      { id: 'solve', kind: 'resolution', target: 'PT4H', unit: 'open-time', calendar: 'office' },
    ],
  });
  /** Friday half past four in Berlin: half an hour is left of the day. */
  const friday = at('2026-03-27T15:30');
  const one = (id: string, more: Partial<Incident>): Incident =>
    incident({ id, status: { category: 'active' }, loggedAt: friday - HOUR, updatedAt: friday, ...more });
  const answered = { firstResponseAt: friday - 50 * MINUTE, acknowledgedAt: friday - 50 * MINUTE };

  const incidents: readonly Incident[] = [
    // Nobody has answered; in ten minutes the half hour is over.
    one('unanswered', { loggedAt: friday - 20 * MINUTE }),
    // Three hours and forty minutes of the four are used up.
    one('soon', { ...answered, loggedAt: friday - 220 * MINUTE }),
    // Used up as much, but on hold.
    one('held', {
      ...answered,
      loggedAt: friday - 220 * MINUTE,
      status: { category: 'paused' },
      pauses: [{ from: friday - 10 * MINUTE, to: null }],
    }),
    // It was on hold for two hours, so there is time.
    one('was-held', {
      ...answered,
      loggedAt: friday - 220 * MINUTE,
      pauses: [{ from: friday - 180 * MINUTE, to: friday - HOUR }],
    }),
    // Ten minutes of the day are left, and half an hour of the target: that is on Monday.
    one('monday', { ...answered, loggedAt: friday - 200 * MINUTE }),
    // The answer is late already, the resolution will be.
    one('late-and-soon', { loggedAt: friday - 220 * MINUTE }),
    one('late', { loggedAt: friday - 300 * MINUTE }),
    one('done', {
      ...answered,
      loggedAt: friday - 220 * MINUTE,
      status: { category: 'resolved' },
      resolvedAt: friday - MINUTE,
    }),
  ];
  const foreseen = (now: number): readonly string[] =>
    incidents
      .filter((each) => {
        const { response, resolution } = deadlinesOf(each, policy, now);
        const next = nextBreach([response, resolution], now);
        return next !== undefined && next - now < HOUR;
      })
      .map(({ id }) => id);

  it('is what will be late within the hour, by opening hours and holds, and not what is late', () => {
    expect(foreseen(friday)).to.deep.equal(['unanswered', 'soon', 'late-and-soon']);
  });

  it('agrees with the clocks that explain themselves', () => {
    for (const now of [friday, friday + 25 * MINUTE, friday + 64 * HOUR + 35 * MINUTE]) {
      const clocks = incidents
        .filter(({ status }) => status.category !== 'resolved')
        .flatMap((each) => Object.values(clocksOf(each, {}, policy, now)));
      const late = new Set(lateWithin(clocks, HOUR).map(({ incidentId }) => incidentId));
      expect(foreseen(now), new Date(now).toISOString()).to.have.members([...late]);
    }
  });

  it('is the same number as a figure, with the same incidents, minute by minute', () => {
    const figured = createKpiColumns(incidents.map((each) => kpiRow(each, { now: friday, policy })));
    for (const minutes of [0, 5, 11, 20, 21, 64 * 60 + 10]) {
      const now = friday + minutes * MINUTE;
      const figure = { id: 'breaching', at: now } as const;
      expect(kpiRows(figured, figure), String(minutes)).to.have.members([...foreseen(now)]);
      expect(kpi(figured, figure).value, String(minutes)).to.equal(foreseen(now).length);
    }
  });

  it('is unknown, and not none, where nothing is promised', () => {
    const bare = createKpiColumns([{ id: 'a', loggedAt: friday, open: true }]);
    expect(kpi(bare, { id: 'breaching', at: friday }).value).to.equal(null);
    const held = createKpiColumns([kpiRow(incidents[2] as Incident, { now: friday, policy })]);
    expect(kpi(held, { id: 'breaching', at: friday }).value).to.equal(0);
  });
});
