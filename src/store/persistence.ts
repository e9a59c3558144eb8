import type { Ending, GroupChange, OutboxRow } from './row.js';
import type { StoredDraft } from './types.js';

/** Copies of what the backend knows: may be thrown away at any time. */
export const cacheAreas = ['pages', 'records', 'segments', 'rowlog'] as const;

/** What exists nowhere else: never thrown away to make room. */
export const keptAreas = ['drafts', 'outbox', 'meta', 'files'] as const;

export const allAreas = [...cacheAreas, ...keptAreas];

export type Area = (typeof cacheAreas)[number] | (typeof keptAreas)[number];

export const isCache = (area: Area): boolean => (cacheAreas as readonly Area[]).includes(area);

/** A value to store under a key; undefined removes it. */
export type Change = readonly [key: string, value: unknown];

/** Something in the outbox that is no mutation, or cannot be read at all. */
export interface Damaged {
  readonly key: string;
  /** Undefined for what the browser cannot read. */
  readonly value?: unknown;
}

/** The whole outbox as it is stored. */
export interface StoredOutbox {
  readonly rows: readonly OutboxRow[];
  readonly damaged: readonly Damaged[];
}

/** The bytes of a file that is to be sent, by the id under which drafts and mutations speak of it. */
export interface StoredFile {
  readonly id: string;
  readonly bytes: ArrayBuffer;
}

/** What people wrote and what became of it, on the way from one place of storage to another. */
export interface Unsaved {
  readonly rows: readonly OutboxRow[];
  readonly endings: readonly Ending[];
  readonly drafts: readonly StoredDraft[];
  readonly files?: readonly StoredFile[];
}

/** Decides about the mutations of one incident; `ended` is what became of the one that was asked about. */
export type GroupStep = (rows: readonly OutboxRow[], ended: Ending | undefined) => GroupChange;

/** Where things are kept: the browser's database, or this page's memory. Writes resolve only when committed. */
export interface Persistence {
  get<T>(area: Area, key: string): Promise<T | undefined>;
  /** Values whose key begins with the prefix, in the order of the keys; `after` goes on behind a key. */
  list<T>(
    area: Area,
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<readonly T[]>;
  /** The keys of an area, without reading what lies under them. */
  keys(area: Area): Promise<readonly string[]>;
  write(area: Area, changes: readonly Change[]): Promise<void>;
  outbox(): Promise<StoredOutbox>;
  /** The mutations of one incident in their order. */
  rows(group: string): Promise<readonly OutboxRow[]>;
  /**
   * Reads the mutations of one incident in their order, and what became of the one with `key` if there is no such
   * mutation any more; writes what the step returns, in the same transaction.
   */
  transact(group: string, step: GroupStep, key?: string): Promise<GroupChange>;
  /**
   * Adds a mutation of which nobody else can know, without looking first: half the way of a `transact`. `asked` is called
   * when it is on its way, so that others can queue up behind it.
   */
  enlist(row: OutboxRow, asked: () => void): Promise<void>;
  /**
   * Joins what was kept elsewhere to what is here, in one transaction: a mutation that has ended here is not brought
   * back, of two states of one the later counts, and of two texts of a draft the newer.
   */
  merge(unsaved: Unsaved): Promise<void>;
  count(area: Area): Promise<number>;
  clear(areas: readonly Area[]): Promise<void>;
}
