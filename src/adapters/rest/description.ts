import { fileRules } from './files.js';
import type { FileRules } from '../../core/file.js';
import type { FieldKind } from '../../core/fields.js';
import { fieldRow, fields as ownFields } from '../../core/fields.js';
import { editableFields } from '../../core/incident.js';
import type { RelationKind } from '../../core/relation.js';
import type { Adapter, Choice, Description, FieldDescription, ReadOptions } from '../adapter.js';
import type { Discovered, Discovery } from './discovery.js';
import { exists, isRefusal } from './discovery.js';
import { compileEnum } from './enums.js';
import { compileChoice, discoveredId } from './lookups.js';
import type { MissingCodes } from './missing-codes.js';
import type { Client } from './operation.js';
import type { FurtherRoles } from './participant-roles.js';
import { describedRoles, participantRolesOf } from './participant-roles.js';
import type { Reader } from './path.js';
import { compilePath, isObject, isUnsafeName, matches, textOf } from './path.js';
import type { Profile, RowDefinition } from './profile.js';
import { chosenKinds, relationTraits } from './relate.js';

const kinds: ReadonlySet<string> = new Set(ownFields.map(({ kind }) => kind));
const isKind = (value: string | undefined): value is FieldKind => value !== undefined && kinds.has(value);

/** What a step may ask for and no field of the record is. */
const inputs: Readonly<Record<string, FieldKind>> = {
  reason: 'text',
  comment: 'prose',
  resolution: 'resolution',
};

/** Reads how a backend describes one field. Undefined for what is none, or what cannot be filled in here. */
export type RowReader = (row: unknown, discovered?: Discovered) => FieldDescription | undefined;

export function compileRow(
  definition: RowDefinition = {},
  { fields, enums, hidden = [] }: Pick<Profile, 'fields' | 'enums' | 'hidden'>,
  unlisted: MissingCodes['unlisted'] = () => undefined,
): RowReader {
  const text = (path: string | readonly string[]): ((row: unknown) => string | undefined) => {
    const read = compilePath(path);
    return (row) => textOf(read(row)) || undefined;
  };
  const { kinds: table = {}, choices = {}, requiredWhen } = definition;
  const [nameOf, labelOf, kindOf, dependsOf] = [
    text(definition.name ?? 'name'),
    text(definition.label ?? 'label'),
    text(definition.kind ?? 'kind'),
    text(definition.dependsOn ?? 'dependsOn'),
  ];
  const truth = (path: string): ((row: unknown) => boolean) => {
    const read: Reader = compilePath(path);
    return (row) => /^(?:true|1|yes)$/i.test(String(read(row)));
  };
  const [isRequired, isReadOnly] = [
    truth(definition.required ?? 'required'),
    truth(definition.readOnly ?? 'readOnly'),
  ];
  const isRequiredWhen = requiredWhen ? matches(requiredWhen) : () => false;
  const length = compilePath(definition.maxLength ?? 'maxLength');
  const listed = compilePath(choices.items ?? 'choices');
  const whenOf = compilePath(choices.when ?? 'when');
  const choiceOf = compileChoice(choices);

  const written = new Map(
    Object.entries(fields).flatMap(([name, { write, requires }]) =>
      [write, requires].flatMap((theirs) => (theirs === undefined ? [] : [[theirs, name] as const])),
    ),
  );
  /** Our name for a field of the backend; undefined where it is none of ours. */
  const ours = (name: string): string | undefined =>
    Object.hasOwn(fields, name) || Object.hasOwn(inputs, name) ? name : written.get(name);

  /** The profile does not want it to be seen. One that it reads as another of our fields is that one. */
  const isHidden = (name: string): boolean => hidden.includes(name) && ours(name) === undefined;

  /** The values of a field; those of one of ours in our own words. */
  function choicesOf(row: unknown, own: string | undefined): readonly Choice[] | undefined {
    const rows = listed(row);
    if (!Array.isArray(rows)) return undefined;
    const { enum: name = '' } = fields[own ?? ''] ?? {};
    const codes = enums[name];
    const read = codes && compileEnum(codes, (value) => unlisted(name, value)).read;
    return rows.flatMap((one): Choice[] => {
      const choice = choiceOf(one);
      if (!choice) return [];
      const id = read ? read(choice.id) : choice.id;
      const when = isObject(one) ? whenOf(one) : undefined;
      return id === undefined
        ? []
        : [{ ...choice, id: String(id), ...(Array.isArray(when) && { when: when.map(String) }) }];
    });
  }

  return (row, discovered) => {
    const raw = isObject(row) ? nameOf(row) : undefined;
    if (raw === undefined || isUnsafeName(raw)) return undefined;
    if (isHidden(raw)) return undefined;
    const own = ours(raw);
    const name = own ?? raw;
    const theirs = kindOf(row);
    const mapped = theirs !== undefined && Object.hasOwn(table, theirs) ? table[theirs] : theirs;
    // The backend's kind is known not to be one that can be filled in here.
    if (mapped === '') return undefined;
    const kind =
      (own === undefined ? undefined : (inputs[own] ?? fieldRow(own)?.kind)) ??
      (isKind(mapped) ? mapped : 'text');
    const [label, base, most] = [labelOf(row), dependsOf(row), Number(length(row))];
    const values = choicesOf(row, own);
    const other = base === undefined ? undefined : (discovered?.get(base) ?? base);
    // Nobody can choose by a field that is not shown.
    const on = other !== undefined && isHidden(other) ? undefined : other;
    return {
      name,
      ...(own === undefined && { custom: true }),
      ...(label !== undefined && label !== name && { label }),
      kind,
      ...((isRequired(row) || isRequiredWhen(row)) && { required: true }),
      ...(isReadOnly(row) && { readOnly: true }),
      ...(most > 0 && { maxLength: most }),
      ...(values && { choices: values }),
      ...(on !== undefined && { dependsOn: ours(on) ?? on }),
    };
  };
}

/** Questions about single fields that are under way at once. More would stand in the way of what somebody waits for. */
const atOnce = 2;

/** Works through a list, a few at a time, and keeps its order. */
async function inTurn<T, R>(list: readonly T[], work: (one: T, at: number) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const rest = list.entries();
  const hand = async (): Promise<void> => {
    for (const [at, one] of rest) done[at] = await work(one, at);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return done;
}

/** Values of a field looked through at most to learn which choices go with each. */
const basesAtMost = 50;

/** Describes the fields of creating and editing: from the profile, from what is set up at the backend, and from what it says. */
export function createDescribe(
  client: Client,
  discovered: Discovery,
  { unlisted }: MissingCodes,
  { items }: Pick<Adapter, 'items'>,
  furtherRoles: FurtherRoles,
): NonNullable<Adapter['describe']> {
  const { profile } = client.options;
  const { fields, describe: definition, idempotency } = profile;
  const rowOf = compileRow(definition?.row, profile, unlisted);
  const takesCustom = fields['custom']?.write !== undefined;

  /** What the profile itself says. */
  function own(known: Discovered | undefined, on: 'create' | 'update'): readonly FieldDescription[] {
    return editableFields.flatMap((name): FieldDescription[] => {
      const field = fields[name];
      if (!field || !exists(field.requires, known)) return [];
      const isWritten = field.write !== undefined && (field.on ?? on) === on;
      if (!isWritten && (on === 'create' || (field.read === undefined && name !== 'description'))) return [];
      return [
        {
          name,
          kind: fieldRow(name)?.kind ?? 'text',
          ...(field.required && { required: true }),
          ...(!isWritten && { readOnly: true }),
          ...(field.maxLength !== undefined && { maxLength: field.maxLength }),
        },
      ];
    });
  }

  /** Whether something described can be sent at all. */
  const isOffered = ({ name, custom, readOnly }: FieldDescription): boolean =>
    custom ? takesCustom || readOnly === true : Object.hasOwn(fields, name);

  /** An answer of an operation; undefined where the backend does not have it and need not. */
  async function answer(
    op: string,
    read: ReadOptions | undefined,
    given?: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    try {
      return (await client.call(op, { ...read, inputs: given ?? {} })).body;
    } catch (error) {
      if (client.operation(op).optional && isRefusal(error)) return undefined;
      throw error;
    }
  }

  /** Choices of a field that depends on another, with the values of that one they go with: one question for each value. */
  async function withBases(
    field: FieldDescription,
    base: FieldDescription | undefined,
    id: string,
    read?: ReadOptions,
  ): Promise<FieldDescription> {
    const { op } = definition ?? { op: '' };
    const asks = Object.values(client.operation(op).query ?? {})
      .flat()
      .some((part) => part.includes('{base}'));
    if (!asks || !field.choices || !base?.choices) return field;
    const bases = base.choices.slice(0, basesAtMost);
    const answers = await inTurn(bases, async ({ id: value }) => {
      const narrowed = rowOf(await answer(op, read, { discovered: id, base: value }));
      return [value, new Set(narrowed?.choices?.map((choice) => choice.id))] as const;
    });
    return {
      ...field,
      choices: field.choices.map((choice) => ({
        ...choice,
        when: answers.flatMap(([value, ids]) => (ids.has(choice.id) ? [value] : [])),
      })),
    };
  }

  /** Every discovered thing as a field, except those that only serve us. */
  async function each(known: Discovered, read?: ReadOptions): Promise<readonly FieldDescription[]> {
    const inner = [
      fields['assessment']?.requires,
      idempotency.mode === 'lookup' ? idempotency.when : undefined,
    ];
    const things = [...known].filter(([, name]) => !inner.includes(name));
    const found = await inTurn(things, async ([id]) => {
      const row = await answer(definition?.op ?? '', read, { discovered: id });
      return row === undefined ? undefined : rowOf(row, known);
    });
    const byName = new Map(found.flatMap((one) => (one ? [[one.name, one] as const] : [])));
    const described = await inTurn(found, async (one, at) =>
      one?.dependsOn === undefined
        ? one
        : withBases(one, byName.get(one.dependsOn), things[at]?.[0] ?? '', read),
    );
    return described.filter((one) => one !== undefined);
  }

  /** The links that can be added, where some lead to what may not be there: the first that is found tells. */
  async function relationKinds(read?: ReadOptions): Promise<readonly RelationKind[] | undefined> {
    const { adds = [] } = relationTraits(profile) ?? {};
    const chosen = chosenKinds(profile).map(([kind]) => kind);
    if (!items || !adds.some((kind) => chosen.includes(kind))) return undefined;
    const found = await items('', { limit: 1 }, read);
    return found.items.length > 0 ? undefined : adds.filter((kind) => !chosen.includes(kind));
  }

  /** What is said later wins, field by field; the first list gives the order. */
  function merged(
    under: readonly FieldDescription[],
    over: readonly FieldDescription[],
  ): readonly FieldDescription[] {
    const rows = new Map(under.map((field) => [field.name, field] as const));
    for (const field of over) {
      const known = rows.get(field.name);
      // A field of ours that has no place in such a request is none there, whatever is set up.
      if (known) rows.set(field.name, { ...known, ...field, kind: known.kind });
      else if (field.custom) rows.set(field.name, field);
    }
    return [...rows.values()];
  }

  async function described(read?: ReadOptions): Promise<Description> {
    const known = await discovered();
    const choices = await listChoices(client, known, read);
    const withChoices = (on: 'create' | 'update'): readonly FieldDescription[] =>
      own(known, on).map((field) => {
        const values = choices[field.name];
        return values ? { ...field, choices: values } : field;
      });
    const [create, edit] = [withChoices('create'), withChoices('update')];
    const files = profile.files ? { attachments: fileRules(profile.files) } : {};
    if (!definition) return { create, edit, ...files };
    if (definition.each) {
      const found = known ? (await each(known, read)).filter(isOffered) : [];
      return { create: merged(create, found), edit: merged(edit, found), ...files };
    }
    const said = await answer(definition.op, read);
    if (said === undefined) return { create, edit, ...files };
    /** The backend knows best which fields it has, and in which order. */
    const told = (path: string, ownFields: readonly FieldDescription[]): readonly FieldDescription[] => {
      const rows = compilePath(path)(said);
      if (!Array.isArray(rows)) return ownFields;
      const fieldsTold = rows
        .map((row) => rowOf(row))
        .filter((one) => one !== undefined && isOffered(one)) as FieldDescription[];
      return fieldsTold.map((field) => {
        const mine = ownFields.find(({ name }) => name === field.name);
        return mine ? { ...mine, ...field } : field;
      });
    };
    const participantRoles = describedRoles(said);
    const attachments = profile.files && describedFiles(said);
    return {
      ...(attachments && { attachments }),
      ...(participantRoles && { participantRoles }),
      create: told(definition.create ?? 'create', create),
      edit: told(definition.edit ?? 'edit', edit),
    };
  }

  return async (read) => {
    const fieldsFirst = await described(read);
    const [further, kinds] = [await furtherRoles(read), await relationKinds(read)];
    const participantRoles = further && participantRolesOf(profile, further);
    return {
      ...(participantRoles && { participantRoles }),
      ...fieldsFirst,
      ...(kinds && { relationKinds: kinds }),
    };
  };
}

/** Which files are taken, in our words; undefined where the backend describes itself and names none. */
function describedFiles(said: unknown): FileRules | undefined {
  const told = isObject(said) ? said['attachments'] : undefined;
  if (!isObject(told)) return undefined;
  const { maxSize, types } = told;
  return {
    ...(typeof maxSize === 'number' && maxSize > 0 ? { maxSize } : {}),
    ...(Array.isArray(types) ? { types: types.filter((type) => typeof type === 'string') } : {}),
  };
}

/** The fields whose choices an operation of their own may list, by the profile's word for them. */
const listedFields: Readonly<Record<string, string>> = {
  services: 'service',
  categories: 'category',
  groups: 'group',
};

/** The choices of service, category and group as far as the backend lists them, by the name of the field. */
async function listChoices(
  client: Client,
  known: Discovered | undefined,
  read?: ReadOptions,
): Promise<Readonly<Record<string, readonly Choice[]>>> {
  const { profile } = client.options;
  const answers = new Map<string, Promise<unknown>>();
  const found = await Promise.all(
    Object.entries(profile.options ?? {}).map(async ([word, list]) => {
      const name = listedFields[word] ?? '';
      const requires = profile.fields[name]?.requires;
      const thing = discoveredId(requires, known);
      if (!list || (requires !== undefined && thing === undefined)) return undefined;
      const { op, field = '' } = list;
      const key = `${op} ${String(thing)}`;
      let answer = answers.get(key);
      if (!answer)
        answers.set(
          key,
          (answer = client.call(op, { ...read, inputs: { discovered: thing } }).then(({ body }) => body)),
        );
      try {
        const rows = compilePath(field)(compilePath(client.operation(op).items ?? '')(await answer));
        if (!Array.isArray(rows)) return undefined;
        return [name, rows.map(compileChoice(list)).filter((one) => one !== undefined)] as const;
      } catch (error) {
        if (client.operation(op).optional && isRefusal(error)) return undefined;
        throw error;
      }
    }),
  );
  return Object.fromEntries(found.filter((one) => one !== undefined));
}
