import type { IncidentQuery } from '../../../core/query.js';
import { bandsOf, standIn } from '../enums.js';
import type { EnumDefinition, FilterDefinition, Profile, Vars } from '../profile.js';

/** A comparison of one of the backend's fields. Several in a list are combined with "and". */
export type Criterion =
  /** Equal to one of the values; none of them can be met where the list is empty. */
  | { readonly op: 'in'; readonly field: string; readonly values: readonly (string | number)[] }
  /** Equal to none of the values. Only for a dialect that can say so. */
  | { readonly op: 'not-in'; readonly field: string; readonly values: readonly (string | number)[] }
  /** Within one of the ranges, `[from, to)`. */
  | {
      readonly op: 'within';
      readonly field: string;
      readonly ranges: readonly (readonly [from: number, to: number])[];
    }
  | { readonly op: 'from' | 'before'; readonly field: string; readonly value: string | number }
  /** It has a value, or none. Only for a dialect that can say so. */
  | { readonly op: 'filled' | 'empty'; readonly field: string }
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
export interface Dialect {
  (criteria: readonly Criterion[], filter: FilterDefinition, vars: Vars): Parameters | Promise<Parameters>;
  /** What it can say beyond the plain: `not-in`, several ranges of one field, `filled` and `empty`. Nothing else is asked. */
  readonly can?: { readonly exclude?: boolean; readonly ranges?: boolean; readonly empty?: boolean };
}

const parts = {
  ids: 'id',
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
  confirmed: 'confirmedAt',
} as const satisfies Partial<Record<keyof IncidentQuery, string>>;

/** So many ids are asked for in one request at most. */
const mostIds = 100;

type Values = readonly (string | number)[];
type Range = readonly [from: number, to: number];

/** Ranges in order, those that touch joined: levels side by side are one stretch of the scale. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const made: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else made.push([from, to]);
  }
  return made;
}

/** What is asked of a field, and whether the answer has to be looked through again because it holds more. */
interface Comparison {
  readonly criteria: readonly Criterion[];
  readonly isWider?: boolean;
}

/** A numeric scale: the levels are stretches of it. One stretch around all of them is wider than what is wanted. */
function within(field: string, wanted: Values, table: EnumDefinition, can: Dialect['can']): Comparison {
  const ranges = joined(
    bandsOf(table)
      .filter(({ rank }) => wanted.includes(rank))
      .map(({ from, to }) => [from, to]),
  );
  const [first, last] = [ranges[0], ranges.at(-1)];
  // Everything that is a number; what is none has no level, and is sorted out here.
  if (first?.[0] === -Infinity && first[1] === Infinity) return { criteria: [], isWider: true };
  if (!first || !last) return { criteria: [{ op: 'in', field, values: [] }] };
  if (first === last || can?.ranges) return { criteria: [{ op: 'within', field, ranges }] };
  const hull: Range = [first[0], last[1]];
  const isAll = hull[0] === -Infinity && hull[1] === Infinity;
  return { criteria: isAll ? [] : [{ op: 'within', field, ranges: [hull] }], isWider: true };
}

/** Codes: those listed for what is wanted. What no table lists is asked for by leaving out the codes of the rest. */
function among(
  field: string,
  wanted: Values,
  { read = {}, unknown, codeType }: EnumDefinition,
  isStatus: boolean,
  can: Dialect['can'],
): Comparison {
  const codes = (of: (ours: string | number) => boolean): Values =>
    Object.entries(read)
      .filter(([, ours]) => of(ours))
      .map(([code]) => (codeType === 'number' ? Number(code) : code));
  const isWanted = (ours: string | number): boolean => wanted.includes(ours);
  const unlisted = unknown ?? (isStatus ? standIn : undefined);
  const listed = { op: 'in', field, values: codes(isWanted) } as const;
  if (unlisted === undefined || !isWanted(unlisted)) return { criteria: [listed] };
  const others = codes((ours) => !isWanted(ours));
  if (others.length === 0) return { criteria: [] };
  if (can?.exclude) return { criteria: [{ op: 'not-in', field, values: others }] };
  // A profile that foresees unlisted codes gets them, at the price of looking through everything; so does one that lists
  // none of what is wanted, because they are all there can be.
  return unknown === undefined && listed.values.length > 0
    ? { criteria: [listed] }
    : { criteria: [], isWider: true };
}

/** What a list is asked for and no code of a table stands for: no record can be read as it. */
interface Unmet {
  readonly table: string;
  readonly wanted: Values;
}

/**
 * Translates a query as far as the backend's fields allow. What cannot be asked there is returned as `left`, to be
 * applied to the answer.
 */
export function criteriaOf(
  query: IncidentQuery,
  { fields, enums }: Pick<Profile, 'fields' | 'enums'>,
  filter: FilterDefinition,
  can: Dialect['can'],
  date: (at: number) => string | number,
): {
  readonly criteria: readonly Criterion[];
  readonly left: IncidentQuery;
  readonly unmet: readonly Unmet[];
} {
  const criteria: Criterion[] = [];
  const unmet: Unmet[] = [];
  const left: Record<string, unknown> = {};
  for (const [part, name] of Object.entries(parts)) {
    const wanted = query[part as keyof typeof parts];
    if (wanted === undefined) continue;
    // So many do not fit into an address.
    if (part === 'ids' && query.ids && query.ids.length > mostIds) {
      left[part] = wanted;
      continue;
    }
    const { filter: field, enum: table = '' } = fields[name] ?? {};
    if (field === undefined || (typeof wanted === 'boolean' && !can?.empty)) left[part] = wanted;
    else if (typeof wanted === 'boolean') criteria.push({ op: wanted ? 'filled' : 'empty', field });
    else if (typeof wanted === 'number')
      criteria.push({ op: part.endsWith('From') ? 'from' : 'before', field, value: date(wanted) });
    else {
      const values = [wanted].flat();
      const codes = enums[table];
      const asked: Comparison = !codes
        ? { criteria: [{ op: 'in', field, values }] }
        : codes.bands
          ? within(field, values, codes, can)
          : among(field, values, codes, name === 'status', can);
      criteria.push(...asked.criteria);
      if (
        codes &&
        values.length > 0 &&
        asked.criteria.some((one) => one.op === 'in' && one.values.length === 0)
      )
        unmet.push({ table, wanted: values });
      if (asked.isWider) left[part] = wanted;
    }
  }
  const { text } = query;
  if (filter.text)
    for (const word of text?.match(/\S+/gu) ?? [])
      criteria.push({ op: 'word', fields: filter.text, number: filter.textNumber, word });
  else if (text?.trim()) left['text'] = text;
  return { criteria, left, unmet };
}
