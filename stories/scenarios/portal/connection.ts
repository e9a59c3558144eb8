import { ContextEvent } from '@lit/context';

import { deskContext } from '../../../src/ui/desk.js';
import type { DeskHandle, DeskState } from '../../../src/ui/desk.js';
import type { IncidentStore, StoreStatus } from '../../../src/store/types.js';
import { onLanguage, part, texts } from './settings.js';

/** Calls back now and whenever the desk starts, works, fails or gets another store. */
export function followDesk(changed: (state: DeskState) => void): void {
  const asker = part('main');
  let current: DeskHandle | undefined;
  asker.dispatchEvent(
    new ContextEvent(
      deskContext,
      asker,
      (handle) => {
        if (handle === current) return;
        current = handle;
        changed(handle.value);
        handle.subscribe(changed);
      },
      true,
    ),
  );
}

/** Calls back with each new store of the desk; what the callback returns ends its work on the one before. */
export function followStore(use: (store: IncidentStore) => () => void): void {
  let present: IncidentStore | undefined;
  let stop: (() => void) | undefined;
  followDesk(({ store }) => {
    if (store === present) return;
    stop?.();
    present = store;
    stop = store && use(store);
  });
}

function wordFor({
  connection,
  storage,
  signedOut,
}: StoreStatus): 'signedOut' | 'offline' | 'memory' | 'online' | 'starting' {
  if (signedOut) return 'signedOut';
  if (connection === 'offline') return 'offline';
  if (storage === 'memory') return 'memory';
  return connection === 'online' ? 'online' : 'starting';
}

/** The line that says which backend this page talks to, and how it is going. */
export function setUpConnectionLine(): void {
  const [name, state] = [part('talks-to'), part('connection')];
  let desk: DeskState = { phase: 'starting' };
  let status: StoreStatus | undefined;
  const show = (): void => {
    const words = texts();
    const { store, phase } = desk;
    name.textContent = store
      ? store.adapter.name === 'local'
        ? words.thisBrowser
        : store.adapter.label
      : '…';
    const key = phase === 'failed' ? 'failed' : status ? wordFor(status) : 'starting';
    state.dataset['state'] = key;
    state.textContent = words[key];
  };
  followDesk((next) => {
    desk = next;
    if (!next.store) status = undefined;
    show();
  });
  followStore((store) => {
    status = store.status.value;
    show();
    return store.status.subscribe((next) => {
      status = next;
      show();
    });
  });
  onLanguage(show);
}
