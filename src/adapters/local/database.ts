import type { IDBPDatabase } from 'idb';
import type { WriteTransaction } from '../../browser/database.js';
import { CannotOpen, database, errorName } from '../../browser/database.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import { statusCategories } from '../../core/incident.js';
import type { LocalSchema, Stores } from './schema.js';
import { indexed, storeNames } from './schema.js';

export type Database = IDBPDatabase<LocalSchema>;
export type WriteTx = WriteTransaction<LocalSchema, Stores>;

function storageError(error: unknown): IncidentError {
  if (isIncidentError(error)) return error;
  const cause = error instanceof CannotOpen ? error.cause : error;
  const reason =
    cause instanceof Error || cause instanceof DOMException ? cause.message || cause.name : String(cause);
  const full = errorName(cause) === 'QuotaExceededError';
  return new IncidentError(
    'storage',
    full
      ? 'The space this browser gives to this page is used up; free some and try again.'
      : `This browser does not let this page keep data: ${reason}`,
    { cause },
  );
}

/** What local adapters of one name keep. Every method rejects with an `IncidentError`. */
export interface LocalDatabase {
  /** Runs `work` on a live connection. */
  use<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Runs `work` in one transaction over all stores and resolves when it is on the disk. */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
  close(): void;
}

function upgrade(fresh: Database, from: number): void {
  if (from < 2) fresh.createObjectStore('tasks', { keyPath: ['incidentId', 'id'] });
  if (from < 3)
    fresh
      .createObjectStore('links', { keyPath: ['incidentId', 'kind', 'other'] })
      .createIndex('other', 'other');
  if (from < 4) fresh.createObjectStore('participants', { keyPath: 'incidentId' });
  if (from < 5) fresh.createObjectStore('files', { keyPath: 'id' });
  if (from > 0) return;
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
  const { use, write, close } = database<LocalSchema>({ name: databaseName(name), version: 5, upgrade });
  const told = async <T>(result: Promise<T>): Promise<T> => {
    try {
      return await result;
    } catch (error) {
      throw storageError(error);
    }
  };
  return {
    use: (work) => told(use(work)),
    write: (work) => told(write(storeNames, work)),
    close,
  };
}
