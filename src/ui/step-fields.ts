import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Action, ActionAnswers, ActionField } from '../core/actions.js';
import type { Ref } from '../core/incident.js';
import { handOverReasons } from '../core/reasons.js';
import type { HandOverReason, LifecycleLists } from '../core/reasons.js';
import type { RelationKind } from '../core/relation.js';
import type { Instant } from '../core/time.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { LifecycleTerms } from '../locales/en/incident-lifecycle.js';
import type { LookUp } from './look-up.js';

/** Codes of issues by the name of the field. */
export type Faults = ReadonlyMap<string, string>;

/** What the sheet's fields read and write. */
export interface StepForm {
  readonly terms: CommonTerms & LifecycleTerms;
  readonly lists: LifecycleLists;
  readonly values: Readonly<Record<string, unknown>>;
  readonly set: (name: string, value: unknown) => void;
  readonly now: () => Instant;
  readonly people: LookUp;
  readonly groups: LookUp;
  /** Who might take it, beside the field where a person is chosen. */
  readonly suggestion?: () => TemplateResult | typeof nothing;
  /** The kind of link the backend keeps a duplicate by, where the step does not carry it. */
  readonly duplicate?: RelationKind | undefined;
  /** What is wrong with which field, as the code of an issue; said after the first attempt. */
  readonly faults: Faults;
}

/** As much of it as a text needs. */
export type AreaForm = Pick<StepForm, 'terms' | 'values' | 'set' | 'faults'>;

const text = (form: AreaForm, name: string): string => {
  const value = form.values[name];
  return typeof value === 'string' ? value : '';
};

/** An entry of a policy's list in the reader's words where it is one of ours. */
const wordOf = (words: Readonly<Record<string, string>>, { id, label }: Ref): string => words[id] ?? label;

/** What is wrong with a field, in words. */
function wrongWith({ faults, terms }: AreaForm, name: string): string | undefined {
  const fault = faults.get(name);
  return fault === undefined ? undefined : (terms.issue[fault] ?? fault);
}

/** What is typed and was not chosen is another fault than nothing at all. */
function wrongChoice(form: AreaForm, name: string, lookUp: LookUp): string | undefined {
  const wrong = wrongWith(form, name);
  return wrong === undefined ? undefined : (lookUp.problem ?? wrong);
}

function problem(form: AreaForm, name: string): TemplateResult | typeof nothing {
  const words = wrongWith(form, name);
  return words === undefined ? nothing : html`<p class="error" id="${name}-problem">${words}</p>`;
}

/** A text of several lines. */
export function area(
  form: AreaForm,
  name: string,
  label: string,
  required: boolean,
  help?: string,
): TemplateResult {
  const described = [help && 'help', form.faults.has(name) && 'problem'].filter(Boolean);
  return html`<div class="field">
    <label class="label" for=${name}
      >${label}${required ? nothing : html`<span class="help">${` (${form.terms.lifecycle.optional})`}</span>`}</label
    >
    ${help === undefined ? nothing : html`<span class="help" id="${name}-help">${help}</span>`}
    <textarea
      id=${name}
      class="input"
      rows="3"
      dir="auto"
      .value=${live(text(form, name))}
      aria-required=${required ? 'true' : nothing}
      aria-invalid=${form.faults.has(name) ? 'true' : nothing}
      aria-describedby=${described.map((part) => `${name}-${String(part)}`).join(' ') || nothing}
      @input=${(event: Event) => form.set(name, (event.target as HTMLTextAreaElement).value)}
    ></textarea>
    ${problem(form, name)}
  </div>`;
}

/** One of a list. */
export function pick(
  form: StepForm,
  name: string,
  label: string,
  list: readonly Ref[],
  words: Readonly<Record<string, string>>,
  required = true,
): TemplateResult {
  const value = text(form, name);
  return html`<div class="field">
    <label class="label" for=${name}
      >${label}${required ? nothing : html`<span class="help">${` (${form.terms.lifecycle.optional})`}</span>`}</label
    >
    <select
      id=${name}
      class="input"
      aria-required=${required ? 'true' : nothing}
      aria-invalid=${form.faults.has(name) ? 'true' : nothing}
      aria-describedby=${form.faults.has(name) ? `${name}-problem` : nothing}
      @change=${(event: Event) => form.set(name, (event.target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${value === ''}>${form.terms.actionField.choose}</option>
      ${list.map((one) => html`<option value=${one.id} ?selected=${value === one.id}>${wordOf(words, one)}</option>`)}
    </select>
    ${problem(form, name)}
  </div>`;
}

function tick(form: StepForm, name: string, label: string): TemplateResult {
  return html`<label class="check"
    ><input
      id=${name}
      type="checkbox"
      .checked=${form.values[name] === true}
      @change=${(event: Event) => form.set(name, (event.target as HTMLInputElement).checked)}
    />${label}</label
  >`;
}

function renderResolution(form: StepForm): TemplateResult {
  const { actionField: words, resolutionCode, resolutionMethod } = form.terms;
  const chosen = text(form, 'kind') || 'permanent';
  return html`<fieldset class="field radios" id="kind">
      <legend class="label">${words.kind}</legend>
      ${(['permanent', 'workaround'] as const).map(
        (kind) =>
          html`<label class="check"
            ><input
              type="radio"
              name="kind"
              value=${kind}
              .checked=${chosen === kind}
              @change=${() => form.set('kind', kind)}
            />${words[kind]}</label
          >`,
      )}
    </fieldset>
    ${pick(form, 'code', words.code, form.lists.resolutionCodes, resolutionCode)}
    ${area(form, 'notes', words.notes, true)}
    ${pick(form, 'method', words.method, form.lists.resolutionMethods, resolutionMethod, false)}
    ${tick(form, 'verified', words.verified)} ${tick(form, 'firstContact', words.firstContact)}`;
}

/** Whether the chosen hold reason obliges somebody to tell the caller. */
const tellsCaller = (form: Pick<StepForm, 'lists' | 'values'>): boolean =>
  form.lists.holdReasons.some(({ id, publicComment }) => id === form.values['hold-reason'] && publicComment);

const isDuplicate = (form: StepForm): boolean => form.values['cancel-reason'] === 'duplicate';

/** A team that gets an incident may decide for itself who takes it. */
const isOptional = (field: ActionField, action: Action['name']): boolean =>
  field === 'assignee' && action === 'hand-over';

const fields: Readonly<
  Record<ActionField, (form: StepForm, action: Action) => TemplateResult | typeof nothing>
> = {
  assignee: (form, { name }) =>
    html`${
      isOptional('assignee', name)
        ? form.people.render({
            label: html`${form.terms.actionField.inTeam}
              <span class="help">(${form.terms.lifecycle.optional})</span>`,
          })
        : form.people.render({
            label: form.terms.actionField.assignee,
            required: true,
            problem: wrongChoice(form, 'assignee', form.people),
          })
    }${form.suggestion?.() ?? nothing}`,
  group: (form) =>
    form.groups.render({
      label: form.terms.actionField.group,
      required: true,
      problem: wrongChoice(form, 'group', form.groups),
    }),
  'hand-over-reason': (form) =>
    pick(
      form,
      'hand-over-reason',
      form.terms.actionField.why,
      handOverReasons.map((id) => ({ id, label: id })),
      form.terms.handOverReason,
    ),
  note: (form, { name }) =>
    area(
      form,
      'note',
      form.terms.actionField.note,
      true,
      name === 'hand-over' ? form.terms.actionField.noteHelp : undefined,
    ),
  comment: (form, { name }) =>
    name === 'hold' && !tellsCaller(form)
      ? nothing
      : area(form, 'comment', form.terms.actionField.comment, name !== 'close'),
  'hold-reason': (form) =>
    pick(
      form,
      'hold-reason',
      form.terms.actionField['hold-reason'],
      form.lists.holdReasons,
      form.terms.holdReason,
    ),
  'cancel-reason': (form) =>
    pick(
      form,
      'cancel-reason',
      form.terms.actionField['cancel-reason'],
      form.lists.cancelReasons,
      form.terms.cancelReason,
    ),
  why: (form) => area(form, 'why', form.terms.actionField.why, true),
  resolution: renderResolution,
  confirmed: (form) => tick(form, 'confirmed', form.terms.actionField.confirmed),
  'duplicate-of': (form) =>
    isDuplicate(form)
      ? html`<div class="field">
          <label class="label" for="duplicate-of">${form.terms.actionField['duplicate-of']}</label>
          <input
            id="duplicate-of"
            class="input"
            dir="auto"
            autocomplete="off"
            .value=${live(text(form, 'duplicate-of'))}
            aria-required="true"
            aria-invalid=${form.faults.has('duplicate-of') ? 'true' : nothing}
            aria-describedby=${form.faults.has('duplicate-of') ? 'duplicate-of-problem' : nothing}
            @input=${(event: Event) => form.set('duplicate-of', (event.target as HTMLInputElement).value)}
          />
          ${
            // What it reads as afterwards, where it does not say so itself.
            form.duplicate === undefined || form.duplicate === 'duplicate-of'
              ? nothing
              : html`<p class="help">
                  ${form.terms.actionField['duplicate-as'](form.terms.relationKind[form.duplicate])}
                </p>`
          }
          ${problem(form, 'duplicate-of')}
        </div>`
      : nothing,
};

/** What stands in an action's fields until somebody changes it: words to go on from, and the most usual reason. */
export function preparedFor(
  { name, asks }: Pick<Action, 'name' | 'asks'>,
  { actionText }: Pick<LifecycleTerms, 'actionText'>,
): Readonly<Record<string, string>> {
  const words = actionText[name];
  const field = asks.find((one) => one === 'comment' || one === 'note');
  return {
    ...(words !== undefined && field ? { [field]: words } : {}),
    ...(asks.includes('hand-over-reason') ? { 'hand-over-reason': handOverReasons[0] } : {}),
  };
}

/** The fields an action asks for. */
export const renderStepFields = (form: StepForm, action: Action): TemplateResult =>
  html`${action.asks.map((name) => fields[name](form, action))}`;

/** What comes of an action, in words. Whether the clocks stop on hold is said once it is known for what it waits. */
export function outcomeOf(
  action: Action['name'],
  { terms, lists, values }: Pick<StepForm, 'terms' | 'lists' | 'values'>,
): string | undefined {
  const reason =
    action === 'hold' ? lists.holdReasons.find(({ id }) => id === values['hold-reason']) : undefined;
  return reason
    ? terms.holdOutcome[reason.stopsClock === false ? 'runs' : 'stops']
    : terms.actionOutcome[action];
}

/** What keeps the action from being taken, before anybody is asked. */
export function faultsOf(
  action: Action,
  form: Pick<StepForm, 'terms' | 'lists' | 'values' | 'people' | 'groups'>,
): Faults {
  const { values, people, groups } = form;
  const blank = (name: string): boolean => {
    const value = values[name];
    return typeof value !== 'string' || value.trim() === '';
  };
  const needs: Readonly<Record<ActionField, readonly string[]>> = {
    assignee: people.value || isOptional('assignee', action.name) ? [] : ['assignee'],
    group: groups.value ? [] : ['group'],
    'hand-over-reason': ['hand-over-reason'],
    note: ['note'],
    comment: action.name === 'close' || (action.name === 'hold' && !tellsCaller(form)) ? [] : ['comment'],
    'hold-reason': ['hold-reason'],
    'cancel-reason': ['cancel-reason'],
    why: ['why'],
    resolution: ['code', 'notes'],
    confirmed: [],
    'duplicate-of': values['cancel-reason'] === 'duplicate' ? ['duplicate-of'] : [],
  };
  return new Map(
    action.asks
      .flatMap((name) => needs[name])
      .filter((name) => name === 'assignee' || name === 'group' || blank(name))
      .map((name): readonly [string, string] => [name, 'required'])
      .concat(isOnlyBegun(action, form) ? [['note', 'only-begun']] : []),
  );
}

/** A note whose first words are prepared says nothing by them alone. */
function isOnlyBegun(
  { name, asks }: Pick<Action, 'name' | 'asks'>,
  { terms, values }: Pick<StepForm, 'terms' | 'values'>,
): boolean {
  const note = values['note'];
  const prepared = terms.actionText[name]?.trim();
  return asks.includes('note') && typeof note === 'string' && note.trim() !== '' && note.trim() === prepared;
}

/** The number of the incident that this one repeats; undefined where it is asked for no such number. */
export function duplicateIn({ asks }: Action, values: StepForm['values']): string | undefined {
  const number = values['duplicate-of'];
  const isAsked = asks.includes('duplicate-of') && values['cancel-reason'] === 'duplicate';
  return isAsked && typeof number === 'string' ? number : undefined;
}

/** What was answered, in the words of the domain. */
export function answersOf(
  action: Action,
  { terms, values, people, groups, lists, now }: Omit<StepForm, 'set' | 'faults'>,
): ActionAnswers {
  const said = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const person = people.value;
  const team = groups.value;
  const asks = new Set<ActionField>(action.asks);
  // Kept from another answer to the first question, it means nothing.
  const other = values['cancel-reason'] === 'duplicate' ? said('duplicate-of') : undefined;
  const reason = asks.has('hand-over-reason')
    ? terms.handOverReason[said('hand-over-reason') as HandOverReason]
    : undefined;
  const kind = values['kind'] === 'workaround' ? 'workaround' : 'permanent';
  return {
    ...(asks.has('assignee') && person
      ? { assignee: { id: person.id ?? person.label, name: person.label } }
      : {}),
    ...(asks.has('group') && team ? { group: { id: team.id ?? team.label, label: team.label } } : {}),
    note: reason && team ? `${terms.handOverText(team.label, reason)}\n${said('note') ?? ''}` : said('note'),
    comment:
      other === undefined
        ? action.name === 'hold' && !tellsCaller({ lists, values })
          ? undefined
          : said('comment')
        : terms.lifecycle.duplicateOf(other),
    reason: said('hold-reason') ?? said('cancel-reason') ?? said('why'),
    ...(other === undefined ? {} : { duplicateOf: other }),
    ...(asks.has('confirmed') && values['confirmed'] === true ? { confirmedAt: now() } : {}),
    ...(asks.has('resolution')
      ? {
          resolution: {
            type: kind,
            code: said('code') ?? '',
            notes: said('notes') ?? '',
            ...(said('method') === undefined ? {} : { method: said('method') as string }),
            ...(values['verified'] === true ? { verified: true } : {}),
          },
          firstContact: values['firstContact'] === true,
        }
      : {}),
  };
}
