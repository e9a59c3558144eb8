import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';

import { DraftController } from '../../ui/draft.js';
import type { DraftData } from '../../ui/draft.js';
import type { EntryDraft } from '../../core/entry.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import { validateEntry } from '../../core/validation.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { TimelineTerms } from '../../locales/en/incident-timeline.js';
import type { IncidentStore, Submitted } from '../../store/types.js';
import { icon } from '../../ui/icons.js';

type Kind = EntryDraft['kind'];

/** What the composer asks of its element. */
export interface ComposerHost {
  readonly store: () => IncidentStore | undefined;
  readonly incidentId: () => string;
  /** No work notes here, whatever the backend takes. */
  readonly publicOnly: () => boolean;
  readonly terms: () => CommonTerms & TimelineTerms;
  readonly now: () => number;
  /** The entry is stored and will be sent. */
  readonly added: (submitted: Submitted) => void;
}

/** So much of a text that one knows which it is. */
const beginningOf = (text: unknown): string => {
  const words = typeof text === 'string' ? text.trim() : '';
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
};

/** Where somebody writes a comment or a work note; what is written is kept until it is stored for sending. */
export class EntryComposer implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #host: ComposerHost;
  readonly #draft: DraftController;
  #text = '';
  #kind: Kind = 'comment';
  #sending = false;
  #missing = false;
  #error: IncidentError | undefined;
  #incidentId = '';

  constructor(element: ReactiveControllerHost & HTMLElement, host: ComposerHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
    this.#draft = new DraftController(element, {
      drafts: () => host.store()?.drafts,
      author: () => host.store()?.author,
      forget: () => this.#forget(),
      scope: () => `timeline:${host.incidentId()}`,
      read: () => (this.#text.trim() === '' ? undefined : { text: this.#text, kind: this.#kind }),
      restore: (data) => this.#restore(data),
    });
  }

  hostUpdate(): void {
    const id = this.#host.incidentId();
    if (id === this.#incidentId) return;
    // The text belongs to the incident it was written for and stays in that one's draft.
    void this.#draft.flush();
    this.#incidentId = id;
    this.#forget();
  }

  /** Nothing where the backend takes neither comments nor notes. */
  render(): TemplateResult | typeof nothing {
    const { addEntry, traits } = this.#host.store()?.adapter ?? {};
    const takes = (kind: EntryDraft['kind']): boolean =>
      addEntry !== undefined && traits?.entryKinds.includes(kind) === true;
    const comment = takes('comment');
    const workNote = takes('work-note') && !this.#host.publicOnly();
    if (!comment && !workNote) return nothing;
    if (!comment) this.#kind = 'work-note';
    else if (!workNote) this.#kind = 'comment';
    const { composer, errorTitle, errorHelp, issue } = this.#host.terms();
    const internal = this.#kind === 'work-note';
    return html`<form
      class=${internal ? 'composer internal' : 'composer'}
      part="composer"
      novalidate
      @submit=${this.#onSubmit}
      @keydown=${this.#onKeydown}
    >
      ${
        comment && workNote
          ? html`<fieldset class="kinds">
              <legend class="visually-hidden">${composer.kind}</legend>
              ${this.#renderKind('comment', composer.comment)}${this.#renderKind('work-note', composer.note)}
            </fieldset>`
          : nothing
      }
      <label class="visually-hidden" for="words">${composer.text}</label>
      <textarea
        id="words"
        class="input"
        rows="2"
        dir="auto"
        placeholder=${composer.text}
        .value=${this.#text}
        aria-describedby="audience${this.#missing ? ' missing' : ''}"
        aria-invalid=${this.#missing ? 'true' : 'false'}
        @input=${this.#onInput}
      ></textarea>
      ${this.#missing ? html`<p class="error" id="missing" role="alert">${issue['required']}</p>` : nothing}
      ${
        this.#error
          ? html`<p class="error" role="alert">
              ${errorTitle[this.#error.kind]}. ${errorHelp[this.#error.kind]}
            </p>`
          : nothing
      }
      ${this.#draft.offered.map(
        ({ id, data }) =>
          html`<p class="note">
            <span class="wrap">${composer.elsewhere} <q dir="auto">${beginningOf(data['text'])}</q></span>
            <button class="button small plain" type="button" @click=${() => void this.#draft.take(id)}>
              ${composer.takeOver}
            </button>
          </p>`,
      )}
      <div class="send">
        <p class="help" id="audience">
          ${internal ? icon('lock') : nothing} ${internal ? composer.noteHelp : composer.commentHelp}
        </p>
        <span class="meta shortcut" aria-hidden="true">${composer.shortcut}</span>
        <button
          class="button small"
          type="submit"
          aria-disabled=${this.#sending ? 'true' : 'false'}
          aria-keyshortcuts="Control+Enter"
        >
          ${internal ? composer.sendNote : composer.send}
        </button>
      </div>
    </form>`;
  }

  #renderKind(kind: Kind, label: string): TemplateResult {
    return html`<label class="kind"
      ><input
        type="radio"
        name="kind"
        value=${kind}
        .checked=${this.#kind === kind}
        @change=${this.#onKind}
      /><span>${kind === 'work-note' ? icon('lock') : nothing}${label}</span></label
    >`;
  }

  #onKind = (event: Event): void => {
    this.#kind = (event.target as HTMLInputElement).value === 'work-note' ? 'work-note' : 'comment';
    this.#changed();
  };

  #onInput = (event: Event): void => {
    this.#text = (event.target as HTMLTextAreaElement).value;
    this.#missing = false;
    this.#changed();
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    void this.#send();
  };

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  #changed(): void {
    this.#draft.touch();
    this.#element.requestUpdate();
  }

  async #send(): Promise<void> {
    const store = this.#host.store();
    if (!store || this.#sending) return;
    const entry: EntryDraft = { kind: this.#kind, text: this.#text };
    this.#missing = validateEntry(entry, this.#host.now()).length > 0;
    this.#error = undefined;
    if (this.#missing) {
      this.#element.requestUpdate();
      this.#element.shadowRoot?.querySelector<HTMLTextAreaElement>('#words')?.focus();
      return;
    }
    this.#sending = true;
    this.#element.requestUpdate();
    const incidentId = this.#host.incidentId();
    // The draft's own, so that a double click, or another tab with the same draft, is one entry.
    this.#draft.sending();
    try {
      const submitted = await store.addEntry(incidentId, entry, this.#draft.key);
      if (incidentId === this.#host.incidentId()) {
        this.#draft.sent();
        // What was typed in the meantime is the next entry.
        if (this.#text === entry.text) this.#forget();
        else this.#draft.touch();
      }
      this.#host.added(submitted);
    } catch (error) {
      // The words stay where they are.
      this.#draft.touch();
      this.#error = toIncidentError(error);
    } finally {
      this.#sending = false;
      this.#element.requestUpdate();
    }
  }

  #restore({ text, kind }: DraftData): boolean {
    if (this.#text !== '' || typeof text !== 'string') return false;
    this.#text = text;
    if (kind === 'comment' || kind === 'work-note') this.#kind = kind;
    return true;
  }

  #forget(): void {
    this.#text = '';
    this.#missing = false;
    this.#error = undefined;
  }
}
