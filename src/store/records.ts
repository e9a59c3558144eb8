import type { Incident } from '../core/incident.js';
import type { Instant } from '../core/time.js';
import { fromCreate } from './overlay.js';
import type { IncidentState, Refreshable } from './types.js';
import type { ViewKit } from './views.js';

/** A record as it is kept on this device. */
export interface CachedRecord {
  readonly incident: Incident;
  readonly at: Instant;
}

/** One incident by its id: the backend's, or the one it had here before it was sent. */
export function incidentRecord(kit: ViewKit, id: string): Refreshable<IncidentState> {
  const { adapter, storage, queue, bases, overlays, readers, now, liveWith } = kit;
  const { batched, createLive } = kit.tools;
  const group = (): string => queue.groupOf(id);
  let cachedAt: Instant | undefined;
  let asked = false;
  let unsubscribe: (() => void)[] = [];
  const live = createLive<IncidentState>(
    { state: 'loading', refreshing: false, cached: false },
    { start, stop },
  );

  const reader = readers.create({
    async read(abort) {
      const mark = bases.mark();
      const incident = await adapter.get(queue.backendId(group()), { signal: abort });
      bases.put(incident, mark);
      cachedAt = undefined;
      void storage.write('records', [[incident.id, { incident, at: now() } satisfies CachedRecord]]);
    },
    needed: () => !queue.isNew(group()),
    changed: compute,
    concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
  });

  function compute(): void {
    const own = group();
    const rows = queue.rows(own);
    const base = bases.get(queue.backendId(own)) ?? fromCreate(rows) ?? rows.find((row) => row.base)?.base;
    const { fetchedAt, ...loaded } = reader.loaded(base ? 'some' : 'none', cachedAt !== undefined);
    const at = cachedAt ?? fetchedAt;
    live.set({
      ...loaded,
      ...(at === undefined ? {} : { fetchedAt: at }),
      ...(base ? { view: overlays.view(base, rows) } : {}),
    });
  }
  const recompute = batched(compute);

  async function fromCache(): Promise<void> {
    asked = true;
    await queue.ready.catch(() => undefined);
    const backendId = queue.backendId(group());
    const found = await storage.get<CachedRecord>('records', backendId);
    if (!found || typeof found.incident?.id !== 'string' || bases.get(backendId)) return;
    bases.put(found.incident, 0);
    cachedAt = found.at;
    compute();
  }

  function start(): void {
    const concerned = (other: string | undefined): void => {
      if (other === undefined || queue.groupOf(other) === group()) recompute();
    };
    unsubscribe = [
      kit.recorded.on((incident) => concerned(incident.id)),
      kit.queued.on(concerned),
      kit.confirmed.on(({ row }) => {
        if (row.group === group()) reader.invalidate();
      }),
    ];
    if (!asked) void fromCache();
    // Whether it exists at the backend is known once the outbox has been read.
    void queue.ready
      .catch(() => undefined)
      .then(() => {
        if (live.active) reader.start();
      });
    compute();
  }

  function stop(): void {
    reader.stop();
    for (const end of unsubscribe) end();
  }

  return liveWith(live, {
    refresh: () => reader.refresh(),
  });
}
