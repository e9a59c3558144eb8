import { equal } from '../core/equal.js';
import { sameContent } from './overtaken.js';
import type { Incident } from '../core/incident.js';
import { applyMutation, incidentFromCreate } from '../core/mutation.js';
import type { StatusNames } from '../core/status-names.js';
import { noStatusNames, withStatusName } from '../core/status-names.js';
import type { Signal } from './live.js';
import { signal } from './live.js';
import type { Millis } from '../core/time.js';
import type { OutboxRow } from './row.js';
import { gravest } from './row.js';
import type { IncidentView } from './types.js';
import type { Versions } from './versions.js';

/** The place of a record: the same one for an id, with what the backend tells of it in turn. */
export interface Base {
  readonly incident: Incident;
  /** The record with nothing of ours on top. */
  readonly view: IncidentView;
}

/** Records as the backend last told them, one per id however many views show it. */
export interface Bases {
  get(id: string): Incident | undefined;
  /** All of them, in no order. */
  incidents(): Iterable<Incident>;
  /** A mark for a read that begins now, to be handed in with its answer. */
  mark(): number;
  /** Takes a record over, unless a later answer about it is already here. Returns the one that counts. */
  put(incident: Incident, mark: number): Incident;
  /** The same for all of an answer. Returns the places of the records in their order, each once. */
  putAll(incidents: readonly Incident[], mark: number): readonly Base[];
  /**
   * A record with our pending mutations on top, worked out whenever it is read: a refetch replaces what lies below and
   * never what the user did. The same object as long as neither has changed.
   */
  view(base: Incident, rows: readonly OutboxRow[]): IncidentView;
  /** The record a pending `create` stands for; the same object for the same mutations. */
  created(rows: readonly OutboxRow[]): Incident | undefined;
  /** What the backend has called its statuses. */
  readonly statusNames: StatusNames;
  /** Another number after each change of any record. */
  readonly revision: number;
  /** The backend told something new about an incident. */
  readonly changed: Signal<Incident>;
  /** Forgets all of them, and whatever a request still brings. */
  forget(): void;
}

interface Held extends Base {
  incident: Incident;
  view: IncidentView;
  mark: number;
  /** The last answer it was in: a set of a hundred thousand takes longer than the rest. */
  answer: number;
}

/** Nothing of ours lies on top. */
const plain = (incident: Incident): IncidentView => Object.freeze({ incident, pending: undefined });

/** `versions` learns from what the backend tells of a record in turn. */
export function createBases(versions?: Versions, ahead: () => Millis = () => 0): Bases {
  const held = new Map<string, Held>();
  const fresh = new WeakMap<readonly OutboxRow[], Incident>();
  const shown = new WeakMap<Incident, { readonly rows: readonly OutboxRow[]; readonly view: IncidentView }>();
  const changed = signal<Incident>();
  let last = 0;
  let answers = 0;
  let revision = 0;
  let forgotten = false;
  let statusNames = noStatusNames;

  /** What was done here stands among the backend's times by its clock. */
  const byBackend = (row: OutboxRow): OutboxRow => ({
    ...row,
    mutation: { ...row.mutation, createdAt: row.mutation.createdAt + ahead() },
  });

  /** Undefined after a wipe. */
  function hold(incident: Incident, mark: number): Held | undefined {
    const present = held.get(incident.id);
    // A read that began before our own change was confirmed tells of a time that is over.
    if (present && (present.mark > mark || unchanged(present.incident, incident))) return present;
    if (forgotten) return undefined;
    if (present)
      versions?.see(
        present.incident.version,
        incident.version,
        // A list may show less of a record than it has.
        () => present.incident.updatedAt !== incident.updatedAt && !sameContent(present.incident, incident),
      );
    const view = plain(incident);
    if (present) Object.assign(present, { incident, view, mark });
    const base = present ?? { incident, view, mark, answer: 0 };
    if (!present) held.set(incident.id, base);
    statusNames = withStatusName(statusNames, incident.status);
    revision++;
    changed.emit(incident);
    return base;
  }

  return {
    get statusNames() {
      return statusNames;
    },
    get revision() {
      return revision;
    },
    changed,
    get: (id) => held.get(id)?.incident,
    *incidents() {
      for (const { incident } of held.values()) yield incident;
    },
    mark: () => ++last,
    put: (incident, mark) => hold(incident, mark)?.incident ?? incident,
    putAll(incidents, mark) {
      const answer = ++answers;
      const found: Base[] = [];
      for (const incident of incidents) {
        const base = hold(incident, mark);
        if (!base || base.answer === answer) continue;
        base.answer = answer;
        found.push(base);
      }
      return found;
    },
    view(base, rows) {
      if (rows.length === 0) {
        const present = held.get(base.id);
        if (present?.incident === base) return present.view;
      }
      const before = shown.get(base);
      if (before && (before.rows === rows || (before.rows.length === 0 && rows.length === 0)))
        return before.view;
      const view = rows.length === 0 ? plain(base) : overlaid(base, rows.map(byBackend), statusNames);
      shown.set(base, { rows, view });
      return view;
    },
    created(rows) {
      const known = fresh.get(rows) ?? build(rows.map(byBackend));
      if (known) fresh.set(rows, known);
      return known;
    },
    forget() {
      held.clear();
      revision++;
      forgotten = true;
    },
  };
}

/** Equal records keep their identity, so that nothing is drawn again for a refresh that brought no news. */
const unchanged = (a: Incident, b: Incident): boolean =>
  a === b || (a.updatedAt === b.updatedAt && a.version === b.version && equal(a, b));

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

function build(rows: readonly OutboxRow[]): Incident | undefined {
  for (const { mutation } of rows) {
    const { intent } = mutation;
    if (intent.kind === 'create') return incidentFromCreate({ ...mutation, intent });
  }
  return undefined;
}
