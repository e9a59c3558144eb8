import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { IncidentListState } from '../../store/types.js';
import { told } from '../../ui/told.js';
import type { IncidentLines } from './source.js';

/** Keeps an element on several lists at once, such as those that count its views. */
export class ListsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #pick: () => readonly IncidentLines[];
  readonly #stops = new Map<IncidentLines, () => void>();

  constructor(host: ReactiveControllerHost & HTMLElement, pick: () => readonly IncidentLines[]) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#follow(this.#host.isConnected ? this.#pick() : []);
  }

  hostDisconnected(): void {
    this.#follow([]);
  }

  #follow(lists: readonly IncidentLines[]): void {
    for (const [list, stop] of this.#stops)
      if (!lists.includes(list)) {
        stop();
        this.#stops.delete(list);
      }
    for (const list of lists)
      if (!this.#stops.has(list))
        this.#stops.set(
          list,
          list.subscribe(() => this.#host.requestUpdate()),
        );
  }
}

/** How many a list says there are; undefined while nobody knows. */
export const totalOf = (list: IncidentListState): number | undefined => {
  const { state, total, items, hasMore } = told(list);
  return state !== 'ready' && state !== 'empty' ? undefined : (total ?? (hasMore ? undefined : items.length));
};
