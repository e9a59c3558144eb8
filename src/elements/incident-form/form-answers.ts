import type { ReactiveControllerHost } from 'lit';

import type { FileRef } from '../../core/file.js';
import type { IncidentDraft } from '../../core/incident.js';
import type { DraftData } from '../../ui/draft.js';
import type { Adjustment, Answer, AnswerSet } from './answers.js';
import {
  fromDraft,
  merged,
  noAnswers,
  readAnswers,
  withAnswer,
  withMatrix,
  withoutAbsent,
} from './answers.js';
import type { FormField } from './form-model.js';

export interface FormAnswersOptions {
  /** Answers the page gives as the element's `data`. */
  readonly data: () => Partial<IncidentDraft> | undefined;
  readonly timeZone: () => string;
  /** All fields on the screen, folded ones too. */
  readonly shown: () => readonly FormField[];
  /** Somebody has answered. */
  readonly changed: () => void;
}

/** What has been answered so far: by the page, and by a person on top of it. */
export class FormAnswers {
  readonly #host: ReactiveControllerHost;
  readonly #options: FormAnswersOptions;
  #typed: AnswerSet = noAnswers;
  /** What the page has filled in by `prefill`. */
  #prefilled: AnswerSet = noAnswers;
  #removed: ReadonlyMap<string, number> = new Map();

  constructor(host: ReactiveControllerHost, options: FormAnswersOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** What a person has answered: all that is kept as a draft. */
  get typed(): AnswerSet {
    return this.#typed;
  }

  /** What the page gives. It stays as it came until somebody changes it. */
  get given(): AnswerSet {
    const data = this.#options.data();
    return data ? merged(fromDraft(data), this.#prefilled) : this.#prefilled;
  }

  get all(): AnswerSet {
    return merged(this.given, this.#typed);
  }

  /** How many signs were taken out of the text of the field typed into last, by its key. */
  get removed(): ReadonlyMap<string, number> {
    return this.#removed;
  }

  /** Takes answers of the page over, in place of what is there for these fields. */
  prefill(draft: Partial<IncidentDraft>): void {
    const given = fromDraft(draft);
    const { adjustment, values } = this.#typed;
    this.#prefilled = merged(this.#prefilled, given);
    this.#type({
      values: Object.fromEntries(Object.entries(values).filter(([key]) => !(key in given.values))),
      ...(adjustment && !given.adjustment && { adjustment }),
    });
  }

  /** An answer of a person, out of whose text so many signs were taken. */
  set(field: FormField, value: Answer, removed = 0): void {
    const { given } = this;
    const { shown, timeZone } = this.#options;
    const typed = withAnswer(this.#typed, given, field, value, timeZone());
    this.#answer(withoutAbsent(typed, given, field, shown(), timeZone()), field.key, removed);
  }

  /** The same for a choice in the matrix. */
  setMatrix(value: string, adjustment: Adjustment, removed: number): void {
    this.#answer(withMatrix(this.#typed, this.given, value, adjustment), 'matrix', removed);
  }

  clear(): void {
    this.#prefilled = noAnswers;
    this.#removed = new Map();
    this.#type(noAnswers);
  }

  /** What is worth keeping; what the page has filled in is its own affair: the next page may fill in something else. */
  draftWith(files: readonly FileRef[]): DraftData | undefined {
    const { values, adjustment } = this.#typed;
    if (Object.keys(values).length === 0 && !adjustment && files.length === 0) return undefined;
    return { ...this.#typed, ...(files.length > 0 ? { files } : {}) };
  }

  /** Takes up what was kept, below what has been typed meanwhile; true when that changes anything. */
  restore(data: DraftData): boolean {
    const before = JSON.stringify(this.#typed);
    this.#type(merged(readAnswers(data), this.#typed));
    return JSON.stringify(this.#typed) !== before;
  }

  #answer(typed: AnswerSet, key: string, removed: number): void {
    this.#removed = new Map(removed > 0 ? [[key, removed]] : []);
    this.#type(typed);
    this.#options.changed();
  }

  #type(typed: AnswerSet): void {
    this.#typed = typed;
    this.#host.requestUpdate();
  }
}
