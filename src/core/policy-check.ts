import { matrixOf } from './priority/matrices.js';
import type { Policy, PolicyDefinition } from './policy.js';
import { fillPolicy } from './policy.js';

/**
 * Fills what a policy leaves out: the three-by-three matrix with five priorities and six common categories.
 *
 * @throws {@link IncidentError} of kind `configuration` for a matrix that cannot be used.
 */
export function compilePolicy(definition: PolicyDefinition = {}): Policy {
  const { matrix } = definition;
  return fillPolicy(definition, matrix === undefined ? undefined : matrixOf(matrix));
}
