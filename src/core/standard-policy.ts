import type { CategoryDefinition, Policy, PolicyDefinition } from './policy.js';
import type { PriorityMatrix } from './priority.js';
import { standardMatrix } from './standard-matrix.js';

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
  });
