import type { FieldName } from '../core/fields.js';
import { fieldKind } from '../core/fields.js';
import type { CustomValue, Incident } from '../core/incident.js';
import type { PriorityMatrix } from '../core/priority/priority.js';
import type { Instant } from '../core/time.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { FieldTerms } from '../locales/en/fields.js';
import { matrixInWords, priorityName } from './matrix-words.js';

/** The words, levels and formats that values are told in. */
export interface FieldSpeech {
  readonly terms: CommonTerms & FieldTerms;
  readonly matrix: PriorityMatrix;
  readonly dateTime: (at: Instant) => string;
}

type Value = Incident[FieldName] | null;

/** A field's value as a person reads it. */
export function fieldText(
  field: FieldName,
  value: Value | undefined,
  { terms, matrix, dateTime }: FieldSpeech,
): string {
  if (value === undefined || value === null || value === '' || value === false)
    return terms.fieldValue.nothing;
  if (value === true) return terms.fieldValue.yes;
  if (typeof value === 'object')
    return 'label' in value ? String(value.label) : 'name' in value ? String(value.name) : '';
  const kind = fieldKind(field);
  if (kind === 'instant') return dateTime(Number(value));
  if (kind === 'effect') return terms.effect[value as 'down' | 'degraded'];
  if (kind === 'channel') return terms.channel[value as 'phone'];
  const spoken = matrixInWords(matrix, terms.level);
  if (field === 'priority') return priorityName(Number(value), spoken);
  if (field === 'impact' || field === 'urgency')
    return spoken[field][Number(value) - 1]?.label ?? String(value);
  return String(value);
}

/** A value only the backend knows, as a person reads it. */
export function customText(
  value: CustomValue | null | undefined,
  { terms }: Pick<FieldSpeech, 'terms'>,
): string {
  if (value === undefined || value === null || value === '' || value === false)
    return terms.fieldValue.nothing;
  if (value === true) return terms.fieldValue.yes;
  if (typeof value !== 'object') return String(value);
  return 'label' in value ? value.label : value.join(', ');
}

/** What a field is called in the reader's language; its own name where we have no word for it. */
export const fieldLabel = (field: string, { terms }: Pick<FieldSpeech, 'terms'>): string =>
  terms.incidentField[field] ?? field;
