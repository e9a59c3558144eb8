import type { Incident, Person, Ref } from '../../core/incident.js';
import { IncidentError } from './kit.js';
import { codecOf, isObject } from './language.js';
import type { EnumDefinition, FieldDefinition } from './profile-schema.js';
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
export function codeOf(table: EnumDefinition | undefined, value: unknown): string | number | undefined {
  const { write, bands, codeType } = table ?? {};
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

export function createEncoding({ fields, enums, codecs }: Profile): Encoding {
  function encode(path: string, field: FieldDefinition, value: unknown): unknown {
    const { type, codec, clear = null, writeAs } = field;
    if (codec !== undefined && type !== 'date') return value === null ? null : codecOf(codec)?.write(value);
    if (value === null) return clear;
    if (field.enum !== undefined) {
      const code = codeOf(enums[field.enum], value);
      if (code !== undefined) return code;
      const message = 'This backend has no value for this choice; choose another.';
      throw new IncidentError('validation', message, { issues: [{ path, code: 'unknown-level', message }] });
    }
    if (type === 'date') return codecOf(codec ?? codecs.date.write)?.write(value);
    if (!isRef(value) || writeAs === 'object') return value;
    const { id, label, name, email } = value;
    if (writeAs === 'email') return email ?? id;
    return writeAs === 'label' || writeAs === 'name' ? (label ?? name ?? id) : id;
  }

  /** The field, where it has a place in such a request. */
  function writable(name: string, on: Occasion): (FieldDefinition & { readonly write: string }) | undefined {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const { write, on: only = on } = field ?? {};
    return write === undefined || only !== on ? undefined : { ...field, write };
  }

  return {
    writeFields(values, on) {
      const body: Record<string, unknown> = {};
      const dropped: string[] = [];
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined || (on === 'create' && value === null)) continue;
        const field = writable(name, on);
        if (field) writePath(body, field.write, encode(name, field, value));
        else dropped.push(name);
      }
      return { body, dropped };
    },
    differences: (wanted, found, on) =>
      Object.entries(wanted).flatMap(([name, value]) => {
        const field = writable(name, on);
        // What was never asked for, or cannot be read back, proves nothing.
        if (value === undefined || field?.read === undefined) return [];
        return same(field.type, value, found[name as keyof Incident]) ? [] : [name];
      }),
  };
}
