import type { Answer } from './attempt.js';
import type { Connection } from './connection.js';
import type { Decisions } from './decisions.js';
import { createDecisions } from './decisions.js';
import { expire } from './expiry.js';
import type { Kit } from './kit.js';
import type { Incident } from '../core/incident.js';
import type { Millis } from '../core/time.js';
import type { OutboxRow } from './outbox.js';
import type { Ending } from './persistence.js';
import { queueSteps } from './queue-steps.js';
import type { CachedRecord } from './records.js';
import type { Wait } from './retry.js';
import { createSender } from './sender.js';
import { watchTabs } from './tab-watch.js';
import type { Tabs } from './tabs.js';

/** No backend is waited for longer, and no failed attempt. A date beyond it was made by a clock that was wrong. */
const longestWait = 30 * 60_000;

export interface SendingParts {
  readonly kit: Kit;
  readonly tabs: Tabs;
  readonly connection: Connection;
  readonly lease: Millis;
  readonly retryCap: Millis;
  readonly cacheAge: Millis;
  readonly wait: Wait;
  readonly newKey: () => string;
}

/** Everything between a stored mutation and its end. Fetched after the first paint: it needs the network anyway. */
export interface Sending extends Decisions {
  pump(): void;
  wake(): Promise<void>;
  /** Lets the views know of what went through, once the outbox of this incident has let go of it. */
  announce(group: string): void;
  /** Finds the record where another tab has left it; what it gives tells the views of what that tab got through. */
  sentElsewhere(row: OutboxRow, ending: Ending): Promise<() => Incident | undefined>;
  /** Sends at once what waits for its next attempt. */
  hurry(): Promise<void>;
  stop(): void;
}

export function createSending(parts: SendingParts): Sending {
  const { kit, tabs, connection, lease, wait, newKey } = parts;
  const { adapter, author, queue, bases, storage, now } = kit;
  const steps = queueSteps(queue, tabs, lease);
  const justConfirmed: { readonly row: OutboxRow; readonly answer: Answer }[] = [];
  const sender = createSender({
    adapter,
    author,
    queue: { ...queue, ...steps },
    tabs: watchTabs(tabs),
    connection,
    now,
    lease,
    longestWait: Math.max(2 * parts.retryCap, longestWait),
    wait,
    stops: kit.tools.stops,
    confirmed(row, answer, at) {
      justConfirmed.push({ row, answer });
      if (!answer.incident) return;
      // Known under its client id as well, so that the pending row and the backend's are one.
      const known =
        row.mutation.intent.kind === 'create'
          ? { ...answer.incident, clientId: answer.incident.clientId ?? row.group }
          : answer.incident;
      const incident = bases.put(known, bases.mark());
      // Asked for before word of the end is left, so that other tabs find the record when they hear of it.
      void storage.write('records', [[incident.id, { incident, at } satisfies CachedRecord]]);
    },
  });
  const stopExpiry = expire(kit, parts.cacheAge);
  const decisions = createDecisions(kit, steps, sender, newKey);
  return {
    ...decisions,
    pump: sender.pump,
    wake: sender.wake,
    stop() {
      stopExpiry();
      sender.stop();
    },
    announce(group) {
      for (let at = justConfirmed.length - 1; at >= 0; at--) {
        const done = justConfirmed[at];
        if (done?.row.group !== group || !queue.ended(done.row.key)) continue;
        justConfirmed.splice(at, 1);
        kit.confirmed.emit(done);
      }
    },
    async sentElsewhere(row, { state, created, at }) {
      if (state !== 'confirmed') return () => undefined;
      const id = created ?? queue.backendId(row.group);
      const kept = await storage.get<CachedRecord>('records', id);
      const incident = kept && kept.at >= at ? kept.incident : undefined;
      return () => {
        if (incident) bases.put(incident, bases.mark());
        kit.confirmed.emit({ row, answer: incident ? { incident } : {} });
        return incident;
      };
    },
    async hurry() {
      for (const { key, nextAttemptAt } of [...queue.groups().values()].flat())
        if (nextAttemptAt !== undefined) await decisions.retry(key);
      sender.pump();
    },
  };
}
