import type { IncidentQuery } from '../../core/query.js';
import { fold } from '../../core/query.js';
import { compilePath, isObject, matches, textOf } from './path.js';
import type { FieldDefinition, Profile } from './profile.js';

/** What a list is asked for by an id, and the field that has it. */
const askedBy = {
  callerId: 'caller',
  assigneeId: 'assignee',
  group: 'group',
  service: 'service',
  category: 'category',
} as const satisfies Partial<Record<keyof IncidentQuery, string>>;

/** The fields of which a backend may compare several values. */
export const severalFields = Object.values(askedBy);

/** What one of several values may be meant by. */
const names = ['id', 'email'] as const;

/** Whether a row has other values of a field than those that are asked for, and none of these. */
function compileOther(
  { at, only = {} }: NonNullable<FieldDefinition['among']>,
  parts: FieldDefinition['parts'] = {},
  asked: ReadonlySet<string>,
): (row: unknown) => boolean {
  const [list, isOne] = [compilePath(at), matches(only)];
  const named = names.map((name) => compilePath(parts[name] ?? name));
  const idsIn = (value: unknown): readonly string[] =>
    (isObject(value) ? named.map((read) => read(value)) : [value])
      .map((id) => fold(textOf(id) ?? ''))
      .filter((id) => id !== '');
  return (row) => {
    const values = list(row);
    const ids = Array.isArray(values) && values.every(isOne) ? values.flatMap(idsIn) : [];
    return ids.length > 0 && !ids.some((id) => asked.has(id));
  };
}

/**
 * A test whether a row shows that it was not asked for, by all values of the fields of which a record is read with one. A
 * row that tells none of them says nothing.
 */
export function compileUnasked(
  query: IncidentQuery,
  { fields }: Pick<Profile, 'fields'>,
): (row: unknown) => boolean {
  const tests = Object.entries(askedBy).flatMap(([part, name]) => {
    const asked = query[part as keyof typeof askedBy];
    const { among, parts } = fields[name] ?? {};
    return asked === undefined || among === undefined
      ? []
      : [compileOther(among, parts, new Set([asked].flat().map(fold)))];
  });
  return (row) => tests.some((isOther) => isOther(row));
}
