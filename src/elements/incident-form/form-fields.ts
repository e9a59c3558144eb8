import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Choice } from '../../adapters/adapter.js';
import type { EditableField } from '../../core/incident.js';
import { channels } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { icon } from '../../ui/icons.js';
import type { IncidentPriorityMatrix } from '../incident-priority-matrix/incident-priority-matrix.js';
import type { Adjustment, FieldName, FormField, FormValues } from './form-model.js';

/** Everything a field's template looks at. */
export interface FieldsView {
  readonly terms: CommonTerms & FormTerms;
  readonly agent: boolean;
  readonly values: FormValues;
  readonly adjustment: Adjustment;
  readonly problems: ReadonlyMap<FieldName, string>;
  /** What the backend offers for a field; undefined where it does not say. */
  readonly choices: (field: EditableField) => readonly Choice[] | undefined;
  readonly policy: Policy;
  readonly timeZone: string;
  readonly disabled: boolean;
  readonly required: (name: FieldName) => boolean;
  readonly set: (name: FieldName, value: string) => void;
  readonly setMatrix: (value: string, adjustment: Adjustment) => void;
}

/** What a field is called: a plain question to a caller, the field's name to an agent. */
export const labelOf = (
  { terms, agent }: { readonly terms: FormTerms; readonly agent: boolean },
  name: FieldName,
): string =>
  (agent ? undefined : terms.ask[name]) ??
  (name === 'matrix' ? terms.matrix.label : (terms.incidentField[name] ?? name));

type Choices = readonly (readonly [string, string])[];

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

/**
 * The label's words; who is asked plainly hears also what may be left out. The space is in one text with the word: a
 * blank alone between two parts is not in the name that is read out.
 */
const question = (view: FieldsView, name: FieldName): TemplateResult =>
  html`${labelOf(view, name)}${view.required(name) || view.agent ? nothing : html`<span class="meta">${` ${view.terms.optional}`}</span>`}`;

const label = (view: FieldsView, name: FieldName): TemplateResult =>
  html`<label class="label" for=${name}>${question(view, name)}</label>`;

const problem = (view: FieldsView, name: FieldName): TemplateResult | typeof nothing => {
  const text = view.problems.get(name);
  return text === undefined
    ? nothing
    : html`<p class="error" id="${name}-problem">${icon('warning')} ${text}</p>`;
};

/** Ids of the help and the fault of a field, for `aria-describedby`. */
const described = (view: FieldsView, name: FieldName, help: boolean): string | typeof nothing =>
  [help ? `${name}-help` : '', view.problems.has(name) ? `${name}-problem` : ''].filter(Boolean).join(' ') ||
  nothing;

function helpFor(view: FieldsView, name: FieldName, kind: FormField['kind']): string {
  if (kind === 'time') return view.terms.form.zone(view.timeZone);
  if (name === 'category') {
    const group = view.policy.categories.find(({ id }) => id === view.values.category)?.group;
    return group === undefined ? '' : view.terms.form.goesTo(group);
  }
  return view.agent ? '' : (view.terms.fieldHelp[name] ?? '');
}

/** The subcategories of the chosen category, as the backend tells them or the policy knows them. */
const subcategories = (
  category: string | undefined,
  told: readonly Choice[] | undefined,
  { categories }: Policy,
): Choices | undefined =>
  told
    ?.filter(({ when }) => when === undefined || when.includes(category ?? ''))
    .map(({ id, label: text }) => [id, text]) ??
  categories.find(({ id }) => id === category)?.subcategories?.map(({ label: text }) => [text, text]);

/** What a select offers, as value and text; undefined for a field that is written into. */
function choicesFor(view: FieldsView, { name, kind }: FormField): Choices | undefined {
  const { terms, policy, values, choices } = view;
  switch (kind) {
    case 'effect':
      return (['down', 'degraded'] as const).map((effect) => [effect, terms.effect[effect]]);
    case 'channel':
      return channels.map((channel) => [channel, terms.channel[channel]]);
    case 'category':
      return (choices('category') ?? policy.categories).map(({ id, label: text }) => [id, text]);
    default:
      return name === 'subcategory'
        ? subcategories(values.category, choices('subcategory'), policy)
        : undefined;
  }
}

function control(view: FieldsView, field: FormField, help: boolean): TemplateResult {
  const { name, kind } = field;
  const value = view.values[name] ?? '';
  const invalid = view.problems.has(name) ? 'true' : nothing;
  const by = described(view, name, help);
  const set = (event: Event): void => view.set(name, valueOf(event));
  const required = view.required(name) ? 'true' : nothing;
  const choices = choicesFor(view, field);
  if (choices && choices.length > 0)
    return html`<select
      id=${name}
      class="input"
      .value=${value}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${required}
      @change=${set}
    >
      <option value="" ?selected=${value === ''}>
        ${view.agent || name === 'subcategory' ? '–' : view.terms.form.unsure}
      </option>
      ${choices.map(([id, text]) => html`<option value=${id} ?selected=${value === id}>${text}</option>`)}
    </select>`;
  if (kind === 'text')
    return html`<textarea
      id=${name}
      class="input"
      rows=${view.agent ? 4 : 5}
      dir="auto"
      .value=${value}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${required}
      @input=${set}
    ></textarea>`;
  const known =
    kind === 'suggest' ? (view.choices(name === 'service' ? 'service' : 'group') ?? []) : undefined;
  return html`<input
      id=${name}
      class="input"
      type=${kind === 'time' ? 'datetime-local' : 'text'}
      dir=${kind === 'time' ? nothing : 'auto'}
      list=${known ? `${name}-list` : nothing}
      autocomplete="off"
      .value=${value}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${required}
      @input=${set}
    />${
      known
        ? html`<datalist id="${name}-list">
            ${known.map((one) => html`<option value=${one.label}></option>`)}
          </datalist>`
        : nothing
    }`;
}

function renderEffect(view: FieldsView): TemplateResult {
  const chosen = view.values.effect ?? '';
  return html`<fieldset
    class="field radios"
    id="effect"
    tabindex="-1"
    aria-describedby=${described(view, 'effect', false)}
  >
    <legend class="label">${question(view, 'effect')}</legend>
    ${(['down', 'degraded', ''] as const).map(
      (effect) =>
        html`<label class="check"
          ><input
            type="radio"
            name="effect"
            value=${effect}
            .checked=${chosen === effect}
            @change=${() => view.set('effect', effect)}
          />${effect === '' ? view.terms.form.unsure : view.terms.effect[effect]}</label
        >`,
    )}
    ${problem(view, 'effect')}
  </fieldset>`;
}

function renderMatrix(view: FieldsView): TemplateResult {
  const { terms, adjustment, agent } = view;
  const changed = (event: Event): void => {
    const { value, facts, override } = event.target as IncidentPriorityMatrix;
    view.setMatrix(value, { facts, ...(override ? { override } : {}) });
  };
  return html`<div class="field wide">
    <incident-priority-matrix
      id="matrix"
      exportparts="grid, cell, rules"
      .matrix=${view.policy.matrix}
      .value=${view.values.matrix ?? ''}
      .facts=${adjustment.facts}
      .override=${adjustment.override}
      label=${labelOf(view, 'matrix')}
      impact-label=${agent ? '' : terms.form.howBad}
      urgency-label=${agent ? '' : terms.form.howSoon}
      error-text=${view.problems.get('matrix') ?? ''}
      ?modifiers=${agent}
      ?allow-override=${agent}
      ?disabled=${view.disabled}
      @change=${changed}
    ></incident-priority-matrix>
  </div>`;
}

/** One field with its label, its help and its fault, all in one root so that the ids find each other. */
export function renderField(view: FieldsView, field: FormField): TemplateResult {
  const { name, kind } = field;
  if (kind === 'matrix') return renderMatrix(view);
  if (kind === 'effect' && !view.agent) return renderEffect(view);
  if (kind === 'check')
    return html`<div class="field">
      <label class="check"
        ><input
          id=${name}
          type="checkbox"
          .checked=${view.values[name] === '1'}
          @change=${(event: Event) => view.set(name, (event.target as HTMLInputElement).checked ? '1' : '')}
        />${labelOf(view, name)}</label
      >
      ${problem(view, name)}
    </div>`;
  const help = helpFor(view, name, kind);
  const note = help ? html`<span class="help" id="${name}-help">${help}</span>` : nothing;
  return html`<div class=${kind === 'text' || name === 'title' ? 'field wide' : 'field'}>
    ${label(view, name)}${view.agent ? nothing : note} ${control(view, field, help !== '')}
    ${view.agent ? note : nothing} ${problem(view, name)}
  </div>`;
}
