import { openCategories, sortFields } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import { statusCategories } from '../../core/incident.js';
import type { StatusCategory } from '../../core/incident.js';

/** Reads a `status` attribute: `open`, `all`, or categories divided by commas or spaces. Unknown words are left out. */
export function statusOf(text: string | null): readonly StatusCategory[] | undefined {
  const words = (text ?? '').split(/[\s,]+/u).filter((word) => word !== '');
  if (words.includes('all')) return undefined;
  const named = statusCategories.filter((category) => words.includes(category));
  return words.includes('open') || named.length === 0 ? [...new Set([...openCategories, ...named])] : named;
}

/** Reads a `sort` attribute: a field, with a minus in front for falling order. Undefined for anything else. */
export function sortOf(text: string | null): IncidentQuery['sort'] | undefined {
  const falling = text?.startsWith('-');
  const field = sortFields.find((one) => one === (falling ? text?.slice(1) : text));
  return field && { field, direction: falling ? 'descending' : 'ascending' };
}
