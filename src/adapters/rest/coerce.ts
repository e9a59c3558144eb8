import type { Status, StatusCategory } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import type { EnumTable } from './enums.js';
import type { FieldType } from './fields.js';
import { compilePaths, isObject } from './paths.js';
import type { FieldDefinition } from './profile-schema.js';

/** Makes a value of ours from one of the wire; undefined where it is none. */
export type Coerce = (value: unknown, record: unknown) => unknown;

const text: Coerce = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const number: Coerce = (value) => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const found = Number(value);
  return Number.isFinite(found) ? found : undefined;
};

const truths = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['yes', true],
  ['no', false],
]);

const defaults: Readonly<
  Record<'ref' | 'person' | 'resolution', Readonly<Record<string, string | readonly string[]>>>
> = {
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

/** Builds refs, persons and resolutions from parts; a bare text or number is the id. */
function composite(
  kind: keyof typeof defaults,
  parts: FieldDefinition['parts'],
  empties: ReadonlySet<unknown>,
): Coerce {
  const paths = parts ?? defaults[kind];
  const part = (name: string): ((value: unknown) => string | undefined) => {
    const path = paths[name];
    if (path === undefined) return () => undefined;
    const read = compilePaths(path);
    return (value) => (text(read(value), value) as string | undefined) || undefined;
  };
  const [notes, type, code] = [part('notes'), part('type'), part('code')];
  if (kind === 'resolution')
    return (value) => {
      const [said, how] = [notes(value), code(value)];
      if (said === undefined) return undefined;
      const ending = type(value) === 'workaround' ? 'workaround' : 'permanent';
      return { type: ending, notes: said, ...(how === undefined ? {} : { code: how }) };
    };
  const [id, name] = [part('id'), part(kind === 'ref' ? 'label' : 'name')];
  const others = ['email', 'phone', 'location'].filter((other) => kind === 'person' && paths[other]);
  const readers = others.map((other) => [other, part(other)] as const);
  const automatic = kind === 'person' && paths['automatic'] ? compilePaths(paths['automatic']) : undefined;
  const bare = (value: unknown): string | undefined => text(value, value) as string | undefined;
  return (value) => {
    const composed = isObject(value);
    const own = composed ? id(value) : bare(value);
    if (own === undefined || own === '' || empties.has(own)) return undefined;
    const called = (composed ? name(value) : undefined) ?? own;
    if (kind === 'ref') return { id: own, label: called };
    const person: Record<string, unknown> = { id: own, name: called };
    for (const [other, read] of readers) {
      const found = read(value);
      if (found !== undefined) person[other] = found;
    }
    if (automatic?.(value) === true) person['automatic'] = true;
    return person;
  };
}

const isCategory = (value: unknown): value is StatusCategory =>
  (statusCategories as readonly unknown[]).includes(value);

/** The category everything computes with, and the backend's own word beside it. Equal statuses are one object. */
function status(definition: FieldDefinition, table: EnumTable | undefined): Coerce {
  const code = definition.parts?.['code'];
  const label = definition.parts?.['label'];
  const readCode = code === undefined ? undefined : compilePaths(code);
  const readLabel = label === undefined ? undefined : compilePaths(label);
  const memo = new Map<string, Status>();
  return (value, record): Status | undefined => {
    const raw = text(value, record) as string | undefined;
    if (raw === undefined || raw === '') return undefined;
    const own = readCode ? text(readCode(record), record) : raw;
    const word = readLabel ? text(readLabel(record), record) : undefined;
    const key = `${raw}\n${String(own)}\n${String(word)}`;
    const known = memo.get(key);
    if (known) return known;
    const category = table ? table.read(raw) : raw;
    const made: Status = {
      category: isCategory(category) ? category : 'active',
      ...(typeof own === 'string' && own !== '' ? { code: own } : {}),
      ...(typeof word === 'string' && word !== '' ? { label: word } : {}),
    };
    if (memo.size < 1000) memo.set(key, made);
    return made;
  };
}

/** The function that turns a field's value into ours. */
export function coercion(
  type: FieldType,
  definition: FieldDefinition,
  table: EnumTable | undefined,
  date: (value: unknown) => unknown,
): Coerce {
  const empties: ReadonlySet<unknown> = new Set(definition.empties ?? []);
  if (type === 'status') return status(definition, table);
  if (type === 'ref' || type === 'person' || type === 'resolution')
    return composite(type, definition.parts, empties);
  const plain: Coerce =
    table !== undefined
      ? (value) => table.read(value)
      : type === 'number'
        ? number
        : type === 'boolean'
          ? (value) => truths.get(typeof value === 'string' ? value.toLowerCase() : value)
          : type === 'date'
            ? date
            : type === 'json'
              ? (value) => (isObject(value) ? value : undefined)
              : text;
  return empties.size === 0
    ? plain
    : (value, record) => (empties.has(value) ? undefined : plain(value, record));
}
