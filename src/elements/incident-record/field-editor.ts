import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Adapter, Choice, FieldTrait } from '../../adapters/adapter.js';
import type { FieldControl, FieldKind, FieldName } from '../../core/fields.js';
import type {
  CustomValue,
  EditableField,
  Incident,
  IncidentPatch,
  Person,
  Ref,
} from '../../core/incident.js';
import { channels } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityFacts, PriorityOverride } from '../../core/priority/priority.js';
import { explainPriority, parseCell } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import type { DraftData } from '../../ui/draft.js';
import { icon } from '../../ui/icons.js';
import { readLocalTime, writeLocalTime } from '../../ui/local-time.js';
import { LookUp, sourceOf } from '../../ui/look-up.js';
import type { Chosen } from '../../ui/look-up.js';
import type { ChoiceSource } from '../../ui/choice-list.js';
import type { IncidentPriorityMatrix } from '../incident-priority-matrix/incident-priority-matrix.js';
import type { Fact, FactSpeech } from './record-facts.js';

/** Id of the control within the element. */
const control = 'value';

type Control = FieldControl | 'matrix' | 'number' | 'select';

/** What a field that only the backend knows is asked with. */
const customControls: Readonly<Partial<Record<FieldKind, Control>>> = {
  prose: 'text',
  level: 'number',
  count: 'number',
  flag: 'check',
  instant: 'time',
};

const controlOf = ({ name, row, described }: Fact): Control => {
  if (name === 'priority' && row) return 'matrix';
  if (row) return row.control ?? 'line';
  return described?.choices ? 'select' : (customControls[described?.kind ?? 'text'] ?? 'line');
};

/** What an edit needs of its surroundings. */
export interface EditScene {
  readonly speech: () => FactSpeech;
  readonly adapter: () => Adapter | undefined;
  readonly trait: (name: EditableField) => FieldTrait | undefined;
  readonly offline: () => boolean;
  readonly mayOverride: () => boolean;
  readonly timeZone: () => string;
  readonly now: () => Instant;
  /** Who edits, for a priority by hand. */
  readonly by: () => string | undefined;
  /** Something was typed or chosen. */
  readonly touched: () => void;
  readonly save: () => void;
  readonly leave: () => void;
}

const valueOf = ({ target }: Event): string => (target as HTMLInputElement).value;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const chosenOf = (value: Incident[FieldName] | undefined): Chosen | undefined => {
  if (typeof value !== 'object') return undefined;
  if ('label' in value) return { id: (value as Ref).id, label: String(value.label) };
  const { id, name, email } = value as Person;
  return { id, label: name, ...(email === undefined ? {} : { hint: email }) };
};

/**
 * The one field of a record that is being edited. It keeps the field as it was when the editing began: what others
 * change meanwhile never touches what is typed here.
 */
export class FieldEditor {
  readonly #host: LitElement;
  readonly #scene: EditScene;
  readonly #lookUp: LookUp;
  #fact: Fact | undefined;
  #before: Incident | undefined;
  #text = '';
  #cell = '';
  #facts: PriorityFacts = {};
  #override: PriorityOverride | undefined;
  #problem: string | undefined;
  /** Key of the unsent change that is corrected, where it is one. */
  corrects: string | undefined;

  constructor(host: LitElement, scene: EditScene) {
    this.#host = host;
    this.#scene = scene;
    const source = (): ChoiceSource | undefined => this.#source();
    this.#lookUp = new LookUp(host, {
      id: control,
      terms: () => scene.speech().terms,
      source,
      offline: scene.offline,
      changed: scene.touched,
      // Where the backend cannot look anything up, a name is all there is.
      get free() {
        return source() === undefined;
      },
    });
  }

  /** Name of the field; undefined while nothing is edited. */
  get field(): string | undefined {
    return this.#fact?.name;
  }

  /** The record as it was when the editing began. */
  get before(): Incident | undefined {
    return this.#before;
  }

  /** Begins; with the values of an unsent change where one is corrected. */
  open(fact: Fact, incident: Incident, unsent?: IncidentPatch, key?: string): void {
    const shown = { ...incident, ...unsent } as Incident;
    const { name, row } = fact;
    const value = row
      ? shown[name as FieldName]
      : ({ ...incident.custom, ...unsent?.custom }[name] as CustomValue | undefined);
    this.#fact = fact;
    this.#before = incident;
    this.corrects = key;
    this.#problem = undefined;
    this.#text = this.#typed(value);
    this.#lookUp.value = chosenOf(value as Incident[FieldName]);
    const { impact, urgency, assessment, hasWorkaround } = shown;
    this.#cell = impact && urgency ? `${String(impact)}/${String(urgency)}` : '';
    this.#facts = { ...assessment?.inputs.facts, ...(hasWorkaround ? { hasWorkaround } : {}) };
    this.#override = assessment?.priority === shown.priority ? assessment?.override : undefined;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#fact = this.#before = this.corrects = undefined;
    this.#host.requestUpdate();
  }

  focus(): void {
    this.#control?.focus();
  }

  get #control(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${control}`);
  }

  /** What was typed and is worth keeping. */
  get draft(): DraftData | undefined {
    const name = this.field;
    return name !== undefined && this.corrects === undefined && this.patch() !== undefined && this.#writes
      ? { field: name, text: this.#text }
      : undefined;
  }

  restore(text: string): void {
    this.#text = text;
    this.#host.requestUpdate();
  }

  get #writes(): boolean {
    return this.#fact !== undefined && !['matrix', 'look-up'].includes(controlOf(this.#fact));
  }

  #typed(value: unknown): string {
    if (value === undefined || value === null || value === false) return '';
    if (value === true) return '1';
    const fact = this.#fact;
    if (fact && controlOf(fact) === 'time') return writeLocalTime(Number(value), this.#scene.timeZone());
    if (typeof value === 'object') return 'id' in value ? String(value.id) : String(value);
    return String(value);
  }

  /** The change; undefined while nothing is changed. */
  patch(): IncidentPatch | undefined {
    const fact = this.#fact;
    const before = this.#before;
    if (!fact || !before) return undefined;
    const { name, row } = fact;
    if (controlOf(fact) === 'matrix') return this.#assessment(before);
    const value = this.#value(fact);
    if (!row)
      return same(value, before.custom?.[name]) && this.corrects === undefined
        ? undefined
        : { custom: { [name]: value as CustomValue | null } };
    const old = before[name as FieldName];
    const unchanged =
      typeof value === 'object' && value !== null && typeof old === 'object' && 'id' in old
        ? (value as Ref).id === old.id
        : row.kind === 'flag'
          ? value === (old === true)
          : row.control === 'time'
            ? this.#text === this.#typed(old)
            : same(value, old);
    if (unchanged && this.corrects === undefined) return undefined;
    const patch: IncidentPatch = { [name]: value };
    // A part of another category means nothing.
    return name === 'category' && before.subcategory && this.#scene.trait('subcategory')?.write
      ? { ...patch, subcategory: null }
      : patch;
  }

  #value(fact: Fact): CustomValue | Person | null {
    const text = this.#text.trim();
    const kind = fact.row?.kind ?? fact.described?.kind;
    switch (controlOf(fact)) {
      case 'check':
        return text === '1';
      case 'time':
        return text === '' ? null : readLocalTime(text, this.#scene.timeZone());
      case 'number':
        return text === '' ? null : Number(text);
      case 'look-up': {
        const { value } = this.#lookUp;
        if (!value) return null;
        const id = value.id ?? value.label;
        return kind === 'person' ? { id, name: value.label } : { id, label: value.label };
      }
      default: {
        const choice = kind === 'ref' && fact.described?.choices?.find(({ id }) => id === text);
        if (choice) return { id: choice.id, label: choice.label };
        // Every record has these two.
        return text === '' && fact.name !== 'description' && fact.name !== 'title' ? null : text;
      }
    }
  }

  #assessment(before: Incident): IncidentPatch | undefined {
    const { speech, trait, by, now } = this.#scene;
    const { matrix } = speech().policy;
    const given = this.#override;
    const kept = same(given, before.assessment?.override);
    const signed = by();
    const override =
      given && !kept ? { ...given, ...(signed === undefined ? {} : { by: signed }), at: now() } : given;
    const assessment = explainPriority(matrix, parseCell(this.#cell, matrix), this.#facts, override);
    if (!assessment) return undefined;
    const { impact, urgency } = assessment.cell;
    const values = {
      impact,
      urgency,
      priority: assessment.priority,
      hasWorkaround: this.#facts.hasWorkaround === true,
    };
    const changed = Object.entries(values).filter(
      ([name, value]) =>
        trait(name as EditableField)?.write === true &&
        value !== (before[name as EditableField] ?? (name === 'hasWorkaround' ? false : undefined)),
    );
    const explained =
      before.assessment !== undefined &&
      kept &&
      same(before.assessment.inputs.facts, assessment.inputs.facts);
    if (changed.length === 0 && (explained || !before.assessment) && this.corrects === undefined)
      return undefined;
    return { ...Object.fromEntries(changed), assessment };
  }

  /** Says what is wrong with it, in the field; true when it can be saved. */
  check(): boolean {
    this.#problem = this.#fault();
    this.#host.requestUpdate();
    return this.#problem === undefined;
  }

  /** What the backend has said about it. */
  refuse(problem: string): void {
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  #fault(): string | undefined {
    const fact = this.#fact;
    const before = this.#before;
    if (!fact || !before) return undefined;
    const { terms, policy } = this.#scene.speech();
    const { name, row, described } = fact;
    const field = this.#control;
    if (field instanceof HTMLInputElement && field.validity.badInput) return terms.issue['bad-time'];
    if (controlOf(fact) === 'look-up' && this.#lookUp.problem) return this.#lookUp.problem;
    if (controlOf(fact) === 'matrix')
      return this.#override?.reason.trim() === '' ? terms.matrix.reasonMissing : undefined;
    const value = this.#value(fact);
    if (this.#required(fact) && (value === null || value === '')) return terms.issue['required'];
    if (described?.maxLength !== undefined && this.#text.length > described.maxLength)
      return terms.issue['too-long'];
    if (!row) return undefined;
    const draft = { ...before, [name]: value ?? undefined };
    const issue = validateDraft(draft, { policy, now: this.#scene.now() }).find(({ path }) => path === name);
    return issue && (terms.issue[issue.code] ?? issue.message);
  }

  #required({ name, row, described }: Fact): boolean {
    return (
      name === 'title' ||
      described?.required === true ||
      (row !== undefined && this.#scene.trait(name as EditableField)?.required === true)
    );
  }

  #source(): ChoiceSource | undefined {
    const { row, described } = this.#fact ?? {};
    const found = row?.lookup && sourceOf(this.#scene.adapter(), row.lookup);
    const choices = described?.choices;
    if (found || !choices) return found;
    return (text) =>
      Promise.resolve({
        items: choices.filter(({ label, hint = '' }) =>
          `${label} ${hint}`.toLowerCase().includes(text.toLowerCase()),
        ),
      });
  }

  /** What a select offers; undefined for a field that is written into. */
  #choices(fact: Fact): readonly Choice[] | undefined {
    const { terms, policy } = this.#scene.speech();
    const { described } = fact;
    const before = this.#before;
    switch (controlOf(fact)) {
      case 'effect':
        return (['down', 'degraded'] as const).map((id) => ({ id, label: terms.effect[id] }));
      case 'channel':
        return channels.map((id) => ({ id, label: terms.channel[id] }));
      case 'category':
        return described?.choices ?? policy.categories;
      case 'subcategory': {
        const { subcategories } = policy.categories.find(({ id }) => id === before?.category) ?? {};
        return described?.choices
          ? this.#fitting(described.choices, 'category')
          : subcategories?.map(({ label }) => ({ id: label, label }));
      }
      case 'select':
        return this.#fitting(described?.choices ?? [], described?.dependsOn);
      default:
        return undefined;
    }
  }

  /** The choices that exist with the value of the field they depend on. */
  #fitting(choices: readonly Choice[], dependsOn: string | undefined): readonly Choice[] {
    if (dependsOn === undefined) return choices;
    const given = this.#before?.[dependsOn as FieldName] ?? this.#before?.custom?.[dependsOn];
    const value = typeof given === 'object' && 'id' in given ? given.id : given;
    return choices.filter(({ when }) => when === undefined || when.includes(String(value)));
  }

  /** The field with its control; `meanwhile` is what it says by now where somebody else has changed it. */
  render(fact: Fact, meanwhile: string | undefined): TemplateResult {
    const { terms } = this.#scene.speech();
    const words = terms.record;
    const submit = (event: Event): void => {
      event.preventDefault();
      this.#scene.save();
    };
    return html`<form
      class="editor"
      part="editor"
      novalidate
      aria-label=${words.edit(fact.label)}
      @submit=${submit}
      @keydown=${this.#onKeydown}
    >
      ${this.#renderControl(fact)}
      ${meanwhile === undefined ? nothing : html`<p class="note" role="status"><bdi>${words.meanwhile(meanwhile)}</bdi></p>`}
      <p class="row">
        <button type="submit" class="button small primary">${words.save}</button
        ><button type="button" class="button small" @click=${this.#scene.leave}>${terms.cancel}</button>
      </p>
    </form>`;
  }

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!sends && event.key !== 'Escape') return;
    event.preventDefault();
    if (sends) this.#scene.save();
    else this.#scene.leave();
  };

  #set = (event: Event): void => {
    this.#text = valueOf(event);
    this.#problem = undefined;
    this.#scene.touched();
    this.#host.requestUpdate();
  };

  #renderControl(fact: Fact): TemplateResult {
    const kind = controlOf(fact);
    const problem = this.#problem;
    if (kind === 'matrix') return this.#renderMatrix(fact);
    if (kind === 'look-up')
      return this.#lookUp.render({ label: fact.label, problem, required: this.#required(fact) });
    const error = problem
      ? html`<p class="error" id="value-problem">${icon('warning')} ${problem}</p>`
      : nothing;
    if (kind === 'check')
      return html`<div class="field">
        <label class="check"
          ><input
            id=${control}
            type="checkbox"
            .checked=${this.#text === '1'}
            @change=${({ target }: Event) => {
              this.#text = (target as HTMLInputElement).checked ? '1' : '';
              this.#scene.touched();
            }}
          />${fact.label}</label
        >${error}
      </div>`;
    const zone = kind === 'time' ? this.#scene.speech().terms.record.zone(this.#scene.timeZone()) : undefined;
    return html`<div class="field">
      <label class="label" for=${control}>${fact.label}</label>
      ${this.#renderInput(fact, kind, zone !== undefined)}
      ${zone === undefined ? nothing : html`<span class="help" id="value-help">${zone}</span>`} ${error}
    </div>`;
  }

  #renderInput(fact: Fact, kind: Control, helped: boolean): TemplateResult {
    const choices = this.#choices(fact);
    const invalid = this.#problem ? 'true' : nothing;
    const required = this.#required(fact) ? 'true' : nothing;
    const by =
      [helped && 'value-help', this.#problem && 'value-problem'].filter(Boolean).join(' ') || nothing;
    if (choices && choices.length > 0) {
      // A value that is no longer offered stays what it is until somebody chooses another one.
      const kept = choices.some(({ id }) => id === this.#text)
        ? []
        : [{ id: this.#text, label: this.#text || '–' }];
      const none = this.#text === '' || required === 'true' ? [] : [{ id: '', label: '–' }];
      return html`<select
        id=${control}
        class="input"
        aria-invalid=${invalid}
        aria-describedby=${by}
        aria-required=${required}
        @change=${this.#set}
      >
        ${[...none, ...kept, ...choices].map(
          ({ id, label }) => html`<option value=${id} ?selected=${id === this.#text}>${label}</option>`,
        )}
      </select>`;
    }
    if (kind === 'text')
      return html`<textarea
        id=${control}
        class="input"
        rows="6"
        dir="auto"
        .value=${this.#text}
        aria-invalid=${invalid}
        aria-describedby=${by}
        aria-required=${required}
        @input=${this.#set}
      ></textarea>`;
    const types: Partial<Record<Control, string>> = { time: 'datetime-local', number: 'number' };
    return html`<input
      id=${control}
      class="input"
      type=${types[kind] ?? 'text'}
      step=${kind === 'number' ? 'any' : nothing}
      dir=${types[kind] ? nothing : 'auto'}
      autocomplete="off"
      .value=${this.#text}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${required}
      @input=${this.#set}
    />`;
  }

  #renderMatrix(fact: Fact): TemplateResult {
    const changed = (event: Event): void => {
      const { value, facts, override } = event.target as IncidentPriorityMatrix;
      this.#cell = value;
      this.#facts = facts;
      this.#override = override;
      this.#problem = undefined;
      this.#scene.touched();
      this.#host.requestUpdate();
    };
    return html`<incident-priority-matrix
      id=${control}
      exportparts="grid, cell, rules"
      .matrix=${this.#scene.speech().policy.matrix}
      .value=${this.#cell}
      .facts=${this.#facts}
      .override=${this.#override}
      label=${fact.label}
      error-text=${this.#problem ?? ''}
      modifiers
      ?allow-override=${this.#scene.mayOverride()}
      @change=${changed}
    ></incident-priority-matrix>`;
  }
}
