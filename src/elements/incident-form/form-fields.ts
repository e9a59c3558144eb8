import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Effect } from '../../core/incident.js';
import { channels } from '../../core/incident.js';
import { cleanText } from '../../core/text.js';
import type { Policy } from '../../core/policy.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { icon } from '../../ui/icons.js';
import type { LookUp } from '../../ui/look-up.js';
import { readText } from '../../ui/sendable.js';
import type { IncidentPriorityMatrix } from '../incident-priority-matrix/incident-priority-matrix.js';
import type { ItemsView } from './affected-items.js';
import { renderItems } from './affected-items.js';
import type { Adjustment, Answer } from './answers.js';
import { factsOf, idOf, noAdjustment, textOf, timeText } from './answers.js';
import type { FormField } from './form-model.js';
import { affected, presentChoices } from './form-model.js';
import { said } from '../../ui/said.js';

/** Everything a field's template looks at. */
export interface FieldsView extends ItemsView {
  readonly terms: CommonTerms & FormTerms;
  readonly agent: boolean;
  /** What is wrong, by the field's key. */
  readonly problems: ReadonlyMap<string, string>;
  /** How many signs that cannot be sent were taken out of a field's text. */
  readonly removed: ReadonlyMap<string, number>;
  /** Looks a field's value up; undefined where there is nothing to look in, and words are all there is. */
  readonly lookUp: (field: FormField) => LookUp | undefined;
  readonly policy: Policy;
  readonly timeZone: string;
  /** Takes an answer, and how many signs were taken out of it. */
  readonly set: (field: FormField, value: Answer, removed?: number) => void;
  readonly setMatrix: (value: string, adjustment: Adjustment, removed: number) => void;
}

/** What a field is called: a plain question to a caller, the field's name to an agent, the backend's words for its own. */
export const labelOf = (
  { terms, agent }: { readonly terms: FormTerms; readonly agent: boolean },
  { key, label }: FormField,
): string =>
  label ??
  (agent ? undefined : terms.ask[key]) ??
  (key === 'matrix'
    ? terms.matrix.label
    : key === affected
      ? terms.form.affected
      : (terms.incidentField[key] ?? key));

type Choices = readonly (readonly [string, string])[];

/**
 * The label's words; who is asked plainly hears also what may be left out. The space is in one text with the word: a
 * blank alone between two parts is not in the name that is read out.
 */
const question = (view: FieldsView, field: FormField): TemplateResult =>
  html`${labelOf(view, field)}${field.required || view.agent ? nothing : html`<span class="meta">${` ${view.terms.optional}`}</span>`}`;

const problem = (view: FieldsView, { id, key }: FormField): TemplateResult | typeof nothing => {
  const text = view.problems.get(key);
  return text === undefined
    ? nothing
    : html`<p class="error" id="${id}-problem">${icon('warning')} ${text}</p>`;
};

/** What was taken out of a text, said as it happens: a status that comes with its words would not be. */
const removal = (view: FieldsView, { id, key }: FormField): TemplateResult | typeof nothing => {
  const count = view.removed.get(key);
  return count === undefined
    ? nothing
    : html`<p class="help" id="${id}-removed" role="alert">
        ${said(view.terms.removed(count), view.removed)}
      </p>`;
};

/** Ids of the help and the fault of a field, for `aria-describedby`. */
const described = (view: FieldsView, { id, key }: FormField, help: boolean): string | typeof nothing =>
  [help ? `${id}-help` : '', view.problems.has(key) ? `${id}-problem` : ''].filter(Boolean).join(' ') ||
  nothing;

function helpFor(view: FieldsView, { key, control }: FormField): string {
  if (control === 'time') return view.terms.form.zone(view.timeZone);
  if (key === 'category') {
    const chosen = idOf(view.answers.values['category']);
    const group = view.policy.categories.find(({ id }) => id === chosen)?.group;
    return group === undefined ? '' : view.terms.form.goesTo(group);
  }
  return view.agent ? '' : (view.terms.fieldHelp[key] ?? '');
}

/** Which words an enumeration of ours has; a backend may take only some of its values. */
const wordsOf = (
  all: readonly string[],
  words: Readonly<Record<string, string>>,
  { choices }: FormField,
): Choices =>
  all
    .filter((id) => choices === undefined || choices.some((choice) => choice.id === id))
    .map((id) => [id, words[id] ?? id]);

const effects: readonly Effect[] = ['down', 'degraded'];

/**
 * What a select offers, as value and text; undefined for a field that is written into. An answer that is not among the
 * present choices is offered as what it is, so that what is seen is what is sent.
 */
function choicesFor(view: FieldsView, field: FormField): Choices | undefined {
  const { terms, answers } = view;
  const { control, choices = [] } = field;
  const offered: Choices | undefined =
    control === 'effect'
      ? wordsOf(effects, terms.effect, field)
      : control === 'channel'
        ? wordsOf(channels, terms.channel, field)
        : choices.length > 0
          ? presentChoices(field, (key) => idOf(answers.values[key])).map(({ id, label, hint }) => [
              id,
              hint === undefined ? label : `${label} (${hint})`,
            ])
          : undefined;
  const answer = answers.values[field.key];
  const id = idOf(answer);
  if (!offered || id === '' || offered.some(([value]) => value === id)) return offered;
  return [...offered, [id, choices.find((choice) => choice.id === id)?.label ?? textOf(answer)]];
}

/** The value of a field that nobody changes here. */
function renderReadOnly(view: FieldsView, field: FormField): TemplateResult {
  const value = view.answers.values[field.key];
  const text =
    field.control === 'time'
      ? timeText(value, view.timeZone).replace('T', ' ')
      : (choicesFor(view, field)?.find(([id]) => id === idOf(value))?.[1] ??
        (value === true ? '✓' : textOf(value)));
  return html`<input id=${field.id} class="input" type="text" dir="auto" readonly .value=${text} />`;
}

function renderSelect(
  view: FieldsView,
  field: FormField,
  choices: Choices,
  describedBy: string | typeof nothing,
): TemplateResult {
  const chosen = idOf(view.answers.values[field.key]);
  return html`<select
    id=${field.id}
    class="input"
    aria-invalid=${view.problems.has(field.key) ? 'true' : nothing}
    aria-describedby=${describedBy}
    aria-required=${field.required ? 'true' : nothing}
    @change=${(event: Event) => view.set(field, (event.target as HTMLSelectElement).value)}
  >
    <option value="" .selected=${live(chosen === '')}>
      ${view.agent || field.dependsOn !== undefined ? '–' : view.terms.form.unsure}
    </option>
    ${choices.map(
      ([id, text]) => html`<option value=${id} .selected=${live(chosen === id)}>${text}</option>`,
    )}
  </select>`;
}

const inputTypes: Partial<Record<FormField['control'], string>> = {
  time: 'datetime-local',
  number: 'number',
};

function control(view: FieldsView, field: FormField, help: boolean): TemplateResult {
  if (field.readOnly) return renderReadOnly(view, field);
  const by = described(view, field, help);
  const choices = field.control === 'look-up' ? undefined : choicesFor(view, field);
  if (choices) return renderSelect(view, field, choices, by);
  const answer = view.answers.values[field.key];
  const value = field.control === 'time' ? timeText(answer, view.timeZone) : textOf(answer);
  const invalid = view.problems.has(field.key) ? 'true' : nothing;
  const required = field.required ? 'true' : nothing;
  const set = (event: Event): void => {
    const { text, removed } = readText(event);
    view.set(field, text, removed);
  };
  if (field.control === 'text')
    return html`<textarea
      id=${field.id}
      class="input"
      rows=${view.agent ? 4 : 5}
      dir="auto"
      .value=${live(value)}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${required}
      @input=${set}
    ></textarea>`;
  const type = inputTypes[field.control];
  return html`<input
    id=${field.id}
    class="input"
    type=${type ?? 'text'}
    step=${type === 'number' ? 'any' : nothing}
    dir=${type === undefined ? 'auto' : nothing}
    autocomplete="off"
    .value=${live(value)}
    aria-invalid=${invalid}
    aria-describedby=${by}
    aria-required=${required}
    @input=${set}
  />`;
}

function renderEffect(view: FieldsView, field: FormField): TemplateResult {
  const chosen = idOf(view.answers.values[field.key]);
  return html`<fieldset
    class="field radios"
    id=${field.id}
    tabindex="-1"
    aria-describedby=${described(view, field, false)}
  >
    <legend class="label">${question(view, field)}</legend>
    ${[...(choicesFor(view, field) ?? []), ['', view.terms.form.unsure] as const].map(
      ([effect, text]) =>
        html`<label class="check"
          ><input
            type="radio"
            name=${field.id}
            value=${effect}
            .checked=${live(chosen === effect)}
            @change=${() => view.set(field, effect)}
          />${text}</label
        >`,
    )}
    ${problem(view, field)}
  </fieldset>`;
}

function renderMatrix(view: FieldsView, field: FormField): TemplateResult {
  const { terms, answers, agent } = view;
  const { override } = answers.adjustment ?? noAdjustment;
  const changed = (event: Event): void => {
    const { value, facts, override: byHand } = event.target as IncidentPriorityMatrix;
    const { text: reason, removed } = cleanText(byHand?.reason ?? '');
    view.setMatrix(value, { facts, ...(byHand ? { override: { ...byHand, reason } } : {}) }, removed);
  };
  return html`<div class="field wide">
    <incident-priority-matrix
      id="matrix"
      exportparts="grid, cell, rules"
      .matrix=${view.policy.matrix}
      .value=${textOf(answers.values['matrix'])}
      .facts=${factsOf(answers)}
      .override=${override}
      label=${labelOf(view, field)}
      impact-label=${agent ? '' : terms.form.howBad}
      urgency-label=${agent ? '' : terms.form.howSoon}
      error-text=${view.problems.get('matrix') ?? ''}
      ?modifiers=${agent}
      ?allow-override=${agent}
      ?disabled=${view.disabled}
      @change=${changed}
    ></incident-priority-matrix>
    ${removal(view, field)}
  </div>`;
}

const renderCheck = (view: FieldsView, field: FormField): TemplateResult =>
  html`<div class="field">
    <label class="check"
      ><input
        id=${field.id}
        type="checkbox"
        ?disabled=${field.readOnly}
        .checked=${live(Boolean(view.answers.values[field.key]))}
        @change=${(event: Event) => view.set(field, (event.target as HTMLInputElement).checked)}
      />${labelOf(view, field)}</label
    >
    ${problem(view, field)}
  </div>`;

/** One field with its label, its help and its fault, all in one root so that the ids find each other. */
function renderField(view: FieldsView, field: FormField): TemplateResult {
  if (field.control === 'matrix') return renderMatrix(view, field);
  if (field.control === 'effect' && !view.agent) return renderEffect(view, field);
  if (field.control === 'check') return renderCheck(view, field);
  const help = helpFor(view, field);
  const lookUp = field.readOnly ? undefined : view.lookUp(field);
  if (lookUp) {
    const found = lookUp.render({
      label: question(view, field),
      help: help || undefined,
      problem: view.problems.get(field.key),
      required: field.required,
      disabled: view.disabled,
    });
    return field.control === 'items' ? renderItems(view, field, found) : found;
  }
  const note = help ? html`<span class="help" id="${field.id}-help">${help}</span>` : nothing;
  const wide = field.control === 'text' || field.key === 'title';
  return html`<div class=${wide ? 'field wide' : 'field'}>
    <label class="label" for=${field.id}>${question(view, field)}</label>${view.agent ? nothing : note}
    ${control(view, field, help !== '')} ${view.agent ? note : nothing} ${removal(view, field)}
    ${problem(view, field)}
  </div>`;
}

/** All fields with what belongs among them: those that everybody sees, and those that callers find folded. */
export function renderFields(
  view: FieldsView,
  shown: readonly FormField[],
  unfolded: boolean,
  among: TemplateResult | typeof nothing,
): TemplateResult {
  const { agent, policy, terms } = view;
  // An agent ticks a workaround among the matrix's other facts.
  const twice = ({ key }: FormField): boolean =>
    agent && key === 'hasWorkaround' && policy.matrix.modifiers.some(({ when }) => when === key);
  const main = shown.filter((field) => !field.folded && !twice(field));
  const more = shown.filter(({ folded }) => folded);
  return html`<fieldset class="fields" role="none" ?disabled=${view.disabled}>
    ${main.map((field) => renderField(view, field))} ${among}
    ${
      more.length > 0
        ? html`<details class="wide" ?open=${unfolded}>
            <summary>${terms.form.more}</summary>
            <div class="fields">${more.map((field) => renderField(view, field))}</div>
          </details>`
        : nothing
    }
  </fieldset>`;
}
