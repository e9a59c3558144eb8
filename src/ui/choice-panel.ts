import type { LitElement } from 'lit';

import { revealActive } from './choice-list.js';
import { hasTopLayer, keepBeside } from './popover.js';

/** The panel with the choices of a field: above the page and beside the field as long as it is open. */
export class ChoicePanel {
  readonly #host: LitElement;
  readonly #id: string;
  #end: (() => void) | undefined;

  /** `id` is the field's; the panel's is made from it. */
  constructor(host: LitElement, id: string) {
    this.#host = host;
    this.#id = id;
  }

  /** After each drawing. */
  place(open: boolean): void {
    const root = this.#host.renderRoot;
    const panel = root.querySelector<HTMLElement>(`#${this.#id}-panel`);
    const field = root.querySelector(`#${this.#id}`);
    this.leave();
    if (!panel?.isConnected || !field) return;
    if (hasTopLayer() && panel.matches(':popover-open') !== open) panel.togglePopover(open);
    if (!open) return;
    this.#end = keepBeside(panel, field, { wide: true });
    revealActive(panel);
  }

  /** The field has left the page. */
  leave(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
