import type { Incident } from '../../core/incident.js';
import type { Adapter, Capabilities, ReadOptions, WriteOptions } from '../adapter.js';
import type { Fields } from './fields.js';
import type { Criterion } from './filters/criteria.js';
import type { Call, Client } from './operation.js';
import { writePath } from './path.js';
import type { IdempotencyDefinition, OfMode } from './profile.js';
import { searchFor } from './records.js';

/** How a repeated write is recognised. */
interface Idempotency<Definition> {
  readonly capability: Capabilities['idempotency'];
  /** What has to be set up at the backend for it. */
  requires?(definition: Definition): string | undefined;
  /** Milliseconds after which the backend has forgotten a key. */
  ttl?(definition: Definition): number | undefined;
  /** Headers that carry the key of a write. */
  headers?(definition: Definition, key: string): Readonly<Record<string, string>>;
  /** Puts the key into the body that makes an incident. */
  mark?(definition: Definition, body: Record<string, unknown>, key: string): void;
  /** What the incident with a key meets. */
  sought?(definition: Definition, key: string): Criterion;
}

export const idempotencies: {
  readonly [M in IdempotencyDefinition['mode']]: Idempotency<OfMode<IdempotencyDefinition, M>>;
} = {
  none: { capability: 'none' },
  header: {
    capability: 'key',
    ttl: ({ ttl }) => ttl,
    headers: ({ header }, key) => ({ [header]: key }),
  },
  lookup: {
    capability: 'lookup',
    requires: ({ when }) => when,
    mark: ({ write }, body, key) => writePath(body, write, key),
    sought: ({ filter }, key) => ({ op: 'in', field: filter, values: [key] }),
  },
};

/** The row of a definition. Its methods take the definition they were found by, and no other. */
export const idempotencyOf = ({ mode }: IdempotencyDefinition): Idempotency<IdempotencyDefinition> =>
  idempotencies[mode];

/** What each write carries: its key, where the backend wants it in a header, and the signal that ends it. */
export const carrying = (
  definition: IdempotencyDefinition,
  { key, signal }: WriteOptions,
): Pick<Call, 'headers' | 'signal'> => ({
  headers: idempotencyOf(definition).headers?.(definition, key) ?? {},
  signal,
});

/** Looks for the incident an earlier attempt with a key has made. */
export const createFindByKey =
  (client: Client, fields: Fields, get: Adapter['get']) =>
  async (key: string, read?: ReadOptions): Promise<Incident | undefined> => {
    const { idempotency, vars } = client.options.profile;
    const { filter } = client.operation('list');
    const sought = idempotencyOf(idempotency).sought?.(idempotency, key);
    if (!sought || !filter) return undefined;
    const search = await searchFor([sought], filter, vars);
    const { items } = await client.page('list', { limit: 1 }, { ...read, search });
    const [found] = fields.mapRecords(items);
    return found && get(found.id, read);
  };
