import { IncidentError } from '../../core/errors.js';
import type { Page, PageRequest } from '../../core/query.js';
import type { HttpAnswer } from './http.js';
import { compilePath } from './path.js';
import type { OfKind, Operation, PagingDefinition } from './profile.js';

/** Where a page begins and how long it is at most. */
interface Place {
  readonly at: number;
  readonly limit: number;
}

/** A page as it came, before it is known where the next begins. */
type Rows = Pick<Page<unknown>, 'items' | 'total'>;

/** How a backend cuts a list into pages. Cursors are texts of our own making and only valid for it. */
interface Paging<Definition> {
  /** Puts the page that is asked for into the parameters. */
  ask(definition: Definition, page: PageRequest, search: URLSearchParams): Place;
  /** The cursor of the page after this one; undefined at the end. */
  next(definition: Definition, place: Place, rows: Rows, answer: HttpAnswer): string | undefined;
}

const lengthOf = (wanted: number, max = 1000): number => Math.max(1, Math.min(wanted, max));

/** Sets the length of the page where the backend takes one. */
const askLength = (search: URLSearchParams, parameter: string | undefined, length: number): void => {
  if (parameter !== undefined) search.set(parameter, String(length));
};

/** Asks for a place in a list whose pages are counted. */
const askPlace = (search: URLSearchParams, parameter: string, place: Place, length?: string): Place => {
  search.set(parameter, String(place.at));
  askLength(search, length, place.limit);
  return place;
};

/** Where pages are counted a cursor is `at:limit`, so that a later page keeps the size of the first. */
function placeOf({ cursor, limit }: PageRequest, first: number, max?: number): Place {
  if (cursor === undefined) return { at: first, limit: lengthOf(limit, max) };
  const found = /^(\d{1,9}):(\d{1,5})$/.exec(cursor);
  if (!found) throw new IncidentError('validation', 'This place in the list is no longer valid.');
  return { at: Number(found[1]), limit: lengthOf(Number(found[2]), max) };
}

/**
 * The cursor of a counted page, where one follows. Without a total a short page is no proof of the end: rights may have
 * thinned it out. Only an empty one is. A total that was reached before this page, which has lines all the same, is none.
 */
const counted = ({ items, total }: Rows, before: number, { at, limit }: Place): string | undefined =>
  items.length > 0 && (total === null || before >= total || before + items.length < total)
    ? `${at}:${limit}`
    : undefined;

/** Where a `Link: <…>; rel="next"` leads: only its parameters, so that the answer cannot send us to another place. */
const nextLink = (header: string | null): string | undefined =>
  (header ?? '')
    .split(/,\s*(?=<)/)
    .map((link) => /^\s*<[^>?]*\??([^>]*)>.*;\s*rel="?[^"]*\bnext\b/i.exec(link)?.[1])
    .find((found) => found !== undefined);

/**
 * How a list is read page by page. A backend may give fewer lines at once than it is asked for: with a total they are
 * counted, and none is left out; without one nobody knows whether the others are further on or not to be seen.
 */
export const pagings: { readonly [K in PagingDefinition['kind']]: Paging<OfKind<PagingDefinition, K>> } = {
  none: {
    ask: (_, { limit }) => ({ at: 0, limit: lengthOf(limit) }),
    next: () => undefined,
  },
  page1: {
    ask: ({ page = 'page', limit, max }, request, search) =>
      askPlace(search, page, placeOf(request, 1, max), limit),
    next: (_, { at, limit }, rows) =>
      counted(rows, (at - 1) * limit, {
        at: at + 1,
        // The first page tells how long pages are, where there is more than it holds.
        limit: at === 1 && rows.total !== null ? Math.min(limit, rows.items.length) : limit,
      }),
  },
  offset: {
    ask: ({ offset = 'offset', limit, max }, request, search) =>
      askPlace(search, offset, placeOf(request, 0, max), limit),
    next: (_, { at, limit }, rows) =>
      counted(rows, at, { at: at + (rows.total === null ? limit : rows.items.length), limit }),
  },
  'cursor-body': {
    ask({ cursor: name = 'cursor', limit, max }, { cursor, limit: wanted }, search) {
      if (cursor !== undefined) search.set(name, cursor);
      const length = lengthOf(wanted, max);
      askLength(search, limit, length);
      return { at: 0, limit: length };
    },
    next({ next = 'next' }, _place, _rows, { body }) {
      const found = compilePath(next)(body);
      return typeof found === 'number' || (typeof found === 'string' && found !== '')
        ? String(found)
        : undefined;
    },
  },
  'link-header': {
    ask({ limit, max }, { cursor, limit: wanted }, search) {
      const length = lengthOf(wanted, max);
      // The link carries all parameters of its page, the length too.
      if (cursor === undefined) askLength(search, limit, length);
      else for (const [name, value] of new URLSearchParams(cursor)) search.set(name, value);
      return { at: 0, limit: length };
    },
    next: (_definition, _place, _rows, { headers }) => nextLink(headers.get('link')),
  },
};

/** The row of a definition. Its methods take the definition they were found by, and no other. */
const rowOf = ({ kind }: PagingDefinition): Paging<PagingDefinition> => pagings[kind];

/** Puts the page that is asked for into the parameters and returns where it begins. */
export const askPage = ({ paging }: Operation, page: PageRequest, search: URLSearchParams): Place =>
  rowOf(paging).ask(paging, page, search);

/**
 * How many items there are altogether, where the answer says so. What is no count, such as the -1 that stands for "nobody
 * has counted", and one that the page itself goes beyond say nothing: a list must not end by them.
 */
function totalOf({ total = {} }: Operation, { body, headers }: HttpAnswer, seen: number): number | null {
  const { header, path } = total;
  const raw = header === undefined ? path !== undefined && compilePath(path)(body) : headers.get(header);
  const number = typeof raw === 'number' || (typeof raw === 'string' && raw !== '') ? Number(raw) : NaN;
  return Number.isSafeInteger(number) && number >= seen ? number : null;
}

/**
 * The list in an answer, with the way on.
 *
 * @throws {@link IncidentError} of kind `bad-answer` where there is no list.
 */
export function readPage(operation: Operation, answer: HttpAnswer, place: Place): Page<unknown> {
  const items: unknown = compilePath(operation.items ?? '')(answer.body);
  if (!Array.isArray(items))
    throw new IncidentError('bad-answer', 'The backend returned no list where one belongs.');
  const rows: Rows = { items, total: totalOf(operation, answer, items.length) };
  const next = rowOf(operation.paging).next(operation.paging, place, rows, answer);
  return { ...rows, ...(next !== undefined && { next }) };
}
