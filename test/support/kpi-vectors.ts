import type { KpiColumns, KpiRequest, KpiResult } from '../../src/core/kpi/kpi.js';
import { backlogAt, countBy, createKpiColumns, kpi, perDay } from '../../src/core/kpi/kpi.js';
import { logKpiRow, parseServiceNowLog } from './servicenow-log.js';

/** Any JSON tree: each leaf except `note` is one expectation. */
export type Expected = number | string | boolean | null | { readonly [key: string]: Expected };

/** What the log says, asked of the core by the path of an expected leaf. */
type Answer = (path: readonly string[]) => unknown;

const minute = 60_000;

/** Durations of the files are minutes. */
function part(result: KpiResult, name: string): unknown {
  const { n, invalid, mean, median, p90 } = result;
  const minutes = (value: number | null): number | null => (value === null ? null : value / minute);
  const parts: Readonly<Record<string, unknown>> = {
    n,
    invalid,
    mean: minutes(mean),
    median: minutes(median),
    p90: minutes(p90),
  };
  return parts[name];
}

/** The answers of one log, by the first word of a path. */
function answersOf(log: string): Answer {
  const ranks: string[] = [];
  const rankOf = (priority: string): number =>
    ranks.includes(priority) ? ranks.indexOf(priority) + 1 : ranks.push(priority);
  const columns: KpiColumns = createKpiColumns(parseServiceNowLog(log).map((one) => logKpiRow(one, rankOf)));
  const known = new Map<string, KpiResult>();
  const figure = (request: KpiRequest): KpiResult => {
    const key = JSON.stringify(request);
    const result = known.get(key) ?? kpi(columns, request);
    known.set(key, result);
    return result;
  };
  const priorities = countBy(columns, 'priority');
  const statuses = countBy(columns, 'status');
  const days = perDay(columns, 'loggedAt', 'UTC');

  const topics: Readonly<Record<string, (rest: readonly string[]) => unknown>> = {
    incidents: () => columns.count,
    resolved: () => figure({ id: 'mttr' }).n + figure({ id: 'mttr' }).invalid,
    mtta: ([name = '']) => part(figure({ id: 'mtta' }), name),
    mttr: ([name = '']) => part(figure({ id: 'mttr' }), name),
    mttrByPriority: ([priority = '', name = '']) =>
      part(figure({ id: 'mttr', filter: { priority: rankOf(priority) } }), name),
    mttrByCategoryTop5: ([category = '', name = '']) =>
      part(figure({ id: 'mttr', filter: { category } }), name),
    slaMet: () => figure({ id: 'sla' }).value,
    reopened: () => figure({ id: 'reopen-rate' }).value,
    resolvedWithoutReassignment: () => figure({ id: 'first-group' }).value,
    reassignmentsPerIncident: () => figure({ id: 'reassignment' }).value,
    byPriority: ([priority = '']) => priorities.get(priority === '?' ? 0 : rankOf(priority)) ?? 0,
    byFinalState: ([state = '']) => statuses.get(state) ?? 0,
    loggedPerDay: ([day = '']) => days.get(day) ?? 0,
    // The log's figure goes by the time of resolution alone.
    backlog: ([at = '']) => backlogAt(columns, Date.parse(at), {}, 'resolved'),
  };
  return ([topic = '', ...rest]) => topics[topic]?.(rest);
}

const agrees = (actual: unknown, expected: Expected): boolean =>
  typeof actual === 'number' && typeof expected === 'number'
    ? Math.abs(actual - expected) <= 1e-9 * Math.abs(expected)
    : actual === expected;

function* leaves(
  expected: Expected,
  path: readonly string[] = [],
): Generator<readonly [readonly string[], Expected]> {
  if (expected === null || typeof expected !== 'object') yield [path, expected];
  else
    for (const [key, value] of Object.entries(expected))
      if (path.length > 0 || key !== 'note') yield* leaves(value, [...path, key]);
}

/** Checks every leaf of a vector file against a log. */
export function runKpiVectors(
  log: string,
  expected: Expected,
): { readonly passed: number; readonly failures: readonly string[] } {
  const answer = answersOf(log);
  const failures: string[] = [];
  let passed = 0;
  for (const [path, value] of leaves(expected)) {
    const actual = answer(path);
    if (agrees(actual, value)) passed += 1;
    else failures.push(`${path.join('.')}: ${String(actual)}, expected ${JSON.stringify(value)}`);
  }
  return { passed, failures };
}
