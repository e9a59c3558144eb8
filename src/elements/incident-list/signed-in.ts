import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { askWhoami } from '../../adapters/whoami.js';
import type { Person } from '../../core/incident.js';
import type { DeskController } from '../../ui/desk.js';
import type { IncidentStore } from '../../store/types.js';

/** Who the backend takes the browser for, asked once per store. */
const asked = new WeakMap<IncidentStore, Promise<Person | undefined>>();

/** The signed-in person: as the backend knows them, else as the desk names them. */
export class SignedIn implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #desk: DeskController;
  #store: IncidentStore | undefined;
  #known: Person | undefined;
  #settled = false;

  constructor(host: ReactiveControllerHost, desk: DeskController) {
    this.#host = host;
    this.#desk = desk;
    host.addController(this);
  }

  /** Undefined where nobody is named. */
  get person(): Person | undefined {
    const id = this.#known?.id ?? this.#store?.author ?? '';
    if (id === '') return undefined;
    return { ...this.#known, id, name: this.#known?.name ?? this.#desk.state?.userName ?? id };
  }

  /** Whether it is known who it is, or that nobody can tell. */
  get settled(): boolean {
    return this.#settled;
  }

  hostUpdate(): void {
    const { store } = this.#desk;
    if (store === this.#store) return;
    this.#store = store;
    this.#known = undefined;
    this.#settled = store?.adapter.whoami === undefined;
    if (store?.adapter.whoami) void this.#ask(store);
  }

  async #ask(store: IncidentStore): Promise<void> {
    const answer = asked.get(store) ?? askWhoami(store.adapter).catch(() => undefined);
    asked.set(store, answer);
    const person = await answer;
    if (store !== this.#store) return;
    this.#known = person;
    this.#settled = true;
    this.#host.requestUpdate();
  }
}
