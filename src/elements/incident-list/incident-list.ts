import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { toCsv } from '../../core/csv.js';
import { printFilter } from '../../core/filter.js';
import type { IncidentQuery } from '../../core/query.js';
import { common } from '../../locales/en/common.js';
import { fields } from '../../locales/en/fields.js';
import { lifecycle } from '../../locales/en/incident-lifecycle.js';
import { list } from '../../locales/en/incident-list.js';
import { workload } from '../../locales/en/workload.js';
import type { IncidentView } from '../../store/types.js';
import { Announcer } from '../../ui/announcer.js';
import { numberOr, orElse, orNothing } from '../../ui/attributes.js';
import { emit } from '../../ui/events.js';
import { IncidentElement } from '../../ui/incident-element.js';
import type { OfferedView } from '../../ui/offered-views.js';
import { saveFile } from '../../ui/save-file.js';
import { cutText, renderGrid, renderNothing, renderStatus } from './frame.js';
import { ExactLines } from './exact-lines.js';
import { FilterField } from './filter-field.js';
import { dialogStyles } from './dialogs.styles.js';
import { listStyles } from './incident-list.styles.js';
import { readGroup, unknownOrders, writeOrder } from './order-menu.js';
import { KeptView } from './kept-view.js';
import { LinesView } from './lines-view.js';
import { NextPage } from './next-page.js';
import { renderNotes } from './notes.js';
import { PacedSpeech } from './paced-speech.js';
import { orderOf, questionOf } from './question.js';
import { Queue } from './queue.js';
import type { QueueQuestion, QueueState } from './queue.js';
import { nameOf } from './queue-row.js';
import { SavedViews } from './saved-views.js';
import { SignedIn } from './signed-in.js';
import { queueContexts, Triage } from './triage.js';
import { renderToolbar } from './toolbar.js';
import { ViewBar } from './view-bar.js';

const terms = { ...common, ...fields, ...lifecycle, ...workload, ...list };
type Terms = typeof terms;

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
 * @fires {CustomEvent<IncidentStepDetail>} incident-step - Somebody takes a step with an incident; it is not taken where the event is prevented.
 * @csspart views - The bar of saved views, where no workbench draws them in a column.
 * @csspart view - One of them.
 * @csspart filter - The field of the filter with its chips.
 * @csspart chip - One condition of the filter.
 * @csspart order - The menus for order and groups.
 * @csspart bulk - The steps for everything that is ticked.
 * @csspart sheet - What a step asks for.
 * @csspart results - How a step went.
 * @csspart hint - The line of keys below the lines.
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
  static override styles: CSSResultGroup = [IncidentElement.styles, listStyles, dialogStyles];

  /** Which incidents, where neither a view nor the filter says: `open`, `all`, or status categories divided by commas. */
  @property({ converter: orElse('open') }) status = 'open';

  /** How many are asked for at a time. */
  @property({ type: Number, converter: numberOr(50) }) limit = 50;

  /** The order: `risk` (major, then priority, then what is due next) or the name of a field, with a minus in front for falling. */
  @property({ converter: orElse('risk') }) sort = 'risk';

  /** Puts lines under headings: `risk` (major, late, late within the hour, later) or the name of a field. */
  @property({ attribute: 'group-by', converter: orElse('') }) groupBy = '';

  /** Further cells where there is room: names of fields divided by blanks, such as `category group updatedAt`. */
  @property({ converter: orElse('') }) columns = '';

  /** The filter as it is typed: `priority:1,2 group:"Service desk" -category:Network printer`. */
  @property({ converter: orElse('') }) filter = '';

  /** Id of the view that is shown: `mine`, `unassigned`, `my-groups`, `new`, `breaching`, `late`, `major`, `stale`, `open`, `unconfirmed` (resolved, and not closed yet), `closing` (unanswered for as long as the policy's `closure` says), `all`, or one of one's own. */
  @property({ converter: orNothing }) view: string | undefined;

  /** Keeps the view somebody chooses under this name, for them and on this device, and begins with it the next time. */
  @property({ attribute: 'keep-view-as', converter: orElse('') }) keepViewAs = '';

  /** Views to choose from: names divided by blanks, or a JSON list as in the slot `views`. */
  @property({ converter: orElse('') }) views = '';

  /** `me` for the signed-in person's own incidents, or the id of a caller. Lines are then only looked at. */
  @property({ converter: orNothing }) callers: string | undefined;

  /** Groups of the signed-in person, by id or name and divided by commas: what `group:mine` stands for. */
  @property({ attribute: 'user-groups', converter: orElse('') }) userGroups = '';

  /** The ids of the reader's roles in the policy, divided by spaces. `analyst` where left out. */
  @property({ converter: orNothing }) roles: string | undefined;

  /** Keys of one's own, such as `take=g resolve=e`; an empty key leaves an action without one. */
  @property({ converter: orElse('') }) keys = '';

  /** Lines are only looked at: no ticks, no steps. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  /** Leaves the filter and the menus for order and groups out. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  /** Closer lines, for a desk where many hours are spent. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Id of the chosen incident; follows the desk's selection. */
  @property({ converter: orNothing }) selected: string | undefined;

  /** Any further condition; it holds beside the filter. */
  @property({ attribute: false }) query: IncidentQuery | undefined;

  readonly #saved: SavedViews = new SavedViews(this, this.deskController, (id) => this.#keptView.chosen(id));
  readonly #keptView = new KeptView(this, {
    store: () => this.deskController.store,
    name: () => this.keepViewAs,
    show: (id) => this.#saved.show(id),
  });
  readonly #exact = new ExactLines(this);
  readonly #signedIn = new SignedIn(this, this.deskController);
  readonly #field: FilterField = new FilterField(this, {
    terms: () => this.locale.terms,
    changed: (filter) => {
      this.filter = this.#ownFilter = printFilter(filter);
    },
    leave: () => this.#lines.rows?.focus(),
    say: (message) => this.#announcer.say(message),
  });
  readonly #queue: Queue = new Queue(this, this.deskController, this.#signedIn, () => this.#question());
  readonly #nextPage = new NextPage(this, () => this.#queue.loadMore());
  readonly #lines: LinesView = new LinesView(this, this.deskController, {
    choose: (view) => this.#choose(view),
    moved: (gone, now) => {
      const words = this.locale.terms.list;
      this.#announcer.say(now === undefined ? words.leftEmpty(gone) : words.left(gone, now));
    },
  });
  readonly #announcer = new Announcer(this);
  readonly #context = queueContexts();
  readonly #triage: Triage = new Triage(this, {
    terms: () => this.locale.terms,
    store: () => this.deskController.store,
    context: () => {
      const { store, policy } = this.deskController;
      const adapter = store?.adapter;
      return this.#context(adapter, adapter?.traits, policy, this.#signedIn.person, this.roles);
    },
    now: () => this.deskController.now(),
    allowed: () => !this.readOnly && this.callers === undefined,
    keys: () => this.keys,
    rows: () => this.#lines.rows,
    lines: () => this.#shown?.lines ?? [],
    issue: (issue) => this.locale.issue(issue),
    acted: (incidents) => this.#queue.acted(incidents),
    settled: (incident) => this.#lines.look([incident]),
    say: (message) => this.#announcer.say(message),
    run: { filter: () => this.#field.focus(), order: () => this.#release() },
    commands: () => {
      const { terms: words, language } = this.locale;
      return this.#saved.commands(this.#signedIn.person !== undefined, words.view, language);
    },
  });
  readonly #viewBar: ViewBar = new ViewBar(this, {
    words: () => ({ label: this.locale.terms.view.label, unknown: this.locale.terms.list.unknownCount }),
    views: () => this.#drawnViews(),
    choose: (id) => this.#saved.chooseId(id),
  });
  readonly #speech = new PacedSpeech(this, this.deskController, this.locale, () => ({
    columns: this.columns,
    group: readGroup(this.groupBy),
    triage: this.#triage.able,
    withoutPerson: this.callers !== undefined,
  }));
  #shown: QueueState | undefined;
  #ownFilter = '';
  /** The desk's selection as it was last seen. */
  #followed: string | undefined;

  constructor() {
    super(terms);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#shown = undefined;
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
    this.#exact.follow(this.deskController.narrowing(this.id)?.query);
    this.#saved.update(changed);
    if (this.filter !== this.#ownFilter) {
      this.#ownFilter = this.filter;
      this.#field.set(this.filter);
    }
    if (
      ['filter', 'view', 'status', 'query', 'callers'].some((name) =>
        (changed as ReadonlyMap<PropertyKey, unknown>).has(name),
      )
    )
      this.#triage.reset();
    this.#triage.beforeDrawn();
  }

  protected override updated(): void {
    this.#speech.write((speech) => {
      this.#lines.draw({
        shown: this.#shown,
        speech,
        chosen: this.selected,
        ticked: this.#triage.ticked,
        working: this.#triage.working,
      });
      this.#triage.keepPlace();
    });
  }

  #question(): QueueQuestion {
    const { person, settled } = this.#signedIn;
    const narrowed = this.deskController.narrowing(this.id)?.query;
    return {
      ...questionOf(this, { filter: this.#field.filter, person, settled, narrowed }),
      views: this.#saved.offered(person !== undefined),
      options: !this.noSearch || this.#triage.able,
    };
  }

  #choose({ incident }: IncidentView): void {
    const { id, number, status } = incident;
    this.selected = id;
    const detail = { incidentId: id, number, status: status.category };
    if (!emit(this, 'incident-selected', detail, { cancelable: true })) return;
    this.deskController.select(id);
    this.#announcer.say(this.locale.terms.list.chosen(nameOf(incident)));
  }

  #onClick = (event: MouseEvent): void => {
    const { rows } = this.#lines;
    if (!this.#triage.onClick(event)) rows?.open(rows.indexOf(event.target));
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (!event.defaultPrevented && this.#lines.rows?.handle(event)) event.preventDefault();
  };

  #release = (): void => {
    this.#queue.release();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      // The button goes away with the note.
      if (!this.shadowRoot?.activeElement) this.#lines.rows?.focus();
    });
  };

  // The mark tells spreadsheets that it is UTF-8.
  #download = (): void => {
    saveFile('incidents.csv', 'text/csv;charset=utf-8', '\ufeff', this.exportCsv());
  };

  #drawnViews(): readonly OfferedView[] {
    const { locale } = this;
    return this.#saved.drawn(
      this.#signedIn.person !== undefined,
      locale.terms.view,
      locale.language,
      (view) => {
        const count = locale.formatsReady ? this.#queue.countOf(view) : undefined;
        return count === undefined ? undefined : { count, text: locale.number(count) };
      },
    );
  }

  #renderToolbar(): TemplateResult | typeof nothing {
    if (this.noSearch) return nothing;
    const { policy, store } = this.deskController;
    return renderToolbar({
      field: this.#field,
      choices: {
        options: this.#queue.options,
        matrix: policy?.matrix,
        me: this.#signedIn.person !== undefined,
        people: () => this.#queue.people,
      },
      menu: {
        order: orderOf(this),
        group: readGroup(this.groupBy),
        sort: (order) => (this.sort = writeOrder(order)),
        groupBy: (group) => (this.groupBy = group ?? ''),
        terms: this.locale.terms,
      },
      traits: store?.adapter.traits,
    });
  }

  #renderNotes(shown: QueueState | undefined): TemplateResult {
    const narrowing = this.deskController.narrowing(this.id);
    const widen = (): void => {
      if (narrowing) this.deskController.widen(narrowing);
      // The button goes away with what it takes back.
      this.renderRoot.querySelector<HTMLElement>('#filter, .scroller')?.focus();
    };
    return renderNotes({
      widen: narrowing && widen,
      strayed: shown?.state.strayed === true,
      unread: shown?.state.unread ?? 0,
      fault: this.#saved.fault,
      unknown: unknownOrders(this),
      terms: this.locale.terms,
    });
  }

  #renderStatus(shown: QueueState): TemplateResult {
    const { locale } = this;
    return renderStatus({
      shown,
      terms: locale.terms,
      number: locale.formatsReady ? (value) => locale.number(value) : undefined,
      all: this.#triage.renderAll(),
      bulk: this.#triage.renderBulk(),
      plain: this.noSearch,
      order: this.#release,
      download: this.#download,
      keys: () => this.#triage.openKeys(),
    });
  }

  #renderReady(shown: QueueState): TemplateResult {
    const { locale } = this;
    const { terms: words } = locale;
    const last = shown.lines.at(-1)?.incident.id;
    const goOn = (): void => this.#lines.rows?.focusAfter(last);
    const more = shown.state.hasMore ? this.#nextPage.render(words, goOn) : nothing;
    if (shown.lines.length === 0) return html`${this.#renderNothing(shown)} ${more}`;
    return html`${renderGrid({
        speech: this.#speech.present,
        shown,
        busy: this.#nextPage.loading || shown.busy,
        click: this.#onClick,
        keydown: this.#onKeydown,
        pointer: this.#lines.onPointer,
        focusout: this.#lines.onFocusOut,
      })}
      <p class="cut meta">${locale.formatsReady ? cutText(shown, words) : ''}</p>
      ${more} ${this.noSearch ? nothing : this.#triage.renderHint()}`;
  }

  #renderNothing(shown: QueueState): TemplateResult {
    const view = this.#saved.current;
    return renderNothing({
      shown,
      terms: this.locale.terms,
      filtered: this.filter !== '' && this.filter !== view?.query,
      open: view ? view.id === 'open' : this.status === 'open' && this.callers === undefined,
      formatsReady: this.locale.formatsReady,
      clear: this.#field.clear,
    });
  }

  #renderLines(shown: QueueState | undefined): TemplateResult {
    const loading = (): TemplateResult => this.renderSkeleton(6);
    if (!shown) {
      this.showState('loading');
      return html`<slot name="loading">${loading()}</slot>`;
    }
    return this.renderLoaded(shown.state, {
      loading,
      empty: () => this.#renderNothing(shown),
      ready: () => this.#renderReady(shown),
      retry: () => void this.refresh(),
    });
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { terms: words } = this.locale;
    const { person, settled } = this.#signedIn;
    if (this.callers === 'me' && settled && !person) {
      this.showState('empty');
      return html`<slot name="empty"><p class="note">${words.list.nobodySignedIn}</p></slot>`;
    }
    const shown = (this.#shown = this.#queue.read(this.#lines.hand));
    return html`<div class="frame">
      <slot name="views" hidden @slotchange=${this.#saved.onSlot}></slot>
      ${this.#viewBar.render()}
      <div class="main" @keydown=${this.#triage.onKeydown}>
        ${this.#renderToolbar()} ${this.#renderNotes(shown)} ${shown ? this.#renderStatus(shown) : nothing}
        ${this.#triage.renderSheet()} ${this.#renderLines(shown)} ${this.#triage.renderOverlays()}
        ${this.#announcer.render()}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-list': IncidentList;
  }
}
