import { openDB } from 'idb';
import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import { statusCategories } from '../../core/incident.js';
import type { LocalSchema, Stores } from './schema.js';
import { indexed, storeNames } from './schema.js';

export type Database = IDBPDatabase<LocalSchema>;
export type WriteTx = IDBPTransaction<LocalSchema, Stores, 'readwrite'>;

/** Some browsers never answer an open; a screen that waits for ever is worse than one that says so. */
const openWithin = 3_000;

/** A connection that died shows up as one of these; opening again helps, and nothing of the transaction is left. */
const deadHandle = new Set(['InvalidStateError', 'UnknownError', 'AbortError']);

const nameOf = (error: unknown): string =>
  error instanceof Error || error instanceof DOMException ? error.name : '';

function storageError(cause: unknown): IncidentError {
  if (isIncidentError(cause)) return cause;
  const reason =
    cause instanceof Error || cause instanceof DOMException ? cause.message || cause.name : String(cause);
  const full = nameOf(cause) === 'QuotaExceededError';
  return new IncidentError(
    'storage',
    full
      ? 'The space this browser gives to this page is used up; free some and try again.'
      : `This browser does not let this page keep data: ${reason}`,
    { cause },
  );
}

/** One database whose connection is opened when needed and replaced when it dies. */
export interface LocalDatabase {
  /** Runs `work` on a live connection; once more on a fresh one when the connection turns out to be dead. */
  use<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction over all stores and resolves when it is on the disk. */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
  close(): void;
}

function upgrade(fresh: Database): void {
  const incidents = fresh.createObjectStore('incidents', { keyPath: 'id' });
  for (const field of indexed) incidents.createIndex(field, ['status', field, 'id']);
  fresh
    .createObjectStore('entries', { keyPath: ['incidentId', 'id'] })
    .createIndex('timeline', ['incidentId', 'recordedAt', 'id']);
  fresh.createObjectStore('keys', { keyPath: 'key' });
  void fresh.createObjectStore('meta').put(
    statusCategories.map(() => 0),
    'counts',
  );
}

export const databaseName = (name: string): string => `incident-elements-local:${name}`;

export function localDatabase(name: string): LocalDatabase {
  let opening: Promise<Database> | undefined;

  const close = (): void => {
    const held = opening;
    opening = undefined;
    held?.then((db) => db.close()).catch(() => undefined);
  };

  const open = (): Promise<Database> =>
    new Promise((resolve, reject) => {
      const refuse = (reason: unknown): void => {
        clearTimeout(timer);
        reject(storageError(reason));
      };
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        refuse(new Error('the database did not open in time'));
      }, openWithin);
      const connect = async (): Promise<void> => {
        const db = await openDB<LocalSchema>(databaseName(name), 1, {
          upgrade,
          blocked: () => {
            late = true;
            refuse(new Error('another tab holds an older version of the data open; close or reload it'));
          },
          // Another tab wants to upgrade or delete: stand back at once, or it hangs without a word.
          blocking: close,
          terminated: close,
        });
        clearTimeout(timer);
        if (late) db.close();
        else resolve(db);
      };
      connect().catch(refuse);
    });

  const database = (): Promise<Database> => {
    if (opening) return opening;
    const attempt = open();
    opening = attempt;
    // A failed attempt is not kept: the next call tries again.
    attempt.catch(() => {
      if (opening === attempt) opening = undefined;
    });
    return attempt;
  };

  const use: LocalDatabase['use'] = async (work) => {
    try {
      return await work(await database());
    } catch (error) {
      if (isIncidentError(error) || !deadHandle.has(nameOf(error))) throw storageError(error);
      close();
      try {
        return await work(await database());
      } catch (again) {
        throw storageError(again);
      }
    }
  };

  return {
    use,
    close,
    write: (work) =>
      use(async (db) => {
        const tx = db.transaction(storeNames, 'readwrite', { durability: 'strict' });
        // A request's success is not durable; only the end of the transaction is.
        const done = tx.done;
        done.catch(() => undefined);
        try {
          const result = await work(tx);
          await done;
          return result;
        } catch (error) {
          try {
            tx.abort();
          } catch {
            // Already over.
          }
          const why: unknown = await done.catch((reason: unknown) => reason);
          // Requests of a dying transaction only say that it was aborted; the transaction knows the reason.
          throw nameOf(error) === 'AbortError' ? (why ?? error) : error;
        }
      }),
  };
}
