import type { Deed } from '../core/actions.js';
import { visibilityOf } from '../core/entry.js';
import type { Visibility } from '../core/entry.js';
import type { FileRef } from '../core/file.js';
import type { Incident, IncidentPatch } from '../core/incident.js';
import type { Mutation, MutationIntent, TransitionRequest } from '../core/mutation.js';
import { seenFields } from '../core/mutation.js';
import type { RelationChange } from '../core/relation.js';
import type { Instant } from '../core/time.js';
import type { Files } from './files.js';
import type { Outbox } from './outbox/outbox.js';
import type { Queue } from './outbox/queue.js';
import type { Storage } from './storage.js';
import { storageError } from './storage.js';
import type { IncidentCommands, Submitted } from './types.js';

export interface CommandParts {
  readonly author: string;
  readonly queue: Queue;
  readonly storage: Storage;
  readonly files: Pick<Files, 'areDurable'>;
  readonly now: () => Instant;
  readonly newKey: () => string;
  /** @throws {@link IncidentError} where this store has been closed. */
  readonly refuseClosed: () => void;
  /** Keys given out here and not used yet. */
  readonly minted: Set<string>;
  /** Something has been stored under this key: its draft is one no longer. */
  readonly written: (key: string) => void;
}

/** What people do: each command stores the intent first, and only then does `pump` send anything. */
export function createCommands(
  { author, queue, storage, files, now, newKey, refuseClosed, minted, written }: CommandParts,
  { allow, pump }: Pick<Outbox, 'allow' | 'pump'>,
): IncidentCommands {
  /** Keys this tab has used: a second click is the same intent, whatever has been typed since the first. */
  const used = new Set<string>();

  /** Stores all of it in its order, in place of the draft, or nothing. */
  const submitAll = async (
    incidentId: string,
    intents: readonly MutationIntent[],
    draft = newKey(),
    base?: Incident,
  ): Promise<readonly Submitted[]> => {
    refuseClosed();
    await queue.ready;
    const store = async (key: string): Promise<readonly Mutation[]> => {
      const named = intents[0]?.kind === 'create' ? key : incidentId;
      const group = (queue.find(key) ?? queue.ended(key))?.group ?? queue.groupOf(named);
      const wanted = structuredClone({ intents, base });
      // All are stored together, so that a draft whose key is known has gone whole. A new incident is known by it.
      const main = intents[0]?.kind === 'create' ? 0 : intents.length - 1;
      const mutations = wanted.intents.map((intent, at): Mutation => ({
        key: at === main ? key : `${key}.${String(at + 1)}`,
        incidentId: group,
        author,
        createdAt: now(),
        intent,
      }));
      const stored = await queue.add(mutations, {
        draft,
        key,
        fresh: minted.delete(key),
        again: used.has(key),
        base: wanted.base,
      });
      // The same draft may have been sent from another tab before it was changed here.
      if (!stored) return store(newKey());
      used.add(key);
      return mutations;
    };
    try {
      const stored = await store(draft);
      written(draft);
      for (const { key } of stored) allow(key);
      pump();
      const added = intents.flatMap((intent) => (intent.kind === 'attach' ? [intent.file] : []));
      const kept = files.areDurable(added) ? storage.kept : 'memory';
      return stored.map(({ key, incidentId: group }) =>
        Object.freeze({ key, incidentId: group, kept, outcome: queue.outcome(key) }),
      );
    } catch (error) {
      throw storageError(error);
    }
  };

  /** The words, or what else is wanted, with the files that go after it. */
  const submit = async (
    incidentId: string,
    intent: MutationIntent,
    key?: string,
    base?: Incident,
    after: readonly MutationIntent[] = [],
  ): Promise<Submitted> => {
    const [submitted] = await submitAll(incidentId, [intent, ...after], key, base);
    return submitted as Submitted;
  };

  return {
    createIncident: (draft, key = newKey(), added, links = []) =>
      submit(key, { kind: 'create', draft }, key, undefined, [
        ...links.map(relating),
        ...attaching(added, 'public'),
      ]),
    updateIncident: (id, patch, seen, key) => submit(id, updating(patch, seen), key, seen),
    transition: (id, transition, seen, key) => submit(id, stepping(transition, seen), key, seen),
    addEntry: (id, entry, key, added) =>
      submit(id, { kind: 'add-entry', entry }, key, undefined, attaching(added, visibilityOf(entry.kind))),
    attach: async (id, added, visibility, key) =>
      added.length === 0 ? [] : submitAll(id, attaching(added, visibility), key),
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
    relate: (id, relation, key) => submit(id, relating(relation), key),
    saveParticipant: (id, participant, key) => submit(id, { kind: 'save-participant', participant }, key),
    perform: async (seen, deeds, key) =>
      deeds.length === 0
        ? []
        : submitAll(
            seen.id,
            deeds.map((deed) => intentOf(deed, seen)),
            key,
            seen,
          ),
  };
}

const relating = (relation: RelationChange): MutationIntent => ({ kind: 'relate', relation });

const attaching = (files: readonly FileRef[] = [], visibility: Visibility): readonly MutationIntent[] =>
  files.map(({ id, name, type, size }) => ({ kind: 'attach', file: { id, name, type, size }, visibility }));

const updating = (patch: IncidentPatch, seen: Incident): MutationIntent => ({
  kind: 'update',
  patch,
  seen: seenFields(patch, seen),
  version: seen.version,
});

const stepping = (transition: TransitionRequest, { version }: Incident): MutationIntent => ({
  kind: 'transition',
  transition,
  version,
});

function intentOf(deed: Deed, seen: Incident): MutationIntent {
  if (deed.kind === 'entry') return { kind: 'add-entry', entry: deed.entry };
  return deed.kind === 'update' ? updating(deed.patch, seen) : stepping(deed.request, seen);
}
