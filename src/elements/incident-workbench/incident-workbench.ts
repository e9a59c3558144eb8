import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { workbench as english } from '../../locales/en/incident-workbench.js';
import type { WorkbenchTerms } from '../../locales/en/incident-workbench.js';
import { workload } from '../../locales/en/workload.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import { orElse, orNothing } from '../../ui/attributes.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { renderViews } from '../../ui/offered-views.js';
import { GivenHeight } from './given-height.js';
import { IncidentAddress } from './incident-address.js';
import { workbenchStyles } from './incident-workbench.styles.js';
import { PaneBorders } from './pane-borders.js';
import { ViewColumn } from './view-column.js';
import { WorkloadView } from './workload-view.js';

const terms = { ...common, ...english, ...workload };

/** From this width on the overview has a column of its own, in CSS pixels. */
const widest = 1100;
/** Below this there is one pane. */
const narrow = 720;

/**
 * A whole service desk in one tag: the overview of what is open, the queue, and everything about the chosen incident
 * with its steps, clocks, ladder of escalation, timeline and a place to write. Three panes from 1,100 px of its own width, two from 720 px, one
 * below. With three the views of the queue stand in the overview, whichever list is the queue. The borders between panes
 * can be moved and stay where somebody has put them on this device. On one pane the chosen incident takes the queue's place until somebody goes back. All of it follows the
 * desk's selection, so that nothing has to be wired.
 *
 * @summary A whole service desk: overview, queue, and the chosen incident.
 * @tagname incident-workbench
 * @slot overview - Instead of the heat map of open incidents.
 * @slot workload - Instead of who has what.
 * @slot queue - Instead of the queue.
 * @slot incident - Instead of steps, clocks, escalation, record and timeline of the chosen incident.
 * @slot error - Instead of the message when there is no desk.
 * @csspart overview - The pane of the overview.
 * @csspart workload - Who has what in detail, folded until somebody opens it.
 * @csspart views - The views of the queue, where they stand in the overview.
 * @csspart view - One of them.
 * @csspart person - Somebody with how much they have.
 * @csspart border - The border between two panes.
 * @csspart queue - The pane of the queue.
 * @csspart incident - The pane of the chosen incident.
 * @cssprop --incident-workbench-height - How high the panes may become before each of them scrolls; a length. They also fill a height that the page gives the element itself. Without either the page scrolls.
 * @cssstate ready - The desk works.
 * @cssstate loading - The desk is starting.
 * @cssstate error - There is no working desk.
 * @since 0.2.0
 */
export class IncidentWorkbench extends IncidentElement<CommonTerms & WorkbenchTerms & WorkloadTerms> {
  static override styles: CSSResultGroup = [IncidentElement.styles, workbenchStyles];

  /**
   * Writes the chosen incident's number into the address, as `#incident=…`, and follows the browser's back button. A
   * value is written instead of `incident=`; one that ends with a slash, such as `desk/`, is a place of the page, outside
   * of which the address is left alone. Without the attribute it is the page's alone everywhere.
   */
  @property({ attribute: 'deep-links', converter: orNothing }) deepLinks: string | undefined;

  /** The ids of the reader's roles in the policy, divided by spaces; see `incident-lifecycle`. */
  @property({ converter: orNothing }) roles: string | undefined;

  /** The groups of the signed-in person, by id or name and divided by commas; with them the queue has a view of theirs. */
  @property({ attribute: 'user-groups', converter: orElse('') }) userGroups = '';

  /** Id of the view the queue begins with. Without it the one somebody has chosen last on this device, else everything open. */
  @property({ converter: orNothing }) view: string | undefined;

  @state() private width = 0;
  /** The panes have just become more or fewer. */
  @state() private turning = false;
  /** Somebody looks at who has what; nothing is read for it before. */
  @state() private counting = false;

  readonly #watch = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    // Only what changes the panes is drawn anew, and not within the measuring.
    const step = width >= widest ? widest : width >= narrow ? narrow : 0;
    if (step !== this.width) requestAnimationFrame(() => this.#turn(step));
  });
  readonly #workload = new WorkloadView(this, {
    store: () => (this.counting || this.width >= widest ? this.deskController.store : undefined),
    assigned: () => this.deskController.store?.adapter.traits.fields.assignee?.read === true,
    policy: () => this.deskController.policy,
    now: () => this.deskController.now(),
    terms: () => this.locale.terms,
    number: (value) => this.locale.number(value),
    ago: (at) => this.locale.ago(at, this.deskController.now()),
    narrow: (query) => this.deskController.narrow(query),
    narrowed: () => this.deskController.narrowing('')?.from === this,
  });
  readonly #height = new GivenHeight(this);
  readonly #views = new ViewColumn(this, () => this.width >= widest);
  readonly #borders = new PaneBorders(this, {
    store: () => this.deskController.store,
    terms: () => this.locale.terms.workbench,
    rightToLeft: () => this.locale.rightToLeft,
    percent: (share) => this.locale.number(share, { style: 'percent' }),
  });
  /** The selection as it was when the element was drawn last. */
  #shown: string | undefined;
  #begun = false;

  constructor() {
    super(terms);
    new IncidentAddress(this, this.deskController, () => this.deepLinks);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
    this.#begun = false;
  }

  protected override updated(): void {
    const { selection, state: desk } = this.deskController;
    if (desk?.phase !== 'ready') return;
    if (!this.#begun) {
      this.#begun = true;
      this.#shown = selection;
      return;
    }
    if (selection === this.#shown) return;
    const back = selection === undefined;
    this.#shown = selection;
    // On one pane the keyboard goes along with what takes the other's place.
    if (this.width < narrow)
      this.renderRoot.querySelector<HTMLElement>(back ? '.queue' : '.back')?.focus({ preventScroll: false });
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    this.showState('ready');
    const words = this.locale.terms.workbench;
    const chosen = this.deskController.selection;
    return html`${this.#height.render()}
      <div
        class="panes"
        ?data-filling=${this.#height.isGiven}
        ?data-chosen=${chosen !== undefined}
        ?data-beside=${this.width >= narrow}
        ?data-turning=${this.turning}
      >
        ${this.#renderOverview()}
        <section class="pane queue" part="queue" tabindex="-1" aria-label=${words.queue}>
          <slot name="queue"
            ><incident-list
              views="mine unassigned my-groups breaching major open unconfirmed closing"
              view=${this.view ?? 'open'}
              group-by="risk"
              keep-view-as=${this.view === undefined ? 'workbench' : nothing}
              roles=${this.roles ?? nothing}
              user-groups=${this.userGroups}
            ></incident-list
          ></slot>
        </section>
        ${this.width < narrow ? nothing : this.#borders.render(this.width < widest ? 'half' : 'incident')}
        <section class="pane incident" part="incident" aria-label=${words.incident}>
          <button
            class="button small back"
            type="button"
            @click=${() => this.deskController.select(undefined)}
          >
            ${words.back}
          </button>
          <slot name="incident">${chosen === undefined ? this.#renderNone() : this.#renderIncident()}</slot>
        </section>
      </div>`;
  }

  /** Chromium draws nothing of what comes into the incident's pane later, unless it is a container anew after the turn. */
  #turn(width: number): void {
    this.width = width;
    this.turning = true;
    requestAnimationFrame(() => requestAnimationFrame(() => (this.turning = false)));
  }

  /** Views, heat map and who has what: a column of its own where there is room for one, folded where there is not. */
  #renderOverview(): TemplateResult {
    const { workbench: words, workload: loads } = this.locale.terms;
    const map = html`<slot name="overview"
      ><incident-priority-matrix mode="heat" label=${words.heat} data-told-around
        ><h2 slot="label" class="head">${words.heat}</h2>
        ${
          this.#workload.isAway ? html`<p slot="error" class="muted">${loads.unknown}</p>` : nothing
        }</incident-priority-matrix
      ></slot
    >`;
    if (this.width < widest)
      return html`<details class="overview" part="overview">
        <summary>${words.overview}</summary>
        ${map}<slot name="workload">${this.#renderTables(loads.heading)}</slot>
      </details>`;
    return html`<section class="pane overview column" part="overview" aria-label=${words.overview}>
        ${this.#renderViews()}${map}
        <slot name="workload"
          ><div class="names" role="group" aria-labelledby="who">
            <h2 class="head" id="who">${loads.heading}</h2>
            ${this.#workload.renderNames()} ${this.#renderTables(loads.detail)}
          </div></slot
        >
      </section>
      ${this.#borders.render('overview')}`;
  }

  /** The views of the queue, which the list leaves to the column. */
  #renderViews(): TemplateResult | typeof nothing {
    const { offer } = this.#views;
    if (!offer || offer.views.length === 0) return nothing;
    const choose = (id: string): void => {
      // One thing is chosen in the column: a view, or somebody.
      this.#workload.release();
      offer.choose(id);
    };
    return html`<div>
      <h2 class="head">${this.locale.terms.workbench.queue}</h2>
      ${renderViews({ ...offer, choose })}
    </div>`;
  }

  /** Who has what by person and team, with everything that is counted. */
  #renderTables(heading: string): TemplateResult {
    const toggled = (event: Event): void => {
      this.counting = (event.target as HTMLDetailsElement).open;
    };
    return html`<details class="workload-of" part="workload" ?open=${this.counting} @toggle=${toggled}>
      <summary>${heading}</summary>
      ${this.counting ? this.#workload.renderTables() : nothing}
    </details>`;
  }

  #renderNone(): TemplateResult {
    const words = this.locale.terms.workbench;
    return html`<div class="state">
      <strong>${words.none}</strong><span class="muted">${words.noneHelp}</span>
    </div>`;
  }

  #renderIncident(): TemplateResult {
    return html`<incident-record compact roles=${this.roles ?? nothing}>
        <div slot="actions" class="actions">
          <incident-lifecycle roles=${this.roles ?? nothing}></incident-lifecycle>
          <incident-sla-clock></incident-sla-clock>
          <incident-escalation compact roles=${this.roles ?? nothing}></incident-escalation>
        </div>
      </incident-record>
      <incident-timeline heading="none" order="oldest-first"></incident-timeline>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-workbench': IncidentWorkbench;
  }
}
