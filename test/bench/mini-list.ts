/** What a row of the minimal list shows. */
export interface MiniItem {
  readonly id: string;
  readonly at: number;
  readonly who: string;
  readonly kind: string;
  readonly text: string;
}

const estimate = 56;
const overscan = 240;

/**
 * The least a virtual list with measured heights can be: a running sum over all rows, rows placed one by one, no
 * separators, no roles, no languages. The baseline of the timeline bench.
 */
export class MiniList {
  readonly #scroller = document.createElement('div');
  readonly #space = document.createElement('div');
  readonly #live = new Map<number, HTMLElement>();
  readonly #items: MiniItem[];
  #heights: Float64Array;
  #sums: Float64Array;

  constructor(host: HTMLElement, items: readonly MiniItem[]) {
    this.#items = [...items];
    this.#heights = new Float64Array(items.length).fill(estimate);
    this.#sums = new Float64Array(items.length + 1);
    this.#sum(0);
    Object.assign(this.#scroller.style, { blockSize: '640px', overflow: 'auto' });
    this.#space.style.position = 'relative';
    this.#scroller.append(this.#space);
    host.append(this.#scroller);
    this.#scroller.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.#draw();
  }

  get scroller(): HTMLElement {
    return this.#scroller;
  }

  get rows(): number {
    return this.#live.size;
  }

  /** One more row before all others. */
  prepend(item: MiniItem): void {
    this.#items.unshift(item);
    const heights = new Float64Array(this.#items.length);
    heights[0] = estimate;
    heights.set(this.#heights, 1);
    this.#heights = heights;
    this.#sums = new Float64Array(heights.length + 1);
    this.#sum(0);
    for (const row of this.#live.values()) row.remove();
    this.#live.clear();
    this.#draw();
  }

  #sum(from: number): void {
    for (let at = from; at < this.#heights.length; at++)
      this.#sums[at + 1] = (this.#sums[at] ?? 0) + (this.#heights[at] ?? 0);
  }

  #at(place: number): number {
    let [low, high] = [0, this.#items.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#sums[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #draw(): void {
    const top = this.#scroller.scrollTop;
    const first = this.#at(Math.max(0, top - overscan));
    const last = this.#at(top + 640 + overscan);
    for (const [index, row] of this.#live)
      if (index < first || index > last) {
        row.remove();
        this.#live.delete(index);
      }
    const fresh: number[] = [];
    for (let index = first; index <= last; index++) {
      const item = this.#items[index];
      if (!item || this.#live.has(index)) continue;
      const row = miniRow(item);
      this.#space.append(row);
      this.#live.set(index, row);
      fresh.push(index);
    }
    for (const index of fresh) this.#heights[index] = this.#live.get(index)?.offsetHeight ?? estimate;
    if (fresh[0] !== undefined) this.#sum(fresh[0]);
    for (const [index, row] of this.#live)
      row.style.transform = `translateY(${String(this.#sums[index] ?? 0)}px)`;
    this.#space.style.blockSize = `${String(this.#sums[this.#items.length] ?? 0)}px`;
  }
}

const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'UTC' });

function miniRow({ id, at, who, kind, text }: MiniItem): HTMLElement {
  const row = document.createElement('div');
  Object.assign(row.style, { position: 'absolute', insetInline: '0', contain: 'layout style' });
  row.dataset['id'] = id;
  for (const [tag, words] of [
    ['time', time.format(at)],
    ['b', who],
    ['i', kind],
    ['p', text],
  ] as const) {
    const part = document.createElement(tag);
    part.textContent = words;
    row.append(part);
  }
  return row;
}
