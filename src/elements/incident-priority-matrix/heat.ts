import type { PriorityMatrix } from '../../core/priority.js';
import { openCategories } from '../../core/query.js';
import type { IncidentListState, IncidentStore, LivePages } from '../../store/types.js';

/** One page is what a heat map reads; beyond it the figure says that there is more. */
const pageSize = 1_000;

const lists = new WeakMap<IncidentStore, LivePages<IncidentListState>>();

/** Everything open at a desk. One list per store, however many heat maps show it. */
export function openIncidents(store: IncidentStore): LivePages<IncidentListState> {
  let list = lists.get(store);
  if (!list) lists.set(store, (list = store.incidents({ status: openCategories }, pageSize)));
  return list;
}

/** How many of the listed incidents fall into each cell, and how many into none. */
export function countOpen(list: IncidentListState, matrix: PriorityMatrix): { readonly counts: readonly (readonly number[])[]; readonly unrated: number } {
  const counts = matrix.ranks.map((row) => row.map(() => 0));
  let unrated = 0;
  for (const { incident } of list.items) {
    const row = counts[(incident.impact ?? 0) - 1];
    const column = (incident.urgency ?? 0) - 1;
    const before = row?.[column];
    if (row && before !== undefined) row[column] = before + 1;
    else unrated += 1;
  }
  return { counts, unrated };
}
