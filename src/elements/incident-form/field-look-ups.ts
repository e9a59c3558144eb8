import type { LitElement } from 'lit';

import type { Issue } from '../../core/errors.js';
import type { Policy } from '../../core/policy.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { IncidentStore } from '../../store/types.js';
import type { ChoiceSource } from '../../ui/choice-list.js';
import type { Chosen } from '../../ui/chosen.js';
import { LastUsed } from '../../ui/last-used.js';
import { sourceOf } from '../../ui/chosen.js';
import { LookUp } from '../../ui/look-up.js';
import { writtenLines } from '../../ui/support-line.js';
import { withItem } from './affected-items.js';
import type { Answer } from './answers.js';
import { idOf, linkOf, textOf } from './answers.js';
import type { FormField } from './form-model.js';

/** What the look-ups of a form ask it for. */
interface FieldLookUpSource {
  readonly terms: () => CommonTerms;
  readonly store: () => IncidentStore | undefined;
  readonly offline: () => boolean;
  readonly policy: () => Policy | undefined;
  readonly answer: (field: FormField) => Answer | undefined;
  readonly changed: (field: FormField, value: Answer) => void;
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Looks in the choices the backend has listed, which are at hand. */
const listed =
  ({ choices = [] }: FormField): ChoiceSource =>
  (text) =>
    Promise.resolve({
      items: choices.filter(({ label, hint = '' }) => fold(`${label} ${hint}`).includes(fold(text))),
    });

const answerOf = (field: FormField, chosen: Chosen | undefined): Answer => {
  if (!chosen) return '';
  if (chosen.id === undefined) return chosen.label;
  const { id, label, link } = chosen;
  if (field.kind === 'person') return { id, name: label };
  return { id, label, ...(link === undefined ? {} : { link }) };
};

/**
 * The look-ups of a form's fields: in the backend where it can look things up, otherwise in the choices it has
 * described. Each is made when its field is first seen.
 */
export class FieldLookUps {
  readonly #host: LitElement;
  readonly #source: FieldLookUpSource;
  readonly #made = new Map<string, { readonly lookUp: LookUp; field: FormField }>();

  constructor(host: LitElement, source: FieldLookUpSource) {
    this.#host = host;
    this.#source = source;
  }

  /** Shows the answer as it is now; undefined where words are all there is. */
  of(field: FormField): LookUp | undefined {
    if (!this.#choicesFor(field)) return undefined;
    const { lookUp } = this.#entry(field);
    if (field.control === 'items') return lookUp;
    const answer = this.#source.answer(field);
    const label = textOf(answer);
    const id = typeof answer === 'object' ? idOf(answer) : undefined;
    const link = linkOf(answer);
    // While somebody types, nothing is chosen, and the text is the look-up's own.
    if (lookUp.value?.id !== id || (lookUp.value?.label ?? '') !== label)
      lookUp.value =
        label === '' && id === undefined
          ? undefined
          : id === undefined
            ? { label }
            : { id, label, ...(link === undefined ? {} : { link }) };
    return lookUp;
  }

  /** Fields in which something is typed that was not chosen. */
  issues(fields: readonly FormField[]): readonly Issue[] {
    return fields.flatMap((field) => {
      const message = this.of(field)?.problem;
      return message === undefined ? [] : [{ path: field.key, code: 'choose', message }];
    });
  }

  /** Takes what is typed where no choice has to be made, for somebody who sends from within a field. */
  takeWords(fields: readonly FormField[]): void {
    for (const field of fields) this.of(field)?.takeWords();
  }

  /** Something is typed into a field that was not chosen. */
  isTyping(field: FormField): boolean {
    return this.of(field)?.problem !== undefined;
  }

  /** The answer that bears a name, or an id, exactly; undefined where none does, or nobody can be asked now. */
  async named(field: FormField, name: string): Promise<Answer | undefined> {
    const source = this.#choicesFor(field);
    if (!source) return field.control === 'look-up' ? name : undefined;
    try {
      const { items } = await source(name, undefined, new AbortController().signal);
      const found = items.find(({ id, label }) => id === name || fold(label) === fold(name));
      return found && answerOf(field, found);
    } catch {
      return undefined;
    }
  }

  /** Forgets what is being typed. */
  clear(): void {
    for (const { lookUp } of this.#made.values()) lookUp.value = undefined;
  }

  #choicesFor(field: FormField): ChoiceSource | undefined {
    if ((field.control !== 'look-up' && field.control !== 'items') || field.readOnly) return undefined;
    const found = field.lookup && sourceOf(this.#source.store()?.adapter, field.lookup);
    return found ?? (field.choices && field.choices.length > 0 ? listed(field) : undefined);
  }

  #take({ lookUp, field }: { readonly lookUp: LookUp; readonly field: FormField }, chosen?: Chosen): void {
    if (field.control !== 'items') return this.#source.changed(field, answerOf(field, chosen));
    if (chosen?.id === undefined) return;
    this.#source.changed(field, withItem(this.#source.answer(field), chosen));
    // Room for the next one.
    lookUp.value = undefined;
  }

  #asks(field: FormField): boolean {
    return field.lookup !== undefined && this.#source.store()?.adapter?.[field.lookup] !== undefined;
  }

  #entry(field: FormField): { readonly lookUp: LookUp; field: FormField } {
    const made = this.#made.get(field.id);
    if (made) {
      made.field = field;
      return made;
    }
    const entry: { readonly lookUp: LookUp; field: FormField } = {
      field,
      lookUp: new LookUp(this.#host, {
        id: field.id,
        terms: this.#source.terms,
        source: () => this.#choicesFor(entry.field),
        // What the backend has listed is at hand without a connection.
        offline: () => this.#asks(entry.field) && this.#source.offline(),
        lastUsed: new LastUsed(this.#host, {
          store: this.#source.store,
          operation: () => entry.field.lookup,
        }),
        lineOf: (id) => (entry.field.lookup === 'groups' ? writtenLines(this.#source.policy)(id) : undefined),
        several: field.control === 'items',
        changed: (chosen) => this.#take(entry, chosen),
      }),
    };
    this.#made.set(field.id, entry);
    return entry;
  }
}
