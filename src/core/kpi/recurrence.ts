import type { KpiColumns } from './columns.js';
import { flag } from './columns.js';
import { durationLength } from '../duration.js';
import type { Instant } from '../time.js';

/** An incident, as far as recurrence looks at it. */
export interface Occurrence {
  readonly id: string;
  readonly loggedAt: Instant;
  /** The id of the service. */
  readonly service: string | undefined;
  readonly category: string | undefined;
}

/** From when on, and how many of them, incidents of one service and category are the same again and again. */
export interface RecurrenceRules {
  readonly count: number;
  /** ISO 8601. */
  readonly within: string;
}

/** Incidents of one service and category that have come too often. */
export interface Recurrence {
  readonly service: string;
  readonly category: string;
  /** The latest first. */
  readonly incidentIds: readonly string[];
}

/** From when on incidents count. */
export const recurrenceStart = ({ within }: RecurrenceRules, now: Instant): Instant =>
  now - durationLength(within);

/** What has come too often, the most frequent first. What has no service or no category is the same as nothing else. */
export function recurring(
  occurrences: Iterable<Occurrence>,
  rules: RecurrenceRules,
  now: Instant,
): readonly Recurrence[] {
  const since = recurrenceStart(rules, now);
  const kinds = new Map<string, Occurrence[]>();
  for (const one of occurrences) {
    const { loggedAt, service, category } = one;
    if (!(loggedAt >= since) || service === undefined || category === undefined) continue;
    const key = JSON.stringify([service, category]);
    const known = kinds.get(key);
    if (known) known.push(one);
    else kinds.set(key, [one]);
  }
  return [...kinds.values()]
    .filter(({ length }) => length >= rules.count)
    .sort((a, b) => b.length - a.length)
    .map((ones) => ({
      service: ones[0]?.service ?? '',
      category: ones[0]?.category ?? '',
      incidentIds: ones.sort((a, b) => b.loggedAt - a.loggedAt).map(({ id }) => id),
    }));
}

/** Drills, what was cancelled and what was reported twice are no occurrence of anything. */
const discounted = flag.absent | flag.cancelled | flag.duplicate | flag.drill;

function* occurrencesIn(columns: KpiColumns, since: Instant): Iterable<Occurrence> {
  const { data, services, categories } = columns;
  for (let slot = 0; slot < columns.size; slot++) {
    const loggedAt = data.numbers.loggedAt[slot] as number;
    if (!(loggedAt >= since) || ((data.flags[slot] as number) & discounted) !== 0) continue;
    yield {
      id: columns.idOf(slot) ?? '',
      loggedAt,
      service: services.words[data.service[slot] as number] || undefined,
      category: categories.words[data.category[slot] as number] || undefined,
    };
  }
}

/** What of the incidents in columns has come too often. */
export const recurrences = (
  columns: KpiColumns,
  rules: RecurrenceRules,
  now: Instant,
): readonly Recurrence[] => recurring(occurrencesIn(columns, recurrenceStart(rules, now)), rules, now);
