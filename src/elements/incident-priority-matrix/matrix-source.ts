import { IncidentError } from '../../core/errors.js';
import { isMatrixPreset, matrixPreset, matrixPresets } from '../../core/matrices.js';
import type {
  MatrixDefinition,
  PriorityFacts,
  PriorityMatrix,
  PriorityOverride,
  PriorityExplanation,
} from '../../core/priority.js';
import { assessPriority, compileMatrix } from '../../core/priority.js';

/** A cell as a form value: `2/1` is impact 2 and urgency 1, counted from the highest. */
export interface Cell {
  readonly impact: number;
  readonly urgency: number;
}

/** Undefined for anything that names no cell of the matrix. */
export function parseCell(value: string, matrix: PriorityMatrix): Cell | undefined {
  const [, impact, urgency] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  const cell = { impact: Number(impact), urgency: Number(urgency) };
  return matrix.ranks[cell.impact - 1]?.[cell.urgency - 1] === undefined ? undefined : cell;
}

/**
 * The matrix to show: one's own, the named preset, the desk's, or the usual three by three.
 *
 * @throws {@link IncidentError} of kind `configuration` for one that cannot be used.
 */
export function chooseMatrix(
  own: PriorityMatrix | MatrixDefinition | undefined,
  preset: string | undefined,
  desk: PriorityMatrix | undefined,
): PriorityMatrix {
  if (own) return 'ranks' in own ? own : compileMatrix(own);
  if (preset === undefined || preset === '') return desk ?? matrixPreset('servicenow-3x3');
  if (isMatrixPreset(preset)) return matrixPreset(preset);
  throw new IncidentError(
    'configuration',
    `There is no matrix "${preset}"; use one of ${Object.keys(matrixPresets).join(', ')}.`,
  );
}

/** The priority with its reason; undefined while no cell is chosen. An override without its reason does not count yet. */
export function explain(
  matrix: PriorityMatrix,
  cell: Cell | undefined,
  facts: PriorityFacts,
  override: PriorityOverride | undefined,
): PriorityExplanation | undefined {
  if (!cell) return undefined;
  const counts = override && override.reason.trim() !== '' && matrix.priorities[override.priority - 1];
  return assessPriority(matrix, { ...cell, facts, ...(counts ? { override } : {}) });
}
