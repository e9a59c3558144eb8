import type { EntryPage, IncidentPage } from '../adapter.js';
import type { Entry } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import type { IncidentQuery, PageRequest } from '../../core/query.js';
import { compileQuery, defaultSort } from '../../core/query.js';
import type { Database, WriteTx } from './database.js';
import type { Indexed, Row } from './schema.js';

type Place = readonly (number | string)[];

/** Cursors are opaque outside; inside they are the place of the last row in its index. */
const cursorOf = (place: Place): string => JSON.stringify(place);

function placeOf(cursor: string | undefined, length: number): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(cursor);
    if (Array.isArray(place) && place.length === length) return place as Place;
  } catch {
    // Answered below.
  }
  throw new IncidentError('validation', 'This page cursor belongs to another list.', {
    issues: [{ path: 'cursor', code: 'unknown', message: 'Start from the first page.' }],
  });
}

const aborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted)
    throw new IncidentError('aborted', 'The request was called off.', { cause: signal.reason });
};

const isBefore = (a: Place, b: Place): boolean => {
  const at = a.findIndex((part, i) => part !== b[i]);
  const [left, right] = [a[at], b[at]];
  return left !== undefined && right !== undefined && left < right;
};

/** Rows of one status in order, some of them read ahead. */
interface Stream {
  readonly rows: Row[];
  next: { readonly value: Row; continue(): Promise<Stream['next']> } | null;
}

const batchLimit = 100;

/** Reads on in one go: browsers read ahead for a cursor only as long as no other cursor of the transaction moves. */
async function refill(stream: Stream, batch: number): Promise<void> {
  while (stream.next && stream.rows.length < batch) {
    stream.rows.push(stream.next.value);
    stream.next = await stream.next.continue();
  }
}

/** All rows of a status in an index that begins with the status. */
const withStatus = (status: number): IDBKeyRange => IDBKeyRange.bound([status], [status + 1], false, true);

interface Countable {
  index(name: 'updatedAt'): { count(range: IDBKeyRange): Promise<number> };
}

const countStatus = (incidents: Countable, status: number): Promise<number> =>
  incidents.index('updatedAt').count(withStatus(status));

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

/** How many incidents have one of these statuses: from the counters, or counted where seeding was interrupted. */
async function countRows(db: Database, wanted: readonly number[]): Promise<number> {
  const known = (await db.get('meta', 'counts')) as readonly number[] | undefined;
  const counts = await Promise.all(
    wanted.map((status) =>
      known ? Promise.resolve(known[status] ?? 0) : countStatus(db.transaction('incidents').store, status),
    ),
  );
  return counts.reduce((sum, n) => sum + n, 0);
}

/** Queries that ask for nothing but a status are counted from the index; others would have to be read to the end. */
const statusOnly = ({ status: _status, sort: _sort, ...rest }: IncidentQuery): boolean =>
  Object.values(rest).every((part) => part === undefined);

/**
 * One page. A cursor per wanted status walks its stretch of the index, and the rows are merged in order; the walk
 * stops as soon as the page is full and one more row is known to follow.
 */
export async function listRows(
  db: Database,
  query: IncidentQuery,
  page: PageRequest,
  signal?: AbortSignal,
): Promise<IncidentPage> {
  aborted(signal);
  const sort = query.sort ?? defaultSort;
  const byStatus = sort.field === 'status';
  const field: Indexed = sort.field === 'status' ? 'updatedAt' : sort.field;
  const ascending = sort.direction === 'ascending';
  const place = (row: Row): Place => (byStatus ? [row.status, row[field], row.id] : [row[field], row.id]);
  const after = placeOf(page.cursor, byStatus ? 3 : 2);

  const remaining = (status: number): IDBKeyRange | undefined => {
    if (!after) return withStatus(status);
    const last = byStatus ? after : [status, ...after];
    if (last[0] !== status) return status > Number(last[0]) === ascending ? withStatus(status) : undefined;
    return ascending
      ? IDBKeyRange.bound(last, [status + 1], true, true)
      : IDBKeyRange.bound([status], last, false, true);
  };

  const wanted = statusCategories.flatMap((category, rank) =>
    !query.status || query.status.includes(category) ? [rank] : [],
  );
  const index = db.transaction('incidents').store.index(field);
  const streams: Stream[] = [];
  for (const status of wanted) {
    const range = remaining(status);
    const cursor = range && (await index.openCursor(range, ascending ? 'next' : 'prev'));
    if (cursor) streams.push({ rows: [], next: cursor });
  }

  const matches = compileQuery(query);
  const batch = Math.min(page.limit + 1, batchLimit);
  const items: Incident[] = [];
  let last: Row | undefined;
  let next: string | undefined;
  for (;;) {
    let first: Stream | undefined;
    for (const stream of streams) {
      if (stream.rows.length === 0) await refill(stream, batch);
      const [row] = stream.rows;
      const [best] = first?.rows ?? [];
      if (row && (!best || isBefore(place(row), place(best)) === ascending)) first = stream;
    }
    const row = first?.rows.shift();
    if (!row) break;
    aborted(signal);
    if (!matches(row.incident)) continue;
    if (last && items.length >= page.limit) {
      next = cursorOf(place(last));
      break;
    }
    items.push(row.incident);
    last = row;
  }

  const complete = next === undefined && page.cursor === undefined;
  const total = complete ? items.length : statusOnly(query) ? await countRows(db, wanted) : null;
  return { items, ...(next === undefined ? {} : { next }), total };
}

/** One page of a timeline, newest first. */
export async function entryRows(
  db: Database,
  incidentId: string,
  page: PageRequest,
  signal?: AbortSignal,
): Promise<EntryPage> {
  const after = placeOf(page.cursor, 2);
  const index = db.transaction('entries').store.index('timeline');
  // An array sorts behind every number and text: this is the end of the incident's stretch.
  const stretch = IDBKeyRange.bound([incidentId], [incidentId, []]);
  const range = after ? IDBKeyRange.bound([incidentId], [incidentId, ...after], false, true) : stretch;
  const items: Entry[] = [];
  let cursor = await index.openCursor(range, 'prev');
  while (cursor && items.length < page.limit) {
    aborted(signal);
    items.push(cursor.value);
    cursor = await cursor.continue();
  }
  const last = items[items.length - 1];
  return {
    items,
    ...(cursor && last ? { next: cursorOf([last.recordedAt, last.id]) } : {}),
    total: await index.count(stretch),
  };
}
