import type { FieldName } from '../core/fields.js';
import { fieldKind } from '../core/fields.js';
import { calledBy } from '../core/incident.js';
import type { CustomValue, Incident } from '../core/incident.js';
import type { CategoryDefinition } from '../core/policy.js';
import type { PriorityMatrix } from '../core/priority/priority.js';
import type { Instant } from '../core/time.js';
import { isTold } from '../core/time.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { FieldTerms } from '../locales/en/fields.js';
import { matrixInWords, priorityName } from './matrix-words.js';

/** The words, levels and formats that values are told in. */
export interface FieldSpeech {
  readonly terms: CommonTerms & FieldTerms;
  readonly matrix: PriorityMatrix | undefined;
  /** Records hold the ids of the policy's categories; people read their labels. */
  readonly categories?: readonly CategoryDefinition[] | undefined;
  /** An instant in words; empty while none can be written at no cost. */
  readonly dateTime: (at: Instant) => string;
}

/** The word for a name; the name itself where there is none. */
export const known = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name;

/** What a field is called in the reader's language. */
export const fieldLabel = (field: string, { terms }: Pick<FieldSpeech, 'terms'>): string =>
  known(terms.incidentField, field);

/** A field's value as a person reads it; empty where nothing is set. */
export function fieldText(
  field: FieldName,
  value: Incident[FieldName] | null | undefined,
  { terms, matrix, dateTime, categories = [] }: FieldSpeech,
): string {
  if (value === undefined || value === null || value === false) return '';
  if (value === true) return known(terms.flag, 'true');
  if (typeof value === 'object')
    return 'label' in value ? String(value.label) : 'name' in value ? calledBy(value) : '';
  if (field === 'category' || field === 'subcategory') {
    const list =
      field === 'category' ? categories : categories.flatMap(({ subcategories = [] }) => subcategories);
    return list.find(({ id }) => id === value)?.label ?? String(value);
  }
  const spoken = matrix && matrixInWords(matrix, terms.level);
  switch (fieldKind(field)) {
    case 'instant':
      return isTold(Number(value)) ? dateTime(Number(value)) : terms.fieldValue.unknown;
    case 'effect':
      return known(terms.effect, String(value));
    case 'channel':
      return known(terms.channel, String(value));
    case 'level':
      if (!Number.isFinite(value)) return terms.fieldValue.unknown;
      if (field === 'priority') return spoken ? priorityName(Number(value), spoken) : String(value);
      return spoken?.[field as 'impact' | 'urgency'][Number(value) - 1]?.label ?? String(value);
    default:
      return String(value);
  }
}

/** A value only the backend knows, as a person reads it; empty where nothing is set. */
export function customText(
  value: CustomValue | null | undefined,
  { terms }: Pick<FieldSpeech, 'terms'>,
): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return known(terms.flag, String(value));
  return 'label' in value ? value.label : value.join(', ');
}
