import type { VirtualRows } from './virtual-rows.js';

/** Rows that are printed at most: some forty pages, and drawn within a second. */
export const mostPrinted = 1_000;

/**
 * Has rows beyond the window on the page while it is being printed, and only then.
 *
 * @param fromEnd Whether the last rows are printed rather than the first ones where there are too many.
 * @param printed Told how many rows go on paper, so that what is missing can be said there.
 * @returns Ends it.
 */
export function printRows(
  rows: VirtualRows,
  fromEnd: () => boolean,
  printed?: (count: number) => void,
): () => void {
  const before = (): void => {
    const { count } = rows;
    const most = Math.min(count, mostPrinted);
    if (rows.windowed) rows.spread(fromEnd() ? [count - most, count - 1] : [0, most - 1]);
    printed?.(most);
  };
  const after = (): void => rows.spread();
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
