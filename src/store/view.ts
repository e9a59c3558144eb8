import type { Adapter } from '../adapters/adapter.js';
import { IncidentError, toIncidentError } from '../core/errors.js';
import type { Policy } from '../core/policy.js';
import type { Instant, Millis } from '../core/time.js';
import type { Bases } from './bases.js';
import { batched, createLive, liveWith } from './live.js';
import type { Confirmation, Mirror } from './outbox/mirror.js';
import type { Reading, ReadingOptions, Readings } from './reading.js';
import type { Storage } from './storage.js';
import type { Loaded, Refreshable } from './types.js';

/** Views that nobody looks at any more are kept for a quick return, up to so many. */
const warmViews = 100;

/** How much there is to show: nothing known yet, known to be nothing, or something. */
export type Content = 'none' | 'empty' | 'some';

/** What a view shows, apart from how it was loaded. An `error` says that it cannot be worked out. */
export type Selected<S extends Loaded> = Omit<S, keyof Loaded> & {
  readonly content: Content;
  readonly error?: IncidentError;
};

/** What is kept of a view on this device, and when the backend told it. */
export interface Kept {
  readonly at?: Instant;
}

/** What a view is made of. Everything else about views is written once, in {@link createViews}. */
export interface ViewDefinition<S extends Loaded, M extends object> {
  /** Reads from the backend and takes the answer over; or a reading that several views share. */
  readonly read: ReadingOptions['read'] | Reading;
  /** Takes over what this device has kept, unless something newer is there. Asked for once. */
  readonly cached: () => Promise<Kept | undefined>;
  /** What is shown now. Called often, so what it returns keeps its identity where nothing has changed. */
  readonly select: () => Selected<S>;
  /** Whether news about an incident, or about all of them, concern it. Without it none do. */
  readonly concerns?: (incidentId: string | undefined) => boolean;
  /** Nothing is read before this. */
  readonly after?: Promise<unknown>;
  /** False while there is nothing at the backend to read. */
  readonly needed?: () => boolean;
  /** False for what is read once. */
  readonly polled?: boolean;
  /** A mutation that concerns it went through. */
  readonly confirmed?: (confirmation: Confirmation) => void;
  /** Somebody looks; before anything is read. */
  readonly started?: () => void;
  /** Nobody looks any more. */
  readonly stopped?: () => void;
  /** Lets go of what is personal: the author's data have been removed from this device. */
  readonly forget?: () => void;
  /** What can be done with it beside a refresh. */
  readonly methods?: M;
}

/** What a definition can ask of its view. */
export interface View {
  /** Somebody looks. */
  readonly watched: boolean;
  /** Asks the backend for something beside the reading: selects anew after it, and shows the error if it fails. */
  ask(work: () => Promise<void>): Promise<void>;
  /** Reads further, once at a time and never beside a refresh. */
  further(work: () => Promise<void>): () => Promise<void>;
}

export interface Views {
  /** The view for a question: the same one for the same key, so that two elements share one request. */
  define<S extends Loaded, M extends object = object>(
    key: string | undefined,
    build: (view: View) => ViewDefinition<S, M>,
  ): Refreshable<S> & M;
  readonly readings: Readings;
  /** After a wipe nothing personal stays in view. */
  forget(): void;
}

/** A page with nothing new in it that leads on all the same: nobody would ever come to an end. */
export const endless = (): IncidentError =>
  new IncidentError('bad-answer', 'The backend leads on to what has been read already.');

/** What the views of a store stand on. */
export interface ViewParts {
  readonly adapter: Adapter;
  readonly author: string;
  readonly storage: Storage;
  readonly queue: Mirror;
  readonly bases: Bases;
  readonly now: () => Instant;
  /** The present by the backend's clock, by which its times are. */
  readonly present: () => Instant;
  /** What that is ahead of ours. */
  readonly ahead: () => Millis;
  readonly views: Views;
  /** So many incidents are read for a figure at most. */
  readonly kpiCap: number;
  readonly policy: Policy | undefined;
}

/** One that somebody has, or may ask for again. */
interface Known {
  readonly view: object;
  readonly forget: () => void;
}

export function createViews(queue: Mirror, bases: Bases, readings: Readings): Views {
  const shared = new Map<string, Known>();
  const watched = new Set<Known>();

  function create<S extends Loaded, M extends object>(
    build: (view: View) => ViewDefinition<S, M>,
  ): Known & { readonly view: Refreshable<S> & M } {
    let failure: IncidentError | undefined;
    let kept: Kept | undefined;
    let asked = false;
    let ends: (() => void)[] = [];
    let leave: (() => void) | undefined;

    const refresh = async (): Promise<void> => {
      const done = reading.refresh();
      update();
      await done;
      update();
    };
    const ask = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
        failure = undefined;
      } catch (error) {
        failure = toIncidentError(error);
      }
      update();
    };
    const further = (work: () => Promise<void>): (() => Promise<void>) => {
      let running: Promise<void> | undefined;
      const once = async (): Promise<void> => {
        if (reading.refreshing) await refresh();
        await ask(work);
      };
      return () => (running ??= once().finally(() => (running = undefined)));
    };
    const definition = build({
      get watched() {
        return ends.length > 0;
      },
      ask,
      further,
    });
    const { read, concerns = () => false, needed, polled, after } = definition;
    const reading =
      typeof read === 'function'
        ? readings.create({
            async read(signal) {
              await read(signal);
              if (!signal.aborted) failure = undefined;
            },
            concerns,
            needed,
            polled,
          })
        : read;

    const value = (): S => {
      const { refreshing, fetchedAt } = reading;
      const { content, error: wrong, ...shown } = definition.select();
      const error = wrong ?? reading.error ?? failure;
      const at = fetchedAt ?? kept?.at;
      const state = {
        some: 'ready',
        empty: 'empty',
        none: error && !refreshing ? 'error' : 'loading',
      } as const;
      return {
        state: wrong ? 'error' : state[content],
        ...(error ? { error } : {}),
        refreshing,
        cached: kept !== undefined && fetchedAt === undefined,
        ...(at === undefined ? {} : { fetchedAt: at }),
        ...shown,
      } as unknown as S;
    };
    // What nobody watches hears of no news: it is worked out when it is asked for.
    const live = createLive<S>(value(), { start, stop, idle: () => update() });
    const update = (): void => live.set(value());
    const later = batched(update);

    async function fromDevice(): Promise<void> {
      await after;
      kept = await definition.cached();
      if (kept) update();
    }

    function start(): void {
      const concerned = (incidentId: string): void => {
        if (concerns(incidentId)) later();
      };
      const join = (): void => {
        if (ends.length > 0) leave ??= reading.join(update);
      };
      ends = [
        bases.changed.on(({ id }) => concerned(id)),
        queue.changed.on(concerned),
        queue.confirmed.on((confirmation) => {
          if (!concerns(confirmation.row.group)) return;
          definition.confirmed?.(confirmation);
          update();
          reading.invalidate();
        }),
      ];
      watched.add(known);
      definition.started?.();
      if (!asked) {
        asked = true;
        // A copy that cannot be used is none.
        void fromDevice().catch(() => undefined);
      }
      if (after) void after.then(join);
      else join();
      update();
    }

    function stop(): void {
      watched.delete(known);
      for (const end of ends) end();
      ends = [];
      leave?.();
      leave = undefined;
      definition.stopped?.();
    }

    const known = {
      view: liveWith(live, { ...(definition.methods as M), refresh }),
      forget(): void {
        definition.forget?.();
        update();
      },
    };
    return known;
  }

  return {
    readings,
    define<S extends Loaded, M extends object>(
      key: string | undefined,
      build: (view: View) => ViewDefinition<S, M>,
    ) {
      if (key === undefined) return create(build).view;
      const known = shared.get(key) ?? create(build);
      shared.delete(key);
      shared.set(key, known);
      const [oldest] = shared.keys();
      if (shared.size > warmViews && oldest !== undefined) shared.delete(oldest);
      return known.view as Refreshable<S> & M;
    },
    forget() {
      for (const { forget } of new Set([...shared.values(), ...watched])) forget();
      shared.clear();
    },
  };
}
