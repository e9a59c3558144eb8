import { expect } from '@open-wc/testing';
import { compileCalendar } from '../../src/core/calendar.js';
import type { KpiId, KpiRequest, KpiRow } from '../../src/core/kpi.js';
import {
  backlogAt,
  countBy,
  createKpiColumns,
  kpi,
  kpiDefinitions,
  kpiRows,
  perDay,
} from '../../src/core/kpi.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';

const at = (text: string): number => Date.parse(`${text}Z`);
const march = { from: at('2026-03-09T00:00'), to: at('2026-03-16T00:00') };
const row = (id: string, more: Partial<KpiRow> = {}): KpiRow => ({
  id,
  loggedAt: at('2026-03-10T10:00'),
  ...more,
});
const done = (id: string, hours: number, more: Partial<KpiRow> = {}): KpiRow =>
  row(id, { resolvedAt: at('2026-03-10T10:00') + hours * HOUR, open: false, ...more });
const of = (rows: readonly KpiRow[], request: Partial<KpiRequest> & { id: KpiId }) =>
  kpi(createKpiColumns(rows), { window: march, ...request });

describe('a KPI', () => {
  it('is null, never 0, when there is nothing to compute it from', () => {
    for (const id of Object.keys(kpiDefinitions) as KpiId[]) {
      const result = of([], { id });
      expect([id, result.n, result.value, result.mean, result.median, result.p90]).to.deep.equal([
        id,
        0,
        null,
        null,
        null,
        null,
      ]);
      expect(result.trend).to.deep.equal({ delta: null, ratio: null, direction: null });
    }
  });

  it('shows n, mean, median and 90th percentile, and marks small samples', () => {
    const result = of(
      [1, 2, 3, 10].map((hours) => done(`i${hours}`, hours)),
      { id: 'mttr' },
    );
    expect([result.n, result.mean, result.median, result.smallSample]).to.deep.equal([
      4,
      4 * HOUR,
      2.5 * HOUR,
      true,
    ]);
    expect(result.p90).to.be.closeTo(7.9 * HOUR, 1);
    expect(
      of(
        [1, 2, 3, 4, 5].map((hours) => done(`i${hours}`, hours)),
        { id: 'mttr' },
      ).smallSample,
    ).to.equal(false);
  });

  it('leaves out cancelled ones, duplicates, children of a major incident and drills, unless told to count them', () => {
    const rows = [
      done('a', 2),
      done('b', 9, { cancelled: true }),
      done('c', 9, { duplicate: true }),
      done('d', 9, { childOfMajor: true }),
      done('e', 9, { drill: true }),
    ];
    expect(of(rows, { id: 'mttr' }).n).to.equal(1);
    expect(of(rows, { id: 'mttr', exclude: { drill: false, duplicate: false } }).n).to.equal(3);
  });

  it('leaves out and counts an interval that ends before it starts', () => {
    const result = of([done('a', 2), row('b', { resolvedAt: at('2026-03-10T09:00') })], { id: 'mttr' });
    expect([result.n, result.invalid, result.value]).to.deep.equal([1, 1, 2 * HOUR]);
  });

  it('goes by the time of resolution for outcomes and by the logging time for intake', () => {
    const early = row('a', {
      loggedAt: at('2026-03-01T10:00'),
      acknowledgedAt: at('2026-03-01T11:00'),
      resolvedAt: at('2026-03-10T10:00'),
    });
    expect(of([early], { id: 'mttr' }).n).to.equal(1);
    expect(of([early], { id: 'mtta' }).n).to.equal(0);
    expect(of([early], { id: 'volume' }).value).to.equal(0);
    expect(of([early], { id: 'mttr', windowBy: 'loggedAt' }).n).to.equal(0);
  });

  it('includes the first instant of its window and not the last', () => {
    const rows = [
      row('a', { loggedAt: march.from }),
      row('b', { loggedAt: march.to }),
      row('c', { loggedAt: march.from - 1 }),
    ];
    expect(of(rows, { id: 'volume' }).value).to.equal(1);
  });

  it('measures from and to what the chosen variant says', () => {
    const one = done('a', 8, {
      occurredAt: at('2026-03-10T08:00'),
      detectedAt: at('2026-03-10T09:00'),
      assignedAt: at('2026-03-10T10:05'),
      acknowledgedAt: at('2026-03-10T10:10'),
      firstResponseAt: at('2026-03-10T10:30'),
      closedAt: at('2026-03-12T10:00'),
      pausedMs: 3 * HOUR,
    });
    const value = (id: KpiId, variant: KpiRequest['variant'] = {}) => of([one], { id, variant }).value;
    expect(value('mtta')).to.equal(10 * MINUTE);
    expect(value('mtta', { stop: 'first-response' })).to.equal(30 * MINUTE);
    expect(value('mtta', { stop: 'assigned', start: 'detected' })).to.equal(65 * MINUTE);
    expect(value('mttd')).to.equal(HOUR);
    expect(value('mttr')).to.equal(8 * HOUR);
    expect(value('mttr', { start: 'occurred' })).to.equal(10 * HOUR);
    expect(value('mttr', { stop: 'closed' })).to.equal(48 * HOUR);
    expect(value('mttr', { minusPauses: true })).to.equal(5 * HOUR);
    expect(of([one], { id: 'mttr', variant: { minusPauses: true } }).definitionId).to.equal(
      'mttr:logged:resolved:calendar-time:minus-pauses',
    );
  });

  it('measures open time with a calendar, and says so when there is none', () => {
    const nine = [['09:00', '17:00']] as const;
    const calendar = compileCalendar({ id: 'c', timeZone: 'UTC', hours: { tue: nine, wed: nine } });
    const rows = [
      done('a', 24, { pausedMs: 6 * HOUR, pausedOpenMs: 2 * HOUR }),
      done('b', 24, { pausedMs: HOUR }),
    ];
    expect(of(rows, { id: 'mttr', calendar, variant: { unit: 'open-time' } }).value).to.equal(8 * HOUR);
    const net = of(rows, { id: 'mttr', calendar, variant: { unit: 'open-time', minusPauses: true } });
    expect([net.n, net.value]).to.deep.equal([1, 6 * HOUR]);
    expect(() => of(rows, { id: 'mttr', variant: { unit: 'open-time' } })).to.throw(
      /needs a business calendar/,
    );
  });

  it('knows first-level from first-contact resolution, and leaves out what is not known', () => {
    const rows = [
      done('a', 1, { escalated: false, firstContact: true, reassignmentCount: 0 }),
      done('b', 1, { escalated: false, firstContact: false, reassignmentCount: 2 }),
      done('c', 1, { escalated: true, reassignmentCount: 1 }),
      done('d', 1),
      row('open', { escalated: false, firstContact: true, reassignmentCount: 0, open: true }),
    ];
    const share = (id: KpiId) => [of(rows, { id }).n, of(rows, { id }).value];
    expect(share('flr')).to.deep.equal([3, 2 / 3]);
    expect(share('fcr-contact')).to.deep.equal([2, 0.5]);
    expect(share('first-group')).to.deep.equal([3, 1 / 3]);
    expect(share('reassignment')).to.deep.equal([3, 1]);
    expect(share('reassigned-rate')).to.deep.equal([3, 2 / 3]);
  });

  it('counts open misses of the SLA only when strict', () => {
    const rows = [
      done('a', 1, { slaMet: true }),
      done('b', 1, { slaMet: false }),
      row('c', { slaMet: false, open: true }),
      row('d', { slaMet: true, open: true }),
      done('e', 1, { slaMet: null }),
    ];
    expect([of(rows, { id: 'sla' }).n, of(rows, { id: 'sla' }).value]).to.deep.equal([2, 0.5]);
    const strict = of(rows, { id: 'sla', variant: { strict: true } });
    expect([strict.n, strict.value]).to.deep.equal([3, 1 / 3]);
  });

  it('does not count a reopened incident as resolved while it is open', () => {
    const rows = [
      done('a', 1, { reopenCount: 0 }),
      done('b', 5, { reopenCount: 1, open: true }),
      done('c', 3, { reopenCount: 2 }),
    ];
    expect(of(rows, { id: 'mttr' }).value).to.equal(2 * HOUR);
    expect(of(rows, { id: 'reopen-rate' }).value).to.equal(0.5);
  });

  it('filters by priority and category, and finds nothing for an unknown word', () => {
    const rows = [
      done('a', 1, { priority: 1, category: 'Network' }),
      done('b', 3, { priority: 2, category: 'Network' }),
      done('c', 5),
    ];
    expect(of(rows, { id: 'mttr', filter: { priority: 2 } }).value).to.equal(3 * HOUR);
    expect(of(rows, { id: 'mttr', filter: { priority: [1, 2], category: 'Network' } }).value).to.equal(
      2 * HOUR,
    );
    expect(of(rows, { id: 'mttr', filter: { category: 'Printer' } }).value).to.equal(null);
  });

  it('names the incidents behind it', () => {
    const columns = createKpiColumns([done('a', 1), done('b', 2, { drill: true }), done('c', 3), row('d')]);
    expect(kpiRows(columns, { id: 'mttr', window: march })).to.deep.equal(['a', 'c']);
    expect(kpiRows(columns, { id: 'backlog', window: march })).to.deep.equal(['d']);
    expect(kpiRows(columns, { id: 'mttr', window: march }, 1)).to.deep.equal(['a']);
  });

  it('has a definition with formula and source for every figure', () => {
    for (const one of Object.values(kpiDefinitions)) {
      expect(one.formula.length, one.id).to.be.greaterThan(10);
      expect(one.source.length, one.id).to.be.greaterThan(5);
    }
    expect(() => of([], { id: 'mttx' as KpiId })).to.throw(/no figure "mttx"/);
  });
});

describe('the trend of a KPI', () => {
  const before = (hours: number) =>
    done(`before${hours}`, hours, {
      loggedAt: at('2026-03-03T10:00'),
      resolvedAt: at('2026-03-03T10:00') + hours * HOUR,
    });

  it('compares with the period of the same length before', () => {
    const result = of([before(8), done('now', 6)], { id: 'mttr' });
    expect(result.previous).to.deep.equal({
      period: { from: march.from - 7 * DAY, to: march.from },
      n: 1,
      invalid: 0,
      value: 8 * HOUR,
    });
    expect(result.trend).to.deep.equal({ delta: -2 * HOUR, ratio: -0.25, direction: 'better' });
  });

  it('knows which way is better, and calls a small change the same', () => {
    expect(of([before(2), done('now', 6)], { id: 'mttr' }).trend.direction).to.equal('worse');
    expect(of([before(100), done('now', 100.5)], { id: 'mttr', minChange: 0.02 }).trend.direction).to.equal(
      'same',
    );
    const sla = [before(1), done('now', 1)].map((one, i) => ({ ...one, slaMet: i === 1 }));
    expect(of(sla, { id: 'sla' }).trend).to.deep.equal({ delta: 1, ratio: null, direction: 'better' });
    expect(of([before(1), done('now', 1), done('more', 1)], { id: 'volume' }).trend.direction).to.equal(null);
  });

  it('may compare with a period of one’s own, even one that overlaps the window', () => {
    const previous = { from: at('2026-03-01T00:00'), to: at('2026-03-12T00:00') };
    const result = of([before(2), done('now', 6)], { id: 'mttr', previous });
    expect([result.value, result.previous?.value]).to.deep.equal([6 * HOUR, 4 * HOUR]);
  });
});

describe('the series of a KPI', () => {
  it('has one point per day of the zone, null where nothing was resolved', () => {
    const rows = [done('a', 2), done('b', 4), done('c', 30)];
    const { series } = of(rows, { id: 'mttr', timeZone: 'UTC' });
    expect(
      series.map(({ date, n, value }) => [date.slice(8), n, value === null ? null : value / HOUR]),
    ).to.deep.equal([
      ['09', 0, null],
      ['10', 2, 3],
      ['11', 1, 30],
      ['12', 0, null],
      ['13', 0, null],
      ['14', 0, null],
      ['15', 0, null],
    ]);
  });

  it('puts an incident on the day of the stated zone, also when days have 23 or 25 hours', () => {
    const spring = { from: at('2026-03-27T23:00'), to: at('2026-03-30T22:00') };
    const rows = [
      row('a', { loggedAt: at('2026-03-28T22:59') }),
      row('b', { loggedAt: at('2026-03-28T23:00') }),
      row('c', { loggedAt: at('2026-03-29T21:59') }),
      row('d', { loggedAt: at('2026-03-29T22:00') }),
    ];
    const { series } = of(rows, { id: 'volume', window: spring, timeZone: 'Europe/Berlin' });
    expect(series.map(({ date, value }) => [date, value])).to.deep.equal([
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 1],
    ]);
    expect(series.map(({ from }) => from)).to.deep.equal([
      at('2026-03-27T23:00'),
      at('2026-03-28T23:00'),
      at('2026-03-29T22:00'),
    ]);
  });

  it('has weeks from Monday for longer windows', () => {
    const { series } = of([done('a', 2)], {
      id: 'mttr',
      window: { from: at('2026-01-01T00:00'), to: at('2026-05-01T00:00') },
    });
    expect(series[0]?.date).to.equal('2025-12-29');
    expect(series.find((bucket) => bucket.n > 0)?.date).to.equal('2026-03-09');
  });

  it('spans all there is without a window, where days are asked for', () => {
    const columns = createKpiColumns([row('a'), row('b', { loggedAt: at('2026-03-12T10:00') })]);
    expect(kpi(columns, { id: 'volume', bucket: 'day' }).series.map(({ value }) => value)).to.deep.equal([
      1, 0, 1,
    ]);
    expect(kpi(columns, { id: 'volume' }).series).to.deep.equal([]);
  });
});

describe('the backlog', () => {
  const rows = [
    row('old', { loggedAt: at('2026-02-01T10:00') }),
    done('a', 30),
    done('b', 1),
    row('closed', { closedAt: at('2026-03-12T08:00'), open: false }),
    row('ended somehow', { open: false }),
    row('later', { loggedAt: at('2026-03-20T10:00') }),
    done('reopened', 5, { open: true }),
  ];

  it('is what was logged and not ended at that instant', () => {
    const columns = createKpiColumns(rows);
    expect(backlogAt(columns, at('2026-03-09T00:00'))).to.equal(1);
    expect(backlogAt(columns, at('2026-03-10T10:30'))).to.equal(5);
    expect(backlogAt(columns, at('2026-03-16T00:00'))).to.equal(2);
    expect(backlogAt(columns, at('2026-03-16T00:00'), {}, 'resolved')).to.equal(3);
  });

  it('has the same figure as a KPI, at the end of the window and of each of its days', () => {
    const columns = createKpiColumns(rows);
    const result = kpi(columns, { id: 'backlog', window: march });
    expect([result.value, result.previous?.value, result.trend.direction]).to.deep.equal([2, 1, 'worse']);
    expect(result.series.map(({ value }) => value)).to.deep.equal(
      [10, 11, 12, 13, 14, 15, 16].map((day) => backlogAt(columns, at(`2026-03-${day}T00:00`))),
    );
  });

  it('has an age', () => {
    const result = of([row('a'), row('b', { loggedAt: at('2026-03-12T10:00') })], { id: 'open-age' });
    expect([result.n, result.value, result.median]).to.deep.equal([
      2,
      4.5 * DAY + 2 * HOUR,
      4.5 * DAY + 2 * HOUR,
    ]);
  });
});

describe('counts', () => {
  it('are by priority, category or status, and per local day', () => {
    const columns = createKpiColumns([
      row('a', { priority: 1, category: 'Network', status: 'new' }),
      row('b', { priority: 1, category: 'Access', status: 'closed', loggedAt: at('2026-03-10T23:30') }),
      row('c', { category: 'Access', drill: true }),
      row('d'),
    ]);
    expect([...countBy(columns, 'priority')]).to.deep.equal([
      [1, 2],
      [0, 1],
    ]);
    expect([...countBy(columns, 'category', { exclude: { drill: false } })]).to.deep.equal([
      ['Network', 1],
      ['Access', 2],
      ['', 1],
    ]);
    expect([...countBy(columns, 'status')]).to.deep.equal([
      ['new', 1],
      ['closed', 1],
      ['', 1],
    ]);
    expect([...perDay(columns, 'loggedAt', 'Europe/Berlin')]).to.deep.equal([
      ['2026-03-10', 2],
      ['2026-03-11', 1],
    ]);
    expect([
      ...perDay(columns, 'loggedAt', 'Europe/Berlin', {
        window: { from: at('2026-03-10T20:00'), to: at('2026-03-12T00:00') },
      }),
    ]).to.deep.equal([['2026-03-11', 1]]);
  });
});
