import { IncidentError } from '../../core/errors.js';
import type { CustomValue, Incident, Person, Ref, Status, StatusCategory } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import { withoutOldConfirmation } from '../../core/lifecycle.js';
import { readExplanation } from '../../core/priority/priority.js';
import { codecs, readNumber } from './codec.js';
import type { EnumTable } from './enums.js';
import { codeOf, compileEnum, standIn } from './enums.js';
import { hook } from './hooks.js';
import type { MissingCodes } from './missing-codes.js';
import type { Reader } from './path.js';
import { compilePath, isObject, isUnsafeName, textOf, writePath } from './path.js';
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
    const [ending, code, notes, method] = ['type', 'code', 'notes', 'method'].map(part) as [
      Part,
      Part,
      Part,
      Part,
    ];
    const verified = reader('verified');
    return (value) => {
      const [said, reason, how, sure] = [notes(value), code(value), method(value), truth(verified(value))];
      return (
        said && {
          type: ending(value) === 'workaround' ? 'workaround' : 'permanent',
          notes: said,
          ...(reason && { code: reason }),
          ...(how && { method: how }),
          ...(sure !== undefined && { verified: sure }),
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

/**
 * The category everything computes with, and the backend's own word beside it. Where it has no words, its code is the word
 * of a status that is not the one our category is written as: ours would say the same of two. Equal statuses are one object.
 */
function status(
  { parts = {} }: FieldDefinition,
  table: EnumTable | undefined,
  unlisted: Unlisted | undefined,
): Coerce {
  const [codeAt, labelAt] = ['code', 'label'].map((name) => parts[name] && compilePath(parts[name]));
  const isFurther = (category: StatusCategory, code: string): boolean => {
    const own = codeOf(table?.definition, category);
    return !/^\d*$/u.test(code) && table !== undefined && String(own).toLowerCase() !== code.toLowerCase();
  };
  const memo = new Map<string, Status>();
  return (value, record): Status | undefined => {
    const raw = textOf(value);
    if (!raw) {
      unlisted?.(undefined, value);
      return { category: standIn };
    }
    const code = codeAt ? textOf(codeAt(record)) : raw;
    const label = labelAt ? textOf(labelAt(record)) : code;
    const key = `${raw}\n${String(code)}\n${String(label)}`;
    let made = memo.get(key);
    if (!made) {
      const category = (table ? table.read(raw) : raw.toLowerCase()) as StatusCategory;
      const isOurs = statusCategories.includes(category);
      if (!isOurs && !table) unlisted?.(undefined, raw);
      made = {
        category: isOurs ? category : standIn,
        ...(code && { code }),
        ...(label && (labelAt || isFurther(category, label)) && { label }),
      };
      if (memo.size < 1000) memo.set(key, made);
    }
    return made;
  };
}

/** A value of a field only the backend knows: one of a list stands for itself. */
function customValue(value: unknown): CustomValue | undefined {
  if (Array.isArray(value)) {
    const texts = value.map(textOf).filter((one) => one !== undefined && one !== '') as string[];
    return texts.length > 1 ? texts : texts[0];
  }
  if (isObject(value)) {
    const [id, label] = [textOf(value['id']), textOf(value['label']) ?? textOf(value['name'])];
    return id === undefined ? undefined : { id, label: label ?? id };
  }
  return typeof value === 'boolean' ? value : textOf(value) === '' ? undefined : (value as CustomValue);
}

/** Fields only the backend knows, by its names. Those that are fields of ours are left out. */
function custom({ parts = {} }: FieldDefinition, ours: ReadonlySet<string>): Coerce {
  const [name, content] = ['name', 'value'].map((part) => compilePath(parts[part] ?? part)) as [
    Reader,
    Reader,
  ];
  return (value) => {
    const rows: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
      ? value.map((one) => [name(one), content(one)] as const)
      : isObject(value)
        ? Object.entries(value)
        : [];
    const found = rows.flatMap(([key, raw]) => {
      const known = textOf(key);
      const read = raw === null || raw === undefined ? undefined : customValue(raw);
      const isOurs = known === undefined || known === '' || isUnsafeName(known) || ours.has(known);
      return isOurs || read === undefined ? [] : [[known, read] as const];
    });
    return found.length > 0 ? Object.fromEntries(found) : undefined;
  };
}

const parsed = (value: unknown): unknown => codecs['json']?.read(value);

/** The function that turns a field's value into ours. `date` reads instants, `ours` are names `custom` leaves out. */
export function coercion(
  definition: FieldDefinition,
  table: EnumTable | undefined,
  date: Reader,
  ours: ReadonlySet<string> = new Set(),
  unlisted?: Unlisted,
): Coerce {
  const { type = '' } = definition;
  const empties: ReadonlySet<unknown> = new Set(definition.empties);
  if (type === 'status') return status(definition, table, unlisted);
  if (type === 'custom') return custom(definition, ours);
  if (/^(?:ref|person|resolution)$/.test(type)) return composite(definition, empties);
  const plain: Readonly<Record<string, Reader>> = {
    number: (value) => readNumber(value),
    boolean: truth,
    date,
    json: (value) => (isObject(value) ? value : undefined),
    assessment: (value) => readExplanation(parsed(value)),
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
type Unlisted = MissingCodes['unlisted'];
type Occasion = 'create' | 'update';

/** From a backend's records to ours and back. Paths are read once, here, and never per record. */
export interface Fields {
  readonly byName: ReadonlyMap<string, Field>;
  /** @throws {@link IncidentError} of kind `bad-answer` for what is no record or has no id. */
  readonly mapRecord: (record: unknown) => Incident;
  /** Our value of a field as a request carries it; of anything else the value itself. */
  readonly encode: (name: string, value: unknown) => unknown;
  /** Puts our values into a request body; a field without a place in it is left out and returned. */
  readonly writeFields: (
    values: Values,
    on: Occasion,
  ) => { readonly body: Record<string, unknown>; readonly dropped: readonly string[] };
  /** Fields that were asked for and are not so in the record. */
  readonly differences: (wanted: Values, found: Incident, on: Occasion) => readonly string[];
}

/** What a codec makes of a value. One that cannot cope with it leaves this value out, not the whole list. */
export function decoding(name: string): Reader {
  const codec = hook('codec', name);
  return (value) => {
    try {
      return codec?.read(value);
    } catch {
      return undefined;
    }
  };
}

function compileRead(
  definition: FieldDefinition,
  table: EnumTable | undefined,
  dateCodec: string,
  ours: ReadonlySet<string>,
  unlisted: Unlisted,
): Reader {
  if (definition.read === undefined) return () => undefined;
  const read = compilePath(definition.read);
  const decode = decoding(definition.codec ?? dateCodec);
  const isOwn = definition.codec !== undefined && definition.type !== 'assessment';
  const coerce = isOwn ? decode : coercion(definition, table, decode, ours, unlisted);
  return (record) => {
    const value = read(record);
    return value === undefined || value === null || value === '' ? undefined : coerce(value, record);
  };
}

/** Fields every record has, so that all records have the same shape; the rest follows field by field. */
const base = ['id', 'number', 'title', 'description', 'status', 'loggedAt', 'updatedAt'];

/** Reads the records of a backend. */
function compileReading(
  { enums, fields: definitions, codecs, idempotency, hidden = [] }: Profile,
  unlisted: Unlisted,
): Pick<Fields, 'byName' | 'mapRecord'> {
  const tables = new Map(
    Object.entries(enums).map(([name, definition]) => [
      name,
      compileEnum(definition, (value) => unlisted(name, value)),
    ]),
  );
  const ours = new Set(
    Object.values(definitions).flatMap(({ requires }) => (requires === undefined ? [] : [requires])),
  );
  if (idempotency.mode === 'lookup' && idempotency.when !== undefined) ours.add(idempotency.when);
  // What nobody is to see is left out of what only the backend knows.
  for (const name of hidden) ours.add(name);
  const fields = new Map<string, Field>(
    Object.entries(definitions).map(([name, definition]) => {
      const table = tables.get(definition.enum ?? '');
      const read = compileRead(definition, table, codecs.date.read, ours, unlisted);
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
    if (!own)
      throw new IncidentError(
        'bad-answer',
        'The backend returned an incident without an id that can be read.',
      );
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
    return withoutOldConfirmation(made as unknown as Incident);
  }

  return { byName: fields, mapRecord };
}

const isRef = (value: unknown): value is Partial<Ref & Person> =>
  isObject(value) && typeof value['id'] === 'string';
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false;
const fold = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : String(value);

/** The part of a ref or person that a request carries. */
function carried({ id = '', label, name, email }: Partial<Ref & Person>, writeAs?: string): string {
  if (writeAs === 'email') return email ?? id;
  return writeAs === 'label' || writeAs === 'name' ? (label ?? name ?? id) : id;
}

/** A text that is equal for values equal in content, whatever the order of their properties. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part) && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/**
 * Equal enough to say that a write was done: same id, same second, same text but for line ends. A person or a ref is
 * known by its id, or by the part that was sent in its place; two people may share a name.
 */
function same({ type, writeAs }: FieldDefinition, ours: unknown, theirs: unknown): boolean {
  if (type === 'custom')
    return Object.entries(ours as Values).every(([name, value]) =>
      same({}, value, (theirs as Values | undefined)?.[name]),
    );
  if (isEmpty(ours) || isEmpty(theirs)) return isEmpty(ours) === isEmpty(theirs);
  if (isRef(ours) && isRef(theirs)) {
    const sent = carried(ours, writeAs).toLowerCase();
    return (
      ours.id === theirs.id ||
      [theirs.id, carried(theirs, writeAs)].some((one) => one?.toLowerCase() === sent)
    );
  }
  if (type === 'date') return Math.floor(Number(ours) / 1000) === Math.floor(Number(theirs) / 1000);
  return isObject(ours) ? stable(ours) === stable(theirs) : fold(ours) === fold(theirs);
}

/** Writes our values the way a backend wants them, and tells whether they have arrived. */
function compileWriting({
  fields,
  enums,
  codecs,
}: Profile): Pick<Fields, 'encode' | 'writeFields' | 'differences'> {
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
    return !isRef(value) || writeAs === 'object' ? value : carried(value, writeAs);
  }

  /** Values of fields only the backend knows, each under its own name. */
  function writeCustom(
    body: Record<string, unknown>,
    at: string,
    values: Values,
    field: FieldDefinition,
  ): void {
    const read = compilePath(at);
    if (!isObject(read(body))) writePath(body, at, {});
    const target = read(body) as Record<string, unknown>;
    for (const [name, value] of Object.entries(values))
      if (!isUnsafeName(name) && value !== undefined)
        target[name] =
          value === null ? (field.clear ?? null) : isRef(value) ? carried(value, field.writeAs) : value;
  }

  /** The field, where it has a place in such a request. */
  function writable(name: string, on: Occasion): (FieldDefinition & { readonly write: string }) | undefined {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const { write, on: only = on } = field ?? {};
    return write === undefined || only !== on ? undefined : { ...field, write };
  }

  return {
    encode(name, value) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field ? encode(name, field, value) : value;
    },
    writeFields(values, on) {
      const body: Record<string, unknown> = {};
      const dropped: string[] = [];
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined || (on === 'create' && value === null)) continue;
        const field = writable(name, on);
        if (!field) dropped.push(name);
        else if (field.type === 'custom') writeCustom(body, field.write, value as Values, field);
        else writePath(body, field.write, encode(name, field, value));
      }
      return { body, dropped };
    },
    differences: (wanted, found, on) =>
      Object.entries(wanted).flatMap(([name, value]) => {
        const field = writable(name, on);
        // What was never asked for, or cannot be read back, proves nothing.
        if (value === undefined || field?.read === undefined) return [];
        return same(field, value, found[name as keyof Incident]) ? [] : [name];
      }),
  };
}

export const compileFields = (profile: Profile, unlisted: Unlisted = () => undefined): Fields => ({
  ...compileReading(profile, unlisted),
  ...compileWriting(profile),
});
