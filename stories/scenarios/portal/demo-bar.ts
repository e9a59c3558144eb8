import type { Adapter, OperationName } from '../../../src/adapters/adapter.js';
import { operations } from '../../../src/adapters/adapter.js';
import { IncidentError } from '../../../src/core/errors.js';
import type { IncidentStore } from '../../../src/store/types.js';
import { followStore } from './connection.js';
import { part } from './settings.js';

/** What needs a way to the backend. */
const asked = Object.keys(operations) as OperationName[];

/** Puts a switch between a store and its backend: while it is off, every request fails as without a network. */
function interrupt(adapter: Adapter, off: () => boolean): void {
  for (const name of asked) {
    const call = adapter[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
    if (!call) continue;
    Reflect.set(adapter, name, (...args: unknown[]) =>
      off()
        ? Promise.reject(new IncidentError('network', 'The demonstration has switched the network off.'))
        : call.apply(adapter, args),
    );
  }
}

/** The bar with what only a demonstration has: who sits here, which data, and a network to switch off. */
export function setUpDemoBar(): void {
  const offline = part<HTMLInputElement>('offline');
  let present: IncidentStore | undefined;
  followStore((store) => {
    present = store;
    interrupt(store.adapter, () => offline.checked);
    return () => (present = undefined);
  });
  offline.addEventListener('change', () => {
    window.dispatchEvent(new Event(offline.checked ? 'offline' : 'online'));
    void present?.resume();
  });

  const [bar, toggle] = [part('demo'), part('demo-toggle')];
  toggle.addEventListener('click', () => {
    const open = bar.toggleAttribute('data-open');
    toggle.setAttribute('aria-expanded', String(open));
  });
}
