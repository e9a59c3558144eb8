import { createContext, ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Person } from '../core/incident.js';
import type { IncidentError } from '../core/errors.js';
import type { Filter } from '../core/filter.js';
import type { Policy } from '../core/policy.js';
import type { IncidentQuery } from '../core/query.js';
import type { Instant } from '../core/time.js';
import type { IncidentStore, Live } from '../store/types.js';

/** What a desk offers at this moment. */
export interface DeskState {
  readonly phase: 'starting' | 'ready' | 'failed';
  readonly store?: IncidentStore;
  readonly policy?: Policy;
  readonly error?: IncidentError;
  /** Starts a desk anew that has failed for a reason that may have gone by now. */
  readonly again?: () => void;
  /** BCP 47 tag the desk speaks; elements inherit it unless they have a `lang` of their own. */
  readonly language?: string;
  /** IANA zone times are shown in. */
  readonly timeZone?: string;
  /** The signed-in person's name, used for what is not yet sent. */
  readonly userName?: string;
  /** A fixed present for demonstrations and tests. */
  readonly now?: Instant;
  /** Id of the incident the desk is looking at. */
  readonly selection?: string;
  /** What other elements have narrowed lists to, by the lists' ids; the empty id stands for all lists. */
  readonly narrowings?: ReadonlyMap<string, Narrowing>;
}

/** Which incidents a list is narrowed to. */
export interface NarrowedQuery extends IncidentQuery {
  /** A whole filter: it stands in the place of the list's own view and filter, which are back afterwards. */
  readonly instead?: Filter;
}

/** What an element, such as a heat map with a pressed cell, narrows a list to. */
export interface Narrowing {
  readonly query: NarrowedQuery;
  readonly from: Element;
}

/** A desk as the elements know it: one object for its whole life, so that a context value never has to change. */
export interface DeskHandle extends Live<DeskState> {
  /** What has no `incident-id` of its own shows this one from now on; undefined for none. */
  select(id: string | undefined): void;
  /**
   * Narrows a list, or all lists, to what also meets a query. The last one for a list counts; undefined takes back what
   * the same element has asked for.
   */
  narrow(query: NarrowedQuery | undefined, from: Element, list?: string): void;
}

/** Registered by `Symbol.for`, so that elements of two copies of the library find the same desk. */
export const deskContext = createContext<DeskHandle>(Symbol.for('incident-elements:desk@1'));

interface Directory {
  readonly desks: Map<string, DeskHandle>;
  readonly listeners: Set<() => void>;
}

const directoryKey = Symbol.for('incident-elements:desks@1');

/** Desks by id, shared by all copies of the library on the page. */
function directory(): Directory {
  const holder = globalThis as { [directoryKey]?: Directory };
  holder[directoryKey] ??= { desks: new Map(), listeners: new Set() };
  return holder[directoryKey];
}

const announce = (): void => {
  for (const listener of directory().listeners) listener();
};

/** Makes a desk findable by id for elements elsewhere on the page; returns what undoes it. */
export function publishDesk(id: string, handle: DeskHandle): () => void {
  directory().desks.set(id, handle);
  announce();
  return () => {
    if (directory().desks.get(id) !== handle) return;
    directory().desks.delete(id);
    announce();
  };
}

interface DeskHost extends ReactiveControllerHost, HTMLElement {
  /** Id of a desk elsewhere on the page. */
  desk: string | undefined;
}

/** Finds the element's desk (by id, else the nearest around it) and re-renders the element when the desk changes. */
export class DeskController implements ReactiveController {
  readonly #host: DeskHost;
  readonly #consumer: ContextConsumer<typeof deskContext, DeskHost>;
  #handle: DeskHandle | undefined;
  #stop: (() => void) | undefined;
  readonly #find = (): void => {
    this.#adopt();
  };

  constructor(host: DeskHost) {
    this.#host = host;
    host.addController(this);
    this.#consumer = new ContextConsumer(host, {
      context: deskContext,
      subscribe: true,
      callback: () => {
        this.#adopt();
      },
    });
  }

  /** Undefined while no desk has been found. */
  get state(): DeskState | undefined {
    return this.#handle?.value;
  }

  get store(): IncidentStore | undefined {
    return this.#handle?.value.store;
  }

  get policy(): Policy | undefined {
    return this.#handle?.value.policy;
  }

  /** Whose name the store writes under; undefined where nobody is named. */
  get person(): Person | undefined {
    const { store, state } = this;
    return store && store.author !== ''
      ? { id: store.author, name: state?.userName ?? store.author }
      : undefined;
  }

  /** Id of the incident the desk is looking at. */
  get selection(): string | undefined {
    return this.#handle?.value.selection;
  }

  select(id: string | undefined): void {
    this.#handle?.select(id);
  }

  /** Narrows the list of this id, or all lists of the desk; undefined takes it back. */
  narrow(query: NarrowedQuery | undefined, list?: string): void {
    this.#handle?.narrow(query, this.#host, list);
  }

  /** Takes back what a list has been narrowed to, whichever element has asked for it. */
  widen({ from }: Narrowing): void {
    this.#handle?.narrow(undefined, from);
  }

  /** What the list of this id is narrowed to. */
  narrowing(list: string): Narrowing | undefined {
    const narrowings = this.#handle?.value.narrowings;
    return narrowings?.get(list) ?? narrowings?.get('');
  }

  /** The present by the backend's clock, by which its times are; or the desk's fixed one. */
  now(): Instant {
    return this.#handle?.value.now ?? this.byBackend(Date.now());
  }

  /** The present by this device's clock, by which is what was noted here. */
  here(): Instant {
    return this.#handle?.value.now ?? Date.now();
  }

  /** A time of this device by the backend's clock. */
  byBackend(at: Instant): Instant {
    return at + (this.store?.adapter.ahead?.() ?? 0);
  }

  /** What is later is in the future by any clock: people write by the one on their wall. */
  latest(): Instant {
    return Math.max(this.now(), this.here());
  }

  hostConnected(): void {
    directory().listeners.add(this.#find);
    this.#adopt();
  }

  hostDisconnected(): void {
    directory().listeners.delete(this.#find);
    this.#leave();
  }

  hostUpdate(): void {
    this.#adopt();
  }

  #adopt(): void {
    if (!this.#host.isConnected) return;
    const id = this.#host.desk;
    const handle = id === undefined || id === '' ? this.#consumer.value : directory().desks.get(id);
    if (handle === this.#handle) return;
    this.#leave();
    this.#handle = handle;
    this.#stop = handle?.subscribe(() => {
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  #leave(): void {
    // What is gone narrows nothing.
    this.narrow(undefined);
    this.#stop?.();
    this.#stop = undefined;
    this.#handle = undefined;
  }
}
