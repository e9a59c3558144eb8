import { ContextConsumer } from '@lit/context';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { nothing } from 'lit';

import { equal } from '../../core/equal.js';
import { renderViews, viewsPlace } from '../../ui/offered-views.js';
import type { OfferedView, ViewsOffer, ViewsPlace } from '../../ui/offered-views.js';

export interface ViewBarOptions {
  readonly views: () => readonly OfferedView[];
  readonly words: () => Pick<ViewsOffer, 'label' | 'unknown'>;
  readonly choose: (id: string) => void;
}

/** The views of a list: drawn by the list, or by a place around it that has room for them. Never by both. */
export class ViewBar implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ViewBarOptions;
  #place: ViewsPlace | undefined;
  readonly #choose = (id: string): void => this.#options.choose(id);
  #offer: ViewsOffer | undefined;

  constructor(host: LitElement, options: ViewBarOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    new ContextConsumer(host, {
      context: viewsPlace,
      subscribe: true,
      callback: (place) => {
        if (place === this.#place) return;
        this.#place?.show(host, undefined);
        this.#place = place;
        host.requestUpdate();
      },
    });
  }

  hostDisconnected(): void {
    this.#place?.show(this.#host, undefined);
  }

  render(): TemplateResult | typeof nothing {
    const offer: ViewsOffer = {
      ...this.#options.words(),
      views: this.#options.views(),
      choose: this.#choose,
    };
    // The same object as long as nothing in it has changed: a place around draws anew for every other one.
    if (!equal(offer, this.#offer)) this.#offer = offer;
    const present = this.#offer ?? offer;
    return this.#place?.show(this.#host, present) === true ? nothing : renderViews(present);
  }
}
