import type { Incident } from '../core/incident.js';
import { applyMutation, incidentFromCreate } from '../core/mutation.js';
import type { StatusNames } from '../core/status-names.js';
import { noStatusNames, withStatusName } from '../core/status-names.js';
import type { Signal } from './live.js';
import { signal } from './live.js';
import type { OutboxRow } from './row.js';
import { gravest } from './row.js';
import type { IncidentView } from './types.js';

/** Records as the backend last told them, one per id however many views show it. */
export interface Bases {
  get(id: string): Incident | undefined;
  /** A mark for a read that begins now, to be handed in with its answer. */
  mark(): number;
  /** Takes a record over, unless a later answer about it is already here. Returns the one that counts. */
  put(incident: Incident, mark: number): Incident;
  /**
   * A record with our pending mutations on top, worked out whenever it is read: a refetch replaces what lies below and
   * never what the user did. The same object as long as neither has changed.
   */
  view(base: Incident, rows: readonly OutboxRow[]): IncidentView;
  /** What the backend has called its statuses. */
  readonly statusNames: StatusNames;
  /** Another number after each change of any record. */
  readonly revision: number;
  /** The backend told something new about an incident. */
  readonly changed: Signal<Incident>;
  /** Forgets all of them, and whatever a request still brings. */
  forget(): void;
}

export function createBases(): Bases {
  const held = new Map<string, { readonly incident: Incident; readonly mark: number }>();
  const shown = new WeakMap<Incident, { readonly rows: readonly OutboxRow[]; readonly view: IncidentView }>();
  const changed = signal<Incident>();
  let last = 0;
  let revision = 0;
  let forgotten = false;
  let statusNames = noStatusNames;
  return {
    get statusNames() {
      return statusNames;
    },
    get revision() {
      return revision;
    },
    changed,
    get: (id) => held.get(id)?.incident,
    mark: () => ++last,
    put(incident, mark) {
      const present = held.get(incident.id);
      // The read began before our own change was confirmed: it tells of a time that is over.
      if (present && present.mark > mark) return present.incident;
      if (present && (present.incident === incident || unchanged(present.incident, incident)))
        return present.incident;
      if (forgotten) return incident;
      held.set(incident.id, { incident, mark });
      statusNames = withStatusName(statusNames, incident.status);
      revision++;
      changed.emit(incident);
      return incident;
    },
    view(base, rows) {
      const before = shown.get(base);
      if (before && (before.rows === rows || (before.rows.length === 0 && rows.length === 0)))
        return before.view;
      const view = overlaid(base, rows, statusNames);
      shown.set(base, { rows, view });
      return view;
    },
    forget() {
      held.clear();
      revision++;
      forgotten = true;
    },
  };
}

/** Equal records keep their identity, so that nothing is drawn again for a refresh that brought no news. */
function unchanged(a: Incident, b: Incident): boolean {
  return a.updatedAt === b.updatedAt && a.version === b.version && JSON.stringify(a) === JSON.stringify(b);
}

/** What was refused is not shown as if it held. */
const refused = new Set<OutboxRow['state']>(['failed', 'conflict']);

function overlaid(base: Incident, rows: readonly OutboxRow[], names: StatusNames): IncidentView {
  let incident = base;
  for (const row of rows) if (!refused.has(row.state)) incident = applyMutation(incident, row.mutation);
  const { category, code = '', label } = incident.status;
  // A step that waits is called what the backend calls the status it leads to.
  const name = label === undefined && (names.get(code) || names.get(category));
  if (name) incident = { ...incident, status: { ...incident.status, label: name } };
  return Object.freeze({ incident, pending: gravest(rows) });
}

const fresh = new WeakMap<readonly OutboxRow[], Incident>();

/** The record a pending `create` stands for; the same object for the same mutations. */
export function fromCreate(rows: readonly OutboxRow[]): Incident | undefined {
  const known = fresh.get(rows) ?? build(rows);
  if (known) fresh.set(rows, known);
  return known;
}

function build(rows: readonly OutboxRow[]): Incident | undefined {
  for (const { mutation } of rows) {
    const { intent } = mutation;
    if (intent.kind === 'create') return incidentFromCreate({ ...mutation, intent });
  }
  return undefined;
}
