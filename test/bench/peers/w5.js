// Our side of the key-figure workload: a bench of several libraries calls prepare, run and check.
import { compileCalendar, createKpiColumns, kpi, openBetween } from 'incident-elements/core';
import { CAL, SLA_MIN, summary } from '#w5/common.js';

export const check = summary;

const DAY = 86_400_000;
const clock = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const hours = [[clock(CAL.open), clock(CAL.close)]];
const calendar = compileCalendar({
  id: 'bench',
  timeZone: 'UTC',
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: CAL.holidays.map((at) => new Date(at).toISOString().slice(0, 10)),
});

export function prepare(list) {
  const columns = createKpiColumns(
    list.map((one, i) => ({
      id: String(i),
      loggedAt: one.openedAt,
      acknowledgedAt: one.ackAt,
      ...(one.resolvedAt == null
        ? { open: true }
        : {
            resolvedAt: one.resolvedAt,
            slaMet: openBetween(calendar, one.openedAt, one.resolvedAt) <= SLA_MIN[one.priority] * 60_000,
          }),
      priority: one.priority,
      firstContact: !one.reassignCount && !one.reopenCount,
    })),
  );
  return { columns, shared: { calendar, variant: { unit: 'open-time' }, timeZone: 'UTC' } };
}

export function run({ columns, shared }) {
  const mttr = kpi(columns, { id: 'mttr', bucket: 'day', ...shared });
  const sla = kpi(columns, { id: 'sla', bucket: 'day', timeZone: 'UTC' });
  const series = [];
  mttr.series.forEach(({ from, n, value }, i) => {
    if (n > 0) series.push({ day: from / DAY, count: n, mttr: value / 60_000, sla: sla.series[i].value });
  });
  return {
    mtta: kpi(columns, { id: 'mtta', ...shared }).value / 60_000,
    mttr: mttr.value / 60_000,
    fcr: kpi(columns, { id: 'fcr-contact' }).value,
    sla: sla.value,
    series,
  };
}
