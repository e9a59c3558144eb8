import type {
  PriorityFacts,
  PriorityMatrix,
  PriorityOverride,
  PriorityExplanation,
} from '../../core/priority.js';
import { assessPriority } from '../../core/priority.js';

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
