import type { Incident } from '../core/incident.js';
import type { MutationIntent } from '../core/mutation.js';
import { seenFields } from '../core/mutation.js';
import type { Instant } from '../core/time.js';
import type { Queue } from './outbox/queue.js';
import type { Storage } from './storage.js';
import { storageError } from './storage.js';
import type { IncidentStore, Submitted } from './types.js';

type Commands = Pick<IncidentStore, 'createIncident' | 'updateIncident' | 'transition' | 'addEntry'>;

export interface CommandParts {
  readonly author: string;
  readonly queue: Queue;
  readonly storage: Storage;
  readonly now: () => Instant;
  readonly newKey: () => string;
}

/** What people do: each command stores the intent first, and only then does `pump` send anything. */
export function createCommands(
  { author, queue, storage, now, newKey }: CommandParts,
  pump: () => void,
): Commands {
  const submit = async (
    incidentId: string,
    intent: MutationIntent,
    key = newKey(),
    base?: Incident,
  ): Promise<Submitted> => {
    await queue.ready;
    const ended = queue.ended(key);
    const group = (queue.find(key) ?? ended)?.group ?? queue.groupOf(incidentId);
    if (!ended)
      try {
        await queue.add(
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
