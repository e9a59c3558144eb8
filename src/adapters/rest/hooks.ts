import type { Codec } from './codec.js';
import { codecs } from './codec.js';
import type { Dialect } from './filters/criteria.js';
import { dialects } from './filters/dialects.js';

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

/** What is shipped, and what a page registers beside it or in its place. */
const registry: { readonly [K in keyof HookKinds]: Map<string, HookKinds[K]> } = {
  codec: new Map(Object.entries(codecs)),
  dialect: new Map(Object.entries(dialects)),
  fetchBodies: new Map(),
};

/** Registers code under the name a profile calls it by. A later registration of the same name replaces the earlier. */
export function registerHook<K extends keyof HookKinds>(kind: K, name: string, hook: HookKinds[K]): void {
  registry[kind].set(name, hook);
}

/** The code a name stands for. */
export const hook = <K extends keyof HookKinds>(kind: K, name: string): HookKinds[K] | undefined =>
  registry[kind].get(name);

/** Names known of a kind, for messages. */
export const hookNames = (kind: keyof HookKinds): readonly string[] => [...registry[kind].keys()];
