import type { Incident } from '../core/incident.js';

/** Records as the backend last told them, one per id however many views show it. */
export interface Bases {
  get(id: string): Incident | undefined;
  /** A mark for a read that begins now, to be handed in with its answer. */
  mark(): number;
  /** Takes a record over, unless a later answer about it is already here. Returns the one that counts. */
  put(incident: Incident, mark: number): Incident;
  /** Forgets all but these. */
  keepOnly(ids: Iterable<string>): void;
}

export function createBases(changed: (incident: Incident) => void): Bases {
  const held = new Map<string, { readonly incident: Incident; readonly mark: number }>();
  let last = 0;
  return {
    get: (id) => held.get(id)?.incident,
    mark: () => ++last,
    put(incident, mark) {
      const present = held.get(incident.id);
      // The read began before our own change was confirmed: it tells of a time that is over.
      if (present && present.mark > mark) return present.incident;
      if (present && unchanged(present.incident, incident)) return present.incident;
      held.set(incident.id, { incident, mark });
      changed(incident);
      return incident;
    },
    keepOnly(ids) {
      const wanted = new Set(ids);
      for (const id of held.keys()) if (!wanted.has(id)) held.delete(id);
    },
  };
}

/** Equal records keep their identity, so that nothing is drawn again for a refresh that brought no news. */
function unchanged(a: Incident, b: Incident): boolean {
  return a.updatedAt === b.updatedAt && a.version === b.version && JSON.stringify(a) === JSON.stringify(b);
}
