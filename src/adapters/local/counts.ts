import { statusCategories } from '../../core/incident.js';
import type { WriteTx } from './database.js';

/** All rows of a status in an index that begins with the status. */
export const whole = (status: number): IDBKeyRange => IDBKeyRange.bound([status], [status + 1], false, true);

interface Countable {
  index(name: 'updatedAt'): { count(range: IDBKeyRange): Promise<number> };
}

export const countStatus = (incidents: Countable, status: number): Promise<number> =>
  incidents.index('updatedAt').count(whole(status));

/**
 * Moves an incident from one counter to another; `from` is undefined for a new one. Counting a hundred thousand rows
 * takes half a second, so the numbers are kept with every write instead. Where there are no counters nothing is done.
 */
export async function recount(tx: WriteTx, from: number | undefined, to: number): Promise<void> {
  if (from === to) return;
  const meta = tx.objectStore('meta');
  const counts = (await meta.get('counts')) as readonly number[] | undefined;
  if (!counts) return;
  await meta.put(
    counts.map((n, status) => n + (status === to ? 1 : 0) - (status === from ? 1 : 0)),
    'counts',
  );
}

/** Sets the counters to what is there. */
export async function countAll(tx: WriteTx): Promise<void> {
  const counts = await Promise.all(
    statusCategories.map((_, status) => countStatus(tx.objectStore('incidents'), status)),
  );
  await tx.objectStore('meta').put(counts, 'counts');
}
