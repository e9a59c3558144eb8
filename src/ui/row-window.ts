/** What rows show. They are plain elements that are used again for other indexes. */
export interface RowContents {
  readonly create: () => HTMLElement;
  /** Writes a row's content; true when anything changed, so that it is measured again. */
  readonly fill: (row: HTMLElement, index: number) => boolean;
  /** A separator before the row at this index; undefined where it belongs to the same group as its predecessor. */
  readonly separator?: (index: number) => string | undefined;
  /** The text of the group a row belongs to, shown at the top while the row is the first one in view. */
  readonly group?: (index: number) => string;
  /** The row with the focus is about to leave the window. */
  readonly focusLost?: () => void;
}

/** A row on the page with the separator that stands before it. */
interface Shown {
  readonly row: HTMLElement;
  separator: HTMLElement | undefined;
}

/**
 * To the fraction of a pixel: what is rounded off adds up over the rows above what is being read. The box on the screen
 * tells it, but not where the page is drawn larger or smaller than it is laid out.
 */
function heightOf(element: HTMLElement | undefined): number {
  if (!element) return 0;
  const { height } = element.getBoundingClientRect();
  const { offsetHeight } = element;
  return Math.abs(height - offsetHeight) < 1 ? height : offsetHeight;
}

/** The rows that are on the page, one below the other, and spare ones to be used again. */
export class RowWindow {
  readonly #block: HTMLElement;
  readonly #contents: RowContents;
  readonly #live: Shown[] = [];
  readonly #spare: Shown[] = [];
  #floating: HTMLElement | undefined;
  #first = 0;

  constructor(block: HTMLElement, contents: RowContents) {
    this.#block = block;
    this.#contents = contents;
  }

  get first(): number {
    return this.#first;
  }

  /** The last row's index; before the first one where there is no row. */
  get last(): number {
    return this.#first + this.#live.length - 1;
  }

  get size(): number {
    return this.#live.length;
  }

  get indexes(): readonly number[] {
    return this.#live.map((_, at) => this.#first + at);
  }

  /** What the separator at the top covers of the first row in view. */
  get lead(): number {
    return this.#floating?.offsetHeight ?? 0;
  }

  row(index: number): HTMLElement | undefined {
    return this.#live[index - this.#first]?.row;
  }

  /** The index of a row's element; -1 for a foreign one. */
  indexOf(row: Element | null): number {
    const place = this.#live.findIndex((shown) => shown.row === row);
    return place < 0 ? -1 : this.#first + place;
  }

  /** What a row and the separator before it take up. */
  height(index: number): number {
    const { row, separator } = this.#live[index - this.#first] ?? {};
    return heightOf(row) + heightOf(separator);
  }

  /** So many rows came before the first one. */
  shift(count: number): void {
    this.#first += count;
  }

  /** Takes the rows outside a range off the page. */
  keep(first: number, last: number): void {
    const above = Math.min(this.#live.length, Math.max(0, first - this.#first));
    const left = Math.max(0, Math.min(this.#live.length - above, last - this.#first - above + 1));
    const gone = [...this.#live.splice(0, above), ...this.#live.splice(left)];
    this.#first = this.#live.length > 0 ? this.#first + above : first;
    if (gone.length === 0) return;
    if (gone.some(({ row }) => row.matches(':focus-within'))) this.#contents.focusLost?.();
    for (const shown of gone) {
      shown.row.remove();
      shown.separator?.remove();
      shown.separator = undefined;
      this.#spare.push(shown);
    }
  }

  /** Puts the rows of a range in place; `refill` looks at all of them again. Returns those that have to be measured. */
  place(first: number, last: number, refill: boolean): readonly number[] {
    const live = this.#live;
    this.keep(first, last);
    const fresh: number[] = [];
    if (refill)
      live.forEach((shown, at) => {
        const index = this.#first + at;
        const changed = this.#contents.fill(shown.row, index);
        if (this.#separate(shown, index) || changed) fresh.push(index);
      });
    const top = live[0];
    const before = top ? (top.separator ?? top.row) : null;
    const above: Shown[] = [];
    const add = (index: number, next: Node | null): Shown => {
      fresh.push(index);
      return this.#add(index, next);
    };
    for (let index = first; top && index < this.#first; index++) above.push(add(index, before));
    live.unshift(...above);
    this.#first = first;
    for (let index = first + live.length; index <= last; index++) live.push(add(index, null));
    return fresh;
  }

  /** While the separator of the first row is above the window, its text stands at the top all the same. */
  float(windowed: boolean): void {
    const { group } = this.#contents;
    const [first] = this.#live;
    if (!group || !windowed || !first || first.separator) {
      this.#floating?.remove();
      this.#floating = undefined;
      return;
    }
    const text = group(this.#first);
    if (!this.#floating) {
      this.#floating = separatorOf(text);
      this.#floating.classList.add('floating');
      this.#block.prepend(this.#floating);
    } else if (this.#floating.textContent !== text) this.#floating.textContent = text;
  }

  /** A thousand rows that were printed are not kept in case they are printed again. */
  forgetSpare(): void {
    this.#spare.length = 0;
  }

  #add(index: number, before: Node | null): Shown {
    const shown = this.#spare.pop() ?? { row: this.#contents.create(), separator: undefined };
    this.#contents.fill(shown.row, index);
    this.#block.insertBefore(shown.row, before);
    this.#separate(shown, index);
    return shown;
  }

  /** Puts the separator before a row, or takes it away; true when that changes what the two take up. */
  #separate(shown: Shown, index: number): boolean {
    const text = this.#contents.separator?.(index);
    const known = shown.separator;
    if (text === undefined) {
      known?.remove();
      shown.separator = undefined;
      return known !== undefined;
    }
    if (known) {
      if (known.textContent !== text) known.textContent = text;
      return false;
    }
    shown.separator = separatorOf(text);
    shown.row.before(shown.separator);
    return true;
  }
}

function separatorOf(text: string): HTMLElement {
  const separator = document.createElement('div');
  separator.className = 'separator';
  // Each row tells its own day to those who do not see the separators.
  separator.setAttribute('aria-hidden', 'true');
  separator.textContent = text;
  return separator;
}
