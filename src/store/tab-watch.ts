import type { Tabs } from './tabs.js';

/** Notices that other tabs have gone, so that their leases need not be waited for. */
export interface TabWatch {
  /** True for an owner found to have gone. */
  gone(owner: string): boolean;
  /** Finds out which of these owners have gone. */
  lookFor(owners: readonly string[]): Promise<void>;
}

export function watchTabs(tabs: Tabs): TabWatch {
  const dead = new Set<string>();
  return {
    gone: (owner) => dead.has(owner),
    async lookFor(owners) {
      const others = owners.filter((owner) => owner !== tabs.owner && tabs.lockOf(owner) !== undefined);
      if (others.length === 0) return;
      try {
        const { held = [] } = await within(1000, navigator.locks.query());
        const names = new Set(held.map(({ name }) => name));
        // They had their lock when they claimed: without it now they are gone for good.
        for (const other of others) if (!names.has(tabs.lockOf(other))) dead.add(other);
      } catch {
        // Nobody is taken for gone; their leases run out.
      }
    },
  };
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
