import type { FieldDefinition, ProfileDefinition, Vars } from './profile.js';
import { isPlain } from './profile.js';

/** Objects are merged, lists and values replaced, null removes. */
function merge(under: unknown, over: unknown): unknown {
  if (!isPlain(under) || !isPlain(over)) return over;
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key];
    else result[key] = merge(under[key], value);
  }
  return result;
}

/** What says where a field stands and how it is asked for. */
const standing = [
  'read',
  'filter',
  'parts',
  'type',
  'enum',
  'codec',
] as const satisfies readonly (keyof FieldDefinition)[];

/** What the fields that a profile takes away are called, here and at the backend: it may tell of them all the same. */
const removed = (preset: ProfileDefinition, own: ProfileDefinition): readonly string[] =>
  Object.entries(own.fields ?? {}).flatMap(([name, field]) => {
    if (field !== null) return [];
    const { write, requires } = preset.fields?.[name] ?? {};
    return [name, write, requires].filter((one) => one !== undefined);
  });

/** A profile on top of the preset it builds on. */
export function extended(
  preset: ProfileDefinition,
  own: ProfileDefinition,
  vars: Vars | undefined,
): ProfileDefinition {
  const merged = merge(merge(preset, own), vars ? { vars } : {}) as ProfileDefinition;
  if (!merged.fields) return merged;
  const hidden = [...(merged.hidden ?? []), ...removed(preset, own)];
  /** A preset promises nothing of another list than its own, nor of a field that stands elsewhere there. */
  const isAnother = (name: string): boolean => {
    const field = own.fields?.[name];
    return own.ops?.['list'] !== undefined || standing.some((part) => field?.[part] !== undefined);
  };
  const fields = Object.entries(merged.fields).map(([name, field]) => {
    if (!field || !isAnother(name)) return [name, field] as const;
    const { exact: _exact, among: _among, ...rest } = field;
    const { exact, among } = own.fields?.[name] ?? {};
    return [
      name,
      { ...rest, ...(exact !== undefined && { exact }), ...(among !== undefined && { among }) },
    ] as const;
  });
  return { ...merged, fields: Object.fromEntries(fields), ...(hidden.length > 0 && { hidden }) };
}
