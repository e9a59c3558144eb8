import { IncidentError } from '../../core/errors.js';
import type { Page, PageRequest } from '../../core/query.js';
import { compilePath } from './paths.js';
import type { OperationDefinition, PagingDefinition } from './profile-schema.js';
import type { HttpAnswer } from './transport.js';

type Inputs = Readonly<Record<string, string | number | undefined>>;

/** Fills `{name}` in a path; a value is always one segment, whatever it contains. */
export function fillPath(template: string, inputs: Inputs): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(Object.hasOwn(inputs, name) ? (inputs[name] ?? '') : '');
    // Encoding leaves dots alone, and as a segment of their own they would climb out of the path.
    if (value === '' || /^\.{1,2}$/.test(value))
      throw new IncidentError('not-found', `"${value}" is no usable ${name}.`);
    return encodeURIComponent(value);
  });
}

/** The operation's own parameters; one whose variable has no value is left out. */
export function addQuery(search: URLSearchParams, query: OperationDefinition['query'], inputs: Inputs): void {
  for (const [name, templates] of Object.entries(query ?? {}))
    for (const template of typeof templates === 'string' ? [templates] : templates) {
      let missing = false;
      const value = template.replace(/\{(\w+)\}/g, (_, input: string) => {
        const found = Object.hasOwn(inputs, input) ? inputs[input] : undefined;
        missing ||= found === undefined;
        return String(found ?? '');
      });
      if (!missing) search.append(name, value);
    }
}

/** Walks through a list the way one backend pages it. Cursors are texts of our own making and only valid for it. */
export interface Paging {
  readonly apply: (
    search: URLSearchParams,
    page: PageRequest,
  ) => { readonly limit: number; readonly at: number };
  readonly next: (
    answer: HttpAnswer,
    count: number,
    total: number | null,
    at: { readonly limit: number; readonly at: number },
  ) => string | undefined;
}

const bad = (): IncidentError =>
  new IncidentError('validation', 'This place in the list is no longer valid; start from the beginning.');

/** `at:limit`, so that a later page keeps the size of the first. */
function position(
  page: PageRequest,
  first: number,
  max: number,
): { readonly limit: number; readonly at: number } {
  const limit = Math.max(1, Math.min(page.limit, max));
  if (page.cursor === undefined) return { at: first, limit };
  const parts = /^(\d{1,9}):(\d{1,5})$/.exec(page.cursor);
  if (!parts) throw bad();
  return { at: Number(parts[1]), limit: Math.min(Number(parts[2]), max) };
}

function numbered(
  definition: PagingDefinition,
  parameter: string,
  first: number,
  step: (limit: number) => number,
): Paging {
  const max = definition.max ?? 1000;
  return {
    apply(search, page) {
      const where = position(page, first, max);
      search.set(parameter, String(where.at));
      if (definition.limit !== undefined) search.set(definition.limit, String(where.limit));
      return where;
    },
    next(_, count, total, { at, limit }) {
      const seen = first === 1 ? at * limit : at + count;
      // Without a total a short page is no proof of the end: rights may have thinned it out. Only an empty one is.
      const more = total === null ? count > 0 : count > 0 && seen < total;
      return more ? `${String(at + step(limit))}:${String(limit)}` : undefined;
    },
  };
}

/** `Link: <…>; rel="next"`; only its parameters are used, so that the answer cannot send us to another place. */
function nextLink(header: string | null): string | undefined {
  for (const link of (header ?? '').split(/,\s*(?=<)/)) {
    const parts = /^\s*<([^>]*)>(.*)$/.exec(link);
    const target = parts?.[1];
    if (target !== undefined && /;\s*rel="?[^"]*\bnext\b/i.test(parts?.[2] ?? ''))
      return target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  }
  return undefined;
}

export function compilePaging(definition: PagingDefinition = { kind: 'none' }): Paging {
  const { kind, limit, max = 1000 } = definition;
  if (kind === 'page1') return numbered(definition, definition.page ?? 'page', 1, () => 1);
  if (kind === 'offset') return numbered(definition, definition.offset ?? 'offset', 0, (size) => size);
  const next = compilePath(definition.next ?? 'next');
  return {
    apply(search, page) {
      const size = Math.max(1, Math.min(page.limit, max));
      if (kind === 'link-header' && page.cursor !== undefined)
        for (const [name, value] of new URLSearchParams(page.cursor)) search.set(name, value);
      else {
        if (limit !== undefined) search.set(limit, String(size));
        if (kind === 'cursor-body' && page.cursor !== undefined)
          search.set(definition.cursor ?? 'cursor', page.cursor);
      }
      return { limit: size, at: 0 };
    },
    next(answer) {
      if (kind === 'link-header') return nextLink(answer.headers.get('link'));
      const found = kind === 'cursor-body' ? next(answer.body) : undefined;
      return typeof found === 'number'
        ? String(found)
        : typeof found === 'string' && found !== ''
          ? found
          : undefined;
    },
  };
}

/** The list in an answer, with the way on. */
export function readPage(
  operation: OperationDefinition,
  paging: Paging,
  answer: HttpAnswer,
  where: { readonly limit: number; readonly at: number },
): Page<unknown> {
  const items = compilePath(operation.items ?? '')(answer.body);
  if (!Array.isArray(items))
    throw new IncidentError('bad-answer', 'The backend returned no list where one belongs.');
  const { path, header } = operation.total ?? {};
  const raw =
    header !== undefined
      ? answer.headers.get(header)
      : path !== undefined
        ? compilePath(path)(answer.body)
        : null;
  const number = raw === null || raw === undefined || raw === '' ? NaN : Number(raw);
  const total = Number.isFinite(number) ? number : null;
  const next = paging.next(answer, items.length, total, where);
  return { items, total, ...(next === undefined ? {} : { next }) };
}
