import type { Mutation } from '../core/mutation.js';
import type { Instant, Millis } from '../core/time.js';
import type { Mirror } from './mirror.js';
import type { Moment } from './outbox-order.js';
import { basedOn, claimable, dependants, leaseOver } from './outbox-order.js';
import type { OutboxRow } from './outbox.js';
import type { Ending } from './persistence.js';
import type { Tabs } from './tabs.js';
import type { MutationOutcome } from './types.js';

/** What can happen to a stored mutation, each a single transaction. */
export interface QueueSteps {
  /** Makes this tab the sender of what may be sent now of an incident; undefined where there is nothing. */
  claim(group: string, moment: Moment): Promise<OutboxRow | undefined>;
  /** False where another tab holds it now. */
  extend(row: OutboxRow, until: Instant): Promise<boolean>;
  confirm(row: OutboxRow, outcome: MutationOutcome, at: Instant): Promise<void>;
  /** Stores what a failed attempt made of a row, unless another tab has taken it over. */
  settle(claimed: OutboxRow, next: OutboxRow): Promise<void>;
  /** Changes a row that is not being sent. False when it is, or is gone. */
  amend(key: string, moment: Moment, change: (row: OutboxRow) => OutboxRow): Promise<boolean>;
  /** Takes a row out with what depends on it; nothing while it is being sent. */
  discard(key: string, moment: Moment): Promise<readonly Mutation[]>;
}

export function queueSteps(mirror: Mirror, tabs: Tabs, lease: Millis): QueueSteps {
  const { step, end, tell, stranded, find, ended } = mirror;

  /** The row as stored, if nobody is sending it. */
  const idle = (stored: readonly OutboxRow[], key: string, moment: Moment): OutboxRow | undefined =>
    stored.find((row) => row.key === key && (row.state !== 'sending' || leaseOver(row, moment)));

  const held = (stored: readonly OutboxRow[], claimed: OutboxRow): boolean =>
    stored.some(
      ({ key, fence, state }) => key === claimed.key && fence === claimed.fence && state === 'sending',
    );

  return {
    async claim(group, moment) {
      const { put } = await step(group, (stored) => {
        // Nothing overtakes what lies in a database out of reach.
        const row = claimable(
          [...stranded(group), ...stored].sort((a, b) => a.seq - b.seq),
          moment,
        );
        if (!row || ended(row.key) || !stored.includes(row)) return {};
        return {
          put: [
            {
              ...row,
              state: 'sending',
              owner: tabs.owner,
              leaseUntil: moment.now + lease,
              fence: row.fence + 1,
              attempts: row.attempts + 1,
              firstSentAt: row.firstSentAt ?? moment.now,
              // Whoever held it before may have got it through.
              ambiguous: row.ambiguous === true || row.state === 'sending',
            },
          ],
        };
      });
      return put?.[0];
    },
    async extend(claimed, until) {
      const { put } = await step(claimed.group, (stored) =>
        held(stored, claimed) ? { put: [{ ...claimed, leaseUntil: until }] } : {},
      );
      return put !== undefined;
    },
    async confirm(row, outcome, at) {
      const { incident } = outcome;
      const { key, group, seq, mutation } = row;
      const created = mutation.intent.kind === 'create' ? incident?.id : undefined;
      const ending: Ending = { key, group, state: 'confirmed', at, created };
      // True from now on for this page, whatever the storage does.
      end(ending);
      // A success is a fact for everybody, also for a tab that has taken the row over meanwhile.
      await step(group, (stored) => ({
        drop: stored.some((other) => other.key === key) ? [key] : [],
        ended: [ending],
        put: incident
          ? basedOn(
              incident,
              stored.filter((later) => later.seq > seq),
            )
          : [],
      })).finally(() => tell(key, outcome));
    },
    async settle(claimed, next) {
      await step(claimed.group, (stored) => (held(stored, claimed) ? { put: [next] } : {}));
    },
    async amend(key, moment, change) {
      const group = find(key)?.group;
      if (group === undefined) return false;
      const { put } = await step(group, (stored) => {
        const row = idle(stored, key, moment);
        if (!row) return {};
        const next = change(row);
        const replaced: Ending[] =
          next.key === key ? [] : [{ key, group, state: 'discarded', at: moment.now }];
        return { put: [next], drop: replaced.map((ending) => ending.key), ended: replaced };
      });
      return put !== undefined;
    },
    async discard(key, moment) {
      const group = find(key)?.group;
      if (group === undefined) return [];
      let gone: readonly OutboxRow[] = [];
      await step(group, (stored) => {
        const row = idle(stored, key, moment);
        gone = row ? [row, ...dependants(stored, key)] : [];
        return {
          drop: gone.map((each) => each.key),
          ended: gone.map((each) => ({ key: each.key, group, state: 'discarded', at: moment.now })),
        };
      });
      for (const each of gone) tell(each.key, { state: 'discarded' });
      return gone.map(({ mutation }) => mutation);
    },
  };
}
