import type { Status, StatusCategory } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import { readNumber } from './codecs.js';
import type { EnumTable } from './enums.js';
import type { Reader } from './paths.js';
import { compilePath, isObject, textOf } from './paths.js';
import type { FieldDefinition } from './profile-schema.js';

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
