import type { Adapter } from '../../adapters/adapter.js';
import type { Incident } from '../../core/incident.js';
import { IncidentError, retryClass, toIncidentError } from '../../core/errors.js';
import type { MutationIntent } from '../../core/mutation.js';
import type { RelationChange } from '../../core/relation.js';
import { isAmongIncidents, isElsewhere, isOfChange, isSameNumber } from '../../core/relation.js';

/** Among so many that are found by a number it is looked for: words of others may contain it as well. */
const mostFound = 50;

/** The id of the incident somebody has named by its number; undefined where none is found. */
async function idOfNumber(
  adapter: Adapter,
  number: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const text = number.trim().replace(/^#/u, '');
  if (text === '' || !adapter.traits.search) return undefined;
  let found: readonly Incident[];
  try {
    found = (await adapter.list({ text }, { limit: mostFound }, { signal })).items;
  } catch (error) {
    // Who may not look may still be right about the number; the backend judges it.
    if (retryClass(toIncidentError(error)) === 'permanent') return undefined;
    throw error;
  }
  return found.find(({ number: called }) => isSameNumber(called, text))?.id;
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
    const id = duplicateOf === undefined ? undefined : await idOfNumber(adapter, duplicateOf, signal);
    return id === undefined ? intent : { ...intent, transition: { ...intent.transition, duplicateOf: id } };
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
  const message = `There is no incident ${number}, or you may not see it.`;
  throw new IncidentError('not-found', message, {
    issues: [{ path: 'number', code: 'unknown', message }],
  });
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
