import type { IDBPDatabase } from 'idb';
import type { Database } from '../browser/database.js';
import { CannotOpen, database, errorName, isDead } from '../browser/database.js';
import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Instant } from '../core/time.js';
import { createLive } from './live.js';
import type { Area, Change, Persistence } from './persistence.js';
import { allAreas, cacheAreas, isCache, keptAreas, memoryPersistence } from './persistence.js';
import type { OutboxRow } from './row.js';
import { bySequence, endingKey } from './row.js';
import type { Live, StoreStatus } from './types.js';

const version = 1;
/** In memory mode the database is tried again this often. */
const recoverEvery = 10_000;
/** Another tab that does not let go is waited for this long when everything is deleted. */
const deleteWithin = 1000;

const part = (text: string): string =>
  text.normalize('NFC').replace(/[%|]/gu, (mark) => encodeURIComponent(mark));

/** One database per backend and author: nobody ever reads or sends what belongs to somebody else. */
export const databaseName = (adapterId: string, author: string): string =>
  `incident-elements:${part(adapterId)}|${part(author)}`;

/** A record as it is kept on this device. */
export interface CachedRecord {
  readonly incident: Incident;
  readonly at: Instant;
}

/** The storage refused one value, such as something that cannot be copied; nothing else is affected. */
export const storageError = (error: unknown): IncidentError =>
  new IncidentError(
    'storage',
    `This could not be stored: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );

function upgrade(fresh: IDBPDatabase, from: number): void {
  if (from >= 1) return;
  for (const area of allAreas) {
    const created = fresh.createObjectStore(area);
    if (area === 'outbox') created.createIndex('group', 'group');
  }
}

/** The areas in the browser's database. */
const onDisk = ({ use, write }: Database<unknown>): Persistence => ({
  get: <T>(area: Area, key: string) => use((db) => db.get(area, key) as Promise<T | undefined>),
  list: <T>(area: Area, prefix: string, { after, limit }: { after?: string; limit?: number } = {}) =>
    use((db) => {
      const range = IDBKeyRange.bound(after ?? prefix, `${prefix}\uffff`, after !== undefined);
      return db.getAll(area, range, limit) as Promise<T[]>;
    }),
  async write(area, changes) {
    if (changes.length === 0) return;
    await write(
      [area],
      (tx) => {
        const store = tx.objectStore(area);
        return Promise.all(
          changes.map(([key, value]) => (value === undefined ? store.delete(key) : store.put(value, key))),
        );
      },
      isCache(area) ? 'relaxed' : 'strict',
    );
  },
  transact: (group, step) =>
    write(['outbox', 'meta'], async (tx) => {
      const [outbox, meta] = [tx.objectStore('outbox'), tx.objectStore('meta')];
      const rows = (await outbox.index('group').getAll(group)) as OutboxRow[];
      const change = step(rows.sort(bySequence));
      await Promise.all([
        ...(change.put ?? []).map((row) => outbox.put(row, row.key)),
        ...(change.drop ?? []).map((key) => outbox.delete(key)),
        ...(change.ended ?? []).map((ending) => meta.put(ending, endingKey(ending.key))),
      ]);
      return change;
    }),
  count: (area) => use((db) => db.count(area)),
  async clear(areas) {
    await write(areas, (tx) => Promise.all(areas.map((area) => tx.objectStore(area).clear())));
  },
});

export interface StorageState {
  readonly mode: StoreStatus['storage'];
  readonly reason?: string;
}

/** Persistence that outlives a dead connection, a full disk and a browser that refuses. */
export interface Storage extends Persistence {
  readonly state: Live<StorageState>;
  readonly kept: 'durable' | 'memory';
  /** Calls back when the place of storage has changed, so that what mirrors it is read anew. */
  onSwitch(listener: () => void): void;
  close(): void;
  /** Deletes the database and keeps nothing any more. Rejects when it could be neither emptied nor deleted. */
  destroy(): Promise<void>;
}

/** There may be no room: of a transaction that is rolled back for it, the requests only say that it was aborted. */
const isFull = (error: unknown): boolean => ['QuotaExceededError', 'AbortError'].includes(errorName(error));

const reasonOf = (error: unknown): string => {
  const cause = error instanceof CannotOpen ? error.cause : error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
};

/** `deleted` is called when somebody else deletes the database. */
export function createStorage(name: string, persistence: 'indexeddb' | 'none', deleted: () => void): Storage {
  const memory = memoryPersistence();
  const state = createLive<StorageState>(
    persistence === 'none' ? { mode: 'memory', reason: 'persistence is switched off' } : { mode: 'opening' },
  );
  const listeners = new Set<() => void>();
  let ended = persistence === 'none';
  let inUse = false;
  let moving = false;
  let recovery: ReturnType<typeof setTimeout> | undefined;

  const db = database<unknown>({
    name,
    version,
    upgrade,
    opened() {
      inUse = true;
      if (state.value.mode === 'memory') void moveIn();
      else state.set({ mode: 'durable' });
    },
    deleted() {
      if (!ended) deleted();
    },
  });
  const disk = onDisk(db);

  const inMemory = (): boolean => ended || state.value.mode === 'memory';

  const switchTo = (next: StorageState): void => {
    const before = state.value.mode;
    state.set(next);
    if (before !== next.mode) for (const listener of listeners) listener();
  };

  const fallBack = (error: unknown): void => {
    if (ended) return;
    switchTo({ mode: 'memory', reason: reasonOf(error) });
    clearTimeout(recovery);
    recovery = setTimeout(() => void db.open().then(moveIn, fallBack), recoverEvery);
  };

  /** What was written to memory meanwhile goes to the database, which then is the place again. */
  async function moveIn(): Promise<void> {
    if (moving || ended || state.value.mode !== 'memory') return;
    moving = true;
    try {
      await memory.moveTo(disk, keptAreas, () => {
        clearTimeout(recovery);
        if (!ended) switchTo({ mode: 'durable' });
      });
    } catch (error) {
      fallBack(error);
    } finally {
      moving = false;
    }
  }

  const run = async <T>(operation: (target: Persistence) => Promise<T>): Promise<T> => {
    for (let roomMade = false; !inMemory();)
      try {
        return await operation(disk);
      } catch (error) {
        if (isFull(error) && !roomMade) {
          roomMade = true;
          await disk.clear(cacheAreas).catch(() => undefined);
        } else if (error instanceof CannotOpen || isFull(error) || isDead(error)) fallBack(error);
        else throw error;
      }
    return operation(memory);
  };

  /** The cache is a convenience: what goes wrong with it must not stop anything. */
  const quietly = async <T>(area: Area, otherwise: T, operation: () => Promise<T>): Promise<T> => {
    if (!isCache(area)) return operation();
    try {
      return await operation();
    } catch {
      return otherwise;
    }
  };

  const storage: Storage = {
    state: state.live,
    get kept() {
      return state.value.mode === 'durable' ? 'durable' : 'memory';
    },
    onSwitch: (listener) => listeners.add(listener),
    get: <T>(area: Area, key: string) =>
      quietly<T | undefined>(area, undefined, () => run((target) => target.get<T>(area, key))),
    list: <T>(area: Area, prefix: string, options?: { readonly after?: string; readonly limit?: number }) =>
      quietly<readonly T[]>(area, [], () => run((target) => target.list<T>(area, prefix, options))),
    write: (area: Area, changes: readonly Change[]) =>
      quietly(area, undefined, () => run((target) => target.write(area, changes))),
    transact: (group, step) => run((target) => target.transact(group, step)),
    count: (area) => run((target) => target.count(area)),
    clear: (areas) => run((target) => target.clear(areas)),
    close() {
      ended = true;
      clearTimeout(recovery);
      db.close();
    },
    async destroy() {
      const reachable = !inMemory();
      // From here on nothing is written there any more: an answer that comes in between would survive the emptying.
      ended = true;
      const empty =
        reachable &&
        (await disk.clear(allAreas).then(
          () => true,
          () => false,
        ));
      storage.close();
      await memory.clear(allAreas);
      if (persistence === 'none') return;
      // Another tab that will not let go cannot hold this up where it has been emptied already.
      const gone = await db.remove(deleteWithin);
      if (inUse && !empty && !gone) throw new Error('The data is still there.');
    },
  };
  return storage;
}
