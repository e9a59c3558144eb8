import type { EntryPage, IncidentPage } from '../adapter.js';
import type { Entry } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import type { IncidentQuery, PageRequest } from '../../core/query.js';
import { compileQuery, defaultSort } from '../../core/query.js';
import type { Database } from './database.js';
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

  const whole = (status: number): IDBKeyRange => IDBKeyRange.bound([status], [status + 1], false, true);
  const remaining = (status: number): IDBKeyRange | undefined => {
    if (!after) return whole(status);
    const last = byStatus ? after : [status, ...after];
    if (last[0] !== status) return status > Number(last[0]) === ascending ? whole(status) : undefined;
    return ascending
      ? IDBKeyRange.bound(last, [status + 1], true, true)
      : IDBKeyRange.bound([status], last, false, true);
  };

  const wanted = statusCategories.flatMap((category, rank) =>
    !query.status || query.status.includes(category) ? [rank] : [],
  );
  const index = db.transaction('incidents').store.index(field);
  const heads = await Promise.all(
    wanted.map((status) => {
      const range = remaining(status);
      return range ? index.openCursor(range, ascending ? 'next' : 'prev') : null;
    }),
  );

  const matches = compileQuery(query);
  const items: Incident[] = [];
  let last: Row | undefined;
  let next: string | undefined;
  for (;;) {
    let best = -1;
    heads.forEach((head, at) => {
      const leader = heads[best];
      if (head && (!leader || indexedDB.cmp(place(head.value), place(leader.value)) < 0 === ascending))
        best = at;
    });
    const head = heads[best];
    if (!head) break;
    aborted(signal);
    const row = head.value;
    if (matches(row.incident)) {
      if (last && items.length >= page.limit) {
        next = cursorOf(place(last));
        break;
      }
      items.push(row.incident);
      last = row;
    }
    heads[best] = await head.continue();
  }

  const complete = next === undefined && page.cursor === undefined;
  const counted =
    complete || !statusOnly(query)
      ? []
      : await Promise.all(wanted.map((status) => index.count(whole(status))));
  const total = complete
    ? items.length
    : counted.length === 0
      ? null
      : counted.reduce((sum, n) => sum + n, 0);
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
  const whole = IDBKeyRange.bound([incidentId], [incidentId, []]);
  const range = after ? IDBKeyRange.bound([incidentId], [incidentId, ...after], false, true) : whole;
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
    total: await index.count(whole),
  };
}
