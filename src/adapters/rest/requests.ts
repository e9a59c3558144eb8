import { IncidentError } from '../../core/errors.js';
import type { PageRequest } from '../../core/query.js';
import type { OperationDefinition } from './profile-schema.js';

export type Inputs = Readonly<Record<string, string | number | undefined>>;

const fill = (template: string, inputs: Inputs, put: (value: string | undefined) => string): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return put(value === undefined ? value : String(value));
  });

/** Fills `{name}` in a path; a value is always one segment, whatever it contains. */
export const fillPath = (template: string, inputs: Inputs): string =>
  fill(template, inputs, (value = '') => {
    // Encoding leaves dots alone, and as a segment of their own they would climb out of the path.
    if (/^\.{0,2}$/.test(value)) throw new IncidentError('not-found', `There is no "${value}".`);
    return encodeURIComponent(value);
  });

/** The operation's own parameters; one whose variable has no value is left out. */
export function addQuery(search: URLSearchParams, query: OperationDefinition['query'], inputs: Inputs): void {
  for (const [name, templates] of Object.entries(query ?? {}))
    for (const template of [templates].flat()) {
      let complete = true;
      const filled = fill(template, inputs, (value) => {
        complete &&= value !== undefined;
        return value ?? '';
      });
      if (complete) search.append(name, filled);
    }
}

/** Where a page begins and how long it is at most. */
export interface Place {
  readonly at: number;
  readonly limit: number;
}

/**
 * Asks for one page of a list the way the backend pages it. Cursors are texts of our own making and only valid for it;
 * where pages are counted it is `at:limit`, so that a later page keeps the size of the first.
 */
export function askPage(
  { paging }: OperationDefinition,
  { cursor, limit: wanted }: PageRequest,
  search: URLSearchParams,
): Place {
  const {
    kind,
    max = 1000,
    page = 'page',
    offset = 'offset',
    cursor: name = 'cursor',
    limit: size,
  } = paging ?? {};
  let at = kind === 'page1' ? 1 : 0;
  let limit = Math.max(1, Math.min(wanted, max));
  if (kind === 'page1' || kind === 'offset') {
    if (cursor !== undefined) {
      const found = /^(\d{1,9}):(\d{1,5})$/.exec(cursor);
      if (!found) throw new IncidentError('validation', 'This place in the list is no longer valid.');
      at = Number(found[1]);
      limit = Math.min(Number(found[2]), max);
    }
    search.set(kind === 'offset' ? offset : page, String(at));
  } else if (cursor !== undefined) {
    if (kind === 'cursor-body') search.set(name, cursor);
    if (kind === 'link-header') {
      for (const [key, value] of new URLSearchParams(cursor)) search.set(key, value);
      return { at, limit };
    }
  }
  if (size !== undefined) search.set(size, String(limit));
  return { at, limit };
}
