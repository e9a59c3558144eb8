import type { OutboxRow } from './outbox.js';
import type { Instant } from '../core/time.js';

/** Copies of what the backend knows: may be thrown away at any time. */
export const cacheAreas = ['pages', 'records', 'segments', 'rowlog'] as const;

/** What exists nowhere else: never thrown away to make room. */
export const keptAreas = ['drafts', 'outbox', 'meta'] as const;

export const allAreas = [...cacheAreas, ...keptAreas];

export type Area = (typeof cacheAreas)[number] | (typeof keptAreas)[number];

export const isCache = (area: Area): boolean => (cacheAreas as readonly Area[]).includes(area);

/** A value to store under a key; undefined removes it. */
export type Change = readonly [key: string, value: unknown];

/** How a mutation ended, left behind for other tabs and for a second click with the same key. */
export interface Ending {
  readonly key: string;
  readonly group: string;
  readonly state: 'confirmed' | 'discarded';
  /** For a confirmed `create`: the id the backend gave. */
  readonly created?: string;
  readonly at: Instant;
}

/** What one step on the mutations of an incident writes, all of it or nothing. */
export interface GroupChange {
  readonly put?: readonly OutboxRow[];
  readonly drop?: readonly string[];
  readonly ended?: readonly Ending[];
}

/** Where things are kept: the browser's database, or this page's memory. Writes resolve only when committed. */
export interface Persistence {
  get<T>(area: Area, key: string): Promise<T | undefined>;
  /** Values whose key begins with the prefix, in the order of the keys; `after` goes on behind a key. */
  list<T>(
    area: Area,
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<readonly T[]>;
  write(area: Area, changes: readonly Change[]): Promise<void>;
  /** Reads the mutations of one incident in their order and writes what the step returns, in one transaction. */
  transact(group: string, step: (rows: readonly OutboxRow[]) => GroupChange): Promise<GroupChange>;
  count(area: Area): Promise<number>;
  clear(areas: readonly Area[]): Promise<void>;
  close(): void;
}

/** Key under which an ending is kept. */
export const endingKey = (key: string): string => `done:${key}`;

export const bySequence = (a: OutboxRow, b: OutboxRow): number => a.seq - b.seq || (a.key < b.key ? -1 : 1);
