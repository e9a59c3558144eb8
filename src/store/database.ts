import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import type { OutboxRow } from './outbox.js';
import type { Persistence } from './persistence.js';
import { allAreas, bySequence, endingKey, isCache } from './persistence.js';

const version = 1;

const part = (text: string): string =>
  text.normalize('NFC').replace(/[%|]/gu, (mark) => encodeURIComponent(mark));

/** One database per backend and author: nobody ever reads or sends what belongs to somebody else. */
export const databaseName = (adapterId: string, author: string): string =>
  `incident-elements:${part(adapterId)}|${part(author)}`;

/**
 * Opens the database. `lost` is called when the handle has died or was given up for another tab's upgrade, and
 * whoever holds it must open anew; or, with `true`, when somebody deletes the database.
 */
export async function openDatabase(name: string, lost: (deleted: boolean) => void): Promise<Persistence> {
  const db: IDBPDatabase = await openDB(name, version, {
    upgrade(database, from) {
      if (from >= 1) return;
      for (const area of allAreas) {
        const created = database.createObjectStore(area);
        if (area === 'outbox') created.createIndex('group', 'group');
      }
    },
    blocking(_, wanted) {
      db.close();
      lost(wanted === null);
    },
    terminated: () => lost(false),
  });
  return {
    get: (area, key) => db.get(area, key),
    list: <T>(area: string, prefix: string, { after, limit }: { after?: string; limit?: number } = {}) =>
      db.getAll(
        area,
        IDBKeyRange.bound(after ?? prefix, `${prefix}\uffff`, after !== undefined),
        limit,
      ) as Promise<T[]>,
    async write(area, changes) {
      if (changes.length === 0) return;
      const tx = db.transaction(area, 'readwrite', { durability: isCache(area) ? 'relaxed' : 'strict' });
      await all(
        tx,
        changes.map(([key, value]) =>
          value === undefined ? tx.store.delete(key) : tx.store.put(value, key),
        ),
      );
    },
    async transact(group, step) {
      const tx = db.transaction(['outbox', 'meta'], 'readwrite', { durability: 'strict' });
      tx.done.catch(() => undefined);
      const outbox = tx.objectStore('outbox');
      const rows = (await outbox.index('group').getAll(group)) as OutboxRow[];
      try {
        const change = step(rows.sort(bySequence));
        await all(tx, [
          ...(change.put ?? []).map((row) => outbox.put(row, row.key)),
          ...(change.drop ?? []).map((key) => outbox.delete(key)),
          ...(change.ended ?? []).map((ending) => tx.objectStore('meta').put(ending, endingKey(ending.key))),
        ]);
        return change;
      } catch (error) {
        abort(tx);
        throw error;
      }
    },
    count: (area) => db.count(area),
    async clear(areas) {
      const tx = db.transaction([...areas], 'readwrite');
      await all(
        tx,
        areas.map((area) => tx.objectStore(area).clear()),
      );
    },
    close() {
      db.close();
    },
  };
}

interface Transaction {
  readonly done: Promise<void>;
  abort(): void;
}

/** Only the end of the transaction means stored: under quota pressure requests succeed and are rolled back after. */
async function all(tx: Transaction, requests: readonly Promise<unknown>[]): Promise<void> {
  await Promise.all([...requests, tx.done]);
}

function abort(tx: Transaction): void {
  try {
    tx.abort();
  } catch {
    // It has already ended by itself.
  }
}
