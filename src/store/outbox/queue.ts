import type { Incident } from '../../core/incident.js';
import type { Mutation } from '../../core/mutation.js';
import type { Instant, Millis } from '../../core/time.js';
import type { Bases } from '../bases.js';
import type { Answer, Ending, Moment, OutboxRow } from '../row.js';
import { basedOn, basedOnTask, bySequence, claimable, contentOf, dependants, leaseOver } from '../row.js';
import type { CachedRecord, Storage } from '../storage.js';
import type { Tabs } from '../tabs.js';
import type { Mirror } from './mirror.js';
import { createMirror } from './mirror.js';

/** Where a mutation comes from. */
export interface Origin {
  /** The draft it was written in. */
  readonly draft: string;
  /** Under which it is stored: that of the mutation the draft becomes. */
  readonly key: string;
  /** The key was minted for this and nobody else has it. */
  readonly fresh: boolean;
  /** This tab has stored something under the key before. */
  readonly again: boolean;
  /** The record as the user saw it. */
  readonly base?: Incident | undefined;
}

/** The durable queue: what this tab knows of it, and what can happen to a mutation in it, each a single transaction. */
export interface Queue extends Mirror {
  /**
   * Stores what somebody wants before anything is sent, in place of the draft it was written in. The same intent again,
   * such as a double click, is no new one. False where another tab has used a key for something else; nothing is stored
   * then. All of them are of one incident and one draft; one of them has the key.
   */
  add(mutations: readonly Mutation[], from: Origin): Promise<boolean>;
  /** Makes this tab the sender of what may be sent now of an incident; undefined where there is nothing. */
  claim(group: string, moment: Moment): Promise<OutboxRow | undefined>;
  /** False where another tab holds it now. */
  extend(row: OutboxRow, until: Instant): Promise<boolean>;
  /** Takes the backend's answer over and the row out. It is in view before the row is gone, so that no view falls back. */
  confirm(row: OutboxRow, answer: Answer, at: Instant): Promise<void>;
  /** Stores what a failed attempt made of a row, unless another tab has taken it over. */
  settle(claimed: OutboxRow, next: OutboxRow): Promise<void>;
  /** Changes a row that is not being sent. False when it is, or is gone. */
  amend(key: string, moment: Moment, change: (row: OutboxRow) => OutboxRow): Promise<boolean>;
  /** Takes a row out with what depends on it; nothing while it is being sent. */
  discard(key: string, moment: Moment): Promise<readonly Mutation[]>;
}

const holds = (rows: readonly OutboxRow[], key: string): boolean => rows.some((row) => row.key === key);

/** `emptied` is called when another tab has removed everything. */
export function createQueue(
  storage: Storage,
  tabs: Tabs,
  bases: Bases,
  lease: Millis,
  emptied: () => void,
): Queue {
  const mirror = createMirror(storage, tabs, bases, emptied);
  const { step, enlist, tell, rows, find, ended } = mirror;

  /** The row as stored, if nobody is sending it. */
  const idle = (stored: readonly OutboxRow[], key: string, moment: Moment): OutboxRow | undefined =>
    stored.find((row) => row.key === key && (row.state !== 'sending' || leaseOver(row, moment)));

  /** What stands behind a confirmed row, on top of what the backend has answered. */
  const later = (
    stored: readonly OutboxRow[],
    seq: number,
    { incident, task }: Answer,
  ): readonly OutboxRow[] => {
    const behind = stored.filter((row) => row.seq > seq);
    return incident ? basedOn(incident, behind) : task ? basedOnTask(task, behind) : [];
  };

  const held = (stored: readonly OutboxRow[], claimed: OutboxRow): boolean =>
    stored.some(
      ({ key, fence, state }) => key === claimed.key && fence === claimed.fence && state === 'sending',
    );

  return {
    ...mirror,
    async add(mutations, { draft, key: asked, fresh, again, base }) {
      const group = mutations[0]?.incidentId ?? '';
      const next = (stored: readonly OutboxRow[]): readonly OutboxRow[] => {
        const last = Math.max(mirror.lastPlace(group), ...stored.map(({ seq }) => seq));
        return mutations.map((mutation, at) => ({
          key: mutation.key,
          group,
          seq: last + 1 + at,
          mutation,
          ...(base && !['add-entry', 'attach'].includes(mutation.intent.kind) ? { base } : {}),
          state: 'queued',
          attempts: 0,
          fence: 0,
        }));
      };
      const [only, another] = next([]);
      if (fresh && only && !another) {
        await enlist(only);
        return true;
      }
      let free = true;
      await step(
        group,
        (stored, over) => {
          const all = [...stored, ...rows(group)];
          const taken = mutations.flatMap((mutation) => {
            const { key } = mutation;
            const row = all.find((one) => one.key === key);
            const ending = over?.key === key ? over : ended(key);
            const found = row ? contentOf(row.mutation) : ending?.content;
            return row || ending ? [found === undefined || found === contentOf(mutation)] : [];
          });
          // All were stored together: one of them that ended unheard of in another tab is the same as well.
          free = again || taken.every(Boolean);
          if (!free) return {};
          // A crash leaves either the draft or these.
          return { consumed: [draft], put: taken.length > 0 ? [] : next(stored) };
        },
        asked,
      );
      return free;
    },
    async claim(group, moment) {
      const { put } = await step(group, (stored) => {
        // Nothing overtakes what lies in a database out of reach.
        const beyond = storage.whole ? [] : rows(group).filter(({ key }) => !holds(stored, key));
        const row = claimable([...beyond, ...stored].sort(bySequence), moment);
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
              // The tab that held it before may have got it through.
              ambiguous: row.ambiguous === true || row.state === 'sending',
              // An attempt that ended with its tab has used up what was asked for.
              insisted: row.insisted === true && row.state !== 'sending',
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
    async confirm(row, answer, at) {
      const { key, group, seq, mutation } = row;
      const { incident } = answer;
      const created = mutation.intent.kind === 'create' ? incident?.id : undefined;
      if (incident) {
        // Known under its client id as well, so that the pending row and the backend's are one.
        const clientId = incident.clientId ?? group;
        const known = bases.put(created === undefined ? incident : { ...incident, clientId }, bases.mark());
        // Asked for before word of the end is left, so that other tabs find the record when they hear of it.
        const kept: CachedRecord = { incident: known, at };
        void storage.write('records', [[known.id, kept]]);
      }
      const ending: Ending = { key, group, state: 'confirmed', at, created, content: contentOf(mutation) };
      // True from now on for this page, whatever the storage does.
      mirror.end(ending, { row, answer });
      // A success is a fact for everybody, also for a tab that has taken the row over meanwhile.
      await step(group, (stored) => ({
        drop: holds(stored, key) ? [key] : [],
        ended: [ending],
        put: later(stored, seq, answer),
      })).finally(() => tell(key, { state: 'confirmed', ...(incident ? { incident } : {}) }));
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
          next.key === key
            ? []
            : [{ key, group, state: 'discarded', at: moment.now, content: contentOf(row.mutation) }];
        return {
          put: [next],
          drop: replaced.map((ending) => ending.key),
          ended: replaced,
          consumed: replaced.map(() => next.key),
        };
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
          ended: gone.map((each) => ({
            key: each.key,
            group,
            state: 'discarded',
            at: moment.now,
            content: contentOf(each.mutation),
          })),
        };
      });
      for (const each of gone) tell(each.key, { state: 'discarded' });
      return gone.map(({ mutation }) => mutation);
    },
  };
}
