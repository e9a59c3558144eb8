import type { Criterion } from './filters/criteria.js';
import { params } from './filters/params.js';
import type { OperationDefinition } from './profile-schema.js';
import { whenNeeded } from './when-needed.js';

/** Reads a value of the wire and writes ours; undefined where it cannot be read. */
export interface Codec {
  readonly read: (value: unknown) => unknown;
  readonly write: (value: unknown) => unknown;
}

/** Parameters of a request. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Turns criteria into parameters of a request; may load what it needs for it first. */
export type Dialect = (
  criteria: readonly Criterion[],
  filter: NonNullable<OperationDefinition['filter']>,
  vars: Vars,
) => Parameters | Promise<Parameters>;

/** A profile's variables. */
export type Vars = Readonly<Record<string, string | number | boolean>>;

/** Fetches words kept elsewhere, for backends whose way of keeping them no data can describe. Returns them by entry id. */
export type FetchBodies = (
  request: {
    readonly incidentId: string;
    readonly entryIds: readonly string[];
    readonly signal?: AbortSignal;
  },
  get: (path: string) => Promise<unknown>,
) => Promise<ReadonlyMap<string, string>>;

interface HookKinds {
  readonly codec: Codec;
  readonly dialect: Dialect;
  readonly fetchBodies: FetchBodies;
}

const ticketsql = whenNeeded(
  () => import('./filters/ticketsql.js'),
  (loaded) => loaded.ticketsql,
);

const registry: { readonly [K in keyof HookKinds]: Map<string, HookKinds[K]> } = {
  codec: new Map(),
  dialect: new Map<string, Dialect>([
    ['params', params],
    ['ticketsql', async (...asked) => (await ticketsql())(...asked)],
  ]),
  fetchBodies: new Map(),
};

/** Registers code under the name a profile calls it by. A later registration of the same name replaces the earlier. */
export function registerHook<K extends keyof HookKinds>(kind: K, name: string, hook: HookKinds[K]): void {
  registry[kind].set(name, hook);
}

/** The code registered under a name. */
export const hook = <K extends keyof HookKinds>(kind: K, name: string): HookKinds[K] | undefined =>
  registry[kind].get(name);

/** Names known of a kind, for messages. */
export const hookNames = (kind: keyof HookKinds): readonly string[] => [...registry[kind].keys()];
