import type { LitElement, ReactiveController } from 'lit';

import type { IncidentStore } from '../../store/types.js';
import type { LivePreference } from '../../store/views/preference.js';
import { preference } from '../../store/views/preference.js';
import { keep, LiveController } from '../../ui/live.js';

export interface KeptViewOptions {
  readonly store: () => IncidentStore | undefined;
  /** Under which name it is kept; empty where it is not. */
  readonly name: () => string;
  /** Shows the view that was chosen last. */
  readonly show: (id: string) => void;
}

/** The view somebody has chosen last, kept for them on this device and shown at the start. */
export class KeptView implements ReactiveController {
  readonly #options: KeptViewOptions;
  readonly #preference = keep((store: IncidentStore, name: string) =>
    store.open(preference<string>, `list-view|${name}`),
  );
  readonly #kept: LiveController<LivePreference<string>>;
  /** For whom the start is over: what they choose from then on is not taken back. */
  #begun: LivePreference<string> | undefined;

  constructor(host: LitElement, options: KeptViewOptions) {
    this.#options = options;
    this.#kept = new LiveController(host, () => {
      const store = options.store();
      const name = options.name();
      return store && name !== '' ? this.#preference(store, name) : undefined;
    });
    host.addController(this);
  }

  hostUpdated(): void {
    const { source, value } = this.#kept;
    if (!source || source === this.#begun || value?.state === 'loading') return;
    this.#begun = source;
    if (value?.value !== undefined) this.#options.show(value.value);
  }

  /** Somebody has chosen a view. */
  chosen(id: string): void {
    const { source } = this.#kept;
    if (!source) return;
    this.#begun = source;
    void source.set(() => id);
  }
}
