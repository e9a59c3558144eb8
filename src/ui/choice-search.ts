import type { Choice } from '../adapters/adapter.js';
import { choiceTest } from '../adapters/choices.js';
import { isIncidentError } from '../core/errors.js';
import type { ChoiceSource } from './choice-list.js';

/** After the last key, in milliseconds. */
const wait = 200;

/** So long somebody who has gone on waits for the source, in milliseconds. */
const patience = 5_000;

export interface ChoiceSearchOptions {
  /** Undefined where nothing can be looked up for now. */
  readonly source: () => ChoiceSource | undefined;
  /** What is looked for now. */
  readonly text: () => string;
  /** It has begun. */
  readonly begun: () => void;
  /** It is over; `answered` where the source has told what there is. */
  readonly over: (answered: boolean) => void;
}

/** Asks a source for choices, page after page; the latest question counts. */
export class ChoiceSearch {
  readonly #options: ChoiceSearchOptions;
  #state: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  #items: readonly Choice[] = [];
  #next: string | undefined;
  /** What was looked for when they were found. */
  #foundFor = '';
  /** Whether it has nothing at all, as far as that is known. */
  #isBare: boolean | undefined;
  #isAway = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;

  constructor(options: ChoiceSearchOptions) {
    this.#options = options;
  }

  get state(): 'idle' | 'loading' | 'ready' | 'failed' {
    return this.#state;
  }

  /**
   * What has been found so far. Until what is typed now has been looked for only those that fit it, so that nobody takes
   * one of an earlier search.
   */
  get items(): readonly Choice[] {
    const text = this.#options.text();
    return text === this.#foundFor ? this.#items : this.#items.filter(choiceTest(text));
  }

  /** The source has told that it has nothing at all, for whatever words. */
  get isBare(): boolean {
    return this.#isBare === true;
  }

  /** When the source was asked last it could not answer. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** All that fits what is typed now is here. */
  get isWhole(): boolean {
    const fits = this.#foundFor === '' || this.#foundFor === this.#options.text();
    return this.#state === 'ready' && this.#next === undefined && fits;
  }

  /** There are further pages. */
  get hasMore(): boolean {
    return this.#next !== undefined && this.#options.text() === this.#foundFor;
  }

  /** Begins with nothing found. */
  begin(): void {
    this.#empty();
    this.#isBare = undefined;
    this.ask();
  }

  /** Asks for the first page. */
  ask(): void {
    void this.#ask();
  }

  /** Asks for the next page. */
  more(): void {
    void this.#ask(this.#next);
  }

  /** Asks once nothing has been typed for a moment. */
  askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#state = 'idle';
  }

  /** Finds out whether there is anything at all, for somebody who has gone on before that was known. */
  async lookWhetherBare(): Promise<void> {
    const find = this.#options.source();
    if (!find || this.#isBare !== undefined) return;
    const request = (this.#request = new AbortController());
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(patience)]);
    // What cannot be asked stays unknown.
    const all = await find('', undefined, signal).catch(() => undefined);
    if (request.signal.aborted) return;
    this.#isAway = all === undefined;
    if (all) this.#isBare = all.items.length === 0;
  }

  async #ask(cursor?: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const { source, text, begun, over } = this.#options;
    const find = source();
    if (!find) {
      this.#state = 'ready';
      this.#empty();
      over(false);
      return;
    }
    const request = (this.#request = new AbortController());
    this.#state = 'loading';
    begun();
    try {
      const wanted = text();
      const { items, next } = await find(wanted, cursor, request.signal);
      if (request.signal.aborted) return;
      this.#foundFor = wanted;
      if (items.length > 0) this.#isBare = false;
      else if (cursor === undefined && this.#isBare === undefined) {
        const all = wanted === '' ? items : (await find('', undefined, request.signal)).items;
        if (request.signal.aborted) return;
        this.#isBare = all.length === 0;
      }
      this.#items = cursor === undefined ? items : [...this.#items, ...items];
      this.#next = next;
      this.#state = 'ready';
      this.#isAway = false;
      over(true);
    } catch (error) {
      if (request.signal.aborted || (isIncidentError(error) && error.kind === 'aborted')) return;
      this.#state = 'failed';
      this.#isAway = true;
      over(false);
    }
  }

  #empty(): void {
    this.#items = [];
    this.#next = undefined;
  }
}
