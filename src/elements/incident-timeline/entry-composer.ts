import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { focusNext } from '../../ui/keyboard-place.js';
import { DraftController } from '../../ui/draft.js';
import { FileChoice } from '../../ui/file-choice.js';
import type { DraftData } from '../../ui/draft.js';
import { filesTaken } from '../../adapters/adapter.js';
import type { Description } from '../../adapters/adapter.js';
import type { EntryDraft } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import { withTopic } from '../../core/note-topic.js';
import { shortName } from '../../core/file.js';
import { cleanText } from '../../core/text.js';
import { validateEntry } from '../../core/validation.js';
import { filesOf } from '../../store/files.js';
import type { IncidentStore, Submitted } from '../../store/types.js';
import type { LocaleController } from '../../ui/locale.js';
import { isHalfTyped, readLocalTime } from '../../ui/local-time.js';
import { icon } from '../../ui/icons.js';
import { readText } from '../../ui/sendable.js';
import type { TimelineWords } from './speech.js';
import { TopicChoice } from './topic-choice.js';
import { said } from '../../ui/said.js';

type Kind = EntryDraft['kind'];

/** What the composer asks of its element. */
export interface ComposerHost {
  readonly store: () => IncidentStore | undefined;
  readonly incidentId: () => string;
  /** Zone in which somebody writes when it happened. */
  readonly timeZone: () => string;
  /** Somebody who reported it writes: no work notes, whatever the backend takes. */
  readonly publicOnly: () => boolean;
  readonly locale: () => LocaleController<TimelineWords>;
  /** What the backend takes, as far as it has been heard. */
  readonly description: () => Description | undefined;
  /** Nothing can be added here now. */
  readonly closed: () => boolean;
  readonly now: () => number;
  /** The entry is stored and will be sent. */
  readonly added: (submitted: Submitted) => void;
}

/** So much of a draft that one knows which it is: of its text, or of the names of its files where it has none. */
const beginningOf = (data: DraftData): string => {
  const { text } = data;
  const own = typeof text === 'string' ? text.trim() : '';
  const words =
    own ||
    filesOf(data)
      .map(({ name }) => shortName(name))
      .join(', ');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
};
/** Grows a field with its text where the browser does not do so by itself. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  field.style.blockSize = 'auto';
  field.style.blockSize = `${String(field.scrollHeight + 2)}px`;
}

/** Where somebody writes a comment or a work note; what is written is kept until it is stored for sending. */
export class EntryComposer implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #host: ComposerHost;
  readonly #draft: DraftController;
  readonly #files: FileChoice;
  #text = '';
  /** When it happened as the field holds it, a time of the clock on the wall; empty for now. */
  #when = '';
  #whenProblem: string | undefined;
  /** So many signs were taken out of what was pasted. */
  #removed = 0;
  /** Grows with each text that was pasted and with each attempt to send: what is said of it is said again. */
  #occasion = 0;
  #kind: Kind = 'comment';
  readonly #topic = new TopicChoice(
    () => this.#terms,
    () => this.#changed(),
  );
  #sending = false;
  #missing = false;
  #error: IncidentError | undefined;
  #scope = '';

  constructor(element: ReactiveControllerHost & HTMLElement, host: ComposerHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
    this.#draft = new DraftController(element, {
      drafts: () => host.store()?.drafts,
      author: () => host.store()?.author,
      forget: () => this.#forget(),
      scope: () => this.#scopeNow(),
      read: () => this.#read(),
      restore: (data) => this.#restore(data),
    });
    this.#files = new FileChoice(element, {
      locale: host.locale,
      store: host.store,
      rules: () => {
        const { adapter } = host.store() ?? {};
        const open = adapter && !host.closed() && this.#takesFiles(adapter.traits.fileVisibility);
        return open ? filesTaken(adapter, host.description()) : undefined;
      },
      changed: () => this.#changed(),
      flush: () => this.#draft.flush(),
    });
  }

  get #terms(): TimelineWords {
    return this.#host.locale().terms;
  }

  /** Files go to the readers of the words: where they cannot be kept from others, there are none with a note. */
  #takesFiles(kept: readonly string[] | undefined): boolean {
    return kept === undefined || kept.includes(visibilityOf(this.#kind));
  }

  #read(): DraftData | undefined {
    const files = this.#files.refs;
    if (this.#text.trim() === '' && files.length === 0) return undefined;
    return {
      text: this.#text,
      kind: this.#kind,
      when: this.#when,
      ...this.#topic.about,
      ...(files.length > 0 ? { files } : {}),
    };
  }

  /** What is written for the desk never comes back where only the caller's words are written. */
  #scopeNow(): string {
    return `${this.#host.publicOnly() ? 'timeline-public' : 'timeline'}:${this.#host.incidentId()}`;
  }

  hostUpdate(): void {
    const scope = this.#scopeNow();
    if (scope === this.#scope) return;
    // The text belongs to the incident, and to the readers, it was written for and stays in that draft.
    void this.#draft.flush();
    this.#scope = scope;
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
    const { composer, errorTitle, errorHelp, issue, removed } = this.#terms;
    const forCaller = this.#host.publicOnly();
    const internal = this.#kind === 'work-note';
    return html`<form
      class=${internal ? 'composer internal' : 'composer'}
      part="composer"
      novalidate
      @submit=${this.#onSubmit}
      @keydown=${this.#onKeydown}
    >
      <div class="readers">
        ${
          comment && workNote
            ? html`<fieldset class="kinds">
                <legend class="visually-hidden">${composer.kind}</legend>
                ${this.#renderKind('comment', composer.comment)}${this.#renderKind('work-note', composer.note)}
              </fieldset>`
            : nothing
        }
        ${internal ? this.#topic.render() : nothing}
        <p class="help" id="audience">
          ${internal ? icon('lock') : nothing}
          ${internal ? composer.noteHelp : forCaller ? composer.deskHelp : composer.commentHelp}
        </p>
      </div>
      <label class="visually-hidden" for="words">${composer.text}</label>
      <textarea
        id="words"
        class="input"
        rows="2"
        dir="auto"
        placeholder=${composer.text}
        .value=${live(this.#text)}
        aria-describedby="audience${this.#missing ? ' missing' : ''}"
        aria-invalid=${this.#missing ? 'true' : 'false'}
        @input=${this.#onInput}
      ></textarea>
      ${this.#missing ? html`<p class="error" id="missing" role="alert">${said(issue['required'] ?? '', this.#occasion)}</p>` : nothing}
      ${
        this.#error
          ? html`<p class="error" role="alert">
              ${said(`${errorTitle[this.#error.kind]}. ${errorHelp[this.#error.kind]}`, this.#error)}
            </p>`
          : nothing
      }
      ${this.#removed > 0 ? html`<p class="note removed" role="alert">${said(removed(this.#removed), this.#occasion)}</p>` : nothing}
      ${this.#draft.offered.map(
        ({ id, data }) =>
          html`<p class="note">
            <span class="wrap">${composer.elsewhere} <q dir="auto">${beginningOf(data)}</q></span>
            <button class="button small plain" type="button" @click=${() => void this.#draft.take(id)}>
              ${composer.takeOver}
            </button>
          </p>`,
      )}
      ${this.#files.renderChosen()}
      ${this.#blocked ? html`<p class="error" role="alert">${said(composer.filesForAll, this.#occasion)}</p>` : nothing}
      <div class="send">
        ${this.#files.renderPick(false)} ${this.#renderWhen()}
        <span class="meta shortcut" aria-hidden="true">${composer.shortcut}</span>
        <button
          class="button small"
          type="submit"
          aria-disabled=${this.#sending ? 'true' : 'false'}
          aria-keyshortcuts="Control+Enter"
        >
          ${internal ? composer.sendNote : forCaller ? composer.sendToDesk : composer.send}
        </button>
      </div>
    </form>`;
  }

  get #whenField(): HTMLInputElement | null {
    return this.#element.shadowRoot?.querySelector<HTMLInputElement>('#when') ?? null;
  }

  /** It may have happened earlier than it is written down. */
  #renderWhen(): TemplateResult {
    const { composer, issue } = this.#terms;
    const problem = this.#whenProblem === undefined ? undefined : issue[this.#whenProblem];
    return html`<details
      class="when"
      ?open=${this.#when !== '' || problem !== undefined || isHalfTyped(this.#whenField)}
    >
      <summary>${composer.when}</summary>
      <input
        id="when"
        class="input"
        type="datetime-local"
        aria-label=${composer.when}
        aria-describedby=${problem ? 'when-problem' : nothing}
        aria-invalid=${problem ? 'true' : 'false'}
        .value=${live(this.#when)}
        @input=${this.#onWhen}
      />
      ${problem ? html`<p class="error" id="when-problem" role="alert">${said(problem, this.#occasion)}</p>` : nothing}
    </details>`;
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
    const field = event.target as HTMLTextAreaElement;
    grow(field);
    const { text, removed } = readText(event);
    if (removed > 0) this.#occasion++;
    // Said until something else is typed.
    this.#removed = removed;
    this.#text = text;
    this.#missing = false;
    this.#changed();
  };

  #onWhen = (event: Event): void => {
    this.#when = (event.target as HTMLInputElement).value;
    this.#whenProblem = undefined;
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
    if (!this.#host.store() || this.#sending) return;
    this.#occasion++;
    const incidentId = this.#host.incidentId();
    const { text } = cleanText(this.#text);
    const when = this.#when;
    const about = this.#kind === 'work-note' ? this.#topic.about : undefined;
    const entry: EntryDraft = {
      kind: this.#kind,
      text: about && text !== '' ? withTopic(text, about) : text,
      ...(when === '' ? {} : { occurredAt: readLocalTime(when, this.#host.timeZone()) }),
    };
    const files = this.#files.empty ? [] : await this.#files.ready();
    // While the files were read somebody may have been named, or another incident chosen.
    const store = this.#host.store();
    if (!files || !store || incidentId !== this.#host.incidentId()) return;
    if (this.#blocked || this.#sending) return;
    // Files may go without a word.
    const alone = files.length > 0 && text.trim() === '';
    const issues = validateEntry(entry, this.#host.now()).filter(({ path }) => !alone || path !== 'text');
    this.#missing = issues.some(({ path }) => path === 'text');
    this.#whenProblem = isHalfTyped(this.#whenField)
      ? 'bad-time'
      : issues.find(({ path }) => path === 'occurredAt')?.code;
    this.#error = undefined;
    if (issues.length > 0 || this.#whenProblem !== undefined) {
      await focusNext(this.#element, this.#missing ? '#words' : '#when');
      return;
    }
    this.#sending = true;
    this.#element.requestUpdate();
    // The draft's own, so that a double click, or another tab with the same draft, is one entry.
    this.#draft.sending();
    try {
      const { key } = this.#draft;
      const [submitted] = alone
        ? await store.attach(incidentId, files, visibilityOf(entry.kind), key)
        : [await store.addEntry(incidentId, entry, key, files)];
      if (incidentId === this.#host.incidentId()) {
        this.#draft.sent();
        this.#files.sent(files);
        // What was typed in the meantime is the next entry.
        if (cleanText(this.#text).text === text && this.#when === when && this.#files.empty) this.#forget();
        else this.#draft.touch();
      }
      if (submitted) this.#host.added(submitted);
    } catch (error) {
      // The words stay where they are.
      this.#draft.failed();
      this.#error = toIncidentError(error);
    } finally {
      this.#sending = false;
      this.#element.requestUpdate();
    }
  }

  #restore(data: DraftData): boolean {
    const { text, kind, when } = data;
    if (this.#text !== '' || !this.#files.empty || typeof text !== 'string') return false;
    // A note is for the desk alone.
    if (kind === 'work-note' && this.#host.publicOnly()) return false;
    this.#files.restore(data);
    this.#text = text;
    if (typeof when === 'string') this.#when = when;
    if (kind === 'comment' || kind === 'work-note') this.#kind = kind;
    this.#topic.restore(data);
    return true;
  }

  /** Files are chosen that cannot go with a note. */
  get #blocked(): boolean {
    return !this.#files.empty && !this.#takesFiles(this.#host.store()?.adapter.traits.fileVisibility);
  }

  #forget(): void {
    this.#files.forget();
    this.#text = this.#when = '';
    this.#topic.clear();
    // What is half typed is no value: an empty one would not replace it.
    if (this.#whenField) this.#whenField.value = '';
    this.#whenProblem = undefined;
    this.#removed = 0;
    this.#missing = false;
    this.#error = undefined;
  }
}
