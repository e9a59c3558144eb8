import { CannotOpen, database, errorName, HeldByOlderTab, isDead, StepStuck } from '../browser/database.js';
import { lastWords } from '../browser/last-words.js';
import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Instant } from '../core/time.js';
import { bornKey, isFull, onDisk, upgrade, version } from './disk.js';
import { createLive } from './live.js';
import { disinherit, inherit, leaveBehind, memoryPersistence } from './memory.js';
import type { Area, Change, Persistence, Unsaved } from './persistence.js';
import { allAreas, cacheAreas, isCache } from './persistence.js';
import { isDraft } from './row.js';
import type { Live, StoredDraft, StoreStatus } from './types.js';

/** In memory mode the database is tried again this often. */
const recoverEvery = 10_000;
/** Another tab that does not let go is waited for this long when everything is deleted. */
const deleteWithin = 1000;

const part = (text: string): string =>
  text.normalize('NFC').replace(/[%|]/gu, (mark) => encodeURIComponent(mark));

/** One database per backend and author: nobody ever reads or sends what belongs to somebody else. */
export const databaseName = (adapterId: string, author: string): string =>
  `incident-elements:${part(adapterId)}|${part(author)}`;

/** What stands for a database among the desks of a page. */
export const placeOf = (name: string, persistence: 'indexeddb' | 'none'): string => `${persistence}:${name}`;

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

export interface StorageState {
  readonly mode: StoreStatus['storage'];
  readonly reason?: string;
  readonly heldBy?: StoreStatus['storageHeldBy'];
}

/** Persistence that outlives a dead connection, a full disk and a browser that refuses. */
export interface Storage extends Persistence {
  readonly state: Live<StorageState>;
  readonly kept: 'durable' | 'memory';
  /** Everything that is stored can be read: nothing lies in a database out of reach. */
  readonly whole: boolean;
  /** Something unsent is held by this page only. */
  readonly holdsUnsent: boolean;
  /** `after`: waits for that, and writes nothing where it fails. */
  write(area: Area, changes: readonly Change[], after?: Promise<unknown>): Promise<void>;
  /**
   * Writes bytes, which may be many. Where there is no room for them, they alone are refused: all else stays where it is.
   */
  writeBytes(key: string, bytes: ArrayBuffer): Promise<void>;
  /** Empties the cache and keeps nothing in it from here on. */
  dropCache(): Promise<void>;
  /** Which database this is; null where it does not say, undefined while there is none. */
  born(): Promise<string | null | undefined>;
  /**
   * Calls back when what is stored has to be read anew: the place of storage has moved, or something that was left
   * behind has been joined to it.
   */
  onSwitch(listener: (moved: boolean) => void): void;
  /** Ends it when what is being written has been. What only this page holds is left to the next desk. */
  close(): void;
  /** Ends it at once and lets go of what this page holds. */
  forget(): void;
  /** Deletes the database and keeps nothing any more. Rejects when it could be neither emptied nor deleted. */
  destroy(): Promise<void>;
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof CannotOpen ? error.cause : error;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
};

/** Which other tab keeps the database from being used, as far as the error tells. */
function holderOf(error: unknown): StoreStatus['storageHeldBy'] {
  const cause = error instanceof CannotOpen ? error.cause : error;
  if (cause instanceof HeldByOlderTab) return 'older-tab';
  if (errorName(cause) === 'VersionError') return 'newer-tab';
  return cause instanceof StepStuck || errorName(cause) === 'TimeoutError' ? 'other-tab' : undefined;
}

/** `deleted` is called when somebody else deletes the database. */
export function createStorage(name: string, persistence: 'indexeddb' | 'none', deleted: () => void): Storage {
  const diskless = persistence === 'none';
  const place = placeOf(name, persistence);
  const memory = memoryPersistence();
  const state = createLive<StorageState>(
    diskless ? { mode: 'memory', reason: 'persistence is switched off' } : { mode: 'opening' },
  );
  const listeners = new Set<(moved: boolean) => void>();
  const writing = new Set<Promise<unknown>>();
  let closing = false;
  let uncached = false;
  let ended = false;
  let forgotten = false;
  let inUse = false;
  let moving = false;
  let recovery: ReturnType<typeof setTimeout> | undefined;

  const db = database<unknown>({
    name,
    version,
    upgrade,
    opened() {
      inUse = true;
      if (memory.empty && state.value.mode === 'opening') state.set({ mode: 'durable' });
      else void moveIn();
    },
    deleted() {
      if (!ended) deleted();
    },
  });
  const disk = onDisk(db);

  const inMemory = (): boolean => diskless || ended || state.value.mode === 'memory';

  const switchTo = (next: StorageState): void => {
    const moved = state.value.mode !== next.mode;
    state.set(next);
    for (const listener of listeners) listener(moved);
  };

  const fallBack = (error: unknown): void => {
    if (ended) return;
    const heldBy = holderOf(error);
    switchTo({ mode: 'memory', reason: reasonOf(error), ...(heldBy ? { heldBy } : {}) });
    clearTimeout(recovery);
    recovery = setTimeout(() => void db.open().then(moveIn, fallBack), recoverEvery);
  };

  /** What was written to memory meanwhile goes to the database, which then is the place again. */
  async function moveIn(): Promise<void> {
    if (moving || ended) return;
    if (memory.empty && state.value.mode === 'durable') return;
    moving = true;
    try {
      await memory.moveTo(disk, () => {
        clearTimeout(recovery);
        if (!ended) switchTo({ mode: 'durable' });
      });
    } catch (error) {
      fallBack(error);
    } finally {
      moving = false;
    }
  }

  /** Drafts on their way to the database, by id. */
  const underWay = new Map<string, StoredDraft>();
  const words = diskless ? undefined : lastWords<StoredDraft>(name);
  let leaving = false;
  const speak = (): void => {
    if (leaving && !ended) words?.leave([...underWay.values()]);
  };
  const pageLeaves = (): void => {
    leaving = true;
    speak();
  };
  /** Back from the back-and-forward cache it goes on writing by itself. */
  const pageReturns = (): void => {
    leaving = false;
    words?.leave([]);
  };
  globalThis.addEventListener?.('pagehide', pageLeaves, { capture: true });
  globalThis.addEventListener?.('pageshow', pageReturns);
  const deafen = (): void => {
    globalThis.removeEventListener?.('pagehide', pageLeaves, { capture: true });
    globalThis.removeEventListener?.('pageshow', pageReturns);
  };

  /** What the page before this one was about to write when it was left comes first. */
  // Whatever else lies there would stop the drafts as well.
  const drafts = (words?.found ?? []).filter(isDraft);
  const heard =
    drafts.length === 0
      ? undefined
      : disk
          .merge({ rows: [], endings: [], drafts })
          .then(words?.heard, () => takeOver({ rows: [], endings: [], drafts }));

  /** Notes drafts as being on their way until they have arrived. */
  const carrying = async <T>(changes: readonly Change[], done: Promise<T>): Promise<T> => {
    for (const [id, draft] of changes)
      if (draft === undefined) underWay.delete(id);
      else underWay.set(id, draft as StoredDraft);
    speak();
    try {
      return await done;
    } finally {
      for (const [id, draft] of changes) if (underWay.get(id) === draft) underWay.delete(id);
      speak();
    }
  };

  const takeOver = (unsaved: Unsaved): void => {
    void memory.merge(unsaved);
    if (diskless) switchTo(state.value);
    else void db.open().then(moveIn, fallBack);
  };
  const stopInheriting = inherit(place, takeOver);

  const leave = (): void => {
    if (!forgotten && !memory.empty) leaveBehind(place, memory.take());
  };

  const run = async <T>(operation: (target: Persistence) => Promise<T>): Promise<T> => {
    if (heard) await heard;
    for (let roomMade = false; !inMemory();)
      try {
        return await operation(disk);
      } catch (error) {
        if (isFull(error) && !roomMade) {
          roomMade = true;
          await disk.clear(cacheAreas).catch(() => undefined);
        } else if (
          error instanceof CannotOpen ||
          error instanceof StepStuck ||
          isFull(error) ||
          isDead(error)
        )
          fallBack(error);
        else throw error;
      }
    const done = await operation(memory);
    // Written after this desk had gone: it waits with the rest for the next one.
    if (forgotten) memory.take();
    else if (ended) leave();
    return done;
  };

  /** The page may close this only when these have come to their end. */
  const kept = <T>(operation: (target: Persistence) => Promise<T>): Promise<T> => {
    const done = run(operation);
    writing.add(done);
    const over = (): unknown => writing.delete(done);
    done.then(over, over);
    return done;
  };

  /** The cache is a convenience: what goes wrong with it must not stop anything. */
  const quietly = async <T>(area: Area, otherwise: T, operation: () => Promise<T>): Promise<T> => {
    if (!isCache(area)) return operation();
    if (ended || uncached) return otherwise;
    try {
      return await operation();
    } catch {
      return otherwise;
    }
  };

  const end = (): void => {
    ended = true;
    clearTimeout(recovery);
    deafen();
    db.close();
    leave();
  };

  /** An element that goes together with its desk writes what was typed last only after it. */
  const settled = async (): Promise<void> => {
    do {
      await new Promise((resolve) => setTimeout(resolve));
      await Promise.allSettled([...writing]);
    } while (writing.size > 0);
  };

  const storage: Storage = {
    state: state.live,
    get kept() {
      return state.value.mode === 'durable' ? 'durable' : 'memory';
    },
    get whole() {
      return !forgotten && (diskless || state.value.mode === 'durable');
    },
    get holdsUnsent() {
      return memory.unsent;
    },
    async born() {
      if (inMemory()) return undefined;
      const found = await disk.get<string>('meta', bornKey).catch(() => undefined);
      return inMemory() ? undefined : (found ?? null);
    },
    onSwitch: (listener) => listeners.add(listener),
    get: <T>(area: Area, key: string) =>
      quietly<T | undefined>(area, undefined, () => run((target) => target.get<T>(area, key))),
    list: <T>(area: Area, prefix: string, options?: { readonly after?: string; readonly limit?: number }) =>
      quietly<readonly T[]>(area, [], () => run((target) => target.list<T>(area, prefix, options))),
    write: (area: Area, changes: readonly Change[], after?: Promise<unknown>) =>
      isCache(area)
        ? quietly(area, undefined, () => run((target) => target.write(area, changes)))
        : carrying(
            area === 'drafts' ? changes : [],
            kept((target) =>
              // At once where nothing is waited for: a page that is being left does not wait.
              after ? after.then(() => target.write(area, changes)) : target.write(area, changes),
            ),
          ),
    async writeBytes(key, bytes) {
      const changes: readonly Change[] = [[key, bytes]];
      if (!inMemory())
        for (const isLast of [false, true])
          try {
            if (heard) await heard;
            await disk.write('files', changes);
            return;
          } catch (error) {
            if (!isFull(error)) break;
            if (isLast) throw storageError(error);
            await disk.clear(cacheAreas).catch(() => undefined);
          }
      await kept((target) => target.write('files', changes));
    },
    keys: (area) => run((target) => target.keys(area)),
    outbox: () => run((target) => target.outbox()),
    rows: (group) => run((target) => target.rows(group)),
    transact: (group, step, key) => kept((target) => target.transact(group, step, key)),
    enlist: (row, asked) => kept((target) => target.enlist(row, asked)),
    merge: (unsaved) => kept((target) => target.merge(unsaved)),
    count: (area) => run((target) => target.count(area)),
    clear: (areas) => run((target) => target.clear(areas)),
    dropCache() {
      uncached = true;
      return kept((target) => target.clear(cacheAreas));
    },
    close() {
      if (closing) return;
      closing = true;
      stopInheriting();
      if (inMemory()) leave();
      void settled().then(() => {
        if (!ended) end();
      });
    },
    forget() {
      forgotten = ended = true;
      stopInheriting();
      disinherit(place);
      memory.take();
      clearTimeout(recovery);
      deafen();
      words?.forget();
      db.close();
    },
    async destroy() {
      const reachable = !inMemory();
      // From here on nothing is written there any more: an answer that comes in between would survive the emptying.
      ended = forgotten = true;
      const empty =
        reachable &&
        (await disk.clear(allAreas).then(
          () => true,
          () => false,
        ));
      storage.forget();
      if (diskless) return;
      // Another tab that will not let go cannot hold this up where it has been emptied already.
      const gone = await db.remove(deleteWithin);
      if (inUse && !empty && !gone) throw new Error('The data is still there.');
    },
  };
  return storage;
}
