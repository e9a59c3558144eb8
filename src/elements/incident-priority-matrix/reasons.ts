import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../controllers/roving-focus.js';
import type {
  PriorityExplanation,
  PriorityFact,
  PriorityFacts,
  PriorityMatrix,
} from '../../core/priority.js';
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

export interface OverrideView {
  readonly priority: number | undefined;
  readonly reason: string;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly set: (priority: number | undefined, reason: string) => void;
}

/** A priority by hand, which needs a reason. */
export const renderOverride = (matrix: PriorityMatrix, terms: Terms, view: OverrideView): TemplateResult =>
  html`<details class="by-hand" ?open=${view.priority !== undefined}>
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
            view.set(value === '' ? undefined : Number(value), view.reason);
          }}
        >
          <option value="" ?selected=${view.priority === undefined}>${terms.byRules}</option>
          ${matrix.priorities.map((_, at) => html`<option value=${at + 1} ?selected=${view.priority === at + 1}>${priorityName(at + 1, matrix)}</option>`)}
        </select></label
      >
      <label class="field"
        ><span class="label">${terms.reason}</span>
        <input
          id="reason"
          class="input"
          autocomplete="off"
          .value=${view.reason}
          ?disabled=${view.disabled}
          aria-invalid=${view.problem ? 'true' : nothing}
          aria-describedby="reason-help"
          @input=${(event: Event) => {
            event.stopPropagation();
            view.set(view.priority, (event.target as HTMLInputElement).value);
          }}
          @change=${(event: Event) => event.stopPropagation()}
        />
        <span id="reason-help" class=${view.problem ? 'error' : 'help'}
          >${view.problem ?? terms.reasonHelp}</span
        ></label
      >
    </div>
  </details>`;
