import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { QueueAction } from '../../core/triage.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { ListTerms } from '../../locales/en/incident-list.js';

export interface BulkBar {
  readonly ticked: number;
  readonly shown: number;
  readonly actions: readonly QueueAction[];
  readonly wordOf: (action: QueueAction) => string;
  readonly all: () => void;
  readonly none: () => void;
  readonly start: (action: QueueAction, button: HTMLElement) => void;
  /** Opens what is done seldom beside its button; left out where nothing of it can be done. */
  readonly more?: (button: HTMLElement) => void;
  readonly terms: ListTerms & LifecycleTerms;
}

/** The box that ticks everything that is shown. */
export function renderAll({ ticked, shown, all, none, terms }: BulkBar): TemplateResult {
  return html`<input
    type="checkbox"
    class="tick all"
    aria-label=${terms.select.all}
    .checked=${live(ticked > 0 && ticked === shown)}
    .indeterminate=${live(ticked > 0 && ticked < shown)}
    @change=${(event: Event) => ((event.target as HTMLInputElement).checked ? all() : none())}
  />`;
}

/** What can be done with everything that is ticked. */
export function renderBulk({
  ticked,
  actions,
  wordOf,
  none,
  start,
  more,
  terms,
}: BulkBar): TemplateResult | typeof nothing {
  if (ticked === 0) return nothing;
  return html`<div class="bulk" part="bulk" role="group" aria-label=${terms.select.count(ticked)}>
    <strong class="number">${terms.select.count(ticked)}</strong>
    ${actions.map(
      (action) =>
        html`<button
          type="button"
          class="button small"
          data-action=${action}
          @click=${(event: Event) => start(action, event.currentTarget as HTMLElement)}
        >
          ${wordOf(action)}
        </button>`,
    )}
    ${
      more
        ? html`<button
            type="button"
            class="button small"
            aria-haspopup="menu"
            @click=${(event: Event) => more(event.currentTarget as HTMLElement)}
          >
            ${terms.lifecycle.more}
          </button>`
        : nothing
    }
    <button type="button" class="button small plain" @click=${none}>${terms.select.none}</button>
  </div>`;
}
