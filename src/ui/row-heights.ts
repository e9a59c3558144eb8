/** Rows per block: sums run over blocks, the rest is added up row by row. */
const size = 64;

/** Heights of the rows on one side of the origin, counted away from it. Nothing is set aside for a row nobody has seen. */
class Side {
  readonly #blocks = new Map<number, Float32Array>();
  /** Sums over blocks as a binary indexed tree of what differs from the estimate. */
  #tree = new Float64Array(64);

  /** What the rows `[0, count)` add to the estimate. */
  extra(count: number): number {
    const block = Math.floor(count / size);
    let sum = 0;
    for (let at = Math.min(block, this.#tree.length - 1); at > 0; at -= at & -at) sum += this.#tree[at] ?? 0;
    const rows = this.#blocks.get(block);
    if (rows) for (let at = count - block * size - 1; at >= 0; at--) sum += rows[at] ?? 0;
    return sum;
  }

  /** Replaces what a row adds to the estimate; returns by how much that changed. */
  set(row: number, extra: number): number {
    const block = Math.floor(row / size);
    let rows = this.#blocks.get(block);
    if (!rows) this.#blocks.set(block, (rows = new Float32Array(size)));
    const at = row % size;
    const change = extra - (rows[at] ?? 0);
    if (Math.abs(change) < 0.01) return 0;
    rows[at] = extra;
    while (block + 1 >= this.#tree.length) this.#grow();
    for (let node = block + 1; node < this.#tree.length; node += node & -node)
      this.#tree[node] = (this.#tree[node] ?? 0) + change;
    return change;
  }

  /** The row that holds the point `distance` away from the origin, among the first `count`. */
  find(distance: number, estimate: number, count: number): number {
    let block = 0;
    let left = distance;
    for (let step = this.#tree.length >> 1; step > 0; step >>= 1) {
      const height = step * size * estimate + (this.#tree[block + step] ?? 0);
      if (block + step >= this.#tree.length || height > left) continue;
      block += step;
      left -= height;
    }
    // Beyond the tree no row has been measured.
    if (block === this.#tree.length - 1) {
      const further = Math.floor(left / (size * estimate));
      block += further;
      left -= further * size * estimate;
    }
    const rows = this.#blocks.get(block);
    let row = block * size;
    for (const end = row + size - 1; row < end; row++) {
      const height = estimate + (rows?.[row % size] ?? 0);
      if (left < height) break;
      left -= height;
    }
    return Math.min(row, count - 1);
  }

  #grow(): void {
    const before = this.#tree.length;
    const tree = new Float64Array(before * 2);
    tree.set(this.#tree);
    // The new upper half's first node covers everything below it.
    let all = 0;
    for (let at = before - 1; at > 0; at -= at & -at) all += this.#tree[at] ?? 0;
    tree[before] = all;
    this.#tree = tree;
  }
}

/**
 * Where each of many rows begins when only some heights are known; the others count with an estimate. Both ends may
 * grow. Making it costs the same for any number of rows, everything else grows with its logarithm.
 */
export class RowHeights {
  #estimate: number;
  #count = 0;
  /** Key of the first row is `-front`; keys never change while rows come and go at the ends. */
  #front = 0;
  #before = new Side();
  #after = new Side();

  constructor(estimate: number) {
    this.#estimate = estimate;
  }

  get count(): number {
    return this.#count;
  }

  get estimate(): number {
    return this.#estimate;
  }

  get total(): number {
    return this.offset(this.#count);
  }

  /** Forgets all heights. */
  reset(count: number, estimate = this.#estimate): void {
    this.#before = new Side();
    this.#after = new Side();
    this.#front = 0;
    this.#count = count;
    this.#estimate = estimate;
  }

  /** There are `count` rows now, `shift` of them new before the first (gone, when negative). */
  change(count: number, shift: number): void {
    this.#front += shift;
    this.#count = count;
  }

  /** Where a row begins. */
  offset(index: number): number {
    return this.#place(index - this.#front) - this.#place(-this.#front);
  }

  /** The row at a place; the first or the last one for places outside. */
  at(place: number): number {
    if (this.#count === 0) return 0;
    const from = Math.max(0, place) + this.#place(-this.#front);
    const far = this.#count + Math.abs(this.#front);
    const key =
      from >= 0
        ? this.#after.find(from, this.#estimate, far)
        : -1 - this.#before.find(-from - 0.005, this.#estimate, far);
    return Math.min(this.#count - 1, Math.max(0, key + this.#front));
  }

  /** Notes a measured height; returns by how much it differs from what was assumed. */
  set(index: number, height: number): number {
    const key = index - this.#front;
    const extra = height - this.#estimate;
    return key >= 0 ? this.#after.set(key, extra) : this.#before.set(-1 - key, extra);
  }

  /** Signed distance of a key's beginning from the origin. */
  #place(key: number): number {
    return key >= 0
      ? key * this.#estimate + this.#after.extra(key)
      : key * this.#estimate - this.#before.extra(-key);
  }
}
