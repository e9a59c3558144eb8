import { toIncidentError } from '../../core/errors.js';
import { exactRecord } from '../exact-record.js';
import type { CachedRecord } from '../storage.js';
import type { IncidentState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

/** One incident by its id: the backend's, or the one it had here before it was sent. */
export const incidentRecord = (
  { views, adapter, storage, queue, bases, now }: ViewParts,
  id: string,
): Refreshable<IncidentState> =>
  views.define<IncidentState>(`record|${id}`, () => {
    const group = (): string => queue.groupOf(id);
    /** The backend has it no longer, or no longer for this person: then it stays neither in view nor on this device. */
    let gone = false;
    return {
      concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
      // Whether it exists at the backend is known once the outbox has been read.
      after: queue.ready,
      needed: () => !queue.isNew(group()),
      async read(signal) {
        const mark = bases.mark();
        const backendId = queue.backendId(group());
        const incident = await exactRecord(adapter, backendId, signal).catch((error: unknown) => {
          gone = ['not-found', 'forbidden'].includes(toIncidentError(error).kind);
          if (gone) void storage.write('records', [[backendId, undefined]]);
          throw error;
        });
        gone = false;
        bases.put(incident, mark);
        const kept: CachedRecord = { incident, at: now() };
        void storage.write('records', [[incident.id, kept]]);
      },
      async cached() {
        const backendId = queue.backendId(group());
        const found = await storage.get<CachedRecord>('records', backendId);
        if (typeof found?.incident?.id !== 'string' || bases.get(backendId)) return undefined;
        bases.put(found.incident, 0);
        return { at: found.at };
      },
      select() {
        const own = group();
        const rows = queue.rows(own);
        const known = gone && rows.length === 0 ? undefined : bases.get(queue.backendId(own));
        const base = known ?? bases.created(rows) ?? rows.find((row) => row.base)?.base;
        return base ? { content: 'some', view: bases.view(base, rows) } : { content: 'none' };
      },
    };
  });
