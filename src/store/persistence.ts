import type { GroupChange, OutboxRow } from './row.js';
import { bySequence, endingKey } from './row.js';
import type { StoredDraft } from './types.js';

/** Copies of what the backend knows: may be thrown away at any time. */
export const cacheAreas = ['pages', 'records', 'segments', 'rowlog'] as const;

/** What exists nowhere else: never thrown away to make room. */
export const keptAreas = ['drafts', 'outbox', 'meta'] as const;

export const allAreas = [...cacheAreas, ...keptAreas];

export type Area = (typeof cacheAreas)[number] | (typeof keptAreas)[number];

export const isCache = (area: Area): boolean => (cacheAreas as readonly Area[]).includes(area);

/** A value to store under a key; undefined removes it. */
export type Change = readonly [key: string, value: unknown];

/** Where things are kept: the browser's database, or this page's memory. Writes resolve only when committed. */
export interface Persistence {
  get<T>(area: Area, key: string): Promise<T | undefined>;
  /** Values whose key begins with the prefix, in the order of the keys; `after` goes on behind a key. */
  list<T>(
    area: Area,
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<readonly T[]>;
  write(area: Area, changes: readonly Change[]): Promise<void>;
  /** Reads the mutations of one incident in their order and writes what the step returns, in one transaction. */
  transact(group: string, step: (rows: readonly OutboxRow[]) => GroupChange): Promise<GroupChange>;
  count(area: Area): Promise<number>;
  clear(areas: readonly Area[]): Promise<void>;
}

export interface MemoryPersistence extends Persistence {
  /**
   * Copies these areas to another place, repeatedly while they are still changing; a draft there that is newer stays.
   * Then forgets everything and calls `moved` in the same moment, so that nothing is written here in between.
   */
  moveTo(target: Persistence, areas: readonly Area[], moved: () => void): Promise<void>;
}

/** Keeps everything on this page only. What people wrote is copied in, as a database would; what can be read again is not. */
export function memoryPersistence(): MemoryPersistence {
  const areas = new Map<Area, Map<string, unknown>>();
  /** Grows with every write. */
  let revision = 0;
  const area = (name: Area): Map<string, unknown> => {
    const found = areas.get(name) ?? new Map<string, unknown>();
    areas.set(name, found);
    return found;
  };
  const put = (name: Area, key: string, value: unknown): void => {
    revision++;
    if (value === undefined) area(name).delete(key);
    else area(name).set(key, isCache(name) ? value : structuredClone(value));
  };
  return {
    get: <T>(name: Area, key: string) => Promise.resolve(area(name).get(key) as T | undefined),
    list: <T>(name: Area, prefix: string, { after = '', limit = Infinity } = {}) =>
      Promise.resolve(
        [...area(name)]
          .filter(([key]) => key.startsWith(prefix) && key > after)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, limit)
          .map(([, value]) => value as T),
      ),
    async write(name, changes) {
      for (const [key, value] of changes) put(name, key, value);
    },
    async transact(group, step) {
      const rows = [...area('outbox').values()]
        .map((row) => row as OutboxRow)
        .filter((row) => row.group === group);
      const change = step(rows.sort(bySequence));
      for (const row of change.put ?? []) put('outbox', row.key, row);
      for (const key of change.drop ?? []) put('outbox', key, undefined);
      for (const ending of change.ended ?? []) put('meta', endingKey(ending.key), ending);
      return change;
    },
    count: (name) => Promise.resolve(area(name).size),
    async clear(names) {
      revision++;
      for (const name of names) areas.delete(name);
    },
    async moveTo(target, names, moved) {
      const copied = new Map(names.map((name) => [name, new Set<string>()]));
      let seen: number;
      do {
        seen = revision;
        for (const [name, keys] of copied) {
          const changes: Change[] = [];
          // Removed since it was copied.
          for (const key of keys) if (!area(name).has(key)) changes.push([key, undefined]);
          for (const [key, value] of [...area(name)]) {
            keys.add(key);
            const theirs = name === 'drafts' ? await target.get<StoredDraft>(name, key) : undefined;
            if (!theirs || theirs.savedAt <= (value as StoredDraft).savedAt) changes.push([key, value]);
          }
          if (changes.length > 0) await target.write(name, changes);
        }
      } while (revision !== seen);
      areas.clear();
      moved();
    },
  };
}
