import { printRows } from '../../ui/print-rows.js';
import { VirtualRows } from '../../ui/virtual-rows.js';
import type { Entry } from '../../core/entry.js';
import type { EntryLog, EntryView } from '../../store/types.js';
import type { FetchFile } from './entry-files.js';
import type { Shares } from './entry-row.js';
import { EntryRow } from './entry-row.js';
import { isInternal, isWords } from './sentences.js';
import type { Speech } from './speech.js';

/** Which entries are shown. */
export type TimelineFilter = 'all' | 'words' | 'internal' | 'changes';

const chosen: Readonly<Record<Exclude<TimelineFilter, 'all'>, (entry: Entry) => boolean>> = {
  words: (entry) => isWords(entry) || (entry.attachments?.length ?? 0) > 0,
  internal: isInternal,
  changes: (entry) => !isWords(entry),
};

/** What can be reached before and after the feed, in order, with the feed itself among them. */
const stops = 'select, .scroller, .more button, textarea';

/** What the feed shows now. */
export interface FeedContent {
  readonly log: EntryLog;
  readonly revision: number;
  readonly filter: TimelineFilter;
  /** Leaves internal entries out whatever the filter says. */
  readonly publicOnly: boolean;
  readonly oldestFirst: boolean;
  readonly speech: Speech;
  /** How many entries the backend has, null while unknown. */
  readonly total: number | null;
  readonly hasMore: boolean;
}

const orderKeys = ['log', 'filter', 'publicOnly', 'oldestFirst'] as const;
const contentKeys = [...orderKeys, 'revision', 'speech', 'total', 'hasMore'] as const;

/** What the feed tells its element. */
export interface FeedEvents {
  /** Entries that came in while the reader was elsewhere; 0 when the newest are in view. */
  readonly unseen: (count: number) => void;
  /** Rows in view whose words have to be fetched. */
  readonly wanted: (entryIds: readonly string[]) => void;
  /** The window is near the oldest loaded entry. */
  readonly nearOldest: () => void;
  readonly retry: (key: string) => void;
  readonly fetch: FetchFile;
}

/** The rows of a timeline: a feed whose window follows the reader and whose newest entry is followed while in view. */
export class EntryFeed {
  readonly #rows: VirtualRows;
  readonly #feed: HTMLElement;
  readonly #events: FeedEvents;
  readonly #made = new WeakMap<Element, EntryRow>();
  #content: FeedContent | undefined;
  #shares: Shares = new Map();
  /** Places in the log of the entries a filter lets through. */
  #picked: readonly number[] | undefined;
  #marks: readonly (readonly [string, number])[] = [];
  #count = 0;
  #current = 0;
  #unseen = 0;
  #scrolled = false;
  #asking: ReturnType<typeof setTimeout> | undefined;
  readonly #endPrinting: () => void;
  readonly #seen = (): void => {
    this.#scrolled = true;
    this.#noteSeen();
  };

  constructor(scroller: HTMLElement, feed: HTMLElement, events: FeedEvents) {
    this.#feed = feed;
    this.#events = events;
    this.#rows = new VirtualRows(scroller, feed, {
      create: () => this.#create(),
      fill: (row, index) => this.#fill(row, index),
      separator: (index) => this.#separator(index),
      group: (index) => this.#dayOf(index),
      estimate: 64,
      shown: (first, last) => this.#onShown(first, last),
      focusLost: () => scroller.focus({ preventScroll: true }),
    });
    scroller.addEventListener('scroll', this.#seen, { passive: true });
    this.#endPrinting = printRows(
      this.#rows,
      () => this.#content?.oldestFirst === true,
      (printed) => this.#sayCut(printed),
    );
  }

  get scroller(): HTMLElement {
    return this.#rows.scroller;
  }

  get count(): number {
    return this.#count;
  }

  show(content: FeedContent): void {
    const last = this.#content;
    if (last && contentKeys.every((key) => last[key] === content[key])) return;
    this.#content = content;
    const sameOrder = last !== undefined && orderKeys.every((key) => last[key] === content[key]);
    if (content.filter === 'all' && !content.publicOnly) this.#picked = undefined;
    else if (!sameOrder || last.revision !== content.revision) this.#picked = pick(content);

    const before = this.#count;
    const newestInView = content.oldestFirst ? this.#rows.toBottom <= 4 : this.#rows.toTop <= 4;
    const count = (this.#count = this.#picked?.length ?? content.log.length);
    const grown = sameOrder ? this.#grown(before) : undefined;
    this.#mark();
    if (grown === undefined) {
      this.#rows.reset();
      this.#current = content.oldestFirst ? Math.max(0, count - 1) : 0;
      this.#setUnseen(0);
      this.#rows.update({ count, go: content.oldestFirst ? 'end' : 'start' });
      return;
    }
    // Where the newest is in view it stays there, also when words or times change what rows take up.
    const own = grown > 0 && this.#fromNewest(0)?.pending !== undefined;
    const shift = content.oldestFirst ? count - before - grown : grown;
    this.#current = Math.min(count - 1, Math.max(0, this.#current + shift));
    const follow = own || newestInView;
    this.#rows.update({ count, shift, go: !follow ? 'keep' : content.oldestFirst ? 'end' : 'start' });
    if (!follow && grown > 0) this.#setUnseen(this.#unseen + grown);
    else if (follow) this.#setUnseen(0);
  }

  /** Says of the files on their way how much of them has gone. */
  tell(shares: Shares): void {
    if (shares === this.#shares) return;
    this.#shares = shares;
    for (const row of this.#feed.querySelectorAll('.entry.pending')) this.#made.get(row)?.tell(shares);
  }

  /** Goes to the newest entry. */
  toNewest(): void {
    if (this.#content?.oldestFirst) this.#rows.toEnd();
    else this.#rows.toStart();
    this.#setUnseen(0);
  }

  /**
   * The keys of a feed: Page Up and Page Down go from article to article, Control with Home or End leaves to what stands
   * before or after it.
   *
   * @returns `1` for a step forwards and `-1` for one backwards that the feed's end has stopped.
   */
  handle(event: KeyboardEvent): 1 | -1 | undefined {
    const { key, target } = event;
    if (event.altKey || event.shiftKey || !(target instanceof Element) || !target.closest('.scroller'))
      return undefined;
    const whole = event.ctrlKey || event.metaKey;
    const step =
      key === (whole ? 'End' : 'PageDown') ? 1 : key === (whole ? 'Home' : 'PageUp') ? -1 : undefined;
    if (step === undefined) return undefined;
    event.preventDefault();
    if (!whole) return this.#move(step) ? undefined : step;
    const all = [...(this.#feed.getRootNode() as ParentNode & Node).querySelectorAll<HTMLElement>(stops)];
    all[all.indexOf(this.scroller) + step]?.focus();
    return undefined;
  }

  /** Moves the focus to the article so many rows on; false at the ends. */
  #move(step: number): boolean {
    const active = this.#rows.indexOf(this.#focused());
    const from = active >= 0 ? active : this.#rows.firstInView;
    const to = Math.min(this.#count - 1, Math.max(0, from + step));
    this.#focus(to);
    return to !== from;
  }

  /** Leads the focus to the newest of the entries that have come at the old end since there were so many. */
  enterOlder(before: number): void {
    const { oldestFirst } = this.#content ?? {};
    this.#focus(Math.max(0, oldestFirst ? this.#count - before - 1 : Math.min(before, this.#count - 1)));
  }

  /** Remembers which article has the focus. */
  focused(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest('article') : null;
    const index = this.#rows.indexOf(row);
    if (index < 0 || index === this.#current) return;
    this.#markCurrent(false);
    this.#current = index;
    this.#markCurrent(true);
  }

  dispose(): void {
    clearTimeout(this.#asking);
    this.#endPrinting();
    this.#rows.scroller.removeEventListener('scroll', this.#seen);
    this.#rows.dispose();
  }

  #create(): HTMLElement {
    const row = new EntryRow();
    this.#made.set(row.element, row);
    return row.element;
  }

  #markCurrent(current: boolean): void {
    const article = this.#rows.row(this.#current);
    const row = article && this.#made.get(article);
    if (row) row.current = current;
  }

  #focused(): Element | null {
    const root = this.#feed.getRootNode();
    const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    return active?.closest('article') ?? null;
  }

  #focus(index: number): void {
    const row = this.#rows.show(index);
    row?.focus({ preventScroll: true });
    this.focused(row ?? null);
  }

  /** The entry so many places from the newest one. */
  #fromNewest(distance: number): EntryView | undefined {
    return this.#content?.log.at(this.#picked ? (this.#picked[distance] ?? -1) : distance);
  }

  #at(index: number): EntryView | undefined {
    return this.#fromNewest(this.#content?.oldestFirst ? this.#count - 1 - index : index);
  }

  /** Ids of the newest entries the backend has, with their places: by them new ones are told from old ones. */
  #mark(): void {
    const marks: [string, number][] = [];
    for (let distance = 0; distance < this.#count && marks.length < 5; distance++) {
      const view = this.#fromNewest(distance);
      if (view && view.pending === undefined) marks.push([view.entry.id, distance]);
    }
    this.#marks = marks;
  }

  /** How many entries have come at the newest end (negative: gone); undefined when nothing known is left. */
  #grown(before: number): number | undefined {
    if (before === 0) return undefined;
    if (this.#marks.length === 0) return this.#count - before;
    for (const [id, distance] of this.#marks) {
      const most = Math.min(this.#count, distance + 1_000);
      for (let at = 0; at < most; at++) if (this.#fromNewest(at)?.entry.id === id) return at - distance;
    }
    return undefined;
  }

  #fill(article: HTMLElement, index: number): boolean {
    const content = this.#content;
    const view = this.#at(index);
    const row = this.#made.get(article);
    if (!content || !view || !row) return false;
    const { total, hasMore, speech } = content;
    const setSize =
      !this.#picked && total !== null ? Math.max(total, this.#count) : hasMore ? -1 : this.#count;
    // In the order on the screen; while older entries are missing at the top nobody knows the place.
    const position =
      content.oldestFirst && setSize > this.#count ? setSize - this.#count + index + 1 : index + 1;
    row.place(position, setSize);
    row.current = index === this.#current;
    const above = index > 0 ? this.#at(index - 1)?.entry : undefined;
    if (row.says(view, above, speech)) return false;
    const sameDay = above !== undefined && this.#sameDay(above, view.entry);
    const { retry, fetch } = this.#events;
    row.fill({ view, above, sameDay, shares: this.#shares, retry, fetch }, speech);
    return true;
  }

  #sameDay(a: Entry, b: Entry): boolean {
    const dayNumber = this.#content?.speech.dayNumber;
    // What has no time stands together.
    return Object.is(dayNumber?.(a.recordedAt), dayNumber?.(b.recordedAt));
  }

  #separator(index: number): string | undefined {
    const here = this.#at(index)?.entry;
    const above = index > 0 ? this.#at(index - 1)?.entry : undefined;
    return here && !(above && this.#sameDay(above, here)) ? this.#dayOf(index) : undefined;
  }

  #dayOf(index: number): string {
    const at = this.#at(index)?.entry.recordedAt;
    const { speech } = this.#content ?? {};
    if (at === undefined || !speech) return '';
    return Number.isFinite(at) ? speech.day(at) : speech.terms.timeline.noTime;
  }

  #onShown(first: number, last: number): void {
    const content = this.#content;
    if (!content) return;
    const ids: string[] = [];
    for (let index = first; index <= last; index++) {
      const entry = this.#at(index)?.entry;
      if (entry?.deferred === true && entry.text === undefined) ids.push(entry.id);
    }
    clearTimeout(this.#asking);
    // Rows that only fly by are not asked for.
    if (ids.length > 0) this.#asking = setTimeout(() => this.#events.wanted(ids.slice(0, 100)), 60);
  }

  /** Under what is printed stands what is not. */
  #sayCut(printed: number): void {
    const note = this.#rows.scroller.parentElement?.querySelector('.cut');
    if (!note || !this.#content) return;
    const { total, hasMore, speech } = this.#content;
    const { notPrinted, olderNotPrinted } = speech.terms.timeline;
    const all = !this.#picked && total !== null ? Math.max(total, this.#count) : this.#count;
    note.textContent =
      hasMore && all === this.#count ? olderNotPrinted : all > printed ? notPrinted(all - printed) : '';
  }

  #noteSeen(): void {
    const { oldestFirst, hasMore } = this.#content ?? {};
    if (this.#unseen > 0 && (oldestFirst ? this.#rows.toBottom : this.#rows.toTop) <= 4) this.#setUnseen(0);
    if (
      hasMore &&
      this.#rows.scrollable &&
      (oldestFirst ? this.#rows.toTop : this.#rows.toBottom) < 600 &&
      this.#scrolled
    )
      this.#events.nearOldest();
  }

  #setUnseen(count: number): void {
    if (count === this.#unseen) return;
    this.#unseen = count;
    this.#events.unseen(count);
  }
}

/** Places of the entries the filter and the audience let through. */
function pick({ log, filter, publicOnly }: FeedContent): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < log.length; at++) {
    const entry = log.at(at)?.entry;
    if (!entry || (publicOnly && entry.visibility === 'internal')) continue;
    if (filter === 'all' || chosen[filter](entry)) places.push(at);
  }
  return places;
}
