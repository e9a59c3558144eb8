import { html } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { common } from '../../locales/en/common.js';
import { escalation as english } from '../../locales/en/incident-escalation.js';
import type { IncidentState, IncidentStore, IncidentView, Refreshable } from '../../store/types.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { base } from '../../ui/styles/base.styles.js';
import { controls } from '../../ui/styles/control.styles.js';
import { escalationStyles } from './incident-escalation.styles.js';

const terms = { ...common, ...english };

/** What is known while no incident is named. */
const noneNamed: IncidentState = { state: 'empty', refreshing: false, cached: false };

/**
 * One incident with its number, title and status.
 *
 * @summary Shows one incident.
 * @tagname incident-escalation
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is named.
 * @slot error - Instead of the message when the incident cannot be shown.
 * @csspart title - The incident's title.
 * @csspart error - The message when the incident cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is named.
 * @cssstate ready - The incident is shown.
 * @cssstate error - The incident cannot be shown.
 */
export class IncidentEscalation extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [base, controls, escalationStyles];

  /** Which incident to show. */
  @property({ attribute: 'incident-id' }) incidentId: string | undefined;

  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #incident = new LiveController<Refreshable<IncidentState>>(this, () => {
    const { store } = this.deskController;
    return store && this.incidentId ? this.#record(store, this.incidentId) : undefined;
  });

  constructor() {
    super(terms);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#incident.source?.refresh();
  }

  protected override render(): TemplateResult {
    const state = this.#incident.value ?? noneNamed;
    return (
      this.renderDeskState() ??
      this.renderLoaded(state, {
        loading: () => this.renderSkeleton(2),
        empty: () => html`<p class="muted">${this.locale.terms.escalation.empty}</p>`,
        ready: () => html`${state.view ? this.#renderView(state.view) : ''}`,
        retry: () => void this.refresh(),
      })
    );
  }

  #renderView({ incident }: IncidentView): TemplateResult {
    const { terms } = this.locale;
    return html`<section class="frame" aria-label=${terms.escalation.label}>
      <h2 class="title wrap" part="title">${incident.title}</h2>
      <p class="meta">
        <span class="number">${incident.number}</span> ${terms.status[incident.status.category]}
      </p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-escalation': IncidentEscalation;
  }
}
