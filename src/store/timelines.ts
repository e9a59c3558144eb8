import type { Entry } from '../core/entry.js';
import type { IncidentError } from '../core/errors.js';
import { toIncidentError } from '../core/errors.js';
import { entryFromMutation } from '../core/mutation.js';
import { createEntryLog } from './entry-log.js';
import type { OutboxRow } from './outbox.js';
import { timelineCache } from './timeline-cache.js';
import type { EntryView, LiveTimeline, TimelineState } from './types.js';
import type { ViewKit } from './views.js';

const firstPage = 100;
const nextPage = 500;
/** Our words are looked for among so many of the newest entries. */
const lookBack = 50;
/** The backend's clock is not ours. */
const clockTolerance = 10 * 60_000;

/** Everything that happened to one incident, newest first, our pending entries on top. */
export function incidentTimeline(kit: ViewKit, incidentId: string): LiveTimeline {
  const { adapter, author, storage, queue, readers, liveWith } = kit;
  const { batched, createLive, shownState } = kit.tools;
  const group = (): string => queue.groupOf(incidentId);
  const entries = createEntryLog();
  /** Entries known from the answer to our own write; the timeline may give them another id. */
  const mine = new Map<string, Entry>();
  /** Entries known to be some write of ours: the same words a second time are another entry. */
  const written = new Set<string>();
  const asked = new Set<string>();
  let texts: ReadonlyMap<string, string> = new Map();
  let cache: ReturnType<typeof timelineCache> | undefined;
  let cachedAhead = false;
  let revision = 0;
  let next: string | undefined;
  let total: number | null = null;
  let known = false;
  let cached = false;
  let sideError: IncidentError | undefined;
  let more: Promise<void> | undefined;
  let unsubscribe: (() => void)[] = [];

  const live = createLive<TimelineState>(
    {
      state: 'loading',
      refreshing: false,
      cached: false,
      entries: entries.log,
      revision,
      hasMore: false,
      total: null,
    },
    { start, stop },
  );
  const ownCache = (): ReturnType<typeof timelineCache> =>
    (cache ??= timelineCache(storage, queue.backendId(group())));

  const reader = readers.create({
    async read(abort) {
      const page = await adapter.entries(queue.backendId(group()), { limit: firstPage }, { signal: abort });
      if (abort.aborted) return;
      takeFirst(page.items, page.next);
      total = page.total;
      known = true;
      cached = false;
      sideError = undefined;
      compute();
    },
    needed: () => !queue.isNew(group()),
    changed: recount,
    concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
  });

  function takeFirst(items: readonly Entry[], cursor: string | undefined): void {
    const told = texts.size === 0 ? items : items.map(withText);
    const fresh =
      entries.size === 0 ? told : told.filter((entry) => !entries.get(entry.id) && !takesPlaceOfMine(entry));
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
  }

  const withText = (entry: Entry): Entry => {
    const text = entry.deferred ? texts.get(entry.id) : undefined;
    return text === undefined ? entry : { ...entry, text, deferred: false };
  };

  const sameWords = (a: Entry, b: Entry): boolean =>
    a.kind === b.kind && a.text !== undefined && a.text.trim() === b.text?.trim();

  const isCopy = (own: Entry, entry: Entry): boolean =>
    sameWords(own, entry) && entry.recordedAt >= own.recordedAt - clockTolerance;

  /** The answer to our own write, which the timeline may have told of already, perhaps under another id. */
  function takeMine(own: Entry): void {
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
  }

  function takesPlaceOfMine(entry: Entry): boolean {
    for (const [id, own] of mine) {
      if (id === entry.id || (!(own.key !== undefined && own.key === entry.key) && !sameWords(own, entry)))
        continue;
      entries.replace(id, entry);
      mine.delete(id);
      written.add(entry.id);
      return true;
    }
    return false;
  }

  /** The backend's copy of a mutation can be there before its answer is. */
  function arrived(row: OutboxRow, pending: Entry, newest: readonly Entry[]): boolean {
    return newest.some(
      (entry) =>
        entry.key === row.key ||
        (row.state === 'sending' && !written.has(entry.id) && isCopy(pending, entry)),
    );
  }

  function pendingViews(): readonly EntryView[] {
    const rows = queue.rows(group());
    if (rows.length === 0) return [];
    const newest = entries.newest(lookBack);
    const person = author === '' ? undefined : { id: author, name: author };
    const views: EntryView[] = [];
    for (const row of rows) {
      const entry = entryFromMutation(row.mutation, person);
      if (entry && !arrived(row, entry, newest))
        views.unshift(Object.freeze({ entry, pending: shownState(row, rows), key: row.key }));
    }
    return views;
  }

  function recount(): void {
    const { error, ...loaded } = reader.loaded(
      entries.log.length > 0 ? 'some' : known ? 'empty' : 'none',
      cached,
    );
    const shownError = error ?? sideError;
    live.set({
      ...loaded,
      ...(shownError ? { error: shownError } : {}),
      entries: entries.log,
      revision,
      hasMore: next !== undefined || cachedAhead,
      total: total === null ? null : Math.max(total, entries.size),
    });
  }

  function compute(): void {
    entries.setPending(pendingViews());
    revision++;
    recount();
  }
  const recompute = batched(compute);

  async function fromCache(): Promise<void> {
    const found = await ownCache().newest();
    if (!found || known || entries.size > 0) return;
    texts = found.texts;
    entries.append(found.entries.map(withText));
    entries.append(found.segment.entries.map(withText));
    next = found.segment.next;
    cachedAhead = true;
    known = cached = true;
    compute();
  }

  function start(): void {
    unsubscribe = [
      kit.queued.on((other) => {
        // Wiped: what a request still brings does not join anything any more.
        if (other === undefined) {
          entries.clear();
          next = undefined;
        }
        if (other === undefined || other === group()) recompute();
      }),
      kit.confirmed.on(({ row, answer: { entry } }) => {
        if (row.group !== group()) return;
        if (entry) takeMine(entry.key === undefined ? { ...entry, key: row.key } : entry);
        compute();
        reader.invalidate();
      }),
    ];
    void queue.ready
      .catch(() => undefined)
      .then(async () => {
        if (!known && !queue.isNew(group())) await fromCache();
        if (live.active) reader.start();
        compute();
      });
    compute();
  }

  function stop(): void {
    reader.stop();
    for (const end of unsubscribe) end();
  }

  async function loadMore(): Promise<void> {
    if (reader.refreshing) await reader.refresh();
    if (cachedAhead) {
      const segment = await ownCache().older();
      if (segment) {
        entries.append(segment.entries.map(withText));
        next = segment.next;
        return compute();
      }
      cachedAhead = false;
    }
    if (next === undefined) return recount();
    const cursor = next;
    try {
      const page = await adapter.entries(queue.backendId(group()), { limit: nextPage, cursor });
      if (next !== cursor) return;
      const older = page.items.map(withText).filter((entry) => !entries.get(entry.id));
      entries.append(older);
      next = page.next;
      sideError = undefined;
      void ownCache().append(older, page.next);
    } catch (error) {
      sideError = toIncidentError(error);
    }
    compute();
  }

  async function loadTexts(entryIds: readonly string[]): Promise<void> {
    const wanted = entryIds.filter((id) => entries.get(id)?.deferred === true && !asked.has(id));
    if (wanted.length === 0 || !adapter.entryTexts) return;
    for (const id of wanted) asked.add(id);
    try {
      const found = await adapter.entryTexts(queue.backendId(group()), wanted);
      texts = new Map([...texts, ...found]);
      for (const id of wanted) {
        const entry = entries.get(id);
        // No words are an answer, too; otherwise they would be asked for again and again.
        if (entry) entries.replace(id, { ...entry, text: found.get(id) ?? '', deferred: false });
      }
      void ownCache().keepTexts(found);
    } catch (error) {
      sideError = toIncidentError(error);
    } finally {
      for (const id of wanted) asked.delete(id);
    }
    compute();
  }

  return liveWith(live, {
    refresh: () => reader.refresh(),
    loadMore: () => (more ??= loadMore().finally(() => (more = undefined))),
    loadTexts,
  });
}
