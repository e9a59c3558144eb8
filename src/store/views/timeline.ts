import type { Entry } from '../../core/entry.js';
import { entryFromMutation } from '../../core/mutation.js';
import type { OutboxRow } from '../row.js';
import { shownState } from '../row.js';
import type { EntryView, LiveTimeline, TimelineState } from '../types.js';
import type { ViewParts } from '../view.js';
import type { EntryCache } from './entry-cache.js';
import { entryCache } from './entry-cache.js';
import { createEntryLog } from './entry-log.js';

const firstPage = 100;
const nextPage = 500;
/** Our words are looked for among so many of the newest entries. */
const lookBack = 50;
/** The backend's clock is not ours. */
const clockTolerance = 10 * 60_000;

type Methods = Pick<LiveTimeline, 'loadMore' | 'loadTexts'>;

const sameWords = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind && a.text !== undefined && a.text.trim() === b.text?.trim();

const isCopy = (own: Entry, entry: Entry): boolean =>
  sameWords(own, entry) && entry.recordedAt >= own.recordedAt - clockTolerance;

/** Everything that happened to one incident, newest first, our pending entries on top. */
export const incidentTimeline = (
  { views, adapter, author, storage, queue }: ViewParts,
  incidentId: string,
): LiveTimeline =>
  views.define<TimelineState, Methods>(`timeline|${incidentId}`, (view) => {
    const group = (): string => queue.groupOf(incidentId);
    const entries = createEntryLog();
    /** Entries known from the answer to our own write; the timeline may give them another id. */
    const mine = new Map<string, Entry>();
    /** Entries known to be some write of ours: the same words a second time are another entry. */
    const written = new Set<string>();
    const asked = new Set<string>();
    let texts: ReadonlyMap<string, string> = new Map();
    let cache: EntryCache | undefined;
    let fromDevice: Promise<boolean> | undefined;
    let cachedAhead = false;
    let next: string | undefined;
    let total: number | null = null;
    let known = false;
    let revision = 0;
    let shownRows: readonly OutboxRow[] | undefined;
    let shownEntries = 0;

    const ownCache = (): EntryCache => (cache ??= entryCache(storage, queue.backendId(group())));

    const withText = (entry: Entry): Entry => {
      const text = entry.deferred ? texts.get(entry.id) : undefined;
      return text === undefined ? entry : { ...entry, text, deferred: false };
    };

    /** What is kept on this device; whether there was anything. */
    const takeKept = async (): Promise<boolean> => {
      if (queue.isNew(group())) return false;
      const found = await ownCache().newest();
      if (!found || known || entries.size > 0) return false;
      texts = found.texts;
      entries.append(found.entries.map(withText));
      entries.append(found.segment.entries.map(withText));
      next = found.segment.next;
      cachedAhead = known = true;
      return true;
    };
    const kept = (): Promise<boolean> => (fromDevice ??= takeKept().catch(() => false));

    const takeFirst = (items: readonly Entry[], cursor: string | undefined): void => {
      const told = texts.size === 0 ? items : items.map(withText);
      const fresh =
        entries.size === 0
          ? told
          : told.filter((entry) => !entries.get(entry.id) && !takesPlaceOfMine(entry));
      const joins =
        fresh.length < items.length ||
        (entries.size > 0 && items.length === 0) ||
        (cursor === undefined && entries.size > 0);
      if (joins) {
        entries.prepend(fresh);
        if (fresh.length > 0) void ownCache().prepend(fresh);
        // A first page that is also the last one holds everything there is.
        if (cursor === undefined) {
          next = undefined;
          cachedAhead = false;
        }
        return;
      }
      entries.clear();
      entries.append(fresh);
      next = cursor;
      cachedAhead = false;
      const keep = ownCache();
      void keep.clear();
      void keep.append(fresh, cursor);
    };

    /** The answer to our own write, which the timeline may have told of already, perhaps under another id. */
    const takeMine = (own: Entry): void => {
      const told =
        entries.get(own.id) ??
        entries
          .newest(lookBack)
          .find((entry) => !written.has(entry.id) && (entry.key === own.key || isCopy(own, entry)));
      if (!told) {
        mine.set(own.id, own);
        entries.prepend([own]);
      }
      written.add(told?.id ?? own.id);
    };

    const takesPlaceOfMine = (entry: Entry): boolean => {
      for (const [id, own] of mine) {
        const isMine =
          id !== entry.id && ((own.key !== undefined && own.key === entry.key) || sameWords(own, entry));
        if (!isMine) continue;
        entries.replace(id, entry);
        mine.delete(id);
        written.add(entry.id);
        return true;
      }
      return false;
    };

    /** The backend's copy of a mutation can be there before its answer is. */
    const arrived = (row: OutboxRow, pending: Entry, newest: readonly Entry[]): boolean =>
      newest.some(
        (entry) =>
          entry.key === row.key ||
          (row.state === 'sending' && !written.has(entry.id) && isCopy(pending, entry)),
      );

    const pendingViews = (rows: readonly OutboxRow[]): readonly EntryView[] => {
      if (rows.length === 0) return [];
      const newest = entries.newest(lookBack);
      const person = author === '' ? undefined : { id: author, name: author };
      const pending: EntryView[] = [];
      for (const row of rows) {
        const entry = entryFromMutation(row.mutation, person);
        if (entry && !arrived(row, entry, newest))
          pending.unshift(Object.freeze({ entry, pending: shownState(row, rows), key: row.key }));
      }
      return pending;
    };

    return {
      concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
      // Whether it exists at the backend is known once the outbox has been read.
      after: queue.ready,
      needed: () => !queue.isNew(group()),
      async read(signal) {
        // The answer is joined to what is kept.
        await kept();
        const page = await adapter.entries(queue.backendId(group()), { limit: firstPage }, { signal });
        if (signal.aborted) return;
        takeFirst(page.items, page.next);
        total = page.total;
        known = true;
      },
      cached: async () => ((await kept()) ? {} : undefined),
      confirmed({ row, answer: { entry } }) {
        if (entry) takeMine(entry.key === undefined ? { ...entry, key: row.key } : entry);
      },
      select() {
        const rows = queue.rows(group());
        if (rows !== shownRows || entries.revision !== shownEntries) {
          shownRows = rows;
          shownEntries = entries.revision;
          entries.setPending(pendingViews(rows));
          revision++;
        }
        return {
          content: entries.log.length > 0 ? 'some' : known ? 'empty' : 'none',
          entries: entries.log,
          revision,
          hasMore: next !== undefined || cachedAhead,
          total: total === null ? null : Math.max(total, entries.size),
        };
      },
      forget() {
        entries.clear();
        texts = new Map();
        next = undefined;
        cachedAhead = false;
      },
      methods: {
        loadMore: view.further(async () => {
          if (cachedAhead) {
            const segment = await ownCache().older();
            if (segment) {
              entries.append(segment.entries.map(withText));
              next = segment.next;
              return;
            }
            cachedAhead = false;
          }
          if (next === undefined) return;
          const cursor = next;
          const page = await adapter.entries(queue.backendId(group()), { limit: nextPage, cursor });
          // A refresh in between has begun the timeline anew.
          if (next !== cursor) return;
          const older = page.items.map(withText).filter((entry) => !entries.get(entry.id));
          entries.append(older);
          next = page.next;
          void ownCache().append(older, page.next);
        }),
        async loadTexts(entryIds) {
          const wanted = entryIds.filter((id) => entries.get(id)?.deferred === true && !asked.has(id));
          const fetchTexts = adapter.entryTexts?.bind(adapter);
          if (wanted.length === 0 || !fetchTexts) return;
          for (const id of wanted) asked.add(id);
          await view.ask(async () => {
            try {
              const found = await fetchTexts(queue.backendId(group()), wanted);
              texts = new Map([...texts, ...found]);
              for (const id of wanted) {
                const entry = entries.get(id);
                // No words are an answer, too; otherwise they would be asked for again and again.
                if (entry) entries.replace(id, { ...entry, text: found.get(id) ?? '', deferred: false });
              }
              void ownCache().keepTexts(found);
            } finally {
              for (const id of wanted) asked.delete(id);
            }
          });
        },
      },
    };
  });
