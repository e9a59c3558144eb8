import type { Status } from '../core/incident.js';
import type { IncidentStore } from '../store/types.js';

/** A backend's names of its statuses, by its own code and by our category. */
export type StatusNames = ReadonlyMap<string, string>;

const none: StatusNames = new Map();
const seen = new WeakMap<IncidentStore, StatusNames>();

/**
 * The names a backend has been heard to call its statuses by, with the one of this status. A timeline often tells a
 * change by code or category only, and the same status has one name on a page. The same object until there is news.
 */
export function statusNames(store: IncidentStore | undefined, status: Status | undefined): StatusNames {
  if (!store) return none;
  const known = seen.get(store) ?? none;
  if (status?.label === undefined) return known;
  const { category, code, label } = status;
  const news = new Map(known);
  if (code !== undefined) news.set(code, label);
  // A category of several statuses has no name of its own: ours stands for them.
  const before = known.get(category);
  news.set(category, before === undefined || before === label ? label : '');
  if (news.size === known.size && [...news].every(([key, name]) => known.get(key) === name)) return known;
  seen.set(store, news);
  return news;
}
