import type { MatrixPreset } from './priority/matrices.js';
import type { MatrixDefinition, PriorityMatrix } from './priority/priority.js';
import { standardMatrix } from './priority/standard-matrix.js';

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
  /** The first answer of the service desk also acknowledges the incident. Default true. */
  readonly acknowledgeByAnswer?: boolean;
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
  /** The first answer of the service desk also acknowledges the incident. */
  readonly acknowledgeByAnswer: boolean;
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

/** A policy without its gaps, with a matrix that is ready for use. */
export const fillPolicy = (definition: PolicyDefinition, matrix: PriorityMatrix = standardMatrix): Policy =>
  Object.freeze({
    id: definition.id ?? 'standard',
    version: definition.version ?? '1',
    matrix,
    categories: definition.categories ?? standardCategories,
    ...(definition.timeZone === undefined ? {} : { timeZone: definition.timeZone }),
    firstResponse: definition.firstResponse ?? [],
    acknowledgeByAnswer: definition.acknowledgeByAnswer ?? true,
  });
