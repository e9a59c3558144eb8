import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { PriorityExplanation } from '../../core/priority/priority.js';
import { reasonFor } from '../../ui/priority-reason.js';
import { matrixInWords } from '../../ui/matrix-words.js';
import { priorityMark } from '../../ui/priority-mark.js';
import type { FieldsView } from './form-fields.js';

/** The button that sends, with the priority and its reason beside it. */
export function renderSendBar(
  { terms, agent, policy, disabled }: FieldsView,
  explanation: PriorityExplanation | undefined,
  sending: boolean,
): TemplateResult {
  const matrix = matrixInWords(policy.matrix, terms.level);
  return html`<div class="bar" part="bar">
    <button
      class="button primary"
      part="submit"
      type="submit"
      ?disabled=${disabled}
      aria-disabled=${sending ? 'true' : nothing}
    >
      ${sending ? terms.form.sending : agent ? terms.form.sendAgent : terms.form.send}
    </button>
    ${
      explanation
        ? html`<p class="outcome">
            ${priorityMark(explanation.priority, matrix)}
            <span class="meta">${reasonFor(explanation, matrix, terms.matrix)}</span>
          </p>`
        : nothing
    }
    ${agent ? html`<p class="meta keys">${terms.form.keys}</p>` : nothing}
  </div>`;
}
