import { openCategories } from '../core/query.js';
import type { IncidentListState, IncidentStore, LivePages } from '../store/types.js';

/** So many are read at a time: one page answers for a usual desk. */
const pageSize = 1_000;

const lists = new WeakMap<IncidentStore, LivePages<IncidentListState>>();

/** Everything open at a desk, asked for once however many look: the views that are counted, the heat map, who has what. */
export function openIncidents(store: IncidentStore): LivePages<IncidentListState> {
  let list = lists.get(store);
  if (!list) lists.set(store, (list = store.incidents({ status: openCategories }, pageSize)));
  return list;
}
