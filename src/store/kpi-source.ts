import { toIncidentError } from '../core/errors.js';
import type { Incident, StatusCategory } from '../core/incident.js';
import type { KpiColumns, KpiRequest, KpiResult, LiveKpi } from '../core/kpi.js';
import type { IncidentQuery } from '../core/query.js';
import type { Instant } from '../core/time.js';
import type { Reader } from './readers.js';
import type { KpiState, Refreshable } from './types.js';
import type { ViewKit } from './views.js';

/** The figures' code is fetched when the first figure is asked for: a page with a form alone does without. */
const engine = () => import('../core/kpi.js');

const pageSize = 500;
/** Periods kept for a quick return. */
const mostPools = 4;
const day = 24 * 60 * 60_000;
/** Changes are asked for from a little before the last reading on, since the backend's clock is not ours. */
const overlap = 10 * 60_000;

/** Incidents of a stretch of time as columns, shared by all figures over it. */
interface Pool {
  readonly columns: KpiColumns | undefined;
  readonly reader: Reader;
  readonly approximate: boolean;
  readonly users: Set<() => void>;
}

/** The first instant any part of the figure looks at; undefined for all there is. */
function beginning({ window, previous }: KpiRequest): Instant | undefined {
  if (!window) return undefined;
  const from = Math.min(previous?.from ?? 2 * window.from - window.to, window.from);
  // Whole days, so that a window that moves with the clock goes on using the same columns.
  return Math.floor(from / day) * day;
}

const ofStock = ({ id }: KpiRequest): boolean => id === 'backlog' || id === 'open-age';

export function kpiSources(
  kit: ViewKit,
  kpiCap: number,
  openCategories: readonly StatusCategory[],
): (request: KpiRequest) => Refreshable<KpiState> {
  const { adapter, storage, readers, now, liveWith } = kit;
  const { batched, createLive } = kit.tools;
  const pools = new Map<string, Pool>();

  function createPool(from: Instant | undefined, withOpen: boolean): Pool {
    let columns: KpiColumns | undefined;
    let approximate = false;
    let readAt: Instant | undefined;
    const users = new Set<() => void>();
    const changed = (): void => {
      for (const user of users) user();
    };

    /** Whatever was logged, resolved or closed since `from` has been changed since: one question covers all windows. */
    async function readAll(into: KpiColumns, query: IncidentQuery, signal: AbortSignal): Promise<void> {
      const { kpiRow } = await engine();
      let cursor: string | undefined;
      let read = 0;
      do {
        const page = await adapter.list(
          query,
          { limit: Math.min(pageSize, kpiCap), ...(cursor === undefined ? {} : { cursor }) },
          { signal },
        );
        for (const incident of page.items)
          if (into.count < kpiCap) into.upsert(kpiRow(incident, { now: now() }));
        read += page.items.length;
        cursor = page.items.length > 0 ? page.next : undefined;
        if (cursor !== undefined && read >= kpiCap) {
          approximate = true;
          return;
        }
      } while (cursor !== undefined && !signal.aborted);
    }

    const reader = readers.create({
      async read(signal) {
        const { createKpiColumns } = await engine();
        const at = now();
        const news = readAt === undefined ? from : Math.max(from ?? 0, readAt - overlap);
        // Filled aside at first: half of the incidents are no figure.
        const into = columns ?? createKpiColumns();
        await readAll(into, news === undefined ? {} : { updatedFrom: news }, signal);
        if (withOpen && readAt === undefined && from !== undefined)
          await readAll(into, { status: openCategories }, signal);
        if (signal.aborted) return;
        columns = into;
        readAt = at;
      },
      changed,
      concerns: () => true,
    });
    const take = (incident: Incident): void => {
      const into = columns;
      if (into && users.size > 0)
        void engine().then(({ kpiRow }) => {
          into.upsert(kpiRow(incident, { now: now() }));
          changed();
        });
    };
    kit.recorded.on(take);
    return {
      get columns() {
        return columns;
      },
      get approximate() {
        return approximate;
      },
      reader,
      users,
    };
  }

  const poolFor = (request: KpiRequest): Pool => {
    const from = beginning(request);
    const key = `${String(from)}|${String(ofStock(request))}`;
    const pool = pools.get(key) ?? createPool(from, ofStock(request));
    pools.set(key, pool);
    for (const [old, { users }] of pools) {
      if (pools.size <= mostPools) break;
      if (old !== key && users.size === 0) pools.delete(old);
    }
    return pool;
  };

  return (request) => {
    const { window, calendar, previous, ...choices } = request;
    const length = window ? window.to - window.from : null;
    const cacheKey = `kpi|${JSON.stringify([choices, calendar?.id, length, previous && previous.to - previous.from])}`;
    const pool = poolFor(request);
    let figure: LiveKpi | undefined;
    let source: KpiColumns | undefined;
    let version = -1;
    let result: KpiResult | undefined;
    let cached = false;
    let failure: unknown;

    const live = createLive<KpiState>(
      { state: 'loading', refreshing: false, cached: false, approximate: false },
      { start, stop },
    );

    async function compute(): Promise<void> {
      const { liveKpi } = await engine();
      const { columns } = pool;
      if (!live.active) return;
      if (columns && (source !== columns || version !== columns.version)) {
        try {
          if (source !== columns) {
            figure?.stop();
            figure = liveKpi(columns, request);
            source = columns;
          }
          version = columns.version;
          result = figure?.result();
          cached = false;
          if (result && pool.reader.fetchedAt !== undefined)
            void storage.write('pages', [[cacheKey, result]]);
        } catch (error) {
          failure = error;
        }
      }
      const loaded = pool.reader.loaded(result ? (result.n > 0 ? 'some' : 'empty') : 'none', cached);
      live.set({
        ...loaded,
        ...(failure === undefined ? {} : { state: 'error', error: toIncidentError(failure) }),
        approximate: pool.approximate,
        ...(result ? { result } : {}),
      });
    }
    const recompute = batched(() => void compute());

    async function fromCache(): Promise<void> {
      const found = await storage.get<KpiResult>('pages', cacheKey);
      if (result || !found || typeof found.definitionId !== 'string') return;
      result = found;
      cached = true;
      recompute();
    }

    function start(): void {
      if (pool.users.size === 0) pool.reader.start();
      pool.users.add(recompute);
      if (!result) void fromCache();
      recompute();
    }

    function stop(): void {
      pool.users.delete(recompute);
      if (pool.users.size === 0) pool.reader.stop();
      figure?.stop();
      figure = undefined;
      source = undefined;
    }

    return liveWith(live, {
      refresh: () => pool.reader.refresh(),
    });
  };
}
