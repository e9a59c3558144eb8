import type { MatrixPreset } from './matrices.js';
import { matrixOf } from './matrices.js';
import type { MatrixDefinition, PriorityMatrix } from './priority.js';
import { fillPolicy } from './standard.js';

/** A category of incidents with its sub-categories and the group that usually takes it. */
export interface CategoryDefinition {
  readonly id: string;
  readonly label: string;
  readonly subcategories?: readonly { readonly id: string; readonly label: string }[];
  /** Where such incidents go first; shown before sending. */
  readonly group?: string;
}

/** The organisation's rules as written down (JSON). */
export interface PolicyDefinition {
  readonly id?: string;
  readonly version?: string;
  /** A shipped matrix by name, or one's own. */
  readonly matrix?: MatrixPreset | MatrixDefinition;
  readonly categories?: readonly CategoryDefinition[];
  /** IANA zone the organisation works in; times are shown in it unless an element says otherwise. */
  readonly timeZone?: string;
  /** What a caller reads after sending: how soon somebody answers, per priority rank (1-based list). */
  readonly firstResponse?: readonly string[];
}

/** The rules ready for use. */
export interface Policy {
  readonly id: string;
  readonly version: string;
  readonly matrix: PriorityMatrix;
  readonly categories: readonly CategoryDefinition[];
  readonly timeZone?: string;
  /** ISO 8601 durations per priority rank. */
  readonly firstResponse: readonly string[];
}

/**
 * Fills what a policy leaves out: the three-by-three matrix with five priorities and six common categories.
 *
 * @throws {@link IncidentError} of kind `configuration` for a matrix that cannot be used.
 */
export function compilePolicy(definition: PolicyDefinition = {}): Policy {
  const { matrix } = definition;
  return fillPolicy(definition, matrix === undefined ? undefined : matrixOf(matrix));
}
