import type { Incident } from '../../core/incident.js';
import type { ReadOptions, Traits, WriteOptions } from '../adapter.js';
import type { Criterion } from './filters/criteria.js';
import type { Call, Client } from './operation.js';
import { compilePath, textOf, writePath } from './path.js';
import type { IdempotencyDefinition, OfMode } from './profile.js';
import type { Records } from './records.js';
import { searchFor } from './records.js';

/** How a repeated write is recognised. */
interface Idempotency<Definition> {
  readonly capability: Traits['idempotency'];
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
  /** The key in a record; undefined where it has none. */
  keyOf?(definition: Definition, record: unknown): string | undefined;
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
    keyOf: ({ read }, record) => textOf(compilePath(read)(record)),
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

/** Whether a record carries a key; undefined where this backend's records cannot tell. */
export function carriesKey(
  definition: IdempotencyDefinition,
  record: unknown,
  key: string,
): boolean | undefined {
  const found = idempotencyOf(definition).keyOf?.(definition, record);
  return found === undefined ? undefined : found === key;
}

/** The write of one of several requests that belong to one intent: same signal, a key of its own. */
export const partOf = (write: WriteOptions, part: string): WriteOptions => ({
  ...write,
  key: `${write.key}:${part}`,
});

/** How many records are looked at; a backend that ignores what it is asked for answers with any. */
const looks = 20;

/**
 * Looks for the incident an earlier attempt with a key has made. Only one that carries the key is ours: a backend that
 * does not know the filter answers with somebody else's.
 */
export const createFindByKey =
  (client: Client, look: Records['look']) =>
  async (key: string, read?: ReadOptions): Promise<Incident | undefined> => {
    const { idempotency, vars, fields } = client.options.profile;
    const { filter } = client.operation('list');
    const sought = idempotencyOf(idempotency).sought?.(idempotency, key);
    if (!sought || !filter) return undefined;
    const search = await searchFor([sought], filter, vars);
    const { items } = await client.page('list', { limit: looks }, { ...read, search });
    const id = compilePath(fields['id']?.read ?? 'id');
    for (const row of items) {
      const own = textOf(id(row));
      // Lists may leave the field out; the record itself has it.
      if (own === undefined || carriesKey(idempotency, row, key) === false) continue;
      const { incident, record } = await look(own, read);
      if (carriesKey(idempotency, record, key)) return incident;
    }
    return undefined;
  };
