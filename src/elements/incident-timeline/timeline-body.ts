import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { TimelineTerms } from '../../locales/en/timeline.js';
import type { TimelinePartsTerms } from '../../locales/en/timeline-parts.js';
import type { TimelineState } from '../../store/types.js';
import { afterMore } from '../after-more.js';
import { icon } from '../icons.js';
import type { EntryFeed, TimelineFilter } from './entry-feed.js';

/** What the part around the feed needs. */
export interface TimelineBody {
  readonly state: TimelineState;
  readonly words: TimelinePartsTerms;
  readonly newEntries: TimelineTerms['timeline']['newEntries'];
  readonly number: (value: number) => string;
  readonly label: string;
  readonly filter: TimelineFilter;
  readonly filters: readonly TimelineFilter[];
  readonly oldestFirst: boolean;
  readonly unseen: number;
  readonly loadingOlder: boolean;
  readonly feed: () => EntryFeed | undefined;
  readonly choose: (filter: TimelineFilter) => void;
  readonly older: () => Promise<void>;
  readonly keydown: (event: KeyboardEvent) => void;
}

function renderMore(body: TimelineBody): TemplateResult | typeof nothing {
  const { state, words, number, loadingOlder } = body;
  const { entries, total, hasMore } = state;
  if (!hasMore) return nothing;
  const { older, olderOf, loadingOlder: loading } = words.timeline;
  const label = total === null ? older : olderOf(number(entries.length), number(total));
  return html`<p class="more">
    <button
      class="button small"
      type="button"
      aria-disabled=${loadingOlder ? 'true' : 'false'}
      @click=${(event: Event) => {
        const before = body.feed()?.count ?? 0;
        void afterMore(event, body.older(), () => body.feed()?.enterOlder(before));
      }}
    >
      ${loadingOlder ? loading : label}
    </button>
  </p>`;
}

/** The choice of entries, the feed's own place, and the buttons for older and newer entries. */
export function renderBody(body: TimelineBody): TemplateResult {
  const { words, label, filter, filters, oldestFirst, unseen, loadingOlder, feed, choose } = body;
  const more = renderMore(body);
  const cut = html`<p class="cut meta"></p>`;
  return html`
    <div class=${filter === 'all' ? 'bar' : 'bar chosen'}>
      <label
        >${words.timeline.filter}
        <select
          .value=${filter}
          @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as TimelineFilter)}
        >
          ${filters.map((one) => html`<option value=${one} ?selected=${one === filter}>${words.timelineFilter[one]}</option>`)}
        </select></label
      >
    </div>
    ${oldestFirst ? more : nothing}
    <div class=${oldestFirst ? 'stage oldest-first' : 'stage'}>
      ${oldestFirst ? cut : nothing}
      <div
        class="scroller"
        tabindex="-1"
        @focusin=${(event: Event) => feed()?.focused(event.target)}
        @keydown=${body.keydown}
      >
        <div
          class="feed"
          part="feed"
          role="feed"
          aria-label=${label}
          aria-busy=${loadingOlder ? 'true' : 'false'}
        ></div>
      </div>
      ${oldestFirst ? nothing : cut}
      <div class="state none" hidden>
        <span>${words.timeline.nothingOfKind}</span>
        <button class="button small" type="button" @click=${() => choose('all')}>
          ${words.timeline.showAll}
        </button>
      </div>
      ${
        unseen > 0
          ? html`<div class="news">
              <button class="button small primary" type="button" @click=${() => feed()?.toNewest()}>
                ${icon(oldestFirst ? 'down' : 'up')}${body.newEntries(unseen)}
              </button>
            </div>`
          : nothing
      }
    </div>
    ${oldestFirst ? nothing : more}
  `;
}
