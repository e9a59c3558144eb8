import type { BusinessCalendar } from './calendar/calendar.js';
import { compileCalendar } from './calendar/calendar.js';
import { zoneIssues } from './calendar/definition.js';
import { durationLength, parseDuration } from './duration.js';
import type { Issue } from './errors.js';
import { IncidentError, isIncidentError } from './errors.js';
import type { LadderCondition } from './escalation/ladder.js';
import { matrixPreset } from './priority/matrices.js';
import { compileMatrix } from './priority/matrix-check.js';
import type { Policy, PolicyDefinition } from './policy.js';
import { fillPolicy } from './policy.js';
import type { PriorityMatrix } from './priority/priority.js';
import { allowanceOf } from './sla/target.js';
import { dayNumber } from './zone.js';

const issue = (path: string, code: string, message: string): Issue => ({ path, code, message });

/** What a check throws, as issues at a place in the policy. */
function caught(path: string, check: () => void): readonly Issue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isIncidentError(error)) throw error;
    const found = error.issues.length > 0 ? error.issues : [issue('', 'invalid', error.message)];
    return found.map((one) => ({ ...one, path: [path, one.path].filter(Boolean).join('.') }));
  }
}

function matrixOf({ matrix }: PolicyDefinition): PriorityMatrix | undefined {
  if (matrix === undefined) return undefined;
  return typeof matrix === 'string' ? matrixPreset(matrix) : compileMatrix(matrix);
}

const ranksOf = (priority: number | readonly number[] | undefined): readonly number[] =>
  priority === undefined ? [] : [priority].flat();

function twice(rows: readonly { readonly id: string }[], path: string): readonly Issue[] {
  const ids = rows.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [issue(`${path}.${String(at)}.id`, 'duplicate', `The id "${id}" occurs twice; give each its own.`)],
  );
}

const unknownRanks = (
  priority: number | readonly number[] | undefined,
  path: string,
  count: number,
): readonly Issue[] =>
  ranksOf(priority)
    .filter((rank) => !Number.isInteger(rank) || rank < 1 || rank > count)
    .map((rank) =>
      issue(path, 'unknown-level', `There is no priority ${String(rank)}; use 1 to ${String(count)}.`),
    );

function targetIssues({ targets, calendars, matrix }: Policy): readonly Issue[] {
  return [
    ...twice(targets, 'targets'),
    ...targets.flatMap((rule, at) => {
      const path = `targets.${String(at)}`;
      const calendar = rule.calendar === undefined ? undefined : calendars.get(rule.calendar);
      if (rule.calendar !== undefined && !calendar)
        return [unknownCalendar(`${path}.calendar`, rule.calendar, calendars)];
      return [
        ...caught(path, () => allowanceOf(rule, 0, calendar)),
        // The allowance of open time alone would not miss its calendar.
        ...(rule.unit === 'open-time' && !calendar
          ? [issue(`${path}.calendar`, 'required', `Name the calendar whose opening hours count.`)]
          : []),
        ...unknownRanks(rule.priority, `${path}.priority`, matrix.priorities.length),
      ];
    }),
  ];
}

const unknownCalendar = (
  path: string,
  name: string,
  calendars: ReadonlyMap<string, BusinessCalendar>,
): Issue =>
  issue(
    path,
    'unknown-calendar',
    `There is no calendar "${name}"; ${calendars.size === 0 ? 'write it under "calendars"' : `use one of ${[...calendars.keys()].join(', ')}`}.`,
  );

const durationOf = (when: LadderCondition): string | undefined =>
  when.kind === 'percent' ? undefined : when.kind === 'before-deadline' ? when.by : when.after;

function escalationIssues({ escalation, calendars, matrix }: Policy, ownLadder: boolean): readonly Issue[] {
  const { ladder, contacts, staleAfter, verifyContacts } = escalation;
  const roles = new Set(['assignee', 'group', ...contacts.map(({ role }) => role)]);
  const durations: (readonly [string, string | undefined])[] = [
    ['escalation.staleAfter', staleAfter],
    ['escalation.verifyContacts', verifyContacts],
    ...ladder.flatMap(({ when, repeat }, at): (readonly [string, string | undefined])[] => [
      [`escalation.ladder.${String(at)}.when`, durationOf(when)],
      [`escalation.ladder.${String(at)}.repeat`, repeat],
    ]),
  ];
  return [
    ...durations.flatMap(([path, text]) =>
      text === undefined ? [] : caught(path, () => void parseDuration(text)).map((one) => ({ ...one, path })),
    ),
    ...twice(ladder, 'escalation.ladder'),
    ...ladder.flatMap(({ hours, priority, notify }, at) => {
      const path = `escalation.ladder.${String(at)}`;
      return [
        ...(hours === undefined || calendars.has(hours)
          ? []
          : [unknownCalendar(`${path}.hours`, hours, calendars)]),
        ...unknownRanks(priority, `${path}.priority`, matrix.priorities.length),
        // A shipped ladder names roles that not every organisation has.
        ...(!ownLadder || contacts.length === 0 || roles.has(notify)
          ? []
          : [
              issue(
                `${path}.notify`,
                'unknown-role',
                `Nobody among the contacts has the role "${notify}"; add one, or use ${[...roles].join(', ')}.`,
              ),
            ]),
      ];
    }),
    ...contacts.flatMap(({ lastVerified }, at) =>
      lastVerified === undefined || dayNumber(lastVerified) !== undefined
        ? []
        : [
            issue(
              `escalation.contacts.${String(at)}.lastVerified`,
              'date',
              `"${lastVerified}" is not a date; write it as "2026-12-25".`,
            ),
          ],
    ),
  ];
}

/** A stretch of time that has to be one. */
function lengthIssues(path: string, text: string, such: string): readonly Issue[] {
  let length = 0;
  const found = caught(path, () => void (length = durationLength(text)));
  if (found.length > 0) return found.map((one) => ({ ...one, path }));
  return length > 0
    ? []
    : [issue(path, 'range', `This is no time at all; write how long, such as "${such}".`)];
}

const closureIssues = ({ closure }: Policy): readonly Issue[] =>
  closure ? lengthIssues('closure.after', closure.after, 'P5D') : [];

/** What is left out is filled in, and fits whatever matrix there is. */
const problemIssues = ({ problems }: PolicyDefinition, { matrix }: Policy): readonly Issue[] => [
  ...(problems?.within === undefined ? [] : lengthIssues('problems.within', problems.within, 'P30D')),
  ...unknownRanks(problems?.workaroundPriorities, 'problems.workaroundPriorities', matrix.priorities.length),
];

const promiseIssues = ({ firstResponse }: Policy): readonly Issue[] =>
  firstResponse.flatMap((text, at) => lengthIssues(`firstResponse.${String(at)}`, text, 'PT15M'));

/**
 * Fills what a policy leaves out, such as the three-by-three matrix and the targets, and checks what it says.
 *
 * @throws {@link IncidentError} of kind `configuration` for rules that cannot be used, with one issue per fault, each
 *   with its path and the remedy.
 */
export function compilePolicy(definition: PolicyDefinition = {}): Policy {
  const calendars = new Map<string, BusinessCalendar>();
  let matrix: PriorityMatrix | undefined;
  const issues = [
    ...caught('matrix', () => {
      matrix = matrixOf(definition);
    }),
    ...(definition.calendars ?? []).flatMap((calendar, at) =>
      caught(`calendars.${String(at)}`, () => void calendars.set(calendar.id, compileCalendar(calendar))),
    ),
    ...twice(definition.calendars ?? [], 'calendars'),
    ...(definition.timeZone === undefined ? [] : zoneIssues(definition.timeZone)),
  ];
  const policy = fillPolicy(definition, matrix, calendars);
  if (issues.length === 0)
    issues.push(
      ...targetIssues(policy),
      ...closureIssues(policy),
      ...problemIssues(definition, policy),
      ...promiseIssues(policy),
      ...escalationIssues(policy, typeof definition.escalation?.ladder === 'object'),
    );
  if (issues.length > 0)
    throw new IncidentError(
      'configuration',
      `This policy cannot be used. ${issues.map(({ path, message }) => `${path}: ${message}`).join(' ')}`,
      { issues },
    );
  return policy;
}
