import { RowHeights } from './row-heights.js';
import { RowWindow } from './row-window.js';
import type { RowContents } from './row-window.js';

/** What a list of rows is made of, and what it is told. */
export interface RowsView extends RowContents {
  /** What a row probably takes, in pixels. */
  readonly estimate: number;
  /** Up to so many rows are all there, so that find-in-page and printing see them. Default 100. */
  readonly wholeUpTo?: number;
  /** Called after rows came or went; the window is `[first, last]`. */
  readonly shown?: (first: number, last: number) => void;
}

/** How the data behind the rows has changed. */
export interface RowsChange {
  readonly count: number;
  /** So many rows came before the first one (negative: went). */
  readonly shift?: number;
  /** Where to be afterwards; `keep` leaves the row under the reader's eyes where it is. Default `keep`. */
  readonly go?: 'keep' | 'start' | 'end';
}

type Range = readonly [first: number, last: number];
type Anchor = { readonly index: number; readonly within: number };

/** Rendered beyond both edges of what is in view. */
const overscan = 240;
/** Scrolling less than this never renders. */
const reserve = 80;
/** Taken for the height of a scroller that has not been laid out yet: asking for it first would lay the page out twice. */
const likelyHeight = 640;

/**
 * Shows a window of many rows of different heights inside a scroller. Rows stand in the normal flow,
 * with the room of all others above and below them; heights are measured when rows appear, and what is being read stays where it is.
 */
export class VirtualRows {
  readonly #scroller: HTMLElement;
  readonly #block: HTMLElement;
  readonly #space: HTMLElement;
  readonly #view: RowsView;
  readonly #heights: RowHeights;
  readonly #window: RowWindow;
  readonly #sizes: ResizeObserver;
  #frame: number | undefined;
  #top = 0;
  #spread: { readonly range: Range; readonly anchor: Anchor } | undefined;
  #height = 0;
  #width = 0;
  #measured = false;
  /** The first look holds only what is in view; what lies beyond it comes with the frame after. */
  #seen = false;
  readonly #onScroll = (): void => {
    if (!this.#spread && Math.abs(this.#scroller.scrollTop - this.#top) > 0.5) this.#follow();
  };

  /** `scroller` scrolls (and gets the class `tall` while it shows a window), `space` inside it takes the height of all rows. */
  constructor(scroller: HTMLElement, space: HTMLElement, view: RowsView) {
    this.#scroller = scroller;
    this.#space = space;
    this.#view = view;
    this.#heights = new RowHeights(view.estimate);
    this.#block = document.createElement('div');
    this.#block.className = 'window';
    this.#block.setAttribute('role', 'presentation');
    this.#window = new RowWindow(this.#block, view);
    space.replaceChildren(this.#block);
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#sizes = new ResizeObserver((changes) => {
      if (changes.every((change) => this.#foreseen(change))) return;
      // Drawing at once would change sizes while the browser is telling about sizes.
      this.#frame ??= requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#resized();
      });
    });
    this.#sizes.observe(scroller);
    this.#sizes.observe(this.#block);
  }

  get scroller(): HTMLElement {
    return this.#scroller;
  }

  get count(): number {
    return this.#heights.count;
  }

  /** Whether only some of the rows are there. */
  get windowed(): boolean {
    return this.count > (this.#view.wholeUpTo ?? 100);
  }

  /** Pixels between what is in view and the first row's beginning. */
  get toTop(): number {
    return this.#scroller.scrollTop;
  }

  /** Pixels between what is in view and the last row's end. */
  get toBottom(): number {
    // Before anything is drawn there is nothing to be away from, and the page need not be laid out to say so.
    return this.#window.size === 0 ? 0 : this.#heights.total - this.#scroller.scrollTop - this.#height;
  }

  get scrollable(): boolean {
    return this.#heights.total > this.#height;
  }

  /** The element of a row that is there. */
  row(index: number): HTMLElement | undefined {
    return this.#window.row(index);
  }

  /** The index of a row's element; -1 for a foreign one. */
  indexOf(row: Element | null): number {
    return this.#window.indexOf(row);
  }

  /** The first row in view. */
  get firstInView(): number {
    return this.#heights.at(this.#scroller.scrollTop + 1);
  }

  /** Takes up changed data and draws it. */
  update({ count, shift = 0, go = 'keep' }: RowsChange): void {
    const anchor = this.#anchor();
    this.#window.shift(shift);
    this.#heights.change(count, shift);
    this.#window.keep(0, count - 1);
    if (go === 'start' || count === 0) this.#draw(0, 0, true);
    else if (go === 'end') this.#draw(count - 1, Infinity, true);
    else this.#draw(Math.min(count - 1, Math.max(0, anchor.index + shift)), anchor.within, true);
  }

  /** Brings a row into view, at the top unless it is there already. */
  show(index: number): HTMLElement | undefined {
    const at = Math.min(this.count - 1, Math.max(0, index));
    const begin = this.#heights.offset(at);
    const end = this.#heights.offset(at + 1);
    const top = this.#scroller.scrollTop;
    const lead = this.#window.lead;
    const inView = begin - lead >= top - 0.5 && end <= top + this.#scroller.clientHeight + 0.5;
    if (!inView || !this.row(at)) this.#draw(at, -lead, false);
    return this.row(at);
  }

  toStart(): void {
    this.#draw(0, 0, false);
  }

  toEnd(): void {
    this.#draw(this.count - 1, Infinity, false);
  }

  /** Draws these rows one below the other however many they are: paper has no window. Without a range it is back as before. */
  spread(range?: Range): void {
    if (!range && !this.#spread) return;
    const anchor = this.#spread?.anchor ?? this.#anchor();
    this.#spread = range && { range, anchor };
    if (!range) this.#height = 0;
    this.#draw(anchor.index, anchor.within, false);
    // A thousand rows are not kept in case they are printed again.
    if (!range) this.#window.forgetSpare();
  }

  /** Forgets all heights and contents, for a change of language or of the whole data. */
  reset(): void {
    this.#heights.reset(this.count);
    this.#measured = false;
  }

  dispose(): void {
    this.#scroller.removeEventListener('scroll', this.#onScroll);
    this.#sizes.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  /** Whether a size is the one that was drawn for: rows that came or went have been measured already. */
  #foreseen({ target, contentRect: { width, height } }: ResizeObserverEntry): boolean {
    if (!this.#seen) return false;
    if (target === this.#scroller)
      return Math.abs(width - this.#width) < 1 && Math.abs(height - this.#height) < 1;
    const expected = this.#heights.offset(this.#window.last + 1) - this.#heights.offset(this.#window.first);
    // Heights are read in whole pixels.
    return Math.abs(height - expected) <= 1 + this.#window.size / 2;
  }

  #anchor(): Anchor {
    if (this.#window.size === 0) return { index: 0, within: 0 };
    const top = this.#scroller.scrollTop;
    const index = this.#heights.at(top);
    return { index, within: top - this.#heights.offset(index) };
  }

  #follow(): void {
    const top = this.#scroller.scrollTop;
    const begin = this.#heights.offset(this.#window.first);
    const end = this.#heights.offset(this.#window.last + 1);
    const enoughAbove = this.#window.first === 0 || begin <= top - reserve;
    const enoughBelow = this.#window.last === this.count - 1 || end >= top + this.#height + reserve;
    this.#top = top;
    if (enoughAbove && enoughBelow) return;
    const { index, within } = this.#anchor();
    this.#draw(index, within, false);
  }

  /**
   * Draws with the row `index` so many pixels above the upper edge; infinitely many lead to the end, wherever that turns
   * out to be. `refill` looks at all rows again.
   */
  #draw(index: number, within: number, refill: boolean): void {
    const heights = this.#heights;
    if (this.#scroller.classList.contains('tall') !== this.windowed) {
      // Only a window needs a scroller with a limit; where that changes its height is another one.
      this.#scroller.classList.toggle('tall', this.windowed);
      this.#height = 0;
    }
    let top = 0;
    for (let pass = 0; pass < 4; pass++) {
      const view = this.#height || likelyHeight;
      top = Math.max(0, Math.min(heights.offset(index) + within, Math.max(0, heights.total - view)));
      const [first, last] = this.#range(top, view, pass > 0);
      const fresh = this.#window.place(first, last, refill && pass === 0);
      // Before rows are measured: the page is laid out once for their heights and for their place.
      this.#pad();
      const surprise = this.#measure(fresh);
      this.#height ||= this.#scroller.clientHeight;
      this.#width ||= this.#scroller.clientWidth;
      if (!surprise && view === (this.#height || likelyHeight)) break;
    }
    this.#pad();
    if (!this.#spread && Math.abs(this.#scroller.scrollTop - top) > 0.5) this.#scroller.scrollTop = top;
    this.#top = this.#scroller.scrollTop;
    this.#window.float(this.windowed);
    this.#view.shown?.(this.#window.first, this.#window.last);
  }

  /** The rows for a place; with `more` none of those on the page goes, which would lay the page out once more. */
  #range(top: number, view: number, more: boolean): Range {
    const { count } = this.#heights;
    if (this.#spread) return [this.#spread.range[0], Math.min(this.#spread.range[1], count - 1)];
    if (!this.windowed) return [0, count - 1];
    const beyond = this.#seen ? overscan : 0;
    const first = this.#heights.at(top - beyond);
    const last = this.#heights.at(top + view + beyond);
    const { first: above, last: below } = this.#window;
    return more && first <= below && last >= above
      ? [Math.min(first, above), Math.max(last, below)]
      : [first, last];
  }

  /** Keeps the room of all rows that are not on the page, above and below those that are. */
  #pad(): void {
    const heights = this.#heights;
    const placed = this.windowed && !this.#spread;
    const above = placed ? heights.offset(this.#window.first) : 0;
    const below = placed ? heights.total - heights.offset(this.#window.last + 1) : 0;
    setLength(this.#space, 'paddingBlockStart', above);
    setLength(this.#space, 'paddingBlockEnd', below);
  }

  /** Reads the heights of new rows, all at once so that the page is laid out once; true when any was a surprise. */
  #measure(fresh: readonly number[]): boolean {
    if (fresh.length === 0) return false;
    const read = fresh.map((index) => this.#window.height(index));
    if (!this.#measured && (read[0] ?? 0) > 0) {
      this.#measured = true;
      // The first rows are a better guess for the others than ours.
      this.#heights.reset(
        this.#heights.count,
        Math.max(16, read.reduce((sum, height) => sum + height, 0) / read.length),
      );
    }
    let surprise = false;
    fresh.forEach((index, at) => {
      const height = read[at] ?? 0;
      if (height > 0 && this.#heights.set(index, height) !== 0) surprise = true;
    });
    return surprise;
  }

  #resized(): void {
    const { clientHeight, clientWidth } = this.#scroller;
    if (clientHeight === 0 || this.#spread) return;
    this.#seen = true;
    const narrower = clientWidth !== this.#width;
    this.#height = clientHeight;
    this.#width = clientWidth;
    if (this.count === 0) return;
    const { index, within } = this.#anchor();
    const surprise = this.#measure(this.#window.indexes);
    if (surprise || narrower || this.#window.size === 0) this.#draw(index, within, false);
    else this.#follow();
  }
}

function setLength(
  element: HTMLElement,
  side: 'paddingBlockStart' | 'paddingBlockEnd',
  pixels: number,
): void {
  const value = pixels < 0.01 ? '' : `${String(Math.round(pixels * 100) / 100)}px`;
  if (element.style[side] !== value) element.style[side] = value;
}
