import type { IDBPDatabase } from 'idb';
import type { Database } from '../browser/database.js';
import { CannotOpen, errorName, StepStuck } from '../browser/database.js';
import type { Area, Damaged, Persistence, StoredOutbox } from './persistence.js';
import { allAreas, isCache } from './persistence.js';
import type { Ending, OutboxRow } from './row.js';
import { bySequence, endingKey, endingKeys, isRow, laterOf } from './row.js';
import type { StoredDraft } from './types.js';

/** 2: the bytes of files. */
export const version = 2;

/** Under this key stands which database this is: another one after the site's data were cleared. */
export const bornKey = 'born';

export function upgrade(fresh: IDBPDatabase, from: number): void {
  for (const area of allAreas) {
    // Those of an earlier version stay as they are.
    if (from > 0 && fresh.objectStoreNames.contains(area)) continue;
    const created = fresh.createObjectStore(area);
    if (area === 'outbox') created.createIndex('group', 'group');
    // Where there is no room the database as a whole is not made, and opening says so.
    if (area === 'meta')
      created.put(`${String(Date.now())}-${String(Math.random())}`, bornKey).catch(() => undefined);
  }
}

/** Areas a mutation can change. */
const written = ['outbox', 'meta', 'drafts'] as const;

/** The part of an object store that reading mutations takes. */
interface Rows {
  get(key: string): Promise<unknown>;
  index(name: string): {
    getAll(group: string): Promise<unknown[]>;
    getAllKeys(group: string): Promise<IDBValidKey[]>;
  };
}

/** There may be no room: of a transaction that is rolled back for it, the requests only say that it was aborted. */
export const isFull = (error: unknown): boolean =>
  ['QuotaExceededError', 'AbortError'].includes(errorName(error));

/** Asks for something in a transaction that has come to its turn; its end tells whether it was done. */
function each<T>(items: readonly T[] = [], request: (item: T) => Promise<unknown>): void {
  for (const item of items) request(item).catch(() => undefined);
}

/** Requests of one transaction at once. One that is refused at once is a rejection as well, beside those on their way. */
const together = <T>(items: readonly T[], request: (item: T) => Promise<unknown>): Promise<unknown> =>
  Promise.all(items.map(async (item) => request(item)));

/** The database as a whole cannot be used now. */
const outOfReach = (error: unknown): boolean => error instanceof CannotOpen || error instanceof StepStuck;

/** The areas in the browser's database. */
export function onDisk({ use, write }: Database<unknown>): Persistence {
  /** Rows the browser cannot read any more. */
  const unreadable = new Set<string>();

  /** Looks at one row after the other, after reading them together has failed for a reason of their own. */
  const oneByOne = async (): Promise<StoredOutbox> => {
    const rows: OutboxRow[] = [];
    const damaged: Damaged[] = [];
    for (const key of (await use((db) => db.getAllKeys('outbox'))) as string[])
      try {
        const value: unknown = await use((db) => db.get('outbox', key));
        if (isRow(value)) rows.push(value);
        else damaged.push({ key, value });
      } catch {
        // Its key can be read, unless it is the connection that fails.
        await use((db) => db.getKey('outbox', key));
        unreadable.add(key);
        damaged.push({ key });
      }
    return { rows, damaged };
  };

  const outbox = async (): Promise<StoredOutbox> => {
    try {
      const [keys, values] = await use((db) => {
        const { store } = db.transaction('outbox');
        return Promise.all([store.getAllKeys() as Promise<string[]>, store.getAll() as Promise<unknown[]>]);
      });
      unreadable.clear();
      return {
        rows: values.filter(isRow),
        damaged: keys.flatMap((key, at) => (isRow(values[at]) ? [] : [{ key, value: values[at] }])),
      };
    } catch (error) {
      if (outOfReach(error)) throw error;
      return oneByOne();
    }
  };

  /** Work on the mutations of one incident, done again without those that turn out to be unreadable. */
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (outOfReach(error) || isFull(error)) throw error;
      const before = unreadable.size;
      await outbox();
      if (unreadable.size === before) throw error;
      return work();
    }
  };

  const readGroup = async (store: Rows, group: string): Promise<readonly OutboxRow[]> => {
    const index = store.index('group');
    if (unreadable.size === 0) return (await index.getAll(group)).filter(isRow).sort(bySequence);
    const keys = (await index.getAllKeys(group)) as string[];
    const values = await Promise.all(keys.filter((key) => !unreadable.has(key)).map((key) => store.get(key)));
    return values.filter(isRow).sort(bySequence);
  };

  return {
    get: <T>(area: Area, key: string) => use((db) => db.get(area, key) as Promise<T | undefined>),
    list: <T>(area: Area, prefix: string, { after, limit }: { after?: string; limit?: number } = {}) =>
      use((db) => {
        const range = IDBKeyRange.bound(after ?? prefix, `${prefix}\uffff`, after !== undefined);
        return db.getAll(area, range, limit) as Promise<T[]>;
      }),
    keys: (area) => use((db) => db.getAllKeys(area) as Promise<string[]>),
    async write(area, changes) {
      if (changes.length === 0) return;
      await write(
        [area],
        (tx) => {
          const store = tx.objectStore(area);
          return together(changes, ([key, value]) =>
            value === undefined ? store.delete(key) : store.put(value, key),
          );
        },
        isCache(area) ? 'relaxed' : 'strict',
      );
    },
    outbox,
    rows: (group) => around(() => use((db) => readGroup(db.transaction('outbox').store, group))),
    transact: (group, step, key) =>
      around(() =>
        write(written, async (tx) => {
          const rows = tx.objectStore('outbox');
          const meta = tx.objectStore('meta');
          const drafts = tx.objectStore('drafts');
          const [stored, ended] = await Promise.all([
            readGroup(rows, group),
            key === undefined ? undefined : (meta.get(endingKey(key)) as Promise<Ending | undefined>),
          ]);
          const change = step(stored, ended);
          each(change.put, (row) => rows.put(row, row.key));
          each(change.drop, (id) => rows.delete(id));
          each(
            change.ended?.flatMap((ending) => endingKeys(ending).map((at) => [at, ending] as const)),
            ([at, ending]) => meta.put(ending, at),
          );
          each(change.consumed, (id) => drafts.delete(id));
          return change;
        }),
      ),
    enlist: (row, asked) =>
      write(['outbox'], async (tx) => {
        const added = tx.objectStore('outbox').add(row, row.key);
        asked();
        await added;
      }),
    merge: (unsaved) =>
      around(() =>
        write(unsaved.files?.length ? [...written, 'files'] : written, async (tx) => {
          const rows = tx.objectStore('outbox');
          const meta = tx.objectStore('meta');
          const drafts = tx.objectStore('drafts');
          await together(unsaved.files ?? [], ({ id, bytes }) => tx.objectStore('files').put(bytes, id));
          await Promise.all(
            unsaved.endings.map(async (ending) => {
              await together(endingKeys(ending), (at) => meta.put(ending, at));
              await rows.delete(ending.key);
            }),
          );
          for (const row of unsaved.rows) {
            const known: unknown = unreadable.has(row.key) ? undefined : await rows.get(row.key);
            const ended = await meta.getKey(endingKey(row.key));
            const later = laterOf(row, known, ended !== undefined);
            await (later ? rows.put(later, row.key) : rows.delete(row.key));
            await drafts.delete(row.key);
          }
          for (const draft of unsaved.drafts) {
            const [known, sending, sent] = await Promise.all([
              drafts.get(draft.id) as Promise<StoredDraft | undefined>,
              rows.getKey(draft.id),
              meta.getKey(endingKey(draft.id)),
            ]);
            if (sending === undefined && sent === undefined && !(known && known.savedAt > draft.savedAt))
              await drafts.put(draft, draft.id);
          }
        }),
      ),
    count: (area) => use((db) => db.count(area)),
    async clear(areas) {
      await write(areas, (tx) => Promise.all(areas.map((area) => tx.objectStore(area).clear())));
    },
  };
}
