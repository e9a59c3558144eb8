import { retryClass, toIncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import { isSameNumber } from '../core/relation.js';
import type { Adapter } from './adapter.js';

/** Among so many that are found by a number it is looked for: words of others may contain it as well. */
const mostFound = 50;

/** What was read; undefined where the backend refuses it. Whatever may go better later is thrown. */
async function unlessRefused<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (retryClass(toIncidentError(error)) === 'permanent') return undefined;
    throw error;
  }
}

/**
 * The incident somebody has named; `null` where there is none, undefined where nobody can tell: the backend cannot
 * search, or not for this person.
 *
 * @param by People know numbers; what a page's script hands over may be an id.
 */
export async function incidentNamed(
  adapter: Pick<Adapter, 'traits' | 'list' | 'get'>,
  name: string,
  by: 'number' | 'number-or-id',
  signal: AbortSignal,
): Promise<Incident | null | undefined> {
  const text = name.trim().replace(/^#/u, '');
  if (text === '') return undefined;
  const listed = adapter.traits.search
    ? await unlessRefused(adapter.list({ text }, { limit: mostFound }, { signal }))
    : undefined;
  const found = listed?.items.find(({ number }) => isSameNumber(number, text));
  if (found) return found;
  // A short number stands in the words of more incidents than are looked through.
  const called = await unlessRefused(adapter.get(text, { signal }));
  const isIt = called && (isSameNumber(called.number, text) || (by === 'number-or-id' && called.id === text));
  if (isIt) return called;
  return listed ? null : undefined;
}
