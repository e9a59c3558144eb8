import { openDatabase } from './database.js';
import { memoryPersistence } from './memory.js';
import type { Area, Change, Persistence } from './persistence.js';
import { allAreas, cacheAreas, isCache, keptAreas } from './persistence.js';
import { createLive } from './live.js';
import type { Live, StoreStatus } from './types.js';

/** After so long without an answer the browser's storage counts as unusable for now. */
const openTimeout = 3000;
/** In memory mode the database is tried again this often. */
const recoverEvery = 10_000;

export interface StorageState {
  readonly mode: StoreStatus['storage'];
  readonly reason?: string;
}

/** Persistence that outlives a dead handle, a full disk and a browser that refuses. */
export interface Storage extends Persistence {
  readonly state: Live<StorageState>;
  readonly kept: 'durable' | 'memory';
  /** Calls back when the place of storage has changed, so that mirrors are read anew. */
  onSwitch(listener: () => void): void;
  /** Deletes the database and keeps nothing any more. Rejects when it could be neither emptied nor deleted. */
  destroy(): Promise<void>;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** There may be no room: of a transaction that is rolled back for it, the requests only say that it was aborted. */
const fullNames = new Set(['QuotaExceededError', 'AbortError']);

/** The handle is dead; a new one may work. */
const lostNames = new Set(['InvalidStateError', 'TransactionInactiveError', 'UnknownError', 'NotFoundError']);

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms));

/** `deleted` is called when somebody else deletes the database. */
export function createStorage(name: string, persistence: 'indexeddb' | 'none', deleted: () => void): Storage {
  const memory = memoryPersistence();
  const state = createLive<StorageState>(
    persistence === 'none' ? { mode: 'memory', reason: 'persistence is switched off' } : { mode: 'opening' },
  );
  const listeners = new Set<() => void>();
  let handle: Persistence | undefined;
  let opening: Promise<Persistence | undefined> | undefined;
  let ended = persistence === 'none';
  let inUse = false;
  let recovery: ReturnType<typeof setTimeout> | undefined;

  const attempt = async (): Promise<Persistence> => {
    let own: Persistence | undefined = undefined;
    const opened = await openDatabase(name, (gone) => {
      if (handle === own) handle = undefined;
      if (gone && !ended) deleted();
    });
    inUse = true;
    own = opened;
    if (ended) {
      opened.close();
      throw new DOMException('This store has been closed.', 'AbortError');
    }
    return opened;
  };

  const fallBack = (reason: unknown): void => {
    handle?.close();
    handle = undefined;
    const before = state.value.mode;
    state.set({
      mode: 'memory',
      reason: reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason),
    });
    clearTimeout(recovery);
    if (!ended) recovery = setTimeout(() => void recover(), recoverEvery);
    if (before !== 'memory') for (const listener of listeners) listener();
  };

  /** Everything written to memory meanwhile goes to the database, which then is the place again. */
  const adopt = async (opened: Persistence): Promise<void> => {
    if (ended || handle) return opened.close();
    try {
      const { merge } = await import('./recovery.js');
      await merge(memory, opened, keptAreas);
    } catch (error) {
      opened.close();
      return fallBack(error);
    }
    await memory.clear(allAreas);
    handle = opened;
    clearTimeout(recovery);
    state.set({ mode: 'durable' });
    for (const listener of listeners) listener();
  };

  const recover = async (): Promise<void> => {
    if (ended || state.value.mode !== 'memory') return;
    await attempt().then(adopt, fallBack);
  };

  /** The database, or undefined where it cannot be had in time. A failed attempt is never remembered. */
  const open = (): Promise<Persistence | undefined> => {
    opening ??= (async () => {
      const trying = attempt();
      try {
        const opened = await Promise.race([trying, pause(openTimeout)]);
        if (opened) {
          handle = opened;
          state.set({ mode: 'durable' });
        } else {
          fallBack('the browser did not open its storage in time');
          trying.then(adopt, () => undefined);
        }
        return opened;
      } catch (error) {
        fallBack(error);
        return undefined;
      } finally {
        opening = undefined;
      }
    })();
    return opening;
  };

  const place = async (): Promise<Persistence> => {
    if (ended || state.value.mode === 'memory') return memory;
    return handle ?? (await open()) ?? memory;
  };

  const run = async <T>(operation: (target: Persistence) => Promise<T>): Promise<T> => {
    let problem: unknown;
    for (let left = 2; left > 0; left--) {
      const target = await place();
      try {
        return await operation(target);
      } catch (error) {
        if (target === memory) throw error;
        if (fullNames.has(nameOf(error))) await target.clear(cacheAreas).catch(() => undefined);
        else if (!lostNames.has(nameOf(error))) throw error;
        else if (handle === target) {
          handle.close();
          handle = undefined;
        }
        problem = error;
      }
    }
    fallBack(problem);
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

  return {
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
      handle?.close();
      handle = undefined;
    },
    async destroy() {
      const target = await place();
      // From here on nothing is written there any more: an answer that comes in between would survive the emptying.
      ended = true;
      const empty = await target.clear(allAreas).then(
        () => target !== memory,
        () => false,
      );
      this.close();
      memory.close();
      if (persistence === 'none') return;
      const removed = new Promise<boolean>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve(true);
        request.onerror = reject;
      }).catch(() => false);
      // Another tab that will not let go cannot hold this up where it has been emptied already.
      const gone = await Promise.race([removed, pause(1000)]);
      if (inUse && !empty && !gone) throw new Error('The data is still there.');
    },
  };
}
