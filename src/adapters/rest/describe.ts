import type { EditableField } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { sortFields } from '../../core/query.js';
import type { Capabilities, FieldTrait, FieldOptions, ReadOptions } from '../adapter.js';
import { concurrencies } from './concurrency.js';
import type { Discovered, Discovery } from './discovery.js';
import { exists, isRefusal } from './discovery.js';
import { canSort } from './filters/sort.js';
import { idempotencyOf } from './idempotency.js';
import { canStep } from './lifecycle.js';
import { compileChoice, discoveredId } from './lookups.js';
import type { Client } from './operation.js';
import { compilePath } from './path.js';
import type { Profile } from './profile.js';

/** Computed from the operations and fields the profile has, less what is not set up at this backend. */
export function capabilitiesOf(profile: Profile, discovered?: Discovered): Capabilities {
  const { ops, concurrency, idempotency, timeline, lifecycle } = profile;
  const { sort, filter } = ops['list'] ?? {};
  const fields: Partial<Record<EditableField, FieldTrait>> = {};
  for (const name of editableFields) {
    const field = profile.fields[name];
    if (field && exists(field.requires, discovered))
      fields[name] = {
        read: field.read !== undefined || (name === 'description' && profile.description !== undefined),
        write: field.write !== undefined,
        ...(field.required && { required: true }),
      };
  }
  const repeats = idempotencyOf(idempotency);
  const isKept = exists(repeats.requires?.(idempotency), discovered);
  return {
    create: 'create' in ops,
    update: 'update' in ops,
    comment: 'comment' in ops,
    workNote: 'workNote' in ops,
    transition: canStep(lifecycle),
    fields,
    sort: sort && canSort(sort) ? sortFields.filter((name) => profile.fields[name]?.sort) : [],
    search: !!filter?.text?.length,
    idempotency: isKept ? repeats.capability : 'none',
    concurrency: concurrencies[concurrency.mode].capability,
    deferredTexts: !!timeline?.some(({ texts }) => texts),
    ...(repeats.ttl && { idempotencyTtl: repeats.ttl(idempotency) }),
  };
}

/** The choices of service, category and group as far as the backend tells them. */
export async function readOptions(
  client: Client,
  discovered: Discovery,
  read?: ReadOptions,
): Promise<FieldOptions> {
  const { profile } = client.options;
  const known = await discovered();
  const answers = new Map<string, Promise<unknown>>();
  const found = await Promise.all(
    Object.entries(profile.options ?? {}).map(async ([name, choice]) => {
      const field = { services: 'service', categories: 'category', groups: 'group' }[name];
      const requires = field === undefined ? undefined : profile.fields[field]?.requires;
      const thing = discoveredId(requires, known);
      if (!choice || (requires !== undefined && thing === undefined)) return undefined;
      const key = `${choice.op} ${String(thing)}`;
      let answer = answers.get(key);
      if (!answer)
        answers.set(
          key,
          (answer = client
            .call(choice.op, { ...read, inputs: { discovered: thing } })
            .then(({ body }) => body)),
        );
      try {
        const body = compilePath(client.operation(choice.op).items ?? '')(await answer);
        const list = compilePath(choice.field ?? '')(body);
        if (!Array.isArray(list)) return undefined;
        return [name, list.map(compileChoice(choice)).filter((one) => one !== undefined)] as const;
      } catch (error) {
        if (client.operation(choice.op).optional && isRefusal(error)) return undefined;
        throw error;
      }
    }),
  );
  return Object.fromEntries(found.filter((one) => one !== undefined));
}
