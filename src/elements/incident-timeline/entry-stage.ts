import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { TimelineState } from '../../store/types.js';
import type { incidentTimeline } from '../../store/views/timeline.js';
import { icon } from '../../ui/icons.js';
import { keepPlace } from '../../ui/keyboard-place.js';
import type { LocaleController } from '../../ui/locale.js';
import type { FetchFile } from './entry-files.js';
import { EntryFeed } from './entry-feed.js';
import type { FeedContent, TimelineFilter } from './entry-feed.js';
import type { Shares } from './entry-row.js';
import type { TimelineWords } from './speech.js';

const filters = ['all', 'words', 'internal', 'changes'] as const satisfies readonly TimelineFilter[];
/** Readers of a screen hear of new entries at most this often. */
const quiet = 10_000;

/** The attributes of the element that say which entries are shown, and how. */
export interface StageSettings {
  readonly order: 'newest-first' | 'oldest-first';
  readonly audience: 'staff' | 'caller';
  filter: TimelineFilter;
}

export interface StageOptions {
  /** Where the entries come from; undefined while no incident is shown. */
  readonly source: () => ReturnType<typeof incidentTimeline> | undefined;
  readonly retry: (key: string) => void;
  readonly fetch: FetchFile;
  readonly say: (message: string) => void;
}

/** Where entries are shown: the choice of them, and their feed between the ways to older and to newer ones. */
export class EntryStage implements ReactiveController {
  readonly #host: LitElement & StageSettings;
  readonly #locale: LocaleController<TimelineWords>;
  readonly #options: StageOptions;
  #feed: EntryFeed | undefined;
  #unseen = 0;
  #announcedAt = -Infinity;
  #isLoading = false;

  constructor(
    host: LitElement & StageSettings,
    locale: LocaleController<TimelineWords>,
    options: StageOptions,
  ) {
    this.#host = host;
    this.#locale = locale;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#drop();
  }

  /** Another incident is shown: nothing of it is unseen. */
  begin(): void {
    this.#unseen = 0;
  }

  /** Fills the feed that has been drawn; undefined where there is nothing to show. */
  show(content: Omit<FeedContent, 'filter' | 'publicOnly' | 'oldestFirst'> | undefined): void {
    const root = this.#host.renderRoot;
    const scroller = root.querySelector<HTMLElement>('.scroller');
    const feed = root.querySelector<HTMLElement>('.feed');
    if (!scroller || !feed || !content || !this.#host.isConnected) {
      this.#drop();
      return;
    }
    if (this.#feed?.scroller !== scroller) {
      this.#drop();
      this.#feed = new EntryFeed(scroller, feed, {
        unseen: (count) => this.#onUnseen(count),
        wanted: (ids) => void this.#options.source()?.loadTexts(ids),
        nearOldest: () => void this.#loadOlder(),
        retry: this.#options.retry,
        fetch: this.#options.fetch,
      });
    }
    this.#feed.show({
      ...content,
      filter: this.#filter,
      publicOnly: this.#host.audience === 'caller',
      oldestFirst: this.#oldestFirst,
    });
    // A filter may leave nothing of what is loaded; only the feed knows.
    scroller.hidden = this.#feed.count === 0;
    const none = root.querySelector<HTMLElement>('.none');
    if (none) none.hidden = this.#feed.count > 0;
  }

  /** Says of the files on their way how much of them has gone. */
  tell(shares: Shares): void {
    this.#feed?.tell(shares);
  }

  #drop(): void {
    this.#feed?.dispose();
    this.#feed = undefined;
  }

  get #filter(): TimelineFilter {
    return filters.find((one) => one === this.#host.filter) ?? 'all';
  }

  get #oldestFirst(): boolean {
    return this.#host.order === 'oldest-first';
  }

  #onUnseen(count: number): void {
    this.#unseen = count;
    this.#host.requestUpdate();
    const now = Date.now();
    if (count === 0 || now - this.#announcedAt < quiet) return;
    this.#announcedAt = now;
    this.#options.say(this.#locale.terms.timeline.newEntries(count));
  }

  async #loadOlder(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#host.requestUpdate();
    try {
      await this.#options.source()?.loadMore();
    } finally {
      this.#isLoading = false;
      this.#host.requestUpdate();
    }
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const stopped = this.#feed?.handle(event);
    if (stopped !== (this.#oldestFirst ? -1 : 1)) return;
    if (this.#options.source()?.value.hasMore) void this.#loadOlder();
    else this.#host.renderRoot.querySelector<HTMLElement>('.reported')?.focus();
  };

  #onFocusin = (event: Event): void => {
    this.#feed?.focused(event.target);
  };

  #showAll = (): void => {
    this.#host.filter = 'all';
  };

  #onFilter = (event: Event): void => {
    this.#host.filter = (event.target as HTMLSelectElement).value as TimelineFilter;
  };

  #onMore = (event: Event): void => {
    const before = this.#feed?.count ?? 0;
    void keepPlace(event, this.#loadOlder(), () => this.#feed?.enterOlder(before));
  };

  render(state: TimelineState): TemplateResult {
    const { timeline: words, timelineFilter } = this.#locale.terms;
    const filter = this.#filter;
    const oldestFirst = this.#oldestFirst;
    const more = this.#renderMore(state);
    const cut = html`<p class="cut meta"></p>`;
    // prettier-ignore
    return html`<div class=${filter === 'all' ? 'bar' : 'bar chosen'}
        ><label
          >${words.filter}<select .value=${filter} @change=${this.#onFilter}
            ><option value="all" .text=${timelineFilter.all}></option
            ><option value="words" .text=${timelineFilter.words}></option
            >${this.#host.audience === 'caller' ? nothing : html`<option value="internal" .text=${timelineFilter.internal}></option>`}<option
              value="changes" .text=${timelineFilter.changes}></option></select></label></div
      >${oldestFirst ? more : nothing}<div class=${oldestFirst ? 'stage oldest-first' : 'stage'}
        >${oldestFirst ? cut : nothing}<div
          class="scroller"
          tabindex="-1"
          @focusin=${this.#onFocusin}
          @keydown=${this.#onKeydown}
          ><div
            class="feed"
            part="feed"
            role="feed"
            aria-label=${words.entries}
            aria-busy=${this.#isLoading ? 'true' : 'false'}
          ></div></div
        >${oldestFirst ? nothing : cut}<div class="state none" hidden
          ><span .textContent=${words.nothingOfKind}></span
          ><button class="button small" type="button" .textContent=${words.showAll} @click=${this.#showAll}></button
        ></div>${this.#unseen > 0 ? this.#renderNews() : nothing}</div
      >${oldestFirst ? nothing : more}`;
  }

  #renderMore({ entries, total, hasMore }: TimelineState): TemplateResult | typeof nothing {
    if (!hasMore) return nothing;
    const { older, olderOf, loadingOlder } = this.#locale.terms.timeline;
    const label =
      total === null || !this.#locale.formatsReady
        ? older
        : olderOf(this.#locale.number(entries.length), this.#locale.number(total));
    return html`<p class="more">
      <button
        class="button small"
        type="button"
        aria-disabled=${this.#isLoading ? 'true' : 'false'}
        @click=${this.#onMore}
      >
        ${this.#isLoading ? loadingOlder : label}
      </button>
    </p>`;
  }

  #renderNews(): TemplateResult {
    const { newEntries } = this.#locale.terms.timeline;
    return html`<div class="news">
      <button class="button small primary" type="button" @click=${() => this.#feed?.toNewest()}>
        ${icon(this.#oldestFirst ? 'down' : 'up')}${newEntries(this.#unseen)}
      </button>
    </div>`;
  }
}
