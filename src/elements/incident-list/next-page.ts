import { html } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';

import type { ListTerms } from '../../locales/en/incident-list.js';
import { keepPlace } from '../../ui/keyboard-place.js';

/** The way to the next page of a list. */
export class NextPage {
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<void>;
  #loading = false;

  constructor(host: ReactiveControllerHost, load: () => Promise<void>) {
    this.#host = host;
    this.#load = load;
  }

  /** It is on its way. */
  get loading(): boolean {
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    this.#host.requestUpdate();
    try {
      await this.#load();
    } finally {
      this.#loading = false;
      this.#host.requestUpdate();
    }
  }

  /** @param goOn Puts the keyboard on what the last page has brought: the button goes away with it. */
  render({ list: words }: ListTerms, goOn: () => void): TemplateResult {
    const load = (event: Event): void => void keepPlace(event, this.#fetch(), goOn);
    return html`<p class="more">
      <button
        class="button small"
        type="button"
        aria-disabled=${this.#loading ? 'true' : 'false'}
        @click=${load}
      >
        ${this.#loading ? words.loadingMore : words.more}
      </button>
    </p>`;
  }
}
