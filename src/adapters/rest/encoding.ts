import { IncidentError } from '../../core/errors.js';
import type { Incident, Person, Ref } from '../../core/incident.js';
import { hook } from './hooks.js';
import type { Field, Mapping } from './mapping.js';
import { isObject } from './paths.js';
import type { Profile } from './profile.js';
import { writePath } from './write-path.js';

type Values = Readonly<Record<string, unknown>>;
type Occasion = 'create' | 'update';

/** From our values to a backend's, and whether they have arrived. */
export interface Encoding {
  /** Puts our values into a request body; a field without a place in it is left out and returned. */
  readonly writeFields: (
    values: Values,
    on: Occasion,
  ) => { readonly body: Record<string, unknown>; readonly dropped: readonly string[] };
  /** Fields that were asked for and are not so in the record. */
  readonly differences: (wanted: Values, found: Incident, on: Occasion) => readonly string[];
}

/** The backend's value for ours in a table; undefined where there is none. */
export function codeOf({ table }: Field, value: unknown): string | number | undefined {
  const { write, bands, codeType } = table?.definition ?? {};
  const own = (codes: Readonly<Record<string, string | number>> = {}): string | number | undefined =>
    Object.hasOwn(codes, String(value)) ? codes[String(value)] : undefined;
  const code = own(write) ?? own(bands);
  return code === undefined
    ? undefined
    : codeType === 'number'
      ? Number(code)
      : codeType === 'string'
        ? String(code)
        : code;
}

const isRef = (value: unknown): value is Partial<Ref & Person> =>
  isObject(value) && typeof value['id'] === 'string';
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false;
const fold = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : String(value);

/** Equal enough to say that a write was done: same id or e-mail, same second, same text but for line ends. */
function same(type: string | undefined, ours: unknown, theirs: unknown): boolean {
  if (isEmpty(ours) || isEmpty(theirs)) return isEmpty(ours) === isEmpty(theirs);
  if (isRef(ours) && isRef(theirs)) {
    const known = [theirs.id, theirs.label, theirs.name, theirs.email].map((part) => part?.toLowerCase());
    return [ours.id, ours.email, ours.label].some(
      (part) => part !== undefined && known.includes(part.toLowerCase()),
    );
  }
  if (type === 'date') return Math.floor(Number(ours) / 1000) === Math.floor(Number(theirs) / 1000);
  return fold(ours) === fold(theirs);
}

export function createEncoding({ codecs }: Profile, mapping: Mapping): Encoding {
  function encode(field: Field, value: unknown): unknown {
    const { type, codec, clear = null, writeAs } = field.definition;
    if (codec !== undefined && type !== 'date')
      return value === null ? null : hook('codec', codec)?.write(value);
    if (value === null) return clear;
    if (field.table) {
      const code = codeOf(field, value);
      if (code !== undefined) return code;
      const message = 'This backend has no value for this choice; choose another.';
      throw new IncidentError('validation', message, {
        issues: [{ path: field.name, code: 'unknown-level', message }],
      });
    }
    if (type === 'date') return hook('codec', codec ?? codecs.date.write)?.write(value);
    if (!isRef(value) || writeAs === 'object') return value;
    const { id, label, name, email } = value;
    if (writeAs === 'email') return email ?? id;
    return writeAs === 'label' || writeAs === 'name' ? (label ?? name ?? id) : id;
  }

  const placeOf = ({ definition }: Field, on: Occasion): string | undefined =>
    (definition.on ?? on) === on ? definition.write : undefined;

  return {
    writeFields(values, on) {
      const body: Record<string, unknown> = {};
      const dropped: string[] = [];
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined || (on === 'create' && value === null)) continue;
        const field = mapping.fields.get(name);
        const place = field && placeOf(field, on);
        if (place === undefined) dropped.push(name);
        else writePath(body, place, encode(field as Field, value));
      }
      return { body, dropped };
    },
    differences: (wanted, found, on) =>
      Object.entries(wanted).flatMap(([name, value]) => {
        const field = mapping.fields.get(name);
        // What was never asked for, or cannot be read back, proves nothing.
        if (value === undefined || !field?.definition.read || placeOf(field, on) === undefined) return [];
        return same(field.definition.type, value, found[field.name]) ? [] : [name];
      }),
  };
}
