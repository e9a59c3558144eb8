import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../ui/roving-focus.js';
import type { PriorityExplanation, PriorityFact, PriorityMatrix } from '../../core/priority/priority.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import { icon } from '../../ui/icons.js';
import { priorityMark } from '../../ui/priority-mark.js';
import { overrideText, reasonFor, ruleText } from '../../ui/priority-reason.js';
import type { MatrixNames } from './grid.js';

type Terms = MatrixTerms['matrix'];

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

/** What changed the cell's priority, line by line; each can be taken away where the control may be changed. */
export function renderRules(
  explanation: PriorityExplanation | undefined,
  matrix: PriorityMatrix,
  terms: MatrixTerms['adjust'],
  remove: ((what: PriorityFact | 'override') => void) | undefined,
): TemplateResult | typeof nothing {
  if (!explanation || (explanation.modifiers.length === 0 && !explanation.override)) return nothing;
  // The line goes away together with its button: the focus goes back to the table.
  const takeAway =
    (what: PriorityFact | 'override') =>
    ({ currentTarget }: Event): void => {
      const root = (currentTarget as Element).getRootNode() as ShadowRoot;
      root.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
      remove?.(what);
    };
  const line = (text: string, what: PriorityFact | 'override' | undefined): TemplateResult =>
    html`<li>
      <span class="wrap">${text}</span>
      ${
        remove && what
          ? html`<button
              type="button"
              class="button plain"
              aria-label=${terms.remove(text)}
              @click=${takeAway(what)}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </li>`;
  return html`<ul class="rules" part="rules">
    ${explanation.modifiers.map((rule) =>
      line(ruleText(rule, matrix, terms), matrix.modifiers.find(({ id }) => id === rule.id)?.when),
    )}
    ${explanation.override ? line(overrideText(explanation.override, matrix, terms), 'override') : nothing}
  </ul>`;
}
