import type { Live } from './types.js';

/** The side of a {@link Live} that its owner holds. */
export interface Source<T> {
  readonly live: Live<T>;
  readonly value: T;
  readonly active: boolean;
  /** Replaces the value; listeners hear of it in the next microtask, and not at all if it is equal. */
  set(next: T): void;
  /** `set` with some parts of the present value replaced. */
  patch(part: Partial<T>): void;
}

/** What happens when the first listener comes and the last one goes, and when the value is read while there is none. */
export interface Lifecycle {
  start?(): void;
  stop?(): void;
  idle?(): void;
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => Object.is(item, b[at]));
}

/** Equal in every own field; lists are compared item by item, anything deeper by identity, and undefined is absent. */
function shallowEqual<T extends object>(a: T, b: T): boolean {
  return Object.keys({ ...a, ...b }).every((key) => {
    const [one, other] = [a[key as keyof T], b[key as keyof T]];
    return Object.is(one, other) || (Array.isArray(one) && Array.isArray(other) && sameList(one, other));
  });
}

/** A value that changes over time. A listener that throws is reported to the page and disturbs nobody else. */
export function createLive<T extends object>(initial: T, lifecycle: Lifecycle = {}): Source<T> {
  let value = Object.freeze(initial);
  let announced = value;
  let queued = false;
  const listeners = new Set<(value: T) => void>();
  const flush = (): void => {
    queued = false;
    if (announced === value) return;
    announced = value;
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue;
      try {
        listener(value);
      } catch (error) {
        reportLater(error);
      }
    }
  };
  const source: Source<T> = {
    get value() {
      return value;
    },
    get active() {
      return listeners.size > 0;
    },
    set(next) {
      if (shallowEqual(value, next)) return;
      value = Object.freeze(next);
      if (queued) return;
      queued = true;
      queueMicrotask(flush);
    },
    patch(part) {
      source.set({ ...value, ...part });
    },
    live: Object.freeze({
      get value() {
        if (listeners.size === 0) lifecycle.idle?.();
        return value;
      },
      subscribe(listener: (value: T) => void) {
        // A wrapper, so that the same function subscribed twice is two subscriptions.
        const own = (next: T): void => listener(next);
        listeners.add(own);
        if (listeners.size === 1) lifecycle.start?.();
        return () => {
          if (listeners.delete(own) && listeners.size === 0) lifecycle.stop?.();
        };
      },
    }),
  };
  return source;
}

function reportLater(error: unknown): void {
  queueMicrotask(() => {
    if (typeof reportError === 'function') reportError(error);
  });
}

/** A live value together with what can be done with it. */
export function liveWith<T, M extends object>({ live }: Source<T>, methods: M): Live<T> & M {
  return Object.freeze(
    Object.defineProperty({ subscribe: live.subscribe, ...methods }, 'value', {
      enumerable: true,
      get: () => live.value,
    }) as Live<T> & M,
  );
}

/** A list of listeners for one kind of event. */
export interface Signal<T> {
  on(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function signal<T>(): Signal<T> {
  // Replaced, never changed: events are many, and those who listen to them seldom come or go.
  let listeners: readonly ((value: T) => void)[] = [];
  return {
    on(listener) {
      listeners = [...listeners, listener];
      return () => {
        listeners = listeners.filter((one) => one !== listener);
      };
    },
    emit(value) {
      for (const listener of listeners) listener(value);
    },
  };
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
