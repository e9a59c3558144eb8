import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { IncidentError } from '../core/errors.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { Drafts } from '../store/types.js';
import { DraftController } from './draft.js';
import type { DraftData } from './draft.js';
import { said } from './said.js';
import { Sendable } from './sendable.js';
import { isSendKey } from './typing.js';

export interface SheetOptions {
  /** Begins the id of its heading, where an element has more than one sheet; default `sheet`. */
  readonly name?: string;
  readonly terms: () => CommonTerms;
  /** Undefined while there is no desk; nothing is kept then. */
  readonly drafts: () => Drafts | undefined;
  /** Who is writing; see `DraftSource`. */
  readonly author: () => string | undefined;
  /** Whether drafts survive the page; the sheet says so only then. */
  readonly kept: () => boolean;
  /** What the sheet belongs to, such as `incident:INC1`; when it changes the sheet closes. */
  readonly scope: () => string;
  /** Where the focus goes when the button that opened the sheet is gone: the next step, or a heading. */
  readonly fallback: () => HTMLElement | null;
}

/** What a sheet asks now. */
export interface SheetView {
  /** What is being done, such as "Resolve INC0001128". */
  readonly heading: string;
  /** The fields; they read and write the sheet's `values`. */
  readonly fields: TemplateResult;
  /** What comes of it. */
  readonly outcome?: string | undefined;
  /** The verb of the step, on its button. */
  readonly submit: string;
  readonly busy?: boolean;
  /** Why the step cannot be taken any more, in words. What was typed stays, and nothing is sent. */
  readonly refused?: string | undefined;
  readonly error?: IncidentError | undefined;
  /** Somebody presses the verb. Store the step with `send`. */
  readonly submitted: () => void;
}

/**
 * Asks for what a step needs, in place below the action bar. It is not modal: everything around it can still be read
 * and used. Leaving it keeps what was typed as a draft, which is back when the same step is opened again.
 */
export class Sheet implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: SheetOptions;
  readonly #draft: DraftController;
  readonly #sendable: Sendable;
  #step: string | undefined;
  #scope = '';
  /** What somebody has typed or chosen: all that is kept as a draft. */
  #values: DraftData = {};
  /** What stands in the fields until somebody types into them. */
  #prepared: DraftData = {};
  #opener: HTMLElement | undefined;
  #enter = false;
  /** What is being stored refuses its own step already. */
  #sending = false;

  constructor(host: LitElement, options: SheetOptions) {
    this.#host = host;
    this.#options = options;
    this.#sendable = new Sendable(host);
    host.addController(this);
    this.#draft = new DraftController(host, {
      drafts: () => (this.#step === undefined ? undefined : options.drafts()),
      author: options.author,
      forget: () => {
        this.#values = {};
      },
      scope: () => `${this.#scope}:${this.#step ?? ''}`,
      read: () => (Object.values(this.#values).some((value) => value !== '') ? this.#values : undefined),
      restore: (data) => {
        if (Object.keys(this.#values).length > 0) return false;
        this.#values = data;
        return true;
      },
    });
  }

  get #heading(): string {
    return `${this.#options.name ?? 'sheet'}-heading`;
  }

  /** Said at the button too: whoever goes from field to field does not pass the sentence. */
  get #outcome(): string {
    return `${this.#options.name ?? 'sheet'}-outcome`;
  }

  get #refused(): string {
    return `${this.#options.name ?? 'sheet'}-refused`;
  }

  get #place(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`.sheet[aria-labelledby='${this.#heading}']`);
  }

  /** The step that is asked about; undefined while the sheet is closed. */
  get step(): string | undefined {
    return this.#step;
  }

  /** What has been filled in, by field: what is prepared where nothing has been typed. */
  get values(): DraftData {
    return { ...this.#prepared, ...this.#values };
  }

  /** Fills a field in and keeps it; texts and whatever else can be written down as JSON. */
  set(name: string, value: unknown): void {
    this.#values = { ...this.#values, [name]: value };
    this.#draft.touch();
    this.#host.requestUpdate();
  }

  /**
   * Asks about a step; the same button closes it again. `opener` gets the focus back. `prepared` is sent where it is
   * left as it is, gives way to a draft, and is none itself.
   */
  open(step: string, opener?: HTMLElement, prepared: DraftData = {}): void {
    if (step === this.#step) {
      this.close();
      return;
    }
    this.#leave();
    this.#step = step;
    this.#prepared = prepared;
    this.#scope = this.#options.scope();
    this.#opener = opener;
    this.#enter = true;
    this.#host.requestUpdate();
  }

  /** Closes it and keeps what was typed. */
  close(): void {
    if (this.#step === undefined) return;
    this.#leave();
    this.#return();
  }

  /**
   * Stores the step. `work` does it under the key it is given, the draft's own, so that a crash leaves either the draft
   * or the step; it tells whether it has. Then the sheet closes; otherwise everything typed stays.
   */
  async send(work: (key: string | undefined) => Promise<boolean>): Promise<void> {
    const [step, scope] = [this.#step, this.#scope];
    if (step === undefined) return;
    this.#draft.sending();
    this.#sending = true;
    const stored = await work(this.#draft.key).catch((error: unknown) => {
      this.#sending = false;
      this.#draft.failed();
      throw error;
    });
    // What is stored is being sent until the sheet is left.
    if (!stored) this.#sending = false;
    if (step !== this.#step || scope !== this.#scope) return;
    if (!stored) {
      this.#draft.failed();
      return;
    }
    this.#draft.sent();
    this.#values = {};
    this.#leave();
    this.#return();
  }

  hostUpdate(): void {
    // The text stays in the draft of the incident it was written for.
    if (this.#step !== undefined && this.#scope !== this.#options.scope()) this.#leave();
  }

  hostUpdated(): void {
    if (!this.#enter) return;
    this.#enter = false;
    const sheet = this.#place;
    const field = sheet?.querySelector<HTMLElement>(
      ':is(input, select, textarea):not([disabled], [type="hidden"])',
    );
    (field ?? sheet?.querySelector<HTMLElement>('h3'))?.focus();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  render(view: SheetView): TemplateResult | typeof nothing {
    if (this.#step === undefined) return nothing;
    const words = this.#options.terms();
    const { heading, fields, outcome, submit, busy, error, submitted } = view;
    const refused = this.#sending ? undefined : view.refused;
    const send = (event: Event): void => {
      event.preventDefault();
      if (!busy && refused === undefined) submitted();
    };
    return html`<form
      class="sheet"
      part="sheet"
      aria-labelledby=${this.#heading}
      novalidate
      @submit=${send}
      @keydown=${this.#onKeydown}
      @input=${this.#sendable.listener}
    >
      <h3 class="title" id=${this.#heading} tabindex="-1">${heading}</h3>
      <p class=${this.#draft.restoredAt === undefined ? 'visually-hidden' : 'meta'} role="status">
        ${this.#draft.restoredAt === undefined ? nothing : words.sheet.restored}
      </p>
      ${fields} ${this.#sendable.render(words.removed)}
      ${
        refused === undefined
          ? nothing
          : html`<p class="error" id=${this.#refused} role="alert">${words.sheet.refused(refused)}</p>`
      }
      ${outcome === undefined ? nothing : html`<p class="meta" id=${this.#outcome}>${outcome}</p>`}
      ${
        error
          ? html`<p class="error" role="alert">
              ${said(`${words.errorTitle[error.kind]}. ${words.errorHelp[error.kind]}`, error)}
              ${error.message ? html`<bdi>${error.message}</bdi>` : nothing}
            </p>`
          : nothing
      }
      <div class="row">
        <button
          class="button primary"
          type="submit"
          aria-disabled=${busy || refused !== undefined ? 'true' : 'false'}
          aria-describedby=${refused !== undefined ? this.#refused : outcome === undefined ? nothing : this.#outcome}
        >
          ${submit}
        </button>
        <button class="button plain" type="button" @click=${() => this.close()}>${words.sheet.notNow}</button>
        ${this.#options.kept() ? html`<span class="meta sheet-kept">${words.sheet.kept}</span>` : nothing}
      </div>
    </form>`;
  }

  #leave(): void {
    this.#sending = false;
    if (this.#step === undefined) return;
    void this.#draft.flush();
    this.#step = undefined;
    this.#values = this.#prepared = {};
    this.#sendable.forget();
    this.#enter = false;
    this.#host.requestUpdate();
  }

  /** Back to the button that opened it, once the sheet is gone; not where somebody has moved on meanwhile. */
  #return(): void {
    const opener = this.#opener;
    const root = this.#host.renderRoot as ShadowRoot;
    const inside = this.#place?.contains(root.activeElement) ?? false;
    this.#opener = undefined;
    if (!inside) return;
    void this.#host.updateComplete.then(() => {
      (opener?.isConnected ? opener : this.#options.fallback())?.focus();
    });
  }

  #onKeydown = (event: KeyboardEvent): void => {
    // A list within the sheet comes first.
    if (event.defaultPrevented || event.isComposing) return;
    const sends = isSendKey(event);
    if (!sends && event.key !== 'Escape') return;
    event.preventDefault();
    if (sends) (event.currentTarget as HTMLFormElement).requestSubmit();
    else this.close();
  };
}
