// Our figures in the shared bench: MTTA, MTTR, FCR and SLA in open time, and a series per day.
import { compileCalendar, createKpiColumns, kpi } from 'incident-elements/core';
import { CAL, D, EPOCH, SLA_MIN, biz } from '#w5/common.js';

const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const hours = [[clock(CAL.open), clock(CAL.close)]];

const calendar = compileCalendar({
  id: 'bench',
  timeZone: 'UTC',
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: CAL.holidays.map((at) => new Date(at).toISOString().slice(0, 10)),
});

/** Everything but the figures: records as columns, and whether each clock was met, which a backend says. */
export function prepare(list) {
  return createKpiColumns(
    list.map((row) => ({
      id: row.id,
      loggedAt: row.openedAt,
      acknowledgedAt: row.ackAt,
      ...(row.resolvedAt == null
        ? {}
        : { resolvedAt: row.resolvedAt, slaMet: biz(row.openedAt, row.resolvedAt) <= SLA_MIN[row.priority] }),
      priority: row.priority,
      escalated: row.reassignCount > 0 || row.reopenCount > 0,
    })),
  );
}

const window = { from: EPOCH * D, to: (EPOCH + 799) * D };
const shared = { calendar, timeZone: 'UTC', window };
const open = { unit: 'open-time' };

export function run(columns) {
  return {
    mtta: kpi(columns, { id: 'mtta', variant: open, bucket: 'none', ...shared }),
    mttr: kpi(columns, { id: 'mttr', variant: open, bucket: 'day', ...shared }),
    fcr: kpi(columns, { id: 'flr', bucket: 'none', ...shared }),
    sla: kpi(columns, { id: 'sla', bucket: 'day', ...shared }),
  };
}

const minutes = (length) => length / 60_000;

export function check({ mtta, mttr, fcr, sla }) {
  const days = mttr.series.map((bucket, at) => [bucket, sla.series[at]]).filter(([bucket]) => bucket.n > 0);
  return {
    mtta: minutes(mtta.value),
    mttr: minutes(mttr.value),
    fcr: fcr.value,
    sla: sla.value,
    days: days.length,
    sum: days.reduce((sum, [time, met]) => sum + minutes(time.value) + met.value, 0),
  };
}
