import type { Incident, Status, StatusCategory } from '../../core/incident.js';
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
  const readers = Object.entries(parts ?? defaults[kind]).map(
    ([name, paths]) =>
      [
        name,
        compilePaths(paths),
        name === 'automatic' ? (value: unknown): unknown => (value === true ? true : undefined) : text,
      ] as const,
  );
  return (value, record) => {
    const made: Record<string, unknown> = {};
    if (isObject(value)) {
      for (const [name, read, as] of readers) {
        const part = as(read(value), record);
        if (part !== undefined && part !== '') made[name] = part;
      }
    } else {
      const id = text(value, record);
      if (id !== undefined) made['id'] = id;
    }
    if (kind === 'resolution')
      return made['notes'] === undefined
        ? undefined
        : { ...made, type: made['type'] === 'workaround' ? 'workaround' : 'permanent' };
    const { id } = made;
    if (id === undefined || id === '' || empties.has(id)) return undefined;
    const name = kind === 'person' ? 'name' : 'label';
    made[name] ??= id;
    return made;
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
  name: keyof Incident | undefined,
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
  // An empty text is a value for the two texts an incident always has, and "not set" everywhere else.
  const keepsEmpty = name === 'title' || name === 'description';
  if (empties.size === 0)
    return keepsEmpty
      ? plain
      : (value, record) => (value === '' || value === null ? undefined : plain(value, record));
  return (value, record) =>
    empties.has(value) || (value === '' && !keepsEmpty) ? undefined : plain(value, record);
}
