import type { Adapter, Idempotency } from '../../adapters/adapter.js';
import type { Entry } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import { toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { MutationIntent } from '../../core/mutation.js';
import { isSamePart } from '../../core/participant.js';
import type { Task } from '../../core/task.js';
import { hasChange } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import { exactRecord } from '../exact-record.js';
import type { Answer, OutboxRow } from '../row.js';
import { isForOthers, isOurs } from './attempt.js';
import { isLinkDone } from './other-record.js';

/** Another clock than ours wrote the backend's times. */
const clockTolerance = 10 * 60_000;

/** What has to be done with a row whose earlier attempt may have been carried out. */
export type Repeat = 'send' | 'look' | 'ask';

/** What reads the lists whose items are the same the second time: a link, somebody's part. */
const readers: Readonly<Partial<Record<MutationIntent['kind'], 'related' | 'participants'>>> = {
  relate: 'related',
  'save-participant': 'participants',
};

/** How safely a row can be repeated. What is the same the second time can be looked for wherever it is read. */
export function safetyOf(adapter: Adapter, { mutation }: OutboxRow): Idempotency {
  const reader = readers[mutation.intent.kind];
  return reader !== undefined && adapter[reader] ? 'lookup' : adapter.traits.idempotency;
}

export function howToRepeat(adapter: Adapter, row: OutboxRow, now: Instant): Repeat {
  const { traits, findByKey } = adapter;
  if (!row.ambiguous) return 'send';
  const safety = safetyOf(adapter, row);
  if (safety === 'none') return 'ask';
  if (safety === 'lookup') return 'look';
  const { idempotencyTtl: ttl } = traits;
  const age = now - (row.firstSentAt ?? now);
  // An attempt that lies ahead of us was made by a clock put back since: nobody knows how long ago that is.
  if (ttl === undefined || (age > -clockTolerance && age <= ttl)) return 'send';
  // The backend has forgotten the key: sending again could do it twice.
  return findByKey ? 'look' : 'ask';
}

/**
 * Looks whether an earlier attempt went through: its answer when it did, `absent` when it certainly did not, and
 * undefined where looking cannot tell.
 */
export async function look(
  adapter: Adapter,
  row: OutboxRow,
  id: string,
  signal: AbortSignal,
): Promise<Answer | 'absent' | undefined> {
  const { intent, createdAt } = row.mutation;
  if (intent.kind === 'create') {
    if (!adapter.findByKey) return undefined;
    let incident: Incident | undefined;
    try {
      incident = await adapter.findByKey(row.key, { signal });
    } catch (error) {
      // It cannot tell: a person decides.
      if (toIncidentError(error).kind === 'unsupported') return undefined;
      throw error;
    }
    if (!incident) return 'absent';
    return isOurs(row, id, { incident }) ? { incident } : undefined;
  }
  /** Our words among the newest entries. */
  const written = async (text: string, kind?: Entry['kind']): Promise<Entry | undefined> =>
    (await adapter.entries?.(id, { limit: 50 }, { signal }))?.items.find(
      (candidate) =>
        candidate.key === row.key ||
        ((kind === undefined || candidate.kind === kind) &&
          candidate.text?.trim() === text.trim() &&
          candidate.recordedAt >= createdAt - clockTolerance),
    );
  if (intent.kind === 'add-entry') {
    const entry = await written(intent.entry.text, intent.entry.kind);
    return entry && !isForOthers(intent, entry) ? { entry } : undefined;
  }
  if (intent.kind === 'save-task') {
    const task = await presentTask(adapter, intent.taskId, id, signal);
    return task && hasChange(task, intent.change) ? { task } : undefined;
  }
  if (intent.kind === 'relate') {
    const done = await isLinkDone(adapter, id, intent.relation, signal);
    return done === undefined ? undefined : done ? {} : 'absent';
  }
  if (intent.kind === 'save-participant') {
    const { gone = false } = intent.participant;
    const team = await adapter.participants?.(id, { signal });
    return team && (team.some((one) => isSamePart(one, intent.participant)) === gone ? 'absent' : {});
  }
  const incident = await exactRecord(adapter, id, signal);
  if (isDone(intent, incident)) {
    // A step is there when its words are as well: they may have been a request of their own.
    const words = intent.kind === 'transition' ? intent.transition.comment?.trim() : undefined;
    return !words || (await written(words)) ? { incident } : undefined;
  }
  // Refused by its version should the first attempt still arrive, so that it is safe to send again.
  return adapter.traits.concurrency === 'version' &&
    incident.version !== undefined &&
    incident.version === row.base?.version
    ? 'absent'
    : undefined;
}

/** A task as the backend has it now; undefined where that cannot be told. */
export const presentTask = async (
  adapter: Adapter,
  taskId: string,
  id: string,
  signal: AbortSignal,
): Promise<Task | undefined> =>
  (await adapter.tasks?.(id, { signal }).catch(() => undefined))?.find((task) => task.id === taskId);

/** Whether a record shows what was wanted of it. */
export const isDone = (intent: MutationIntent, incident: Incident): boolean => {
  if (intent.kind === 'transition') return incident.status.category === intent.transition.to;
  return (
    intent.kind === 'update' &&
    Object.entries(intent.patch).every(
      ([field, value]) => field === 'assessment' || equal(incident[field as keyof Incident], value),
    )
  );
};

/**
 * Whether nothing of a change is left to send because the record is that way already: somebody else, or the same person
 * in another tab, has done the same. What carries words of its own is never that.
 */
export function isMadeAlready({ base, mutation: { intent } }: OutboxRow, incident: Incident): boolean {
  if (intent.kind === 'update') return intent.patch.assessment === undefined && isDone(intent, incident);
  if (intent.kind !== 'transition' || base?.status.category === intent.transition.to) return false;
  const { to: _to, code, assignee, group, ...words } = intent.transition;
  return (
    isDone(intent, incident) &&
    (code === undefined || incident.status.code === code) &&
    (assignee === undefined || incident.assignee?.id === assignee.id) &&
    (group === undefined || incident.group?.id === group.id) &&
    Object.values(words).every((word) => word === undefined)
  );
}
