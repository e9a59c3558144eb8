import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../controllers/roving-focus.js';
import type { PriorityExplanation, PriorityMatrix } from '../../core/priority.js';
import type { MatrixTerms } from '../../locales/en/matrix.js';
import type { MatrixNames } from './grid.js';
import { priorityName } from '../matrix-words.js';
import { priorityMark } from '../priority-mark.js';

type Terms = MatrixTerms['matrix'];

/** Why the priority is what it is, in one sentence. */
export function reasonFor(explanation: PriorityExplanation, matrix: PriorityMatrix, terms: Terms): string {
  const { cell, priority } = explanation;
  const impact = matrix.impact[cell.impact - 1]?.label ?? '';
  const urgency = matrix.urgency[cell.urgency - 1]?.label ?? '';
  return cell.priority === priority && explanation.modifiers.length === 0 && !explanation.override
    ? terms.because(impact, urgency)
    : terms.gives(priorityName(cell.priority, matrix), impact, urgency);
}

/** The priority and its reason, spoken once when it changes. */
export const renderResult = (
  explanation: PriorityExplanation | undefined,
  matrix: PriorityMatrix,
  terms: Terms,
): TemplateResult =>
  html`<p class="result" part="explanation" role="status">
    ${explanation ? html`${priorityMark(explanation.priority, matrix)} <span>${reasonFor(explanation, matrix, terms)}</span>` : nothing}
  </p>`;

/** What the levels of the cell mean that somebody looks at; a hint while nobody does, and where none is explained. */
export function renderLevels(
  matrix: PriorityMatrix,
  at: GridPosition | undefined,
  names: MatrixNames,
  hint: string,
): TemplateResult {
  const explained = [...matrix.impact, ...matrix.urgency].some(({ help }) => help);
  if (!at || !explained) return html`<p class=${explained ? 'levels' : 'help'}>${hint}</p>`;
  const levels = [
    [names.impactName, matrix.impact[at.row]],
    [names.urgencyName, matrix.urgency[at.column]],
  ] as const;
  return html`<dl class="levels">
    ${levels.map(([name, level]) =>
      level
        ? html`<dt>${name}: ${level.label}</dt>
            <dd>${level.help ?? ' '}</dd>`
        : nothing,
    )}
  </dl>`;
}
