import { toIncidentError } from '../core/errors.js';
import type { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { IncidentQuery } from '../core/query.js';
import { compileQuery } from '../core/query.js';
import type { Instant } from '../core/time.js';
import { fromCreate } from './overlay.js';
import type { IncidentListState, IncidentView, LivePages } from './types.js';
import type { ViewKit } from './views.js';

/** What is kept of a list, so that one read gives the first paint of the next visit. */
interface CachedPage {
  readonly items: readonly Incident[];
  readonly next?: string;
  readonly total: number | null;
  readonly at: Instant;
}

/** A refresh reads again at most so many pages of what has been loaded. */
const mostPages = 10;
/** So long a new incident stays in view although the backend's list does not have it yet. */
const patience = 60_000;

/** Incidents that match a query, page by page, with our own pending ones on top. */
export function incidentList(
  kit: ViewKit,
  query: IncidentQuery,
  pageSize: number,
  cacheKey: string,
): LivePages<IncidentListState> {
  const { adapter, storage, queue, bases, overlays, readers, now, liveWith } = kit;
  const { batched, createLive } = kit.tools;
  const matches = compileQuery(query);
  /** Searches by words are too many to keep. */
  const cacheable = query.text === undefined;
  const mine = new Map<string, Instant>();
  let ids: readonly string[] | undefined;
  let next: string | undefined;
  let total: number | null = null;
  let cachedAt: Instant | undefined;
  let askedCache = false;
  let moreError: IncidentError | undefined;
  let more: Promise<void> | undefined;
  let unsubscribe: (() => void)[] = [];

  const live = createLive<IncidentListState>(
    { state: 'loading', refreshing: false, cached: false, items: [], total: null, hasMore: false },
    { start, stop },
  );

  const reader = readers.create({
    async read(abort) {
      const mark = bases.mark();
      const wanted = cachedAt === undefined ? (ids?.length ?? 0) : 0;
      let page = await adapter.list(query, { limit: pageSize }, { signal: abort });
      const first = page;
      const items = [...page.items];
      for (let pages = 1; page.next !== undefined && items.length < wanted && pages < mostPages; pages++) {
        page = await adapter.list(query, { limit: pageSize, cursor: page.next }, { signal: abort });
        items.push(...page.items);
      }
      if (abort.aborted) return;
      ids = take(items, mark);
      next = page.next;
      total = first.total;
      cachedAt = undefined;
      moreError = undefined;
      for (const [id, since] of mine) if (ids.includes(id) || now() - since > patience) mine.delete(id);
      if (cacheable)
        void storage.write('pages', [
          [
            cacheKey,
            { items: first.items, next: first.next, total: first.total, at: now() } satisfies CachedPage,
          ],
        ]);
    },
    changed: compute,
    concerns: () => true,
  });

  function take(items: readonly Incident[], mark: number): string[] {
    const taken = new Set<string>();
    for (const incident of items) taken.add(bases.put(incident, mark).id);
    return [...taken];
  }

  function compute(): void {
    const views: IncidentView[] = [];
    const listed = new Set(ids);
    const clients = new Set<string>();
    for (const id of listed) {
      const client = bases.get(id)?.clientId;
      if (client !== undefined) clients.add(client);
    }
    for (const [group, rows] of queue.groups()) {
      const incident = queue.isNew(group) && !clients.has(group) ? fromCreate(rows) : undefined;
      if (!incident) continue;
      const view = overlays.view(incident, rows);
      if (matches(view.incident)) views.push(view);
    }
    for (const id of [...mine.keys(), ...listed]) {
      const base = bases.get(id);
      if (
        !base ||
        (mine.has(id) && (listed.has(id) ? views.some(({ incident }) => incident.id === id) : !matches(base)))
      )
        continue;
      views.push(overlays.view(base, queue.rows(queue.groupOf(id))));
    }
    const { error, fetchedAt, ...loaded } = reader.loaded(
      views.length > 0 ? 'some' : ids ? 'empty' : 'none',
      cachedAt !== undefined,
    );
    const shownError = error ?? moreError;
    const at = cachedAt ?? fetchedAt;
    live.set({
      ...loaded,
      ...(shownError ? { error: shownError } : {}),
      ...(at === undefined ? {} : { fetchedAt: at }),
      items: Object.freeze(views),
      total: total === null ? null : Math.max(total, views.length),
      hasMore: next !== undefined,
    });
  }
  const recompute = batched(compute);

  async function fromCache(): Promise<void> {
    askedCache = true;
    const page = cacheable ? await storage.get<CachedPage>('pages', cacheKey) : undefined;
    if (ids || !page || !Array.isArray(page.items)) return;
    // Mark 0: whatever is known otherwise is newer than the cache.
    ids = take(page.items, 0);
    next = page.next;
    total = page.total;
    cachedAt = page.at;
    compute();
  }

  function start(): void {
    unsubscribe = [
      kit.recorded.on(recompute),
      kit.queued.on(recompute),
      kit.confirmed.on(({ row, answer: { incident } }) => {
        if (row.mutation.intent.kind === 'create' && incident) mine.set(incident.id, now());
        reader.invalidate();
      }),
    ];
    if (!askedCache) void fromCache();
    reader.start();
    compute();
  }

  function stop(): void {
    reader.stop();
    for (const end of unsubscribe) end();
  }

  async function loadMore(): Promise<void> {
    if (reader.refreshing) await reader.refresh();
    if (next === undefined) return;
    const cursor = next;
    try {
      const mark = bases.mark();
      const page = await adapter.list(query, { limit: pageSize, cursor });
      // A refresh in between has begun the list anew.
      if (next !== cursor) return;
      ids = [...new Set([...(ids ?? []), ...take(page.items, mark)])];
      next = page.next;
      moreError = undefined;
    } catch (error) {
      moreError = toIncidentError(error);
    }
    compute();
  }

  return liveWith(live, {
    refresh: () => reader.refresh(),
    loadMore: () => (more ??= loadMore().finally(() => (more = undefined))),
  });
}
