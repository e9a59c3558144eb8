import { incidentNamed } from '../adapters/incident-named.js';
import type { Incident } from '../core/incident.js';
import type { IncidentStore } from '../store/types.js';
import type { Faults } from './step-fields.js';

/** So long the ticket system is asked about what was typed, in milliseconds; then it has to do without. */
const patience = 5_000;

async function wrongWith(
  store: IncidentStore,
  number: string,
  repeating: readonly Pick<Incident, 'id'>[],
): Promise<'no-such-incident' | 'itself' | undefined> {
  try {
    const other = await incidentNamed(store.adapter, number, 'number', AbortSignal.timeout(patience));
    if (other === null) return 'no-such-incident';
    return repeating.some(({ id }) => id === other?.id) ? 'itself' : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks the ticket system for the incident that others repeat, so that nobody reads of one that does not exist, and tells
 * what is wrong with its number. Where it cannot be asked now the step waits with the number, and it is looked for when
 * the step is sent.
 *
 * @param number Undefined where none is asked for.
 * @param busy Told while it is being asked.
 */
export async function duplicateFaults(
  store: IncidentStore | undefined,
  number: string | undefined,
  repeating: readonly Pick<Incident, 'id'>[],
  busy: (asking: boolean) => void,
): Promise<Faults> {
  if (number === undefined || !store || store.status.value.connection === 'offline') return new Map();
  busy(true);
  const fault = await wrongWith(store, number, repeating);
  busy(false);
  return new Map(fault === undefined ? [] : [['duplicate-of', fault]]);
}
