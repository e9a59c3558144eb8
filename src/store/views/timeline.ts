import type { EntryPage } from '../../adapters/adapter.js';
import type { Entry } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import { isSizeOf } from '../../core/file.js';
import { entryFromMutation } from '../../core/mutation.js';
import type { PageRequest } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import { unreadPart } from '../../core/query.js';
import type { OutboxRow } from '../row.js';
import { hasOtherReaders, shownState } from '../row.js';
import type { EntryView, LiveTimeline, TimelineState } from '../types.js';
import type { ViewParts } from '../view.js';
import { endless } from '../view.js';
import type { EntryCache } from './entry-cache.js';
import { entryCache } from './entry-cache.js';
import { createEntryLog } from './entry-log.js';

const firstPage = 100;
const nextPage = 500;
/** A refresh reads what is in view again, but not more than so many of the newest entries. */
const mostRead = 600;
/** The words of so many deferred entries in view are fetched again, and no sooner than after so long. */
const mostTexts = 50;
const textsEvery = 5 * 60_000;
/** So long an entry of our own stays although the backend's timeline does not tell of it. */
const patience = 60_000;
/** Our words are looked for among so many of the newest entries. */
const lookBack = 50;
/** The backend's clock is not ours. */
const clockTolerance = 10 * 60_000;

type Methods = Pick<LiveTimeline, 'loadMore' | 'loadTexts'>;

const sameWords = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind && a.text !== undefined && a.text.trim() === b.text?.trim();

/** Whether two entries tell of the same files. */
const sameFiles = ({ attachments: a = [] }: Entry, { attachments: b = [] }: Entry): boolean =>
  a.length > 0 &&
  a.length === b.length &&
  a.every(
    ({ name, size, type = '' }, at) =>
      name === b[at]?.name && (size === undefined || isSizeOf({ size, type }, b[at].size)),
  );

const sameContent = (a: Entry, b: Entry): boolean => sameWords(a, b) || sameFiles(a, b);

/** Whether a reading tells nothing new of an entry. Words that are kept elsewhere are no part of it. */
const unchanged = (known: Entry, told: Entry): boolean => {
  const { text, deferred, ...rest } = known;
  const { text: toldText, deferred: toldDeferred, ...toldRest } = told;
  return (
    (toldDeferred === true || (text === toldText && Boolean(deferred) === Boolean(toldDeferred))) &&
    equal(rest, toldRest)
  );
};

const isCopy = (own: Entry, entry: Entry): boolean =>
  sameContent(own, entry) && entry.recordedAt >= own.recordedAt - clockTolerance;

/** Everything that happened to one incident, newest first, our pending entries on top. */
export const incidentTimeline = (
  { views, adapter, author, storage, queue, now, ahead }: ViewParts,
  incidentId: string,
): LiveTimeline =>
  views.define<TimelineState, Methods>(`timeline|${incidentId}`, (view) => {
    const group = (): string => queue.groupOf(incidentId);
    const entries = createEntryLog();
    /** Entries known from the answer to our own write; the timeline may give them another id. */
    const mine = new Map<string, { readonly own: Entry; readonly since: Instant }>();
    /** Entries known to be some write of ours: the same words a second time are another entry. */
    const written = new Set<string>();
    const asked = new Set<string>();
    /** Deferred entries whose words have been fetched. */
    const fetched = new Set<string>();
    let textsAt = 0;
    let texts: ReadonlyMap<string, string> = new Map();
    let cache: EntryCache | undefined;
    let fromDevice: Promise<boolean> | undefined;
    let cachedAhead = false;
    let next: string | undefined;
    let total: number | null = null;
    /** What could not be read among the newest, and behind them. */
    let [unread, unreadBehind] = [0, 0];
    let known = false;
    let revision = 0;
    let shownRows: readonly OutboxRow[] | undefined;
    let shownEntries = 0;

    /** A page of the backend's timeline; one that it does not have is empty. */
    const readPage = async (id: string, page: PageRequest, signal?: AbortSignal): Promise<EntryPage> =>
      (await adapter.entries?.(id, page, signal ? { signal } : {})) ?? { items: [], total: 0 };

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
      for (const id of texts.keys()) fetched.add(id);
      entries.append(found.entries.map(withText));
      entries.append(found.segment.entries.map(withText));
      next = found.segment.next;
      cachedAhead = known = true;
      return true;
    };
    const kept = (): Promise<boolean> => (fromDevice ??= takeKept().catch(() => false));

    const takeFirst = (items: readonly Entry[], cursor: string | undefined): void => {
      const told = texts.size === 0 ? items : items.map(withText);
      // What is known from the answer to our own write only is kept when the backend tells of it.
      const news = told.filter(({ id }) => !entries.get(id) || mine.has(id));
      const fresh =
        entries.size === 0
          ? told
          : told.filter((entry) => !entries.get(entry.id) && !takesPlaceOfMine(entry));
      const joins =
        fresh.length < items.length ||
        (entries.size > 0 && items.length === 0) ||
        (cursor === undefined && entries.size > 0);
      if (joins) {
        revise(items, cursor === undefined);
        entries.prepend(fresh);
        for (const { id } of news) mine.delete(id);
        if (news.length > 0) void ownCache().prepend(news);
        // A first page that is also the last one holds everything there is.
        if (cursor === undefined) {
          next = undefined;
          cachedAhead = false;
        }
        return;
      }
      entries.clear();
      unreadBehind = 0;
      entries.append(fresh);
      next = cursor;
      cachedAhead = false;
      void ownCache().replace(fresh, cursor);
    };

    /** Takes over what has become of known entries: others words in their place, and those that are gone go. */
    const revise = (items: readonly Entry[], complete: boolean): void => {
      const changes = new Map<string, Entry | undefined>();
      for (const told of items) {
        const known = entries.get(told.id);
        if (!known || unchanged(known, told)) continue;
        const next = told.deferred ? { ...told, text: known.text, deferred: known.deferred } : told;
        entries.replace(told.id, next);
        changes.set(told.id, told);
      }
      const listed = new Set(items.map(({ id }) => id));
      const oldest = {
        recordedAt: Math.min(...items.map(({ recordedAt }) => recordedAt)),
        occurredAt: Math.min(...items.map(({ occurredAt }) => occurredAt)),
      };
      const gone = new Set<string>();
      // By both times, since backends do not agree which of them is the order.
      for (const { id, recordedAt, occurredAt } of entries.newest(complete ? entries.size : mostRead)) {
        if (listed.has(id) || now() - (mine.get(id)?.since ?? -Infinity) < patience) continue;
        if (complete || (recordedAt > oldest.recordedAt && occurredAt > oldest.occurredAt)) gone.add(id);
      }
      if (gone.size > 0) entries.remove(gone);
      for (const id of gone) {
        mine.delete(id);
        changes.set(id, undefined);
      }
      if (changes.size > 0) void ownCache().revise(changes);
    };

    /** Words that were fetched once may have been taken back since. */
    const refreshTexts = async (signal: AbortSignal): Promise<void> => {
      if (now() - textsAt < textsEvery) return;
      const { from, to } = entries.looked();
      const ids = entries
        .newest(to + 1)
        .slice(from, from + mostTexts)
        .flatMap(({ id, text }) => (text !== undefined && fetched.has(id) ? [id] : []));
      if (ids.length === 0 || !adapter.entryTexts) return;
      textsAt = now();
      const found = await adapter.entryTexts(queue.backendId(group()), ids, { signal });
      for (const id of ids) {
        const entry = entries.get(id);
        const text = found.get(id) ?? '';
        if (entry && entry.text !== text) entries.replace(id, { ...entry, text });
      }
      keepTexts(new Map(ids.map((id) => [id, found.get(id) ?? ''])));
    };

    const keepTexts = (found: ReadonlyMap<string, string>): void => {
      texts = new Map([...texts, ...found]);
      for (const id of found.keys()) fetched.add(id);
      void ownCache().keepTexts(found);
    };

    /** The answer to our own write, which the timeline may have told of already, perhaps under another id. */
    const takeMine = (own: Entry): void => {
      const told =
        entries.get(own.id) ??
        entries
          .newest(lookBack)
          .find((entry) => !written.has(entry.id) && (entry.key === own.key || isCopy(own, entry)));
      if (!told) {
        mine.set(own.id, { own, since: now() });
        entries.prepend([own]);
      }
      written.add(told?.id ?? own.id);
    };

    const takesPlaceOfMine = (entry: Entry): boolean => {
      for (const [id, { own }] of mine) {
        const isMine =
          id !== entry.id && ((own.key !== undefined && own.key === entry.key) || sameContent(own, entry));
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
        const createdAt = row.mutation.createdAt + ahead();
        const entry = entryFromMutation({ ...row.mutation, createdAt }, person);
        if (entry && !arrived(row, entry, newest))
          pending.unshift(
            Object.freeze({
              entry,
              pending: shownState(row, rows),
              ...(hasOtherReaders(row) ? {} : { key: row.key }),
            }),
          );
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
        const id = queue.backendId(group());
        const { to: deepest } = entries.looked();
        const deep = Math.min(deepest + 1, mostRead, entries.size);
        const page = await readPage(id, { limit: firstPage }, signal);
        const items = [...page.items];
        let faulty = page.unread ?? 0;
        let cursor = page.next;
        while (cursor !== undefined && items.length < deep) {
          const behind = await readPage(id, { limit: nextPage, cursor }, signal);
          items.push(...behind.items);
          faulty += behind.unread ?? 0;
          cursor = behind.items.length > 0 ? behind.next : undefined;
        }
        if (signal.aborted) return;
        takeFirst(items, cursor);
        total = page.total;
        unread = faulty;
        known = true;
        await refreshTexts(signal).catch(() => undefined);
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
          ...unreadPart(unread + unreadBehind),
          hasMore: next !== undefined || cachedAhead,
          total: total === null ? null : Math.max(total, entries.size),
        };
      },
      forget() {
        entries.clear();
        texts = new Map();
        mine.clear();
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
          const page = await readPage(queue.backendId(group()), { limit: nextPage, cursor });
          // A refresh in between has begun the timeline anew.
          if (next !== cursor) return;
          const older = page.items.map(withText).filter((entry) => !entries.get(entry.id));
          if (older.length === 0 && page.items.length > 0 && page.next !== undefined) throw endless();
          entries.append(older);
          unreadBehind += page.unread ?? 0;
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
              for (const id of wanted) {
                const entry = entries.get(id);
                // No words are an answer, too; otherwise they would be asked for again and again.
                if (entry) entries.replace(id, { ...entry, text: found.get(id) ?? '', deferred: false });
              }
              keepTexts(found);
            } finally {
              for (const id of wanted) asked.delete(id);
            }
          });
        },
      },
    };
  });
