import type { Entry } from '../../core/entry.js';
import type { EntryLog, EntryView } from '../types.js';

/** The owner's side of an {@link EntryLog}. Nothing here takes longer for a longer log. */
export interface GrowingLog {
  readonly log: EntryLog;
  /** Entries of the backend, pending ones not counted. */
  readonly size: number;
  /** Grows with every change of the backend's entries. */
  readonly revision: number;
  get(id: string): Entry | undefined;
  /** Newer entries, newest first. */
  prepend(entries: readonly Entry[]): void;
  /** Older entries, newest first. */
  append(entries: readonly Entry[]): void;
  /** Puts an entry in the place of the one with this id. */
  replace(id: string, entry: Entry): void;
  setPending(views: readonly EntryView[]): void;
  clear(): void;
  /** The newest entries, newest first. */
  newest(count: number): readonly Entry[];
}

/** What came after the first page grows at the end of one list, what is older at the end of another. */
export function createEntryLog(): GrowingLog {
  const newer: Entry[] = [];
  const older: Entry[] = [];
  /** Places in `older`; in `newer` they count from -1 down. Numbers, because a long history has as many of them. */
  const places = new Map<string, number>();
  const views = new WeakMap<Entry, EntryView>();
  let pending: readonly EntryView[] = [];
  let revision = 0;

  const entryAt = (index: number): Entry | undefined =>
    index < newer.length ? newer[newer.length - 1 - index] : older[index - newer.length];
  const viewOf = (entry: Entry): EntryView => {
    const known = views.get(entry) ?? Object.freeze({ entry });
    views.set(entry, known);
    return known;
  };

  return {
    log: Object.freeze({
      get length() {
        return pending.length + newer.length + older.length;
      },
      at(index: number) {
        if (index < 0) return undefined;
        if (index < pending.length) return pending[index];
        const entry = entryAt(index - pending.length);
        return entry && viewOf(entry);
      },
    }),
    get size() {
      return newer.length + older.length;
    },
    get revision() {
      return revision;
    },
    get(id) {
      const place = places.get(id);
      return place === undefined ? undefined : place < 0 ? newer[-1 - place] : older[place];
    },
    prepend(entries) {
      revision++;
      for (let at = entries.length - 1; at >= 0; at--) {
        const entry = entries[at];
        if (entry && !places.has(entry.id)) places.set(entry.id, -newer.push(entry));
      }
    },
    append(entries) {
      revision++;
      for (const entry of entries) if (!places.has(entry.id)) places.set(entry.id, older.push(entry) - 1);
    },
    replace(id, entry) {
      const place = places.get(id);
      if (place === undefined) return;
      revision++;
      if (place < 0) newer[-1 - place] = entry;
      else older[place] = entry;
      places.delete(id);
      places.set(entry.id, place);
    },
    setPending(next) {
      pending = next;
    },
    clear() {
      revision++;
      newer.length = older.length = 0;
      places.clear();
    },
    newest(count) {
      const found: Entry[] = [];
      for (let at = 0; at < count; at++) {
        const entry = entryAt(at);
        if (!entry) break;
        found.push(entry);
      }
      return found;
    },
  };
}
