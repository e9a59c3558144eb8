import type { Incident } from '../../core/incident.js';
import { queryKey } from '../../core/query.js';
import type { IdField, IncidentQuery } from '../../core/query.js';
import { compileQuery, compileStray, provenFields, unreadPart } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { Base } from '../bases.js';
import type { IncidentListState, IncidentView, LivePages } from '../types.js';
import type { ViewParts } from '../view.js';
import { endless } from '../view.js';

/** What is kept of a list, so that one read gives the first paint of the next visit. */
interface CachedPage {
  readonly items: readonly Incident[];
  readonly next?: string;
  readonly total: number | null;
  readonly strayed?: true;
  readonly unread?: number;
  readonly at: Instant;
}

/** So long a new incident stays in view although the backend's list does not have it yet. */
const patience = 60_000;

/** So many pages more are read where a backend that ignores what it is asked has answered with nothing that fits. */
const mostStrayed = 10;

/** A record that two pages bring counts once. */
const distinct = (incidents: readonly Incident[]): readonly Incident[] => [
  ...new Map(incidents.map((incident) => [incident.id, incident])).values(),
];

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
    const { exact = [] } = adapter.traits;
    let proven: readonly IdField[] = [];
    let showsStray = compileStray(query);
    /** Ids of those of which the adapter says so. */
    const unasked = new Set<string>();
    const isStray = (incident: Incident): boolean => unasked.has(incident.id) || showsStray(incident);
    /** Ids tell only once records have carried them. */
    const learn = (incidents: Iterable<Incident>, others: readonly string[] = []): void => {
      for (const id of others) unasked.add(id);
      const open = exact.filter((field) => !proven.includes(field));
      if (open.length === 0) return;
      proven = [...proven, ...provenFields(query, open, incidents)];
      showsStray = compileStray(query, proven);
    };
    /** Searches by words are too many to keep. */
    const cacheable = query.text === undefined;
    /** Incidents logged here that the backend's list may not have yet, by the time they went through. */
    const mine = new Map<string, Instant>();
    /** What the backend lists, in its order. */
    let listed: readonly Base[] | undefined;
    /** Incidents that have left the list by what was done here, before the backend's list says so. */
    const left = new Set<string>();
    /** How many of them the backend has told of in this visit. */
    let told = 0;
    let next: string | undefined;
    let total: number | null = null;
    /** So many it has answered in a way that cannot be read. */
    let unread = 0;
    /** The backend has answered with what was not asked for. */
    let strayed = false;
    /** Ids of what it answered so. */
    const strays = new Set<string>();

    /** What was asked for. A count that holds the rest as well would promise lines that never come. */
    const asked = (items: readonly Incident[]): readonly Incident[] =>
      items.filter((incident) => {
        if (!isStray(incident)) return true;
        strays.add(incident.id);
        strayed = true;
        total = null;
        return false;
      });

    /** New incidents that wait to be sent and would be in this list. */
    const pendingViews = (): IncidentView[] => {
      const clients = new Set(listed?.map(({ incident }) => incident.clientId));
      const found: IncidentView[] = [];
      for (const [group, rows] of queue.groups()) {
        const incident = queue.isNew(group) && !clients.has(group) ? bases.created(rows) : undefined;
        if (!incident) continue;
        const shown = bases.view(incident, rows);
        if (matches(shown.incident)) found.push(shown);
      }
      return found;
    };

    /** What was shown last, as long as no record has changed since. */
    let shown:
      | {
          readonly of: readonly Base[];
          readonly revision: number;
          readonly items: readonly IncidentView[];
        }
      | undefined;

    /** The backend's list as it is, while nothing has been done here that it does not know; undefined otherwise. */
    const plain = (): readonly IncidentView[] | undefined => {
      if (queue.groups().size > 0 || mine.size > 0 || left.size > 0 || !listed) return undefined;
      const { revision } = bases;
      if (shown?.of !== listed || shown.revision !== revision)
        shown = { of: listed, revision, items: Object.freeze(listed.map(({ view }) => view)) };
      return shown.items;
    };

    /** The list with what was done here on top of it, and how many have left it by that. */
    const overlaid = (): { readonly items: readonly IncidentView[]; readonly hidden: number } => {
      const ids = new Set(listed?.map(({ incident }) => incident.id));
      const items = pendingViews();
      const pending = new Set(items.map(({ incident }) => incident.id));
      for (const id of mine.keys()) {
        const base = bases.get(id);
        if (!base || (ids.has(id) ? pending.has(id) : !matches(base))) continue;
        items.push(bases.view(base, queue.rows(queue.groupOf(id))));
      }
      let hidden = 0;
      for (const { incident } of listed ?? []) {
        const { id } = incident;
        if (mine.has(id)) continue;
        const view = bases.view(incident, queue.rows(queue.groupOf(id)));
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
        let { items, next: cursor, unread: faulty = 0 } = first;
        unasked.clear();
        learn(items, first.unasked);
        // What is known from elsewhere is looked through once for all pages.
        learn(bases.incidents());
        // As many as are shown, so that nobody loses the place in a long list.
        const isEmpty = (): boolean => items.every(isStray);
        for (
          let seen = -1, pages = 0;
          cursor !== undefined &&
          items.length > seen &&
          (items.length < told || (isEmpty() && items.length > 0 && pages < mostStrayed));
          pages++
        ) {
          seen = items.length;
          const page = await adapter.list(query, { limit: pageSize, cursor }, { signal });
          learn(page.items, page.unasked);
          items = distinct([...items, ...page.items]);
          faulty += page.unread ?? 0;
          cursor = page.next;
        }
        if (signal.aborted) return;
        total = first.total;
        strayed = false;
        unread = faulty;
        strays.clear();
        listed = bases.putAll(asked(items), mark);
        told = items.length;
        left.clear();
        next = cursor;
        if (mine.size > 0) {
          const ids = new Set(items.map(({ id }) => id));
          for (const [id, since] of mine) if (ids.has(id) || now() - since > patience) mine.delete(id);
        }
        if (!cacheable) return;
        const page: CachedPage = {
          items: asked(first.items),
          ...(first.next === undefined ? {} : { next: first.next }),
          total,
          ...(strayed ? { strayed } : {}),
          ...unreadPart(first.unread ?? 0),
          at: now(),
        };
        void storage.write('pages', [[key, page]]);
      },
      async cached() {
        const page = cacheable ? await storage.get<CachedPage>('pages', key) : undefined;
        if (listed || !page || !Array.isArray(page.items)) return undefined;
        // Mark 0: whatever is known otherwise is newer than the cache.
        listed = bases.putAll(page.items, 0);
        next = page.next;
        total = page.total;
        strayed = page.strayed === true;
        unread = page.unread ?? 0;
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
          content: items.length > 0 ? 'some' : listed ? 'empty' : 'none',
          items,
          total: total === null ? null : Math.max(total - hidden, items.length),
          ...(strayed ? { strayed } : {}),
          ...unreadPart(unread),
          hasMore: next !== undefined,
        };
      },
      forget() {
        if (listed) listed = [];
      },
      methods: {
        loadMore: view.further(async () => {
          if (next === undefined) return;
          const cursor = next;
          const mark = bases.mark();
          const page = await adapter.list(query, { limit: pageSize, cursor });
          // A refresh in between has begun the list anew.
          if (next !== cursor) return;
          const before = (listed?.length ?? 0) + strays.size;
          learn(page.items, page.unasked);
          const found = bases.putAll(asked(page.items), mark);
          listed = [...new Set([...(listed ?? []), ...found])];
          if (listed.length + strays.size === before && page.items.length > 0 && page.next !== undefined)
            throw endless();
          told += page.items.length;
          unread += page.unread ?? 0;
          next = page.next;
        }),
      },
    };
  });
}
