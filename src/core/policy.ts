import type { BusinessCalendar, CalendarDefinition } from './calendar/calendar.js';
import type { Weekday } from './calendar/definition.js';
import type { ClosureRules } from './closure.js';
import type { EscalationDefinition, EscalationRules } from './escalation/ladder.js';
import { fillEscalation } from './escalation/ladder.js';
import type { Ref } from './incident.js';
import { standardParticipantRoles } from './participant.js';
import type { MatrixPreset } from './priority/matrices.js';
import type { MatrixDefinition, PriorityMatrix } from './priority/priority.js';
import type { LifecycleLists } from './reasons.js';
import { standardLists } from './reasons.js';
import type { RoleDefinition } from './roles.js';
import { standardRoles } from './roles.js';
import type { SupportLines } from './support-line.js';
import type { ReopenPolicy, RetargetPolicy } from './sla/events.js';
import { standardMatrix } from './priority/standard-matrix.js';
import type { TargetPreset, TargetRule } from './sla/targets.js';
import { targetPreset } from './sla/targets.js';

/** A check that a team makes while the others make theirs. */
export interface CheckDefinition {
  readonly title: string;
  /** The team that makes it. */
  readonly group?: string;
}

/** A category of incidents with its sub-categories and the group that usually takes it. */
export interface CategoryDefinition {
  readonly id: string;
  readonly label: string;
  readonly subcategories?: readonly { readonly id: string; readonly label: string }[];
  /** Where such incidents go first; shown before sending. */
  readonly group?: string;
  /** What is usually looked at with such incidents; offered to be added to one, all at once. */
  readonly checks?: readonly CheckDefinition[];
}

/** What open tasks mean to somebody who resolves an incident: a warning with their names, or a refusal. */
export type OpenTaskRule = 'warn' | 'refuse';

/** When incidents make a problem worth looking into. */
export interface ProblemRules {
  /** So many incidents of one service and category. */
  readonly count: number;
  /** Within so long, ISO 8601. */
  readonly within: string;
  /** Of these priorities, one resolved by a workaround is enough. */
  readonly workaroundPriorities: readonly number[];
}

/** The organisation's rules as written down (JSON). Lists that are left out are the standard ones. */
export interface PolicyDefinition extends Partial<LifecycleLists> {
  readonly id?: string;
  readonly version?: string;
  /** A shipped matrix by name, or one's own. */
  readonly matrix?: MatrixPreset | MatrixDefinition;
  readonly categories?: readonly CategoryDefinition[];
  /** IANA zone the organisation works in; times are shown in it unless an element says otherwise. */
  readonly timeZone?: string;
  /** The day a week begins on; that of the reader's region otherwise. */
  readonly weekStart?: Weekday;
  /** What a caller reads after sending: how soon somebody answers, per priority rank (1-based list). */
  readonly firstResponse?: readonly string[];
  /** The first answer of the service desk also acknowledges the incident. Default true. */
  readonly acknowledgeByAnswer?: boolean;
  /** Opening hours; targets and the ladder name them by their id. */
  readonly calendars?: readonly CalendarDefinition[];
  /** Shipped targets by name, or one's own: the first rule that matches an incident gives a clock its target. */
  readonly targets?: TargetPreset | readonly TargetRule[];
  /** What another priority does to a running clock. Default `retroactive`. */
  readonly onPriorityChange?: RetargetPolicy;
  /** What a reopened incident does to its resolution clock. Default `total-resolution`. */
  readonly onReopen?: ReopenPolicy;
  readonly escalation?: EscalationDefinition;
  readonly roles?: readonly RoleDefinition[];
  /** The parts people may have in an incident, where the ticket system names none of its own. */
  readonly participantRoles?: readonly Ref[];
  readonly problems?: Partial<ProblemRules>;
  /** The support line of groups by their ids, where the directory does not tell. */
  readonly supportLines?: SupportLines;
  /** What open tasks mean to somebody who resolves an incident. Default `warn`. */
  readonly resolveWithOpenTasks?: OpenTaskRule;
  /** When what is resolved and unanswered is closed. Left out, it never is by itself. */
  readonly closure?: ClosureRules;
}

/** The rules ready for use. */
export interface Policy extends LifecycleLists {
  readonly id: string;
  readonly version: string;
  readonly matrix: PriorityMatrix;
  readonly categories: readonly CategoryDefinition[];
  readonly timeZone?: string;
  readonly weekStart?: Weekday;
  /** ISO 8601 durations per priority rank. */
  readonly firstResponse: readonly string[];
  /** The first answer of the service desk also acknowledges the incident. */
  readonly acknowledgeByAnswer: boolean;
  /** By id. */
  readonly calendars: ReadonlyMap<string, BusinessCalendar>;
  readonly targets: readonly TargetRule[];
  readonly onPriorityChange: RetargetPolicy;
  readonly onReopen: ReopenPolicy;
  readonly escalation: EscalationRules;
  readonly roles: readonly RoleDefinition[];
  readonly participantRoles: readonly Ref[];
  readonly problems: ProblemRules;
  readonly supportLines: SupportLines;
  readonly resolveWithOpenTasks: OpenTaskRule;
  readonly closure?: ClosureRules;
}

const standardCategories: readonly CategoryDefinition[] = [
  'Hardware',
  'Software',
  'Network',
  'Application',
  'Security',
  'Access',
].map((label) => ({
  id: label,
  label,
}));

const listNames = ['holdReasons', 'cancelReasons', 'resolutionCodes', 'resolutionMethods'] as const;

const listsOf = (definition: PolicyDefinition): LifecycleLists =>
  Object.fromEntries(
    listNames.map((name) => [name, definition[name] ?? standardLists[name]]),
  ) as unknown as LifecycleLists;

/** Whether a policy holds anything that has to be checked before it is used; if so, `compilePolicy` does it. */
export const needsChecks = ({
  matrix,
  calendars,
  targets,
  escalation,
  timeZone,
  closure,
}: PolicyDefinition): boolean =>
  [matrix, calendars, escalation, timeZone, closure].some((part) => part !== undefined) ||
  typeof targets === 'object';

/** A policy without its gaps, with a matrix and calendars that are ready for use. */
export const fillPolicy = (
  definition: PolicyDefinition,
  matrix: PriorityMatrix = standardMatrix,
  calendars: ReadonlyMap<string, BusinessCalendar> = new Map(),
): Policy => {
  const { targets = 'common-msp' } = definition;
  return Object.freeze({
    id: definition.id ?? 'standard',
    version: definition.version ?? '1',
    matrix,
    categories: definition.categories ?? standardCategories,
    ...(definition.timeZone === undefined ? {} : { timeZone: definition.timeZone }),
    ...(definition.weekStart === undefined ? {} : { weekStart: definition.weekStart }),
    firstResponse: definition.firstResponse ?? [],
    acknowledgeByAnswer: definition.acknowledgeByAnswer ?? true,
    calendars,
    targets: typeof targets === 'string' ? targetPreset(targets) : targets,
    onPriorityChange: definition.onPriorityChange ?? 'retroactive',
    onReopen: definition.onReopen ?? 'total-resolution',
    escalation: fillEscalation(definition.escalation ?? {}),
    roles: definition.roles ?? standardRoles,
    participantRoles: definition.participantRoles ?? standardParticipantRoles,
    problems: { count: 3, within: 'P30D', workaroundPriorities: [1, 2], ...definition.problems },
    supportLines: definition.supportLines ?? {},
    resolveWithOpenTasks: definition.resolveWithOpenTasks ?? 'warn',
    ...(definition.closure === undefined ? {} : { closure: definition.closure }),
    ...listsOf(definition),
  });
};
