import type { Traits, WriteOptions } from '../adapter.js';
import type { Criterion } from './filters/criteria.js';
import type { Call } from './operation.js';
import { compilePath, textOf, writePath } from './path.js';
import type { IdempotencyDefinition, OfMode } from './profile.js';

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
  /** Which operation tells what a key has made. */
  finder?(definition: Definition): { readonly op: string } | null | undefined;
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
    finder: ({ find }) => find,
    keyOf: ({ find }, record) => (find ? textOf(compilePath(find.read)(record)) : undefined),
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
