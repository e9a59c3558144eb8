import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { equal } from '../../core/equal.js';
import type { FieldName } from '../../core/fields.js';
import type {
  CustomValue,
  EditableField,
  Incident,
  IncidentPatch,
  Person,
  Ref,
} from '../../core/incident.js';
import { validateDraft } from '../../core/validation.js';
import { halfTyped, readLocalTime, writeLocalTime } from '../../ui/local-time.js';
import type { IncidentStore } from '../../store/types.js';
import { LastUsed } from '../../ui/last-used.js';
import { sourceOf } from '../../ui/chosen.js';
import { LookUp } from '../../ui/look-up.js';
import { Sendable } from '../../ui/sendable.js';
import type { Chosen } from '../../ui/chosen.js';
import type { ChoiceSource } from '../../ui/choice-list.js';
import { isSendKey } from '../../ui/typing.js';
import { choicesFor, controlOf, renderControl } from './field-control.js';
import { PriorityEditor } from './priority-editor.js';
import type { PriorityDraft, PriorityScene } from './priority-editor.js';
import type { Fact } from './record-facts.js';

/** Id of the control within the element. */
const control = 'value';

/** What is typed into a field, as it is kept. */
export interface FieldDraft extends PriorityDraft {
  readonly field: string;
  readonly text?: string;
  /** What a look-up holds; null where it was emptied. */
  readonly chosen?: Chosen | null;
  /** Key of the change it corrects. */
  readonly corrects?: string;
}

/** What an edit needs of its surroundings. */
export interface EditScene extends PriorityScene {
  readonly store: () => IncidentStore | undefined;
  readonly offline: () => boolean;
  readonly timeZone: () => string;
  readonly say: (message: string) => void;
  /** What was typed is on its way to the outbox: nothing more is typed into it. */
  readonly busy: () => boolean;
  /** Something was typed or chosen. */
  readonly touched: () => void;
  readonly save: () => void;
  readonly leave: () => void;
}

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
  readonly #sendable: Sendable;
  readonly #scene: EditScene;
  readonly #lookUp: LookUp;
  readonly #priority: PriorityEditor;
  #fact: Fact | undefined;
  #before: Incident | undefined;
  #text = '';
  /** What was said last of somebody else's change. */
  #meanwhile: string | undefined;
  #problem: string | undefined;
  /** Key of the unsent change that is corrected, where it is one. */
  corrects: string | undefined;

  constructor(host: LitElement, scene: EditScene) {
    this.#host = host;
    this.#sendable = new Sendable(host);
    this.#scene = scene;
    this.#priority = new PriorityEditor(scene, () => this.#touch());
    this.#lookUp = new LookUp(host, {
      id: control,
      terms: () => scene.speech().terms,
      source: () => this.#source(),
      offline: scene.offline,
      lastUsed: new LastUsed(host, { store: scene.store, operation: () => this.#fact?.row?.lookup }),
      changed: scene.touched,
      lineOf: (id) => (this.#fact?.row?.lookup === 'groups' ? scene.speech().lineOf(id) : undefined),
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
    this.#priority.open(shown);
    this.#host.requestUpdate();
  }

  close(): void {
    this.#fact = this.#before = this.corrects = undefined;
    this.#sendable.forget();
    this.#host.requestUpdate();
  }

  focus(): void {
    this.#control?.focus();
  }

  get #control(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${control}`);
  }

  /** What was typed and is worth keeping. */
  get draft(): FieldDraft | undefined {
    const fact = this.#fact;
    if (!fact || this.patch() === undefined) return undefined;
    const kind = controlOf(fact);
    return {
      field: fact.name,
      ...(kind === 'matrix'
        ? this.#priority.draft
        : kind === 'look-up'
          ? { chosen: this.#lookUp.value ?? null }
          : { text: this.#text }),
      ...(this.corrects === undefined ? {} : { corrects: this.corrects }),
    };
  }

  restore({ text, chosen, ...priority }: FieldDraft): void {
    if (text !== undefined) this.#text = text;
    if (chosen !== undefined) this.#lookUp.value = chosen ?? undefined;
    this.#priority.restore(priority);
    this.#host.requestUpdate();
  }

  #typed(value: Incident[FieldName] | CustomValue): string {
    if (value === undefined || value === false) return '';
    if (value === true) return '1';
    const fact = this.#fact;
    if (fact && controlOf(fact) === 'time') return writeLocalTime(Number(value), this.#scene.timeZone());
    if (typeof value === 'object') return 'id' in value ? value.id : '';
    return String(value);
  }

  /** The change; undefined while nothing is changed. */
  patch(): IncidentPatch | undefined {
    const fact = this.#fact;
    const before = this.#before;
    if (!fact || !before) return undefined;
    const { name, row } = fact;
    if (controlOf(fact) === 'matrix') return this.#priority.patch(before, this.corrects !== undefined);
    const value = this.#value(fact);
    if (!row)
      return equal(value, before.custom?.[name]) && this.corrects === undefined
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
            : equal(value, old);
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
    const half = halfTyped(field);
    if (half) return terms.issue[half];
    if (controlOf(fact) === 'look-up' && this.#lookUp.problem) return this.#lookUp.problem;
    if (controlOf(fact) === 'matrix') return this.#priority.problem;
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
    const found = row?.lookup && sourceOf(this.#scene.store()?.adapter, row.lookup);
    const choices = described?.choices;
    if (found || !choices) return found;
    return (text) =>
      Promise.resolve({
        items: choices.filter(({ label, hint = '' }) =>
          `${label} ${hint}`.toLowerCase().includes(text.toLowerCase()),
        ),
      });
  }

  /** The field with its control; `meanwhile` is what it says by now where somebody else has changed it. */
  render(fact: Fact, meanwhile: string | undefined): TemplateResult {
    const { terms } = this.#scene.speech();
    const words = terms.record;
    if (meanwhile !== this.#meanwhile) {
      this.#meanwhile = meanwhile;
      // After this update, which is under way.
      if (meanwhile !== undefined) queueMicrotask(() => this.#scene.say(words.meanwhile(meanwhile)));
    }
    const submit = (event: Event): void => {
      event.preventDefault();
      this.#scene.save();
    };
    return html`<form
      class="editor"
      part="editor"
      novalidate
      ?inert=${this.#scene.busy()}
      aria-label=${words.edit(fact.label)}
      @submit=${submit}
      @keydown=${this.#onKeydown}
      @input=${this.#sendable.listener}
    >
      ${this.#renderControl(fact)} ${this.#sendable.render(terms.removed)}
      ${meanwhile === undefined ? nothing : html`<p class="note"><bdi>${words.meanwhile(meanwhile)}</bdi></p>`}
      <p class="row">
        <button type="submit" class="button small primary">${words.save}</button
        ><button type="button" class="button small" @click=${this.#scene.leave}>${terms.cancel}</button>
      </p>
    </form>`;
  }

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    const sends = isSendKey(event);
    if (!sends && event.key !== 'Escape') return;
    event.preventDefault();
    if (sends) this.#scene.save();
    else this.#scene.leave();
  };

  #set = (text: string): void => {
    this.#text = text;
    this.#touch();
  };

  #touch(): void {
    this.#problem = undefined;
    this.#scene.touched();
    this.#host.requestUpdate();
  }

  #renderControl(fact: Fact): TemplateResult {
    const kind = controlOf(fact);
    const problem = this.#problem;
    if (kind === 'matrix') return this.#priority.render(control, fact.label, problem);
    if (kind === 'look-up')
      return this.#lookUp.render({ label: fact.label, problem, required: this.#required(fact) });
    const speech = this.#scene.speech();
    return renderControl({
      id: control,
      kind,
      label: fact.label,
      text: this.#text,
      choices: choicesFor(fact, this.#before, speech),
      required: this.#required(fact),
      problem,
      help: kind === 'time' ? speech.terms.record.zone(this.#scene.timeZone()) : undefined,
      set: this.#set,
    });
  }
}
