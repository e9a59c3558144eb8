import type { Incident } from '../../core/incident.js';
import { queryKey } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import { compileQuery } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import { fromCreate } from '../bases.js';
import type { IncidentListState, IncidentView, LivePages } from '../types.js';
import type { ViewParts } from '../view.js';

/** What is kept of a list, so that one read gives the first paint of the next visit. */
interface CachedPage {
  readonly items: readonly Incident[];
  readonly next?: string;
  readonly total: number | null;
  readonly at: Instant;
}

const untouched: readonly never[] = [];

/** So long a new incident stays in view although the backend's list does not have it yet. */
const patience = 60_000;

/** Incidents that match a query, page by page, with our own pending ones on top. */
export function incidentList(
  { views, adapter, storage, queue, bases, now }: ViewParts,
  query: IncidentQuery,
  pageSize: number,
): LivePages<IncidentListState> {
  const key = `list|${String(pageSize)}|${queryKey(query)}`;
  return views.define<IncidentListState, Pick<LivePages<IncidentListState>, 'loadMore'>>(key, (view) => {
    const matches = compileQuery(query);
    /** The backend alone knows where it looks for words, and by what it knows a caller. */
    const fits = compileQuery({ ...query, text: undefined, callerId: undefined });
    /** Searches by words are too many to keep. */
    const cacheable = query.text === undefined;
    /** Incidents logged here that the backend's list may not have yet, by the time they went through. */
    const mine = new Map<string, Instant>();
    let ids: readonly string[] | undefined;
    /** Incidents that have left the list by what was done here, before the backend's list says so. */
    const left = new Set<string>();
    /** How many of them the backend has told of in this visit. */
    let told = 0;
    let next: string | undefined;
    let total: number | null = null;

    const take = (items: readonly Incident[], mark: number): string[] => [
      ...new Set(items.map((incident) => bases.put(incident, mark).id)),
    ];

    /** New incidents that wait to be sent and would be in this list. */
    const pendingViews = (listed: ReadonlySet<string>): IncidentView[] => {
      const clients = new Set<string>();
      for (const id of listed) {
        const client = bases.get(id)?.clientId;
        if (client !== undefined) clients.add(client);
      }
      const found: IncidentView[] = [];
      for (const [group, rows] of queue.groups()) {
        const incident = queue.isNew(group) && !clients.has(group) ? fromCreate(rows) : undefined;
        if (!incident) continue;
        const shown = bases.view(incident, rows);
        if (matches(shown.incident)) found.push(shown);
      }
      return found;
    };

    /** What was shown last, as long as no record has changed since. */
    let shown:
      | {
          readonly ids: readonly string[] | undefined;
          readonly revision: number;
          readonly items: readonly IncidentView[];
        }
      | undefined;

    /** The backend's list as it is, while nothing has been done here that it does not know; undefined otherwise. */
    const plain = (): readonly IncidentView[] | undefined => {
      if (queue.groups().size > 0 || mine.size > 0 || left.size > 0) return undefined;
      const { revision } = bases;
      if (shown?.ids !== ids || shown?.revision !== revision) {
        const known = (ids ?? []).flatMap((id) => bases.get(id) ?? []);
        shown = { ids, revision, items: Object.freeze(known.map((base) => bases.view(base, untouched))) };
      }
      return shown.items;
    };

    /** The list with what was done here on top of it, and how many have left it by that. */
    const overlaid = (): { readonly items: readonly IncidentView[]; readonly hidden: number } => {
      const listed = new Set(ids);
      const items = pendingViews(listed);
      const pending = new Set(items.map(({ incident }) => incident.id));
      for (const id of mine.keys()) {
        const base = bases.get(id);
        if (!base || (listed.has(id) ? pending.has(id) : !matches(base))) continue;
        items.push(bases.view(base, queue.rows(queue.groupOf(id))));
      }
      let hidden = 0;
      for (const id of listed) {
        const base = bases.get(id);
        if (!base || mine.has(id)) continue;
        const view = bases.view(base, queue.rows(queue.groupOf(id)));
        // What was just resolved here does not wait in a list of open ones for the backend's answer.
        if (left.has(id) || (view.pending !== undefined && !fits(view.incident))) hidden++;
        else items.push(view);
      }
      return { items: Object.freeze(items), hidden };
    };

    return {
      concerns: () => true,
      async read(signal) {
        const mark = bases.mark();
        const first = await adapter.list(query, { limit: pageSize }, { signal });
        const items = new Map(first.items.map((incident) => [incident.id, incident]));
        let cursor = first.next;
        // As many as are shown, so that nobody loses the place in a long list.
        while (cursor !== undefined && items.size < told) {
          const before = items.size;
          const page = await adapter.list(query, { limit: pageSize, cursor }, { signal });
          for (const incident of page.items) items.set(incident.id, incident);
          // Pages without news would go on for ever.
          cursor = items.size > before ? page.next : undefined;
        }
        if (signal.aborted) return;
        ids = take([...items.values()], mark);
        told = ids.length;
        left.clear();
        next = cursor;
        total = first.total;
        for (const [id, since] of mine) if (ids.includes(id) || now() - since > patience) mine.delete(id);
        if (!cacheable) return;
        const page: CachedPage = {
          items: first.items,
          ...(first.next === undefined ? {} : { next: first.next }),
          total: first.total,
          at: now(),
        };
        void storage.write('pages', [[key, page]]);
      },
      async cached() {
        const page = cacheable ? await storage.get<CachedPage>('pages', key) : undefined;
        if (ids || !page || !Array.isArray(page.items)) return undefined;
        // Mark 0: whatever is known otherwise is newer than the cache.
        ids = take(page.items, 0);
        next = page.next;
        total = page.total;
        return { at: page.at };
      },
      confirmed({ row, answer: { incident } }) {
        if (!incident) return;
        if (row.mutation.intent.kind === 'create') mine.set(incident.id, now());
        if (fits(incident)) left.delete(incident.id);
        else left.add(incident.id);
      },
      select() {
        const present = plain();
        const { items, hidden } = present ? { items: present, hidden: 0 } : overlaid();
        return {
          content: items.length > 0 ? 'some' : ids ? 'empty' : 'none',
          items,
          total: total === null ? null : Math.max(total - hidden, items.length),
          hasMore: next !== undefined,
        };
      },
      methods: {
        loadMore: view.further(async () => {
          if (next === undefined) return;
          const cursor = next;
          const mark = bases.mark();
          const page = await adapter.list(query, { limit: pageSize, cursor });
          // A refresh in between has begun the list anew.
          if (next !== cursor) return;
          ids = [...new Set([...(ids ?? []), ...take(page.items, mark)])];
          told = ids.length;
          next = page.next;
        }),
      },
    };
  });
}
