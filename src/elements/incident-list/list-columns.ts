import type { IncidentQuery, SortField } from '../../core/query.js';

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
