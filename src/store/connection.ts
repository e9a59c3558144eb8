import type { IncidentError } from '../core/errors.js';
import type { Instant, Millis } from '../core/time.js';
import { createLive } from './live.js';
import type { Live, StoreStatus } from './types.js';

/** A backend that asks for more patience than this is asked again anyway. */
const longestRetryAfter = 15 * 60_000;

export interface RetryRules {
  readonly base: Millis;
  readonly cap: Millis;
  readonly random: () => number;
}

/** How long to wait after so many attempts; the second is what the backend asked for. */
export type Wait = (attempt: number, retryAfter?: Millis) => Millis;

/**
 * Wait before the next attempt: a random part of a range that doubles ("full jitter"), so that many clients do not
 * come back in step. A wait the backend asked for is kept to, plus some jitter.
 */
export function backoff(attempt: number, rules: RetryRules, retryAfter?: Millis): Millis {
  const range = Math.min(rules.cap, rules.base * 2 ** Math.min(attempt - 1, 20));
  const jitter = Math.round(rules.random() * range);
  if (retryAfter === undefined || !(retryAfter > 0)) return jitter;
  return Math.min(retryAfter, longestRetryAfter) + Math.min(jitter, rules.base);
}

export interface ConnectionState {
  readonly connection: StoreStatus['connection'];
  readonly signedOut: boolean;
  /** Nothing is sent by itself before this: the backend is out of reach, or asked everybody to wait. */
  readonly gate: Instant;
}

/** One request, from the moment it is made. It tells once how it ended, or nothing where it was given up. */
export interface Asked {
  succeeded(): void;
  failed(error: IncidentError): void;
}

/** What requests tell about the way to the backend. */
export interface Connection {
  readonly state: Live<ConnectionState>;
  /** A request is made. `source` is what asks, such as one view's reading; otherwise all of a kind are one. */
  ask(kind: 'read' | 'write', source?: object): Asked;
  /** Forgets what stands in the way, because somebody wants it tried now. */
  reset(): void;
  /** Calls back when requests work again, somebody has signed in, or it is worth trying. */
  onReturn(listener: () => void): void;
  close(): void;
}

/**
 * `queued` tells whether something waits to be sent. Then only somebody's word lifts a sign-out: whose session it is
 * that makes reads work again cannot be seen from here.
 */
export function createConnection(now: () => Instant, wait: Wait, queued: () => boolean): Connection {
  const state = createLive<ConnectionState>({ connection: 'unknown', signedOut: false, gate: 0 });
  const listeners = new Set<() => void>();
  const refused = new Set<'read' | 'write'>();
  let failures = 0;
  /** Successes so far, and how many there were when a source failed last. */
  let successes = 0;
  const kinds = { read: {}, write: {} } as const;
  let failedAt = new WeakMap<object, number>();
  /** How often the network has gone so far, and whether the browser says that it is gone now. */
  let losses = 0;
  let without = globalThis.navigator?.onLine === false;
  /**
   * Others have succeeded since the source failed before, and it fails again: that is its own trouble, such as one address
   * that is blocked, and says nothing about the way. Otherwise the two would call each other offline and online for ever.
   */
  const isAlone = (source: object): boolean => {
    const before = failedAt.get(source);
    failedAt.set(source, successes);
    return before !== undefined && successes > before;
  };
  const returned = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const tryAgain = (): void => {
    failures = 0;
    const { connection: before } = state.value;
    state.set({
      connection: before === 'online' ? 'online' : 'unknown',
      signedOut: refused.size > 0,
      gate: 0,
    });
    returned();
  };
  /** The browser's word is a hint only: it makes us try, and never keeps us from trying. */
  const hint = ({ type }: Event): void => {
    without = type === 'offline';
    if (!without) return tryAgain();
    losses++;
    state.patch({ connection: 'unknown' });
  };
  globalThis.addEventListener?.('online', hint);
  globalThis.addEventListener?.('offline', hint);
  /**
   * An answer that was on its way when the network went tells nothing of the network now. Without the browser's word one
   * request may have failed for itself, and the answer to another is the sign that the way is open.
   */
  const isLate = (asked: number): boolean => without && asked !== losses;
  const succeeded = (kind: 'read' | 'write', source: object): void => {
    successes++;
    failedAt.delete(source);
    const { connection: before, signedOut } = state.value;
    if (!queued()) refused.delete(kind);
    failures = 0;
    // A read that works does not lift the wait the backend asked of our writes.
    const gate = kind === 'write' || before === 'offline' ? 0 : state.value.gate;
    state.set({ connection: 'online', signedOut: refused.size > 0, gate });
    if (before === 'offline' || (signedOut && refused.size === 0)) returned();
  };
  const failed = (kind: 'read' | 'write', error: IncidentError, source: object): void => {
    const { kind: why } = error;
    const alone = (why === 'network' || why === 'auth-required') && isAlone(source);
    if (why === 'auth-required') {
      // Whether a write is refused is what people have to know, whatever can be read.
      if (alone && kind === 'read') return;
      refused.add(kind);
      state.patch({ signedOut: true, connection: 'online' });
    } else if (why === 'network') {
      if (alone && kind === 'read') return;
      failures++;
      if (!alone) losses++;
      state.patch({
        ...(alone ? {} : { connection: 'offline' }),
        gate: Math.max(state.value.gate, now() + wait(failures)),
      });
    } else if (why === 'rate-limited') {
      failures++;
      state.patch({
        connection: 'online',
        gate: Math.max(state.value.gate, now() + wait(failures, error.retryAfter)),
      });
    } else if (error.status !== undefined) state.patch({ connection: 'online' });
  };
  const connection: Connection = {
    state: state.live,
    ask(kind, source = kinds[kind]) {
      const asked = losses;
      return {
        succeeded: () => void (isLate(asked) || succeeded(kind, source)),
        failed: (error) => failed(kind, error, source),
      };
    },
    reset() {
      refused.clear();
      failedAt = new WeakMap();
      tryAgain();
    },
    onReturn: (listener) => listeners.add(listener),
    close() {
      listeners.clear();
      globalThis.removeEventListener?.('online', hint);
      globalThis.removeEventListener?.('offline', hint);
    },
  };
  return connection;
}
