import type { Adapter } from '../../adapters/adapter.js';
import { incidentNamed } from '../../adapters/incident-named.js';
import { IncidentError } from '../../core/errors.js';
import type { MutationIntent } from '../../core/mutation.js';
import type { RelationChange } from '../../core/relation.js';
import { isAmongIncidents, isElsewhere, isOfChange } from '../../core/relation.js';

/** The id of the incident somebody has named by its number; undefined where none is found. */
const idOfNumber = async (
  adapter: Adapter,
  number: string,
  signal: AbortSignal,
): Promise<string | undefined> => (await incidentNamed(adapter, number, 'number', signal))?.id;

/** Nothing is done for an incident that does not exist. */
function noneCalled(number: string, path: string): IncidentError {
  const message = `There is no incident ${number}, or you may not see it.`;
  return new IncidentError('not-found', message, { issues: [{ path, code: 'unknown', message }] });
}

/**
 * An intent with the ids of the records it names by number. People know numbers, and without a network nobody can look
 * one up; so that is done when it is sent.
 */
export async function withIds(
  adapter: Adapter,
  intent: MutationIntent,
  signal: AbortSignal,
): Promise<MutationIntent> {
  if (intent.kind === 'transition') {
    const { duplicateOf } = intent.transition;
    if (duplicateOf === undefined) return intent;
    const other = await incidentNamed(adapter, duplicateOf, 'number-or-id', signal);
    if (other === null) throw noneCalled(duplicateOf, 'duplicateOf');
    // Who may not look may still be right about the number; the backend judges it.
    return other ? { ...intent, transition: { ...intent.transition, duplicateOf: other.id } } : intent;
  }
  if (intent.kind !== 'relate') return intent;
  const { replaces } = intent.relation;
  // Chosen while it was not sent itself, the one that gives way is known by its number alone.
  const known =
    replaces?.number !== undefined && replaces.number === replaces.id
      ? await idOfNumber(adapter, replaces.number, signal)
      : undefined;
  const relation =
    replaces && known !== undefined
      ? { ...intent.relation, replaces: { ...replaces, id: known } }
      : intent.relation;
  const { kind, number } = relation;
  if (relation.id !== undefined || isElsewhere(kind)) return { ...intent, relation };
  const id = await idOfNumber(adapter, number, signal);
  if (id !== undefined) return { ...intent, relation: { ...relation, id } };
  if (!isAmongIncidents(kind) || !adapter.traits.search) return intent;
  throw noneCalled(number, 'number');
}

/** Whether a link is there, or gone, as it was wanted; undefined where nobody can look. */
export async function isLinkDone(
  adapter: Adapter,
  id: string,
  change: RelationChange,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const links = await adapter.related?.(id, { signal });
  if (!links) return undefined;
  const { kind, gone = false, replaces } = change;
  const hasGivenWay = !links.some((link) => link.kind === kind && link.id === replaces?.id);
  return links.some((link) => isOfChange(link, change)) !== gone && hasGivenWay;
}
