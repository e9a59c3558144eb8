import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { sortFields } from '../../core/query.js';
import type { IncidentQuery, SortField } from '../../core/query.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { icon } from '../icons.js';

export type Sort = NonNullable<IncidentQuery['sort']>;

/** The columns of a list, in order; each is a field the backend may be able to sort by. */
const columns = [
  'number',
  'title',
  'priority',
  'status',
  'loggedAt',
  'updatedAt',
] as const satisfies readonly SortField[];

type Column = (typeof columns)[number];

/** Columns whose class is not called like their field. */
const classes: Readonly<Partial<Record<Column, string>>> = { loggedAt: 'age', updatedAt: 'updated' };

/** Times are first of interest at their newest, everything else from its beginning. */
const fallsFirst: readonly SortField[] = ['loggedAt', 'updatedAt'];

/** Reads a `sort` attribute: a field, with a minus in front for falling order. Undefined for anything else. */
export function sortOf(text: string | null): Sort | undefined {
  const falling = text?.startsWith('-');
  const field = sortFields.find((one) => one === (falling ? text?.slice(1) : text));
  return field && { field, direction: falling ? 'descending' : 'ascending' };
}

/** The attribute for an order. */
const sortText = ({ field, direction }: Sort): string => `${direction === 'descending' ? '-' : ''}${field}`;

/** What a press on a column's head asks for: its own first order, then the other one. */
function nextSort(column: Column, current: Sort): Sort {
  const first = fallsFirst.includes(column) ? 'descending' : 'ascending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  return {
    field: column,
    direction: current.field === column && current.direction === first ? other : first,
  };
}

/** The heads of a list's columns. */
export interface ListHeads {
  readonly terms: ListTerms;
  readonly sort: Sort;
  /** By what the reader may sort. */
  readonly sorts: readonly SortField[];
  /** Somebody wants another order, given as the `sort` attribute says it. */
  readonly order: (sort: string) => void;
}

/** One head per column; the one that orders the list says so. */
export const renderHeads = ({ terms, sort, sorts, order }: ListHeads): readonly TemplateResult[] =>
  columns.map((column) => {
    const label = terms.listColumn[column];
    const sorted = sort.field === column;
    const mark = sorted ? icon(sort.direction === 'ascending' ? 'up' : 'down') : nothing;
    return html`<div
      role="columnheader"
      class=${`cell-${classes[column] ?? column}`}
      aria-sort=${sorted ? sort.direction : 'none'}
    >
      ${
        sorts.includes(column)
          ? html`<button
              type="button"
              class="sort"
              title=${terms.list.sortBy(label)}
              @click=${() => order(sortText(nextSort(column, sort)))}
            >
              ${label}${mark}
            </button>`
          : html`${label}${mark}`
      }
    </div>`;
  });
