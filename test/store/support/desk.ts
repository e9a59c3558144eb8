import { openDB } from 'idb';
import type { Adapter } from '../../../src/adapters/adapter.js';
import { createStore } from '../../../src/store/index.js';
import { disinherit } from '../../../src/store/memory.js';
import { databaseName } from '../../../src/store/storage.js';
import type { IncidentStore, Live, OutboxState, StoreOptions } from '../../../src/store/index.js';
import { incidentTimeline } from '../../../src/store/views/timeline.js';

const opened: IncidentStore[] = [];

/** Short waits, so that a test sees several attempts; the author is somebody, and there is no chance in the jitter. */
export function openStore(adapter: Adapter, options: Partial<StoreOptions> = {}): IncidentStore {
  const store = createStore({
    adapter,
    author: 'elif',
    retryBase: 20,
    retryCap: 200,
    lease: 600,
    pollInterval: 0,
    random: () => 0.5,
    ...options,
  });
  opened.push(store);
  return store;
}

/** Closes what a test has opened and removes it from the disk. */
export async function closeStores(): Promise<void> {
  const stores = opened.splice(0);
  for (const store of stores) store.dispose();
  // Other test files run in the same browser: only what this one has made is removed.
  for (const { adapter, author } of stores) {
    const name = databaseName(adapter.id, author);
    // What is held in memory would stop the page from being left.
    await pause(0);
    for (const persistence of ['indexeddb', 'none']) disinherit(`${persistence}:${name}`);
    indexedDB.deleteDatabase(name);
  }
}

export async function databases(): Promise<IDBDatabaseInfo[]> {
  return typeof indexedDB.databases === 'function' ? indexedDB.databases() : [];
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, and says what it was waiting for when it never does. Busy machines get their time. */
export async function until(what: string, holds: () => unknown, ms = 15_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It never came to this: ${what}`);
    await pause(5);
  }
}

/** Looks at something until the test is over, as an element on the page does. */
export function watch<T>(live: Live<T>): { readonly seen: T[]; stop: () => void } {
  const seen: T[] = [];
  const stop = live.subscribe((value) => seen.push(value));
  return { seen, stop };
}

export const emptyOutbox = (store: IncidentStore): Promise<void> =>
  until('an empty outbox', () => store.outbox.value.items.length === 0);

export const states = ({ items }: OutboxState): readonly string[] => items.map(({ state }) => state);

/** The texts of a timeline from its newest entry on. */
export function texts(store: IncidentStore, id: string): readonly (string | undefined)[] {
  const { entries } = store.open(incidentTimeline, id).value;
  return Array.from({ length: entries.length }, (_, at) => entries.at(at)?.entry.text);
}

/** Waits until the database holds so many rows in an area: what is cached is written in the background. */
export async function untilStored(
  adapter: Adapter,
  area: string,
  rows: number,
  author = 'elif',
): Promise<void> {
  for (let left = 750; left > 0; left--) {
    const db = await openDB(databaseName(adapter.id, author));
    const found = db.objectStoreNames.contains(area) ? await db.count(area) : 0;
    db.close();
    if (found >= rows) return;
    await pause(20);
  }
  throw new Error(`There never were ${String(rows)} rows in ${area}`);
}

/** Test pages share a window, where only one of them is visible; this one counts as the one in front. */
export function inFront(): () => void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' });
  return () => Reflect.deleteProperty(document, 'visibilityState');
}
