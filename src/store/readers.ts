import type { IncidentError } from '../core/errors.js';
import { toIncidentError } from '../core/errors.js';
import type { Instant, Millis } from '../core/time.js';
import type { Connection } from './connection.js';
import type { Loaded } from './types.js';

/** One thing that is read from the backend again and again while somebody looks at it. */
export interface Reader {
  readonly refreshing: boolean;
  readonly error: IncidentError | undefined;
  readonly fetchedAt: Instant | undefined;
  /** Requests made while one is under way share its answer. */
  refresh(): Promise<void>;
  /** What was read may have changed: read again, after the present request if there is one. */
  invalidate(): void;
  start(): void;
  stop(): void;
  /** `Loaded` for a view that has this content. */
  loaded(content: 'none' | 'empty' | 'some', cached: boolean): Loaded;
}

export interface ReaderOptions {
  /** Reads and takes over the answer. */
  readonly read: (signal: AbortSignal) => Promise<void>;
  /** Something about the reader has changed. */
  readonly changed: () => void;
  /** Whether a change of this incident concerns it. */
  readonly concerns: (incidentId: string | undefined) => boolean;
  /** False while there is nothing at the backend to read. */
  readonly needed?: () => boolean;
  /** False for what is read once. */
  readonly polled?: boolean;
}

export interface Readers {
  create(options: ReaderOptions): Reader;
  invalidate(incidentId?: string): void;
  refreshAll(): void;
  close(): void;
}

/** While the backend is out of reach one reader tries again this often. */
const probeEvery = 30_000;

export function createReaders(connection: Connection, now: () => Instant, pollInterval: Millis): Readers {
  const active = new Map<Reader, ReaderOptions>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const visible = (): boolean => typeof document === 'undefined' || document.visibilityState !== 'hidden';

  const due = (): void => {
    const [first] = active.keys();
    if (visible() && !connection.state.value.signedOut) {
      if (connection.state.value.connection === 'offline') void first?.refresh();
      else
        for (const [reader, { polled }] of active)
          if (polled !== false && pollInterval > 0) void reader.refresh();
    }
    plan();
  };
  const plan = (): void => {
    clearTimeout(timer);
    const every =
      connection.state.value.connection === 'offline'
        ? Math.min(probeEvery, pollInterval || probeEvery)
        : pollInterval;
    if (!closed && active.size > 0 && every > 0) timer = setTimeout(due, every);
  };
  const seen = (): void => {
    if (!visible()) return;
    for (const [reader, { polled }] of active)
      if (polled !== false && pollInterval > 0 && now() - (reader.fetchedAt ?? 0) >= pollInterval)
        void reader.refresh();
  };
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', seen);
  const stopWatching = connection.state.subscribe(plan);

  const create = (options: ReaderOptions): Reader => {
    let running: Promise<void> | undefined;
    let controller: AbortController | undefined;
    let again = false;
    let stale = true;
    let error: IncidentError | undefined;
    let fetchedAt: Instant | undefined;

    const once = async (): Promise<void> => {
      controller = new AbortController();
      const { signal } = controller;
      try {
        await options.read(signal);
        if (signal.aborted) return;
        error = undefined;
        fetchedAt = now();
        stale = again;
        connection.succeeded('read');
      } catch (caught) {
        if (signal.aborted) return;
        error = toIncidentError(caught);
        connection.failed('read', error);
      }
    };
    const reader: Reader = {
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
        running ??= once().finally(() => {
          running = undefined;
          const repeat = again && active.has(reader);
          again = false;
          options.changed();
          if (repeat) void reader.refresh();
        });
        options.changed();
        return running;
      },
      invalidate() {
        stale = true;
        if (running) again = true;
        else if (active.has(reader)) void reader.refresh();
      },
      start() {
        active.set(reader, options);
        if (active.size === 1) plan();
        // A read given up a moment ago is still on its way out.
        if (running) again = true;
        else if (stale || options.polled !== false) void reader.refresh();
      },
      stop() {
        active.delete(reader);
        if (running) stale = true;
        again = false;
        controller?.abort();
        if (active.size === 0) clearTimeout(timer);
      },
      loaded: (content, cached) => ({
        state:
          content === 'some'
            ? 'ready'
            : content === 'empty'
              ? 'empty'
              : error && !running
                ? 'error'
                : 'loading',
        ...(error ? { error } : {}),
        refreshing: running !== undefined,
        cached,
        ...(fetchedAt === undefined ? {} : { fetchedAt }),
      }),
    };
    return reader;
  };

  return {
    create,
    invalidate(incidentId) {
      for (const [reader, { concerns }] of active) if (concerns(incidentId)) reader.invalidate();
    },
    refreshAll() {
      for (const reader of active.keys()) reader.invalidate();
    },
    close() {
      closed = true;
      stopWatching();
      clearTimeout(timer);
      for (const reader of [...active.keys()]) reader.stop();
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', seen);
    },
  };
}
