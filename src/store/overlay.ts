import type { Incident } from '../core/incident.js';
import { applyMutation, incidentFromCreate } from '../core/mutation.js';
import type { OutboxRow } from './outbox.js';
import type { Tools } from './tools.js';
import type { IncidentView } from './types.js';

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

const given = new Set(['failed', 'conflict']);

/**
 * The backend's record with our pending mutations on top, worked out whenever it is read: a refetch replaces what
 * lies below and never what the user did. What was refused is not shown as if it held.
 */
function overlay(base: Incident, rows: readonly OutboxRow[], gravest: Tools['gravest']): IncidentView {
  let incident = base;
  for (const row of rows) if (!given.has(row.state)) incident = applyMutation(incident, row.mutation);
  const pending = gravest(rows);
  return Object.freeze({ incident, pending });
}

export interface Overlays {
  /** The same object as long as neither the record nor its mutations have changed. */
  view(base: Incident, rows: readonly OutboxRow[]): IncidentView;
}

export function createOverlays(gravest: Tools['gravest']): Overlays {
  const known = new WeakMap<Incident, { readonly rows: readonly OutboxRow[]; readonly view: IncidentView }>();
  return {
    view(base, rows) {
      const last = known.get(base);
      if (last && (last.rows === rows || (last.rows.length === 0 && rows.length === 0))) return last.view;
      const view = overlay(base, rows, gravest);
      known.set(base, { rows, view });
      return view;
    },
  };
}
