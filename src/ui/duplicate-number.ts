import { incidentNamed } from '../adapters/incident-named.js';
import type { Incident } from '../core/incident.js';
import type { IncidentStore } from '../store/types.js';

/** So long the ticket system is asked about what was typed, in milliseconds; then it has to do without. */
const patience = 5_000;

/**
 * Asks the ticket system for the incident that others repeat, so that nobody reads of one that does not exist, and tells
 * what is wrong with its number as the code of an issue. Where it cannot be asked now the step waits with the number,
 * and it is looked for when the step is sent.
 */
export async function wrongDuplicate(
  store: IncidentStore | undefined,
  number: string,
  repeating: readonly Pick<Incident, 'id'>[],
): Promise<'no-such-incident' | 'itself' | undefined> {
  if (!store || store.status.value.connection === 'offline') return undefined;
  try {
    const other = await incidentNamed(store.adapter, number, 'number', AbortSignal.timeout(patience));
    if (other === null) return 'no-such-incident';
    return repeating.some(({ id }) => id === other?.id) ? 'itself' : undefined;
  } catch {
    return undefined;
  }
}
