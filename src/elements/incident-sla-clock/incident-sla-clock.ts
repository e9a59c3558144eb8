import { html } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { pastOfRecords } from '../../adapters/adapter.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentHistory } from '../../core/history.js';
import type { Incident } from '../../core/incident.js';
import type { ClockFigures, IncidentClock } from '../../core/sla/clocks.js';
import { pressing, recordedClock } from '../../core/sla/clocks.js';
import type { Policy } from '../../core/policy.js';
import { isAnswerUnknown } from '../../core/sla/inputs.js';
import { isTold } from '../../core/time.js';
import type { ClockKind } from '../../core/sla/targets.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { slaClock as english } from '../../locales/en/incident-sla-clock.js';
import type { SlaClockTerms } from '../../locales/en/incident-sla-clock.js';
import { Announcer } from '../../ui/announcer.js';
import { orElse, orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import type { Pace } from '../../ui/clock.js';
import type { IncidentView } from '../../store/types.js';
import { FollowedIncident } from '../../ui/followed-incident.js';
import type { Situation } from '../../ui/followed-incident.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { renderTime } from '../../ui/line-time.js';
import { Popover } from '../../ui/popover.js';
import { popoverStyles } from '../../ui/styles/popover.styles.js';
import { timeLeftStyles } from '../../ui/styles/time-left.styles.js';
import { paceOf, timeLeft, toldClock, warnFrom } from '../../ui/time-left.js';
import { renderFace, whyOf } from './clock-face.js';
import { renderReasons } from './clock-reasons.js';
import { slaClockStyles } from './incident-sla-clock.styles.js';

const terms = { ...common, ...english };

const kinds = ['response', 'resolution'] as const satisfies readonly ClockKind[];

/**
 * Whether anything can be told of a clock: nobody may know since when it counts, or whether an answer is late, unless the
 * backend says so.
 */
const isKnown = ({ kind, state }: ClockFigures, incident: Incident, history: IncidentHistory): boolean =>
  state !== 'no-target' ||
  (isTold(incident.loggedAt) && (kind !== 'response' || !isAnswerUnknown(incident, history)));

const nothingToTell = html`<span class="muted">–</span>`;

/** What is announced when it changes. */
interface Standing {
  readonly incidentId: string;
  readonly stage: 'in-time' | 'warned' | 'late' | 'over';
  readonly held: boolean;
}

const standingOf = ({ incidentId, state, breached, percent = 0, endedAt }: ClockFigures): Standing => ({
  incidentId,
  stage:
    endedAt !== undefined || state === 'met'
      ? 'over'
      : breached
        ? 'late'
        : percent >= warnFrom
          ? 'warned'
          : 'in-time',
  held: state === 'paused',
});

/**
 * How much time is left to answer an incident and to resolve it, by the targets of the policy, and why: every minute
 * since it was logged is counted, on hold or out of hours, and the deadline is explained by them. What the ticket system
 * itself says wins, and the difference is told. Screen readers hear of it when time runs out, when it has run out, and
 * when the clock stops or goes on.
 *
 * @summary The response and the resolution clock of an incident.
 * @tagname incident-sla-clock
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is chosen.
 * @slot error - Instead of the message when the clocks cannot be shown.
 * @csspart clock - One clock.
 * @csspart figure - The time that is left.
 * @csspart bar - The bar of what was counted and what was not.
 * @csspart error - The message when the clocks cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is chosen.
 * @cssstate ready - The clocks are shown.
 * @cssstate error - The clocks cannot be shown.
 * @since 0.2.0
 */
export class IncidentSlaClock extends IncidentElement<CommonTerms & SlaClockTerms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    popoverStyles,
    timeLeftStyles,
    slaClockStyles,
  ];

  /** Whose clocks: the id of an incident. Without it those of the incident that is chosen at the desk. */
  @property({ attribute: 'incident-id', converter: orNothing }) incidentId: string | undefined;

  /** `response`, `resolution` or `both`. The compact form shows of both the one that presses most. */
  @property({ converter: orElse('both') }) kind: ClockKind | 'both' = 'both';

  /** One line without the explanation, for a place among other things. It reads the record alone and no timeline. */
  @property({ type: Boolean, reflect: true }) compact = false;

  readonly #followed = new FollowedIncident(this, {
    store: () => this.deskController.store,
    id: () => this.incidentId || (this.deskController.selection ?? ''),
    past: () => !this.compact,
  });
  readonly #why: Readonly<Record<ClockKind, Popover>> = {
    response: new Popover(this, 'why-response'),
    resolution: new Popover(this, 'why-resolution'),
  };
  readonly #announcer = new Announcer(this);
  readonly #standing = new Map<ClockKind, Standing>();
  #pace: Pace = 'minute';

  constructor() {
    super(terms);
    new ClockController(this, () => this.#pace);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pace = 'minute';
    this.#standing.clear();
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#followed.refresh();
  }

  #kinds(): readonly ClockKind[] {
    return kinds.filter((kind) => this.kind === kind || !kinds.some((one) => one === this.kind));
  }

  /** Looks at the clocks that are shown: how often they have to be looked at, and whether one has passed a threshold. */
  #look(shown: readonly ClockFigures[], pending: boolean): void {
    this.#pace = shown.some((clock) => paceOf(clock) === 'second') ? 'second' : 'minute';
    // What has not arrived is no news yet.
    if (pending) return;
    const said = shown.flatMap((clock) => this.#news(clock) ?? []);
    // After this update, which is under way.
    if (said.length > 0) queueMicrotask(() => this.#announcer.say(said.join(' ')));
  }

  /** What there is to say about a clock that has passed a threshold since the last look. */
  #news(clock: ClockFigures): string | undefined {
    const before = this.#standing.get(clock.kind);
    const now = standingOf(clock);
    this.#standing.set(clock.kind, now);
    if (before?.incidentId !== now.incidentId) return undefined;
    const turned = now.held !== before.held && now.stage !== 'over';
    if (!turned && (now.stage === before.stage || now.stage === 'in-time')) return undefined;
    const { word } = timeLeft(clock, this.locale);
    const { warned, resumed } = this.locale.terms.slaClock;
    if (turned && !now.held) return resumed(word);
    return !turned && now.stage === 'warned' ? warned(word) : `${word}.`;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { slaClock: words } = this.locale.terms;
    const { state } = this.#followed;
    if (!state) {
      this.showState('empty');
      return html`<slot name="empty"
        >${
          this.compact
            ? nothingToTell
            : html`<div class="state">
                <strong>${words.empty}</strong><span class="muted">${words.emptyHelp}</span>
              </div>`
        }</slot
      >`;
    }
    return this.renderLoaded(state, {
      loading: () => this.renderSkeleton(this.compact ? 1 : 3),
      empty: () => html`<p class="muted">${words.empty}</p>`,
      ready: () => (state.view ? this.#renderIncident(state.view) : html``),
      retry: () => void this.refresh(),
    });
  }

  #renderIncident(view: IncidentView): TemplateResult {
    const { policy } = this.deskController;
    if (!policy) return html``;
    try {
      const clocks = this.compact ? this.#renderLine(view, policy) : this.#renderClocks(view, policy);
      return html`${clocks}${this.#announcer.render()}`;
    } catch (error) {
      this.showState('error');
      return this.renderError(toIncidentError(error));
    }
  }

  /** Its figures alone: nothing is explained there, and there may be hundreds of them. */
  #renderLine({ incident, pending }: IncidentView, policy: Policy): TemplateResult {
    const now = this.deskController.now();
    const past = pastOfRecords(this.deskController.store?.adapter.traits);
    const shown = this.#kinds()
      .map((kind) => toldClock(recordedClock(kind, incident, past, policy, now)))
      .filter((clock) => isKnown(clock, incident, past));
    this.#look(shown, pending !== undefined);
    const promised = shown.filter(({ state }) => state !== 'no-target');
    const clock = pressing(shown) ?? promised.at(-1) ?? shown.at(-1);
    return clock ? renderTime(timeLeft(clock, this.locale, paceOf(clock) === 'second')) : nothingToTell;
  }

  #renderClocks({ incident, pending }: IncidentView, policy: Policy): TemplateResult {
    const { locale } = this;
    const exact = this.#followed.situation(incident, policy, this.deskController.now());
    const { response, resolution } = exact.clocks;
    const situation: Situation = {
      ...exact,
      clocks: { response: toldClock(response), resolution: toldClock(resolution) },
    };
    const shown = this.#kinds()
      .map((kind) => situation.clocks[kind])
      .filter((clock) => isKnown(clock, incident, exact.history));
    this.#look(shown, pending !== undefined);
    const clockOf = (clock: IncidentClock): TemplateResult => {
      const { kind } = clock;
      const about = { clock, situation, policy, locale };
      const why = whyOf(about);
      return html`<section
        class="clock"
        part="clock"
        data-state=${clock.state}
        aria-label=${locale.terms.slaClock.name[kind]}
      >
        ${renderFace(about)}
        ${
          why === undefined
            ? ''
            : this.#why[kind].render({ label: why, icon: html`${why}`, content: () => renderReasons(about) })
        }
      </section>`;
    };
    return shown.length === 0 ? nothingToTell : html`<div class="clocks">${shown.map(clockOf)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-sla-clock': IncidentSlaClock;
  }
}
