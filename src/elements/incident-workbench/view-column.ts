import { ContextProvider } from '@lit/context';
import type { LitElement, ReactiveController } from 'lit';

import { viewsPlace } from '../../ui/offered-views.js';
import type { ViewsOffer, ViewsPlace } from '../../ui/offered-views.js';

/** The place for the views of the queue beside it, for as long as there is room for one. */
export class ViewColumn implements ReactiveController {
  readonly #host: LitElement;
  readonly #hasRoom: () => boolean;
  readonly #provider: ContextProvider<typeof viewsPlace, LitElement>;
  readonly #place: ViewsPlace = {
    show: (list, offer) => {
      const { from } = this.#shown ?? {};
      if (from && from !== list) return false;
      const isOffered = offer !== undefined && offer.views.length > 0;
      if (offer === this.#shown?.offer || (!isOffered && !from)) return isOffered;
      this.#shown = isOffered ? { from: list, offer } : undefined;
      this.#host.requestUpdate();
      return isOffered;
    },
  };
  #shown: { readonly from: Element; readonly offer: ViewsOffer } | undefined;

  constructor(host: LitElement, hasRoom: () => boolean) {
    this.#host = host;
    this.#hasRoom = hasRoom;
    host.addController(this);
    this.#provider = new ContextProvider(host, { context: viewsPlace, initialValue: undefined });
  }

  /** What the queue offers. */
  get offer(): ViewsOffer | undefined {
    return this.#shown?.offer;
  }

  hostUpdate(): void {
    this.#provider.setValue(this.#hasRoom() ? this.#place : undefined);
  }
}
