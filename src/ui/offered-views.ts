import { createContext } from '@lit/context';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/** A saved view as a list offers it. */
export interface OfferedView {
  readonly id: string;
  readonly label: string;
  /** How many incidents it has, written out; undefined while nobody knows. */
  readonly count: string | undefined;
  /** What it has presses: `late` shouts, `soon` warns. */
  readonly tone: 'soon' | 'late' | undefined;
  /** It is the one that is shown. */
  readonly current: boolean;
}

/** The views of one list: plain data, and what choosing one does. */
export interface ViewsOffer {
  readonly label: string;
  /** What is said of a count nobody knows. */
  readonly unknown: string;
  readonly views: readonly OfferedView[];
  readonly choose: (id: string) => void;
}

/** A place beside a list, such as a workbench's column, that draws the list's views in its stead. */
export interface ViewsPlace {
  /** Draws them, or no longer where they are left out. False where another list has the place already. */
  show(list: Element, offer: ViewsOffer | undefined): boolean;
}

/** Undefined where every list draws its own views. */
export const viewsPlace = createContext<ViewsPlace | undefined>(Symbol.for('incident-elements:views@1'));

/** Views by name with how much there is in each, wherever they stand. */
export function renderViews({ label, unknown, views, choose }: ViewsOffer): TemplateResult | typeof nothing {
  if (views.length === 0) return nothing;
  return html`<nav class="views" part="views" aria-label=${label}>
    <ul>
      ${views.map(
        ({ id, label: name, count, tone, current }) =>
          html`<li>
            <button
              type="button"
              class="view"
              part="view"
              data-view=${id}
              data-tone=${tone ?? nothing}
              aria-current=${current ? 'true' : nothing}
              @click=${() => choose(id)}
            >
              <bdi>${name}</bdi> ${
                count === undefined
                  ? html`<span class="unknown" title=${unknown}
                      ><span aria-hidden="true">–</span><span class="visually-hidden">${unknown}</span></span
                    >`
                  : html`<span class="number">${count}</span>`
              }
            </button>
          </li>`,
      )}
    </ul>
  </nav>`;
}
