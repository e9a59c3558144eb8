import type { IncidentQuery } from './query.js';

/** A text that is equal for equal queries, to be used as a cache key. */
export function queryKey(query: IncidentQuery): string {
  const entries = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
