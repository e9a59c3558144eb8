import type { Adapter } from '../../adapters/adapter.js';
import type { EntryDraft } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import type { MutationIntent } from '../../core/mutation.js';
import { seenFields } from '../../core/mutation.js';
import type { Instant } from '../../core/time.js';
import type { Bases } from '../bases.js';
import type { Files } from '../files.js';
import type { OutboxRow } from '../row.js';
import type { Storage } from '../storage.js';
import type { IncidentStore } from '../types.js';
import { safetyOf } from './delivery.js';
import type { Queue } from './queue.js';
import type { Sender } from './sender.js';

/** What a person decides about a mutation that did not get through. */
export type Decisions = Pick<IncidentStore, 'retry' | 'discard' | 'edit' | 'resolveConflict'>;

export interface DecisionParts {
  readonly adapter: Adapter;
  readonly queue: Queue;
  readonly bases: Bases;
  readonly storage: Storage;
  readonly files: Pick<Files, 'ended'>;
  readonly now: () => Instant;
  readonly newKey: () => string;
  /** Something has been stored under this key: its draft is one no longer. */
  readonly written: (key: string) => void;
}

export function createDecisions(
  { adapter, queue, bases, storage, files, now, newKey, written }: DecisionParts,
  sender: Sender,
): Decisions {
  const sendAgain = (row: OutboxRow): OutboxRow => {
    const {
      error: _error,
      nextAttemptAt: _next,
      firstSentAt: _first,
      breakdowns: _breakdowns,
      theirs: _theirs,
      theirTask: _task,
      ...rest
    } = row;
    // A person who asks for it has decided; only a backend that can be asked is asked first.
    const ambiguous = row.ambiguous === true && safetyOf(adapter, row) !== 'none';
    return { ...rest, state: 'queued', ambiguous, ...(row.state === 'unknown' && { insisted: true }) };
  };

  /** The same place in the order with another content: a new intent, and so under a new key. */
  const renewed = (row: OutboxRow, intent: MutationIntent, key: string): OutboxRow => ({
    key,
    group: row.group,
    seq: row.seq,
    mutation: { ...row.mutation, key, createdAt: now(), intent },
    base: row.base,
    version: row.version,
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
    throw new IncidentError('unsupported', 'There is no text in this to edit: discard it and do it again.');
  };

  /** The conflicting mutation on top of the backend's present record. */
  const onTopOf = (row: OutboxRow, theirs: Incident | undefined, key: string): OutboxRow => {
    const { intent } = row.mutation;
    const { theirTask: seen } = row;
    if (intent.kind === 'save-task' && seen) {
      const { version: _before, ...rest } = intent;
      const version = seen.version === undefined ? {} : { version: seen.version };
      return renewed(row, { ...rest, seen, ...version }, key);
    }
    const base = theirs ?? row.base;
    const version = base?.version;
    const next =
      base && intent.kind === 'update'
        ? { ...intent, seen: seenFields(intent.patch, base), version }
        : base && intent.kind === 'transition'
          ? { ...intent, version }
          : intent;
    return { ...renewed(row, next, key), base, version };
  };

  const rowOf = (key: string, ...states: readonly OutboxRow['state'][]): OutboxRow => {
    const row = queue.find(key);
    if (!row) throw new IncidentError('not-found', 'This is no longer in the outbox.');
    if (!states.includes(row.state))
      throw new IncidentError('conflict', `This cannot be done while it is ${row.state}.`);
    return row;
  };

  return {
    async retry(key) {
      sender.allow(key);
      await queue.amend(key, sender.moment(), (row) => (row.state === 'conflict' ? row : sendAgain(row)));
      sender.pump();
    },
    async discard(key) {
      if (queue.damaged().some((one) => one.key === key)) await queue.drop(key);
      const gone = await queue.discard(key, sender.moment());
      files.ended(gone);
      sender.pump();
      return gone;
    },
    async edit(key, draft, fresh = newKey()) {
      const row = rowOf(key, 'failed', 'conflict');
      const intent = edited(row.mutation.intent, structuredClone(draft));
      // A key that is in use stands for something else already.
      const next = queue.find(fresh) || queue.ended(fresh) ? newKey() : fresh;
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
      written(next);
      sender.allow(next);
      sender.pump();
      return Object.freeze(submitted);
    },
    async resolveConflict(key, choice) {
      const { theirs } = rowOf(key, 'conflict');
      const next = newKey();
      if (theirs) bases.put(theirs, bases.mark());
      if (choice === 'theirs') await queue.discard(key, sender.moment());
      else await queue.amend(key, sender.moment(), (row) => onTopOf(row, row.theirs, next));
      sender.allow(next);
      sender.pump();
    },
  };
}
