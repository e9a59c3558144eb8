import type { IncidentError } from '../core/errors.js';
import { toIncidentError } from '../core/errors.js';
import type { Instant, Millis } from '../core/time.js';
import type { Connection } from './connection.js';

/** One thing that is read from the backend again and again while somebody looks at it. */
export interface Reading {
  /** Somebody looks at it. */
  readonly watched: boolean;
  readonly refreshing: boolean;
  /** Why the last attempt failed. */
  readonly error: IncidentError | undefined;
  /** When the backend last answered. */
  readonly fetchedAt: Instant | undefined;
  /** Requests made while one is under way share its answer. */
  refresh(): Promise<void>;
  /** What was read may have changed: read again, after the present request if there is one. */
  invalidate(): void;
  /** Reads from now on and tells of each step; the function returned ends that, and the request nobody waits for. */
  join(changed: () => void): () => void;
  /** Tells everybody who looks. */
  tell(): void;
}

export interface ReadingOptions {
  /** Reads and takes over the answer. */
  readonly read: (signal: AbortSignal) => Promise<void>;
  /** Whether news about an incident, or about all of them, concern it. */
  readonly concerns: (incidentId: string | undefined) => boolean;
  /** False while there is nothing at the backend to read. */
  readonly needed?: (() => boolean) | undefined;
  /** False for what is read once. */
  readonly polled?: boolean | undefined;
  /** Listens to other sources while somebody looks; returns the function that ends it. */
  readonly listen?: () => () => void;
}

/** Everything that is being read for a store: polled while it is in view, and tried again when the way is open. */
export interface Readings {
  create(options: ReadingOptions): Reading;
  /** News from the backend about an incident, or about something. */
  invalidate(incidentId?: string): void;
  refreshAll(): void;
  close(): void;
}

/** While the backend is out of reach one reading tries again this often. */
const probeEvery = 30_000;

export function createReadings(connection: Connection, now: () => Instant, pollInterval: Millis): Readings {
  const active = new Map<Reading, ReadingOptions & { readonly stop: () => void }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const visible = (): boolean => typeof document === 'undefined' || document.visibilityState !== 'hidden';

  /** Those without a fault first, then one after the other: what is blocked for its own reasons must not stand for all. */
  const probe = (): void => {
    const all = [...active].filter(([, { needed }]) => needed?.() !== false);
    const chosen =
      all.find(([{ error, refreshing }]) => error?.kind !== 'network' && !refreshing) ??
      all.find(([{ error }]) => error?.kind !== 'network') ??
      all[0];
    if (!chosen) return;
    const [reading, options] = chosen;
    active.delete(reading);
    active.set(reading, options);
    // What is on its way already was asked for before, and may tell of a time that is over.
    if (reading.refreshing) reading.invalidate();
    else void reading.refresh();
  };
  /** The first failure may be one request's own: then another one shows soon that the way is open. */
  let doubted = false;
  const due = (): void => {
    doubted = connection.state.value.connection === 'offline';
    if (visible() && !connection.state.value.signedOut) {
      if (connection.state.value.connection === 'offline') probe();
      else
        for (const [reading, { polled }] of active)
          if (polled !== false && pollInterval > 0) void reading.refresh();
    }
    plan();
  };
  const plan = (): void => {
    clearTimeout(timer);
    const { connection: way, gate } = connection.state.value;
    const seldom = Math.min(probeEvery, pollInterval || probeEvery);
    doubted &&= way === 'offline';
    const every =
      way === 'offline' ? (doubted ? seldom : Math.min(seldom, Math.max(1, gate - now()))) : pollInterval;
    if (!closed && active.size > 0 && every > 0) timer = setTimeout(due, every);
  };
  const seen = (): void => {
    if (!visible()) return;
    for (const [reading, { polled }] of active)
      if (polled !== false && pollInterval > 0 && now() - (reading.fetchedAt ?? 0) >= pollInterval)
        void reading.refresh();
  };
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', seen);
  let { connection: way } = connection.state.value;
  const stopWatching = connection.state.subscribe(({ connection: next }) => {
    // The browser says that the network has gone: people hear of it when a request says the same, and not a poll later.
    if (way === 'online' && next === 'unknown' && visible()) probe();
    way = next;
    plan();
  });

  function create(options: ReadingOptions): Reading {
    const users = new Set<() => void>();
    let running: Promise<void> | undefined;
    let controller: AbortController | undefined;
    let again = false;
    let stale = true;
    let error: IncidentError | undefined;
    let fetchedAt: Instant | undefined;
    let unlisten: (() => void) | undefined;

    const once = async (): Promise<void> => {
      controller = new AbortController();
      const { signal } = controller;
      const asked = connection.ask('read', reading);
      try {
        await options.read(signal);
        if (signal.aborted) return;
        error = undefined;
        fetchedAt = now();
        stale = again;
        asked.succeeded();
      } catch (caught) {
        if (signal.aborted) return;
        error = toIncidentError(caught);
        asked.failed(error);
      }
    };
    const tell = (): void => {
      for (const changed of [...users]) changed();
    };
    const start = (): void => {
      active.set(reading, { ...options, stop });
      if (active.size === 1) plan();
      unlisten = options.listen?.();
      // A read given up a moment ago is still on its way out.
      if (running) again = true;
      else if (stale || options.polled !== false) void reading.refresh();
    };
    const stop = (): void => {
      active.delete(reading);
      unlisten?.();
      if (running) stale = true;
      again = false;
      controller?.abort();
      if (active.size === 0) clearTimeout(timer);
    };

    const reading: Reading = {
      get watched() {
        return users.size > 0;
      },
      get refreshing() {
        return running !== undefined;
      },
      get error() {
        return error;
      },
      get fetchedAt() {
        return fetchedAt;
      },
      refresh() {
        if (closed || options.needed?.() === false) return Promise.resolve();
        if (running) return running;
        running = once().finally(() => {
          running = undefined;
          const repeat = again && active.has(reading);
          again = false;
          tell();
          if (repeat) void reading.refresh();
        });
        tell();
        return running;
      },
      invalidate() {
        stale = true;
        if (running) again = true;
        else if (active.has(reading)) void reading.refresh();
      },
      join(changed) {
        // A wrapper, so that the same function joined twice is two users.
        const own = (): void => changed();
        users.add(own);
        if (users.size === 1) start();
        return () => {
          if (users.delete(own) && users.size === 0) stop();
        };
      },
      tell,
    };
    return reading;
  }

  return {
    create,
    invalidate(incidentId) {
      for (const [reading, { concerns }] of active) if (concerns(incidentId)) reading.invalidate();
    },
    refreshAll() {
      for (const reading of active.keys()) reading.invalidate();
    },
    close() {
      closed = true;
      stopWatching();
      clearTimeout(timer);
      for (const { stop } of [...active.values()]) stop();
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', seen);
    },
  };
}
