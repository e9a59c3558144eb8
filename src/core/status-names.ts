import type { Status, StatusCategory } from './incident.js';

/** A backend's names of its statuses, by its own code and by our category. */
export type StatusNames = ReadonlyMap<string, string>;

export const noStatusNames: StatusNames = new Map();

/**
 * The names a backend has been heard to call its statuses by, with the one of this status. A step that waits and a
 * timeline tell a status by code or category only, and the same status has one name on a page. The same object until
 * there is news.
 */
export function withStatusName(known: StatusNames, { category, code, label }: Status): StatusNames {
  if (label === undefined) return known;
  const before = known.get(category);
  // A category of several statuses has no name of its own: ours stands for them. A mere code names one of several.
  const name = label !== code && (before === undefined || before === label) ? label : '';
  if (before === name && (code === undefined || known.get(code) === label)) return known;
  const news = new Map(known);
  if (code !== undefined) news.set(code, label);
  return news.set(category, name);
}

/** What a status is called: as the backend calls it, as far as that is known, else in our own words. */
export const statusWord = (
  { category, code = '', label }: Status,
  names: StatusNames,
  words: Readonly<Record<StatusCategory, string>>,
): string => label ?? (names.get(code) || names.get(category) || words[category]);
