import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../controllers/roving-focus.js';
import type { PriorityExplanation, PriorityFact, PriorityMatrix } from '../../core/priority.js';
import { priorityCode } from '../../core/priority.js';
import type { MatrixTerms } from '../../locales/en/matrix.js';
import { icon } from '../icons.js';
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

/** What the levels of the cell mean that somebody looks at; a hint while nobody does. */
export function renderLevels(
  matrix: PriorityMatrix,
  at: GridPosition | undefined,
  names: MatrixNames,
  hint: string,
): TemplateResult {
  if (!at) return html`<p class="levels">${hint}</p>`;
  const levels = [
    [names.impactName, matrix.impact[at.row]],
    [names.urgencyName, matrix.urgency[at.column]],
  ] as const;
  return html`<dl class="levels">
    ${levels.map(([name, level]) =>
      level
        ? html`<dt>${name}: ${level.label}</dt>
            <dd>${level.help ?? nothing}&nbsp;</dd>`
        : nothing,
    )}
  </dl>`;
}

/** What changed the cell's priority, line by line; each can be taken away where the control may be changed. */
export function renderRules(
  explanation: PriorityExplanation | undefined,
  matrix: PriorityMatrix,
  terms: Terms,
  remove: ((what: PriorityFact | 'override') => void) | undefined,
): TemplateResult | typeof nothing {
  if (!explanation || (explanation.modifiers.length === 0 && !explanation.override)) return nothing;
  const line = (text: string, what: PriorityFact | 'override' | undefined): TemplateResult =>
    html`<li>
      <span class="wrap">${text}</span>
      ${
        remove && what
          ? html`<button
              type="button"
              class="button plain"
              aria-label=${terms.remove(text)}
              @click=${() => remove(what)}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </li>`;
  return html`<ul class="rules" part="rules">
    ${explanation.modifiers.map(({ id, label, from, to }) => {
      const rule = matrix.modifiers.find((modifier) => modifier.id === id);
      return line(terms.step(rule?.label ?? label, priorityCode(from), priorityCode(to)), rule?.when);
    })}
    ${explanation.override ? line(terms.overridden(priorityName(explanation.override.priority, matrix), explanation.override.reason), 'override') : nothing}
  </ul>`;
}
