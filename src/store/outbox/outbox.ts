import type { OutboxItemState } from '../../core/mutation.js';
import type { Instant, Millis } from '../../core/time.js';
import { batched, createLive } from '../live.js';
import type { OutboxRow } from '../row.js';
import { shownState } from '../row.js';
import type { Files } from '../files.js';
import type { Holders } from '../holders.js';
import type { Unnamed } from '../unnamed.js';
import type { Damaged } from '../persistence.js';
import type { DamagedItem, Live, OutboxHold, OutboxItem, OutboxState, UploadsState } from '../types.js';
import type { DecisionParts, Decisions } from './decisions.js';
import { createDecisions } from './decisions.js';
import type { SenderParts } from './sender.js';
import { createSender } from './sender.js';
import { createUploads } from './uploads.js';

/** No backend is waited for longer, and no failed attempt. A date beyond it was made by a clock that was wrong. */
const longestWait = 30 * 60_000;

function item(row: OutboxRow, rows: readonly OutboxRow[], notBefore: Instant, asks: boolean): OutboxItem {
  const state = shownState(row, rows);
  const next = state === 'queued' ? Math.max(row.nextAttemptAt ?? 0, notBefore) : 0;
  return Object.freeze({
    mutation: row.mutation,
    state,
    attempts: row.attempts,
    ...(row.error ? { error: row.error } : {}),
    ...(next > 0 ? { nextAttemptAt: next } : {}),
    ...(row.theirs ? { theirs: row.theirs } : {}),
    ...(row.theirTask ? { theirTask: row.theirTask } : {}),
    ...(asks ? { asks } : {}),
  });
}

/** What can be read of something damaged. */
function damagedItem({ key, value }: Damaged): DamagedItem {
  try {
    return Object.freeze({ key, text: JSON.stringify(value, null, 2) ?? '' });
  } catch {
    return Object.freeze({ key, text: '' });
  }
}

/** The outbox as a person sees it, oldest intent first. */
function outboxState(
  groups: Iterable<readonly OutboxRow[]>,
  hold: OutboxHold,
  notBefore: Instant,
  awaits: (key: string) => boolean,
): Omit<OutboxState, 'complete' | 'damaged'> {
  const items: OutboxItem[] = [];
  for (const rows of groups) for (const row of rows) items.push(item(row, rows, notBefore, awaits(row.key)));
  items.sort((a, b) => a.mutation.createdAt - b.mutation.createdAt);
  const count = (...states: readonly OutboxItemState[]): number =>
    items.filter(({ state }) => states.includes(state)).length;
  const pending = count('queued', 'waiting', 'sending');
  return {
    items: Object.freeze(items),
    hold: pending === 0 ? 'none' : hold,
    pending,
    failed: count('failed'),
    unknown: count('unknown'),
    conflicts: count('conflict'),
  };
}

export interface OutboxParts
  extends Omit<SenderParts, 'longestWait' | 'files' | 'uploads'>, Omit<DecisionParts, 'files'> {
  readonly files: Files;
  readonly holders: Holders;
  readonly unnamed: Unnamed;
  /** The longest wait between two attempts by itself. */
  readonly retryCap: Millis;
}

/** Everything between a stored mutation and its end. */
export interface Outbox extends Decisions {
  readonly state: Live<OutboxState>;
  readonly uploads: Live<UploadsState>;
  /** Sends whatever may be sent. */
  pump(): void;
  /** The same after finding out which tabs have gone. */
  wake(): void;
  /** Something has been written here. */
  allow(key: string): void;
  /** Keys of what has been written here. */
  readonly allowed: ReadonlySet<string>;
  /** Sends at once what waits for its next attempt. */
  hurry(): Promise<void>;
  /** Everything unsent as JSON. */
  text(): string;
  stop(): void;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const { queue, connection, identity, holders, unnamed, retryCap } = parts;
  const uploads = createUploads();
  const sender = createSender({ ...parts, uploads, longestWait: Math.max(2 * retryCap, longestWait) });
  const decisions = createDecisions(parts, sender);
  const rows = (): readonly OutboxRow[] => [...queue.groups().values()].flat();

  let shown: readonly Damaged[] = [];
  let damaged: readonly DamagedItem[] = Object.freeze([]);
  const damagedItems = (): readonly DamagedItem[] => {
    if (shown !== queue.damaged()) damaged = Object.freeze(queue.damaged().map(damagedItem));
    shown = queue.damaged();
    return damaged;
  };
  const state = createLive<OutboxState>({
    ...outboxState([], 'none', 0, sender.awaits),
    complete: false,
    damaged,
  });
  const describe = batched(() => {
    holders.update();
    const { connection: way, signedOut, gate } = connection.state.value;
    const present = signedOut ? 'auth-required' : way === 'offline' ? way : 'none';
    const hold = identity.stranger ? 'other-person' : present;
    state.set({
      ...outboxState(queue.groups().values(), hold, gate, sender.awaits),
      complete: queue.whole() && !holders.others && unnamed.clear,
      damaged: damagedItems(),
    });
  });
  queue.changed.on(describe);
  queue.surveyed.on(describe);
  holders.changed.on(describe);
  unnamed.changed.on(describe);
  identity.changed.on(describe);
  connection.state.subscribe(describe);
  const wake = (): void => void sender.wake();
  void queue.ready.then(wake);

  return {
    ...decisions,
    state: state.live,
    uploads: uploads.state,
    pump: sender.pump,
    allow: sender.allow,
    allowed: sender.allowed,
    wake,
    async hurry() {
      for (const { key, state: standing, nextAttemptAt } of rows())
        if (standing === 'queued' && nextAttemptAt !== undefined && !sender.awaits(key))
          await decisions.retry(key);
      sender.pump();
    },
    text: () =>
      JSON.stringify(
        [
          ...rows().map(({ mutation, state: standing, error }) => ({ ...mutation, state: standing, error })),
          ...damagedItems().map(({ key, text }) => ({ key, state: 'damaged', text })),
          ...(JSON.parse(unnamed.state.value.store?.exportOutbox() ?? '[]') as readonly unknown[]),
        ],
        null,
        2,
      ),
    stop: sender.stop,
  };
}
