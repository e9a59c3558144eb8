import { missingPart, toIncidentError } from '../core/errors.js';
import type { Instant } from '../core/time.js';
import type { Connection } from './connection.js';
import { createLive } from './live.js';
import type { Live, Loaded } from './types.js';

/** The least wait before a part that could not be fetched is asked for again. */
const leastWait = 1000;

/** Fetches the parts of the store that the first paint can do without. */
export interface Loader {
  /** The part, fetched by whoever asks first. A failure is not remembered. */
  part<T>(load: () => Promise<T>): () => Promise<T>;
  /** Does this again when there is hope, because a part it needs could not be fetched. */
  later(work: () => void, error: unknown): void;
  /** A live value that is there at once, and goes on as the one that `create` makes when its code has come. */
  view<V extends Live<Loaded>>(
    initial: V['value'],
    create: () => Promise<V>,
    ...methods: readonly Exclude<keyof V, keyof Live<Loaded>>[]
  ): V;
  close(): void;
}

export function createLoader(connection: Connection, now: () => Instant): Loader {
  const waiting = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const resume = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const works = [...waiting];
    waiting.clear();
    for (const work of works) work();
  };
  connection.onReturn(resume);

  const loader: Loader = {
    part(load) {
      let coming: ReturnType<typeof load> | undefined;
      return () =>
        (coming ??= load().catch((cause: unknown) => {
          coming = undefined;
          throw missingPart(cause);
        }));
    },
    later(work, error) {
      if (closed) return;
      waiting.add(work);
      connection.failed('read', toIncidentError(error));
      timer ??= setTimeout(resume, Math.max(leastWait, connection.state.value.gate - now()));
    },
    view<V extends Live<Loaded>>(
      initial: V['value'],
      create: () => Promise<V>,
      ...methods: readonly Exclude<keyof V, keyof Live<Loaded>>[]
    ) {
      let real: V | undefined;
      const before = createLive<Loaded>(initial, { start: () => before.patch({ refreshing: true }) });
      const moves = new Set<() => void>();
      const get = loader.part(async () => {
        real = await create();
        for (const move of moves) move();
        return real;
      });
      const fetch = (): void =>
        void get().catch((error: unknown) => {
          before.patch({ state: 'error', error: toIncidentError(error), refreshing: false });
          loader.later(fetch, error);
        });
      fetch();
      const view: Live<Loaded> & Record<string, unknown> = {
        get value() {
          return (real ?? before).value;
        },
        subscribe(listener) {
          if (real) return real.subscribe(listener);
          let end = before.live.subscribe(listener);
          const move = (): void => {
            end();
            if (real) end = real.subscribe(listener);
          };
          moves.add(move);
          return () => {
            moves.delete(move);
            end();
          };
        },
      };
      for (const name of methods)
        view[name as string] = async (argument: unknown) =>
          ((await get())[name] as (argument: unknown) => Promise<void>)(argument);
      return Object.freeze(view) as unknown as V;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      waiting.clear();
    },
  };
  return loader;
}
