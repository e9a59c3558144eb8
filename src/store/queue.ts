import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Mutation } from '../core/mutation.js';
import type { Instant } from '../core/time.js';
import type { Moment, OutboxRow } from './outbox.js';
import { basedOn, claimable, dependants, leaseOver } from './outbox.js';
import type { Ending, GroupChange } from './persistence.js';
import { bySequence, endingKey } from './persistence.js';
import type { Storage } from './storage.js';
import type { Tabs } from './tabs.js';
import type { MutationOutcome } from './types.js';

/** Endings of things other than new incidents are needed only until every tab has seen them. */
const forgetEnding = 60 * 60_000;
const forgetCreated = 30 * 24 * 60 * 60_000;

/** The outbox: a mirror of what is stored, and the steps on it, each in one transaction. */
export interface Queue {
  /** Resolves when the mirror has been filled for the first time. */
  readonly ready: Promise<void>;
  groups(): ReadonlyMap<string, readonly OutboxRow[]>;
  rows(group: string): readonly OutboxRow[];
  find(key: string): OutboxRow | undefined;
  /** The name under which an incident's mutations are kept, given any id of it. */
  groupOf(id: string): string;
  /** The backend's id, or undefined while a new incident has none. */
  backendId(group: string): string;
  isNew(group: string): boolean;
  add(mutation: Mutation, base?: Incident): Promise<void>;
  claim(group: string, moment: Moment): Promise<OutboxRow | undefined>;
  extend(row: OutboxRow, until: Instant): Promise<void>;
  confirm(row: OutboxRow, outcome: MutationOutcome, at: Instant): Promise<void>;
  /** Stores what a failed attempt made of a row, unless another tab has taken it over. */
  settle(claimed: OutboxRow, next: OutboxRow): Promise<void>;
  /** Changes a row that is not being sent. False when it is, or is gone. */
  amend(key: string, moment: Moment, change: (row: OutboxRow) => OutboxRow): Promise<boolean>;
  discard(key: string, moment: Moment): Promise<readonly Mutation[]>;
  outcome(key: string): Promise<MutationOutcome>;
  ended(key: string): Ending | undefined;
  reload(): Promise<void>;
  /** Reads single incidents' mutations anew, as another tab has changed them. */
  reloadGroups(groups: readonly string[]): Promise<void>;
  onChange(listener: (group: string) => void): void;
}

export function createQueue(storage: Storage, tabs: Tabs, now: () => Instant, lease: number): Queue {
  const mirror = new Map<string, readonly OutboxRow[]>();
  const endings = new Map<string, Ending>();
  const created = new Map<string, string>();
  const groupById = new Map<string, string>();
  const waiters = new Map<
    string,
    { promise: Promise<MutationOutcome>; resolve: (outcome: MutationOutcome) => void }
  >();
  const listeners = new Set<(group: string) => void>();

  const learn = (ending: Ending): void => {
    endings.set(ending.key, ending);
    if (ending.created === undefined) return;
    created.set(ending.group, ending.created);
    groupById.set(ending.created, ending.group);
  };

  const announce = (group: string): void => {
    for (const listener of listeners) listener(group);
  };

  const tellWaiter = (key: string, outcome: MutationOutcome): void => {
    waiters.get(key)?.resolve(outcome);
    waiters.delete(key);
  };

  /** Puts the rows of a group into the mirror and lets those who wait know what became of theirs. */
  const mirrored = (group: string, rows: readonly OutboxRow[]): void => {
    const left = rows.filter((row) => !endings.has(row.key));
    if (left.length > 0) mirror.set(group, left);
    else mirror.delete(group);
    for (const { key, state, error } of left)
      if (state !== 'queued' && state !== 'sending') tellWaiter(key, { state, ...(error ? { error } : {}) });
    announce(group);
  };

  /** One transaction on a group, followed by the mirror and the other tabs. */
  const step = async (
    group: string,
    decide: (rows: readonly OutboxRow[]) => GroupChange,
  ): Promise<GroupChange> => {
    let before: readonly OutboxRow[] = [];
    const change = await storage.transact(group, (rows) => decide((before = rows)));
    const after = new Map(before.map((row) => [row.key, row]));
    for (const row of change.put ?? []) after.set(row.key, row);
    for (const key of change.drop ?? []) after.delete(key);
    for (const ending of change.ended ?? []) learn(ending);
    mirrored(group, [...after.values()].sort(bySequence));
    if (change.put?.length || change.drop?.length) tabs.tell('outbox', [group]);
    return change;
  };

  /** Rows that have gone from the storage were ended by another tab, which has left word of it. */
  const lookForEndings = async (missing: readonly OutboxRow[]): Promise<void> => {
    for (const { key } of missing) {
      const ending = await storage.get<Ending>('meta', endingKey(key));
      if (ending) learn(ending);
      tellWaiter(key, { state: ending?.state ?? 'discarded' });
    }
  };

  const replace = async (group: string, rows: readonly OutboxRow[]): Promise<void> => {
    const keys = new Set(rows.map(({ key }) => key));
    await lookForEndings((mirror.get(group) ?? []).filter(({ key }) => !keys.has(key)));
    mirrored(group, rows);
  };

  const reload = async (): Promise<void> => {
    const found = new Map<string, OutboxRow[]>();
    for (const row of await storage.list<OutboxRow>('outbox', '')) {
      const rows = found.get(row.group);
      if (rows) rows.push(row);
      else found.set(row.group, [row]);
    }
    // What the database held is still there, only out of reach: it stays in view and keeps its place in the order.
    if (storage.kept === 'memory')
      for (const [group, rows] of mirror) {
        const held = found.get(group) ?? [];
        found.set(group, [...rows.filter(({ key }) => !held.some((row) => row.key === key)), ...held]);
      }
    for (const group of new Set([...mirror.keys(), ...found.keys()]))
      await replace(group, (found.get(group) ?? []).sort(bySequence));
  };

  const start = async (): Promise<void> => {
    const stale: string[] = [];
    for (const ending of await storage.list<Ending>('meta', 'done:')) {
      const keep = ending.created === undefined ? forgetEnding : forgetCreated;
      if (now() - ending.at > keep) stale.push(endingKey(ending.key));
      else learn(ending);
    }
    await reload();
    if (stale.length > 0)
      void storage.write(
        'meta',
        stale.map((key) => [key, undefined]),
      );
  };

  const find = (key: string): OutboxRow | undefined => {
    for (const rows of mirror.values()) for (const row of rows) if (row.key === key) return row;
    return undefined;
  };
  const rows = (group: string): readonly OutboxRow[] => mirror.get(group) ?? none;

  const queue: Queue = {
    ready: start(),
    groups: () => mirror,
    rows,
    find,
    groupOf: (id) => groupById.get(id) ?? id,
    backendId: (group) => created.get(group) ?? group,
    isNew: (group) =>
      !created.has(group) && rows(group).some(({ mutation }) => mutation.intent.kind === 'create'),
    async add(mutation, base) {
      const group = mutation.incidentId;
      await step(group, (before) => {
        // The same intent again, such as a double click, is no new one.
        if (before.some(({ key }) => key === mutation.key)) return {};
        const seq = Math.max(0, ...before.map((row) => row.seq), ...rows(group).map((row) => row.seq)) + 1;
        return {
          put: [
            {
              key: mutation.key,
              group,
              seq,
              mutation,
              ...(base ? { base } : {}),
              state: 'queued',
              attempts: 0,
              fence: 0,
            },
          ],
        };
      });
    },
    async claim(group, moment) {
      const stranded = storage.kept === 'memory' ? rows(group) : none;
      const { put } = await step(group, (before) => {
        // Seen through the mirror as well, so that nothing overtakes what lies in a database out of reach.
        const all = [...stranded.filter(({ key }) => !before.some((row) => row.key === key)), ...before].sort(
          bySequence,
        );
        const row = claimable(all, moment);
        if (!row || endings.has(row.key) || !before.includes(row)) return {};
        const { now: at } = moment;
        return {
          put: [
            {
              ...row,
              state: 'sending',
              owner: tabs.owner,
              leaseUntil: at + lease,
              fence: row.fence + 1,
              attempts: row.attempts + 1,
              firstSentAt: row.firstSentAt ?? at,
              // Whoever held it before may have got it through.
              ...(row.state === 'sending' ? { ambiguous: true } : {}),
            },
          ],
        };
      });
      return put?.[0];
    },
    async extend(row, until) {
      await step(row.group, (before) => ({
        put: before
          .filter(({ key, fence }) => key === row.key && fence === row.fence)
          .map((held) => ({ ...held, leaseUntil: until })),
      }));
    },
    async confirm(row, outcome, at) {
      const { incident } = outcome;
      const isCreate = row.mutation.intent.kind === 'create';
      const ending: Ending = {
        key: row.key,
        group: row.group,
        state: 'confirmed',
        at,
        ...(isCreate && incident ? { created: incident.id } : {}),
      };
      // True from now on for this page, whatever the storage does.
      learn(ending);
      // A success is a fact for everybody, also for a tab that has taken the row over meanwhile.
      await step(row.group, (before) => ({
        drop: before.some(({ key }) => key === row.key) ? [row.key] : [],
        ended: [ending],
        put: incident
          ? basedOn(
              incident,
              before.filter(({ seq }) => seq > row.seq),
            )
          : [],
      }));
      tellWaiter(row.key, outcome);
    },
    async settle(claimed, next) {
      await step(claimed.group, (before) => ({
        put: before.some(({ key, fence }) => key === claimed.key && fence === claimed.fence) ? [next] : [],
      }));
    },
    async amend(key, moment, change) {
      const row = find(key);
      if (!row) return false;
      const { put } = await step(row.group, (before) => {
        const present = before.find((candidate) => candidate.key === key);
        if (!present || (present.state === 'sending' && !leaseOver(present, moment))) return {};
        const next = change(present);
        return {
          put: [next],
          drop: next.key === key ? [] : [key],
          ended: next.key === key ? [] : [{ key, group: row.group, state: 'discarded', at: moment.now }],
        };
      });
      return put !== undefined;
    },
    async discard(key, moment) {
      const row = find(key);
      if (!row) return [];
      let gone: readonly OutboxRow[] = [];
      await step(row.group, (before) => {
        const present = before.find((candidate) => candidate.key === key);
        if (!present || (present.state === 'sending' && !leaseOver(present, moment))) return {};
        gone = [present, ...dependants(before, key)];
        return {
          drop: gone.map((each) => each.key),
          ended: gone.map((each) => ({
            key: each.key,
            group: row.group,
            state: 'discarded',
            at: moment.now,
          })),
        };
      });
      for (const each of gone) tellWaiter(each.key, { state: 'discarded' });
      return gone.map(({ mutation }) => mutation);
    },
    outcome(key) {
      const ending = endings.get(key);
      if (ending) return Promise.resolve({ state: ending.state });
      const known = waiters.get(key);
      if (known) return known.promise;
      let resolve: (outcome: MutationOutcome) => void = () => undefined;
      const promise = new Promise<MutationOutcome>((done) => (resolve = done));
      waiters.set(key, { promise, resolve });
      return promise;
    },
    ended: (key) => endings.get(key),
    reload,
    async reloadGroups(groups) {
      for (const group of groups) {
        let found: readonly OutboxRow[] = none;
        await storage.transact(group, (before) => ((found = before), {}));
        await replace(group, found);
      }
    },
    onChange: (listener) => listeners.add(listener),
  };
  storage.onSwitch(() => void reload().catch(() => undefined));
  return queue;
}

const none: readonly OutboxRow[] = Object.freeze([]);

/** The storage refused one value, such as something that cannot be copied; nothing else is affected. */
export const storageError = (error: unknown): IncidentError =>
  new IncidentError(
    'storage',
    `This could not be stored: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
