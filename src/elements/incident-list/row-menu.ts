import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import { hasTopLayer, keepBeside } from '../../ui/popover.js';
import type { Command } from './palette.js';

/** Steps in a menu beside its button: those of one line, and what is done seldom with several. One menu serves them all. */
export class RowMenu implements ReactiveController {
  readonly #host: LitElement;
  #label = '';
  #commands: readonly Command[] = [];
  #anchor: HTMLElement | undefined;
  #back: () => void = () => undefined;
  #end: (() => void) | undefined;
  #entering = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get #menu(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('#menu');
  }

  /** Opens beside a button; the same button closes it again. `back` is where the focus goes afterwards. */
  open(label: string, commands: readonly Command[], anchor: HTMLElement, back: () => void): void {
    if (this.#anchor === anchor) {
      this.close();
      return;
    }
    this.#label = label;
    this.#commands = commands;
    this.#anchor = anchor;
    this.#back = back;
    this.#entering = true;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#end?.();
    this.#end = this.#anchor = undefined;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const menu = this.#menu;
    if (!this.#entering || !menu || !this.#anchor) return;
    this.#entering = false;
    if (hasTopLayer()) menu.showPopover();
    const follow = keepBeside(menu, this.#anchor, { align: 'end' });
    const elsewhere = (event: Event): void => {
      const path = event.composedPath();
      if (!path.includes(menu) && !(this.#anchor && path.includes(this.#anchor))) this.close();
    };
    document.addEventListener('pointerdown', elsewhere);
    this.#end = () => {
      follow();
      document.removeEventListener('pointerdown', elsewhere);
    };
    menu.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }

  hostDisconnected(): void {
    this.close();
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const items = [...(this.#menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = items[to[event.key] ?? -1];
    if (next) next.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#leave();
    else return;
    // Keys of the list mean nothing here.
    event.preventDefault();
    event.stopPropagation();
  };

  #leave(): void {
    this.close();
    this.#back();
  }

  #run(command: Command): void {
    this.#leave();
    command.run();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#anchor) return nothing;
    return html`<div
      id="menu"
      class="popover menu"
      part="menu"
      role="menu"
      aria-label=${this.#label}
      popover=${hasTopLayer() ? 'manual' : nothing}
      @keydown=${this.#onKeydown}
    >
      ${this.#commands.map(
        (command) =>
          html`<button
            type="button"
            role="menuitem"
            tabindex="-1"
            class="command"
            @click=${() => this.#run(command)}
          >
            <span>${command.label}</span
            >${command.key ? html`<kbd aria-hidden="true">${command.key}</kbd>` : nothing}
          </button>`,
      )}
    </div>`;
  }
}
