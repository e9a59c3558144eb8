import type { Area, Change, Persistence, Unsaved } from './persistence.js';
import { isCache } from './persistence.js';
import type { Ending, OutboxRow } from './row.js';
import { bySequence, endingKey, endingKeys, isRow, laterOf } from './row.js';
import type { StoredDraft } from './types.js';

export interface MemoryPersistence extends Persistence {
  /** Nothing in it exists nowhere else. */
  readonly empty: boolean;
  /** There are mutations in it. */
  readonly unsent: boolean;
  /**
   * Joins everything people wrote to another place, repeatedly while it is still changing. Then forgets it and calls
   * `moved` in the same moment, so that nothing is written here in between.
   */
  moveTo(target: Persistence, moved: () => void): Promise<void>;
  /** Gives everything people wrote away. */
  take(): Unsaved;
}

/** Places on this page that hold a text or an unsent item of which there is no other copy. */
const onlyCopies = new Set<object>();

/** The browser asks the person before the page with the only copy is left. */
const warn = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Notes whether a place holds the only copy of something that is not sent yet. */
export function holdsOnlyCopy(place: object, holds: boolean): void {
  const before = onlyCopies.size;
  if (holds) onlyCopies.add(place);
  else onlyCopies.delete(place);
  if (before > 0 === onlyCopies.size > 0) return;
  if (holds) globalThis.addEventListener?.('beforeunload', warn);
  else globalThis.removeEventListener?.('beforeunload', warn);
}

const isWritten = ({ rows, drafts }: Unsaved): boolean => rows.length > 0 || drafts.length > 0;

/** Keeps everything on this page only. What people wrote is copied in, as a database would; what can be read again is not. */
export function memoryPersistence(): MemoryPersistence {
  const areas = new Map<Area, Map<string, unknown>>();
  /** Grows with every write. */
  let revision = 0;
  const area = (name: Area): Map<string, unknown> => {
    const found = areas.get(name) ?? new Map<string, unknown>();
    areas.set(name, found);
    return found;
  };
  const place = {};
  const put = (name: Area, key: string, value: unknown): void => {
    revision++;
    if (value === undefined) area(name).delete(key);
    else area(name).set(key, isCache(name) ? value : structuredClone(value));
    holdsOnlyCopy(place, area('outbox').size > 0 || area('drafts').size > 0);
  };
  const clear = (names: Iterable<Area>): void => {
    revision++;
    for (const name of [...names]) areas.delete(name);
    holdsOnlyCopy(place, area('outbox').size > 0 || area('drafts').size > 0);
  };
  const rows = (): OutboxRow[] => [...area('outbox').values()].filter(isRow);
  const rowsOf = (group: string): readonly OutboxRow[] =>
    rows()
      .filter((row) => row.group === group)
      .sort(bySequence);
  const end = (ending: Ending): void => {
    for (const at of endingKeys(ending)) put('meta', at, ending);
  };
  const unsaved = (): Unsaved => ({
    rows: rows(),
    endings: [...area('meta')]
      .filter(([key]) => key.startsWith(endingKey('')))
      .map(([, value]) => value as Ending),
    drafts: [...area('drafts').values()] as StoredDraft[],
    files: [...area('files')].map(([id, bytes]) => ({ id, bytes: bytes as ArrayBuffer })),
  });

  return {
    get empty() {
      const { rows: mutations, endings, drafts } = unsaved();
      return mutations.length + endings.length + drafts.length === 0;
    },
    get unsent() {
      return area('outbox').size > 0;
    },
    get: <T>(name: Area, key: string) => Promise.resolve(area(name).get(key) as T | undefined),
    list: <T>(name: Area, prefix: string, { after = '', limit = Infinity } = {}) =>
      Promise.resolve(
        [...area(name)]
          .filter(([key]) => key.startsWith(prefix) && key > after)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, limit)
          .map(([, value]) => value as T),
      ),
    keys: (name) => Promise.resolve([...area(name).keys()]),
    async write(name, changes: readonly Change[]) {
      for (const [key, value] of changes) put(name, key, value);
    },
    outbox: () => Promise.resolve({ rows: rows(), damaged: [] }),
    rows: (group) => Promise.resolve(rowsOf(group)),
    async transact(group, step, key) {
      const ended = key === undefined ? undefined : (area('meta').get(endingKey(key)) as Ending | undefined);
      const change = step(rowsOf(group), ended);
      for (const row of change.put ?? []) put('outbox', row.key, row);
      for (const key of change.drop ?? []) put('outbox', key, undefined);
      for (const ending of change.ended ?? []) end(ending);
      for (const id of change.consumed ?? []) put('drafts', id, undefined);
      return change;
    },
    async enlist(row, asked) {
      put('outbox', row.key, row);
      asked();
    },
    async merge({ rows: mutations, endings, drafts, files = [] }) {
      for (const { id, bytes } of files) put('files', id, bytes);
      for (const ending of endings) end(ending);
      for (const row of mutations) {
        put(
          'outbox',
          row.key,
          laterOf(row, area('outbox').get(row.key), area('meta').has(endingKey(row.key))),
        );
        put('drafts', row.key, undefined);
      }
      for (const draft of drafts) {
        const known = area('drafts').get(draft.id) as StoredDraft | undefined;
        const sent = area('outbox').has(draft.id) || area('meta').has(endingKey(draft.id));
        if (!sent && !(known && known.savedAt > draft.savedAt)) put('drafts', draft.id, draft);
      }
    },
    count: (name) => Promise.resolve(area(name).size),
    async clear(names) {
      clear(names);
    },
    async moveTo(target, moved) {
      const copied = new Set<string>();
      let seen: number;
      do {
        seen = revision;
        const present = unsaved();
        await target.merge(present);
        const left = new Set(present.drafts.map(({ id }) => id));
        // Thrown away since they were copied.
        const gone = [...copied].filter((id) => !left.has(id));
        await target.write(
          'drafts',
          gone.map((id) => [id, undefined]),
        );
        for (const id of left) copied.add(id);
      } while (revision !== seen);
      clear(areas.keys());
      moved();
    },
    take() {
      const present = unsaved();
      clear(areas.keys());
      return present;
    },
  };
}

/** What desks that have gone left behind, by the place it belongs to: it waits for the next desk of the same person. */
const left = new Map<string, Unsaved>();
/** Desks that are there, by the same. */
const heirs = new Map<string, Set<(unsaved: Unsaved) => void>>();

const nobody: Unsaved = Object.freeze({ rows: [], endings: [], drafts: [] });

/** Leaves what only this page holds to another desk of the same place, or to the next one. */
export function leaveBehind(place: string, unsaved: Unsaved): void {
  const [heir] = heirs.get(place) ?? [];
  if (heir) return heir(unsaved);
  const before = left.get(place) ?? nobody;
  const all: Unsaved = {
    rows: [...before.rows, ...unsaved.rows],
    endings: [...before.endings, ...unsaved.endings],
    drafts: [...before.drafts, ...unsaved.drafts],
    files: [...(before.files ?? []), ...(unsaved.files ?? [])],
  };
  left.set(place, all);
  holdsOnlyCopy(all, isWritten(all));
  holdsOnlyCopy(before, false);
}

/** Whether something was left behind for a place. */
export const isLeftFor = (place: string): boolean => left.has(place);

/** Takes over what was left behind for a place, and what will be while this desk is there; returns what ends that. */
export function inherit(place: string, heir: (unsaved: Unsaved) => void): () => void {
  const known = heirs.get(place) ?? new Set();
  heirs.set(place, known.add(heir));
  const found = left.get(place);
  if (found) {
    left.delete(place);
    heir(found);
    holdsOnlyCopy(found, false);
  }
  return () => {
    known.delete(heir);
    if (known.size === 0 && heirs.get(place) === known) heirs.delete(place);
  };
}

/** The data of a person are removed from this device. */
export function disinherit(place: string): void {
  const found = left.get(place);
  if (!found) return;
  left.delete(place);
  holdsOnlyCopy(found, false);
}
