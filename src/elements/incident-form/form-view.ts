import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { PriorityExplanation, PriorityMatrix } from '../../core/priority.js';
import { reasonFor } from '../incident-priority-matrix/reasons.js';
import { priorityMark } from '../priority-mark.js';
import type { FieldsView } from './form-fields.js';
import { renderField } from './form-fields.js';
import type { FieldName, FormField } from './form-model.js';
import type { Fault } from './checks.js';
import type { NotesView } from './notes.js';
import { renderNotes } from './notes.js';

export interface FormView {
  readonly view: FieldsView;
  readonly heading: string;
  readonly notes: NotesView;
  readonly faults: readonly Fault[];
  /** What has to be corrected; `lead` alone where that cannot be shown. */
  readonly summary: unknown;
  readonly lead: string;
  readonly main: readonly FormField[];
  readonly more: readonly FormField[];
  /** The desk's matrix in the element's language. */
  readonly spoken: PriorityMatrix;
  readonly explanation: PriorityExplanation | undefined;
  readonly sending: boolean;
  readonly submit: () => void;
}

/** The first fault of each field, to be shown beside it. */
export const problemsOf = (faults: readonly Fault[]): ReadonlyMap<FieldName, string> =>
  new Map([...faults].reverse().flatMap(({ field, text }) => (field ? [[field, text] as const] : [])));

/** Priority and reason beside the button that sends. */
function renderBar({ view, spoken, explanation, sending }: FormView): TemplateResult {
  const { terms, agent, disabled } = view;
  const send = agent ? terms.form.sendAgent : terms.form.send;
  return html`<div class="bar" part="bar">
    <button
      class="button primary"
      part="submit"
      type="submit"
      ?disabled=${disabled}
      aria-disabled=${sending ? 'true' : nothing}
    >
      ${sending ? terms.form.sending : send}
    </button>
    ${
      explanation
        ? html`<p class="outcome">
            ${priorityMark(explanation.priority, spoken)}
            <span class="meta">${reasonFor(explanation, spoken, terms.matrix)}</span>
          </p>`
        : nothing
    }
    ${agent ? html`<p class="meta keys">${terms.form.keys}</p>` : nothing}
  </div>`;
}

/** The form while it is being filled in. */
export function renderForm(form: FormView): TemplateResult {
  const { view, main, more, faults, spoken } = form;
  const { terms, agent, disabled } = view;
  // An agent ticks a workaround among the matrix's other facts.
  const twice = (name: FieldName): boolean =>
    agent && name === 'hasWorkaround' && spoken.modifiers.some(({ when }) => when === name);
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    form.submit();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit(event);
  };
  return html`<form part="form" novalidate ?inert=${form.sending} @submit=${onSubmit} @keydown=${onKey}>
    <div class="head">
      <h2 class="title">
        <slot name="heading">${form.heading || (agent ? terms.form.headingAgent : terms.form.heading)}</slot>
      </h2>
      ${agent ? nothing : html`<p class="muted"><slot name="intro">${terms.form.intro}</slot></p>`}
    </div>
    ${renderNotes(form.notes)}
    ${form.summary ?? (form.lead ? html`<p id="summary" class="error" role="alert" tabindex="-1">${form.lead}</p>` : nothing)}
    <fieldset class="fields" role="none" ?disabled=${disabled}>
      ${main.filter(({ name }) => !twice(name)).map((field) => renderField(view, field))}
      ${
        more.length > 0
          ? html`<details
              class="wide"
              ?open=${faults.some(({ field }) => more.some(({ name }) => name === field))}
            >
              <summary>${terms.form.more}</summary>
              <div class="fields">${more.map((field) => renderField(view, field))}</div>
            </details>`
          : nothing
      }
    </fieldset>
    <slot name="extra"></slot>
    ${renderBar(form)}
  </form>`;
}
