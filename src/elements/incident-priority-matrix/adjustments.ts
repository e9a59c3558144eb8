import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type {
  PriorityFact,
  PriorityFacts,
  PriorityMatrix,
  PriorityOverride,
} from '../../core/priority/priority.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import { priorityName } from '../../ui/matrix-words.js';

type Terms = MatrixTerms['adjust'];

/** The facts the matrix has rules for, to be ticked. */
export const renderFacts = (
  matrix: PriorityMatrix,
  facts: PriorityFacts,
  terms: Terms,
  disabled: boolean,
  set: (fact: PriorityFact, value: boolean) => void,
): TemplateResult =>
  html`<fieldset class="facts" ?disabled=${disabled}>
    <legend class="label">${terms.facts}</legend>
    ${matrix.modifiers.map(
      ({ label, when }) =>
        html`<label class="check"
          ><input
            type="checkbox"
            .checked=${facts[when] === true}
            @change=${(event: Event) => {
              event.stopPropagation();
              set(when, (event.target as HTMLInputElement).checked);
            }}
          />${label}</label
        >`,
    )}
  </fieldset>`;

interface OverrideView {
  readonly override: PriorityOverride | undefined;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly set: (priority: number | undefined, reason: string) => void;
}

/** A priority by hand, which needs a reason. */
export function renderOverride(matrix: PriorityMatrix, terms: Terms, view: OverrideView): TemplateResult {
  const { priority, reason = '' } = view.override ?? {};
  return html`<details class="by-hand" ?open=${priority !== undefined}>
    <summary>${terms.byHand}</summary>
    <div class="pair">
      <label class="field"
        ><span class="label">${terms.priority}</span>
        <select
          id="override"
          class="input"
          ?disabled=${view.disabled}
          @change=${(event: Event) => {
            event.stopPropagation();
            const { value } = event.target as HTMLSelectElement;
            view.set(value === '' ? undefined : Number(value), reason);
          }}
        >
          <option value="" ?selected=${priority === undefined}>${terms.byRules}</option>
          ${matrix.priorities.map((_, at) => html`<option value=${at + 1} ?selected=${priority === at + 1}>${priorityName(at + 1, matrix)}</option>`)}
        </select></label
      >
      <div class="field">
        <label class="label" for="reason">${terms.reason}</label>
        <input
          id="reason"
          class="input"
          autocomplete="off"
          .value=${reason}
          ?disabled=${view.disabled}
          aria-invalid=${view.problem ? 'true' : nothing}
          aria-describedby="reason-help"
          @input=${(event: Event) => {
            event.stopPropagation();
            view.set(priority, (event.target as HTMLInputElement).value);
          }}
          @change=${(event: Event) => event.stopPropagation()}
        />
        <span id="reason-help" class=${view.problem ? 'error' : 'help'}
          >${view.problem ?? terms.reasonHelp}</span
        >
      </div>
    </div>
  </details>`;
}
