import { html } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';

/** Speaks short status messages to screen readers through one polite region of the element. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #message = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#message = '';
  }

  /** Says it once; saying the same again is silent. */
  say(message: string): void {
    if (message === this.#message) return;
    this.#message = message;
    this.#host.requestUpdate();
  }

  /** Put this into the element's template once. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${this.#message}</div>`;
  }
}
