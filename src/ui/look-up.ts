import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import { linkIdOf } from '../adapters/choices.js';
import type { CommonTerms } from '../locales/en/common.js';
import { Announcer } from './announcer.js';
import { choiceKey } from './choice-keys.js';
import { optionId, renderChoices } from './choice-list.js';
import type { ChoiceSource } from './choice-list.js';
import { ChoicePanel } from './choice-panel.js';
import { ChoiceSearch } from './choice-search.js';
import type { Chosen } from './chosen.js';
import { isToFind, unfound } from './chosen.js';
import type { Choice } from '../adapters/adapter.js';
import type { LineOf } from '../core/support-line.js';
import { icon } from './icons.js';
import type { LastUsed } from './last-used.js';
import { hasTopLayer } from './popover.js';

export interface LookUpOptions {
  /** Id of the input within the element's root; ids of its parts begin with it. */
  readonly id: string;
  readonly terms: () => CommonTerms;
  /** Undefined where nothing can be looked up for now. */
  readonly source: () => ChoiceSource | undefined;
  /** Somebody has chosen, or changed what was chosen. */
  readonly changed: (chosen: Chosen | undefined) => void;
  /** What was used last, the latest first: offered before anything is typed, and while offline. */
  readonly recent?: () => readonly Choice[];
  readonly offline?: () => boolean;
  /** Remembers what is chosen, and offers it while offline. */
  readonly lastUsed?: LastUsed;
  /**
   * Takes words that are not in the list too, and marks them as such. Where nothing can be looked up, or the source has
   * nothing at all, they are taken in any case: a name is all there is then.
   */
  readonly free?: boolean;
  /**
   * Takes one after the other: what is chosen is handed over, and the field is there for the next. Words that are not in
   * the list are none of them, whatever the list is.
   */
  readonly several?: boolean;
  /** The support line of a group that the directory tells none of. */
  readonly lineOf?: LineOf;
}

export interface LookUpView {
  readonly label: string | TemplateResult;
  readonly help?: string | undefined;
  /** What is wrong with it beyond the look-up's own problem. */
  readonly problem?: string | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** What tells a choice from others, also where a field is sent the same for two; undefined for words. */
const keyOf = (value: Chosen | undefined): string | undefined =>
  value?.id === undefined ? undefined : linkIdOf(value);

/**
 * A field that looks its value up and keeps the id of what was chosen: a combobox with a list. Label, input and list
 * are drawn into the element's own root, so that their ids find each other. What was chosen stays, also where two
 * choices have the same name, until somebody changes the text. A name typed while the list cannot be asked is taken as
 * it is and looked up when it is sent, so that nothing waits for a list.
 */
export class LookUp implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: LookUpOptions;
  readonly #announcer: Announcer;
  readonly #panel: ChoicePanel;
  readonly #search: ChoiceSearch;
  #value: Chosen | undefined;
  /** What is typed and not chosen yet. */
  #text: string | undefined;
  /** What was chosen before the typing began; Escape brings it back. */
  #before: Chosen | undefined;
  #open = false;
  #left = false;
  /** Which option the arrow keys are at; -1 for none. */
  #active = -1;

  constructor(host: LitElement, options: LookUpOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    this.#announcer = new Announcer(host);
    this.#panel = new ChoicePanel(host, options.id);
    this.#search = new ChoiceSearch({
      source: () => (this.#offline ? undefined : options.source()),
      text: () => this.#text?.trim() ?? '',
      begun: () => host.requestUpdate(),
      over: (answered) => {
        // The list can be asked again, so somebody who is still typing chooses from it.
        if (answered && this.#text !== undefined && isToFind(this.#value)) this.#set(undefined);
        if (!this.#options.several) this.takeWords();
        const found = answered ? this.#choices().length : 0;
        this.#announcer.say(found > 0 ? options.terms().lookUp.found(found) : this.#note());
        host.requestUpdate();
      },
    });
  }

  get value(): Chosen | undefined {
    return this.#value;
  }

  /** From outside, such as a draft; forgets what is being typed. */
  set value(value: Chosen | undefined) {
    this.#value = value;
    this.#text = undefined;
    this.#left = false;
    // What was found for somebody's words goes with them.
    if (this.#open) this.#close();
    this.#host.requestUpdate();
  }

  /** Shows what a draft has brought back. What is being typed and is no choice yet stays. */
  follow(held: Chosen | undefined): void {
    if (held && held.id !== this.#value?.id && held.label !== this.#value?.label) this.value = held;
  }

  /** Something is typed that was not chosen, in words; the field cannot be sent so. */
  get problem(): string | undefined {
    if (this.#text === undefined || this.#text.trim() === '' || this.#value) return undefined;
    return this.#options.terms().lookUp.choose;
  }

  hostUpdated(): void {
    this.#panel.place(this.#open);
  }

  hostDisconnected(): void {
    this.#panel.leave();
    this.#close();
  }

  render(view: LookUpView): TemplateResult {
    const { id } = this.#options;
    const { label, help, required, disabled } = view;
    const problem = view.problem ?? (this.#left ? this.problem : undefined);
    const note = this.#value && this.#noteOn(this.#value);
    const described = [help && 'help', note && 'note', problem && 'problem'].filter(Boolean);
    return html`<div class="field look-up" @focusout=${this.#onFocusOut} @keydown=${this.#onKeydown}>
      <label class="label" for=${id}>${label}</label>
      ${help ? html`<span class="help" id="${id}-help">${help}</span>` : nothing}
      <div class="look-up-place">
        <input
          id=${id}
          class="input"
          type="text"
          role="combobox"
          dir="auto"
          autocomplete="off"
          spellcheck="false"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded=${this.#open ? 'true' : 'false'}
          aria-controls="${id}-list"
          aria-activedescendant=${this.#open && this.#active >= 0 ? optionId(id, this.#active) : nothing}
          aria-describedby=${described.map((part) => `${id}-${String(part)}`).join(' ') || nothing}
          aria-invalid=${problem ? 'true' : nothing}
          aria-required=${required ? 'true' : nothing}
          ?disabled=${disabled ?? false}
          .value=${this.#text ?? this.#value?.label ?? ''}
          @input=${this.#onInput}
          @click=${this.#onClick}
        />
        <div
          class="look-up-panel"
          id="${id}-panel"
          popover=${hasTopLayer() ? 'manual' : nothing}
          ?hidden=${!hasTopLayer() && !this.#open}
          @pointerdown=${this.#onPointerDown}
          @click=${this.#onChoose}
        >
          ${this.#renderList()} ${this.#open ? this.#renderNote() : nothing}
        </div>
      </div>
      ${note ? html`<span class="help" id="${id}-note"><bdi>${note}</bdi></span>` : nothing}
      ${problem ? html`<p class="error" id="${id}-problem">${icon('warning')} ${problem}</p>` : nothing}
      ${this.#announcer.render()}
    </div>`;
  }

  #renderList(): TemplateResult {
    const { id, terms } = this.#options;
    return renderChoices({
      id,
      choices: this.#open ? this.#choices().map((choice) => this.#told(choice)) : [],
      recent: this.#recent().length,
      active: this.#active,
      chosen: keyOf(this.#value),
      more: !this.#search.hasMore ? undefined : this.#search.state === 'loading' ? 'loading' : 'more',
      words: terms().lookUp,
    });
  }

  /** The second line of what is chosen. */
  #noteOn(chosen: Chosen): string | undefined {
    const { free, later } = this.#options.terms().lookUp;
    if (chosen.id === undefined) return free;
    return isToFind(chosen) ? later : this.#told(chosen).hint;
  }

  /** A group with its support line in the second line. */
  #told(choice: Choice): Choice {
    const { terms, lineOf } = this.#options;
    const line = choice.line ?? lineOf?.(choice.id);
    if (line === undefined) return choice;
    return { ...choice, hint: [terms().supportLine[line], choice.hint].filter(Boolean).join(' · ') };
  }

  /** What there is to say about the list, seen below it. Screen readers are told by the announcer. */
  #renderNote(): TemplateResult | typeof nothing {
    const text = this.#note();
    if (text === '') return nothing;
    return html`<p class="look-up-note">
      <span>${text}</span>
      ${
        this.#search.state === 'failed'
          ? html`<button class="button small plain" type="button" @click=${this.#again}>
              ${this.#options.terms().retry}
            </button>`
          : nothing
      }
    </p>`;
  }

  #note(): string {
    const words = this.#options.terms().lookUp;
    const none = this.#choices().length === 0;
    if (this.#offline) return none ? words.offlineNone : words.offline;
    const { state } = this.#search;
    if (state === 'failed') return words.failed;
    if (state === 'loading') return none ? words.loading : '';
    if (!none) return '';
    const text = this.#text?.trim() ?? '';
    return text === '' ? words.nothing : words.none(text);
  }

  get #isFree(): boolean {
    const { free = false, several = false, source } = this.#options;
    return !several && (free || !source() || this.#search.isBare);
  }

  /** There is a list, and nobody can ask it now. */
  get #isAway(): boolean {
    return (this.#offline || this.#search.isAway) && this.#options.source() !== undefined;
  }

  /** What words are without a choice; undefined where one has to be made. */
  #wordsAs(words: string): Chosen | undefined {
    if (words === '') return undefined;
    return this.#isFree ? { label: words } : this.#isAway ? unfound(words) : undefined;
  }

  /** Whether what was typed and not chosen can be taken as it is, once that is known; undefined where nobody has to wait. */
  settle(): Promise<void> | undefined {
    this.takeWords();
    if ((this.#text?.trim() ?? '') === '' || this.#value) return undefined;
    return this.#search.lookWhetherBare().then(() => this.takeWords());
  }

  /** Takes what was typed, as far as no choice has to be made. */
  takeWords(): void {
    const taken = this.#value ? undefined : this.#wordsAs(this.#text?.trim() ?? '');
    if (taken) this.#set(taken);
  }

  get #offline(): boolean {
    return this.#options.offline?.() ?? false;
  }

  /** What was used last, as long as nothing is typed; offline also what fits what is typed. */
  #recent(): readonly Choice[] {
    const words = fold(this.#text ?? '');
    if (words !== '' && !this.#offline) return [];
    const { recent, lastUsed } = this.#options;
    const shown = recent?.() ?? [];
    const known = new Set(shown.map(({ id }) => id));
    const kept = this.#offline && lastUsed ? lastUsed.choices.filter(({ id }) => !known.has(id)) : [];
    return [...shown, ...kept].filter(({ label, hint }) => fold(`${label} ${hint ?? ''}`).includes(words));
  }

  #choices(): readonly Choice[] {
    const recent = this.#recent();
    if (this.#offline) return recent;
    const known = new Set(recent.map(({ id }) => id));
    return [...recent, ...this.#search.items.filter(({ id }) => !known.has(id))];
  }

  #part(name: string): HTMLElement | null {
    const { id } = this.#options;
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${name === '' ? id : `${id}-${name}`}`);
  }

  #again = (): void => {
    this.#part('')?.focus();
    this.#search.ask();
  };

  #show(): void {
    if (this.#open) return;
    this.#open = true;
    this.#active = -1;
    this.#search.begin();
  }

  #close(): void {
    this.#search.stop();
    this.#open = false;
    this.#active = -1;
    this.#announcer.hush();
    this.#host.requestUpdate();
  }

  #set(value: Chosen | undefined): void {
    const same = keyOf(value) === keyOf(this.#value) && value?.label === this.#value?.label;
    this.#value = value;
    if (!same) this.#options.changed(value);
    this.#host.requestUpdate();
  }

  /** Chooses an option; the one after the last choice brings the next page. */
  #choose(at: number): void {
    const choice = this.#choices()[at];
    if (choice) {
      this.#text = undefined;
      this.#options.lastUsed?.add(choice);
      this.#set(choice);
      this.#close();
    } else if (this.#search.hasMore && this.#search.state !== 'loading') {
      // The place stays where the new ones begin.
      this.#active = at;
      this.#search.more();
    }
  }

  #onInput = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (this.#text === undefined) this.#before = this.#value;
    this.#text = value;
    this.#left = false;
    this.#active = -1;
    this.#set(this.#options.several ? undefined : this.#wordsAs(value.trim()));
    this.#open = true;
    this.#search.askSoon();
  };

  #onClick = (): void => this.#show();

  // The focus stays in the field while somebody chooses with a pointer.
  #onPointerDown = (event: Event): void => {
    if (!(event.target as Element).closest('button')) event.preventDefault();
  };

  #onChoose = (event: Event): void => {
    const option = (event.target as Element).closest<HTMLElement>('[data-at]');
    if (option) this.#choose(Number(option.dataset['at']));
  };

  #onFocusOut = (event: FocusEvent): void => {
    const field = event.currentTarget as Element;
    if (event.relatedTarget instanceof Node && field.contains(event.relatedTarget)) return;
    this.#left = true;
    const text = fold(this.#text ?? '');
    // What somebody has written out in full is chosen, if it means only one.
    const [fits, another] = this.#choices().filter(({ label }) => fold(label) === text);
    if (text !== '' && fits && !another && this.#search.isWhole) {
      this.#text = undefined;
      this.#set(fits);
    } else {
      this.takeWords();
      if (this.#value || text === '') this.#text = undefined;
    }
    this.#close();
    void this.settle();
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.target !== this.#part('')) return;
    if (this.#handle(event)) event.preventDefault();
  };

  /** True when the field does not get the key. */
  #handle(event: KeyboardEvent): boolean {
    const choices = this.#choices().length;
    const move = choiceKey(event, {
      open: this.#open,
      at: this.#active,
      last: choices - (this.#search.hasMore ? 0 : 1),
      choices,
      failed: this.#search.state === 'failed',
    });
    // A name that nobody can look up now is taken, and there is room for the next.
    if (event.key === 'Enter' && move?.to !== 'choose' && this.#options.several && this.#isAway) {
      this.takeWords();
      return true;
    }
    switch (move?.to) {
      case 'open':
        this.#show();
        break;
      case 'close':
        this.#close();
        break;
      case 'undo':
        this.#undo();
        break;
      case 'again':
        this.#search.ask();
        break;
      case 'choose':
        this.#choose(move.at);
        return move.keeps !== true;
      case 'option':
        this.#active = move.at;
        this.#host.requestUpdate();
        break;
      case undefined:
        return false;
    }
    return true;
  }

  /** Closes the list and brings back what was chosen before the typing began. */
  #undo(): void {
    if (this.#text !== undefined) {
      this.#text = undefined;
      this.#set(this.#before);
    }
    this.#close();
  }
}
