import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { toIncidentError } from '../../core/errors.js';
import type { EscalationPreview } from '../../core/escalation/escalation.js';
import { escalationPreview } from '../../core/escalation/escalation.js';
import type { IncidentHistory } from '../../core/history.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { mayDo } from '../../core/roles.js';
import { linesPassed } from '../../core/support-line.js';
import { common } from '../../locales/en/common.js';
import { escalation as english } from '../../locales/en/incident-escalation.js';
import { lifecycle } from '../../locales/en/incident-lifecycle.js';
import { workload } from '../../locales/en/workload.js';
import type { IncidentStore } from '../../store/types.js';
import { Announcer } from '../../ui/announcer.js';
import { orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import { emit } from '../../ui/events.js';
import { FollowedIncident } from '../../ui/followed-incident.js';
import { icon } from '../../ui/icons.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { keepLines } from '../../ui/support-line.js';
import { foldStyles } from '../../ui/styles/fold.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { EscalationSteps, possible } from './escalation-steps.js';
import type { EscalationKind } from './escalation-steps.js';
import { escalationStyles } from './incident-escalation.styles.js';
import { nextWords, renderLadder } from './ladder.js';

const terms = { ...common, ...lifecycle, ...workload, ...english };

/**
 * Who is told about an incident next, when and unless what, by the ladder of the policy; what has been told, what is not
 * and why. What the ticket system has done and what this page only suggests are told apart: it sends nothing by itself.
 * Two ways to escalate by hand: to hand it to another group, which leaves the ownership with the service desk, and to
 * record that somebody further up was informed. Its compact form is the one line of what comes next, which unfolds.
 *
 * @summary The escalation ladder of an incident.
 * @tagname incident-escalation
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is chosen.
 * @slot error - Instead of the message when the ladder cannot be shown.
 * @fires {CustomEvent<IncidentEscalatedDetail>} incident-escalated - Somebody has handed the incident over, or recorded that somebody was informed.
 * @csspart next - What is due, and what comes next.
 * @csspart rung - One rung of the ladder.
 * @csspart sheet - What a step asks for.
 * @csspart error - The message when the ladder cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is chosen.
 * @cssstate ready - The ladder is shown.
 * @cssstate error - The ladder cannot be shown.
 * @since 0.2.0
 */
export class IncidentEscalation extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    sheetStyles,
    lookUpStyles,
    foldStyles,
    escalationStyles,
  ];

  /** Whose ladder: the id of an incident. Without it that of the incident that is chosen at the desk. */
  @property({ attribute: 'incident-id', converter: orNothing }) incidentId: string | undefined;

  /** Leaves the steps out. */
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  /** One line of what is due and what comes next, for a place among other things; ladder and steps unfold below it. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** What the person who is signed in is, by the policy's roles, divided by spaces. Default: `analyst`. */
  @property({ converter: orNothing }) roles: string | undefined;

  readonly #followed = new FollowedIncident(this, {
    store: () => this.deskController.store,
    id: () => this.#id(),
    past: () => true,
    notes: true,
  });
  readonly #keepDescription = keep((store: IncidentStore) => store.description());
  readonly #description = new LiveController(this, () => {
    const { store } = this.deskController;
    return store && this.#keepDescription(store);
  });
  readonly #lines = keepLines();
  readonly #announcer = new Announcer(this);
  readonly #steps = new EscalationSteps(this, {
    store: () => this.deskController.store,
    policy: () => this.deskController.policy,
    locale: this.locale,
    now: () => this.deskController.now(),
    incident: () => this.#followed.state?.view?.incident,
    scope: () => `escalation:${this.#id()}`,
    roles: () => this.#roles,
    heading: () => this.renderRoot.querySelector<HTMLElement>('summary, h2'),
    done: (kind, key, said) => {
      this.#announcer.say(said);
      emit(this, 'incident-escalated', { incidentId: this.#id(), key, kind });
    },
  });

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#followed.refresh();
  }

  #id(): string {
    return this.incidentId || (this.deskController.selection ?? '');
  }

  get #roles(): readonly string[] {
    return (this.roles ?? 'analyst').split(/\s+/u);
  }

  #may(policy: Policy): boolean {
    return !this.readOnly && mayDo(policy.roles, this.#roles, 'escalate');
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { escalation: words } = this.locale.terms;
    const { state } = this.#followed;
    if (!state) {
      this.showState('empty');
      return html`<slot name="empty"
        ><div class="state">
          <strong>${words.empty}</strong><span class="muted">${words.emptyHelp}</span>
        </div></slot
      >`;
    }
    return this.renderLoaded(state, {
      loading: () => this.renderSkeleton(this.compact ? 1 : 5),
      empty: () => html`<p class="muted">${words.empty}</p>`,
      ready: () => (state.view ? this.#renderIncident(state.view.incident) : html``),
      retry: () => void this.refresh(),
    });
  }

  #renderIncident(incident: Incident): TemplateResult {
    const { policy } = this.deskController;
    if (!policy) return html``;
    const now = this.deskController.now();
    try {
      const { history, clocks, partial } = this.#followed.situation(incident, policy, now);
      const preview = escalationPreview(incident, history, clocks, policy, now);
      return this.#renderPreview(incident, policy, preview, history, partial);
    } catch (error) {
      this.showState('error');
      return this.renderError(toIncidentError(error));
    }
  }

  /** The line it is in, and those it has gone through to get there. */
  #linesOf({ group }: Incident, policy: Policy, { groups }: IncidentHistory): string {
    const { escalation: words, supportLine } = this.locale.terms;
    const lineOf = this.#lines(this.#description.value?.description, policy);
    const passed = linesPassed(groups, lineOf) ?? [];
    if (passed.length > 1)
      return words.lines(
        passed.length - 1,
        passed.map((line) => supportLine[line]),
      );
    const line = group && lineOf(group.id);
    return group && line ? words.line(group.label, supportLine[line]) : '';
  }

  #renderPreview(
    incident: Incident,
    policy: Policy,
    { rungs, next, alarm }: EscalationPreview,
    history: IncidentHistory,
    partial: boolean,
  ): TemplateResult {
    const { locale } = this;
    const { escalation: words, handOver, inform } = locale.terms;
    const now = this.deskController.now();
    const view = { incident, policy, now, rungs };
    const may = this.#may(policy)
      ? possible(this.deskController.store?.adapter, incident)
      : { functional: false, hierarchical: false };
    const button = (kind: EscalationKind, label: string): TemplateResult | typeof nothing =>
      may[kind]
        ? html`<button
            class="button"
            type="button"
            aria-expanded=${this.#steps.isOpen(kind) ? 'true' : 'false'}
            @click=${(event: Event) => this.#steps.open(kind, event.currentTarget as HTMLElement, view)}
          >
            ${label}
          </button>`
        : nothing;
    const ladder = { rungs, policy, now, locale };
    const due = new Set(rungs.filter(({ state }) => state === 'due').map(({ to }) => to.name ?? to.role))
      .size;
    const first = html`${
        alarm?.ringing
          ? html`<span class="alarm">
              ${icon('warning')} ${words.alarm(locale.duration(alarm.waiting, 'long'))}
            </span>`
          : nothing
      }
      <span class="next" part="next">
        ${due > 0 ? html`<span class="due">${words.due(due)}</span> ` : nothing}
        ${next ? nextWords(next, ladder) : rungs.length === 0 ? words.noLadder : due > 0 ? nothing : words.nothingAhead}
      </span>`;
    const whole = html`${alarm && alarm.at > now ? html`<p class="meta">${words.alarmAt(locale.when(alarm.at, now))}</p>` : nothing}
      ${renderLadder({
        ...ladder,
        record: may.hierarchical
          ? (rung, opener) => this.#steps.open('hierarchical', opener, view, rung)
          : undefined,
      })}
      ${
        may.functional || may.hierarchical
          ? html`<div class="row">
              ${button('functional', handOver.button)} ${button('hierarchical', inform.button)}
            </div>`
          : nothing
      }
      ${this.#steps.render(view)}
      <p class="meta">
        ${incident.reassignmentCount === undefined ? nothing : words.hops(incident.reassignmentCount)}
        ${this.#linesOf(incident, policy, history)} ${words.policy(policy.id, policy.version)}
        ${partial ? words.partial : nothing}
      </p>`;
    return html`${
      this.compact
        ? html`<details class="fold">
            <summary>
              <h2>${words.label}</h2>
              ${first}
            </summary>
            <div class="frame">${whole}</div>
          </details>`
        : html`<section class="frame" aria-label=${words.label}>
            <h2 class="title" tabindex="-1">${words.label}</h2>
            ${first} ${whole}
          </section>`
    }
    ${this.#announcer.render()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-escalation': IncidentEscalation;
  }
}
