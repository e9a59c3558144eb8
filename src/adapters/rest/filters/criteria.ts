import type { IncidentQuery } from '../../../core/query.js';
import { bandsOf } from '../enums.js';
import type { EnumDefinition, FilterDefinition, Profile, Vars } from '../profile.js';

/** A comparison of one of the backend's fields. Several in a list are combined with "and". */
export type Criterion =
  /** Equal to one of the values; none of them can be met where the list is empty. */
  | { readonly op: 'in'; readonly field: string; readonly values: readonly (string | number)[] }
  /** Within one of the ranges, `[from, to)`. */
  | {
      readonly op: 'within';
      readonly field: string;
      readonly ranges: readonly (readonly [from: number, to: number])[];
    }
  | { readonly op: 'from' | 'before'; readonly field: string; readonly value: string | number }
  /** The word occurs in one of the fields; `number` names a field that may equal it instead. */
  | {
      readonly op: 'word';
      readonly fields: readonly string[];
      readonly word: string;
      readonly number?: string;
    };

/** Parameters of a request. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Turns criteria into parameters of a request; may load what it needs for it first. */
export type Dialect = (
  criteria: readonly Criterion[],
  filter: FilterDefinition,
  vars: Vars,
) => Parameters | Promise<Parameters>;

const parts = {
  status: 'status',
  priority: 'priority',
  impact: 'impact',
  urgency: 'urgency',
  category: 'category',
  service: 'service',
  callerId: 'caller',
  assigneeId: 'assignee',
  group: 'group',
  loggedFrom: 'loggedAt',
  loggedTo: 'loggedAt',
  resolvedFrom: 'resolvedAt',
  resolvedTo: 'resolvedAt',
  updatedFrom: 'updatedAt',
} as const satisfies Partial<Record<keyof IncidentQuery, string>>;

/** What a field of the backend is compared with. */
function comparison(
  field: string,
  wanted: readonly (string | number)[],
  table: EnumDefinition | undefined,
): Criterion {
  if (!table) return { op: 'in', field, values: wanted };
  if (table.bands)
    return {
      op: 'within',
      field,
      ranges: bandsOf(table)
        .filter(({ rank }) => wanted.includes(rank))
        .map(({ from, to }) => [from, to]),
    };
  const codes = Object.entries(table.read ?? {}).filter(([, ours]) => wanted.includes(ours));
  return {
    op: 'in',
    field,
    values: codes.map(([code]) => (table.codeType === 'number' ? Number(code) : code)),
  };
}

/**
 * Translates a query as far as the backend's fields allow. What cannot be asked there is returned as `left`, to be
 * applied to the answer.
 */
export function criteriaOf(
  query: IncidentQuery,
  { fields, enums }: Pick<Profile, 'fields' | 'enums'>,
  filter: FilterDefinition,
  date: (at: number) => string | number,
): { readonly criteria: readonly Criterion[]; readonly left: IncidentQuery } {
  const criteria: Criterion[] = [];
  const left: Record<string, unknown> = {};
  for (const [part, name] of Object.entries(parts)) {
    const wanted = query[part as keyof typeof parts];
    if (wanted === undefined) continue;
    const { filter: field, enum: table = '' } = fields[name] ?? {};
    if (field === undefined) left[part] = wanted;
    else if (typeof wanted === 'number')
      criteria.push({ op: part.endsWith('From') ? 'from' : 'before', field, value: date(wanted) });
    else criteria.push(comparison(field, [wanted].flat(), enums[table]));
  }
  const { text } = query;
  if (filter.text)
    for (const word of text?.match(/\S+/gu) ?? [])
      criteria.push({ op: 'word', fields: filter.text, number: filter.textNumber, word });
  else if (text?.trim()) left['text'] = text;
  return { criteria, left };
}
