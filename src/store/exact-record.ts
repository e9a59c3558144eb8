import type { Adapter } from '../adapters/adapter.js';
import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';

/**
 * The record of an id. One that comes under another id says nothing about this one, as after two tickets were merged or
 * from a cache that mixes answers up: neither is it shown, nor is anything compared with it or sent onto its version.
 */
export async function exactRecord(adapter: Adapter, id: string, signal: AbortSignal): Promise<Incident> {
  const found = await adapter.get(id, { signal });
  if (found.id === id) return found;
  const other = found.number || found.id;
  throw new IncidentError(
    'bad-answer',
    `The backend answered with ${other} instead; the two may have been merged.`,
  );
}
