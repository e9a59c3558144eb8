import type { Signal } from './live.js';
import { signal } from './live.js';
import type { Storage } from './storage.js';
import type { Tabs } from './tabs.js';

/** A tab says so often that it still holds something; one that has crashed is believed no longer than the second. */
const sayEvery = 30_000;
const believedFor = 3 * 60_000;

/** Tabs that hold something unsent of which nobody else has a copy, because their storage fails. */
export interface Holders {
  /** Some other tab does. */
  readonly others: boolean;
  readonly changed: Signal<void>;
  /** What this tab holds may have changed. */
  update(): void;
  close(): void;
}

export function createHolders(storage: Storage, tabs: Tabs): Holders {
  const heard = new Map<string, number>();
  const changed = signal<void>();
  let held = false;

  const say = (): void => {
    if (held || storage.holdsUnsent) tabs.tell(storage.holdsUnsent ? 'holding' : 'released', [tabs.id]);
    held = storage.holdsUnsent;
  };
  const look = (): void => {
    if (held) say();
    const before = heard.size;
    for (const [tab, at] of heard) if (performance.now() - at > believedFor) heard.delete(tab);
    if (heard.size !== before) changed.emit();
  };
  tabs.listen(({ kind, ids: [tab] }) => {
    if (kind === 'asking') return held ? say() : undefined;
    if (tab === undefined || (kind !== 'holding' && kind !== 'released')) return;
    if (kind === 'holding') heard.set(tab, performance.now());
    else heard.delete(tab);
    changed.emit();
  });
  tabs.tell('asking');
  const timer = setInterval(look, sayEvery);
  return {
    get others() {
      return heard.size > 0;
    },
    changed,
    update() {
      if (held !== storage.holdsUnsent) say();
    },
    close() {
      clearInterval(timer);
      if (held) tabs.tell('released', [tabs.id]);
    },
  };
}
