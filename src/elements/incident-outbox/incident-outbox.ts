import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';

import { focusNext } from '../../ui/keyboard-place.js';
import { Announcer } from '../../ui/announcer.js';
import { ClockController } from '../../ui/clock.js';
import { LiveController } from '../../ui/live.js';
import { saveUnsent } from '../../ui/fetch-file.js';
import { fileSize } from '../../ui/file-size.js';
import { saveFile } from '../../ui/save-file.js';
import { toIncidentError } from '../../core/errors.js';
import type { FileRef } from '../../core/file.js';
import { noStatusNames } from '../../core/status-names.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import { common } from '../../locales/en/common.js';
import { outbox as english } from '../../locales/en/incident-outbox.js';
import type {
  DamagedItem,
  IncidentStore,
  Live,
  OutboxItem,
  OutboxState,
  StoreStatus,
  UnnamedState,
  UploadsState,
} from '../../store/types.js';
import { base } from '../../ui/styles/base.styles.js';
import { controls } from '../../ui/styles/control.styles.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { uploadStyles } from '../../ui/styles/upload.styles.js';
import { versionsStyles } from '../../ui/styles/versions.styles.js';
import { copyText } from '../../ui/copy-text.js';
import { icon } from '../../ui/icons.js';
import { Sendable } from '../../ui/sendable.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { clockedSpeech } from '../../ui/time-left.js';
import { percentIn } from '../../ui/upload.js';
import { outboxStyles } from './incident-outbox.styles.js';
import { withTexts } from './mutation-content.js';
import type { EditableText, Wording } from './mutation-content.js';
import { renderItem } from './outbox-item.js';
import type { ItemActions } from './outbox-item.js';
import { said } from '../../ui/said.js';

/** What waits for a decision. */
/** A part of an outbox. */
type Unsent = Pick<OutboxState, 'items' | 'damaged'>;
const sizeOf = ({ items, damaged }: Unsent): number => items.length + damaged.length;

const partOf = {
  queued: 'pending',
  waiting: 'pending',
  sending: 'pending',
  failed: 'failed',
  unknown: 'unknown',
  conflict: 'conflicts',
} as const;
const stuckParts = ['failed', 'unknown', 'conflicts', 'damaged'] as const;

const terms = { ...common, ...english };

/**
 * What has not reached the backend: waiting, refused, unclear or overtaken by somebody else, each with its full content
 * and what can be done about it. Quiet when there is nothing.
 *
 * @summary What is not yet sent, and what to do about it.
 * @tagname incident-outbox
 * @slot heading - Replaces the heading.
 * @slot empty - Replaces the sentence shown when everything has been sent.
 * @slot loading - Shown while the desk is connecting.
 * @slot error - Replaces the message when the desk cannot be used.
 * @csspart item - One unsent thing.
 * @csspart comparison - The table of both versions of a conflict.
 * @cssstate loading - The device is still being asked.
 * @cssstate empty - Everything has been sent.
 * @cssstate ready - Something has not been sent.
 * @cssstate error - The desk cannot be used.
 * @since 0.1.0
 */
export class IncidentOutbox extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [
    base,
    controls,
    priorityStyles,
    lineStyles,
    versionsStyles,
    uploadStyles,
    outboxStyles,
  ];

  /** Only a line with the counts; the items unfold below it. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private open: { readonly key: string; readonly what: 'edit' | 'discard' } | undefined;
  @state() private problem: string | undefined;
  #tries = 0;
  /** What was said last, as long as something is unsent, and whose that is. */
  #told: string | undefined;
  #toldOf: IncidentStore | undefined;

  readonly #announcer = new Announcer(this);
  readonly #sendable = new Sendable(this);
  readonly #outbox = new LiveController<Live<OutboxState>>(this, () => this.deskController.store?.outbox);
  readonly #status = new LiveController<Live<StoreStatus>>(this, () => this.deskController.store?.status);
  readonly #uploads = new LiveController<Live<UploadsState>>(this, () => this.deskController.store?.uploads);
  readonly #unnamed = new LiveController<Live<UnnamedState>>(this, () => this.deskController.store?.unnamed);
  /** What was written while nobody was named. */
  readonly #nobodys = new LiveController<Live<OutboxState>>(this, () => this.#unnamed.value?.store?.outbox);

  readonly #nobodysUploads = new LiveController<Live<UploadsState>>(
    this,
    () => this.#unnamed.value?.store?.uploads,
  );

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** What was written while nobody was named and waits for somebody's word. */
  get #without(): Unsent {
    const { items = [], damaged = [] } = this.#nobodys.value ?? {};
    return { items: items.filter(({ asks }) => asks), damaged };
  }

  /** What goes out from nobody's outbox: it was written at this desk, or somebody has said that it is theirs. */
  get #joined(): Unsent {
    const { items = [] } = this.#nobodys.value ?? {};
    return { items: items.filter(({ asks }) => !asks), damaged: [] };
  }

  #count(part: 'pending' | (typeof stuckParts)[number]): number {
    const joined = this.#joined.items.filter(({ state }) => partOf[state] === part).length;
    const outbox = this.#outbox.value;
    return joined + ((part === 'damaged' ? outbox?.damaged.length : outbox?.[part]) ?? 0);
  }

  /** Says what waits for somebody's decision, what waits for the network, and that all of it has gone; no more than that. */
  #tell(): void {
    const outbox = this.#outbox.value;
    const status = this.#status.value;
    if (!outbox || !status || status.storage === 'opening') return;
    const { outbox: words } = this.locale.terms;
    const stuck = stuckParts
      .filter((part) => this.#count(part) > 0)
      .map((part) => words[part](this.#count(part)));
    const without = sizeOf(this.#without);
    if (without > 0) stuck.push(words.unnamed(without));
    const pending = this.#count('pending');
    const waits = pending > 0 && status.connection === 'offline';
    const parts = [...(waits ? [words.waiting(pending)] : []), ...stuck];
    if (parts.length > 0) {
      const text = `${words.heading}: ${parts.join(', ')}`;
      if (text !== this.#told) this.#announcer.say(text);
      this.#told = text;
    } else if (this.#told !== undefined && outbox.items.length + this.#joined.items.length === 0) {
      this.#told = undefined;
      this.#announcer.say(outbox.complete ? words.empty : words.notKnown);
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { store } = this.deskController;
    if (store === this.#toldOf) return;
    // That one person's waits does not mean that another one's has gone.
    this.#toldOf = store;
    this.#told = undefined;
    this.#announcer.hush();
  }

  protected override updated(): void {
    this.#tell();
  }

  /** Runs a command of the store; what goes wrong is shown instead of lost. */
  async #do(
    store: IncidentStore | undefined,
    command: (store: IncidentStore) => Promise<unknown>,
  ): Promise<void> {
    if (!store) return;
    this.problem = undefined;
    this.#tries++;
    try {
      await command(store);
      this.open = undefined;
      void focusNext(this, '#title');
    } catch (error) {
      this.problem = toIncidentError(error).message;
    }
  }

  /** What can be done with the items of a store. */
  #actionsOf(its: () => IncidentStore | undefined): ItemActions {
    const act = (command: (store: IncidentStore) => Promise<unknown>): void => void this.#do(its(), command);
    return {
      now: () => act((store) => store.resume()),
      retry: ({ mutation }) => act((store) => store.retry(mutation.key)),
      edit: ({ mutation }) => {
        this.open = { key: mutation.key, what: 'edit' };
        this.#sendable.forget();
        void focusNext(this, '.editor .input');
      },
      save: ({ mutation }: OutboxItem, texts: Partial<Record<EditableText, string>>) => {
        const content = withTexts(mutation, texts);
        if (content) act((store) => store.edit(mutation.key, content));
      },
      ask: ({ mutation }) => {
        this.open = { key: mutation.key, what: 'discard' };
        void focusNext(this, '.ask button');
      },
      discard: ({ mutation }) => act((store) => store.discard(mutation.key)),
      leave: () => {
        this.open = undefined;
        void focusNext(this, '#title');
      },
      saveCopy: ({ mutation: { intent } }) => {
        if (intent.kind === 'attach') act((store) => this.#saveCopy(store, intent.file));
      },
      resolve: ({ mutation }, choice) => act((store) => store.resolveConflict(mutation.key, choice)),
    };
  }

  async #saveCopy(store: IncidentStore, file: FileRef): Promise<void> {
    try {
      await saveUnsent(store, file);
    } catch {
      throw new Error(this.locale.terms.outboxItem.fileGone);
    }
  }

  readonly #actions = this.#actionsOf(() => this.deskController.store);
  readonly #nobodysActions = this.#actionsOf(() => this.#unnamed.value?.store);

  readonly #copy = async (): Promise<void> => {
    const { store } = this.deskController;
    if (!store) return;
    if (await copyText(store.exportOutbox())) this.#announcer.say(this.locale.terms.copied);
    // A file needs no permission.
    else this.#download();
  };

  readonly #download = (): void => {
    const { store } = this.deskController;
    if (!store) return;
    saveFile('incident-outbox.json', 'application/json', store.exportOutbox());
  };

  #renderNotes(outbox: OutboxState, status: StoreStatus): TemplateResult {
    const signedOut = status.signedOut || outbox.hold === 'auth-required';
    return html`${this.problem === undefined ? nothing : html`<p class="note" role="alert">${said(this.problem, this.#tries)}</p>`}
    ${this.renderConnection({ ...status, signedOut }, this.locale.terms.outbox.signIn)}`;
  }

  #wording(matrix: PriorityMatrix): Wording {
    const { locale } = this;
    return {
      terms: locale.terms,
      matrix,
      categories: this.deskController.policy?.categories,
      statusNames: this.deskController.store?.statusNames ?? noStatusNames,
      dateTime: (at) => locale.dateTime(at),
      fileSize: (bytes) => fileSize(locale, bytes),
      percent: percentIn(locale),
      list: (names) => new Intl.ListFormat(locale.language, { type: 'unit', style: 'short' }).format(names),
    };
  }

  /** Unsent things of a store, in the order they go out. */
  #renderList({ items, damaged }: Unsent, store: IncidentStore, actions: ItemActions): TemplateResult {
    const { policy } = this.deskController;
    if (!policy) return html``;
    const wording = this.#wording(policy.matrix);
    const line = clockedSpeech(this.locale, policy, store.adapter.traits, () => this.deskController.now());
    if (items.length + damaged.length === 0) return html``;
    return html`<ul class="items">
      ${repeat(
        items,
        ({ mutation }) => mutation.key,
        (item) =>
          renderItem({
            item,
            items,
            share: [this.#uploads, this.#nobodysUploads]
              .map(({ value }) => value?.shares.get(item.mutation.key))
              .find((share) => share !== undefined),
            wording,
            sendable: this.#sendable,
            actions,
            incident: store.incident(item.mutation.incidentId).value.view,
            line,
            open: this.open?.key === item.mutation.key ? this.open.what : undefined,
          }),
      )}
      ${damaged.map((one) => this.#renderDamaged(one, store))}
    </ul>`;
  }

  /** All unsent things, and below them those of which nobody knows whose they are. */
  #renderItems(outbox: OutboxState, store: IncidentStore): TemplateResult {
    const { outbox: words } = this.locale.terms;
    const nobodys = this.#unnamed.value?.store;
    return html`${this.#renderNotes(outbox, store.status.value)}
      ${this.#renderList(outbox, store, this.#actions)}
      ${nobodys ? this.#renderList(this.#joined, nobodys, this.#nobodysActions) : nothing}
      ${
        nobodys && sizeOf(this.#without) > 0
          ? html`<section class="unnamed" aria-labelledby="unnamed">
              <h3 class="title" id="unnamed">${words.unnamedTitle}</h3>
              <p class="words">${words.unnamedHelp}</p>
              ${this.#renderList(this.#without, nobodys, this.#nobodysActions)}
            </section>`
          : nothing
      }
      <p class="row">
        <button class="button small plain" type="button" @click=${() => void this.#copy()}>
          ${words.copy}
        </button>
        <button class="button small plain" type="button" @click=${this.#download}>${words.download}</button>
      </p>`;
  }

  /** What cannot be read any more is shown as far as it goes, and leaves only when somebody says so. */
  #renderDamaged({ key, text }: DamagedItem, its: IncidentStore): TemplateResult {
    const { outbox, outboxItem } = this.locale.terms;
    return html`<li class="item" part="item" data-state="damaged">
      <p class="what">${icon('warning')} ${outbox.damagedTitle}</p>
      <p class="words">${outbox.damagedHelp}</p>
      ${
        text === ''
          ? nothing
          : html`<details>
              <summary>${outboxItem.content}</summary>
              <p class="words" dir="auto">${text}</p>
            </details>`
      }
      <p class="row">
        <button
          type="button"
          class="button small"
          @click=${() => void this.#do(its, (store) => store.discard(key))}
        >
          ${outboxItem.discard}
        </button>
      </p>
    </li>`;
  }

  protected override render(): TemplateResult {
    return html`${this.renderDeskState() ?? this.#renderOutbox()}${this.#announcer.render()}`;
  }

  #renderOutbox(): TemplateResult {
    const { terms: words } = this.locale;
    const { store } = this.deskController;
    const outbox = this.#outbox.value;
    const its = [outbox, this.#joined, this.#without];
    const count = its.reduce((sum, one) => sum + (one ? sizeOf(one) : 0), 0);
    const isLooking = count === 0 && this.#unnamed.value?.state === 'looking';
    if (!store || !outbox || this.#status.value?.storage === 'opening' || isLooking) {
      this.showState('loading');
      return html`<slot name="loading">${this.renderSkeleton(1)}</slot>`;
    }
    if (count === 0 && !outbox.complete) {
      this.showState('ready');
      return html`<p class="note" id="title" tabindex="-1">${words.outbox.notKnown}</p>
        ${this.#renderNotes(outbox, store.status.value)}`;
    }
    if (count === 0) {
      this.showState('empty');
      return html`<slot name="empty"><p class="meta" id="title" tabindex="-1">${words.outbox.empty}</p></slot
        >${this.#renderNotes(outbox, store.status.value)}`;
    }
    this.showState('ready');
    const counts = (['pending', ...stuckParts] as const)
      .filter((part) => this.#count(part) > 0)
      .map(
        (part) =>
          html`<span data-part=${part}
            >${words.outbox[part === 'pending' ? 'waiting' : part](this.#count(part))}</span
          >`,
      );
    const without = sizeOf(this.#without);
    if (without > 0) counts.push(html`<span data-part="unnamed">${words.outbox.unnamed(without)}</span>`);
    const line = html`<span class="counts">${counts}</span>`;
    const body = this.compact
      ? html`<details class="whole">
          <summary id="title"><span class="title-line">${words.outbox.heading} ${line}</span></summary>
          ${this.#renderItems(outbox, store)}
        </details>`
      : html`<h2 class="title" id="title" tabindex="-1">
            <slot name="heading">${words.outbox.heading}</slot>
          </h2>
          ${line} ${this.#renderItems(outbox, store)}`;
    return html`<div class="outbox">${body}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-outbox': IncidentOutbox;
  }
}
