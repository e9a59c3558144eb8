import type { LitElement, ReactiveController } from 'lit';

import { decoded } from '../../core/address.js';
import type {
  IncidentListState,
  IncidentState,
  IncidentStore,
  Live,
  Refreshable,
} from '../../store/types.js';
import type { DeskController } from '../../ui/desk.js';
import { keep, LiveController } from '../../ui/live.js';

/** What stands before the number where the page names nothing else. */
const usualPrefix = 'incident=';
/** Where an entry of the browser's history keeps the id, so that nobody has to be asked for the number. */
const stateKey = 'incident-elements:incident';
/** So many incidents whose texts hold the number are looked at. */
const mostAlike = 20;

/** The first answer of a list that is on its way. */
function answered(live: Live<IncidentListState>): Promise<IncidentListState> {
  return new Promise((done) => {
    const stop = live.subscribe(() => {
      if (live.value.state === 'loading') return;
      done(live.value);
      // Not within the call that tells of it.
      queueMicrotask(() => stop());
    });
    if (live.value.state !== 'loading') {
      done(live.value);
      stop();
    }
  });
}

const numbered = ({ items }: IncidentListState, number: string): string | undefined =>
  items.find(({ incident }) => incident.number === number)?.incident.id;

const idInState = (): string | undefined => {
  const state: unknown = history.state;
  const id = typeof state === 'object' && state ? (state as Record<string, unknown>)[stateKey] : undefined;
  return typeof id === 'string' ? id : undefined;
};

/**
 * Keeps the chosen incident in the address, by its number, and the desk's selection on the incident the address names:
 * a link, a bookmark, a reload and the browser's back button find it again. A prefix that ends with a slash is a place of
 * the page: at any other place the address is left alone.
 */
export class IncidentAddress implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: DeskController;
  readonly #wanted: () => string | undefined;
  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #incident: LiveController<Refreshable<IncidentState>>;
  /** Numbers that have been found in the address, by id. */
  readonly #numbers = new Map<string, string>();
  readonly #follow = (): void => void this.#toAddressed();
  /** The store whose incidents the address has been read for. */
  #begun: IncidentStore | undefined;
  /** The selection as it was written last. */
  #written: string | undefined;
  /** A number that is looked for on, because the ticket system could not be asked; until then it stands for an id. */
  #seeking: string | undefined;
  #stopSeeking = (): void => undefined;
  /** A number of the address whose incident is being looked for: until then the address is right and the selection is not. */
  #sought: string | undefined;

  /** @param wanted The prefix, or nothing for the usual one; undefined where the address is the page's alone. */
  constructor(host: LitElement, desk: DeskController, wanted: () => string | undefined) {
    this.#host = host;
    this.#desk = desk;
    this.#wanted = wanted;
    this.#incident = new LiveController(host, () => {
      const { store, selection } = desk;
      return store && selection !== undefined && wanted() !== undefined
        ? this.#record(store, selection)
        : undefined;
    });
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#follow);
    addEventListener('hashchange', this.#follow);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#follow);
    removeEventListener('hashchange', this.#follow);
    this.#stopSeeking();
    this.#begun = undefined;
  }

  hostUpdated(): void {
    const { store, selection } = this.#desk;
    if (this.#wanted() === undefined || !store) return;
    if (store !== this.#begun) {
      this.#begun = store;
      this.#written = selection;
      this.#follow();
      return;
    }
    const isNew = selection !== this.#written;
    this.#written = selection;
    if (isNew) this.#sought = undefined;
    else if (this.#sought !== undefined) return;
    if (isNew || selection !== undefined) this.#write(selection, isNew ? 'pushState' : 'replaceState');
  }

  get #prefix(): string {
    return this.#wanted() || usualPrefix;
  }

  /** The page's place without an incident, or nothing. */
  get #place(): string {
    return this.#prefix.endsWith('/') ? `#${this.#prefix.slice(0, -1)}` : '';
  }

  /** Whether the address is ours to read and to write. */
  get #here(): boolean {
    const { hash } = location;
    return this.#place === '' || hash === this.#place || hash.startsWith(`${this.#place}/`);
  }

  /** What the address names. */
  get #named(): string | undefined {
    const { hash } = location;
    const name = hash.startsWith(`#${this.#prefix}`) ? decoded(hash.slice(this.#prefix.length + 1)) : '';
    return name === '' ? undefined : name;
  }

  #write(id: string | undefined, how: 'pushState' | 'replaceState'): void {
    if (!this.#here) return;
    const number = id === undefined ? undefined : this.#numberOf(id);
    const hash = number === undefined ? this.#place : `#${this.#prefix}${encodeURIComponent(number)}`;
    const known = id === this.#seeking ? undefined : id;
    if (location.hash === hash && idInState() === known) return;
    const state: unknown = history.state;
    const { pathname, search } = location;
    const isSame = location.hash === hash;
    history[isSame ? 'replaceState' : how](
      { ...(typeof state === 'object' ? state : {}), [stateKey]: known },
      '',
      `${pathname}${search}${hash}`,
    );
  }

  /** The number, where it is known already; the id until then. */
  #numberOf(id: string): string {
    const number = this.#incident.value?.view?.incident.number ?? '';
    return number === '' ? (this.#numbers.get(id) ?? id) : number;
  }

  async #toAddressed(): Promise<void> {
    const { store } = this.#desk;
    if (this.#wanted() === undefined || !store || store !== this.#begun || !this.#here) return;
    const name = this.#named;
    this.#stopSeeking();
    const known = name === undefined ? undefined : idInState();
    this.#sought = known === undefined ? name : undefined;
    const id = name === undefined ? undefined : (known ?? (await this.#find(store, name)));
    if (this.#sought === name) this.#sought = undefined;
    if (store !== this.#begun || name !== this.#named) return;
    if (name !== undefined && id !== undefined) this.#numbers.set(id, name);
    if (id !== this.#desk.selection) this.#desk.select(id);
  }

  /** The id behind a number; what is no number here is taken for an id. */
  async #find(store: IncidentStore, name: string): Promise<string> {
    const list = store.incidents({ text: name }, mostAlike);
    const found = await answered(list);
    const id = numbered(found, name);
    if (id === undefined && found.error) this.#seek(store, list, name);
    return id ?? name;
  }

  /**
   * Goes on looking for a number, without a network or a sign-in as well: until it is known to be none, nobody is told that
   * there is no such incident.
   */
  #seek(store: IncidentStore, list: Live<IncidentListState>, name: string): void {
    this.#seeking = name;
    const stop = list.subscribe((state) => {
      if (state.error || state.state === 'loading') return;
      queueMicrotask(this.#stopSeeking);
      const id = numbered(state, name);
      if (id === undefined || store !== this.#begun || name !== this.#named) return;
      this.#numbers.set(id, name);
      this.#desk.select(id);
    });
    this.#stopSeeking = (): void => {
      stop();
      this.#seeking = undefined;
      this.#stopSeeking = () => undefined;
    };
  }
}
