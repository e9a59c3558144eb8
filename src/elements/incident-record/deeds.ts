import type { LitElement } from 'lit';

import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentStore } from '../../store/types.js';

/** What a section of the record hands to the store: one deed at a time, and why the last one could not be stored. */
export class Deeds {
  readonly #host: LitElement;
  readonly #store: () => IncidentStore | undefined;
  #busy = false;
  #error: IncidentError | undefined;

  constructor(host: LitElement, store: () => IncidentStore | undefined) {
    this.#host = host;
    this.#store = store;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get error(): IncidentError | undefined {
    return this.#error;
  }

  /** Somebody begins anew. */
  forget(): void {
    this.#error = undefined;
  }

  /** True when all of it is stored; nothing is begun while another one is on its way to the store. */
  async save(work: (store: IncidentStore) => Promise<void>): Promise<boolean> {
    const store = this.#store();
    if (!store || this.#busy) return false;
    this.#busy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      await work(store);
      return true;
    } catch (error) {
      this.#error = toIncidentError(error);
      return false;
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  /** Decides about something that waits: sends it again, throws it away, or chooses. */
  decide(act: (store: IncidentStore) => Promise<unknown>): void {
    const store = this.#store();
    if (!store) return;
    this.#error = undefined;
    act(store).catch((error: unknown) => {
      this.#error = toIncidentError(error);
      this.#host.requestUpdate();
    });
  }
}
