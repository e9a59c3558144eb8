import { compileCalendar } from '../../src/core/calendar/calendar.js';
import type { KpiRequest, KpiRow } from '../../src/core/kpi/kpi.js';
import { createKpiColumns, kpi, liveKpi } from '../../src/core/kpi/kpi.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import type { Bench } from './measure.js';
import { agree, compare, seeded } from './measure.js';

export const where = 'node';

const amount = 100_000;
const days = 800;
const origin = Date.UTC(2025, 0, 6);
const [opens, closes] = [8 * 3600, 18 * 3600];
const office = [['08:00', '18:00']] as const;
const calendar = compileCalendar({
  id: 'office',
  timeZone: 'UTC',
  hours: { mon: office, tue: office, wed: office, thu: office, fri: office },
});
const window = { from: origin, to: origin + 700 * DAY };

function makeRows(): KpiRow[] {
  const random = seeded(42);
  return Array.from({ length: amount }, (_, i) => {
    const loggedAt = origin + Math.floor(random() * 600 * 1440) * MINUTE;
    const acknowledgedAt = loggedAt + Math.floor(random() ** 3 * 2880) * MINUTE;
    const open = random() < 0.08;
    const hops = random() < 0.6 ? 0 : 1;
    return {
      id: `i${i}`,
      loggedAt,
      acknowledgedAt,
      ...(open ? {} : { resolvedAt: loggedAt + Math.floor(random() ** 3 * 90 * 1440) * MINUTE }),
      open,
      priority: 1 + Math.floor(random() * 5),
      escalated: hops > 0,
      reassignmentCount: hops,
      slaMet: random() < 0.8,
    };
  });
}

/** What a specialist would write for exactly this question: seconds in Int32 columns, one calendar, one zone, no choices. */
function int32Pass(
  rows: readonly KpiRow[],
): () => { readonly mtta: number; readonly mttr: number; readonly flr: number; readonly sla: number } {
  const seconds = (at: number | undefined): number => (at === undefined ? -1 : (at - origin) / 1000);
  const logged = Int32Array.from(rows, (row) => seconds(row.loggedAt));
  const acknowledged = Int32Array.from(rows, (row) => seconds(row.acknowledgedAt));
  const resolved = Int32Array.from(rows, (row) => seconds(row.resolvedAt));
  const direct = Uint8Array.from(rows, (row) => (row.escalated ? 0 : 1));
  const met = Uint8Array.from(rows, (row) => (row.slaMet ? 1 : 0));
  const length = Int32Array.from({ length: days }, (_, day) => (day % 7 < 5 ? closes - opens : 0));
  const before = new Int32Array(days);
  for (let day = 1; day < days; day++)
    before[day] = (before[day - 1] as number) + (length[day - 1] as number);
  const openUntil = (at: number): number => {
    const day = (at / 86_400) | 0;
    const time = (at - Math.imul(day, 86_400) - opens) | 0;
    const open = length[day] as number;
    return ((before[day] as number) + (time <= 0 ? 0 : time < open ? time : open)) | 0;
  };
  return () => {
    const [counts, sums, metPerDay] = [new Int32Array(days), new Float64Array(days), new Int32Array(days)];
    let [toAcknowledge, toResolve, ended, directly, inTime] = [0, 0, 0, 0, 0];
    for (let i = 0; i < logged.length; i++) {
      const start = openUntil(logged[i] as number);
      toAcknowledge += openUntil(acknowledged[i] as number) - start;
      const end = resolved[i] as number;
      if (end < 0) continue;
      const open = openUntil(end) - start;
      const day = (end / 86_400) | 0;
      toResolve += open;
      ended++;
      directly += direct[i] as number;
      inTime += met[i] as number;
      counts[day] = (counts[day] as number) + 1;
      sums[day] = (sums[day] as number) + open;
      metPerDay[day] = (metPerDay[day] as number) + (met[i] as number);
    }
    const series = [];
    for (let day = 0; day < days; day++) {
      const n = counts[day] as number;
      if (n > 0)
        series.push({ day, n, mttr: (sums[day] as number) / n, sla: (metPerDay[day] as number) / n });
    }
    return {
      mtta: (toAcknowledge / logged.length) * 1000,
      mttr: (toResolve / ended) * 1000,
      flr: directly / ended,
      sla: inTime / ended,
      series,
    };
  };
}

/** Median and 90th percentile of two durations, the short way. */
function ranksBySorting(rows: readonly KpiRow[]): () => readonly (number | undefined)[] {
  const columns = (['acknowledgedAt', 'resolvedAt'] as const).map((stop) =>
    Float64Array.from(rows, (row) => (row[stop] ?? origin) - (row.loggedAt ?? origin)),
  );
  return () =>
    columns.flatMap((column) => {
      const sorted = column.slice().sort();
      return [sorted[sorted.length >> 1], sorted[Math.floor(sorted.length * 0.9)]];
    });
}

/** Four cards with mean, median, p90, daily series, against one pass that only has means and two series. */
const bench: Bench = async () => {
  const rows = makeRows();
  const open = { unit: 'open-time' } as const;
  const shared = { calendar, window, timeZone: 'UTC' };
  const requests: readonly KpiRequest[] = [
    { id: 'mtta', variant: open, bucket: 'none', ...shared },
    { id: 'mttr', variant: open, bucket: 'day', ...shared },
    { id: 'flr', bucket: 'none', ...shared },
    { id: 'sla', bucket: 'day', ...shared },
  ];
  const pass = int32Pass(rows);
  const ranks = ranksBySorting(rows);
  const columns = createKpiColumns(rows);
  const recompute = (): readonly (number | null)[] => requests.map((request) => kpi(columns, request).value);
  const touched = createKpiColumns(rows);
  const recomputeAfterChange = (): readonly (number | null)[] => {
    touched.upsert(rows[0] as KpiRow);
    return requests.map((request) => kpi(touched, request).value);
  };
  const { mtta, mttr, flr, sla } = pass();
  const results = recompute();
  [mtta, mttr, flr, sla].forEach((expected, i) => agree(requests[i]?.id ?? '', expected, results[i] ?? null));

  const changing = createKpiColumns(rows);
  const live = requests.map((request) => liveKpi(changing, request));
  let step = 0;
  const change = (): unknown => {
    const row = rows[(step += 7919) % amount] as KpiRow;
    const loggedAt = row.loggedAt ?? origin;
    changing.upsert({ ...row, resolvedAt: loggedAt + (1 + (step % 50)) * HOUR, open: false });
    return live.map((one) => one.summary().value);
  };
  const title = `${amount.toLocaleString('en')} incidents: MTTA, MTTR, first-level resolution, SLA in open time`;
  const result = [
    ...(await compare(
      title,
      [
        {
          name: 'one pass over Int32 columns',
          baseline: true,
          run: pass,
          note: 'means and two daily series',
        },
        {
          name: 'the same, and medians and p90 by sorting',
          run: () => [pass(), ranks()],
          note: 'what the pass still lacks of a card',
        },
        {
          name: 'kpi(), four figures',
          run: recompute,
          note: 'also medians, p90, trend, exclusions',
        },
        {
          name: 'kpi(), four figures after a change',
          run: recomputeAfterChange,
          note: 'which incidents the windows hold is looked for again',
        },
        { name: 'one incident changed, four figures live', times: 1000, run: change },
      ],
      { warmUp: 15 },
    )),
  ];
  agree(
    'live against anew',
    kpi(changing, requests[1] as KpiRequest).value,
    live[1]?.summary().value ?? null,
  );
  return [
    ...result,
    ...(await compare(
      `${amount.toLocaleString('en')} incidents: first time`,
      [
        { name: 'Int32 columns built, one pass', baseline: true, run: () => int32Pass(rows)() },
        {
          name: 'columns built, four figures',
          run: () => {
            const fresh = createKpiColumns(rows);
            return requests.map((request) => kpi(fresh, request).value);
          },
        },
      ],
      { rounds: 4, warmUp: 1 },
    )),
  ];
};

export default bench;
