import type { Policy } from '../../core/policy.js';
import type { Answer } from './answers.js';
import { idOf } from './answers.js';
import type { FormAnswers } from './form-answers.js';
import type { FormField } from './form-model.js';

export interface RoutingOptions {
  readonly answers: FormAnswers;
  readonly policy: () => Policy | undefined;
  /** All fields on the screen, folded ones too. */
  readonly shown: () => readonly FormField[];
  /** The answer a name stands for in a field; undefined where the backend knows none of that name, or cannot be asked. */
  readonly find: (field: FormField, name: string) => Promise<Answer | undefined>;
  /** Something is typed into the field that is no answer yet. */
  readonly isTyping: (field: FormField) => boolean;
}

/** Fills in the group that takes incidents of the chosen category by the policy, as long as nobody has chosen another. */
export class Routing {
  readonly #options: RoutingOptions;
  #category = '';
  /** The group that was filled in here. */
  #filled: string | undefined;

  constructor(options: RoutingOptions) {
    this.#options = options;
  }

  /** Looks whether another category is chosen. */
  follow(): void {
    const category = idOf(this.#options.answers.all.values['category']);
    if (category === this.#category) return;
    const field = this.#field;
    // Fields are told once the desk is ready.
    if (!field) return;
    this.#category = category;
    void this.#fill(category, field);
  }

  get #field(): FormField | undefined {
    return this.#options.shown().find(({ key, readOnly }) => key === 'group' && !readOnly);
  }

  #isByHand(field: FormField): boolean {
    const { answers, isTyping } = this.#options;
    const chosen = answers.all.values['group'];
    return isTyping(field) || (chosen !== undefined && idOf(chosen) !== (this.#filled ?? ''));
  }

  async #fill(category: string, field: FormField): Promise<void> {
    const { answers, policy, find } = this.#options;
    if (this.#isByHand(field)) return;
    const group = policy()?.categories.find(({ id }) => id === category)?.group;
    const found = group === undefined ? '' : await find(field, group);
    // Meanwhile another category may have been chosen, or a group by hand.
    if (found === undefined || category !== this.#category || this.#isByHand(field)) return;
    if (found === '' && this.#filled === undefined) return;
    this.#filled = found === '' ? undefined : idOf(found);
    answers.set(field, found);
  }
}
