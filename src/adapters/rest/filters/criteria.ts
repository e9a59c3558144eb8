import type { IncidentQuery } from '../../../core/query.js';

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

/** What is known of a field when a query is translated. */
export interface FilterField {
  readonly filter?: string;
  /** Our value as the backend's values; ranges for a numeric scale. */
  readonly codes: (value: string | number) => readonly (string | number)[];
  readonly ranges?: (value: number) => readonly [from: number, to: number] | undefined;
}

const parts = {
  status: 'status',
  priority: 'priority',
  category: 'category',
  service: 'service',
  callerId: 'caller',
  assigneeId: 'assignee',
  group: 'group',
} as const satisfies Partial<Record<keyof IncidentQuery, string>>;

const times = {
  loggedFrom: ['loggedAt', 'from'],
  loggedTo: ['loggedAt', 'before'],
  resolvedFrom: ['resolvedAt', 'from'],
  resolvedTo: ['resolvedAt', 'before'],
  updatedFrom: ['updatedAt', 'from'],
} as const satisfies Partial<Record<keyof IncidentQuery, readonly [string, 'from' | 'before']>>;

/**
 * Translates a query as far as the backend's fields allow. What cannot be asked there is returned as `left`, to be
 * applied to the answer.
 */
export function criteriaOf(
  query: IncidentQuery,
  field: (name: string) => FilterField | undefined,
  date: (at: number) => string | number,
  text: { readonly fields: readonly string[]; readonly number?: string } | undefined,
): { readonly criteria: readonly Criterion[]; readonly left: IncidentQuery } {
  const criteria: Criterion[] = [];
  const left: Record<string, unknown> = {};
  for (const [part, name] of Object.entries(parts)) {
    const wanted = query[part as keyof typeof parts];
    if (wanted === undefined) continue;
    const known = field(name);
    if (known?.filter === undefined) left[part] = wanted;
    else {
      const values: readonly (string | number)[] = typeof wanted === 'string' ? [wanted] : wanted;
      const { ranges } = known;
      if (ranges)
        criteria.push({
          op: 'within',
          field: known.filter,
          ranges: values.map((value) => ranges(Number(value))).filter((range) => range !== undefined),
        });
      else criteria.push({ op: 'in', field: known.filter, values: values.flatMap(known.codes) });
    }
  }
  for (const [part, [name, op]] of Object.entries(times)) {
    const at = query[part as keyof typeof times];
    const known = field(name)?.filter;
    if (at === undefined) continue;
    if (known === undefined) left[part] = at;
    else criteria.push({ op, field: known, value: date(at) });
  }
  const words = (query.text ?? '').split(/\s+/u).filter((word) => word !== '');
  if (words.length > 0) {
    if (text) for (const word of words) criteria.push({ op: 'word', ...text, word });
    else left['text'] = query.text;
  }
  return { criteria, left };
}
