import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Choice } from '../../adapters/adapter.js';
import { completeFilter } from '../../core/filter-completion.js';
import type { FilterCompletion, FilterWord } from '../../core/filter-completion.js';
import { choiceKey } from '../../ui/choice-keys.js';
import { optionId, renderChoices } from '../../ui/choice-list.js';
import { ChoicePanel } from '../../ui/choice-panel.js';
import { hasTopLayer } from '../../ui/popover.js';
import type { FilterTerms } from './filter-words.js';

/** So many are offered at once. */
const most = 8;

export interface FilterCompletionsOptions {
  /** Id of the field. */
  readonly id: string;
  readonly terms: () => FilterTerms;
  readonly words: () => readonly FilterWord[];
  readonly say: (message: string) => void;
  readonly chosen: (completion: FilterCompletion) => void;
}

/** What a filter can be gone on with, in a list below its field while somebody types. Nothing is chosen unasked. */
export class FilterCompletions implements ReactiveController {
  readonly #host: LitElement;
  readonly #with: FilterCompletionsOptions;
  readonly #panel: ChoicePanel;
  #found: readonly FilterCompletion[] = [];
  #active = -1;

  constructor(host: LitElement, options: FilterCompletionsOptions) {
    this.#host = host;
    this.#with = options;
    this.#panel = new ChoicePanel(host, options.id);
    host.addController(this);
  }

  hostUpdated(): void {
    this.#panel.place(this.isOpen);
  }

  hostDisconnected(): void {
    this.#panel.leave();
    this.close();
  }

  get isOpen(): boolean {
    return this.#found.length > 0;
  }

  /** Id of the choice the arrow keys are at. */
  get activeId(): string | undefined {
    return this.#active < 0 ? undefined : optionId(this.#with.id, this.#active);
  }

  /** Offers what can follow a text. */
  offer(text: string): void {
    const before = this.#found.length;
    this.#found = completeFilter(text, this.#with.words(), most);
    this.#active = -1;
    const { length } = this.#found;
    if (length > 0 && length !== before) this.#with.say(this.#with.terms().lookUp.found(length));
    this.#host.requestUpdate();
  }

  close(): void {
    this.#found = [];
    this.#active = -1;
    this.#host.requestUpdate();
  }

  /** True when a key was one of the list's. */
  handle(event: KeyboardEvent): boolean {
    if (!this.isOpen) return false;
    const { length } = this.#found;
    const place = { open: true, at: this.#active, last: length - 1, choices: length, failed: false };
    const move = choiceKey(event, place);
    switch (move?.to) {
      case 'option':
        this.#active = move.at;
        this.#host.requestUpdate();
        return true;
      case 'choose':
        this.#choose(move.at);
        // The key that leaves the field goes on.
        return move.keeps !== true;
      case 'undo':
      case 'close':
        this.close();
        return true;
      default:
        return false;
    }
  }

  #choose(at: number): void {
    const completion = this.#found[at];
    this.close();
    if (completion) this.#with.chosen(completion);
  }

  /** A value with its field, a field as it is typed. */
  #choiceOf({ word, value }: FilterCompletion): Choice {
    const { filter } = this.#with.terms();
    return value
      ? { id: `${word.field}:${value.value}`, label: filter.is(word.label, value.label) }
      : { id: word.field, label: word.label, hint: `${word.field}:` };
  }

  render(): TemplateResult {
    const { id, terms } = this.#with;
    return html`<div
      class="look-up-panel"
      id="${id}-panel"
      popover=${hasTopLayer() ? 'manual' : nothing}
      ?hidden=${!hasTopLayer() && !this.isOpen}
      @pointerdown=${this.#onPointerDown}
      @click=${this.#onClick}
    >
      ${renderChoices({
        id,
        choices: this.#found.map((completion) => this.#choiceOf(completion)),
        recent: 0,
        active: this.#active,
        chosen: undefined,
        more: undefined,
        words: terms().lookUp,
      })}
    </div>`;
  }

  // The focus stays in the field.
  #onPointerDown = (event: Event): void => event.preventDefault();

  #onClick = (event: Event): void => {
    const option = (event.target as Element).closest<HTMLElement>('[data-at]');
    if (option) this.#choose(Number(option.dataset['at']));
  };
}
