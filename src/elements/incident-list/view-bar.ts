import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { ListTerms } from '../../locales/en/incident-list.js';
import type { SavedView } from './views.js';
import { viewLabel } from './views.js';

export interface ViewBar {
  readonly views: readonly SavedView[];
  /** Id of the one that is shown. */
  readonly current: string | undefined;
  /** How many incidents a view has; undefined while nobody knows. */
  readonly countOf: (view: SavedView) => string | undefined;
  readonly choose: (view: SavedView) => void;
  readonly terms: ListTerms;
  readonly language: string;
}

/** Saved views with how much there is in each. */
export function renderViews(bar: ViewBar): TemplateResult | typeof nothing {
  const { views, current, countOf, choose, terms, language } = bar;
  if (views.length === 0) return nothing;
  return html`<nav class="views" part="views" aria-label=${terms.view.label}>
    ${views.map((view) => {
      const count = countOf(view);
      return html`<button
        type="button"
        class="view"
        part="view"
        data-view=${view.id}
        aria-current=${view.id === current ? 'true' : nothing}
        @click=${() => choose(view)}
      >
        <bdi>${viewLabel(view, terms.view, language)}</bdi
        >${count === undefined ? nothing : html` <span class="number">${count}</span>`}
      </button>`;
    })}
  </nav>`;
}
