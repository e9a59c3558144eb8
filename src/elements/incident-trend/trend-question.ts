import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import { kpiDivisions } from '../../core/kpi/cases.js';
import type { KpiDivision } from '../../core/kpi/cases.js';
import { kpiDefinitions } from '../../core/kpi/definitions.js';
import { isMomentary } from '../../core/kpi/figures.js';
import type { KpiId } from '../../core/kpi/figures.js';
import { isStock } from '../../core/kpi/backlog.js';
import type { BucketUnit, KpiRequest } from '../../core/kpi/request.js';
import type { RecurrenceRules } from '../../core/kpi/recurrence.js';
import { HOUR } from '../../core/time.js';
import type { Instant } from '../../core/time.js';
import type { TrendQuestion } from '../../store/views/trend.js';
import { planOf, requestOf } from '../../ui/figure-request.js';
import type { FigurePlan, FigureSettings, PeriodName } from '../../ui/figure-request.js';

/** What a trend can be divided by, in the order it is offered. */
export const divisions = ['auto', 'day', 'week', 'month', 'quarter', ...kpiDivisions] as const;
export type Division = (typeof divisions)[number];

/** Figures offered to choose from; any other can be named. */
export const offered = ['volume', 'backlog', 'ageing', 'mttr', 'sla'] as const;

/** Every figure that has a trend: one of this moment has none. */
const known: readonly string[] = [
  'ageing',
  ...Object.keys(kpiDefinitions).filter((id) => !isMomentary(id as KpiId)),
];

type Plan = Extract<FigurePlan, { readonly fault?: undefined }>;

/** What is wrong with the settings, or everything that is needed to ask. */
export type TrendPlan =
  | Extract<FigurePlan, { readonly fault: string }>
  | { readonly fault: 'division'; readonly word: string; readonly known: readonly string[] }
  | {
      readonly fault?: undefined;
      /** One per line of the chart, in its order. */
      readonly plans: readonly Plan[];
      readonly period: PeriodName;
      /** What divides the figures; `age` for the open incidents by their age. */
      readonly by: BucketUnit | 'auto' | KpiDivision | 'age';
    };

/** Most points of a chart; a longer one is told by the next longer stretch. */
const mostPoints = 190;
const daysIn = { day: 1, week: 7, month: 28, quarter: 90 } as const;
const units = ['day', 'week', 'month', 'quarter'] as const;

/** How long the points of a period last: as long as is asked, or longer where they would be too many. */
function unitFor(wanted: BucketUnit, period: PeriodName): BucketUnit | 'auto' {
  // How long all time is, only the incidents know.
  if (period.kind === 'all') return 'auto';
  const days = { days: 0, today: 1, week: 7, month: 31, quarter: 92, year: 366 }[period.kind];
  const length = period.kind === 'days' ? period.days : days;
  return units.slice(units.indexOf(wanted)).find((unit) => length / daysIn[unit] <= mostPoints) ?? 'quarter';
}

const isDivision = (word: string): word is Division => (divisions as readonly string[]).includes(word);
/** Whether it divides by what incidents are, and not by time. */
export const isPart = (by: string): by is KpiDivision => (kpiDivisions as readonly string[]).includes(by);

function divisionOf(
  kpi: string,
  by: Division,
  period: PeriodName,
): BucketUnit | 'auto' | KpiDivision | 'age' {
  if (kpi === 'ageing') return 'age';
  if (isPart(by)) return by;
  // Only the number of open ones is known for every day that has passed.
  if (isStock(kpi as KpiId) && kpi !== 'backlog') return 'category';
  return by === 'auto' ? 'auto' : unitFor(by, period);
}

export function trendPlan(settings: Omit<FigureSettings, 'kpi'> & { kpi: string; by: string }): TrendPlan {
  const { kpi, by } = settings;
  if (!isDivision(by)) return { fault: 'division', word: by, known: divisions };
  const named = kpi === 'ageing' ? ['backlog'] : kpi === 'volume' ? ['volume', 'resolved'] : [kpi];
  const plans: Plan[] = [];
  for (const id of named) {
    const plan = planOf({ ...settings, kpi: id });
    if (plan.fault) return plan.fault === 'figure' ? { ...plan, known } : plan;
    if (isMomentary(plan.definition.id)) return { fault: 'figure', word: id, known };
    plans.push(plan);
  }
  const [first] = plans;
  if (!first) return { fault: 'figure', word: kpi, known };
  return { plans, period: first.period, by: divisionOf(kpi, by, first.period) };
}

export interface TrendContext {
  readonly now: Instant;
  readonly timeZone: string;
  readonly weekStart: number;
  readonly calendar: BusinessCalendar | undefined;
  /** With them what comes again and again is looked for. */
  readonly recurrence: RecurrenceRules | undefined;
}

/** The question as of now. */
export function questionOf(
  { plans, by }: Extract<TrendPlan, { readonly fault?: undefined }>,
  { now, timeZone, weekStart, calendar, recurrence }: TrendContext,
): TrendQuestion {
  const figures = plans.map((plan): KpiRequest => ({
    ...requestOf(plan, now, timeZone, calendar, weekStart),
    ...(isPart(by) || by === 'age' ? { bucket: 'none' } : { bucket: by }),
  }));
  const [first] = figures;
  return {
    figures,
    ...(isPart(by) ? { by } : {}),
    ...(by === 'age' ? { agesAt: first?.window?.to ?? first?.at ?? now } : {}),
    // From hour to hour, so that nothing is asked anew in between.
    ...(recurrence ? { recurrence: { rules: recurrence, now: Math.floor(now / HOUR) * HOUR } } : {}),
  };
}
