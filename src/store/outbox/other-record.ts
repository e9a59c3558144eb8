import type { Adapter } from '../../adapters/adapter.js';
import { linkIdOf } from '../../adapters/choices.js';
import { incidentNamed } from '../../adapters/incident-named.js';
import { IncidentError } from '../../core/errors.js';
import type { MutationIntent, TransitionRequest } from '../../core/mutation.js';
import type { RelationChange } from '../../core/relation.js';
import { isAmongIncidents, isElsewhere, isItem, isOfChange } from '../../core/relation.js';
import { idOfName, withNamed } from './named-records.js';

/** The id of the incident somebody has named by its number; undefined where none is found. */
const idOfNumber = async (
  adapter: Adapter,
  number: string,
  signal: AbortSignal,
): Promise<string | undefined> => (await incidentNamed(adapter, number, 'number', signal))?.id;

/** Nothing is done for an incident that does not exist. */
function noneCalled(number: string, path: string): IncidentError {
  const message = `There is no incident ${number}, or you may not see it.`;
  return new IncidentError('not-found', message, { issues: [{ path, code: 'no-such-incident', message }] });
}

/** A step with the id of the incident it names as the one this one repeats. */
async function withOriginal(
  adapter: Adapter,
  transition: TransitionRequest,
  signal: AbortSignal,
): Promise<TransitionRequest> {
  const { duplicateOf } = transition;
  if (duplicateOf === undefined) return transition;
  const other = await incidentNamed(adapter, duplicateOf, 'number-or-id', signal);
  if (other === null) throw noneCalled(duplicateOf, 'duplicateOf');
  // Who may not look may still be right about the number; the backend judges it.
  return other ? { ...transition, duplicateOf: other.id } : transition;
}

/** A link with the ids of the records it names. */
async function withOthers(
  adapter: Adapter,
  change: RelationChange,
  signal: AbortSignal,
): Promise<RelationChange> {
  const { replaces } = change;
  // Chosen while it was not sent itself, the one that gives way is known by its number alone.
  const known =
    replaces?.number !== undefined && replaces.number === replaces.id
      ? await idOfNumber(adapter, replaces.number, signal)
      : undefined;
  const relation =
    replaces && known !== undefined ? { ...change, replaces: { ...replaces, id: known } } : change;
  const { kind, number } = relation;
  if (relation.id !== undefined) return relation;
  if (isItem(kind))
    return { ...relation, id: await idOfName(adapter, 'items', number, 'number', signal, linkIdOf) };
  if (isElsewhere(kind)) return relation;
  const id = await idOfNumber(adapter, number, signal);
  if (id !== undefined) return { ...relation, id };
  if (!isAmongIncidents(kind) || !adapter.traits.search) return relation;
  throw noneCalled(number, 'number');
}

/**
 * An intent with the ids of what it names. People know names and numbers, and without a network nobody can look one up;
 * so that is done when it is sent.
 */
export async function withIds(
  adapter: Adapter,
  intent: MutationIntent,
  signal: AbortSignal,
): Promise<MutationIntent> {
  const named = await withNamed(adapter, intent, signal);
  switch (named.kind) {
    case 'transition':
      return { ...named, transition: await withOriginal(adapter, named.transition, signal) };
    case 'relate':
      return { ...named, relation: await withOthers(adapter, named.relation, signal) };
    default:
      return named;
  }
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
