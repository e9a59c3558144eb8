import type { Incident } from '../core/incident.js';

/** Records as the backend last told them, one per id however many views show it. */
export interface Bases {
  get(id: string): Incident | undefined;
  /** A mark for a read that begins now, to be handed in with its answer. */
  mark(): number;
  /** Takes a record over, unless a later answer about it is already here. Returns the one that counts. */
  put(incident: Incident, mark: number): Incident;
  /** Forgets all of them, and whatever a request still brings. */
  forget(): void;
}

export function createBases(changed: (incident: Incident) => void): Bases {
  const held = new Map<string, { readonly incident: Incident; readonly mark: number }>();
  let last = 0;
  let forgotten = false;
  return {
    get: (id) => held.get(id)?.incident,
    mark: () => ++last,
    put(incident, mark) {
      const present = held.get(incident.id);
      // The read began before our own change was confirmed: it tells of a time that is over.
      if (present && present.mark > mark) return present.incident;
      if (present && unchanged(present.incident, incident)) return present.incident;
      if (forgotten) return incident;
      held.set(incident.id, { incident, mark });
      changed(incident);
      return incident;
    },
    forget() {
      held.clear();
      forgotten = true;
    },
  };
}

/** Equal records keep their identity, so that nothing is drawn again for a refresh that brought no news. */
function unchanged(a: Incident, b: Incident): boolean {
  return a.updatedAt === b.updatedAt && a.version === b.version && JSON.stringify(a) === JSON.stringify(b);
}
