import { fieldTypes } from './fields.js';
import { markChecked } from './kit.js';
import type { FieldDefinition, ProfileDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';

/** Values of a profile's variables. */
export type VarValues = Profile['vars'];

export const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fills `{name}` where it is a variable. Scopes of queries keep theirs: the query language quotes them. */
function fill(value: unknown, vars: VarValues, inPath = false): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (!Object.hasOwn(vars, name)) return whole;
      const text = String(vars[name]);
      return inPath ? encodeURIComponent(text) : text;
    });
  if (Array.isArray(value)) return value.map((one) => fill(one, vars));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'scope' || key === 'vars'
        ? inner
        : fill(inner, vars, key === 'path' && typeof inner === 'string' && inner.startsWith('/')),
    ]),
  );
}

/** Fills the variables and leaves out what an empty one switches off. */
export function withVars(definition: ProfileDefinition): ProfileDefinition {
  const whole = fill(definition, definition.vars ?? {}) as ProfileDefinition;
  const { fields, idempotency } = whole;
  return {
    ...whole,
    ...(fields && {
      fields: Object.fromEntries(Object.entries(fields).filter(([, field]) => field?.requires !== '')),
    }),
    ...(idempotency?.mode === 'lookup' && idempotency.when === '' && { idempotency: { mode: 'none' } }),
  };
}

const defaultParts: Readonly<Record<string, FieldDefinition['parts']>> = {
  ref: { id: 'id', label: ['label', 'name'] },
  person: {
    id: 'id',
    name: ['name', 'label'],
    email: 'email',
    phone: 'phone',
    location: 'location',
    automatic: 'automatic',
  },
  resolution: { type: 'type', code: 'code', notes: 'notes' },
};

function completeField(name: string, field: FieldDefinition): FieldDefinition {
  const type = field.type ?? fieldTypes[name as keyof typeof fieldTypes] ?? 'text';
  return { ...field, type, parts: field.parts ?? defaultParts[type] };
}

/** Writes out what a checked profile leaves to us, so that the adapter needs to know no defaults. */
export function complete(whole: ProfileDefinition): Profile {
  const fields = Object.entries(whole.fields ?? {}).flatMap(([name, field]) =>
    field ? [[name, completeField(name, field)]] : [],
  );
  return markChecked({
    ...whole,
    label: whole.label ?? whole.name,
    vars: whole.vars ?? {},
    enums: whole.enums ?? {},
    codecs: { date: whole.codecs?.date ?? { read: 'iso', write: 'iso' } },
    fields: Object.fromEntries(fields) as Record<string, FieldDefinition>,
    timeline: whole.timeline?.map((source) => ({
      ...source,
      author: source.author && { ...source.author, parts: source.author.parts ?? defaultParts['person'] },
    })),
  });
}
