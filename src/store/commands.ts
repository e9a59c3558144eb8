import type { Incident, IncidentPatch } from '../core/incident.js';
import type { MutationIntent } from '../core/mutation.js';
import type { Kit } from './kit.js';
import { addMutation, storageError } from './queue.js';
import type { IncidentStore, Submitted } from './types.js';

type Commands = Pick<IncidentStore, 'createIncident' | 'updateIncident' | 'transition' | 'addEntry'>;

/** Those parts of a record that a patch would change, for a person who has to choose between two versions. */
export const seenFields = (patch: IncidentPatch, seen: Incident): IncidentPatch =>
  Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field as keyof Incident] ?? null]));

/** What people do: each command stores the intent first, and only then is anything sent. */
export function createCommands(kit: Kit, pump: () => void, newKey: () => string): Commands {
  const { author, queue, storage, now } = kit;

  const submit = async (
    incidentId: string,
    intent: MutationIntent,
    key = newKey(),
    base?: Incident,
  ): Promise<Submitted> => {
    await queue.ready.catch(() => undefined);
    const ended = queue.ended(key);
    const group = (queue.find(key) ?? ended)?.group ?? queue.groupOf(incidentId);
    if (!ended)
      try {
        await addMutation(
          queue,
          ...structuredClone([{ key, incidentId: group, author, createdAt: now(), intent }, base] as const),
        );
      } catch (error) {
        throw storageError(error);
      }
    pump();
    return Object.freeze({ key, incidentId: group, kept: storage.kept, outcome: queue.outcome(key) });
  };

  return {
    createIncident: (draft, key = newKey()) => submit(key, { kind: 'create', draft }, key),
    updateIncident: (id, patch, seen, key) =>
      submit(id, { kind: 'update', patch, seen: seenFields(patch, seen), version: seen.version }, key, seen),
    transition: (id, transition, seen, key) =>
      submit(id, { kind: 'transition', transition, version: seen.version }, key, seen),
    addEntry: (id, entry, key) => submit(id, { kind: 'add-entry', entry }, key),
  };
}
