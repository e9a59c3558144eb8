import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { compileCalendar } from '../../src/core/calendar/calendar.js';
import type { KpiRequest, KpiRow } from '../../src/core/kpi/kpi.js';
import { createKpiColumns, kpi, liveKpi } from '../../src/core/kpi/kpi.js';
import { DAY, HOUR } from '../../src/core/time.js';

const origin = Date.parse('2026-03-02T00:00Z');
const window = { from: origin + 14 * DAY, to: origin + 28 * DAY };
const nine = [['09:00', '17:00']] as const;
const calendar = compileCalendar({
  id: 'c',
  timeZone: 'Europe/Berlin',
  hours: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
});

const time = fc.option(
  fc.integer({ min: 0, max: 40 * 24 }).map((hours) => origin + hours * HOUR),
  { nil: undefined },
);
const rows: fc.Arbitrary<KpiRow> = fc.record(
  {
    id: fc.integer({ min: 0, max: 25 }).map((number) => `i${number}`),
    loggedAt: time,
    acknowledgedAt: time,
    resolvedAt: time,
    closedAt: time,
    priority: fc.integer({ min: 1, max: 5 }),
    category: fc.constantFrom('Network', 'Access'),
    open: fc.boolean(),
    drill: fc.boolean(),
    escalated: fc.boolean(),
    slaMet: fc.option(fc.boolean()),
    reassignmentCount: fc.integer({ min: 0, max: 3 }),
    updatedAt: time,
    rating: fc.integer({ min: 1, max: 5 }),
    major: fc.boolean(),
    parentId: fc.integer({ min: 0, max: 25 }).map((number) => `i${number}`),
  },
  { requiredKeys: ['id'] },
);
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: rows },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 25 }).map((number) => `i${number}`) },
  ),
  { minLength: 1, maxLength: 80 },
);

const requests: readonly KpiRequest[] = [
  { id: 'mtta', window, timeZone: 'Europe/Berlin' },
  { id: 'mttr', window, calendar, variant: { unit: 'open-time' } },
  { id: 'mttr', variant: { stop: 'closed' }, window, filter: { category: 'Network', priority: [1, 2, 3] } },
  { id: 'flr', window },
  { id: 'sla', window, variant: { strict: true } },
  { id: 'reassignment', window, bucket: 'week' },
  { id: 'volume', window },
  { id: 'backlog', window },
  { id: 'open-age', window, exclude: { drill: false } },
  { id: 'open-age', at: window.to },
  { id: 'not-updated', window },
  { id: 'csat', window, bucket: 'month' },
  { id: 'sla', window: { from: origin, to: window.to } },
];

describe('a live KPI', () => {
  it('always equals the figure computed anew, whatever was added, changed or taken out', () => {
    fc.assert(
      fc.property(steps, steps, (earlier, later) => {
        const columns = createKpiColumns([], 4);
        const apply = (step: KpiRow | string) =>
          typeof step === 'string' ? void columns.remove(step) : columns.upsert(step);
        earlier.forEach(apply);
        const live = requests.map((request) => liveKpi(columns, request));
        later.forEach(apply);
        requests.forEach((request, i) => {
          const anew = kpi(columns, request);
          const { n, invalid, value, previous, trend } = anew;
          expect(live[i]?.summary()).to.deep.equal({ n, invalid, value, previous, trend });
          expect(live[i]?.result()).to.deep.equal(anew);
        });
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('equals the figure computed from only the rows that are left', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const columns = createKpiColumns([], 4);
        const left = new Map<string, KpiRow>();
        for (const step of all) {
          if (typeof step === 'string') expect(columns.remove(step)).to.equal(left.delete(step));
          else {
            columns.upsert(step);
            left.set(step.id, step);
          }
        }
        expect(columns.count).to.equal(left.size);
        for (const request of requests)
          expect(kpi(columns, request)).to.deep.equal(kpi(createKpiColumns(left.values()), request));
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('stops following when told to', () => {
    const columns = createKpiColumns();
    const live = liveKpi(columns, { id: 'volume', window });
    live.stop();
    columns.upsert({ id: 'a', loggedAt: window.from });
    expect(live.summary().n).to.equal(0);
  });
});
