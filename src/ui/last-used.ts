import type { LitElement } from 'lit';

import type { Choice } from '../adapters/adapter.js';
import type { IncidentStore } from '../store/types.js';
import type { LivePreference } from '../store/views/preference.js';
import { afterUse, lastUsed, remembered } from '../store/views/last-used.js';
import type { LookUpOperation, Used } from '../store/views/last-used.js';
import { keep, LiveController } from './live.js';

export interface LastUsedOptions {
  readonly store: () => IncidentStore | undefined;
  /** Undefined where nothing is looked up at the backend. */
  readonly operation: () => LookUpOperation | undefined;
}

/** Remembers what somebody chooses from a look-up of the backend, so that it can be chosen without a network. */
export class LastUsed {
  readonly #view = keep((store: IncidentStore, operation: LookUpOperation) =>
    store.open(lastUsed, operation),
  );
  readonly #used: LiveController<LivePreference<readonly Used[]>>;

  constructor(host: LitElement, { store, operation }: LastUsedOptions) {
    this.#used = new LiveController(host, () => {
      const [present, name] = [store(), operation()];
      return present && name && present.adapter[name] ? this.#view(present, name) : undefined;
    });
  }

  get choices(): readonly Choice[] {
    return remembered(this.#used.value?.value, Date.now());
  }

  add(choice: Choice): void {
    void this.#used.source?.set((used) => afterUse(used, choice, Date.now()));
  }
}
