import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, query as find, state } from 'lit/decorators.js';

import { toCsv } from '../../core/csv.js';
import { editableFields } from '../../core/fields.js';
import type { FieldName } from '../../core/fields.js';
import { printFilter } from '../../core/filter.js';
import { statusCategories } from '../../core/incident.js';
import type { EditableField, Incident, Status, StatusCategory } from '../../core/incident.js';
import type { Order } from '../../core/order.js';
import { fillPolicy } from '../../core/policy.js';
import { openCategories } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import { MINUTE } from '../../core/time.js';
import { common } from '../../locales/en/common.js';
import { deed } from '../../locales/en/deeds.js';
import { fields } from '../../locales/en/fields.js';
import { list } from '../../locales/en/incident-list.js';
import type { IncidentStore, IncidentView } from '../../store/types.js';
import { afterLooking, freshnessOf, seenIncidents } from '../../store/views/seen.js';
import type { Seen } from '../../store/views/seen.js';
import { Announcer } from '../../ui/announcer.js';
import { ClockController } from '../../ui/clock.js';
import { emit } from '../../ui/events.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { lineSpeech } from '../../ui/incident-line.js';
import { keepPlace } from '../../ui/keyboard-place.js';
import { keep, LiveController } from '../../ui/live.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { popoverStyles } from '../../ui/styles/popover.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { countText, cutText, renderGrid } from './frame.js';
import { FilterField } from './filter-field.js';
import { listStyles } from './incident-list.styles.js';
import { readGroup, readOrder, renderOrder, writeOrder } from './order-menu.js';
import type { GroupField } from './arrangement.js';
import { Queue } from './queue.js';
import type { QueueQuestion, QueueState } from './queue.js';
import { readColumns } from './queue-row.js';
import type { RowSpeech } from './queue-row.js';
import { queueStyles } from './queue.styles.js';
import { QueueRows } from './queue-rows.js';
import { SignedIn } from './signed-in.js';
import { abilitiesOf, Triage } from './triage.js';
import { renderViews } from './view-bar.js';
import { parseViews, shippedView, viewLabel } from './views.js';
import type { SavedView } from './views.js';

const terms = { ...common, ...fields, ...deed, ...list };
type Terms = typeof terms;

const editable: ReadonlySet<string> = new Set(editableFields);
const noPolicy = fillPolicy({});

/** Reads a `status` attribute: `open`, `all`, or categories divided by commas or spaces. Unknown words are left out. */
function statusOf(text: string | null): readonly StatusCategory[] | undefined {
  const words = (text ?? '').split(/[\s,]+/u).filter((word) => word !== '');
  if (words.includes('all')) return undefined;
  const named = statusCategories.filter((category) => words.includes(category));
  return words.includes('open') || named.length === 0 ? [...new Set([...openCategories, ...named])] : named;
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Reads views, or says what is wrong with them. */
const viewsOf = keep((text: string): { readonly views: readonly SavedView[]; readonly fault?: string } => {
  try {
    return { views: parseViews(text) };
  } catch (error) {
    return { views: [], fault: error instanceof Error ? error.message : String(error) };
  }
});

/**
 * The queue: incidents as lines, with saved views, a filter to type, orders and groups, steps for one or many of them,
 * and keys for everything. New states come in by themselves and never move a line under somebody's hand. What has not
 * been sent yet stands on top with its state.
 *
 * @summary A queue of incidents to work through.
 * @tagname incident-list
 * @slot views - Views of one's own: `<script type="application/json" slot="views">` with a list of names and of `{id, label, query, sort, group}`. It is data and never runs.
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the text when no incident matches.
 * @slot error - Instead of the message when nothing can be shown.
 * @fires {CustomEvent<IncidentSelectedDetail>} incident-selected - Somebody chose an incident. It becomes the desk's selection unless the event is prevented.
 * @csspart views - The bar of saved views.
 * @csspart view - One of them.
 * @csspart filter - The field of the filter with its chips.
 * @csspart chip - One condition of the filter.
 * @csspart order - The menus for order and groups.
 * @csspart bulk - The steps for everything that is ticked.
 * @csspart sheet - What a step asks for.
 * @csspart results - How a step went.
 * @csspart grid - The lines.
 * @csspart line - One line.
 * @csspart priority - The mark of a priority.
 * @csspart menu - The menu of a line.
 * @csspart key-sheet - The sheet of keys.
 * @csspart palette - The palette of commands.
 * @csspart error - The message when nothing can be shown.
 * @cssprop --incident-list-height - How high the lines may become before they scroll; a length. Without it up to a hundred take the room they need.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident matches.
 * @cssstate ready - Incidents are shown.
 * @cssstate error - Nothing can be shown.
 * @since 0.1.0
 */
export class IncidentList extends IncidentElement<Terms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    priorityStyles,
    lineStyles,
    lookUpStyles,
    popoverStyles,
    sheetStyles,
    listStyles,
    queueStyles,
  ];

  /** Which incidents, where neither a view nor the filter says: `open`, `all`, or status categories divided by commas. */
  @property() status = 'open';

  /** How many are asked for at a time. */
  @property({ type: Number }) limit = 50;

  /** The order: `risk` (major, then priority, then what is due next) or the name of a field, with a minus in front for falling. */
  @property() sort = 'risk';

  /** Puts lines under headings: `risk` (major, late within the hour, later) or the name of a field. */
  @property({ attribute: 'group-by' }) groupBy = '';

  /** Further cells where there is room: names of fields divided by blanks, such as `category group updatedAt`. */
  @property() columns = '';

  /** The filter as it is typed: `priority:1,2 group:"Service desk" -category:Network printer`. */
  @property() filter = '';

  /** Id of the view that is shown: `mine`, `unassigned`, `my-groups`, `new`, `breaching`, `major`, `stale`, `open`, `all`, or one of one's own. */
  @property() view: string | undefined;

  /** Views to choose from: names divided by blanks, or a JSON list as in the slot `views`. */
  @property() views = '';

  /** `me` for the signed-in person's own incidents, or the id of a caller. Lines are then only looked at. */
  @property() callers: string | undefined;

  /** Groups of the signed-in person, by id or name and divided by commas: what `group:mine` stands for. */
  @property({ attribute: 'user-groups' }) userGroups = '';

  /** Keys of one's own, such as `take=g resolve=e`; an empty key leaves an action without one. */
  @property() keys = '';

  /** Lines are only looked at: no ticks, no steps. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  /** Leaves the filter and the menus for order and groups out. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  /** Closer lines, for a desk where many hours are spent. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Id of the chosen incident; follows the desk's selection. */
  @property() selected: string | undefined;

  /** Any further condition; it holds beside the filter. */
  @property({ attribute: false }) query: IncidentQuery | undefined;

  @state() private slotted = '';
  @state() private loadingMore = false;

  @find('.scroller') private readonly scroller!: HTMLElement | null;
  @find('.body') private readonly body!: HTMLElement | null;

  readonly #signedIn = new SignedIn(this, this.deskController);
  readonly #field: FilterField = new FilterField(this, {
    terms: () => this.locale.terms,
    changed: (filter) => {
      this.filter = this.#ownFilter = printFilter(filter);
    },
    leave: () => this.#rows?.focus(),
  });
  readonly #queue: Queue = new Queue(this, this.deskController, this.#signedIn, () => this.#question());
  readonly #seen = new LiveController(this, () => {
    const { store } = this.deskController;
    return store && this.#seenOf(store);
  });
  readonly #seenOf = keep((store: IncidentStore) => store.open(seenIncidents));
  readonly #freshOf = keep(
    (seen: Seen | undefined, chosen: string | undefined) => (incident: Incident) =>
      incident.id === chosen ? undefined : freshnessOf(seen, incident),
  );
  readonly #announcer = new Announcer(this);
  readonly #triage: Triage = new Triage(this, {
    terms: () => this.locale.terms,
    store: () => this.deskController.store,
    context: () => this.#context(),
    allowed: () => !this.readOnly && this.callers === undefined,
    keys: () => this.keys,
    rows: () => this.#rows,
    lines: () => this.#shown?.lines ?? [],
    options: () => this.#queue.options,
    issue: (issue) => this.locale.issue(issue),
    acted: (incidents) => this.#queue.acted(incidents),
    settled: (incident) => this.#look([incident]),
    say: (message) => this.#announcer.say(message),
    run: { filter: () => this.#field.focus(), order: () => this.#release() },
    commands: () => this.#views.map((view) => this.#viewCommand(view)),
  });
  readonly #speech = keep(
    (
      _words: Terms,
      _language: string,
      _zone: string | undefined,
      _policy: unknown,
      _minute: number,
      _ready: boolean,
      _columns: string,
      _triage: boolean,
      _group: string,
    ): RowSpeech => this.#speak(),
  );
  #rows: QueueRows | undefined;
  #shown: QueueState | undefined;
  #pointer = false;
  #ownFilter = '';
  #applied: SavedView | undefined;
  /** The order before a view brought its own. */
  #ownSort: string | undefined;
  /** The desk's selection as it was last seen. */
  #followed: string | undefined;

  constructor() {
    super(terms);
    new ClockController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dropRows();
    this.#shown = undefined;
    this.#pointer = false;
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#queue.refresh();
  }

  /** The lines that are shown as CSV, with every field under its own name. */
  exportCsv(): string {
    return toCsv((this.#shown?.lines ?? []).map(({ incident }) => incident));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { selection } = this.deskController;
    if (selection !== this.#followed) {
      this.#followed = selection;
      this.selected = selection;
    }
    const view = this.#viewOf(this.view);
    if (view !== this.#applied) {
      this.#applied = view;
      if (view && !(changed.has('filter') && this.filter !== '')) this.#apply(view);
    }
    if (this.filter !== this.#ownFilter) {
      this.#ownFilter = this.filter;
      this.#field.set(this.filter);
    }
    if (['filter', 'view', 'status', 'query', 'callers'].some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name)))
      this.#triage.reset();
  }

  protected override updated(): void {
    const { scroller, body } = this;
    const shown = this.#shown;
    if (!scroller || !body || !shown || !this.isConnected) {
      this.#dropRows();
      return;
    }
    if (this.#rows?.scroller !== scroller) {
      this.#dropRows();
      this.#rows = new QueueRows(scroller, body, {
        choose: (view) => this.#choose(view),
        moved: (gone, now) => {
          const words = this.locale.terms.list;
          this.#announcer.say(now === undefined ? words.leftEmpty(gone) : words.left(gone, now));
        },
      });
    }
    const { terms: words, language, timeZone, formatsReady } = this.locale;
    const { policy } = this.deskController;
    const minute = Math.floor(this.deskController.now() / MINUTE);
    this.#rows.show({
      rows: shown.rows,
      chosen: this.selected,
      ticked: this.#triage.ticked,
      question: shown.question,
      freshOf: this.#freshOf(this.#seen.value?.value, this.selected),
      speech: this.#speech(
        words,
        language,
        timeZone,
        policy,
        minute,
        formatsReady,
        this.columns,
        this.#triage.able,
        this.groupBy,
      ),
    });
    // What is open beside the list is being looked at.
    const open = shown.lines.find(({ incident }) => incident.id === this.selected);
    const seen = this.#seen.value?.value;
    if (open && seen && freshnessOf(seen, open.incident)) this.#look([open.incident]);
  }

  #look(incidents: readonly Incident[]): void {
    void this.#seen.source?.set((seen) =>
      afterLooking(seen ?? { since: this.deskController.now(), looked: new Map() }, incidents),
    );
  }

  #dropRows(): void {
    this.#rows?.dispose();
    this.#rows = undefined;
  }

  /** What is known of the backend, the person and the rules, for steps. */
  #context() {
    const { store, policy } = this.deskController;
    const able = store
      ? abilitiesOf(store.adapter)
      : { update: false, transition: false, comment: false, workNote: false, writes: () => false };
    return { able, me: this.#signedIn.person, policy: policy ?? noPolicy };
  }

  get #order(): Order {
    return readOrder(this.sort) ?? { field: 'risk', direction: 'ascending' };
  }

  get #group(): GroupField | undefined {
    return readGroup(this.groupBy);
  }

  get #views(): readonly SavedView[] {
    return viewsOf(this.slotted || this.views).views.filter(({ id, query }) => {
      if (query.includes(':me') && !this.#signedIn.person) return false;
      return id !== 'my-groups' || this.userGroups !== '';
    });
  }

  #viewOf(id: string | undefined): SavedView | undefined {
    if (!id) return undefined;
    return viewsOf(this.slotted || this.views).views.find((view) => view.id === id) ?? shippedView(id);
  }

  #apply({ query, sort, group }: SavedView): void {
    this.filter = query;
    if (sort !== undefined) this.#ownSort ??= this.sort;
    this.sort = sort ?? this.#ownSort ?? this.sort;
    if (sort === undefined) this.#ownSort = undefined;
    if (group !== undefined) this.groupBy = group;
  }

  #chooseView = (view: SavedView): void => {
    this.view = view.id;
    this.#applied = view;
    this.#apply(view);
  };

  #viewCommand(view: SavedView) {
    const { terms: words, language } = this.locale;
    const label = `${words.view.label}: ${viewLabel(view, words.view, language)}`;
    return { id: `view-${view.id}`, label, run: () => this.#chooseView(view) };
  }

  #question(): QueueQuestion {
    const { filter } = this.#field;
    const { query: narrowed } = this.deskController.narrowing(this.id) ?? {};
    const { sort: _sort, ...query } = { ...this.query, ...narrowed };
    const says =
      query.status !== undefined || this.view !== undefined || filter.some(({ field }) => field === 'status');
    const status = says ? undefined : statusOf(this.status);
    const me = this.#signedIn.person;
    const caller = this.callers === 'me' ? (me?.id ?? me?.email) : this.callers;
    return {
      filter,
      base: {
        ...(status ? { status } : {}),
        ...(caller === undefined ? {} : { callerId: caller }),
        ...query,
      },
      order: this.query?.sort ?? this.#order,
      group: this.#group,
      limit: Number.isInteger(this.limit) && this.limit > 0 ? Math.min(this.limit, 500) : 50,
      groups: namesIn(this.userGroups),
      views: this.#views,
      options: !this.noSearch || this.#triage.able,
      ready: this.callers !== 'me' || (this.#signedIn.settled && caller !== undefined),
    };
  }

  #speak(): RowSpeech {
    const { locale, deskController } = this;
    const { store, policy } = deskController;
    const now = Math.floor(deskController.now() / MINUTE) * MINUTE;
    const line = lineSpeech(locale, policy, store?.adapter.capabilities, now);
    const { terms: words } = locale;
    return {
      line,
      terms: words,
      columns: readColumns(this.columns).map((field) => ({
        field,
        label: words.incidentField[field] ?? field,
      })),
      triage: this.#triage.able,
      withoutPerson: this.callers !== undefined,
      ago: line.ago,
      dateTime: locale.formatsReady ? locale.dates() : () => '',
      number: locale.formatsReady ? (value) => locale.number(value) : String,
      heading: (key) => this.#heading(key),
    };
  }

  #heading(key: string): string {
    const { terms: words } = this.locale;
    const group = this.#group;
    if (group === 'risk') return words.riskStage[key as keyof Terms['riskStage']];
    if (group === 'status') return words.status[key as Status['category']];
    if (key === '') return group === 'assignee' ? words.line.nobody : '–';
    if (group === 'priority') return `P${key}`;
    return words.filter.values[key] ?? key;
  }

  #choose({ incident }: IncidentView): void {
    const { id, number, status } = incident;
    this.selected = id;
    this.#look([incident]);
    const detail = { incidentId: id, number, status: status.category };
    if (emit(this, 'incident-selected', detail, { cancelable: true })) this.deskController.select(id);
  }

  #onClick = (event: MouseEvent): void => {
    if (!this.#triage.onClick(event)) this.#rows?.open(this.#rows.indexOf(event.target));
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (!event.defaultPrevented && this.#rows?.handle(event)) event.preventDefault();
  };

  #onPointer = (event: PointerEvent): void => {
    this.#pointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    this.requestUpdate();
  };

  /** Whether somebody has the hand on the lines. */
  get #hand(): boolean {
    const active = this.shadowRoot?.activeElement;
    return (
      this.#pointer || (active !== null && active !== undefined && (this.body?.contains(active) ?? false))
    );
  }

  #release = (): void => {
    this.#queue.release();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      // The button goes away with the note.
      if (!this.shadowRoot?.activeElement) this.#rows?.focus();
    });
  };

  #onViews = (event: Event): void => {
    const texts = (event.target as HTMLSlotElement).assignedElements().map(({ textContent }) => textContent);
    this.slotted = texts.join('').trim();
  };

  #download = (): void => {
    // The mark tells spreadsheets that it is UTF-8.
    const file = new Blob(['\ufeff', this.exportCsv()], { type: 'text/csv;charset=utf-8' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'incidents.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  async #loadMore(): Promise<void> {
    if (this.loadingMore) return;
    this.loadingMore = true;
    try {
      await this.#queue.loadMore();
    } finally {
      this.loadingMore = false;
    }
  }

  #renderToolbar(): TemplateResult | typeof nothing {
    if (this.noSearch) return nothing;
    const { policy, store } = this.deskController;
    const reads = (field: FieldName): boolean =>
      store?.adapter.capabilities.fields[field as EditableField]?.read ?? !editable.has(field);
    return html`<div class="toolbar">
      ${this.#field.render({
        options: this.#queue.options,
        matrix: policy?.matrix,
        reads,
        me: this.#signedIn.person !== undefined,
      })}
      ${renderOrder({
        order: this.#order,
        group: this.#group,
        reads,
        sort: (order) => (this.sort = writeOrder(order)),
        groupBy: (group) => (this.groupBy = group ?? ''),
        terms: this.locale.terms,
      })}
    </div>`;
  }

  /** That another element narrows the list, and the way back. */
  #renderNarrowing(): TemplateResult | typeof nothing {
    const narrowing = this.deskController.narrowing(this.id);
    if (!narrowing) return nothing;
    const words = this.locale.terms.list;
    const widen = (): void => {
      this.deskController.widen(narrowing);
      // The button goes away with what it takes back.
      this.renderRoot.querySelector<HTMLElement>('#filter, .scroller')?.focus();
    };
    return html`<p class="note">
      <span>${words.narrowed}</span>
      <button class="button small plain" type="button" @click=${widen}>${words.widen}</button>
    </p>`;
  }

  #renderNotes(): TemplateResult {
    const { terms: words } = this.locale;
    const { fault } = viewsOf(this.slotted || this.views);
    return html`${this.#renderNarrowing()}
    ${fault === undefined ? nothing : html`<p class="note" role="alert">${words.list.badViews(fault)}</p>`}`;
  }

  /** How many, what has changed, and what can be done with all of them: always one line, so that nothing jumps. */
  #renderStatus(shown: QueueState): TemplateResult {
    const { terms: words, formatsReady } = this.locale;
    const { state, stale, fresh } = shown;
    const count =
      state.state === 'ready' && formatsReady ? countText(shown, words, (n) => this.locale.number(n)) : '';
    const changed = fresh > 0 && formatsReady ? words.list.reordered(fresh) : words.list.moved;
    return html`<div class="bar">
      ${this.#triage.renderAll()}
      <p class="meta number count" role="status">
        ${count}${state.state === 'ready' && state.cached && !state.refreshing ? html` · ${words.cached}` : nothing}
      </p>
      ${this.#triage.renderBulk()}
      <p class="meta changed" role="status">
        ${
          stale
            ? html`<span>${changed}</span>
                <button class="button small plain" type="button" @click=${this.#release}>
                  ${words.list.showOrder}
                </button>`
            : nothing
        }
      </p>
      ${
        this.noSearch
          ? nothing
          : html`<span class="tools">
              <button class="button small plain" type="button" id="export" @click=${this.#download}>
                ${words.list.export}
              </button>
              <button
                class="icon-button"
                type="button"
                id="key-button"
                aria-label=${words.keys.title}
                title=${words.keys.title}
                @click=${() => this.#triage.openKeys()}
              >
                <kbd>?</kbd>
              </button>
            </span>`
      }
    </div>`;
  }

  #renderReady(shown: QueueState): TemplateResult {
    const { loadingMore, locale } = this;
    const words = locale.terms;
    if (shown.lines.length === 0) return this.#renderNothing(shown);
    return html`${renderGrid({
        speech: this.#speak(),
        shown,
        busy: loadingMore || shown.busy,
        click: this.#onClick,
        keydown: this.#onKeydown,
        pointer: this.#onPointer,
      })}
      <p class="cut meta">${locale.formatsReady ? cutText(shown, words) : ''}</p>
      ${this.#renderMore(shown)}`;
  }

  #renderMore({ state, lines }: QueueState): TemplateResult | typeof nothing {
    if (!state.hasMore) return nothing;
    const { loadingMore } = this;
    const words = this.locale.terms.list;
    const last = lines.at(-1)?.incident.id;
    const load = (event: Event): void =>
      void keepPlace(event, this.#loadMore(), () => this.#rows?.focusAfter(last));
    return html`<p class="more">
      <button
        class="button small"
        type="button"
        aria-disabled=${loadingMore ? 'true' : 'false'}
        @click=${load}
      >
        ${loadingMore ? words.loadingMore : words.more}
      </button>
    </p>`;
  }

  /** Nothing fits, and that is known. */
  #renderNothing(shown: QueueState | undefined): TemplateResult {
    const words = this.locale.terms.list;
    const { filter, view } = this;
    const isFiltered = filter !== '' && filter !== this.#viewOf(view)?.query;
    const open = view === undefined ? this.status === 'open' && !isFiltered : view === 'open';
    return html`<div class="state">
        <strong
          >${
            shown?.filteredHere && this.locale.formatsReady
              ? words.nothingLoaded(shown.loaded)
              : isFiltered
                ? words.nothingFound
                : open
                  ? words.emptyOpen
                  : words.empty
          }</strong
        >
        ${
          isFiltered
            ? html`<button class="button small" type="button" @click=${this.#field.clear}>
                ${words.clear}
              </button>`
            : html`<span class="muted">${words.emptyHelp}</span>`
        }
      </div>
      ${shown ? this.#renderMore(shown) : nothing}`;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const words = this.locale.terms;
    const { callers } = this;
    if (callers === 'me' && this.#signedIn.settled && !this.#signedIn.person) {
      this.showState('empty');
      return html`<slot name="empty"><p class="note">${words.list.nobodySignedIn}</p></slot>`;
    }
    const shown = (this.#shown = this.#queue.read(this.#hand));
    const { language } = this.locale;
    return html`<div class="frame">
      <slot name="views" hidden @slotchange=${this.#onViews}></slot>
      ${renderViews({
        views: this.#views,
        current: this.#applied?.id,
        countOf: (view) => {
          const count = this.locale.formatsReady ? this.#queue.countOf(view) : undefined;
          return count === undefined ? undefined : this.locale.number(count);
        },
        choose: this.#chooseView,
        terms: words,
        language,
      })}
      <div class="main" @keydown=${this.#triage.onKeydown}>
        ${this.#renderToolbar()} ${this.#renderNotes()} ${shown ? this.#renderStatus(shown) : nothing}
        ${this.#triage.renderSheet()}
        ${
          shown
            ? this.renderLoaded(this.#told(shown), {
                loading: () => this.renderSkeleton(6),
                empty: () => this.#renderNothing(undefined),
                ready: () => this.#renderReady(shown),
                retry: () => void this.refresh(),
              })
            : this.#renderWaiting()
        }
        ${this.#triage.renderOverlays()} ${this.#announcer.render()}
      </div>
    </div>`;
  }

  #renderWaiting(): TemplateResult {
    this.showState('loading');
    return html`<slot name="loading">${this.renderSkeleton(6)}</slot>`;
  }

  /** Nothing is said to be open before the backend has said so. */
  #told({ state }: QueueState): QueueState['state'] {
    if (state.state !== 'empty' || !state.cached) return state;
    return { ...state, state: state.error && !state.refreshing ? 'error' : 'loading' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-list': IncidentList;
  }
}
