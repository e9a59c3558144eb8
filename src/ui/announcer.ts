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

  /**
   * Says it, also when it is what was said last: a region speaks only where its text changes, so a repetition ends with
   * a space that nobody hears.
   */
  say(message: string): void {
    this.#message = message === this.#message ? `${message}\u00a0` : message;
    this.#host.requestUpdate();
  }

  /** Put this into the element's template once. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${this.#message}</div>`;
  }
}
