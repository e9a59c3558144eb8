import type { ModifierDefinition, PriorityMatrix } from './priority.js';

/** The rank after one modifier; it never leaves the matrix's priorities. */
export function applyModifier(
  matrix: Pick<PriorityMatrix, 'priorities'>,
  modifier: ModifierDefinition,
  rank: number,
): number {
  const last = matrix.priorities.length;
  const clamp = (value: number): number => Math.min(last, Math.max(1, value));
  const { effect } = modifier;
  if ('steps' in effect) return clamp(effect.kind === 'raise' ? rank - effect.steps : rank + effect.steps);
  const limit = matrix.priorities.findIndex((level) => level.code === effect.priority) + 1;
  return effect.kind === 'at-least' ? Math.min(rank, limit) : Math.max(rank, limit);
}
