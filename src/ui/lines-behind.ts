import type { LitElement, ReactiveController } from 'lit';

import { queryKey } from '../core/query.js';
import type { IncidentQuery } from '../core/query.js';
import type { DeskController } from './desk.js';

/** What a number or a point leads to. */
interface Lead {
  readonly key: string;
  /** The incidents behind it as they are known now. */
  readonly query: () => IncidentQuery;
  /** Changes when they may be others. */
  readonly of: unknown;
  readonly asked: string;
}

/**
 * Shows the incidents behind a number in the lists of the desk, one number at a time, and keeps them the very ones while
 * the number changes.
 */
export class LinesBehind implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: DeskController;
  readonly #list: () => string;
  readonly #present: () => unknown;
  #lead: Lead | undefined;

  /**
   * @param list Id of the list; empty for all of the desk.
   * @param present What the numbers are read from now: another object when they may have changed.
   */
  constructor(host: LitElement, desk: DeskController, list: () => string, present: () => unknown) {
    this.#host = host;
    this.#desk = desk;
    this.#list = list;
    this.#present = present;
    host.addController(this);
  }

  /** Whether the lists show what is behind this number. */
  isShown(key: string): boolean {
    return this.#lead?.key === key && this.#isOurs;
  }

  /** Shows what is behind a number. */
  show(key: string, query: () => IncidentQuery): void {
    const asked = query();
    this.#lead = { key, query, of: this.#present(), asked: queryKey(asked) };
    this.#desk.narrow(asked, this.#list());
  }

  /** Takes it back. */
  clear(): void {
    this.#lead = undefined;
    this.#desk.narrow(undefined, this.#list());
  }

  hostUpdated(): void {
    const lead = this.#lead;
    if (!lead) return;
    // Somebody else has asked for other incidents, or for all of them again.
    if (!this.#isOurs) {
      this.#lead = undefined;
      return;
    }
    const of = this.#present();
    if (of === lead.of) return;
    const query = lead.query();
    const asked = queryKey(query);
    this.#lead = { ...lead, of, asked };
    if (asked !== lead.asked) this.#desk.narrow(query, this.#list());
  }

  hostDisconnected(): void {
    this.#lead = undefined;
  }

  get #isOurs(): boolean {
    return this.#desk.narrowing(this.#list())?.from === this.#host;
  }
}
