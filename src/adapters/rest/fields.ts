import { IncidentError } from '../../core/errors.js';
import type { Incident, Person, Ref, Status, StatusCategory } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import { readNumber } from './codec.js';
import type { EnumTable } from './enums.js';
import { codeOf, compileEnum } from './enums.js';
import { hook } from './hooks.js';
import type { Reader } from './path.js';
import { compilePath, isObject, textOf, writePath } from './path.js';
import type { FieldDefinition, Profile } from './profile.js';

/** Makes a value of ours from one of the wire; undefined where it is none. */
export type Coerce = (value: unknown, record: unknown) => unknown;

const truth = (value: unknown): boolean | undefined =>
  /^(?:true|1|yes)$/i.test(String(value)) || (/^(?:false|0|no)$/i.test(String(value)) ? false : undefined);

type Part = (value: unknown) => string | undefined;

/** Builds refs, persons and resolutions from their parts; a bare text or number is the id. */
function composite({ type, parts = {} }: FieldDefinition, empties: ReadonlySet<unknown>): Coerce {
  const reader = (name: string): Reader =>
    parts[name] === undefined ? () => undefined : compilePath(parts[name]);
  const part = (name: string): Part => {
    const read = reader(name);
    return (value) => textOf(read(value)) || undefined;
  };
  if (type === 'resolution') {
    const [ending, code, notes] = ['type', 'code', 'notes'].map(part) as [Part, Part, Part];
    return (value) => {
      const [said, how] = [notes(value), code(value)];
      return (
        said && {
          type: ending(value) === 'workaround' ? 'workaround' : 'permanent',
          notes: said,
          ...(how && { code: how }),
        }
      );
    };
  }
  const isRef = type === 'ref';
  const [id, name, automatic] = [part('id'), part(isRef ? 'label' : 'name'), reader('automatic')];
  const others = ['email', 'phone', 'location']
    .filter((other) => parts[other])
    .map((other) => [other, part(other)] as const);
  return (value) => {
    const composed = isObject(value);
    const own = composed ? id(value) : textOf(value);
    if (!own || empties.has(own)) return undefined;
    const called = (composed && name(value)) || own;
    if (isRef) return { id: own, label: called };
    const person: Record<string, unknown> = { id: own, name: called };
    for (const [other, read] of others) {
      const found = read(value);
      if (found) person[other] = found;
    }
    if (automatic(value) === true) person['automatic'] = true;
    return person;
  };
}

/** The category everything computes with, and the backend's own word beside it. Equal statuses are one object. */
function status({ parts = {} }: FieldDefinition, table: EnumTable | undefined): Coerce {
  const [codeAt, labelAt] = ['code', 'label'].map((name) => parts[name] && compilePath(parts[name]));
  const memo = new Map<string, Status>();
  return (value, record): Status | undefined => {
    const raw = textOf(value);
    if (!raw) return undefined;
    const code = codeAt ? textOf(codeAt(record)) : raw;
    const label = labelAt ? textOf(labelAt(record)) : '';
    const key = `${raw}\n${String(code)}\n${String(label)}`;
    let made = memo.get(key);
    if (!made) {
      const category = (table ? table.read(raw) : raw.toLowerCase()) as StatusCategory;
      made = {
        category: statusCategories.includes(category) ? category : 'active',
        ...(code && { code }),
        ...(label && { label }),
      };
      if (memo.size < 1000) memo.set(key, made);
    }
    return made;
  };
}

/** The function that turns a field's value into ours. `date` reads instants. */
export function coercion(definition: FieldDefinition, table: EnumTable | undefined, date: Reader): Coerce {
  const { type = '' } = definition;
  const empties: ReadonlySet<unknown> = new Set(definition.empties);
  if (type === 'status') return status(definition, table);
  if (/^(?:ref|person|resolution)$/.test(type)) return composite(definition, empties);
  const plain: Readonly<Record<string, Reader>> = {
    number: (value) => readNumber(value),
    boolean: truth,
    date,
    json: (value) => (isObject(value) ? value : undefined),
  };
  const read = table ? table.read : (plain[type] ?? textOf);
  return empties.size === 0 ? read : (value) => (empties.has(value) ? undefined : read(value));
}

/** One field, ready to be read. */
export interface Field {
  readonly name: keyof Incident;
  readonly definition: FieldDefinition;
  /** Our value in a record of the backend; undefined where it has none. */
  readonly read: Reader;
  readonly table: EnumTable | undefined;
}

type Values = Readonly<Record<string, unknown>>;
type Occasion = 'create' | 'update';

/** From a backend's records to ours and back. Paths are read once, here, and never per record. */
export interface Fields {
  readonly byName: ReadonlyMap<string, Field>;
  /** @throws {@link IncidentError} of kind `bad-answer` when one of them is no record or has no id. */
  readonly mapRecords: (records: readonly unknown[]) => Incident[];
  /** Puts our values into a request body; a field without a place in it is left out and returned. */
  readonly writeFields: (
    values: Values,
    on: Occasion,
  ) => { readonly body: Record<string, unknown>; readonly dropped: readonly string[] };
  /** Fields that were asked for and are not so in the record. */
  readonly differences: (wanted: Values, found: Incident, on: Occasion) => readonly string[];
}

function compileRead(definition: FieldDefinition, table: EnumTable | undefined, dateCodec: string): Reader {
  if (definition.read === undefined) return () => undefined;
  const read = compilePath(definition.read);
  const codec = hook('codec', definition.codec ?? dateCodec);
  const date: Reader = (value) => codec?.read(value);
  const coerce = definition.codec === undefined ? coercion(definition, table, date) : date;
  return (record) => {
    const value = read(record);
    return value === undefined || value === null || value === '' ? undefined : coerce(value, record);
  };
}

/** Fields every record has, so that all records have the same shape; the rest follows field by field. */
const base = ['id', 'number', 'title', 'description', 'status', 'loggedAt', 'updatedAt'];

/** Reads the records of a backend. */
function compileReading({
  enums,
  fields: definitions,
  codecs,
}: Profile): Pick<Fields, 'byName' | 'mapRecords'> {
  const tables = new Map(Object.entries(enums).map(([name, definition]) => [name, compileEnum(definition)]));
  const fields = new Map<string, Field>(
    Object.entries(definitions).map(([name, definition]) => {
      const table = tables.get(definition.enum ?? '');
      const read = compileRead(definition, table, codecs.date.read);
      return [name, { name: name as keyof Incident, definition, read, table }];
    }),
  );
  const [id, number, title, description, status, loggedAt, updatedAt] = base.map(
    (name) => fields.get(name)?.read ?? ((): undefined => undefined),
  ) as [Reader, Reader, Reader, Reader, Reader, Reader, Reader];
  const others = [...fields.values()].filter(
    ({ name, definition }) => definition.read && !base.includes(name),
  );
  const names = others.map(({ name }) => name);
  const readers = others.map(({ read }) => read);

  function mapRecord(record: unknown): Incident {
    const own = isObject(record) && id(record);
    if (!own) throw new IncidentError('bad-answer', 'The backend returned an incident without an id.');
    const logged = loggedAt(record);
    const updated = updatedAt(record);
    const made: Record<string, unknown> = {
      id: own,
      number: number(record) ?? '',
      title: title(record) ?? '',
      description: description(record) ?? '',
      status: status(record) ?? { category: 'new' },
      loggedAt: logged ?? updated ?? 0,
      updatedAt: updated ?? logged ?? 0,
    };
    for (let i = 0; i < readers.length; i++) {
      const value = (readers[i] as Reader)(record);
      if (value !== undefined) made[names[i] as string] = value;
    }
    return made as unknown as Incident;
  }

  return { byName: fields, mapRecords: (records) => records.map(mapRecord) };
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

/** Writes our values the way a backend wants them, and tells whether they have arrived. */
function compileWriting({ fields, enums, codecs }: Profile): Pick<Fields, 'writeFields' | 'differences'> {
  function encode(path: string, field: FieldDefinition, value: unknown): unknown {
    const { type, codec, clear = null, writeAs } = field;
    if (codec !== undefined && type !== 'date')
      return value === null ? null : hook('codec', codec)?.write(value);
    if (value === null) return clear;
    if (field.enum !== undefined) {
      const code = codeOf(enums[field.enum], value);
      if (code !== undefined) return code;
      const message = 'This backend has no value for this choice; choose another.';
      throw new IncidentError('validation', message, { issues: [{ path, code: 'unknown-level', message }] });
    }
    if (type === 'date') return hook('codec', codec ?? codecs.date.write)?.write(value);
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

export const compileFields = (profile: Profile): Fields => ({
  ...compileReading(profile),
  ...compileWriting(profile),
});
