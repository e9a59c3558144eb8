import type { Answer } from './attempt.js';
import type { Connection } from './connection.js';
import type { Decisions } from './decisions.js';
import { createDecisions } from './decisions.js';
import type { Kit } from './kit.js';
import type { Millis } from '../core/time.js';
import type { OutboxRow } from './outbox.js';
import { queueSteps } from './queue-steps.js';
import type { Wait } from './retry.js';
import { createSender } from './sender.js';
import { watchTabs } from './tab-watch.js';
import type { Tabs } from './tabs.js';

export interface SendingParts {
  readonly kit: Kit;
  readonly tabs: Tabs;
  readonly connection: Connection;
  readonly lease: Millis;
  readonly wait: Wait;
  readonly newKey: () => string;
}

/** Everything between a stored mutation and its end. Fetched after the first paint: it needs the network anyway. */
export interface Sending extends Decisions {
  pump(): void;
  wake(): Promise<void>;
  /** Lets the views know of what went through, once the outbox of this incident has let go of it. */
  announce(group: string): void;
  /** Sends at once what waits for its next attempt. */
  hurry(): Promise<void>;
  stop(): void;
}

export function createSending({ kit, tabs, connection, lease, wait, newKey }: SendingParts): Sending {
  const { adapter, author, queue, bases, now } = kit;
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
    wait,
    stops: kit.tools.stops,
    confirmed(row, answer) {
      const { incident } = answer;
      // Known under its client id as well, so that the pending row and the backend's are one.
      if (incident)
        bases.put(
          row.mutation.intent.kind === 'create'
            ? { ...incident, clientId: incident.clientId ?? row.group }
            : incident,
          bases.mark(),
        );
      justConfirmed.push({ row, answer });
    },
  });
  const decisions = createDecisions(kit, steps, sender, newKey);
  return {
    ...decisions,
    pump: sender.pump,
    wake: sender.wake,
    stop: sender.stop,
    announce(group) {
      for (let at = justConfirmed.length - 1; at >= 0; at--) {
        const done = justConfirmed[at];
        if (done?.row.group !== group || !queue.ended(done.row.key)) continue;
        justConfirmed.splice(at, 1);
        kit.confirmed.emit(done);
      }
    },
    async hurry() {
      for (const { key, nextAttemptAt } of [...queue.groups().values()].flat())
        if (nextAttemptAt !== undefined) await decisions.retry(key);
      sender.pump();
    },
  };
}
