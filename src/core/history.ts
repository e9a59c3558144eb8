import type { Entry } from './entry.js';
import type { Incident, StatusCategory } from './incident.js';
import { statusCategories } from './incident.js';
import type { Pause } from './sla/pauses.js';
import type { SpokenEntry } from './sla/events.js';
import { firedRule } from './escalation/fired.js';
import type { PriorityMatrix } from './priority/priority.js';
import { endedCategories } from './query.js';
import type { Instant } from './time.js';

/** A change of status as the timeline tells it. */
export interface StatusChange {
  readonly at: Instant;
  readonly to: StatusCategory;
  /** Why: the id of a hold reason, or somebody's words. */
  readonly reason?: string;
  /** A machine did it: what a robot resolves has been answered by nobody. */
  readonly automatic?: boolean;
}

/** A change of priority. Ranks: 1 = most urgent. */
export interface PriorityChange {
  readonly at: Instant;
  readonly to: number;
  readonly from?: number;
}

/** A change of the group or the category, by the names the timeline has for them. */
export interface NamedChange {
  readonly at: Instant;
  readonly from?: string;
  readonly to?: string;
}

/** A rung of the ladder that has been told of. */
export interface FiredRule {
  readonly ruleId: string;
  readonly at: Instant;
  /** The backend did it, and not a person who followed a suggestion. */
  readonly automatic?: boolean;
}

/** The past of one incident, as far as clocks and figures look at it. Each part is whole or left out. */
export interface IncidentHistory {
  readonly statuses?: readonly StatusChange[];
  readonly priorities?: readonly PriorityChange[];
  readonly groups?: readonly NamedChange[];
  readonly categories?: readonly NamedChange[];
  /** Who said what and when. */
  readonly entries?: readonly SpokenEntry[];
  readonly fired?: readonly FiredRule[];
  /** Records of this backend never tell a first answer: one that is missing may have been given all the same. */
  readonly answersUntold?: boolean;
}

/** How the words of a timeline are read. */
export interface HistoryWords {
  /** The category of a status as the timeline writes it. Left out, only our own category names are understood. */
  readonly categoryOf?: (word: string) => StatusCategory | undefined;
  /** The rank of a priority as the timeline writes it. Left out, only numbers are understood. */
  readonly rankOf?: (word: string) => number | undefined;
}

const ownCategory = (word: string): StatusCategory | undefined =>
  statusCategories.find((category) => category === word);

const ownRank = (word: string): number | undefined => (/^[1-9]\d?$/.test(word) ? Number(word) : undefined);

/** Reads ranks as a timeline writes them: as numbers, or in the words of a matrix. */
export const ranksIn =
  ({ priorities }: PriorityMatrix): NonNullable<HistoryWords['rankOf']> =>
  (word) => {
    const rank = priorities.findIndex(({ label }) => label === word) + 1;
    return rank > 0 ? rank : ownRank(word);
  };

const inOrder = <T extends { readonly at: Instant }>(list: T[]): readonly T[] =>
  list.sort((a, b) => a.at - b.at);

/** Reads an incident's past off its whole timeline, in whatever order that comes. */
export function historyOf(entries: readonly Entry[], words: HistoryWords = {}): IncidentHistory {
  const { categoryOf = ownCategory, rankOf = ownRank } = words;
  const statuses: StatusChange[] = [];
  const priorities: PriorityChange[] = [];
  const named: Readonly<Record<string, NamedChange[] | undefined>> = { group: [], category: [] };
  const fired: FiredRule[] = [];
  for (const { occurredAt: at, changes = [], text, author } of entries) {
    const ruleId = firedRule(text);
    if (ruleId !== undefined)
      fired.push({ ruleId, at, ...(author && !author.automatic ? {} : { automatic: true }) });
    for (const { field, from, to } of changes) {
      const category = field === 'status' && to !== undefined ? categoryOf(to) : undefined;
      if (category)
        statuses.push({
          at,
          to: category,
          ...(text === undefined ? {} : { reason: text }),
          ...(author?.automatic ? { automatic: true } : {}),
        });
      named[field]?.push({
        at,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
      const rank = field === 'priority' && to !== undefined ? rankOf(to) : undefined;
      const before = from === undefined ? undefined : rankOf(from);
      if (rank !== undefined)
        priorities.push({ at, to: rank, ...(before === undefined ? {} : { from: before }) });
    }
  }
  return {
    statuses: inOrder(statuses),
    priorities: inOrder(priorities),
    groups: inOrder(named['group'] ?? []),
    categories: inOrder(named['category'] ?? []),
    entries,
    fired: inOrder(fired),
  };
}

/** When an incident was reopened last; undefined where nothing tells. */
export function reopenedIn(
  { statuses = [] }: IncidentHistory,
  { reopenedAt }: Incident,
): Instant | undefined {
  const over = (at: number): boolean => {
    const to = statuses[at]?.to;
    return to !== undefined && endedCategories.includes(to);
  };
  const last = statuses.findLastIndex((_, at) => over(at - 1) && !over(at));
  return statuses[last]?.at ?? reopenedAt;
}

/**
 * A past without the parts that do not lead to where the incident stands: a timeline that does not tell of every change
 * of status, priority, group or category, or tells of them in words nobody knows, would set clocks wrong.
 */
export function fitting(
  { statuses, priorities, groups, categories, ...rest }: IncidentHistory,
  incident: Incident,
): IncidentHistory {
  const { status, priority, group, category } = incident;
  const stands = statuses && (statuses.at(-1)?.to ?? 'new') === status.category;
  const ranks = priorities && (priorities.at(-1)?.to ?? priority) === priority;
  const leads = (changes: readonly NamedChange[] | undefined, ...names: (string | undefined)[]): boolean => {
    const last = changes?.at(-1);
    return changes !== undefined && (!last || names.includes(last.to));
  };
  return {
    ...rest,
    ...(stands ? { statuses } : {}),
    ...(ranks ? { priorities } : {}),
    ...(groups && leads(groups, group?.id, group?.label) ? { groups } : {}),
    ...(categories && leads(categories, category) ? { categories } : {}),
  };
}

/** The stretches on hold that some changes of status make. The last one may not have ended. */
export function pausesOf(statuses: readonly StatusChange[]): readonly Pause[] {
  const pauses: Pause[] = [];
  let open: Pause | undefined;
  for (const { at, to, reason } of [...statuses].sort((a, b) => a.at - b.at)) {
    if (open) pauses.push({ ...open, to: at });
    open = to === 'paused' ? { from: at, ...(reason === undefined ? {} : { reason }) } : undefined;
  }
  return open ? [...pauses, open] : pauses;
}
