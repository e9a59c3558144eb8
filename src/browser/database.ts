import { openDB } from 'idb';
import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';

/** Some browsers never answer an open; a page that waits for ever is worse than one that says so. */
const openWithin = 3000;

/** A step takes milliseconds. After so long it is given up: another tab holds the stores and may be frozen. */
const stepWithin = 4000;

/**
 * A dead connection shows up as one of these. Nothing of its transaction is left then, so the work can be done again
 * on a fresh connection.
 */
const deadNames = new Set([
  'AbortError',
  'InvalidStateError',
  'NotFoundError',
  'TransactionInactiveError',
  'UnknownError',
]);

/** The name of what was thrown, such as `QuotaExceededError`; empty for what is no error. */
export const errorName = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : '';

/** Whether work failed with its connection and not by itself. */
export const isDead = (error: unknown): boolean => deadNames.has(errorName(error));

/** There is no connection to be had; `cause` says why. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
  constructor(cause: unknown) {
    super('The database cannot be opened.', { cause });
  }
}

/** A tab with an older version of the data does not let go of it. */
export class HeldByOlderTab extends Error {
  override readonly name = 'HeldByOlderTab';
  constructor() {
    super('another tab holds an older version of the data open; close or reload it');
  }
}

/** A step did not come to its end in time. Nothing of it is stored, then or later. */
export class StepStuck extends Error {
  override readonly name = 'StepStuck';
  constructor() {
    super('another tab has begun to write and does not end it; close or reload it');
  }
}

/** Which database, and who wants to hear of its connections. `Schema` types its stores, as in `idb`. */
export interface DatabaseOptions<Schema> {
  readonly name: string;
  readonly version: number;
  /** Makes the stores that are missing since version `from`, which is 0 for a new database. */
  readonly upgrade: (database: IDBPDatabase<Schema>, from: number) => void;
  /** A connection stands, perhaps only after those who asked for it have given up. */
  readonly opened?: () => void;
  /** Somebody else deletes the database. */
  readonly deleted?: () => void;
}

/** A transaction over these stores that may write. */
export type WriteTransaction<Schema, Names extends readonly StoreNames<Schema>[]> = IDBPTransaction<
  Schema,
  Names,
  'readwrite'
>;

/** A database whose connection is opened when needed and replaced when it dies. */
export interface Database<Schema> {
  /**
   * Resolves when there is a connection. Rejects with {@link CannotOpen} when the browser refuses, when another tab
   * holds an older version open, or after three seconds; the next call tries again.
   */
  open(): Promise<void>;
  /**
   * Reads: runs `work` on a connection, and once more on a fresh one when that turns out to be dead. Rejects with
   * {@link StepStuck} after four seconds.
   */
  use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction over these stores and resolves when it is committed; `strict` means that it is on
   * the disk. What fails is rolled back as a whole, and so is what has not come to its turn after four seconds: `work`
   * has to wait for the answer to its first request, since what has been told to commit cannot be taken back. For what
   * it asks after that it need not wait.
   */
  write<T, Names extends readonly StoreNames<Schema>[]>(
    stores: Names,
    work: (transaction: WriteTransaction<Schema, Names>) => Promise<T>,
    durability?: 'strict' | 'relaxed',
  ): Promise<T>;
  /** Gives the connection up, also one that is on its way. It can be opened again. */
  close(): void;
  /** Closes and deletes the database. Resolves with false where that failed or another tab has not let go in time. */
  remove(within: number): Promise<boolean>;
}

/** The one way to an IndexedDB. Nothing is opened yet. */
export function database<Schema>(options: DatabaseOptions<Schema>): Database<Schema> {
  const { name, version, upgrade, opened, deleted } = options;
  let handle: IDBPDatabase<Schema> | undefined;
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  /** Counts the closings: a connection asked for before the last one is not wanted any more. */
  let closings = 0;

  const drop = (dead: IDBPDatabase<Schema> | undefined): void => {
    dead?.close();
    if (handle === dead) handle = undefined;
  };

  const connect = (): Promise<IDBPDatabase<Schema>> =>
    new Promise((resolve, reject) => {
      const asked = closings;
      const timer = setTimeout(
        () => reject(new DOMException('the database did not open in time', 'TimeoutError')),
        openWithin,
      );
      const arrive = async (): Promise<void> => {
        let gone = false;
        let own: IDBPDatabase<Schema> | undefined = undefined;
        const lose = (): void => {
          gone = true;
          drop(own);
        };
        own = await openDB<Schema>(name, version, {
          upgrade: (fresh, from, _to, tx) => {
            tx.done.catch(() => undefined);
            try {
              upgrade(fresh, from);
            } catch (error) {
              // Thrown in the browser's event it would be an error of the page, and the database would stay half made.
              reject(
                error instanceof Error ? error : new Error('the stores cannot be made', { cause: error }),
              );
              tx.abort();
            }
          },
          blocked: () => reject(new HeldByOlderTab()),
          // Another tab wants to upgrade or delete: stand back at once, or it hangs without a word.
          blocking: (_, wanted) => {
            lose();
            if (wanted === null) deleted?.();
          },
          terminated: lose,
        });
        if (asked !== closings || gone) {
          own.close();
          throw new DOMException('the database has been closed', 'AbortError');
        }
        if (handle) {
          own.close();
          return resolve(handle);
        }
        handle = own;
        resolve(own);
        opened?.();
      };
      arrive()
        .catch(reject)
        .finally(() => clearTimeout(timer));
    });

  const connection = async (): Promise<IDBPDatabase<Schema>> => {
    if (handle) return handle;
    const coming = (opening ??= connect());
    try {
      return await coming;
    } catch (cause) {
      throw new CannotOpen(cause);
    } finally {
      if (opening === coming) opening = undefined;
    }
  };

  const onConnection: Database<Schema>['use'] = async (work) => {
    const asked = closings;
    const first = await connection();
    try {
      return await work(first);
    } catch (error) {
      if (!isDead(error) || asked !== closings) throw error;
      drop(first);
    }
    const second = await connection();
    try {
      return await work(second);
    } catch (error) {
      if (isDead(error)) drop(second);
      throw error;
    }
  };

  const close = (): void => {
    closings++;
    opening = undefined;
    drop(handle);
  };

  return {
    open: async () => void (await connection()),
    use: (work) =>
      onConnection(async (db) => {
        let end: () => void = () => undefined;
        const late = new Promise<never>((_, reject) => {
          end = whileAwake(stepWithin, () => reject(new StepStuck()));
        });
        try {
          return await Promise.race([work(db), late]);
        } finally {
          end();
        }
      }),
    write: (stores, work, durability = 'strict') =>
      onConnection(async (db) => {
        const tx = db.transaction(stores, 'readwrite', { durability });
        // A request's success is not durable; only the end of the transaction is.
        const { done } = tx;
        done.catch(() => undefined);
        let stuck = false;
        let end: () => void = () => undefined;
        // Not every engine tells of a transaction that is aborted before its turn; it is never carried out all the same.
        const late = new Promise<never>((_, reject) => {
          end = whileAwake(stepWithin, () => {
            // Left waiting it would still be carried out, when nobody expects it any more.
            try {
              tx.abort();
              stuck = true;
              reject(new StepStuck());
            } catch {
              // It is being committed.
            }
          });
        });
        late.catch(() => undefined);
        try {
          const working = work(tx);
          working.catch(() => undefined);
          const result = await Promise.race([working, late]);
          // It has come to its turn and nothing more is asked of it. Said at once, that saves waiting for the answers.
          try {
            tx.commit();
          } catch {
            // It commits by itself.
          }
          await Promise.race([done, late]);
          return result;
        } catch (error) {
          if (stuck) throw new StepStuck();
          try {
            tx.abort();
          } catch {
            // It has already ended by itself.
          }
          const why: unknown = await done.catch((reason: unknown) => reason);
          // Requests of a dying transaction only say that it was aborted; the transaction knows the reason.
          throw errorName(error) === 'AbortError' ? (why ?? error) : error;
        } finally {
          end();
        }
      }),
    close,
    async remove(within) {
      close();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const removed = new Promise<boolean>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve(true);
        request.onerror = reject;
      }).catch(() => false);
      const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), within)));
      return Promise.race([removed, late]).finally(() => clearTimeout(timer));
    },
  };
}

/** The names of all databases; undefined where the engine does not tell, or not in time. */
async function known(): Promise<readonly (string | undefined)[] | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), openWithin);
  });
  try {
    const all = await Promise.race([indexedDB.databases(), late]);
    return all?.map(({ name }) => name);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether a database is there and has something in one of these stores. Makes none. Rejects where that cannot be told, or
 * not in time.
 */
export async function holdsAny(name: string, stores: readonly string[]): Promise<boolean> {
  // Some engines list for a while what an opening has made and taken back: better not to open what is not there.
  const all = await known();
  if (all && !all.includes(name)) return false;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new CannotOpen('no answer in time')), openWithin);
    const tell = (found: boolean): void => {
      clearTimeout(timer);
      resolve(found);
    };
    const request = indexedDB.open(name);
    // Asked for without a version, it is only made new where there was none; that is taken back.
    request.onupgradeneeded = () => {
      request.transaction?.abort();
      tell(false);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(new CannotOpen(request.error));
    };
    request.onsuccess = () => {
      const { result: db } = request;
      db.onversionchange = () => db.close();
      const present = stores.filter((store) => db.objectStoreNames.contains(store));
      if (present.length === 0) {
        db.close();
        return tell(false);
      }
      const counting = db.transaction(present);
      const counts = present.map((store) => counting.objectStore(store).count());
      counting.oncomplete = () => tell(counts.some(({ result }) => result > 0));
      counting.onabort = () => reject(new CannotOpen(counting.error));
      db.close();
    };
  });
}

/** Calls back after a time during which the page was not asleep all along; returns what takes that back. */
function whileAwake(time: number, act: () => void): () => void {
  // In two steps: the first one ends when a frozen page wakes up, and half of the time is left then.
  let timer = setTimeout(() => (timer = setTimeout(act, time / 2)), time / 2);
  return () => clearTimeout(timer);
}
