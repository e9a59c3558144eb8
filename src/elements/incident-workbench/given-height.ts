import { html } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

/**
 * Knows whether the page gives an element a height. A style sheet cannot ask; but a share of a height is nothing where
 * there is none, and that can be measured.
 */
export class GivenHeight implements ReactiveController {
  readonly #host: LitElement;
  #isGiven = false;
  #measured: Element | null = null;
  readonly #watch = new ResizeObserver(([entry]) => {
    const isGiven = (entry?.contentRect.height ?? 0) > 0;
    if (isGiven === this.#isGiven) return;
    this.#isGiven = isGiven;
    // Not within the measuring.
    requestAnimationFrame(() => this.#host.requestUpdate());
  });

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get isGiven(): boolean {
    return this.#isGiven;
  }

  hostUpdated(): void {
    const present = this.#host.renderRoot.querySelector('.share');
    if (present === this.#measured) return;
    this.#watch.disconnect();
    this.#measured = present;
    if (present) this.#watch.observe(present);
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
    this.#measured = null;
  }

  /** What is measured; it takes no room. */
  render(): TemplateResult {
    return html`<div class="share"></div>`;
  }
}
