import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import type { Incident } from '../../core/incident.js';
import type { KpiColumns, KpiRequest, KpiResult, KpiTrait, LiveKpi } from '../../core/kpi/kpi.js';
import { createKpiColumns, isStock, kpiRow, liveKpi, traitsOf } from '../../core/kpi/kpi.js';
import type { IncidentQuery } from '../../core/query.js';
import { openCategories } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import { batched } from '../live.js';
import type { Reading } from '../reading.js';
import type { KpiState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

const pageSize = 500;
/** Periods kept for a quick return. */
const mostPools = 4;
const day = 24 * 60 * 60_000;
/** Of what has changed since the last reading at least so many are read. */
const leastNews = 5000;
/** Changes are asked for from a little before the last reading on, since the backend's clock is not ours. */
const overlap = 10 * 60_000;
/** Parents that lie outside the period are read one by one: so many per reading, and so many at once. */
const mostParents = 200;
const parentsAtOnce = 8;

/** Incidents of a stretch of time as columns, shared by all figures over it. */
interface Pool {
  readonly columns: KpiColumns | undefined;
  /** The opening hours in which its rows know their time on hold. */
  readonly calendar: BusinessCalendar | undefined;
  /** What is known of its incidents; undefined until they have been read. */
  readonly traits: () => ReadonlySet<KpiTrait> | undefined;
  /** More than was read is there. */
  readonly approximate: boolean;
  readonly reading: Reading;
}

/** The first instant any part of the figure looks at; undefined for all there is. */
function beginning({ window, previous }: KpiRequest): Instant | undefined {
  if (!window) return undefined;
  const from = Math.min(previous?.from ?? 2 * window.from - window.to, window.from);
  // Whole days, so that a window that moves with the clock goes on using the same columns.
  return Math.floor(from / day) * day;
}

function createPool(
  { views, adapter, bases, now, policy, kpiCap: cap }: ViewParts,
  from: Instant | undefined,
  withOpen: boolean,
  calendar: BusinessCalendar | undefined,
  joined: () => void,
): Pool {
  /** Those that are held: once the cap is reached, only what becomes of them counts. */
  const held = new Set<string>();
  /** Parents the backend does not have, or does not show us. */
  const hidden = new Set<string>();
  let known: { readonly version: number; readonly traits: ReadonlySet<KpiTrait> } | undefined;
  let columns: KpiColumns | undefined;
  let approximate = false;
  let readAt: Instant | undefined;

  const add = (into: KpiColumns, incident: Incident): void => {
    held.add(incident.id);
    into.upsert(kpiRow(incident, { now: now(), policy, calendar }));
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

  /** Whatever was logged, resolved or closed since `from` has been changed since: one question covers all windows. */
  async function readAll(
    into: KpiColumns,
    query: IncidentQuery,
    most: number,
    signal: AbortSignal,
  ): Promise<void> {
    let cursor: string | undefined;
    let read = 0;
    do {
      const page = await adapter.list(
        query,
        { limit: Math.min(pageSize, cap), ...(cursor === undefined ? {} : { cursor }) },
        { signal },
      );
      for (const incident of page.items) hold(into, incident);
      read += page.items.length;
      cursor = page.items.length > 0 ? page.next : undefined;
      if (cursor !== undefined && read >= most) {
        approximate = true;
        return;
      }
    } while (cursor !== undefined && !signal.aborted);
  }

  const reading = views.readings.create({
    async read(signal) {
      const at = now();
      const most = columns ? Math.max(cap, leastNews) : cap;
      const news = readAt === undefined ? from : Math.max(from ?? 0, readAt - overlap);
      // Filled aside at first: half of the incidents are no figure.
      const into = columns ?? createKpiColumns();
      if (!columns) held.clear();
      await readAll(into, news === undefined ? {} : { updatedFrom: news }, most, signal);
      if (withOpen && readAt === undefined && from !== undefined)
        await readAll(into, { status: openCategories }, most, signal);
      await readParents(into, signal);
      if (signal.aborted) return;
      columns = into;
      readAt = at;
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
    calendar,
    traits() {
      if (columns && known?.version !== columns.version)
        known = { version: columns.version, traits: traitsOf(columns, calendar) };
      return known?.traits;
    },
    reading,
  };
}

type Figures = (request: KpiRequest) => Refreshable<KpiState>;

/** The figures of each store, so that those of one period share what is read. */
const opened = new WeakMap<ViewParts, Figures>();

/**
 * A figure over the incidents of a period, kept up to date. Beyond `kpiCap` incidents it is an estimate.
 */
export function kpiFigure(inside: ViewParts, request: KpiRequest): Refreshable<KpiState> {
  let figures = opened.get(inside);
  if (!figures) opened.set(inside, (figures = createFigures(inside)));
  return figures(request);
}

function createFigures(parts: ViewParts): Figures {
  const { views, storage } = parts;
  const pools = new Map<string, Pool>();

  const poolFor = (request: KpiRequest): Pool => {
    const { id, calendar } = request;
    const from = beginning(request);
    const key = `${String(from)}|${String(isStock(id))}|${calendar?.id ?? ''}`;
    const known = pools.get(key);
    // Two versions of the same opening hours share nothing.
    if (known?.calendar === calendar && known) return known;
    // A figure may be looked at again after its pool has been let go: then the pool is the one of its period again.
    const pool = createPool(parts, from, isStock(id), calendar, () => keep(key, pool));
    keep(key, pool);
    return pool;
  };

  const keep = (key: string, pool: Pool): void => {
    pools.set(key, pool);
    for (const [old, { reading }] of pools) {
      if (pools.size <= mostPools) break;
      if (old !== key && !reading.watched) pools.delete(old);
    }
  };

  return (request) => {
    const { window, calendar, previous, at: _at, ...choices } = request;
    const length = window ? window.to - window.from : null;
    // The number goes up whenever a result gets another shape: an old one cannot be shown.
    const key = `kpi@2|${JSON.stringify([choices, calendar?.id, length, previous && previous.to - previous.from])}`;
    const pool = poolFor(request);
    // Periods move with the clock: a figure asked for again is seldom the same one, so none is kept for a return.
    return views.define<KpiState>(undefined, (view) => {
      let figure: LiveKpi | undefined;
      let source: KpiColumns | undefined;
      let version = -1;
      let result: KpiResult | undefined;
      let traits: ReadonlySet<KpiTrait> | undefined;
      let error: IncidentError | undefined;

      const compute = (): void => {
        const { columns, reading } = pool;
        if (!view.watched || error || !columns || (source === columns && version === columns.version)) return;
        try {
          if (source !== columns) {
            figure?.stop();
            figure = liveKpi(columns, request);
            source = columns;
          }
          version = columns.version;
          result = figure?.result();
          traits = pool.traits();
          if (result && reading.fetchedAt !== undefined) void storage.write('pages', [[key, result]]);
        } catch (caught) {
          error = toIncidentError(caught);
        }
      };

      return {
        read: pool.reading,
        async cached() {
          const found = await storage.get<KpiResult>('pages', key);
          if (result || typeof found?.definitionId !== 'string') return undefined;
          result = found;
          return {};
        },
        select() {
          compute();
          return {
            content: !result ? 'none' : result.n > 0 ? 'some' : 'empty',
            ...(error ? { error } : {}),
            approximate: pool.approximate,
            ...(result ? { result } : {}),
            ...(traits ? { traits } : {}),
          };
        },
        stopped() {
          figure?.stop();
          figure = source = undefined;
        },
      };
    });
  };
}
