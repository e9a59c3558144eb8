import type { LitElement, ReactiveController } from 'lit';

/**
 * Opens a `<dialog>` that its element draws while it is open: above everything, with the focus kept inside and Escape to
 * leave it. The element listens to the dialog's `close` and calls `left`.
 */
export class Modal implements ReactiveController {
  readonly #host: LitElement;
  readonly #id: string;
  #open = false;
  /** It is drawn and not on the screen yet. */
  #entering = false;

  /** `id` is that of the dialog in the element's own tree. */
  constructor(host: LitElement, id: string) {
    this.#host = host;
    this.#id = id;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>(`#${this.#id}`);
  }

  open(): void {
    this.#open = this.#entering = true;
    this.#host.requestUpdate();
  }

  /** The dialog has been closed, by whatever way. */
  left(): void {
    this.#open = false;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { dialog } = this;
    if (!this.#entering || !dialog) return;
    this.#entering = false;
    dialog.showModal();
  }

  hostDisconnected(): void {
    this.#open = this.#entering = false;
  }
}
