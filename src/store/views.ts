import type { IncidentQuery } from '../core/query.js';
import { openCategories } from '../core/query.js';
import type { KpiRequest } from '../core/kpi.js';
import type { Millis } from '../core/time.js';
import type { Connection } from './connection.js';
import type { Kit } from './kit.js';
import { liveWith } from './live-with.js';
import { incidentList } from './lists.js';
import { fieldOptions } from './options.js';
import type { Overlays } from './overlay.js';
import { createOverlays } from './overlay.js';
import type { Readers } from './readers.js';
import { createReaders } from './readers.js';
import { incidentRecord } from './records.js';
import type {
  IncidentListState,
  IncidentState,
  KpiState,
  LivePages,
  LiveTimeline,
  OptionsState,
  Refreshable,
} from './types.js';

/** What the views share among themselves. */
export interface ViewKit extends Kit {
  readonly liveWith: typeof liveWith;
  readonly overlays: Overlays;
  readonly readers: Readers;
}

/** Everything that shows what the backend has. Fetched when the first view is asked for. */
export interface Views {
  readonly readers: Readers;
  list(query: IncidentQuery, pageSize: number, cacheKey: string): LivePages<IncidentListState>;
  record(id: string): Refreshable<IncidentState>;
  options(): Refreshable<OptionsState>;
  timeline(incidentId: string): Promise<LiveTimeline>;
  kpi(request: KpiRequest): Promise<Refreshable<KpiState>>;
}

export function createViews(base: Kit, connection: Connection, pollInterval: Millis, kpiCap: number): Views {
  const readers = createReaders(connection, base.now, pollInterval);
  const kit: ViewKit = { ...base, liveWith, readers, overlays: createOverlays(base.tools.gravest) };
  let figures: ((request: KpiRequest) => Refreshable<KpiState>) | undefined;
  return {
    readers,
    list: (query, pageSize, cacheKey) => incidentList(kit, query, pageSize, cacheKey),
    record: (id) => incidentRecord(kit, id),
    options: () => fieldOptions(kit),
    async timeline(incidentId) {
      const { incidentTimeline } = await import('./timelines.js');
      return incidentTimeline(kit, incidentId);
    },
    async kpi(request) {
      const { kpiSources } = await import('./kpi-source.js');
      return (figures ??= kpiSources(kit, kpiCap, openCategories))(request);
    },
  };
}
