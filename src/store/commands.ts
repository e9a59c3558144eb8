import type { Incident } from '../core/incident.js';
import type { Mutation, MutationIntent } from '../core/mutation.js';
import { seenFields } from '../core/mutation.js';
import type { Instant } from '../core/time.js';
import type { Queue } from './outbox/queue.js';
import type { Storage } from './storage.js';
import { storageError } from './storage.js';
import type { IncidentStore, Submitted } from './types.js';

type Commands = Pick<
  IncidentStore,
  'createIncident' | 'updateIncident' | 'transition' | 'addEntry' | 'saveTask'
>;

export interface CommandParts {
  readonly author: string;
  readonly queue: Queue;
  readonly storage: Storage;
  readonly now: () => Instant;
  readonly newKey: () => string;
  /** Keys given out here and not used yet. */
  readonly minted: Set<string>;
  /** Something has been stored under this key: its draft is one no longer. */
  readonly written: (key: string) => void;
}

/** What people do: each command stores the intent first, and only then does `pump` send anything. */
export function createCommands(
  { author, queue, storage, now, newKey, minted, written }: CommandParts,
  pump: () => void,
): Commands {
  /** Keys this tab has used: a second click is the same intent, whatever has been typed since the first. */
  const used = new Set<string>();

  const submit = async (
    incidentId: string,
    intent: MutationIntent,
    draft = newKey(),
    base?: Incident,
  ): Promise<Submitted> => {
    await queue.ready;
    const store = async (key: string): Promise<Mutation> => {
      const named = intent.kind === 'create' ? key : incidentId;
      const group = (queue.find(key) ?? queue.ended(key))?.group ?? queue.groupOf(named);
      const wanted = structuredClone({ intent, base });
      const mutation = { key, incidentId: group, author, createdAt: now(), intent: wanted.intent };
      const stored = await queue.add(mutation, {
        draft,
        fresh: minted.delete(key),
        again: used.has(key),
        base: wanted.base,
      });
      // The same draft may have been sent from another tab before it was changed here.
      if (!stored) return store(newKey());
      used.add(key);
      return mutation;
    };
    try {
      const { key, incidentId: group } = await store(draft);
      written(draft);
      pump();
      return Object.freeze({ key, incidentId: group, kept: storage.kept, outcome: queue.outcome(key) });
    } catch (error) {
      throw storageError(error);
    }
  };

  return {
    createIncident: (draft, key = newKey()) => submit(key, { kind: 'create', draft }, key),
    updateIncident: (id, patch, seen, key) =>
      submit(id, { kind: 'update', patch, seen: seenFields(patch, seen), version: seen.version }, key, seen),
    transition: (id, transition, seen, key) =>
      submit(id, { kind: 'transition', transition, version: seen.version }, key, seen),
    addEntry: (id, entry, key) => submit(id, { kind: 'add-entry', entry }, key),
    saveTask: (id, taskId, change, seen, key) =>
      submit(
        id,
        {
          kind: 'save-task',
          taskId,
          change,
          ...(seen ? { seen } : {}),
          ...(seen?.version === undefined ? {} : { version: seen.version }),
        },
        key,
      ),
  };
}
