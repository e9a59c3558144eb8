import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { PriorityExplanation, PriorityFact, PriorityMatrix } from '../../core/priority.js';
import { priorityCode } from '../../core/priority.js';
import type { MatrixExtraTerms } from '../../locales/en/matrix-extras.js';
import { icon } from '../icons.js';
import { priorityName } from '../matrix-words.js';

type Terms = MatrixExtraTerms['adjust'];

/** What changed the cell's priority, line by line; each can be taken away where the control may be changed. */
export function renderRules(
  explanation: PriorityExplanation | undefined,
  matrix: PriorityMatrix,
  terms: Terms,
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
    ${explanation.modifiers.map(({ id, label, from, to }) => {
      const rule = matrix.modifiers.find((modifier) => modifier.id === id);
      return line(terms.step(rule?.label ?? label, priorityCode(from), priorityCode(to)), rule?.when);
    })}
    ${explanation.override ? line(terms.overridden(priorityName(explanation.override.priority, matrix), explanation.override.reason), 'override') : nothing}
  </ul>`;
}
