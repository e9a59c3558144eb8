import type { KpiRequest, KpiResult, KpiRow } from '../../src/core/kpi/kpi.js';
import { backlogAges, createKpiColumns, kpi, kpiGroups, kpiRows, liveKpi } from '../../src/core/kpi/kpi.js';
import { bucketRequest } from '../../src/core/kpi/drill.js';
import { recurrences } from '../../src/core/kpi/recurrence.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import type { Bench } from './measure.js';
import { agree, compare, seeded } from './measure.js';

export const where = 'node';

const amount = 100_000;
const origin = Date.UTC(2025, 0, 6);
const weeks = 52;
const window = { from: origin, to: origin + weeks * 7 * DAY };
const categories = 12;

function makeRows(): readonly KpiRow[] {
  const random = seeded(7);
  return Array.from({ length: amount }, (_, i) => {
    const loggedAt = origin + Math.floor(random() * weeks * 7 * 1440) * MINUTE;
    const isOpen = random() < 0.05;
    return {
      id: `i${String(i)}`,
      loggedAt,
      category: `c${String(Math.floor(random() * categories))}`,
      service: `s${String(Math.floor(random() * 200))}`,
      open: isOpen,
      ...(isOpen ? {} : { resolvedAt: loggedAt + Math.floor(random() ** 3 * 30 * 1440) * MINUTE }),
    };
  });
}

/** One plain loop over plain records: logged, resolved and their mean by week. What a page of its own would write. */
function plainPass(rows: readonly KpiRow[]): {
  readonly logged: Float64Array;
  readonly resolved: Float64Array;
  readonly sums: Float64Array;
} {
  const [logged, resolved, sums] = [0, 1, 2].map(() => new Float64Array(weeks)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const at = (time: number): number => Math.floor((time - origin) / (7 * DAY));
  for (const { loggedAt = NaN, resolvedAt } of rows) {
    const week = at(loggedAt);
    if (week >= 0 && week < weeks) logged[week] = (logged[week] as number) + 1;
    if (resolvedAt === undefined) continue;
    const end = at(resolvedAt);
    if (end >= weeks) continue;
    resolved[end] = (resolved[end] as number) + 1;
    sums[end] = (sums[end] as number) + resolvedAt - loggedAt;
  }
  return { logged, resolved, sums };
}

/** Trends over 100,000 incidents, against one plain pass that has three series and nothing else. */
const bench: Bench = async () => {
  const rows = makeRows();
  const columns = createKpiColumns(rows);
  const shared = { window, timeZone: 'UTC', bucket: 'week' } as const;
  const requests: readonly KpiRequest[] = [
    { id: 'volume', ...shared },
    { id: 'resolved', ...shared },
    { id: 'mttr', ...shared },
  ];
  const mttr = requests[2] as KpiRequest;
  const now = window.to;
  const plain = plainPass(rows);
  const results = requests.map((request) => kpi(columns, request));
  results[0]?.series.forEach(({ n }, week) => agree('logged', plain.logged[week] ?? 0, n));
  results[1]?.series.forEach(({ n }, week) => agree('resolved', plain.resolved[week] ?? 0, n));
  results[2]?.series.forEach(({ value }, week) =>
    agree('mttr', (plain.sums[week] ?? 0) / (plain.resolved[week] ?? 1), value),
  );
  const touched = createKpiColumns(rows);
  const changing = createKpiColumns(rows);
  const live = requests.map((request) => liveKpi(changing, request));
  let step = 0;
  const change = (): unknown => {
    const row = rows[(step += 7919) % amount] as KpiRow;
    changing.upsert({ ...row, open: false, resolvedAt: (row.loggedAt ?? origin) + (1 + (step % 50)) * HOUR });
    return live.map((one) => one.summary().value);
  };
  return compare(
    `${amount.toLocaleString('en')} incidents: trends`,
    [
      { name: 'one plain pass, three series', baseline: true, run: () => plainPass(rows) },
      {
        name: 'logged, resolved and MTTR by week, after a change',
        run: () => {
          touched.upsert(rows[0] as KpiRow);
          return requests.map((request) => kpi(touched, request));
        },
        note: 'also medians, exclusions, the period before',
      },
      { name: 'MTTR by category', run: () => kpiGroups(columns, mttr, 'category') },
      { name: 'MTTR by service (200)', run: () => kpiGroups(columns, mttr, 'service') },
      { name: 'open by age', run: () => backlogAges(columns, now) },
      {
        name: 'recurrence in thirty days',
        run: () => recurrences(columns, { count: 3, within: 'P30D' }, now),
      },
      {
        name: 'incidents behind a point',
        run: () => kpiRows(columns, bucketRequest(mttr, results[2] as KpiResult, 20)),
      },
      { name: 'one incident changed, three series live', times: 1000, run: change },
    ],
    { warmUp: 10 },
  );
};

export default bench;
