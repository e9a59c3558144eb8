import { isIncidentError } from '../../core/errors.js';
import type { EditableField } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { sortFields } from '../../core/query.js';
import type { Capabilities, FieldCapability, FieldOptions, ReadOptions } from '../adapter.js';
import type { Client } from './client.js';
import type { Mapping } from './mapping.js';
import type { AdapterContext } from './options.js';
import type { Profile } from './profile.js';
import { compilePath, compilePaths, isObject } from './paths.js';

/** What is set up at the backend, by its id there. Undefined until somebody has looked. */
export type Discovered = ReadonlyMap<string, string>;

/** Whether our key is kept with the record, in a field that is set up as far as anybody has looked. */
function keepsKey({ idempotency }: Profile, names: ReadonlySet<string> | undefined): boolean {
  if (idempotency?.mode !== 'lookup') return false;
  return !names || idempotency.when === undefined || names.has(idempotency.when);
}

/** Computed from the operations and fields the profile has, less what is not set up at this backend. */
export function capabilitiesOf(
  { profile }: AdapterContext,
  mapping: Mapping,
  client: Client,
  discovered: Discovered | undefined,
): Capabilities {
  const names = discovered && new Set(discovered.values());
  const fields: Partial<Record<EditableField, FieldCapability>> = {};
  for (const name of editableFields) {
    const definition = mapping.fields.get(name)?.definition;
    if (!definition || (names && definition.requires !== undefined && !names.has(definition.requires)))
      continue;
    fields[name] = {
      read: definition.read !== undefined || (name === 'description' && profile.description !== undefined),
      write: definition.write !== undefined,
      ...(definition.required ? { required: true } : {}),
    };
  }
  const { concurrency, idempotency, lifecycle } = profile;
  const sorted = client.operation('list').sort?.kind ?? 'none';
  const filter = client.operation('list').filter;
  return {
    create: client.has('create'),
    update: client.has('update'),
    comment: client.has('comment'),
    workNote: client.has('workNote'),
    transition: lifecycle !== undefined && lifecycle.mode !== 'none',
    fields,
    sort:
      sorted === 'none'
        ? []
        : sortFields.filter((name) => mapping.fields.get(name)?.definition.sort !== undefined),
    search: (filter?.text?.length ?? 0) > 0,
    idempotency: idempotency?.mode === 'header' ? 'key' : keepsKey(profile, names) ? 'lookup' : 'none',
    concurrency:
      concurrency?.mode === 'etag-header'
        ? 'version'
        : concurrency?.mode === 'precheck'
          ? 'precheck'
          : 'none',
    deferredTexts: profile.timeline?.some((source) => source.texts !== undefined) ?? false,
    ...(idempotency?.mode === 'header' && idempotency.ttl !== undefined
      ? { idempotencyTtl: idempotency.ttl }
      : {}),
  };
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Not being allowed to look is an answer; not reaching the backend is not, and is asked again later. */
const refusal = (error: unknown): boolean =>
  isIncidentError(error) && ['forbidden', 'not-found', 'unsupported', 'validation'].includes(error.kind);

/**
 * Looks once what is set up at the backend. Where one may not look, everything the profile names is believed to exist.
 */
export async function discover(
  { profile, onWarning }: AdapterContext,
  mapping: Mapping,
  client: Client,
  options?: ReadOptions,
): Promise<Discovered | undefined> {
  const { discovery } = profile;
  if (!discovery) return undefined;
  let found: unknown;
  try {
    found = compilePath(discovery.items)((await client.call(discovery.op, { ...options })).body);
  } catch (error) {
    if (!refusal(error)) throw error;
    onWarning?.({
      code: 'not-discovered',
      message: `What is set up at ${profile.label} may not be looked up; all fields of the profile are offered.`,
    });
    return undefined;
  }
  if (!Array.isArray(found)) return undefined;
  const [id, name] = [compilePath(discovery.id), compilePath(discovery.name)];
  const discovered = new Map(found.map((one) => [text(id(one)), text(name(one))] as const));
  const names = new Set(discovered.values());
  const missing = [...mapping.fields.values()].filter(
    ({ definition }) => definition.requires !== undefined && !names.has(definition.requires),
  );
  if (profile.idempotency?.mode === 'lookup' && !keepsKey(profile, names))
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no "${String(profile.idempotency.when)}" to keep our key in; an interrupted send cannot be looked up.`,
    });
  if (missing.length > 0)
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no ${missing.map((one) => `"${String(one.definition.requires)}"`).join(', ')}; these fields are hidden.`,
      fields: missing.map((one) => one.name),
    });
  return discovered;
}

/** The choices of service, category and group as far as the backend tells them. */
export async function readOptions(
  { profile }: AdapterContext,
  mapping: Mapping,
  client: Client,
  discovered: Discovered | undefined,
  options?: ReadOptions,
): Promise<FieldOptions> {
  const answers = new Map<string, Promise<unknown>>();
  const found = await Promise.all(
    Object.entries(profile.options ?? {}).map(async ([name, choice]) => {
      const field = { services: 'service', categories: 'category', groups: 'group' }[name];
      const requires = field === undefined ? undefined : mapping.fields.get(field)?.definition.requires;
      const discoveredId =
        requires === undefined ? undefined : [...(discovered ?? [])].find(([, one]) => one === requires)?.[0];
      if (!choice || (requires !== undefined && discoveredId === undefined)) return undefined;
      const key = `${choice.op} ${String(discoveredId)}`;
      let answer = answers.get(key);
      if (!answer)
        answers.set(
          key,
          (answer = client
            .call(choice.op, { ...options, inputs: { discovered: discoveredId } })
            .then(({ body }) => body)),
        );
      try {
        const body = compilePath(client.operation(choice.op).items ?? '')(await answer);
        const list = compilePath(choice.field ?? '')(body);
        if (!Array.isArray(list)) return undefined;
        const [id, label] = [compilePath(choice.id), compilePaths(choice.label ?? choice.id)];
        const refs = list
          .filter(isObject)
          .map((one) => ({ id: text(id(one)), label: text(label(one)) || text(id(one)) }));
        return [name, refs.filter((ref) => ref.id !== '')] as const;
      } catch (error) {
        if (client.operation(choice.op).optional && refusal(error)) return undefined;
        throw error;
      }
    }),
  );
  return Object.fromEntries(found.filter((one) => one !== undefined));
}
