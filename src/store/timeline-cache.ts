import type { Entry } from '../core/entry.js';
import type { Change } from './persistence.js';
import type { Storage } from './storage.js';

/** A page of entries as it came, newest first; `next` leads to what is older. */
export interface Segment {
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
export function timelineCache(storage: Storage, incidentId: string) {
  const prefix = `${encodeURIComponent(incidentId)}|`;
  const keyAt = (place: number): string => prefix + String(place).padStart(9, '0');
  let first = middle;
  let last = middle - 1;
  let logged = middle;
  let rows: LogRow[] = [];

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
    async append(entries: readonly Entry[], next: string | undefined): Promise<void> {
      const key = keyAt(++last);
      await storage.write('segments', [
        [key, { key, entries, ...(next === undefined ? {} : { next }) } satisfies Segment],
      ]);
    },
    /** New entries, newest first. */
    async prepend(entries: readonly Entry[]): Promise<void> {
      const added = [...entries].reverse().map((entry): LogRow => ({ key: keyAt(--logged), entry }));
      rows = [...added.reverse(), ...rows];
      if (rows.length <= foldAt)
        return storage.write(
          'rowlog',
          added.map((row): Change => [row.key, row]),
        );
      const key = keyAt(--first);
      const folded = rows;
      rows = [];
      await storage.write('segments', [
        [key, { key, entries: folded.flatMap(({ entry }) => (entry ? [entry] : [])) } satisfies Segment],
      ]);
      await storage.write(
        'rowlog',
        folded.map((row): Change => [row.key, undefined]),
      );
    },
    async keepTexts(texts: ReadonlyMap<string, string>): Promise<void> {
      await storage.write(
        'rowlog',
        [...texts].map(([id, text]): Change => [
          `${prefix}~${id}`,
          { key: `${prefix}~${id}`, id, text } satisfies LogRow,
        ]),
      );
    },
    /** Begins anew, because the backend went on so far that what is kept does not join up with it. */
    async clear(): Promise<void> {
      first = middle;
      last = middle - 1;
      logged = middle;
      rows = [];
      for (const area of ['segments', 'rowlog'] as const) {
        const kept = await storage.list<{ readonly key: string }>(area, prefix);
        if (kept.length > 0)
          await storage.write(
            area,
            kept.map(({ key }): Change => [key, undefined]),
          );
      }
    },
  };
}
