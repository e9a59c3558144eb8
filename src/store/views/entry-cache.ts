import type { Entry } from '../../core/entry.js';
import type { Change } from '../persistence.js';
import type { Storage } from '../storage.js';

/** A page of entries as it came, newest first; `next` leads to what is older. */
interface Segment {
  readonly key: string;
  readonly entries: readonly Entry[];
  readonly next?: string;
}

/** One small row of the log: a new entry, or the words of a deferred one. */
interface LogRow {
  readonly key: string;
  readonly entry?: Entry;
  readonly id?: string;
  readonly text?: string;
}

/** When so many single rows have gathered they become a segment. */
const foldAt = 200;
/** Numbers of the first segment: what is newer counts down, what is older counts up, so that keys sort newest first. */
const middle = 5e8;

/**
 * Keeps a timeline as segments plus a row log: a new entry costs one small write, and the newest rows are there
 * after two reads however long the timeline is.
 */
export function entryCache(storage: Storage, incidentId: string) {
  const prefix = `${encodeURIComponent(incidentId)}|`;
  const keyAt = (place: number): string => prefix + String(place).padStart(9, '0');
  const textKey = (id: string): string => `${prefix}~${id}`;
  let first = middle;
  let last = middle - 1;
  let logged = middle;
  let rows: LogRow[] = [];

  /** Writes follow each other, so that a new beginning does not take away what came after it. */
  let tail: Promise<unknown> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  };

  const place = (key: string): number => Number(key.slice(prefix.length));

  return {
    /** The newest entries and the words known of deferred ones; undefined where nothing is kept. */
    async newest(): Promise<
      | {
          readonly entries: readonly Entry[];
          readonly segment: Segment;
          readonly texts: ReadonlyMap<string, string>;
        }
      | undefined
    > {
      const [[segment], log] = await Promise.all([
        storage.list<Segment>('segments', prefix, { limit: 1 }),
        storage.list<LogRow>('rowlog', prefix),
      ]);
      if (!segment || !Array.isArray(segment.entries)) return undefined;
      first = last = place(segment.key);
      rows = log.filter(({ entry }) => entry !== undefined);
      logged = rows[0] ? place(rows[0].key) : middle;
      const texts = new Map(
        log.flatMap(({ id, text }) => (id === undefined || text === undefined ? [] : [[id, text] as const])),
      );
      return { entries: rows.flatMap(({ entry }) => (entry ? [entry] : [])), segment, texts };
    },
    /** The segment behind the last one read. */
    async older(): Promise<Segment | undefined> {
      const [segment] = await storage.list<Segment>('segments', prefix, { after: keyAt(last), limit: 1 });
      if (segment) last = place(segment.key);
      return segment;
    },
    /** A page behind all that is kept. */
    append: (entries: readonly Entry[], next: string | undefined): Promise<void> =>
      inOrder(() => {
        const key = keyAt(++last);
        const segment: Segment = { key, entries, ...(next === undefined ? {} : { next }) };
        return storage.write('segments', [[key, segment]]);
      }),
    /** New entries, newest first. */
    prepend: (entries: readonly Entry[]): Promise<void> =>
      inOrder(async () => {
        const oldestFirst = [...entries].reverse();
        const added = oldestFirst.map((entry): LogRow => ({ key: keyAt(--logged), entry })).reverse();
        rows = [...added, ...rows];
        if (rows.length <= foldAt) return storage.write('rowlog', added.map(asChange));
        const key = keyAt(--first);
        const folded = rows;
        rows = [];
        const segment: Segment = { key, entries: folded.flatMap(({ entry }) => entry ?? []) };
        await storage.write('segments', [[key, segment]]);
        await storage.write('rowlog', folded.map(asRemoval));
      }),
    /** Takes over what has become of kept entries; undefined for one that is gone, and with it what is kept of its words. */
    revise: (changes: ReadonlyMap<string, Entry | undefined>): Promise<void> =>
      inOrder(async () => {
        const left = new Set(changes.keys());
        const revised = (entries: readonly Entry[]): readonly Entry[] =>
          entries.flatMap((entry) => {
            if (!changes.has(entry.id)) return [entry];
            left.delete(entry.id);
            return changes.get(entry.id) ?? [];
          });
        const log: Change[] = [];
        rows = rows.flatMap((row) => {
          if (!row.entry || !changes.has(row.entry.id)) return [row];
          const [entry] = revised([row.entry]);
          const next = { ...row, ...(entry ? { entry } : {}) };
          log.push(entry ? asChange(next) : asRemoval(row));
          return entry ? [next] : [];
        });
        for (const [id, entry] of changes) if (!entry) log.push(asRemoval({ key: textKey(id) }));
        await storage.write('rowlog', log);
        for (let after = prefix; left.size > 0;) {
          const [segment] = await storage.list<Segment>('segments', prefix, { after, limit: 1 });
          if (!segment) return;
          after = segment.key;
          const before = left.size;
          const entries = revised(segment.entries);
          if (left.size < before) await storage.write('segments', [[after, { ...segment, entries }]]);
        }
      }),
    keepTexts: (texts: ReadonlyMap<string, string>): Promise<void> =>
      inOrder(() =>
        storage.write(
          'rowlog',
          [...texts].map(([id, text]) => asChange({ key: textKey(id), id, text })),
        ),
      ),
    /**
     * Begins anew with a page, because the backend went on so far that what is kept does not join up with it. The page
     * takes the place of what was kept in one step: a page that is left meanwhile leaves the one or the other.
     */
    replace: (entries: readonly Entry[], next: string | undefined): Promise<void> =>
      inOrder(async () => {
        first = last = logged = middle;
        rows = [];
        const removals = async (area: 'segments' | 'rowlog'): Promise<readonly Change[]> =>
          (await storage.list<{ readonly key: string }>(area, prefix)).map(asRemoval);
        await storage.write('rowlog', await removals('rowlog'));
        const key = keyAt(middle);
        const segment: Segment = { key, entries, ...(next === undefined ? {} : { next }) };
        await storage.write('segments', [...(await removals('segments')), [key, segment]]);
      }),
  };
}

export type EntryCache = ReturnType<typeof entryCache>;

const asChange = (row: LogRow): Change => [row.key, row];
const asRemoval = ({ key }: { readonly key: string }): Change => [key, undefined];
