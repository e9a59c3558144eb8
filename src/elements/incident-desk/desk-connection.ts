import type { DeskHandle, DeskState, NarrowedQuery, Narrowing } from '../../ui/desk.js';
import type { IncidentError } from '../../core/errors.js';
import type { Policy } from '../../core/policy.js';
import type { IncidentOutboxChangeDetail } from '../../ui/events.js';
import type { IncidentStore } from '../../store/types.js';

/** What the desk element wants to hear about. */
export interface ConnectionListeners {
  /** The desk begins, has a store, another one, or has none because something failed. */
  readonly phase: (phase: DeskState['phase']) => void;
  readonly outbox: (detail: IncidentOutboxChangeDetail) => void;
  readonly authRequired: () => void;
}

const parts = ['pending', 'failed', 'unknown', 'conflicts'] as const;

/** The desk's present state as a live value, and the store behind it. Stays the same object while stores come and go. */
export class DeskConnection implements DeskHandle {
  readonly #listeners = new Set<(state: DeskState) => void>();
  readonly #events: ConnectionListeners;
  #state: DeskState = Object.freeze({ phase: 'starting' });
  #release: ((next?: IncidentStore) => void) | undefined;

  constructor(events: ConnectionListeners) {
    this.#events = events;
  }

  get value(): DeskState {
    return this.#state;
  }

  subscribe(listener: (state: DeskState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes how things are shown; the store stays. */
  patch(part: Partial<Pick<DeskState, 'language' | 'timeZone' | 'userName' | 'now'>>): void {
    const changed = Object.entries(part).some(
      ([key, value]) => this.#state[key as keyof typeof part] !== value,
    );
    if (changed) this.#replace({ ...this.#state, ...part });
  }

  select(id: string | undefined): void {
    if (id === this.#state.selection) return;
    const { selection: _selection, ...rest } = this.#state;
    this.#replace({ ...rest, ...(id === undefined ? {} : { selection: id }) });
  }

  narrow(query: NarrowedQuery | undefined, from: Element, list = ''): void {
    const before = this.#state.narrowings ?? new Map<string, Narrowing>();
    const after = new Map([...before].filter(([, narrowing]) => narrowing.from !== from));
    if (query) after.set(list, { query, from });
    else if (after.size === before.size) return;
    this.#replace({ ...this.#state, narrowings: after });
  }

  /** Lets go of the store, if there is one, and waits for the next. What was chosen in it is no longer there. */
  begin(): void {
    this.#drop();
    const {
      store: _store,
      policy: _policy,
      error: _error,
      again: _again,
      selection: _selection,
      narrowings: _narrowings,
      ...shown
    } = this.#state;
    this.#replace({ ...shown, phase: 'starting' });
  }

  /** A store that is still there makes room for this one, or is taken along by it. */
  ready(store: IncidentStore, policy: Policy): void {
    const letGo = this.#release;
    let last = '';
    let signedOut = false;
    const stopOutbox = store.outbox.subscribe((outbox) => {
      const detail = {
        pending: outbox.pending,
        failed: outbox.failed,
        unknown: outbox.unknown,
        conflicts: outbox.conflicts,
      };
      const key = parts.map((part) => detail[part]).join();
      if (key === last) return;
      last = key;
      this.#events.outbox(detail);
    });
    const stopStatus = store.status.subscribe((status) => {
      const wanted = status.signedOut || status.otherPerson === true;
      if (wanted && !signedOut) this.#events.authRequired();
      signedOut = wanted;
    });
    this.#release = (next) => {
      stopOutbox();
      stopStatus();
      if (next?.unnamed.value.store !== store) store.dispose();
    };
    const { error: _error, again: _again, ...shown } = this.#state;
    this.#replace({ ...shown, phase: 'ready', store, policy });
    letGo?.(store);
  }

  fail(error: IncidentError, again?: () => void): void {
    this.#drop();
    const { store: _store, policy: _policy, again: _again, ...shown } = this.#state;
    this.#replace({ ...shown, phase: 'failed', error, ...(again ? { again } : {}) });
  }

  #drop(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #replace(state: DeskState): void {
    const before = this.#state;
    this.#state = Object.freeze(state);
    const moved = before.phase !== state.phase || before.store !== state.store;
    if (moved || state.phase === 'starting') this.#events.phase(state.phase);
    for (const listener of this.#listeners) listener(this.#state);
  }
}
