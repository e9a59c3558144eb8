import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { Announcer } from '../../ui/announcer.js';
import { orElse, orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import { keep, LiveController } from '../../ui/live.js';
import type { Attachment } from '../../core/file.js';
import { shortName } from '../../core/file.js';
import type { Policy } from '../../core/policy.js';
import { emit } from '../../ui/events.js';
import { fetchFile, saveUnsent } from '../../ui/fetch-file.js';
import { common } from '../../locales/en/common.js';
import { fields } from '../../locales/en/fields.js';
import { matrix } from '../../locales/en/incident-priority-matrix.js';
import { timeline } from '../../locales/en/incident-timeline.js';
import type {
  DescriptionState,
  IncidentStore,
  IncidentView,
  Refreshable,
  Submitted,
  TimelineState,
} from '../../store/types.js';
import { incidentTimeline } from '../../store/views/timeline.js';
import { fileStyles } from '../../ui/styles/files.styles.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { reportedStyles } from '../../ui/styles/reported.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { uploadStyles } from '../../ui/styles/upload.styles.js';
import { icon } from '../../ui/icons.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { renderReported } from '../../ui/reported.js';
import { noStatusNames } from '../../core/status-names.js';
import type { StatusNames } from '../../core/status-names.js';
import { EntryComposer } from './entry-composer.js';
import { composerStyles } from './entry-composer.styles.js';
import type { TimelineFilter } from './entry-feed.js';
import { rowStyles } from './entry-row.styles.js';
import { EntryStage } from './entry-stage.js';
import { timelineStyles } from './incident-timeline.styles.js';
import { speechOf } from './speech.js';
import { renderHeader } from './timeline-header.js';
import type { TimelineWords } from './speech.js';

const terms = { ...common, ...fields, ...matrix, ...timeline };

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
 * @csspart header - The incident's line: priority, title, number, service, status, who has it, age.
 * @csspart reported - What was reported: the description and its facts.
 * @csspart feed - The scrolling entries.
 * @csspart frame - Everything, from the header to the form.
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
export class IncidentTimeline extends IncidentElement<TimelineWords> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    priorityStyles,
    lineStyles,
    reportedStyles,
    fileStyles,
    uploadStyles,
    rowStyles,
    composerStyles,
    timelineStyles,
  ];

  /**
   * Whose timeline it is: the id of an incident, also one that has not been sent yet. Without it the timeline shows the
   * incident that is chosen at its desk, such as in a list beside it.
   */
  @property({ attribute: 'incident-id', converter: orNothing }) incidentId: string | undefined;

  /** `newest-first`, or `oldest-first` to read it like a conversation. */
  @property({ converter: orElse('newest-first') }) order: 'newest-first' | 'oldest-first' = 'newest-first';

  /** Which entries are shown: `all`, `words` (what people wrote), `internal` or `changes`. */
  @property({ converter: orElse('all') }) filter: TimelineFilter = 'all';

  /**
   * `caller` leaves internal entries and work notes out, for a page of those who reported it. It is a courtesy of the
   * view: what somebody may read is decided by the backend.
   */
  @property({ converter: orElse('staff') }) audience: 'staff' | 'caller' = 'staff';

  /** A title to show instead of the incident's own; `none` leaves the whole header out. */
  @property({ converter: orNothing }) heading: string | undefined;

  /** Leaves the form for new entries out. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  /** Closer lines, for a desk where many hours are spent. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** What was reported stands in the header rather than at the oldest end. */
  @state() private unfolded = false;

  readonly #keepTimeline = keep((store: IncidentStore, id: string) => store.open(incidentTimeline, id));
  readonly #keepIncident = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #timeline = new LiveController(this, () => this.#pick(this.#keepTimeline));
  readonly #incident = new LiveController(this, () => this.#pick(this.#keepIncident));
  readonly #status = new LiveController(this, () => this.deskController.store?.status);
  readonly #uploads = new LiveController(this, () => this.deskController.store?.uploads);
  /** Which files are taken; asked only where some can be added. */
  readonly #description = new LiveController<Refreshable<DescriptionState>>(this, () => {
    const { store } = this.deskController;
    return store?.adapter.attach && !this.readOnly ? store.description() : undefined;
  });
  readonly #announcer = new Announcer(this);
  readonly #composer = new EntryComposer(this, {
    store: () => this.deskController.store,
    incidentId: () => this.#shown(),
    publicOnly: () => this.audience === 'caller',
    locale: () => this.locale,
    description: () => this.#description.value?.description,
    closed: () => this.readOnly || this.#timeline.value === undefined,
    timeZone: () => this.locale.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    now: () => this.deskController.latest(),
    added: (submitted) => this.#onAdded(submitted),
  });
  readonly #stage = new EntryStage(this, this.locale, {
    source: () => this.#timeline.source,
    retry: (key) => void this.deskController.store?.retry(key),
    fetch: (file, unsent) => this.#fetch(file, unsent),
    say: (message) => this.#announcer.say(message),
  });
  /** Id of the incident that was shown before. */
  #before = '';

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#timeline.source?.refresh();
  }

  protected override willUpdate(): void {
    const id = this.#shown();
    if (id !== this.#before) {
      this.#stage.begin();
      this.unfolded = false;
    }
    this.#before = id;
  }

  protected override updated(): void {
    const state = this.#timeline.value;
    if (!state) {
      this.#stage.show(undefined);
      return;
    }
    const { terms: words, language, timeZone } = this.locale;
    const incident = this.#incident.value?.view?.incident;
    this.#stage.show({
      log: state.entries,
      revision: state.revision,
      speech: this.#speech(
        words,
        language,
        timeZone,
        this.locale.formatsReady,
        this.deskController.policy,
        this.deskController.store?.statusNames ?? noStatusNames,
        incident?.description ?? '',
        ...this.#self(),
      ),
      total: state.total,
      hasMore: state.hasMore,
    });
    if (this.#uploads.value) this.#stage.tell(this.#uploads.value.shares);
  }

  /** The same object while language, zone and rules stay, so that rows know whether they have to be written again. */
  readonly #speech = keep(
    (
      words: TimelineWords,
      language: string,
      timeZone: string | undefined,
      tellsTime: boolean,
      policy: Policy | undefined,
      names: StatusNames,
      described: string,
      author: string,
      name: string,
    ) =>
      speechOf(this.locale, {
        terms: words,
        language,
        timeZone,
        tellsTime,
        policy,
        statusNames: names,
        described,
        self: name === '' ? undefined : { id: author, name },
      }),
  );

  #pick<T>(live: (store: IncidentStore, id: string) => T): T | undefined {
    const { store } = this.deskController;
    const id = this.#shown();
    return store && id !== '' ? live(store, id) : undefined;
  }

  /** Id of the incident that is shown; empty while none is chosen. */
  #shown(): string {
    return this.incidentId || (this.deskController.selection ?? '');
  }

  /** Id and name of who is signed in; empty where nobody says. */
  #self(): readonly [author: string, name: string] {
    return [this.deskController.store?.author ?? '', this.deskController.state?.userName ?? ''];
  }

  async #fetch(file: Attachment, unsent: boolean): Promise<void> {
    const { store } = this.deskController;
    const { files: words } = this.locale.terms;
    const name = shortName(file.name);
    try {
      await (unsent ? saveUnsent(store, file) : fetchFile(store, file));
      this.#announcer.say(words.downloaded(name));
    } catch (error) {
      this.#announcer.say(words.notDownloaded(name));
      throw error;
    }
  }

  #onAdded({ incidentId, key }: Submitted): void {
    const { added, kept } = this.locale.terms.composer;
    this.#announcer.say(this.#status.value?.connection === 'offline' ? kept : added);
    emit(this, 'incident-entry-added', { incidentId, key });
  }

  /** What there is to say about the state of what is shown. */
  #note(state: TimelineState): string | undefined {
    const { terms: words } = this.locale;
    const status = this.#status.value;
    if (status?.otherPerson) return words.otherPerson;
    return status?.signedOut
      ? words.signedOut(status.storage !== 'memory')
      : status?.connection === 'offline'
        ? words.offline(status.storage !== 'memory')
        : status?.storage === 'memory' && !this.readOnly
          ? status.storageHeldBy
            ? words.storageHeldBy[status.storageHeldBy]
            : words.memoryOnly
          : state.cached && !state.refreshing
            ? words.cached
            : state.unread === undefined
              ? undefined
              : words.timeline.unread(state.unread);
  }

  /** What was reported, folded at the header where it stands at the far end. */
  #renderFold(view: IncidentView): TemplateResult | typeof nothing {
    if (this.order === 'oldest-first') return nothing;
    return html`<button
        class="button plain unfold"
        type="button"
        aria-expanded=${this.unfolded ? 'true' : 'false'}
        @click=${() => (this.unfolded = !this.unfolded)}
      >
        ${icon(this.unfolded ? 'up' : 'down')}${this.locale.terms.reported.heading}
      </button>
      ${this.unfolded ? this.#renderReported(view) : nothing}`;
  }

  /** The beginning of every timeline: no entry of the backend, but what the incident itself says. */
  #renderReported({ incident }: IncidentView): TemplateResult {
    const { terms: words, formatsReady } = this.locale;
    return html`<article class="reported" part="reported" tabindex="-1" aria-labelledby="reported">
      <h3 id="reported">${words.reported.heading}</h3>
      ${renderReported(incident, {
        terms: words,
        matrix: this.deskController.policy?.matrix,
        categories: this.deskController.policy?.categories,
        dateTime: (at) => (formatsReady ? this.locale.dateTime(at) : '\u00a0'),
        forCaller: this.audience === 'caller',
      })}
    </article>`;
  }

  #label(): string {
    const incident = this.#incident.value?.view?.incident;
    const own = this.heading === 'none' ? '' : (this.heading ?? '');
    return this.locale.terms.timeline.label(own || incident?.number || incident?.title || this.#shown());
  }

  #renderEmpty(title: string, help: string): TemplateResult {
    return html`<div class="state"><strong>${title}</strong><span class="muted">${help}</span></div>`;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const words = this.locale.terms.timeline;
    const state = this.#timeline.value;
    if (!state) {
      this.showState('empty');
      return html`<slot name="empty">${this.#renderEmpty(words.noIncident, words.noIncidentHelp)}</slot>`;
    }
    const view = this.#incident.value?.view;
    // Where nothing may be read, or there is no such incident, nothing can be added either.
    const closed = [state, this.#incident.value].some(
      (one) => one?.state === 'error' && ['forbidden', 'not-found'].includes(one.error?.kind ?? ''),
    );
    // Without a network nobody waits for what happened before: an incident that is known can be written to.
    // Nor while the keyboard is in the form, which another incident has come under: it would lose its place.
    const isUsed = Boolean(this.shadowRoot?.activeElement?.closest('.composer'));
    const isKnown = view !== undefined && this.#status.value?.connection === 'offline';
    const waits = state.state === 'loading' && !isKnown && !isUsed;
    const composer = this.readOnly || closed || waits ? nothing : this.#composer.render();
    const oldestFirst = this.order === 'oldest-first';
    const body = this.renderLoaded(state, {
      loading: () => this.renderSkeleton(6),
      empty: () => this.#renderEmpty(words.empty, words.emptyHelp),
      ready: () => this.#stage.render(state),
      retry: () => void this.refresh(),
    });
    const note = this.#note(state);
    const headed = this.heading !== 'none' && view !== undefined;
    const inHeader = headed && this.unfolded && !oldestFirst;
    const reported = !view || closed || inHeader ? nothing : this.#renderReported(view);
    // prettier-ignore
    return html`<section class="frame" part="frame" aria-label=${this.#label()}
      >${headed ? renderHeader(this, view, this.locale, this.deskController, this.#renderFold(view)) : nothing}${note === undefined ? nothing : html`<p class="note">${note}</p>`}${oldestFirst ? reported : composer}${body}${oldestFirst ? composer : reported}${this.#announcer.render()}</section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-timeline': IncidentTimeline;
  }
}
