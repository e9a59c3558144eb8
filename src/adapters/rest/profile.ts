import type { FieldKind } from '../../core/fields.js';
import { fields } from '../../core/fields.js';
import type { Incident } from '../../core/incident.js';
import type { ProfileDefinition } from './schema/profile.js';

export type { ProfileDefinition };

type Values<Table> = NonNullable<NonNullable<Table>[keyof NonNullable<Table>]>;

export type FieldDefinition = Values<ProfileDefinition['fields']>;
export type EnumDefinition = Values<ProfileDefinition['enums']>;
export type OperationDefinition = Values<ProfileDefinition['ops']>;
export type TimelineDefinition = NonNullable<ProfileDefinition['timeline']>[number];
export type ErrorsDefinition = NonNullable<ProfileDefinition['errors']>;
export type AuthDefinition = NonNullable<ProfileDefinition['auth']>;
export type PagingDefinition = NonNullable<OperationDefinition['paging']>;
export type BodyDefinition = NonNullable<OperationDefinition['body']>;
export type FilterDefinition = NonNullable<OperationDefinition['filter']>;
export type SortDefinition = NonNullable<OperationDefinition['sort']>;
export type LifecycleDefinition = NonNullable<ProfileDefinition['lifecycle']>;
export type ConcurrencyDefinition = NonNullable<ProfileDefinition['concurrency']>;
export type IdempotencyDefinition = NonNullable<ProfileDefinition['idempotency']>;
export type ThingDefinition = Exclude<Values<NonNullable<ProfileDefinition['related']>['things']>, string>;
export type RelateDefinition = NonNullable<NonNullable<ProfileDefinition['related']>['relate']>;
export type ParticipantsDefinition = NonNullable<ProfileDefinition['participants']>;
export type DescribeDefinition = NonNullable<ProfileDefinition['describe']>;
export type RowDefinition = NonNullable<DescribeDefinition['row']>;
export type FilesDefinition = NonNullable<ProfileDefinition['files']>;
export type FileBodyDefinition = FilesDefinition['body'];
export type EntryFilesDefinition = NonNullable<TimelineDefinition['files']>;
export type LookUpDefinition = Values<ProfileDefinition['choices']>;
export type StepsDefinition = NonNullable<Exclude<LifecycleDefinition, { readonly mode: 'none' }>['steps']>;

/** The definition of one kind among those of a strategy. */
export type OfKind<Definition, Kind> = Extract<Definition, { readonly kind: Kind }>;
export type OfMode<Definition, Mode> = Extract<Definition, { readonly mode: Mode }>;

/** Values of a profile's variables. */
export type Vars = Readonly<Record<string, string | number | boolean>>;

/** An operation with everything filled in. */
export type Operation = OperationDefinition &
  Required<Pick<OperationDefinition, 'paging' | 'body' | 'sort' | 'afterWrite'>>;

declare const checked: unique symbol;

/** A checked profile with everything filled in. Made by `loadProfile` and `parseProfile` only. */
export interface Profile extends Omit<
  ProfileDefinition,
  'extends' | 'vars' | 'fields' | 'enums' | 'ops' | 'codecs' | 'lifecycle' | 'concurrency' | 'idempotency'
> {
  readonly [checked]: true;
  readonly name: string;
  readonly label: string;
  readonly vars: Vars;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly enums: Readonly<Record<string, EnumDefinition>>;
  readonly ops: Readonly<Record<string, Operation>>;
  readonly codecs: {
    readonly date: { readonly read: string; readonly write: string; readonly filter?: string };
  };
  readonly lifecycle: LifecycleDefinition;
  readonly concurrency: ConcurrencyDefinition;
  readonly idempotency: IdempotencyDefinition;
}

/** How a field is read unless the profile says otherwise. */
export type FieldType = NonNullable<FieldDefinition['type']>;

const typeOf: Readonly<Record<FieldKind, FieldType>> = {
  text: 'text',
  prose: 'text',
  effect: 'text',
  channel: 'text',
  level: 'number',
  count: 'number',
  flag: 'boolean',
  instant: 'date',
  ref: 'ref',
  person: 'person',
  status: 'status',
  resolution: 'resolution',
};

/** Every field of the record a profile can map. */
export const fieldTypes: Readonly<Partial<Record<keyof Incident, FieldType>>> = {
  ...Object.fromEntries(fields.map(({ name, kind }) => [name, typeOf[kind]])),
  assessment: 'assessment',
  custom: 'custom',
};

export const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fills `{name}` where it is a variable. Scopes of queries keep theirs: the query language quotes them. */
function fill(value: unknown, vars: Vars, inPath = false): unknown {
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
  const { fields: given, idempotency } = whole;
  return {
    ...whole,
    ...(given && {
      fields: Object.fromEntries(Object.entries(given).filter(([, field]) => field?.requires !== '')),
    }),
    ...(idempotency?.mode === 'lookup' && idempotency.when === '' && { idempotency: { mode: 'none' } }),
  };
}

/** Where the parts of a value stand unless the profile says otherwise. */
export const defaultParts: Readonly<Record<string, FieldDefinition['parts']>> = {
  ref: { id: 'id', label: ['label', 'name'] },
  person: {
    id: 'id',
    name: ['name', 'label'],
    email: 'email',
    phone: 'phone',
    location: 'location',
    automatic: 'automatic',
  },
  resolution: {
    type: 'type',
    code: 'code',
    notes: 'notes',
    method: 'method',
    verified: 'verified',
  },
};

function completeField(field: FieldDefinition, name: string): FieldDefinition {
  const type = field.type ?? fieldTypes[name as keyof typeof fieldTypes] ?? 'text';
  return { ...field, type, parts: field.parts ?? defaultParts[type] };
}

/** The entries of a table that are not switched off, each completed. */
const filled = <T, U>(
  table: Readonly<Record<string, T | null>> | undefined,
  make: (one: T, name: string) => U,
): Record<string, U> =>
  Object.fromEntries(
    Object.entries(table ?? {}).flatMap(([name, one]) => (one ? [[name, make(one, name)]] : [])),
  );

const made = new WeakSet<object>();

/** True for what was made by `loadProfile` or `parseProfile`; a copy with changes is not. */
export const isProfile = (value: object): value is Profile => made.has(value);

/** Writes out what a checked profile leaves to us, so that the adapter needs to know no defaults. */
export function complete(whole: ProfileDefinition): Profile {
  const profile = {
    lifecycle: { mode: 'none' },
    concurrency: { mode: 'none' },
    idempotency: { mode: 'none' },
    ...whole,
    label: whole.label ?? whole.name,
    vars: whole.vars ?? {},
    enums: filled(whole.enums, (table) => table),
    codecs: { date: whole.codecs?.date ?? { read: 'iso', write: 'iso' } },
    fields: filled(whole.fields, completeField),
    ops: filled(whole.ops, (op) => ({
      paging: { kind: 'none' },
      body: { kind: 'json' },
      sort: { kind: 'none' },
      afterWrite: 'useBody',
      ...op,
    })),
    timeline: whole.timeline?.map((source) => ({
      ...source,
      author: source.author && { ...source.author, parts: source.author.parts ?? defaultParts['person'] },
    })),
  };
  made.add(profile);
  return profile as unknown as Profile;
}
