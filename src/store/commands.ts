import type { EntryDraft } from '../core/entry.js';
import { IncidentError } from '../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../core/incident.js';
import type { Mutation, MutationIntent } from '../core/mutation.js';
import type { Kit } from './kit.js';
import { storageError } from './queue.js';
import type { OutboxRow } from './outbox.js';
import type { Sender } from './sender.js';
import type { IncidentStore, Submitted } from './types.js';

type Commands = Pick<
  IncidentStore,
  | 'createIncident'
  | 'updateIncident'
  | 'transition'
  | 'addEntry'
  | 'newKey'
  | 'retry'
  | 'discard'
  | 'edit'
  | 'resolveConflict'
  | 'exportOutbox'
>;

/** What people do: each command stores the intent first, and only then is anything sent. */
export function createCommands(kit: Kit, sender: Sender, newKey: () => string): Commands {
  const { adapter, author, queue, bases, storage, now } = kit;

  const submit = async (
    incidentId: string,
    intent: MutationIntent,
    key: string,
    base?: Incident,
  ): Promise<Submitted> => {
    await queue.ready.catch(() => undefined);
    const group = queue.find(key)?.group ?? queue.ended(key)?.group ?? queue.groupOf(incidentId);
    const mutation: Mutation = { key, incidentId: group, author, createdAt: now(), intent };
    if (!queue.ended(key))
      try {
        await queue.add(structuredClone(mutation), base && structuredClone(base));
      } catch (error) {
        throw storageError(error);
      }
    const submitted = { key, incidentId: group, kept: storage.kept, outcome: queue.outcome(key) };
    sender.pump();
    return Object.freeze(submitted);
  };

  const seenFields = (patch: IncidentPatch, seen: Incident): IncidentPatch =>
    Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field as keyof Incident] ?? null]));

  const versioned = ({ version }: Incident): { version?: string } =>
    version === undefined ? {} : { version };

  const sendAgain = (row: OutboxRow): OutboxRow => {
    const { error: _error, nextAttemptAt: _next, firstSentAt: _first, theirs: _theirs, ...rest } = row;
    // Whoever asks for it has decided; only a backend that can be asked is asked first.
    const ambiguous = row.ambiguous === true && adapter.capabilities.idempotency !== 'none';
    return { ...rest, state: 'queued', ambiguous };
  };

  /** The same place in the order with another content: a new intent, and so under a new key. */
  const renewed = (row: OutboxRow, intent: MutationIntent, key: string): OutboxRow => ({
    key,
    group: row.group,
    seq: row.seq,
    mutation: { ...row.mutation, key, createdAt: now(), intent },
    ...(row.base ? { base: row.base } : {}),
    ...(row.version === undefined ? {} : { version: row.version }),
    state: 'queued',
    attempts: 0,
    fence: row.fence + 1,
  });

  const edited = (
    intent: MutationIntent,
    draft: IncidentDraft | IncidentPatch | EntryDraft,
  ): MutationIntent => {
    if (intent.kind === 'create') return { ...intent, draft: draft as IncidentDraft };
    if (intent.kind === 'update') return { ...intent, patch: draft };
    if (intent.kind === 'add-entry') return { ...intent, entry: draft as EntryDraft };
    throw new IncidentError(
      'unsupported',
      'A step of the lifecycle has no text to edit: discard it and take the step again.',
    );
  };

  /** The conflicting mutation on top of the backend's present record. */
  const onTopOf = (row: OutboxRow, theirs: Incident | undefined, key: string): OutboxRow => {
    const { intent } = row.mutation;
    const base = theirs ?? row.base;
    const next =
      base && intent.kind === 'update'
        ? { ...intent, seen: seenFields(intent.patch, base), ...versioned(base) }
        : base && intent.kind === 'transition'
          ? { ...intent, ...versioned(base) }
          : intent;
    const { version: _old, ...rest } = renewed(row, next, key);
    return base ? { ...rest, base, ...versioned(base) } : rest;
  };

  const rowOf = (key: string, ...states: readonly OutboxRow['state'][]): OutboxRow => {
    const row = queue.find(key);
    if (!row) throw new IncidentError('not-found', 'This is no longer in the outbox.');
    if (!states.includes(row.state))
      throw new IncidentError('conflict', `This cannot be done while it is ${row.state}.`);
    return row;
  };

  return {
    newKey,
    createIncident: (draft, key = newKey()) => submit(key, { kind: 'create', draft }, key),
    updateIncident: (id, patch, seen, key = newKey()) =>
      submit(id, { kind: 'update', patch, seen: seenFields(patch, seen), ...versioned(seen) }, key, seen),
    transition: (id, transition, seen, key = newKey()) =>
      submit(id, { kind: 'transition', transition, ...versioned(seen) }, key, seen),
    addEntry: (id, entry, key = newKey()) => submit(id, { kind: 'add-entry', entry }, key),
    async retry(key) {
      await queue.amend(key, sender.moment(), (row) => (row.state === 'conflict' ? row : sendAgain(row)));
      sender.pump();
    },
    async discard(key) {
      const gone = await queue.discard(key, sender.moment());
      sender.pump();
      return gone;
    },
    async edit(key, draft) {
      const row = rowOf(key, 'failed', 'conflict');
      const intent = edited(row.mutation.intent, structuredClone(draft));
      const next = newKey();
      const changed = await queue.amend(key, sender.moment(), (present) =>
        present.state === 'conflict'
          ? onTopOf({ ...present, mutation: { ...present.mutation, intent } }, present.theirs, next)
          : renewed(present, intent, next),
      );
      if (!changed) throw new IncidentError('not-found', 'This is no longer in the outbox.');
      const submitted = {
        key: next,
        incidentId: row.group,
        kept: storage.kept,
        outcome: queue.outcome(next),
      };
      sender.pump();
      return Object.freeze(submitted);
    },
    async resolveConflict(key, choice) {
      const { theirs } = rowOf(key, 'conflict');
      if (theirs) bases.put(theirs, bases.mark());
      if (choice === 'theirs') await queue.discard(key, sender.moment());
      else await queue.amend(key, sender.moment(), (row) => onTopOf(row, row.theirs, newKey()));
      sender.pump();
    },
    exportOutbox: () =>
      JSON.stringify(
        [...queue.groups().values()]
          .flat()
          .map(({ mutation, state, error }) => ({ ...mutation, state, ...(error ? { error } : {}) })),
        null,
        2,
      ),
  };
}
