import { openCategories, sortFields } from '../../core/query.js';
import type { IncidentQuery, SortField } from '../../core/query.js';
import { statusCategories } from '../../core/incident.js';
import type { StatusCategory } from '../../core/incident.js';

/** The columns of a list, in order; each is a field the backend may be able to sort by. */
export const columns = [
  'number',
  'title',
  'priority',
  'status',
  'loggedAt',
  'updatedAt',
] as const satisfies readonly SortField[];

export type Column = (typeof columns)[number];

/** Reads a `status` attribute: `open`, `all`, or categories divided by commas or spaces. Unknown words are left out. */
export function statusOf(text: string): readonly StatusCategory[] | undefined {
  const words = text.split(/[\s,]+/u).filter((word) => word !== '');
  if (words.includes('all')) return undefined;
  const named = statusCategories.filter((category) => words.includes(category));
  return words.includes('open') || named.length === 0 ? [...new Set([...openCategories, ...named])] : named;
}

/** Reads a `sort` attribute: a field, with a minus in front for falling order. Undefined for anything else. */
export function sortOf(text: string): IncidentQuery['sort'] | undefined {
  const falling = text.startsWith('-');
  const field = sortFields.find((one) => one === (falling ? text.slice(1) : text));
  return field && { field, direction: falling ? 'descending' : 'ascending' };
}

/** The attribute for an order. */
export const sortText = ({ field, direction }: NonNullable<IncidentQuery['sort']>): string =>
  `${direction === 'descending' ? '-' : ''}${field}`;

/** Times are first of interest at their newest, everything else from its beginning. */
const fallsFirst: readonly SortField[] = ['loggedAt', 'updatedAt'];

/** What a press on a column's head asks for: its own first order, then the other one. */
export function nextSort(column: Column, current: IncidentQuery['sort']): NonNullable<IncidentQuery['sort']> {
  const first = fallsFirst.includes(column) ? 'descending' : 'ascending';
  const other = first === 'ascending' ? 'descending' : 'ascending';
  return {
    field: column,
    direction: current?.field === column && current.direction === first ? other : first,
  };
}
