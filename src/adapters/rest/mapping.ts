import type { Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident, Person, Ref } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import type { Coerce } from './coerce.js';
import { coercion } from './coerce.js';
import type { Codec } from './codecs.js';
import type { EnumTable } from './enums.js';
import { compileEnum } from './enums.js';
import type { FilterField } from './filters/criteria.js';
import { fieldTypes, isField } from './fields.js';
import { hook } from './hooks.js';
import type { Reader, Step } from './paths.js';
import { compilePaths, isObject, parsePath, writePath } from './paths.js';
import type { FieldDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';

type Draft = { -readonly [F in keyof Incident]?: Incident[F] };

/** One field, ready for use. */
interface Field extends FilterField {
  readonly name: keyof Incident;
  readonly definition: FieldDefinition;
  readonly read?: Reader;
  readonly coerce: Coerce;
  readonly steps?: readonly Step[];
  readonly table?: EnumTable;
  readonly encode: (value: unknown) => unknown;
  readonly same: (ours: unknown, theirs: unknown) => boolean;
}

/** Both directions between a backend's records and ours. Paths are read once, here, and never per record. */
export interface Mapping {
  readonly fields: ReadonlyMap<string, Field>;
  readonly tables: ReadonlyMap<string, EnumTable>;
  /** @throws {@link IncidentError} of kind `bad-answer` when one of them is no record or has no id. */
  readonly mapRecords: (records: readonly unknown[]) => Incident[];
  /** Puts our values into a request body; a field without a place in it is left out and returned. */
  readonly writeFields: (
    values: Readonly<Record<string, unknown>>,
    on: 'create' | 'update',
  ) => { readonly body: Record<string, unknown>; readonly dropped: readonly string[] };
  /** Fields that were asked for and are not so in the record. */
  readonly differences: (
    wanted: Readonly<Record<string, unknown>>,
    found: Incident,
    on: 'create' | 'update',
  ) => readonly string[];
  /** A value of the backend's field in our words, for the line of a change. */
  readonly display: (field: string, value: string) => string;
}

const isRef = (value: unknown): value is Partial<Ref & Person> =>
  isObject(value) && typeof value['id'] === 'string';
const fold = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : String(value);

/** Equal enough to say that a write was done: same id or e-mail, same second, same text but for line ends. */
function sameAs(type: string): (ours: unknown, theirs: unknown) => boolean {
  return (ours, theirs) => {
    const empty = (value: unknown): boolean =>
      value === undefined || value === null || value === '' || value === false;
    if (empty(ours) || empty(theirs)) return empty(ours) === empty(theirs);
    if (isRef(ours) && isRef(theirs)) {
      const known = new Set(
        [theirs.id, theirs.label, theirs.name, theirs.email]
          .filter((part) => part !== undefined)
          .map((part) => part.toLowerCase()),
      );
      return [ours.id, ours.email, ours.label].some(
        (part) => part !== undefined && known.has(part.toLowerCase()),
      );
    }
    if (type === 'date') return Math.floor(Number(ours) / 1000) === Math.floor(Number(theirs) / 1000);
    return fold(ours) === fold(theirs);
  };
}

function encoder(
  name: string,
  type: string,
  definition: FieldDefinition,
  table: EnumTable | undefined,
  date: Codec,
): (value: unknown) => unknown {
  const { writeAs } = definition;
  return (value) => {
    if (value === null) return definition.clear === undefined ? null : definition.clear;
    if (table) {
      const code = table.write(value as string | number);
      if (code !== undefined) return code;
      const issues: Issue[] = [
        {
          path: name,
          code: 'unknown-level',
          message: `This backend has no value for this choice; choose another.`,
        },
      ];
      throw new IncidentError('validation', String(issues[0]?.message), { issues });
    }
    if (type === 'date') return date.write(value);
    if (!isRef(value) || writeAs === 'object') return value;
    const { id, label, name: called, email } = value;
    return writeAs === 'email'
      ? (email ?? id)
      : writeAs === 'label' || writeAs === 'name'
        ? (label ?? called ?? id)
        : id;
  };
}

function compileField(
  name: keyof Incident,
  definition: FieldDefinition,
  profile: Profile,
  tables: ReadonlyMap<string, EnumTable>,
): Field {
  const type = definition.type ?? fieldTypes[name] ?? 'text';
  const table = definition.enum === undefined ? undefined : tables.get(definition.enum);
  const nothing: Codec = { read: () => undefined, write: (value) => value };
  const codec = (which: 'read' | 'write'): Codec =>
    hook('codec', definition.codec ?? profile.codecs.date[which]) ?? nothing;
  const own = definition.codec !== undefined && type !== 'date' ? hook('codec', definition.codec) : undefined;
  const coerce: Coerce = own
    ? (value) => own.read(value)
    : coercion(type, definition, table, codec('read').read);
  return {
    name,
    definition,
    ...(definition.read === undefined ? {} : { read: compilePaths(definition.read) }),
    coerce,
    ...(definition.write === undefined ? {} : { steps: parsePath(definition.write) }),
    ...(table ? { table } : {}),
    encode: own
      ? (value) => (value === null ? null : own.write(value))
      : encoder(name, type, definition, table, codec('write')),
    same: sameAs(type),
    ...(definition.filter === undefined ? {} : { filter: definition.filter }),
    codes: table ? table.codes : (value) => [value],
    ...(table?.ranges ? { ranges: table.ranges } : {}),
  };
}

/** Fields every record gets in one go, so that all records have the same shape; the rest follows field by field. */
const base = ['id', 'number', 'title', 'description', 'status', 'loggedAt', 'updatedAt'] as const;

export function compileMapping(profile: Profile): Mapping {
  const tables = new Map(
    Object.entries(profile.enums).map(([name, definition]) => [name, compileEnum(definition)] as const),
  );
  const fields = new Map<string, Field>();
  for (const [name, definition] of Object.entries(profile.fields))
    if (isField(name)) fields.set(name, compileField(name, definition, profile, tables));

  const reader = (name: keyof Incident): ((record: unknown) => unknown) => {
    const field = fields.get(name);
    if (!field?.read) return () => undefined;
    const { read, coerce } = field;
    return (record) => {
      const value = read(record);
      return value === undefined || value === null || value === '' ? undefined : coerce(value, record);
    };
  };
  const [id, number, title, description, status, loggedAt, updatedAt] = base.map(reader) as [
    Reader,
    Reader,
    Reader,
    Reader,
    Reader,
    Reader,
    Reader,
  ];
  const others = [...fields.values()].filter(
    (field) => field.read && !(base as readonly string[]).includes(field.name),
  );
  const names = others.map((field) => field.name);
  const readers = names.map(reader);

  function start(record: unknown): Draft {
    const own = isObject(record) ? id(record) : undefined;
    if (own === undefined || own === '')
      throw new IncidentError(
        'bad-answer',
        'The backend returned something that is no incident: it has no id.',
      );
    const logged = loggedAt(record) as Instant | undefined;
    const updated = updatedAt(record) as Instant | undefined;
    return {
      id: own as string,
      number: (number(record) as string | undefined) ?? '',
      title: (title(record) as string | undefined) ?? '',
      description: (description(record) as string | undefined) ?? '',
      status: (status(record) as Incident['status'] | undefined) ?? { category: 'new' },
      loggedAt: logged ?? updated ?? 0,
      updatedAt: updated ?? logged ?? 0,
    };
  }

  function mapRecords(records: readonly unknown[]): Incident[] {
    const made = new Array<Incident>(records.length);
    for (let i = 0; i < records.length; i++) {
      const record = records[i];
      const draft = start(record) as Record<string, unknown>;
      for (let f = 0; f < readers.length; f++) {
        const value = (readers[f] as Reader)(record);
        if (value !== undefined) draft[names[f] as string] = value;
      }
      made[i] = draft as unknown as Incident;
    }
    return made;
  }

  const writable = (field: Field, on: 'create' | 'update'): boolean =>
    field.steps !== undefined && (field.definition.on ?? on) === on;

  return {
    fields,
    tables,
    mapRecords,
    writeFields(values, on) {
      const body: Record<string, unknown> = {};
      const dropped: string[] = [];
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined || (on === 'create' && value === null)) continue;
        const field = fields.get(name);
        if (field?.steps && writable(field, on)) writePath(body, field.steps, field.encode(value));
        else dropped.push(name);
      }
      return { body, dropped };
    },
    differences: (wanted, found, on) =>
      Object.entries(wanted).flatMap(([name, value]) => {
        const field = fields.get(name);
        // What was never asked for, or cannot be read back, proves nothing.
        if (value === undefined || !field?.read || !writable(field, on)) return [];
        return field.same(value, found[field.name]) ? [] : [name];
      }),
    display(name, value) {
      const ours = fields.get(name)?.table?.read(value);
      return ours === undefined ? value : String(ours);
    },
  };
}
