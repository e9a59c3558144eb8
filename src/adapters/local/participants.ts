import type { FieldChange } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Participant, ParticipantChange } from '../../core/participant.js';
import { isSamePart } from '../../core/participant.js';
import type { Database, WriteTx } from './database.js';

/** Who has which part in an incident, in the order in which they were given theirs. */
export async function participantRows(db: Database, incidentId: string): Promise<readonly Participant[]> {
  return (await db.get('participants', incidentId))?.participants ?? [];
}

const required = (path: string, message: string): IncidentError =>
  new IncidentError('validation', message, { issues: [{ path, code: 'required', message }] });

/**
 * Gives a person a part, or takes it away.
 *
 * @returns What the timeline says of it; undefined where it was so already.
 */
export async function putParticipant(
  tx: WriteTx,
  incidentId: string,
  { person, role, gone = false }: ParticipantChange,
): Promise<FieldChange | undefined> {
  if (person.id.trim() === '') throw required('person', 'Say who it is.');
  if (role.trim() === '') throw required('role', 'Say which part they have.');
  const store = tx.objectStore('participants');
  const before = (await store.get(incidentId))?.participants ?? [];
  const part: Participant = { person, role };
  const others = before.filter((one) => !isSamePart(one, part));
  if (gone === (others.length === before.length)) return undefined;
  await store.put({ incidentId, participants: gone ? others : [...others, part] });
  return { field: 'participant', label: role, [gone ? 'from' : 'to']: person.name };
}
