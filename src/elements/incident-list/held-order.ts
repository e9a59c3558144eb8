import type { IncidentView } from '../../store/types.js';
import type { QueueRow } from './arrangement.js';
import { isLine } from './arrangement.js';

/** What is shown while somebody has the hand on the list, and what has changed meanwhile. */
export interface Held {
  readonly rows: readonly QueueRow[];
  /** The order is not the present one. */
  readonly stale: boolean;
  /** Lines that are not shown yet. */
  readonly fresh: number;
  /** Grows when the present order becomes yet another one. */
  readonly news: number;
  /** Ids of lines that are only still there because of the hand. */
  readonly gone: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** Keeps rows where they are while a pointer is over them or the focus is in them: nobody presses what has just moved there. */
export class HeldOrder {
  #rows: readonly QueueRow[] = [];
  #last: { readonly next: readonly QueueRow[]; readonly acted: number; readonly held: Held } | undefined;

  /**
   * @param next The rows as they are now.
   * @param all Everything that is known, also what is no longer among the rows.
   * @param hold Whether somebody has the hand on them.
   * @param acted Ids of lines that leave because of what was done here; they are not kept.
   */
  take(
    next: readonly QueueRow[],
    all: readonly IncidentView[],
    hold: boolean,
    acted: ReadonlySet<string>,
  ): Held {
    if (!hold || this.#rows.length === 0) {
      this.#rows = next;
      this.#last = undefined;
      return { rows: next, stale: false, fresh: 0, news: 0, gone: none };
    }
    if (this.#last?.next === next && this.#last.acted === acted.size) return this.#last.held;
    const before = this.#rows;
    const present = new Map<string, IncidentView>();
    for (const row of next) if (isLine(row)) present.set(row.incident.id, row);
    const known = new Map(all.map((view) => [view.incident.id, view]));
    const shown = new Set<string>();
    const gone = new Set<string>();
    const rows = before.flatMap((row): readonly QueueRow[] => {
      if (!isLine(row)) return [row];
      const { id } = row.incident;
      const view = present.get(id);
      if (!view && acted.has(id)) return [];
      shown.add(id);
      if (!view) gone.add(id);
      return [view ?? known.get(id) ?? row];
    });
    const made = withoutEmptyHeadings(rows);
    // The same rows as before need no look.
    const kept = made.length === before.length && made.every((row, at) => row === before[at]) ? before : made;
    this.#rows = kept;
    let fresh = 0;
    for (const id of present.keys()) if (!shown.has(id)) fresh++;
    const stale = gone.size > 0 || fresh > 0 || !sameOrder(kept, next);
    const last = this.#last;
    const isNews = last && !sameOrder(next, last.next);
    const news = (last?.held.news ?? 0) + (isNews ? 1 : 0);
    const held: Held = { rows: kept, stale, fresh, news, gone: sameSet(gone, this.#last?.held.gone) };
    this.#last = { next, acted: acted.size, held };
    return held;
  }
}

const isSame = (a: QueueRow, b: QueueRow | undefined): boolean =>
  isLine(a)
    ? isLine(b) && a.incident.id === b.incident.id
    : b !== undefined && !isLine(b) && a.heading === b.heading;

const sameOrder = (a: readonly QueueRow[], b: readonly QueueRow[]): boolean =>
  a.length === b.length && a.every((row, at) => isSame(row, b[at]));

/** The set before where the new one is equal, so that rows that have not changed need no look. */
const sameSet = (next: ReadonlySet<string>, before: ReadonlySet<string> | undefined): ReadonlySet<string> =>
  before?.size === next.size && [...next].every((id) => before.has(id)) ? before : next;

/** A heading counts what stands under it, and goes with its last line. */
function withoutEmptyHeadings(rows: readonly QueueRow[]): readonly QueueRow[] {
  const kept: QueueRow[] = [];
  let count = 0;
  for (const row of rows.toReversed()) {
    if (isLine(row)) {
      count++;
      kept.push(row);
    } else {
      if (count > 0) kept.push(row.count === count ? row : { ...row, count });
      count = 0;
    }
  }
  return kept.reverse();
}
