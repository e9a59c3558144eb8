import { priorityCode } from '../core/priority/priority.js';
import type { PriorityExplanation, PriorityMatrix } from '../core/priority/priority.js';
import type { MatrixTerms } from '../locales/en/incident-priority-matrix.js';
import { priorityName } from './matrix-words.js';

/** Why the priority is what it is, in one sentence that follows the priority's mark. */
export function reasonFor(
  explanation: PriorityExplanation,
  matrix: PriorityMatrix,
  terms: MatrixTerms['matrix'],
): string {
  const { cell, priority } = explanation;
  const impact = matrix.impact[cell.impact - 1]?.label ?? '';
  const urgency = matrix.urgency[cell.urgency - 1]?.label ?? '';
  return cell.priority === priority && explanation.modifiers.length === 0 && !explanation.override
    ? terms.because(impact, urgency)
    : terms.gives(priorityName(cell.priority, matrix), impact, urgency);
}

/** What a rule made of the priority, such as "A VIP is affected: P2 becomes P1". */
export function ruleText(
  { id, label, from, to }: PriorityExplanation['modifiers'][number],
  matrix: PriorityMatrix,
  terms: MatrixTerms['adjust'],
): string {
  const rule = matrix.modifiers.find((modifier) => modifier.id === id);
  return terms.step(rule?.label ?? label, priorityCode(from), priorityCode(to));
}

/** A priority by hand with its reason. */
export const overrideText = (
  { priority, reason }: NonNullable<PriorityExplanation['override']>,
  matrix: PriorityMatrix,
  terms: MatrixTerms['adjust'],
): string => terms.overridden(priorityName(priority, matrix), reason);
