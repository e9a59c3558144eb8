import * as v from 'valibot';

import { IncidentError } from '../core/errors.js';
import type { PolicyDefinition } from '../core/policy.js';
import { matrixNames } from '../core/matrices.js';

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

const effect = v.union([
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
});

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
  const issues = result.issues.map((issue) => ({
    path: v.getDotPath(issue) ?? '',
    code: issue.type,
    message: issue.message,
  }));
  throw new IncidentError(
    'configuration',
    `The policy cannot be used: ${issues.map((i) => `${i.path}: ${i.message}`).join('; ')}`,
    { issues },
  );
}
