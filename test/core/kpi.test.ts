import { expect } from '@open-wc/testing';
import { compileCalendar } from '../../src/core/calendar/calendar.js';
import type { KpiId, KpiRequest, KpiRow } from '../../src/core/kpi/kpi.js';
import {
  backlogAges,
  backlogAt,
  choicesOffered,
  countBy,
  createKpiColumns,
  figureIssues,
  kpi,
  kpiDefinitions,
  kpiGroups,
  kpiRows,
  liveKpi,
  perDay,
  traitsOf,
} from '../../src/core/kpi/kpi.js';
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
      expect(result.trend).to.deep.equal({
        delta: null,
        ratio: null,
        direction: null,
        reason: 'nothing-to-compare',
        change: null,
      });
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

  it('tells how well incidents are categorised: those without a category, and those that were given another one', () => {
    const logged = [
      row('a', { category: 'Network' }),
      row('b', { category: '' }),
      row('c'),
      row('d', { category: 'Mail' }),
    ];
    const without = of(logged, { id: 'uncategorised' });
    expect([without.n, without.value, without.definitionId]).to.deep.equal([4, 0.5, 'uncategorised']);
    const rows = [
      done('a', 1, { recategorisationCount: 0 }),
      done('b', 1, { recategorisationCount: 2 }),
      done('c', 1, { recategorisationCount: 0 }),
      // Of these it is not known, and not decided yet.
      done('d', 1),
      row('open', { recategorisationCount: 1, open: true }),
      done('drill', 1, { recategorisationCount: 1, drill: true }),
    ];
    const again = of(rows, { id: 'recategorised' });
    expect([again.n, again.value]).to.deep.equal([3, 1 / 3]);
    expect(kpiRows(createKpiColumns(rows), { id: 'recategorised' })).to.deep.equal(['a', 'b', 'c']);
    const nobody = traitsOf(createKpiColumns([done('a', 1), done('b', 1)]));
    expect(figureIssues('recategorised', {}, nobody).map(({ code }) => code)).to.deep.equal([
      'recategorisationCount',
    ]);
    expect(figureIssues('uncategorised', {}, nobody).map(({ code }) => code)).to.deep.equal(['category']);
  });

  it('is divided by the group that has them', () => {
    const rows = [
      row('a', { group: 'desk', category: 'Mail' }),
      row('b', { group: 'desk' }),
      row('c', { group: 'net', category: 'Network' }),
      row('d'),
    ];
    const parts = kpiGroups(createKpiColumns(rows), { id: 'uncategorised' }, 'group');
    expect(parts.map(({ key, n, value }) => [key, n, value])).to.deep.equal([
      ['desk', 2, 0.5],
      ['', 1, 1],
      ['net', 1, 0],
    ]);
    const desk = { id: 'uncategorised', filter: { group: 'desk' } } as const;
    expect(kpiRows(createKpiColumns(rows), desk)).to.deep.equal(['a', 'b']);
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
  const before = (hours: number, id = '') =>
    done(`before${hours}${id}`, hours, {
      loggedAt: at('2026-03-03T10:00'),
      resolvedAt: at('2026-03-03T10:00') + hours * HOUR,
    });
  /** As many alike as a verdict needs. */
  const five = (make: (id: string) => KpiRow): KpiRow[] => ['a', 'b', 'c', 'd', 'e'].map(make);

  it('compares with the period of the same length before', () => {
    const result = of([...five((id) => before(8, id)), ...five((id) => done(id, 6))], { id: 'mttr' });
    expect(result.previous).to.deep.equal({
      period: { from: march.from - 7 * DAY, to: march.from },
      n: 5,
      invalid: 0,
      value: 8 * HOUR,
    });
    expect(result.trend).to.deep.equal({
      delta: -2 * HOUR,
      ratio: -0.25,
      direction: 'better',
      reason: null,
      change: { kind: 'share', amount: 0.25 },
    });
  });

  it('knows which way is better, and calls a small change the same', () => {
    const both = (then: number, now: number) => [
      ...five((id) => before(then, id)),
      ...five((id) => done(id, now)),
    ];
    expect(of(both(2, 6), { id: 'mttr' }).trend.direction).to.equal('worse');
    expect(of(both(100, 100.5), { id: 'mttr', minChange: 0.02 }).trend.direction).to.equal('same');
    const sla = both(1, 1).map((one, i) => ({ ...one, slaMet: i >= 5 }));
    expect(of(sla, { id: 'sla' }).trend).to.deep.equal({
      delta: 1,
      ratio: null,
      direction: 'better',
      reason: null,
      change: { kind: 'difference', amount: 1 },
    });
    const { direction, reason } = of([...both(1, 1), done('more', 1)], { id: 'volume' }).trend;
    expect([direction, reason]).to.deep.equal([null, 'no-direction']);
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
      bucket: 'week',
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
    expect([result.value, result.previous?.value, result.trend.reason]).to.deep.equal([2, 1, 'few']);
    const more = Array.from({ length: 9 }, (_, i) =>
      row(`more${i}`, { loggedAt: at(i < 4 ? '2026-02-02T10:00' : '2026-03-11T10:00') }),
    );
    const larger = kpi(createKpiColumns([...rows, ...more]), { id: 'backlog', window: march });
    expect([larger.value, larger.previous?.value, larger.trend.direction]).to.deep.equal([11, 5, 'worse']);
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

describe('figures of all there is', () => {
  const now = at('2026-03-20T10:00');
  const open = ['a', 'b', 'c'].map((id, i) => row(id, { loggedAt: now - (i + 1) * DAY, open: true }));
  const all = (id: KpiId, rows: readonly KpiRow[] = open) => kpi(createKpiColumns(rows), { id, at: now });

  it('a backlog of three is three, for all time as for a month', () => {
    expect(all('backlog').value).to.equal(3);
    expect(kpi(createKpiColumns(open), { id: 'backlog' }).value).to.equal(3);
    expect(of(open, { id: 'backlog', window: { from: now - 30 * DAY, to: now } }).value).to.equal(3);
    expect(all('backlog', [...open, done('over', 2)]).value).to.equal(3);
  });

  it('the open ones have an age as of now, and none where nobody says when now is', () => {
    const { value, median, n } = all('open-age');
    expect([value, median, n]).to.deep.equal([2 * DAY, 2 * DAY, 3]);
    const timeless = kpi(createKpiColumns(open), { id: 'open-age' });
    expect([timeless.n, timeless.value, timeless.median]).to.deep.equal([3, null, null]);
  });
});

describe('time on hold', () => {
  const held = done('held', 10, { pausedMs: 4 * HOUR });
  const never = done('never', 2, { pausedMs: 0 });
  const unknown = done('unknown', 30);

  it('is taken off where it is known; an incident of which it is not is left out instead of counted whole', () => {
    const minus = of([held, never, unknown], { id: 'mttr', variant: { minusPauses: true } });
    expect([minus.n, minus.value]).to.deep.equal([2, 4 * HOUR]);
    expect(of([held, never, unknown], { id: 'mttr' }).n).to.equal(3);
  });
});

describe('children of a major incident', () => {
  const parent = done('m', 2, { major: true });
  const child = done('c', 9, { parentId: 'm' });
  const mttr = (columns: ReturnType<typeof createKpiColumns>) => kpi(columns, { id: 'mttr', window: march });

  it('are not counted beside it, whichever of them is read first', () => {
    for (const rows of [
      [parent, child],
      [child, parent],
    ]) {
      const { n, value } = mttr(createKpiColumns(rows));
      expect([n, value]).to.deep.equal([1, 2 * HOUR]);
    }
  });

  it('count when the parent is no major incident, or none any more', () => {
    const columns = createKpiColumns([child, parent]);
    const live = liveKpi(columns, { id: 'mttr', window: march });
    columns.upsert({ ...parent, major: false });
    expect([mttr(columns).n, live.summary().n]).to.deep.equal([2, 2]);
    columns.upsert(parent);
    expect([mttr(columns).n, live.summary().n]).to.deep.equal([1, 1]);
    columns.remove('m');
    expect([mttr(columns).n, live.summary().n]).to.deep.equal([1, 1]);
    expect(live.summary().value).to.equal(9 * HOUR);
  });

  it('name the parents that still have to be read', () => {
    const columns = createKpiColumns([child, done('d', 1, { parentId: 'x' })]);
    expect(columns.unknownParents()).to.deep.equal(['m', 'x']);
    columns.upsert(parent);
    columns.upsert(done('d', 1));
    expect(columns.unknownParents()).to.deep.equal([]);
  });
});

describe('the buckets of a series', () => {
  /** So many incidents resolved a month, spread evenly over the days from January on. */
  const monthly = (n: number): KpiRow[] =>
    Array.from({ length: n * 12 }, (_, i) => {
      const resolvedAt = at('2026-01-01T00:00') + ((i + 0.5) * 364 * DAY) / (n * 12);
      return row(`i${i}`, { loggedAt: resolvedAt - HOUR, resolvedAt, slaMet: i % 2 === 0 });
    });
  const year = { from: at('2026-01-01T00:00'), to: at('2026-12-31T00:00') };
  const series = (n: number, more: Partial<KpiRequest> = {}) =>
    of(monthly(n), { id: 'sla', window: year, ...more });

  it('are as short as five incidents in each allow: weeks, months or quarters', () => {
    expect(series(30).bucket).to.equal('week');
    expect(series(8).bucket).to.equal('month');
    expect(series(2).bucket).to.equal('quarter');
    expect(
      series(8)
        .series.map(({ date }) => date)
        .slice(0, 3),
    ).to.deep.equal(['2026-01-01', '2026-02-01', '2026-03-01']);
    expect(series(2).series.map(({ n }) => n)).to.deep.equal([6, 6, 6, 6]);
  });

  it('are never single days of 0 and 100 % in a longer period', () => {
    const window = { from: at('2026-03-01T00:00'), to: at('2026-03-31T00:00') };
    const few = of(monthly(9), { id: 'sla', window });
    expect(few.bucket).to.equal('week');
    expect(few.series.some(({ enough }) => enough)).to.equal(false);
    expect(of(monthly(300), { id: 'sla', window }).series.every(({ enough }) => enough)).to.equal(true);
  });

  it('of a count need no five: few are few', () => {
    const counts = series(2, { id: 'volume' });
    expect([counts.bucket, counts.series.every(({ enough }) => enough)]).to.deep.equal(['week', true]);
    expect(counts.series.reduce((sum, { value }) => sum + (value ?? 0), 0)).to.equal(24);
  });

  it('begin with the month or quarter the window cuts, on the days of the zone', () => {
    const rows = [done('a', 1, { resolvedAt: at('2026-03-31T22:30') })];
    const window = { from: at('2026-02-10T00:00'), to: at('2026-05-01T00:00') };
    const months = (timeZone: string, bucket: 'month' | 'quarter' = 'month') =>
      of(rows, { id: 'mttr', window, bucket, timeZone }).series.map(({ date, n }) => `${date} ${n}`);
    expect(months('UTC')).to.deep.equal(['2026-02-01 0', '2026-03-01 1', '2026-04-01 0']);
    expect(months('Europe/Berlin')[2]).to.equal('2026-04-01 1');
    expect(months('UTC', 'quarter')).to.deep.equal(['2026-01-01 1', '2026-04-01 0']);
  });
});

describe('further figures', () => {
  it('satisfaction is the share of fours and fives, beside the mean and how many answered', () => {
    const rows = [5, 4, 3, 1, undefined].map((rating, i) => done(`i${i}`, 1, { rating }));
    const figure = (id: KpiId) => [of(rows, { id }).n, of(rows, { id }).value];
    expect(figure('csat')).to.deep.equal([4, 0.5]);
    expect(figure('csat-mean')).to.deep.equal([4, 3.25]);
    expect(figure('csat-response')).to.deep.equal([5, 0.8]);
  });

  it('the first answer has a figure and a target of its own', () => {
    const rows = [
      done('a', 1, { firstResponseAt: at('2026-03-10T10:20'), responseMet: true }),
      done('b', 1, { firstResponseAt: at('2026-03-10T10:40'), responseMet: false }),
      done('c', 1),
    ];
    expect(of(rows, { id: 'first-response' }).value).to.equal(30 * MINUTE);
    expect([of(rows, { id: 'sla-response' }).n, of(rows, { id: 'sla-response' }).value]).to.deep.equal([
      2, 0.5,
    ]);
  });

  it('count major incidents and high priorities among what was logged', () => {
    const rows = [row('a', { major: true, priority: 1 }), row('b', { priority: 3 }), row('c')];
    expect(of(rows, { id: 'major-rate' }).value).to.equal(1 / 3);
    expect([of(rows, { id: 'high-priority' }).n, of(rows, { id: 'high-priority' }).value]).to.deep.equal([
      2, 0.5,
    ]);
  });

  it('tell what nobody has touched for five or thirty days, and do not pretend to know how that was before', () => {
    const touched = (id: string, daysAgo: number) =>
      row(id, { loggedAt: at('2026-01-10T00:00'), updatedAt: march.to - daysAgo * DAY, open: true });
    const rows = [touched('a', 1), touched('b', 6), touched('c', 31), row('d', { open: true })];
    const five = of(rows, { id: 'not-updated' });
    expect([five.n, five.value, five.previous, five.trend.reason]).to.deep.equal([
      3,
      2 / 3,
      null,
      'nothing-to-compare',
    ]);
    expect(of(rows, { id: 'not-updated', variant: { staleAfter: 'P30D' } }).value).to.equal(1 / 3);
  });

  it('sort the open ones by age into buckets that do not overlap', () => {
    const now = at('2026-03-20T00:00');
    const rows = [0.5, 1, 1.5, 5, 10, 10.1, 30, 90].map((days, i) =>
      row(`i${i}`, { loggedAt: now - days * DAY, open: true }),
    );
    expect(
      backlogAges(createKpiColumns(rows), now).map(({ over, upTo, n }) => [over, upTo, n]),
    ).to.deep.equal([
      [0, 1, 2],
      [1, 5, 2],
      [5, 10, 1],
      [10, 30, 2],
      [30, null, 1],
    ]);
  });

  it('measure the repair from the assignment on', () => {
    const one = done('a', 8, { assignedAt: at('2026-03-10T13:00') });
    expect(of([one], { id: 'mttr', variant: { start: 'assigned' } }).value).to.equal(5 * HOUR);
  });
});

describe('what can be computed', () => {
  const holdless = [done('a', 1), done('b', 2, { open: false })];
  const traits = (rows: readonly KpiRow[], calendar?: Parameters<typeof traitsOf>[1]) =>
    traitsOf(createKpiColumns(rows), calendar);
  const codes = (id: KpiId, variant: KpiRequest['variant'], rows: readonly KpiRow[]) =>
    figureIssues(id, variant ?? {}, traits(rows)).map(({ code }) => code);

  it('does not offer to take holds off where nobody knows them, and says why', () => {
    expect(choicesOffered('mttr', {}, traits(holdless)).minusPauses).to.deep.equal([false]);
    expect(codes('mttr', { minusPauses: true }, holdless)).to.deep.equal(['pausedMs']);
    expect(figureIssues('mttr', { minusPauses: true }, traits(holdless))[0]?.message).to.equal(
      'The backend does not say how long incidents were on hold.',
    );
    const known = [...holdless, done('c', 1, { pausedMs: 0 })];
    expect(choicesOffered('mttr', {}, traits(known)).minusPauses).to.deep.equal([false, true]);
  });

  it('offers opening hours only with a calendar', () => {
    const calendar = compileCalendar({ id: 'c', timeZone: 'UTC', hours: { mon: [['09:00', '17:00']] } });
    expect(choicesOffered('mttr', {}, traits(holdless)).unit).to.deep.equal(['calendar-time']);
    expect(choicesOffered('mttr', {}, traits(holdless, calendar)).unit).to.deep.equal([
      'calendar-time',
      'open-time',
    ]);
  });

  it('judges by what is over: on the first day nothing is held against a figure', () => {
    expect(codes('csat', {}, [row('a', { open: true })])).to.deep.equal([]);
    expect(codes('csat', {}, holdless)).to.deep.equal(['rating']);
    expect(codes('fcr-contact', {}, [...holdless, done('c', 1, { firstContact: false })])).to.deep.equal([]);
  });

  it('has a sentence for everything any figure needs', () => {
    for (const { id, variants } of Object.values(kpiDefinitions)) {
      const choices = Object.entries(variants).flatMap(([key, values]) =>
        (values as readonly unknown[]).map((value) => ({ [key]: value })),
      );
      for (const variant of [{}, ...choices])
        for (const { message } of figureIssues(id, variant, new Set())) expect(message, id).to.match(/\.$/);
    }
  });
});
