import type { Adapter, Choice } from '../../adapters/adapter.js';
import { IncidentError, retryClass, toIncidentError } from '../../core/errors.js';
import type { FieldLookup } from '../../core/fields.js';
import { fieldRow } from '../../core/fields.js';
import type { Person, Ref } from '../../core/incident.js';
import { isUnfound } from '../../core/incident.js';
import type { MutationIntent } from '../../core/mutation.js';

/** Among so many that are found for a name it is looked for: those of longer names are found as well. */
const mostFound = 50;

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** What a task and a part call somebody. */
const others: Readonly<Record<string, FieldLookup>> = { owner: 'people', person: 'people' };

const lookupOf = (field: string): FieldLookup | undefined => fieldRow(field)?.lookup ?? others[field];

const isToFind = (value: unknown): value is Ref | Person =>
  typeof value === 'object' && value !== null && 'id' in value && isUnfound(value as Ref);

/** Choices for a text; undefined where the backend has no such list, or none for this person. */
async function choicesFor(
  adapter: Adapter,
  operation: FieldLookup,
  text: string,
  signal: AbortSignal,
): Promise<readonly Choice[] | undefined> {
  try {
    return (await adapter[operation]?.(text, { limit: mostFound }, { signal }))?.items;
  } catch (error) {
    if (retryClass(toIncidentError(error)) === 'permanent') return undefined;
    throw error;
  }
}

function refused(code: string, path: string, name: string, words: string): IncidentError {
  const message = `${words} “${name}”.`;
  return new IncidentError('validation', message, { issues: [{ path, code, message }] });
}

/**
 * The id of what somebody has named while nobody could look it up. Where there is no list a name is all there is, as in
 * the form.
 *
 * @param path Where it was named, for the error when it cannot be told which is meant.
 * @param idOf What of a choice is sent: a link may name it otherwise than a field.
 */
export async function idOfName(
  adapter: Adapter,
  operation: FieldLookup,
  name: string,
  path: string,
  signal: AbortSignal,
  idOf: (choice: Choice) => string = ({ id }) => id,
): Promise<string> {
  const found = await choicesFor(adapter, operation, name, signal);
  if (!found) return name;
  const wanted = fold(name);
  const called = found.filter(({ id, label }) => fold(label) === wanted || fold(id) === wanted);
  const [one, another] = new Set(called.map(idOf));
  if (one !== undefined && another !== undefined)
    throw refused('several-of-that-name', path, name, 'Several are called');
  if (one !== undefined) return one;
  const any = found.length > 0 ? found : await choicesFor(adapter, operation, '', signal);
  if (any?.length) throw refused('no-such-name', path, name, 'Nothing is called');
  return name;
}

/** A part of an intent with the ids of what it names; the part itself where it names nothing of the kind. */
async function withFound<T extends object>(adapter: Adapter, part: T, signal: AbortSignal): Promise<T> {
  const found: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(part)) {
    const operation = lookupOf(field);
    if (!operation || !isToFind(value)) continue;
    const name = 'label' in value ? value.label : value.name;
    found[field] = { ...value, id: await idOfName(adapter, operation, name, field, signal) };
  }
  return Object.keys(found).length === 0 ? part : { ...part, ...found };
}

/** An intent with the ids of the people, groups, services and items it names. */
export async function withNamed(
  adapter: Adapter,
  intent: MutationIntent,
  signal: AbortSignal,
): Promise<MutationIntent> {
  const find = <T extends object>(part: T): Promise<T> => withFound(adapter, part, signal);
  switch (intent.kind) {
    case 'create':
      return { ...intent, draft: await find(intent.draft) };
    case 'update':
      return { ...intent, patch: await find(intent.patch) };
    case 'transition':
      return { ...intent, transition: await find(intent.transition) };
    case 'save-task':
      return { ...intent, change: await find(intent.change) };
    case 'save-participant':
      return { ...intent, participant: await find(intent.participant) };
    default:
      return intent;
  }
}
