import { pastOfRecords } from '../../adapters/adapter.js';
import { toIncidentError } from '../../core/errors.js';
import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import type { Incident } from '../../core/incident.js';
import type { KpiColumns, KpiRow, KpiTrait } from '../../core/kpi/kpi.js';
import { createKpiColumns, kpiRow, traitsOf, withCounts } from '../../core/kpi/kpi.js';
import type { IncidentQuery } from '../../core/query.js';
import { openCategories } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import { batched } from '../live.js';
import type { Reading } from '../reading.js';
import type { ViewParts } from '../view.js';
import type { Past } from './past.js';
import { createPast } from './past.js';

const pageSize = 500;
/** Periods kept for a quick return. */
const mostPools = 4;
/** Of what has changed since the last reading at least so many are read. */
const leastNews = 5000;
/** Changes are asked for from a little before the last one on that is known: not all are told in their order. */
const overlap = 10 * 60_000;
/** Parents that lie outside the period are read one by one: so many per reading, and so many at once. */
const mostParents = 200;
const parentsAtOnce = 8;

/** Incidents of a stretch of time as columns, shared by all figures over it. */
export interface Pool {
  readonly columns: KpiColumns | undefined;
  /** Names of the services among them, by id. */
  readonly services: ReadonlyMap<string, string>;
  /** Names of the groups among them, by id. */
  readonly groups: ReadonlyMap<string, string>;
  /** The opening hours in which its rows know their time on hold. */
  readonly calendar: BusinessCalendar | undefined;
  /** What is known of its incidents; undefined until they have been read. */
  readonly traits: () => ReadonlySet<KpiTrait> | undefined;
  /** More than was read is there. */
  readonly approximate: boolean;
  /** What only the changes of its incidents tell. */
  readonly counting: Past['counting'];
  readonly reading: Reading;
}

function createPool(
  { views, adapter, bases, present, policy, kpiCap: cap }: ViewParts,
  from: Instant | undefined,
  withOpen: boolean,
  calendar: BusinessCalendar | undefined,
  joined: () => void,
): Pool {
  /** Those that are held: once the cap is reached, only what becomes of them counts. */
  const held = new Set<string>();
  /** They as their records tell them, where counts come apart from these. */
  const rows = new Map<string, KpiRow>();
  /** Parents the backend does not have, or does not show us. */
  const hidden = new Set<string>();
  let known: { readonly version: number; readonly traits: ReadonlySet<KpiTrait> } | undefined;
  let columns: KpiColumns | undefined;
  let approximate = false;
  let readAt: Instant | undefined;
  /** The last change that all readings so far have told of. */
  let latest = -Infinity;
  const services = new Map<string, string>();
  const groups = new Map<string, string>();

  const wanting = (): void => {
    // A reading that is under way takes it along.
    if (!reading.refreshing) reading.invalidate();
  };
  const past = createPast(adapter, cap, rows, wanting, from);

  const show = (into: KpiColumns, row: KpiRow): void => into.upsert(withCounts(row, past.countsOf(row.id)));

  const add = (into: KpiColumns, incident: Incident): void => {
    const row = kpiRow(incident, {
      now: present(),
      policy,
      calendar,
      history: pastOfRecords(adapter.traits),
    });
    held.add(incident.id);
    if (adapter.changes) rows.set(incident.id, row);
    const { service, group } = incident;
    if (service) services.set(service.id, service.label);
    if (group) groups.set(group.id, group.label);
    show(into, row);
  };

  const hold = (into: KpiColumns, incident: Incident): void => {
    if (held.size < cap || held.has(incident.id)) add(into, incident);
  };

  async function readParent(into: KpiColumns, id: string, signal: AbortSignal): Promise<void> {
    try {
      const parent = await adapter.get(id, { signal });
      // What does not come under the id it was asked by would be asked for again and again.
      if (parent.id !== id) hidden.add(id);
      add(into, parent);
    } catch (caught) {
      if (signal.aborted) return;
      const { kind } = toIncidentError(caught);
      if (kind === 'not-found' || kind === 'forbidden') hidden.add(id);
      // One record that cannot be read for now costs nobody the figure.
      else approximate = true;
    }
  }

  /** A child is not counted beside a major incident, also where that one was last changed before the period. */
  async function readParents(into: KpiColumns, signal: AbortSignal): Promise<void> {
    const missing = into.unknownParents().filter((id) => !hidden.has(id));
    if (missing.length > mostParents) approximate = true;
    for (let at = 0; at < Math.min(missing.length, mostParents) && !signal.aborted; at += parentsAtOnce)
      await Promise.all(
        missing
          .slice(at, Math.min(at + parentsAtOnce, mostParents))
          .map((id) => readParent(into, id, signal)),
      );
  }

  /**
   * Whatever was logged, resolved or closed since `from` has been changed since: one question covers all windows. Resolves
   * with the last change it was told of.
   */
  async function readAll(
    into: KpiColumns,
    query: IncidentQuery,
    most: number,
    signal: AbortSignal,
  ): Promise<Instant> {
    let newest = -Infinity;
    let cursor: string | undefined;
    let read = 0;
    const seen = new Set<string>();
    do {
      const page = await adapter.list(
        query,
        { limit: Math.min(pageSize, cap), ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      );
      // What cannot be read is counted nowhere.
      if (page.unread) approximate = true;
      const before = seen.size;
      for (const incident of page.items) {
        seen.add(incident.id);
        if (incident.updatedAt > newest) newest = incident.updatedAt;
        hold(into, incident);
      }
      read += page.items.length;
      cursor = page.items.length > 0 ? page.next : undefined;
      // A way on that leads to what has been read already leads on for ever.
      if (cursor !== undefined && (read >= most || seen.size === before)) {
        approximate = true;
        break;
      }
    } while (cursor !== undefined && !signal.aborted);
    return newest;
  }

  /** What is news is told by the backend's times, whatever the clocks say: from the last change on that is known. */
  const newsFrom = (readAt: Instant | undefined, latest: Instant): Instant | undefined =>
    readAt === undefined || latest === -Infinity
      ? from
      : Math.max(from ?? 0, Math.min(readAt, latest) - overlap);

  const reading = views.readings.create({
    async read(signal) {
      const at = present();
      const most = columns ? Math.max(cap, leastNews) : cap;
      const news = newsFrom(readAt, latest);
      // Filled aside at first: half of the incidents are no figure.
      const into = columns ?? createKpiColumns();
      if (!columns) {
        held.clear();
        rows.clear();
      }
      const round = past.begin(signal);
      const newest = await readAll(into, news === undefined ? {} : { updatedFrom: news }, most, signal);
      if (withOpen && readAt === undefined && from !== undefined)
        await readAll(into, { status: openCategories }, most, signal);
      await readParents(into, signal);
      const last = Math.max(latest, newest);
      await round.end(newsFrom(at, last) ?? -Infinity, (row) => show(into, row));
      if (signal.aborted) return;
      columns = into;
      readAt = at;
      latest = last;
    },
    concerns: () => true,
    listen() {
      joined();
      return bases.changed.on(take);
    },
  });
  const tell = batched(reading.tell);
  const take = (incident: Incident): void => {
    if (!columns) return;
    hold(columns, incident);
    tell();
  };
  return {
    get columns() {
      return columns;
    },
    get approximate() {
      return approximate;
    },
    services,
    groups,
    calendar,
    traits() {
      if (columns && known?.version !== columns.version)
        known = { version: columns.version, traits: traitsOf(columns, calendar) };
      return known?.traits;
    },
    counting: past.counting,
    reading,
  };
}

/** What stretch of time a pool holds. */
export interface PoolRequest {
  /** The first instant that is looked at; undefined for all there is. */
  readonly from: Instant | undefined;
  /** What is still open belongs to it too, whenever it was last changed. */
  readonly withOpen: boolean;
  readonly calendar: BusinessCalendar | undefined;
}

type Pools = (request: PoolRequest) => Pool;

/** The pools of each store, so that figures of one period share what is read. */
const opened = new WeakMap<ViewParts, Pools>();

/** The incidents of a stretch of time. */
export function poolFor(inside: ViewParts, request: PoolRequest): Pool {
  let pools = opened.get(inside);
  if (!pools) opened.set(inside, (pools = createPools(inside)));
  return pools(request);
}

function createPools(parts: ViewParts): Pools {
  const pools = new Map<string, Pool>();

  const keep = (key: string, pool: Pool): void => {
    pools.set(key, pool);
    for (const [old, { reading }] of pools) {
      if (pools.size <= mostPools) break;
      if (old !== key && !reading.watched) pools.delete(old);
    }
  };

  return ({ from, withOpen, calendar }) => {
    const key = `${String(from)}|${String(withOpen)}|${calendar?.id ?? ''}`;
    const known = pools.get(key);
    // Two versions of the same opening hours share nothing.
    if (known?.calendar === calendar && known) return known;
    // A figure may be looked at again after its pool has been let go: then the pool is the one of its period again.
    const pool = createPool(parts, from, withOpen, calendar, () => keep(key, pool));
    keep(key, pool);
    return pool;
  };
}
