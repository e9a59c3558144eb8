import * as v from 'valibot';

import { IncidentError } from '../core/errors.js';
import type { PolicyDefinition } from '../core/policy.js';
import { matrixNames } from '../core/priority/matrices.js';

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
});

/** The form of a policy file; published as `policy.schema.json`. */
export const policySchema = v.strictObject({
  $schema: v.optional(v.string()),
  id: v.optional(text),
  version: v.optional(text),
  /** The priority matrix: the name of a shipped one, or one's own. */
  matrix: v.optional(v.union([v.picklist(matrixNames), matrix])),
  categories: v.optional(v.array(category)),
  /** IANA zone the organisation works in; times are shown in it unless an element says otherwise. */
  timeZone: v.optional(text),
  /** What a caller reads after sending, how soon somebody answers: one ISO 8601 duration per priority, the gravest first. */
  firstResponse: v.optional(v.array(text)),
  /** Whether the first answer of the service desk also acknowledges the incident; it does unless this is false. */
  acknowledgeByAnswer: v.optional(v.boolean()),
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
      message: missing ? 'This is missing.' : issue.message,
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
