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
  /** Takes entries out; takes longer for a longer log, and is seldom. */
  remove(ids: ReadonlySet<string>): void;
  /** The backend's entries that are looked at, by their place from the newest on: those last asked for. */
  looked(): Looked;
  setPending(views: readonly EntryView[]): void;
  clear(): void;
  /** The newest entries, newest first. */
  newest(count: number): readonly Entry[];
}

/** A stretch of entries, both ends included. */
export interface Looked {
  readonly from: number;
  readonly to: number;
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
  let asked: Looked | undefined;
  let looked: Looked = { from: 0, to: 0 };

  const entryAt = (index: number): Entry | undefined =>
    index < newer.length ? newer[newer.length - 1 - index] : older[index - newer.length];
  const viewOf = (entry: Entry): EntryView => {
    const known = views.get(entry) ?? Object.freeze({ entry });
    views.set(entry, known);
    return known;
  };

  const newest = (count: number): readonly Entry[] => {
    const found: Entry[] = [];
    for (let at = 0; at < count; at++) {
      const entry = entryAt(at);
      if (!entry) break;
      found.push(entry);
    }
    return found;
  };

  return {
    log: Object.freeze({
      get length() {
        return pending.length + newer.length + older.length;
      },
      at(index: number) {
        if (index < 0) return undefined;
        if (index < pending.length) return pending[index];
        const place = index - pending.length;
        const entry = entryAt(place);
        if (!entry) return undefined;
        if (!asked || place < asked.from || place > asked.to)
          asked = { from: Math.min(asked?.from ?? place, place), to: Math.max(asked?.to ?? place, place) };
        return viewOf(entry);
      },
      all: () => [...pending.map(({ entry }) => entry), ...newest(Infinity)],
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
    remove(ids) {
      revision++;
      places.clear();
      for (const list of [newer, older]) {
        let kept = 0;
        for (const entry of list) {
          if (ids.has(entry.id)) continue;
          places.set(entry.id, list === newer ? -1 - kept : kept);
          list[kept++] = entry;
        }
        list.length = kept;
      }
    },
    looked() {
      // Rows are asked for when they are drawn, and are looked at until others are.
      looked = asked ?? looked;
      asked = undefined;
      return looked;
    },
    setPending(next) {
      pending = next;
    },
    clear() {
      revision++;
      newer.length = older.length = 0;
      places.clear();
    },
    newest,
  };
}
