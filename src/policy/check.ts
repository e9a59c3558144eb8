import * as v from 'valibot';

import { IncidentError } from '../core/errors.js';
import type { PolicyDefinition } from '../core/policy.js';
import { weekdays } from '../core/calendar/definition.js';
import { ladderNames } from '../core/escalation/ladder.js';
import { matrixNames } from '../core/priority/matrices.js';
import { roleActions } from '../core/roles.js';
import { shapeMessage } from '../core/shape.js';
import { supportLines } from '../core/support-line.js';
import { targetNames } from '../core/sla/targets.js';

const text = v.pipe(v.string(), v.nonEmpty());
const level = v.strictObject({
  /** Short name the cells refer to, such as `P1`. */
  code: text,
  /** What people read. */
  label: text,
  /** One sentence that tells when to choose it. */
  help: v.optional(v.string()),
});
const fact = v.picklist(['vip', 'sensitiveData', 'criticalWindow', 'hasWorkaround']);

const effect = v.variant('kind', [
  v.strictObject({
    kind: v.picklist(['raise', 'lower']),
    steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.strictObject({ kind: v.picklist(['at-least', 'at-most']), priority: text }),
]);

const matrix = v.strictObject({
  id: text,
  version: text,
  label: v.optional(v.string()),
  /** Which end of each list is the gravest; default `highest-first`. */
  order: v.optional(v.picklist(['highest-first', 'lowest-first'])),
  impact: v.array(level),
  urgency: v.array(level),
  priorities: v.array(level),
  /** One row per impact, in it one code of a priority per urgency. */
  cells: v.array(v.array(text)),
  /** Rules that move the priority the matrix gives. */
  modifiers: v.optional(v.array(v.strictObject({ id: text, label: text, when: fact, effect }))),
});

const subcategory = v.strictObject({ id: text, label: text });
const category = v.strictObject({
  id: text,
  label: text,
  subcategories: v.optional(v.array(subcategory)),
  /** The group that works on incidents of this category. */
  group: v.optional(text),
  /** Checks that teams make side by side with such incidents, each with the group that makes it. */
  checks: v.optional(v.array(v.strictObject({ title: text, group: v.optional(text) }))),
});

const rank = v.pipe(v.number(), v.integer(), v.minValue(1));
const ranks = v.union([rank, v.array(rank)]);
const oneOrMore = v.union([text, v.array(text)]);
const hours = v.array(v.strictTuple([text, text]));

const calendar = v.strictObject({
  /** Targets and the ladder name the calendar by it. */
  id: text,
  version: v.optional(text),
  /** IANA zone on whose wall clocks the hours are read. */
  timeZone: text,
  /** Opening hours per weekday as `["09:00", "17:00"]`, several a day; a weekday left out is closed. */
  hours: v.strictObject(v.entriesFromList(weekdays, v.optional(hours))),
  /** Local dates on which nothing is open, such as `2026-12-25`. */
  holidays: v.optional(v.array(text)),
  /** Other hours for single dates; an empty list is closed. */
  exceptions: v.optional(v.record(v.string(), hours)),
});

const target = v.strictObject({
  id: text,
  /** The first answer, or the resolution. */
  kind: v.picklist(['response', 'resolution']),
  /** ISO 8601: `PT4H`, or whole days such as `P2D` for `business-days`. */
  target: text,
  /** Opening hours, round the clock, or whole working days. They are never converted into each other. */
  unit: v.picklist(['open-time', 'calendar-time', 'business-days']),
  /** The id of the calendar that counts; not needed round the clock. */
  calendar: v.optional(text),
  /** Only incidents of these priorities: ranks, 1 is the most urgent. */
  priority: v.optional(ranks),
  /** Only incidents of these services, by id. */
  service: v.optional(oneOrMore),
  /** Only incidents of these categories. */
  category: v.optional(oneOrMore),
});

const clock = v.optional(v.picklist(['response', 'resolution']));
const rung = v.strictObject({
  id: text,
  label: v.optional(text),
  /** When it is reached. Durations are ISO 8601 and count like the clock. */
  when: v.variant('kind', [
    v.strictObject({ kind: v.literal('percent'), percent: v.number(), clock }),
    v.strictObject({ kind: v.literal('unresolved'), after: text }),
    v.strictObject({ kind: v.literal('before-deadline'), by: text, clock }),
    v.strictObject({ kind: v.literal('unacknowledged'), after: text }),
    v.strictObject({
      kind: v.literal('in-status'),
      status: v.picklist(['new', 'active', 'paused']),
      after: text,
    }),
  ]),
  /** Only incidents of these priorities. */
  priority: v.optional(ranks),
  /** What keeps it from firing, beside being resolved or on hold. */
  unless: v.optional(v.array(v.picklist(['acknowledged', 'assigned']))),
  /** `assignee`, `group`, or the role of a contact. */
  notify: text,
  action: v.picklist(['notify', 'reassign', 'propose-major']),
  /** Again each time so much time has passed; once when left out. */
  repeat: v.optional(text),
  /** The id of the calendar outside which nobody is disturbed. The highest priority knows no quiet hours. */
  hours: v.optional(text),
});

const contact = v.strictObject({
  role: text,
  name: text,
  /** The id of the group this is the contact of; of all when left out. */
  group: v.optional(text),
  email: v.optional(text),
  phone: v.optional(text),
  /** The date somebody last made sure that this is right. */
  lastVerified: v.optional(text),
});

const escalation = v.strictObject({
  /** A shipped ladder by name, or one's own. */
  ladder: v.optional(v.union([v.picklist(ladderNames), v.array(rung)])),
  contacts: v.optional(v.array(contact)),
  /** What should have fired longer ago stays silent. Default `P7D`. */
  staleAfter: v.optional(text),
  /** A contact nobody has verified for so long is marked. Default `P90D`. */
  verifyContacts: v.optional(text),
  /** Percent of the response target after which an incident nobody has acknowledged raises an alarm. Default 50. */
  alarmAt: v.optional(v.number()),
});

const choice = v.strictObject({ id: text, label: text });

/** The form of a policy file; published as `policy.schema.json`. */
export const policySchema = v.strictObject({
  $schema: v.optional(v.string()),
  /** Its name; the ladder says which policy it is from. Default `standard`. */
  id: v.optional(text),
  /** Which version of it this is, said beside its name. Default `1`. */
  version: v.optional(text),
  /** The priority matrix: the name of a shipped one, or one's own. */
  matrix: v.optional(v.union([v.picklist(matrixNames), matrix])),
  /** Categories with their sub-categories, the group such incidents go to first, and the checks its teams make. */
  categories: v.optional(v.array(category)),
  /** IANA zone the organisation works in; times are shown in it unless an element says otherwise. */
  timeZone: v.optional(text),
  /** The day a week begins on; that of the reader's region otherwise. */
  weekStart: v.optional(v.picklist(weekdays)),
  /** What a caller reads after sending, how soon somebody answers: one ISO 8601 duration per priority, the gravest first. */
  firstResponse: v.optional(v.array(text)),
  /** Whether the first answer of the service desk also acknowledges the incident; it does unless this is false. */
  acknowledgeByAnswer: v.optional(v.boolean()),
  /** Opening hours with holidays. */
  calendars: v.optional(v.array(calendar)),
  /** Shipped targets by name, or one's own: the first that matches an incident counts. Default `common-msp`. */
  targets: v.optional(v.union([v.picklist(targetNames), v.array(target)])),
  /** What another priority does to a running clock: count from the start, or from the change. */
  onPriorityChange: v.optional(v.picklist(['retroactive', 'from-change'])),
  /** What a reopened incident does to its resolution clock. */
  onReopen: v.optional(
    v.picklist(['first-resolution', 'total-resolution', 'total-resolution-including-resolved']),
  ),
  /** Who is told when, and how to reach them. */
  escalation: v.optional(escalation),
  /** Roles and what each may do; what is not listed is not allowed. */
  roles: v.optional(
    v.array(v.strictObject({ id: text, label: text, may: v.array(v.picklist(roleActions)) })),
  ),
  /** The parts people may have in an incident, where the ticket system names none of its own. */
  participantRoles: v.optional(v.array(choice)),
  /** When incidents make a problem worth looking into. */
  problems: v.optional(
    v.strictObject({
      count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
      within: v.optional(text),
      workaroundPriorities: v.optional(v.array(rank)),
    }),
  ),
  /** The support line of groups by their ids, where the directory does not tell: 1, 2, 3 or `vendor`. */
  supportLines: v.optional(v.record(v.string(), v.picklist(supportLines))),
  /** What open tasks mean to somebody who resolves an incident: a warning with their names, or a refusal. Default `warn`. */
  resolveWithOpenTasks: v.optional(v.picklist(['warn', 'refuse'])),
  /**
   * When what is resolved and unanswered is closed: so long after the last word or change, ISO 8601, round the clock.
   * Major incidents are closed by hand. Left out, nothing closes by itself.
   */
  closure: v.optional(v.strictObject({ after: text })),
  /** Why an incident is on hold. */
  holdReasons: v.optional(
    v.array(
      v.strictObject({
        ...choice.entries,
        publicComment: v.optional(v.boolean()),
        stopsClock: v.optional(v.boolean()),
        children: v.optional(v.boolean()),
      }),
    ),
  ),
  /** Why an incident is cancelled. */
  cancelReasons: v.optional(v.array(choice)),
  /** How an incident was resolved. */
  resolutionCodes: v.optional(
    v.array(v.strictObject({ ...choice.entries, workaround: v.optional(v.boolean()) })),
  ),
  /** What was done to resolve it. */
  resolutionMethods: v.optional(v.array(choice)),
});

type Fault = v.BaseIssue<unknown>;

/** What is wrong, at its own place: a choice of several forms says nothing about the one somebody meant to write. */
function faultsOf(issue: Fault, above = ''): { path: string; code: string; message: string }[] {
  const path = [above, v.getDotPath(issue)].filter(Boolean).join('.');
  const inner = (issue.issues ?? []).filter((one) => one.path);
  if (inner.length > 0) return inner.flatMap((one) => faultsOf(one, path));
  const missing = issue.received === 'undefined' && path !== '';
  return [
    {
      path,
      code: missing ? 'required' : issue.type,
      message: missing ? 'This is missing.' : shapeMessage(issue, 'policy'),
    },
  ];
}

/**
 * A policy out of untrusted JSON.
 *
 * @throws {@link IncidentError} of kind `configuration` with one issue per fault, each with its path.
 */
export function parsePolicy(json: unknown): PolicyDefinition {
  const result = v.safeParse(policySchema, json);
  if (result.success) {
    const { $schema: _schema, ...policy } = result.output;
    return policy;
  }
  const issues = result.issues.flatMap((issue) => faultsOf(issue));
  throw new IncidentError(
    'configuration',
    `The policy cannot be used: ${issues.map((i) => `${i.path}: ${i.message}`).join('; ')}`,
    { issues },
  );
}
