import { IncidentError } from '../../core/errors.js';
import { isMatrixPreset, matrixPreset, matrixPresets } from '../../core/matrices.js';
import { compileMatrix } from '../../core/matrix-check.js';
import type { MatrixDefinition, PriorityMatrix } from '../../core/priority.js';

/**
 * A matrix from one's own definition, or by the name of a shipped one.
 *
 * @throws {@link IncidentError} of kind `configuration` for one that cannot be used.
 */
export function makeMatrix(from: MatrixDefinition | string): PriorityMatrix {
  if (typeof from === 'object') return compileMatrix(from);
  if (isMatrixPreset(from)) return matrixPreset(from);
  throw new IncidentError(
    'configuration',
    `There is no matrix "${from}"; use one of ${Object.keys(matrixPresets).join(', ')}.`,
  );
}
