import { backlogAgeRows, backlogAges } from '../../core/kpi/backlog.js';
import type { KpiDivision } from '../../core/kpi/cases.js';
import { kpiGroups } from '../../core/kpi/cases.js';
import type { KpiRequest } from '../../core/kpi/kpi.js';
import { countsNeeded, isStock, liveKpi } from '../../core/kpi/kpi.js';
import type { RecurrenceRules } from '../../core/kpi/recurrence.js';
import { recurrences, recurrenceStart } from '../../core/kpi/recurrence.js';
import type { Instant } from '../../core/time.js';
import { DAY } from '../../core/time.js';
import type { LiveFigures, Refreshable, TrendFigures, TrendState } from '../types.js';
import type { ViewParts } from '../view.js';
import { beginningOf, figuredView, questionKey } from './figures.js';
import { poolFor } from './pool.js';

/** What a trend is asked for. Its figures are of one period. */
export interface TrendQuestion {
  readonly figures: readonly KpiRequest[];
  /** Each figure is also divided by this. */
  readonly by?: KpiDivision;
  /** When the open incidents are divided by age. */
  readonly agesAt?: Instant;
  /** What comes again and again, by these rules. */
  readonly recurrence?: { readonly rules: RecurrenceRules; readonly now: Instant };
}

/** Leads from an age to its incidents. */
export interface AgedLines {
  /** The ids of the open incidents of one of the ages; undefined until they have been read. */
  ofAge(place: number): readonly string[] | undefined;
}

/** The earliest of what the parts of a question look at; undefined for all there is. */
function beginning({ figures, agesAt, recurrence }: TrendQuestion): Instant | undefined {
  const starts = [
    ...figures.map(beginningOf),
    ...(agesAt === undefined ? [] : [agesAt]),
    ...(recurrence ? [recurrenceStart(recurrence.rules, recurrence.now)] : []),
  ];
  const known = starts.filter((at) => at !== undefined);
  return known.length < starts.length ? undefined : Math.floor(Math.min(...known) / DAY) * DAY;
}

/**
 * Figures of a period side by side: their series, their parts, and what comes again and again, kept up to date over the
 * same incidents as the key figures.
 */
export function incidentTrend(
  inside: ViewParts,
  question: TrendQuestion,
): Refreshable<TrendState> & LiveFigures & AgedLines {
  const { figures, by, agesAt, recurrence } = question;
  const pool = poolFor(inside, {
    from: beginning(question),
    withOpen: agesAt !== undefined || figures.some(({ id }) => isStock(id)),
    calendar: figures.find(({ calendar }) => calendar)?.calendar,
  });
  const counting = pool.counting(countsNeeded(figures));
  return figuredView<TrendFigures, TrendState, AgedLines>(inside, {
    pool,
    counting,
    key: `trend@2|${by ?? ''}|${String(agesAt !== undefined)}|${figures.map(questionKey).join('|')}`,
    follow(columns) {
      const lives = figures.map((request) => liveKpi(columns, request));
      return {
        read: () => ({
          results: lives.map((live) => live.result()),
          groups: by === undefined ? [] : figures.map((request) => kpiGroups(columns, request, by)),
          ages: agesAt === undefined ? [] : backlogAges(columns, agesAt, figures[0]),
          recurrences: recurrence ? recurrences(columns, recurrence.rules, recurrence.now) : [],
          services: [...pool.services],
          groupNames: [...pool.groups],
        }),
        stop() {
          for (const { stop } of lives) stop();
        },
      };
    },
    isKept: ({ results, groups, services, groupNames }) =>
      [results, groups, services, groupNames].every(Array.isArray),
    show: (shown, traits) => ({
      content: !shown ? 'none' : shown.results.some(({ n }) => n > 0) ? 'some' : 'empty',
      approximate: pool.approximate || counting.approximate,
      ...(shown ? { shown } : {}),
      ...(traits ? { traits } : {}),
    }),
    // One that cannot be counted costs the others beside it nothing.
    failure: () => (figures.every((one) => countsNeeded([one]).length > 0) ? counting.failure : undefined),
    methods: {
      ofAge: (place) =>
        agesAt === undefined || !pool.columns
          ? undefined
          : backlogAgeRows(pool.columns, agesAt, place, figures[0]),
    },
  });
}
