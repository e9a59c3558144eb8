import type { Adapter } from '../adapters/adapter.js';
import type { Incident } from '../core/incident.js';
import type { Instant } from '../core/time.js';
import type { Answer } from './attempt.js';
import type { Bases } from './bases.js';
import type { OutboxRow } from './outbox.js';
import type { Mirror } from './mirror.js';
import type { Storage } from './storage.js';
import type { Tools } from './tools.js';

/** A list of listeners for one kind of event. */
export interface Signal<T> {
  on(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function signal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}

/** What the views of the store share. */
export interface Kit {
  readonly tools: Tools;
  readonly adapter: Adapter;
  readonly author: string;
  readonly storage: Storage;
  readonly queue: Mirror;
  readonly bases: Bases;
  readonly now: () => Instant;
  /** The backend told something new about an incident. */
  readonly recorded: Signal<Incident>;
  /** The mutations of an incident have changed; of all when undefined. */
  readonly queued: Signal<string | undefined>;
  /** A mutation of ours went through. */
  readonly confirmed: Signal<{ readonly row: OutboxRow; readonly answer: Answer }>;
}

/** Runs the work once per microtask however often it is asked for. */
export function batched(work: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      work();
    });
  };
}
