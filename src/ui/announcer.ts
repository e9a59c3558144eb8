import { html } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';

import { said } from './said.js';

/** So long a message stands, in milliseconds: what was said of one thing is not found later beside another. */
const standsFor = 5_000;

/** Speaks short status messages to screen readers through one polite region of the element. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #message = '';
  #times = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hush();
  }

  /** Says it, also when it is what was said last. */
  say(message: string): void {
    this.#message = message;
    this.#times++;
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#message = '';
      this.#host.requestUpdate();
    }, standsFor);
  }

  /** Takes back what was said: a region that is shown anew must not come with old words. */
  hush(): void {
    clearTimeout(this.#timer);
    this.#message = '';
  }

  /** Put this into the element's template once. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${said(this.#message, this.#times)}</div>`;
  }
}
