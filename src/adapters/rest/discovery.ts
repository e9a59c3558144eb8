import type { FieldOptions, ReadOptions } from '../adapter.js';
import type { Discovered } from './capabilities.js';
import type { Desk } from './desk.js';
import { exists, isIncidentError } from './kit.js';
import { compilePath, isObject, textOf } from './language.js';

/** Not being allowed to look is an answer; not reaching the backend is not, and is asked again later. */
const refusal = (error: unknown): boolean =>
  isIncidentError(error) && ['forbidden', 'not-found', 'unsupported', 'validation'].includes(error.kind);

/**
 * Looks once what is set up at the backend. Where one may not look, everything the profile names is believed to exist.
 */
export async function discover({ options, client }: Desk): Promise<Discovered | undefined> {
  const { profile, onWarning } = options;
  const { discovery, idempotency } = profile;
  if (!discovery) return undefined;
  let found: unknown;
  try {
    found = compilePath(discovery.items)((await client.call(discovery.op)).body);
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
  const discovered = new Map(found.map((one) => [textOf(id(one)) ?? '', textOf(name(one)) ?? ''] as const));
  const missing = Object.entries(profile.fields).filter(([, { requires }]) => !exists(requires, discovered));
  if (idempotency?.mode === 'lookup' && !exists(idempotency.when, discovered))
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no "${String(idempotency.when)}" to keep our key in; an interrupted send cannot be looked up.`,
    });
  if (missing.length > 0)
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no ${missing.map(([, { requires }]) => `"${String(requires)}"`).join(', ')}; these fields are hidden.`,
      fields: missing.map(([name]) => name),
    });
  return discovered;
}

/** The choices of service, category and group as far as the backend tells them. */
export async function readOptions(
  { options: { profile }, client, discovered }: Desk,
  read?: ReadOptions,
): Promise<FieldOptions> {
  const known = await discovered();
  const answers = new Map<string, Promise<unknown>>();
  const found = await Promise.all(
    Object.entries(profile.options ?? {}).map(async ([name, choice]) => {
      const field = { services: 'service', categories: 'category', groups: 'group' }[name];
      const requires = field === undefined ? undefined : profile.fields[field]?.requires;
      const discoveredId =
        requires === undefined ? undefined : [...(known ?? [])].find(([, one]) => one === requires)?.[0];
      if (!choice || (requires !== undefined && discoveredId === undefined)) return undefined;
      const key = `${choice.op} ${String(discoveredId)}`;
      let answer = answers.get(key);
      if (!answer)
        answers.set(
          key,
          (answer = client
            .call(choice.op, { ...read, inputs: { discovered: discoveredId } })
            .then(({ body }) => body)),
        );
      try {
        const body = compilePath(client.operation(choice.op).items ?? '')(await answer);
        const list = compilePath(choice.field ?? '')(body);
        if (!Array.isArray(list)) return undefined;
        const [id, label] = [compilePath(choice.id), compilePath(choice.label ?? choice.id)];
        const refs = list.filter(isObject).map((one) => ({
          id: textOf(id(one)) ?? '',
          label: (textOf(label(one)) ?? '') || (textOf(id(one)) ?? ''),
        }));
        return [name, refs.filter((ref) => ref.id !== '')] as const;
      } catch (error) {
        if (client.operation(choice.op).optional && refusal(error)) return undefined;
        throw error;
      }
    }),
  );
  return Object.fromEntries(found.filter((one) => one !== undefined));
}
