import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import { fold } from '../../core/query.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { Modal } from '../../ui/modal.js';

/** Something that can be done, by name. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Its key, where it has one. */
  readonly key?: string;
  readonly run: () => void;
}

export interface PaletteOptions {
  readonly terms: () => ListTerms;
  readonly commands: () => readonly Command[];
  readonly closed: () => void;
}

/** Finds a command by typing a part of its name: views, steps, orders, everything a list can do. */
export class Palette implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: PaletteOptions;
  readonly #modal: Modal;
  #text = '';
  #active = 0;
  #commands: readonly Command[] = [];
  #chosen: Command | undefined;

  constructor(host: LitElement, options: PaletteOptions) {
    this.#host = host;
    this.#options = options;
    this.#modal = new Modal(host, 'palette');
    host.addController(this);
  }

  hostUpdated(): void {
    this.#modal.dialog?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }

  open(): void {
    if (this.#modal.isOpen) return;
    this.#text = '';
    this.#active = 0;
    this.#chosen = undefined;
    this.#commands = this.#options.commands();
    this.#modal.open();
  }

  get #found(): readonly Command[] {
    const words = fold(this.#text).match(/\S+/gu) ?? [];
    return this.#commands.filter(({ label }) => words.every((word) => fold(label).includes(word)));
  }

  #onInput = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.#host.requestUpdate();
  };

  #onKeydown = (event: KeyboardEvent): void => {
    const { length } = this.#found;
    if (event.isComposing || length === 0) return;
    if (event.key === 'ArrowDown') this.#active = (this.#active + 1) % length;
    else if (event.key === 'ArrowUp') this.#active = (this.#active + length - 1) % length;
    else if (event.key === 'Enter') this.#choose(this.#active);
    else return;
    event.preventDefault();
    this.#host.requestUpdate();
  };

  /** Keyboard and mouse are at one place: two that look alike would leave open which of them Enter means. */
  #point(at: number): void {
    if (at === this.#active) return;
    this.#active = at;
    this.#host.requestUpdate();
  }

  #choose(at: number): void {
    this.#chosen = this.#found[at];
    this.#modal.dialog?.close();
  }

  #onClose = (): void => {
    this.#modal.left();
    this.#options.closed();
    // Afterwards, so that it may move the focus on.
    this.#chosen?.run();
  };

  render(): TemplateResult | typeof nothing {
    if (!this.#modal.isOpen) return nothing;
    const words = this.#options.terms().keys;
    const found = this.#found;
    return html`<dialog
      id="palette"
      class="dialog"
      part="palette"
      aria-label=${words.palette}
      @close=${this.#onClose}
    >
      <input
        class="input"
        type="text"
        role="combobox"
        dir="auto"
        autocomplete="off"
        spellcheck="false"
        aria-label=${words.find}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant=${found.length > 0 ? `command-${String(this.#active)}` : nothing}
        placeholder=${words.find}
        .value=${this.#text}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
      />
      <div
        role="listbox"
        id="palette-list"
        class="commands"
        aria-label=${words.palette}
        ?hidden=${found.length === 0}
      >
        ${found.map(
          ({ label, key }, at) =>
            html`<div
              role="option"
              id="command-${at}"
              class="command"
              aria-selected=${at === this.#active ? 'true' : 'false'}
              ?data-active=${at === this.#active}
              @pointermove=${() => this.#point(at)}
              @click=${() => this.#choose(at)}
            >
              <span>${label}</span>${key ? html`<kbd>${key}</kbd>` : nothing}
            </div>`,
        )}
      </div>
      <p class="meta" role="status">${found.length === 0 ? words.none : ''}</p>
    </dialog>`;
  }
}
