import type { OutboxRow } from './outbox.js';
import type { Area, Persistence } from './persistence.js';
import { bySequence, endingKey, isCache } from './persistence.js';

export interface MemoryPersistence extends Persistence {
  /** Grows with every write, so that somebody who copies the content can see that it moved on. */
  readonly revision: number;
  entries(area: Area): readonly (readonly [string, unknown])[];
}

/** Keeps everything on this page only. What people wrote is copied in, as a database would; what can be read again is not. */
export function memoryPersistence(): MemoryPersistence {
  const areas = new Map<Area, Map<string, unknown>>();
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
    get revision() {
      return revision;
    },
    entries: (name) => [...area(name)],
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
    close() {
      areas.clear();
    },
  };
}
