import { IncidentError } from '../../core/errors.js';
import type { Page, PageRequest } from '../../core/query.js';
import { compilePath } from './paths.js';
import type { OperationDefinition } from './profile-schema.js';
import type { HttpAnswer } from './transport.js';

export type Inputs = Readonly<Record<string, string | number | undefined>>;

const fill = (template: string, inputs: Inputs, put: (value: string, name: string) => string): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) =>
    put(String((Object.hasOwn(inputs, name) ? inputs[name] : undefined) ?? ''), name),
  );

/** Fills `{name}` in a path; a value is always one segment, whatever it contains. */
export const fillPath = (template: string, inputs: Inputs): string =>
  fill(template, inputs, (value, name) => {
    // Encoding leaves dots alone, and as a segment of their own they would climb out of the path.
    if (/^\.{0,2}$/.test(value)) throw new IncidentError('not-found', `"${value}" is no usable ${name}.`);
    return encodeURIComponent(value);
  });

/** The operation's own parameters; one whose variable has no value is left out. */
export function addQuery(search: URLSearchParams, query: OperationDefinition['query'], inputs: Inputs): void {
  for (const [name, templates] of Object.entries(query ?? {}))
    for (const template of [templates].flat()) {
      let complete = true;
      const value = fill(template, inputs, (text, input) => {
        complete &&= Object.hasOwn(inputs, input) && inputs[input] !== undefined;
        return text;
      });
      if (complete) search.append(name, value);
    }
}

/** Where a `Link: <…>; rel="next"` leads: only its parameters, so that the answer cannot send us to another place. */
const nextLink = (header: string | null): string | undefined =>
  (header ?? '')
    .split(/,\s*(?=<)/)
    .map((link) => /^\s*<[^>?]*\??([^>]*)>.*;\s*rel="?[^"]*\bnext\b/i.exec(link)?.[1])
    .find((found) => found !== undefined);

/**
 * Asks for one page of a list the way the backend pages it, and returns how its answer is read. Cursors are texts of our
 * own making and only valid for it; `at:limit`, so that a later page keeps the size of the first.
 */
export function paged(
  { paging, items: itemsAt = '', total: totalAt = {} }: OperationDefinition,
  { cursor, limit: wanted }: PageRequest,
  search: URLSearchParams,
): (answer: HttpAnswer) => Page<unknown> {
  const { kind, max = 1000, ...names } = paging ?? { kind: 'none' };
  const isPage = kind === 'page1';
  const isCounted = isPage || kind === 'offset';
  let at = isPage ? 1 : 0;
  let limit = Math.max(1, Math.min(wanted, max));
  if (isCounted) {
    if (cursor !== undefined) {
      const [, where, size] = /^(\d{1,9}):(\d{1,5})$/.exec(cursor) ?? [];
      if (!where) throw new IncidentError('validation', 'This place in the list is no longer valid.');
      at = Number(where);
      limit = Math.min(Number(size), max);
    }
    search.set(isPage ? (names.page ?? 'page') : (names.offset ?? 'offset'), String(at));
  }
  if (kind === 'link-header' && cursor !== undefined)
    for (const [name, value] of new URLSearchParams(cursor)) search.set(name, value);
  else {
    if (names.limit !== undefined) search.set(names.limit, String(limit));
    if (kind === 'cursor-body' && cursor !== undefined) search.set(names.cursor ?? 'cursor', cursor);
  }

  return ({ body, headers }) => {
    const items = compilePath(itemsAt)(body);
    if (!Array.isArray(items))
      throw new IncidentError('bad-answer', 'The backend returned no list where one belongs.');
    const { path, header } = totalAt;
    const raw = header ? headers.get(header) : path !== undefined && compilePath(path)(body);
    const number = typeof raw === 'number' || (typeof raw === 'string' && raw !== '') ? Number(raw) : NaN;
    const total = Number.isFinite(number) ? number : null;
    let next: unknown;
    if (isCounted) {
      const seen = isPage ? at * limit : at + items.length;
      // Without a total a short page is no proof of the end: rights may have thinned it out. Only an empty one is.
      if (items.length > 0 && (total === null || seen < total))
        next = `${at + (isPage ? 1 : limit)}:${limit}`;
    } else if (kind === 'link-header') next = nextLink(headers.get('link'));
    else if (kind === 'cursor-body') next = compilePath(names.next ?? 'next')(body);
    // A cursor may be an empty text only where it stands for parameters.
    const isNext =
      typeof next === 'number' || (typeof next === 'string' && (next !== '' || kind === 'link-header'));
    return { items, total, ...(isNext && { next: String(next) }) };
  };
}
