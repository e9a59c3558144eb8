import { holdsAny } from '../browser/database.js';
import type { Signal } from './live.js';
import { createLive, signal } from './live.js';
import { isLeftFor } from './memory.js';
import { cacheAreas } from './persistence.js';
import { placeOf } from './storage.js';
import type { IncidentStore, Live, UnnamedState } from './types.js';

/**
 * What was written on this device while nobody was named. A desk without a name sends it; one with a name cannot know
 * whose it is, so it shows it and sends only what somebody says is theirs. A desk that learns its name takes its own
 * store of nobody along: that goes on sending what it has promised to send.
 */
export interface Unnamed {
  readonly state: Live<UnnamedState>;
  /** It is known that nothing of it is unsent. */
  readonly clear: boolean;
  readonly changed: Signal<void>;
  /** Something of it has left the outbox: what is shown may have changed. */
  readonly left: Signal<void>;
  /** Looks whether there is something. */
  look(): Promise<void>;
  /**
   * Removes what was written at this desk, also what is being sent, and whatever was read while nobody was named. Nothing
   * of it is sent or taken in from here on.
   */
  forsake(): Promise<void>;
  close(): void;
}

export interface UnnamedParts {
  readonly name: string;
  readonly persistence: 'indexeddb' | 'none';
  /** The desk's own from before it was named is there already. */
  readonly begun: boolean;
  /** Opens it, or takes over the one that is there: from then on it asks for what was not written at this desk. */
  readonly open: () => IncidentStore;
  readonly forsake: (store: IncidentStore) => Promise<void>;
}

/** `parts` are missing for a desk without a name: then it is its own. */
export function createUnnamed(parts?: UnnamedParts): Unnamed {
  const state = createLive<UnnamedState>({ state: parts ? 'looking' : 'known' });
  const changed = signal<void>();
  const left = signal<void>();
  let looking: Promise<void> | undefined;
  let closed = false;
  let leaving: Promise<unknown> | undefined;

  const take = (store: IncidentStore): void => {
    let count = 0;
    store.outbox.subscribe(({ items }) => {
      if (items.length < count) left.emit();
      count = items.length;
      changed.emit();
    });
    state.set({ state: 'known', store });
  };
  if (parts?.begun) take(parts.open());

  const isThere = async ({ name, persistence }: UnnamedParts): Promise<boolean> => {
    // A desk that goes when this one comes leaves what it has only then.
    await new Promise((next) => setTimeout(next));
    return (
      isLeftFor(placeOf(name, persistence)) || (persistence === 'indexeddb' && holdsAny(name, ['outbox']))
    );
  };

  const once = async (): Promise<void> => {
    if (!parts || closed || state.value.store) return;
    try {
      const there = await isThere(parts);
      if (closed) return;
      if (there) take(parts.open());
      else state.set({ state: 'known' });
    } catch {
      // Nobody can tell for now; asked again with the next look.
      state.set({ state: 'unknown' });
    }
    changed.emit();
  };

  const forsake = async ({ name, persistence, open, forsake: empty }: UnnamedParts): Promise<void> => {
    const { store } = state.value;
    if (store) return empty(store);
    // Nothing of it is open in this page; it may have been read from before the name was known.
    if (persistence === 'none' || !(await holdsAny(name, cacheAreas).catch(() => false))) return;
    const found = open();
    await empty(found).finally(found.dispose);
  };

  return {
    state: state.live,
    changed,
    left,
    get clear() {
      const { state: standing, store } = state.value;
      if (!store) return standing === 'known';
      const { items, damaged, complete } = store.outbox.value;
      return complete && items.length + damaged.length === 0;
    },
    look: () => (looking ??= once().finally(() => (looking = undefined))),
    async forsake() {
      if (!parts) return;
      const done = forsake(parts);
      leaving = done.catch(() => undefined);
      await done;
    },
    close() {
      closed = true;
      const end = (): void => state.value.store?.dispose();
      if (leaving) void leaving.then(end);
      else end();
    },
  };
}
