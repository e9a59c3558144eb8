import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { Announcer } from '../../controllers/announcer.js';
import { addStyles, Later } from '../../controllers/later.js';
import { keep, LiveController } from '../../controllers/live.js';
import { emit } from '../../events.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { timeline } from '../../locales/en/timeline.js';
import type { TimelineTerms } from '../../locales/en/timeline.js';
import type { IncidentStore, TimelineState } from '../../store/types.js';
import { priorityStyles } from '../../styles/priority.styles.js';
import { IncidentElement } from '../incident-element.js';
import type { EntryComposer } from './entry-composer.js';
import type { EntryFeed, TimelineFilter } from './entry-feed.js';
import type { RowSpeech } from './entry-row.js';
import { renderHeader } from './timeline-header.js';
import { timelineStyles } from './incident-timeline.styles.js';
import type * as TimelineParts from './timeline-parts.js';

const terms = { ...common, ...timeline };
const filters = ['all', 'words', 'internal', 'changes'] as const satisfies readonly TimelineFilter[];
/** Readers of a screen hear of new entries at most this often. */
const quiet = 10_000;

/**
 * Everything that happened to one incident: what people wrote in full, what machines wrote as one line in words, and
 * what is still waiting to be sent. New entries appear while it is open and never move what is being read.
 *
 * @summary The history of an incident, with a place to add to it.
 * @tagname incident-timeline
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the text for an incident without any entry, or while none is chosen.
 * @slot error - Instead of the message when nothing can be shown.
 * @fires {CustomEvent<IncidentEntryAddedDetail>} incident-entry-added - A comment or work note is stored and will be sent.
 * @csspart header - Number, title, status and priority of the incident.
 * @csspart feed - The scrolling entries.
 * @csspart composer - The form at the end.
 * @csspart priority - The mark of the priority.
 * @csspart error - The message when nothing can be shown.
 * @cssprop --incident-timeline-height - How high the entries may become before they scroll; a length, 40rem by default.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - The incident has no entries, or none is chosen.
 * @cssstate ready - Entries are shown.
 * @cssstate error - Nothing can be shown.
 * @since 0.1.0
 */
export class IncidentTimeline extends IncidentElement<CommonTerms & TimelineTerms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    priorityStyles,
    timelineStyles,
  ];

  /** Whose timeline it is: the id of an incident, also one that has not been sent yet. */
  @property({ attribute: 'incident-id' }) incidentId: string | undefined;

  /** `newest-first`, or `oldest-first` to read it like a conversation. */
  @property() order: 'newest-first' | 'oldest-first' = 'newest-first';

  /** Which entries are shown: `all`, `words` (what people wrote), `internal` or `changes`. */
  @property() filter: TimelineFilter = 'all';

  /**
   * `caller` leaves internal entries and work notes out, for a page of those who reported it. It is a courtesy of the
   * view: what somebody may read is decided by the backend.
   */
  @property() audience: 'staff' | 'caller' = 'staff';

  /** A title to show instead of the incident's own; `none` leaves the whole header out. */
  @property() heading: string | undefined;

  /** Leaves the form for new entries out. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  /** Closer lines, for a desk where many hours are spent. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private unseen = 0;
  @state() private loadingOlder = false;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.feed') private readonly feedElement!: HTMLElement | null;

  readonly #keepTimeline = keep((store: IncidentStore, id: string) => store.timeline(id));
  readonly #keepIncident = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #timeline = new LiveController(this, () => this.#pick(this.#keepTimeline));
  readonly #incident = new LiveController(this, () =>
    this.heading === 'none' ? undefined : this.#pick(this.#keepIncident),
  );
  readonly #status = new LiveController(this, () => this.deskController.store?.status);
  readonly #announcer = new Announcer(this);
  #composer: EntryComposer | undefined;
  readonly #parts = new Later(this, async () => {
    // The browser's tables of dates: better got out while all of it is on its way than when rows are there.
    setTimeout(() => this.locale.dateTime(0));
    const parts = await import('./timeline-parts.js');
    addStyles(this, parts.partsStyles);
    const words = () => parts.wordsOf(this.locale.terms, this.locale.language);
    // Not while the element is being drawn: what follows the element has to see a whole update.
    this.#composer ??= new parts.EntryComposer(this, {
      store: () => this.deskController.store,
      incidentId: () => this.incidentId ?? '',
      publicOnly: () => this.audience === 'caller',
      terms: words,
      now: () => this.deskController.now(),
      added: (submitted) => {
        const { composer } = words();
        this.#announcer.say(this.#status.value?.connection === 'offline' ? composer.kept : composer.added);
        emit(this, 'incident-entry-added', { incidentId: submitted.incidentId, key: submitted.key });
      },
    });
    return parts;
  });
  #feed: EntryFeed | undefined;
  #announcedAt = -Infinity;

  constructor() {
    super(terms);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dropFeed();
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#timeline.source?.refresh();
  }

  protected override getUpdateComplete(): Promise<boolean> {
    return this.#parts.complete(super.getUpdateComplete());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('incidentId')) this.unseen = 0;
  }

  protected override updated(): void {
    const { scroller, feedElement } = this;
    const state = this.#timeline.value;
    const parts = this.#parts.now;
    if (!scroller || !feedElement || !state || !parts || !this.isConnected) {
      this.#dropFeed();
      return;
    }
    if (this.#feed?.scroller !== scroller) {
      this.#dropFeed();
      this.#feed = new parts.EntryFeed(scroller, feedElement, {
        unseen: (count) => this.#onUnseen(count),
        wanted: (ids) => void this.#timeline.source?.loadTexts(ids),
        nearOldest: () => void this.#loadOlder(),
        retry: (key) => void this.deskController.store?.retry(key),
      });
    }
    const { terms: words, language, timeZone } = this.locale;
    this.#feed.show({
      log: state.entries,
      revision: state.revision,
      filter: this.#filter(),
      publicOnly: this.audience === 'caller',
      oldestFirst: this.order === 'oldest-first',
      speech: this.#speech(
        parts.rowSpeech,
        words,
        language,
        timeZone,
        this.deskController.policy,
        ...this.#self(),
      ),
      day: (at) => this.locale.day(at),
      total: state.total,
      hasMore: state.hasMore,
    });
    // A filter may leave nothing of what is loaded; only the feed knows.
    scroller.hidden = this.#feed.count === 0;
    const none = this.renderRoot.querySelector<HTMLElement>('.none');
    if (none) none.hidden = this.#feed.count > 0;
  }

  /** The same object while language, zone and rules stay, so that rows know whether they have to be written again. */
  readonly #speech = keep(
    (
      rowSpeech: typeof TimelineParts.rowSpeech,
      words: CommonTerms & TimelineTerms,
      language: string,
      timeZone: string | undefined,
      policy: RowSpeech['policy'],
      author: string,
      name: string,
    ): RowSpeech =>
      rowSpeech(this.locale, {
        words,
        language,
        policy,
        timeZone,
        self: name === '' ? undefined : { id: author, name },
      }),
  );

  #pick<T>(live: (store: IncidentStore, id: string) => T): T | undefined {
    const { store } = this.deskController;
    return store && this.incidentId !== undefined && this.incidentId !== ''
      ? live(store, this.incidentId)
      : undefined;
  }

  /** Id and name of who is signed in; empty where nobody says. */
  #self(): readonly [author: string, name: string] {
    return [this.deskController.store?.author ?? '', this.deskController.state?.userName ?? ''];
  }

  #filter(): TimelineFilter {
    return filters.find((one) => one === this.filter) ?? 'all';
  }

  #dropFeed(): void {
    this.#feed?.dispose();
    this.#feed = undefined;
  }

  #onUnseen(count: number): void {
    this.unseen = count;
    const now = Date.now();
    if (count === 0 || now - this.#announcedAt < quiet) return;
    this.#announcedAt = now;
    this.#announcer.say(this.locale.terms.timeline.newEntries(count));
  }

  async #loadOlder(): Promise<void> {
    if (this.loadingOlder) return;
    this.loadingOlder = true;
    try {
      await this.#timeline.source?.loadMore();
    } finally {
      this.loadingOlder = false;
    }
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const stopped = this.#feed && this.#parts.now?.feedKey(event, this.#feed, this.renderRoot);
    const towardsOldest = this.order === 'oldest-first' ? -1 : 1;
    if (stopped === towardsOldest && this.#timeline.value?.hasMore) void this.#loadOlder();
  };

  #renderNotes(state: TimelineState): TemplateResult {
    const { terms: words } = this.locale;
    const status = this.#status.value;
    const note = status?.signedOut
      ? words.signedOut
      : status?.connection === 'offline'
        ? words.offline(status.storage !== 'memory')
        : status?.storage === 'memory' && !this.readOnly
          ? words.memoryOnly
          : state.cached && !state.refreshing
            ? words.cached
            : undefined;
    return html`<div role="status">${note === undefined ? nothing : html`<p class="note">${note}</p>`}</div>`;
  }

  #renderReady(state: TimelineState, { renderBody, wordsOf }: typeof TimelineParts): TemplateResult {
    const { terms: words, language } = this.locale;
    return renderBody({
      state,
      words: wordsOf(words, language),
      newEntries: words.timeline.newEntries,
      number: (value) => this.locale.number(value),
      label: this.#label(),
      filter: this.#filter(),
      filters: this.audience === 'caller' ? filters.filter((one) => one !== 'internal') : filters,
      oldestFirst: this.order === 'oldest-first',
      unseen: this.unseen,
      loadingOlder: this.loadingOlder,
      feed: () => this.#feed,
      choose: (filter) => (this.filter = filter),
      older: () => this.#loadOlder(),
      keydown: this.#onKeydown,
    });
  }

  #label(): string {
    const incident = this.#incident.value?.view?.incident;
    const own = this.heading === 'none' ? '' : (this.heading ?? '');
    return this.locale.terms.timeline.label(
      own || incident?.number || incident?.title || (this.incidentId ?? ''),
    );
  }

  #renderEmpty(title: string, help: string): TemplateResult {
    return html`<div class="state"><strong>${title}</strong><span class="muted">${help}</span></div>`;
  }

  protected override render(): TemplateResult {
    // Asked for before there is a desk: code and entries come at the same time.
    const parts = this.#parts.now;
    const missing = this.renderDeskState(this.#parts);
    if (missing) return missing;
    const words = this.locale.terms.timeline;
    const state = this.#timeline.value;
    if (!state) {
      this.showState('empty');
      return html`<slot name="empty">${this.#renderEmpty(words.noIncident, words.noIncidentHelp)}</slot>`;
    }
    const incident = this.#incident.value?.view?.incident;
    // Where nothing may be read nothing can be added either.
    const closed = state.state === 'error' && ['forbidden', 'not-found'].includes(state.error?.kind ?? '');
    const composer =
      this.readOnly || closed || state.state === 'loading' ? nothing : this.#composer?.render();
    const oldestFirst = this.order === 'oldest-first';
    const body = this.renderLoaded(
      parts || state.state !== 'ready' ? state : { ...state, state: 'loading' },
      {
        loading: () => this.renderSkeleton(6),
        empty: () => this.#renderEmpty(words.empty, words.emptyHelp),
        ready: () => (parts ? this.#renderReady(state, parts) : this.renderSkeleton(6)),
        retry: () => void this.refresh(),
      },
    );
    return html`<div class="frame">
      ${this.heading === 'none' || !incident ? nothing : renderHeader(incident, this.heading, this.locale.terms, this.deskController.policy?.matrix)}
      ${this.#renderNotes(state)} ${oldestFirst ? nothing : composer} ${body}
      ${oldestFirst ? composer : nothing} ${this.#announcer.render()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-timeline': IncidentTimeline;
  }
}
