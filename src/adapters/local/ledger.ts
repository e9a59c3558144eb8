import { closingOf, silence } from '../../core/closure.js';
import type { Entry } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { IncidentHistory } from '../../core/history.js';
import { fitting, historyOf, ranksIn } from '../../core/history.js';
import type { Incident, IncidentDraft, Person } from '../../core/incident.js';
import { transitionIncident } from '../../core/lifecycle.js';
import type { Policy } from '../../core/policy.js';
import { withTargets } from '../../core/sla/recorded.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import type { WriteOptions } from '../adapter.js';
import type { changeChannel } from './channel.js';
import { silentAt } from './closing.js';
import type { LocalDatabase, WriteTx } from './database.js';
import { countAll, recount } from './list.js';
import { rowOf, statusRank } from './schema.js';
import type { LocalSeed } from './seed.js';
import { putSeed } from './seed.js';

export const nextVersion = (incident: Incident): string => String((Number(incident.version) || 0) + 1);

/** The next number of a counter. */
export const count = async (tx: WriteTx, counter: 'number' | 'entry', from: number): Promise<number> => {
  const meta = tx.objectStore('meta');
  const value = Number((await meta.get(counter)) ?? from) + 1;
  await meta.put(value, counter);
  return value;
};

/** What deeds are done with. */
export interface LedgerOptions {
  readonly database: LocalDatabase;
  readonly channel: ReturnType<typeof changeChannel>;
  readonly seed: LocalSeed | undefined;
  readonly now: () => Instant;
  /** Who acts; written into entries. */
  readonly user: Person | undefined;
  readonly policy: Policy | undefined;
}

/**
 * How anything is written here: the data is there first, each key does one deed in one transaction, a record that has
 * moved on is not written over, and what is done leaves its entry.
 */
export function createLedger({ database, channel, seed, now, user, policy }: LedgerOptions) {
  let seeding: Promise<unknown> | undefined;
  /** Settles before the first answer; a failure is not kept, so that the next call tries again. */
  const seeded = async (): Promise<void> => {
    if (!seed) return;
    seeding ??= database.write(async (tx) => {
      if (await tx.objectStore('meta').get('seeded')) return;
      await putSeed(tx, seed);
      await countAll(tx);
    });
    try {
      await seeding;
    } catch (error) {
      seeding = undefined;
      throw error;
    }
  };

  /** Nothing is due for closing before then. */
  let quietUntil = -Infinity;

  /**
   * Closes what nobody has answered, before anything is read or written. Whenever that is looked at, it has been closed at
   * the moment it was due.
   */
  const settled = async (): Promise<void> => {
    await seeded();
    const present = now();
    if (!policy?.closure || present < quietUntil) return;
    const { due, next } = await database.use((db) => silentAt(db, policy, present));
    if (due.length > 0) {
      await database.write(async (tx) => {
        for (const { id } of due) await closeSilent(tx, id, policy, present);
      });
      channel.announce({});
    }
    quietUntil = next;
  };

  const read: typeof database.use = async (work) => {
    await settled();
    return database.use(work);
  };

  const log = async (
    tx: WriteTx,
    incidentId: string,
    at: Instant,
    key: string,
    entry: Pick<Entry, 'kind'> & Partial<Entry>,
  ): Promise<Entry> => {
    const whole: Entry = {
      id: String(await count(tx, 'entry', 0)).padStart(9, '0'),
      incidentId,
      visibility: 'public',
      occurredAt: at,
      recordedAt: at,
      ...(user ? { author: user } : {}),
      key,
      ...entry,
    };
    await tx.objectStore('entries').add(whole);
    return whole;
  };

  const found = async (tx: WriteTx, id: string): Promise<Incident> => {
    const row = await tx.objectStore('incidents').get(id);
    if (!row) throw new IncidentError('not-found', 'There is no such incident.');
    return row.incident;
  };

  /** Its past, read off the entries, with those of the deed that is under way. */
  const pastOf = async (tx: WriteTx, incident: Incident, rules: Policy): Promise<IncidentHistory> => {
    const ofIncident = IDBKeyRange.bound([incident.id], [incident.id, []]);
    const entries = await tx.objectStore('entries').getAll(ofIncident);
    return fitting(historyOf(entries, { rankOf: ranksIn(rules.matrix) }), incident);
  };

  const keep = async (tx: WriteTx, changed: Incident, before?: Incident): Promise<Incident> => {
    const incident = policy
      ? withTargets(changed, policy, changed.updatedAt, {
          before,
          history: await pastOf(tx, changed, policy),
        })
      : changed;
    await tx.objectStore('incidents').put(rowOf(incident));
    await recount(tx, before && statusRank(before), statusRank(incident));
    return incident;
  };

  /** Another tab may have been quicker, or somebody may have answered meanwhile. */
  const closeSilent = async (tx: WriteTx, id: string, rules: Policy, present: Instant): Promise<void> => {
    const before = await found(tx, id);
    const { dueAt: at = Infinity } = closingOf(before, rules) ?? {};
    if (at > present) return;
    const after = transitionIncident(before, { to: 'closed' }, at, {}, rules);
    await log(tx, id, at, `${silence} ${id} ${String(at)}`, {
      kind: 'status',
      author: { id: '', name: '', automatic: true },
      changes: [{ field: 'status', from: before.status.category, to: 'closed' }],
      text: silence,
    });
    await keep(tx, { ...after, version: nextVersion(before) }, before);
  };

  /** One deed per key: the key is stored with the deed, and a repetition returns what the deed led to. */
  const once = async <T>(
    write: WriteOptions,
    deed: (tx: WriteTx, at: Instant) => Promise<readonly [result: T, incidentId: string, entryId?: string]>,
    again: (tx: WriteTx, incidentId: string, entryId: string) => Promise<T>,
  ): Promise<T> => {
    await settled();
    if (write.signal?.aborted)
      throw new IncidentError('aborted', 'The request was called off.', { cause: write.signal.reason });
    let changed: string | undefined;
    const result = await database.write(async (tx) => {
      const keys = tx.objectStore('keys');
      const done = await keys.get(write.key);
      if (done) return again(tx, done.incidentId, done.entryId ?? '');
      const [outcome, incidentId, entryId] = await deed(tx, now());
      await keys.add({ key: write.key, incidentId, ...(entryId === undefined ? {} : { entryId }) });
      changed = incidentId;
      return outcome;
    });
    if (changed !== undefined) channel.announce({ incidentId: changed });
    return result;
  };

  const refuseInvalid = (draft: Partial<IncidentDraft>, at: Instant): void => {
    const issues = policy
      ? validateDraft(draft, { policy, now: at })
      : (draft.title ?? '').trim() === ''
        ? [{ path: 'title', code: 'required', message: 'Fill this in.' }]
        : [];
    if (issues.length > 0)
      throw new IncidentError('validation', issues.map((issue) => issue.message).join(' '), { issues });
  };

  /** A change of an existing record: refused when the user saw another version than the present one. */
  const change = (
    id: string,
    write: WriteOptions,
    make: (before: Incident, tx: WriteTx, at: Instant) => Promise<Incident>,
  ): Promise<Incident> =>
    once(
      write,
      async (tx, at) => {
        const before = await found(tx, id);
        if (write.version !== undefined && write.version !== before.version)
          throw new IncidentError('conflict', 'Somebody else has changed this incident meanwhile.', {
            current: before,
          });
        const after = await make(before, tx, at);
        // Nothing changed: no new version, so that nobody else is refused for it.
        return [
          after === before
            ? before
            : await keep(tx, { ...after, updatedAt: at, version: nextVersion(before) }, before),
          id,
        ];
      },
      found,
    );

  return { read, log, found, keep, once, change, refuseInvalid };
}
