import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property, query as find, state } from 'lit/decorators.js';

import { ClockController } from '../../ui/clock.js';
import { keepPlace } from '../../ui/keyboard-place.js';
import { keep, LiveController } from '../../ui/live.js';
import { mostPrinted } from '../../ui/print-rows.js';
import { statusCategories } from '../../core/incident.js';
import type { StatusCategory } from '../../core/incident.js';
import { defaultSort, openCategories, queryKey } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import { MINUTE } from '../../core/time.js';
import { emit } from '../../ui/events.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { list } from '../../locales/en/incident-list.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import type { IncidentListState, IncidentStore, IncidentView } from '../../store/types.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { listStyles } from './incident-list.styles.js';
import { renderHeads, sortOf } from './list-heads.js';
import type { Sort } from './list-heads.js';
import { ListRows } from './list-rows.js';
import type { ListSpeech } from './list-rows.js';

const terms = { ...common, ...list };

/** After the last key of a search. */
const searchWait = 300;

/** Reads a `status` attribute: `open`, `all`, or categories divided by commas or spaces. Unknown words are left out. */
function statusOf(text: string | null): readonly StatusCategory[] | undefined {
  const words = (text ?? '').split(/[\s,]+/u).filter((word) => word !== '');
  if (words.includes('all')) return undefined;
  const named = statusCategories.filter((category) => words.includes(category));
  return words.includes('open') || named.length === 0 ? [...new Set([...openCategories, ...named])] : named;
}

/**
 * Incidents to find and choose one from: a table where there is room, cards where there is not. What has not been sent yet
 * stands on top with its state.
 *
 * @summary A list of incidents.
 * @tagname incident-list
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the text when no incident matches.
 * @slot error - Instead of the message when nothing can be shown.
 * @fires {CustomEvent<IncidentSelectedDetail>} incident-selected - Somebody chose an incident. It becomes the desk's selection unless the event is prevented.
 * @csspart search - The search field.
 * @csspart grid - The table.
 * @csspart priority - The mark of a priority.
 * @csspart error - The message when nothing can be shown.
 * @cssprop --incident-list-height - How high the rows may become before they scroll; a length. Without it up to a hundred rows take the room they need.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident matches.
 * @cssstate ready - Incidents are shown.
 * @cssstate error - Nothing can be shown.
 * @since 0.1.0
 */
export class IncidentList extends IncidentElement<CommonTerms & ListTerms> {
  static override styles: CSSResultGroup = [...[IncidentElement.styles].flat(), priorityStyles, listStyles];

  /** Which incidents: `open`, `all`, or status categories divided by commas, such as `new,active`. */
  @property() status = 'open';

  /** How many are asked for at a time. */
  @property({ type: Number }) limit = 20;

  /** The order: `updatedAt`, `loggedAt`, `priority`, `number`, `title` or `status`, with a minus in front for falling. */
  @property() sort = '-updatedAt';

  /** Leaves the search field out. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  /** Closer lines, for a desk where many hours are spent. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Id of the chosen incident; follows the desk's selection. */
  @property() selected: string | undefined;

  /** Any further condition; `status` and `sort` in it win over the attributes. */
  @property({ attribute: false }) query: IncidentQuery | undefined;

  @state() private words = '';
  @state() private loadingMore = false;

  @find('.scroller') private readonly scroller!: HTMLElement | null;
  @find('.body') private readonly body!: HTMLElement | null;

  readonly #keepList = keep((store: IncidentStore, question: string, limit: number) =>
    store.incidents(Object.fromEntries(JSON.parse(question) as [string, unknown][]), limit),
  );
  readonly #list = new LiveController(this, () => {
    const { store } = this.deskController;
    return store && this.#keepList(store, this.#question(), this.#limit());
  });
  readonly #speech = keep(
    (
      words: CommonTerms & ListTerms,
      _language: string,
      _zone: string | undefined,
      matrix: ListSpeech['matrix'],
      minute: number,
      tellsTime: boolean,
    ): ListSpeech => ({
      terms: words,
      matrix,
      // Blanks keep the places of the times until they can be written.
      ago: tellsTime ? (at) => this.locale.ago(at, minute * MINUTE) : () => '\u00a0',
      dateTime: tellsTime ? this.locale.dates() : () => '',
    }),
  );
  /** The last answer, shown while the next question is on its way. */
  #last: IncidentListState | undefined;
  #rows: ListRows | undefined;
  /** The desk's selection as it was last seen. */
  #followed: string | undefined;
  #searching: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super(terms);
    new ClockController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searching);
    this.#dropRows();
    this.#last = undefined;
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#list.source?.refresh();
  }

  protected override willUpdate(): void {
    const { selection } = this.deskController;
    if (selection === this.#followed) return;
    this.#followed = selection;
    this.selected = selection;
  }

  protected override updated(): void {
    const { scroller, body } = this;
    const items = this.#shown()?.items;
    if (!scroller || !body || !items || !this.isConnected) {
      this.#dropRows();
      return;
    }
    if (this.#rows?.scroller !== scroller) {
      this.#dropRows();
      this.#rows = new ListRows(scroller, body, (view) => this.#choose(view));
    }
    const { terms: words, language, timeZone } = this.locale;
    const minute = Math.floor(this.deskController.now() / MINUTE);
    this.#rows.show({
      items,
      selected: this.selected,
      question: this.#list.value?.state === 'loading' ? 'previous' : this.#question(),
      speech: this.#speech(
        words,
        language,
        timeZone,
        this.deskController.policy?.matrix,
        minute,
        this.locale.formatsReady,
      ),
    });
  }

  #limit(): number {
    return Number.isInteger(this.limit) && this.limit > 0 ? Math.min(this.limit, 500) : 20;
  }

  #sort(): Sort {
    return this.query?.sort ?? sortOf(this.sort) ?? defaultSort;
  }

  #question(): string {
    const status = this.query?.status ?? statusOf(this.status);
    const { text: given, ...rest } = this.query ?? {};
    const { query: narrowed } = this.deskController.narrowing(this.id) ?? {};
    const text = this.words.trim() === '' ? given : this.words.trim();
    return queryKey({
      ...rest,
      ...(status ? { status } : {}),
      ...(text ? { text } : {}),
      ...narrowed,
      sort: this.#sort(),
    });
  }

  /** What is on the screen: the present answer, or the last one until there is a new one. */
  #shown(): IncidentListState | undefined {
    const value = this.#list.value;
    return value?.state === 'loading' ? this.#last : value;
  }

  #dropRows(): void {
    this.#rows?.dispose();
    this.#rows = undefined;
  }

  #choose({ incident }: IncidentView): void {
    const { id, number, status } = incident;
    this.selected = id;
    const detail = { incidentId: id, number, status: status.category };
    if (emit(this, 'incident-selected', detail, { cancelable: true })) this.deskController.select(id);
  }

  #onClick = (event: Event): void => {
    this.#rows?.select(this.#rows.indexOf(event.target));
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (this.#rows?.handle(event)) event.preventDefault();
  };

  #onSearch = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => (this.words = value), searchWait);
  };

  #onSearchNow = (event: Event): void => {
    event.preventDefault();
    clearTimeout(this.#searching);
    this.words = this.renderRoot.querySelector<HTMLInputElement>('input')?.value ?? '';
  };

  #clearSearch = (): void => {
    const field = this.renderRoot.querySelector<HTMLInputElement>('input');
    if (field) field.value = '';
    this.words = '';
    field?.focus();
  };

  async #loadMore(): Promise<void> {
    if (this.loadingMore) return;
    this.loadingMore = true;
    try {
      await this.#list.source?.loadMore();
    } finally {
      this.loadingMore = false;
    }
  }

  #renderSearch(): TemplateResult | typeof nothing {
    if (this.noSearch || !this.deskController.store?.adapter.capabilities.search) return nothing;
    const words = this.locale.terms.list;
    return html`<form class="search" role="search" @submit=${this.#onSearchNow}>
      <label class="visually-hidden" for="search">${words.search}</label>
      <input
        class="input"
        part="search"
        id="search"
        type="search"
        dir="auto"
        autocomplete="off"
        placeholder=${words.search}
        @input=${this.#onSearch}
      />
    </form>`;
  }

  /** That another element narrows the list, and the way back. */
  #renderNarrowing(): TemplateResult | typeof nothing {
    const narrowing = this.deskController.narrowing(this.id);
    if (!narrowing) return nothing;
    const words = this.locale.terms.list;
    const widen = (): void => {
      this.deskController.widen(narrowing);
      // The button goes away with what it takes back.
      this.renderRoot.querySelector<HTMLElement>('#search, .scroller')?.focus();
    };
    return html`<p class="note">
      <span>${words.narrowed}</span>
      <button class="button small plain" type="button" @click=${widen}>${words.widen}</button>
    </p>`;
  }

  #renderCount({ items, total, hasMore }: IncidentListState): string {
    if (!this.locale.formatsReady) return '';
    const { incidentCount, list: words } = this.locale.terms;
    return total === null && hasMore
      ? words.atLeast(items.length)
      : incidentCount(Math.max(total ?? 0, items.length));
  }

  /** What stands under a printed list of which a part is not printed. */
  #cut({ items, total, hasMore }: IncidentListState): string {
    if (!this.locale.formatsReady) return '';
    const { notPrinted, moreNotPrinted } = this.locale.terms.list;
    const rest = Math.max(total ?? 0, items.length) - Math.min(items.length, mostPrinted);
    return total === null && hasMore ? moreNotPrinted : rest > 0 ? notPrinted(rest) : '';
  }

  /** Heads, the place of the rows, and the button for more of them. */
  #renderReady(shown: IncidentListState): TemplateResult {
    const { loadingMore, locale } = this;
    const { terms: words } = locale;
    const { items, total, hasMore } = shown;
    const known = total ?? (hasMore ? -2 : items.length);
    return html`<div
        class="grid"
        part="grid"
        role="grid"
        aria-label=${words.list.label}
        aria-rowcount=${Math.max(known, known < 0 ? -2 : items.length) + 1}
        aria-busy=${loadingMore || this.#list.value?.state === 'loading' ? 'true' : 'false'}
        @click=${this.#onClick}
        @keydown=${this.#onKeydown}
      >
        <div role="rowgroup" class="head">
          <div role="row" class="heads" aria-rowindex="1">
            ${renderHeads({
              terms: words,
              sort: this.#sort(),
              sorts: this.query?.sort ? [] : (this.deskController.store?.adapter.capabilities.sort ?? []),
              order: (sort) => (this.sort = sort),
            })}
          </div>
        </div>
        <div class="scroller" role="rowgroup" tabindex="-1">
          <div class="body" role="presentation"></div>
        </div>
      </div>
      <p class="cut meta">${this.#cut(shown)}</p>
      ${
        hasMore
          ? html`<p class="more">
              <button
                class="button small"
                type="button"
                aria-disabled=${loadingMore ? 'true' : 'false'}
                @click=${(event: Event) =>
                  keepPlace(event, this.#loadMore(), () => this.#rows?.focus(items.length))}
              >
                ${loadingMore ? words.list.loadingMore : words.list.more}
              </button>
            </p>`
          : nothing
      }`;
  }

  #renderEmpty(): TemplateResult {
    const words = this.locale.terms.list;
    if (this.words.trim() !== '')
      return html`<div class="state">
        <strong class="wrap">${words.nothingFound(this.words.trim())}</strong>
        <button class="button small" type="button" @click=${this.#clearSearch}>${words.clear}</button>
      </div>`;
    return html`<div class="state">
      <strong>${this.status === 'open' ? words.emptyOpen : words.empty}</strong
      ><span class="muted">${words.emptyHelp}</span>
    </div>`;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const value = this.#list.value;
    if (value && value.state !== 'loading') this.#last = value.state === 'ready' ? value : undefined;
    const shown = this.#shown() ?? value;
    if (!shown) return this.renderSkeleton(6);
    const words = this.locale.terms;
    const count = shown.state === 'ready' ? this.#renderCount(shown) : '';
    return html`<div class="frame">
      <div class="bar">
        ${this.#renderSearch()}${this.#renderNarrowing()}
        <p class="meta number" role="status">
          ${count}${shown.state === 'ready' && shown.cached && !shown.refreshing ? html` · ${words.cached}` : nothing}
        </p>
      </div>
      ${this.renderLoaded(shown, {
        loading: () => this.renderSkeleton(6),
        empty: () => this.#renderEmpty(),
        ready: () => this.#renderReady(shown),
        retry: () => void this.refresh(),
      })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-list': IncidentList;
  }
}
