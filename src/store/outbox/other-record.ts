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
  const { relation } = intent;
  const { kind, number } = relation;
  if (relation.id !== undefined || isElsewhere(kind)) return intent;
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
  return links && links.some((link) => isOfChange(link, change)) !== (change.gone === true);
}
