import type { Incident } from '../../core/incident.js';
import { codecOf } from './codecs.js';
import { coercion } from './coerce.js';
import type { EnumTable } from './enums.js';
import { compileEnum } from './enums.js';
import { IncidentError } from './kit.js';
import type { Reader } from './paths.js';
import { compilePath, isObject } from './paths.js';
import type { FieldDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';

/** One field, ready to be read. */
export interface Field {
  readonly name: keyof Incident;
  readonly definition: FieldDefinition;
  /** Our value in a record of the backend; undefined where it has none. */
  readonly read: Reader;
  readonly table: EnumTable | undefined;
}

/** From a backend's records to ours. Paths are read once, here, and never per record. */
export interface Mapping {
  readonly fields: ReadonlyMap<string, Field>;
  /** @throws {@link IncidentError} of kind `bad-answer` when one of them is no record or has no id. */
  readonly mapRecords: (records: readonly unknown[]) => Incident[];
}

function compileRead(definition: FieldDefinition, table: EnumTable | undefined, dateCodec: string): Reader {
  if (definition.read === undefined) return () => undefined;
  const read = compilePath(definition.read);
  const codec = codecOf(definition.codec ?? dateCodec);
  const date: Reader = (value) => codec?.read(value);
  const coerce = definition.codec === undefined ? coercion(definition, table, date) : date;
  return (record) => {
    const value = read(record);
    return value === undefined || value === null || value === '' ? undefined : coerce(value, record);
  };
}

/** Fields every record has, so that all records have the same shape; the rest follows field by field. */
const base = ['id', 'number', 'title', 'description', 'status', 'loggedAt', 'updatedAt'];

export function compileMapping({ enums, fields: definitions, codecs }: Profile): Mapping {
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

  return { fields, mapRecords: (records) => records.map(mapRecord) };
}
