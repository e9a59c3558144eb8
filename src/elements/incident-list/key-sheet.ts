import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { CommonTerms } from '../../locales/en/common.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { icon } from '../../ui/icons.js';
import { Modal } from '../../ui/modal.js';
import type { KeyMap, ListAction } from './keys.js';
import { keyActions, shortWord } from './keys.js';

export interface KeySheetOptions {
  readonly terms: () => CommonTerms & LifecycleTerms & ListTerms;
  readonly keys: () => KeyMap;
  /** The keys where nobody has chosen others: the usual ones, and what the page wants. */
  readonly usual: () => KeyMap;
  /** Actions that make sense in this list. */
  readonly offered: () => readonly ListAction[];
  /** Somebody wants other keys; undefined brings the usual ones back. */
  readonly change: (keys: KeyMap | undefined) => void;
  /** The focus goes back to the lines. */
  readonly closed: () => void;
}

/** Shows what the keys of a list are, and lets them be changed. */
export class KeySheet {
  readonly #host: LitElement;
  readonly #options: KeySheetOptions;
  readonly #modal: Modal;
  #waiting: ListAction | undefined;
  #note = '';

  constructor(host: LitElement, options: KeySheetOptions) {
    this.#host = host;
    this.#options = options;
    this.#modal = new Modal(host, 'keys');
  }

  open(): void {
    if (this.#modal.isOpen) return;
    this.#waiting = undefined;
    this.#note = '';
    this.#modal.open();
  }

  #onClose = (): void => {
    this.#modal.left();
    this.#options.closed();
  };

  #wait(action: ListAction): void {
    this.#waiting = this.#waiting === action ? undefined : action;
    this.#host.requestUpdate();
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const action = this.#waiting;
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') {
      // Only the waiting ends.
      event.preventDefault();
      this.#waiting = undefined;
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#set(action, '');
    } else if (event.key.length === 1 && event.key !== ' ') {
      event.preventDefault();
      this.#set(action, event.key);
    }
    this.#host.requestUpdate();
  };

  /** Gives an action a key; the empty text leaves it without one. */
  #set(action: ListAction, key: string): void {
    const { keys, change, terms } = this.#options;
    const words = terms().keys;
    const before = keys();
    const other = key === '' ? undefined : keyActions.find((one) => one !== action && before[one] === key);
    this.#waiting = undefined;
    this.#note = other
      ? words.taken(key, shortWord(other, terms()))
      : key === ''
        ? words.cleared(shortWord(action, terms()))
        : '';
    change({ ...before, ...(other ? { [other]: '' } : {}), [action]: key });
  }

  /** The same by a button, which goes away with that. */
  #choose(action: ListAction, key: string): void {
    this.#set(action, key);
    void focusNext(this.#host, `[data-key="${action}"]`);
  }

  #reset = (): void => {
    this.#note = '';
    this.#options.change(undefined);
    this.#host.requestUpdate();
  };

  /** What an action can have in place of a key that is pressed. */
  #renderOthers(action: ListAction, present: string): TemplateResult {
    const words = this.#options.terms().keys;
    const usual = this.#options.usual()[action];
    const offer = (key: string, label: string): TemplateResult | typeof nothing =>
      key === present
        ? nothing
        : html`<button class="button small plain" type="button" @click=${() => this.#choose(action, key)}>
            ${label}
          </button>`;
    return html`${offer('', words.clear)}${usual === '' ? nothing : offer(usual, words.usual(usual))}`;
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#modal.isOpen) return nothing;
    const { terms, keys, offered } = this.#options;
    const words = terms().keys;
    const map = keys();
    const usual = this.#options.usual();
    return html`<dialog
      id="keys"
      class="dialog"
      part="key-sheet"
      aria-labelledby="keys-title"
      @close=${this.#onClose}
      @keydown=${this.#onKeydown}
    >
      <div class="dialog-head">
        <h3 class="title" id="keys-title">${words.title}</h3>
        <form method="dialog">
          <button class="icon-button" aria-label=${terms().cancel}>${icon('close')}</button>
        </form>
      </div>
      <p class="meta">${words.help}</p>
      <dl class="keys">
        ${offered().map(
          (action) =>
            html`<dt>${shortWord(action, terms())}</dt>
              <dd>
                ${
                  action === 'palette'
                    ? html`<kbd>Ctrl</kbd> <kbd>K</kbd>`
                    : html`<button
                          type="button"
                          class="key"
                          data-key=${action}
                          aria-label=${`${words.change(shortWord(action, terms()))}: ${this.#waiting === action ? words.press : map[action] || '–'}`}
                          aria-pressed=${this.#waiting === action ? 'true' : 'false'}
                          @click=${() => this.#wait(action)}
                        >
                          ${this.#waiting === action ? words.press : html`<kbd>${map[action] || '–'}</kbd>`}</button
                        >${this.#waiting === action ? this.#renderOthers(action, map[action]) : nothing}`
                }
              </dd>`,
        )}
      </dl>
      <p class="meta" role="status">${this.#note}</p>
      ${
        keyActions.some((action) => map[action] !== usual[action])
          ? html`<p>
              <button class="button small" type="button" @click=${this.#reset}>${words.reset}</button>
            </p>`
          : nothing
      }
    </dialog>`;
  }
}
