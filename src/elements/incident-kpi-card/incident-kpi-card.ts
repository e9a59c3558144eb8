import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { orElse, orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import { LinesBehind } from '../../ui/lines-behind.js';
import { told } from '../../ui/told.js';
import { keep, LiveController } from '../../ui/live.js';
import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import { improvementOf } from '../../core/improvement.js';
import type { KpiDefinition } from '../../core/kpi/definitions.js';
import type { KpiRequest } from '../../core/kpi/request.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { improvement } from '../../locales/en/improvement.js';
import type { ImprovementTerms } from '../../locales/en/improvement.js';
import { kpi } from '../../locales/en/incident-kpi-card.js';
import type { KpiTerms } from '../../locales/en/incident-kpi-card.js';
import type { IncidentStore, KpiState, LiveFigures, Refreshable } from '../../store/types.js';
import { kpiFigure } from '../../store/views/figures.js';
import { emit } from '../../ui/events.js';
import { icon } from '../../ui/icons.js';
import { reaches } from '../../ui/figure-words.js';
import { ImprovementOffer } from '../../ui/improvement-offer.js';
import type { ImprovementLead } from '../../ui/improvement-offer.js';
import { Popover } from '../../ui/popover.js';
import { figureStyles } from '../../ui/styles/figure.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { popoverStyles } from '../../ui/styles/popover.styles.js';
import { weekStartFor } from '../../ui/week-start.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { renderBack } from './card-back.js';
import { headline, renderFront } from './card-front.js';
import { linesBehind, parseTarget, planOf, requestOf, variantText } from '../../ui/figure-request.js';
import type { FigurePlan } from '../../ui/figure-request.js';
import type { KpiStatistic } from '../../ui/figure-words.js';
import { kpiCardStyles } from './incident-kpi-card.styles.js';

const terms = { ...common, ...kpi, ...improvement };

type Plan = Extract<FigurePlan, { readonly fault?: undefined }>;

/**
 * One figure with everything needed to trust it: how many incidents it is made of, which period, how it stands against its
 * target and against the period before, and, one press away, how it is computed and by whose definition. Where there is
 * nothing to compute it says so; it never shows 0 for "nobody knows".
 *
 * @summary A key figure with its definition.
 * @tagname incident-kpi-card
 * @fires {CustomEvent<IncidentNarrowedDetail>} incident-narrowed - Somebody pressed the number of incidents. They are shown in the lists of the desk unless the event is prevented.
 * @fires {CustomEvent<IncidentImprovementDetail>} incident-improvement - Somebody raises an improvement by a figure that misses its target or whose incidents are shown; no proposal is prepared where the event is prevented.
 * @slot loading - Instead of the grey lines while the figure is being computed.
 * @slot empty - Instead of the sentence for a period without incidents.
 * @slot error - Instead of the message when the figure cannot be shown.
 * @csspart label - The figure's name.
 * @csspart number - The number in the middle.
 * @csspart sparkline - The line of values over the period.
 * @csspart improve - The step from the figure to an improvement, where it misses its target or its incidents are shown.
 * @csspart sheet - The proposal.
 * @csspart error - The message when the figure cannot be shown.
 * @cssstate loading - The figure is being computed.
 * @cssstate empty - There is nothing to compute it from.
 * @cssstate ready - The figure is shown.
 * @cssstate error - The figure cannot be shown.
 * @since 0.1.0
 */
export class IncidentKpiCard extends IncidentElement<CommonTerms & KpiTerms & ImprovementTerms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    popoverStyles,
    sheetStyles,
    figureStyles,
    kpiCardStyles,
  ];

  /**
   * Which figure: `mtta`, `first-response`, `mttr`, `mttd`, `flr`, `fcr-contact`, `first-group`, `sla`, `sla-response`,
   * `csat`, `csat-mean`, `csat-response`, `reopen-rate`, `reassignment`, `reassigned-rate`, `same-day`, `major-rate`,
   * `high-priority`, `uncategorised`, `recategorised`, `volume`, `resolved`, `backlog`, `breaching` (late within the hour), `open-age` or `not-updated`.
   */
  @property({ converter: orNothing }) kpi: string | undefined;

  /** Which time, up to now: `P30D`, `P12W`, `today`, `week`, `month`, `quarter`, `year` or `all`. Days are those of the zone. */
  @property({ converter: orElse('P30D') }) period = 'P30D';

  /** Choices within the figure's definition, such as `detected first-response minus-pauses`; the definition's own otherwise. */
  @property({ converter: orElse('') }) definition = '';

  /** What is shown in large: `mean`, `median` or `p90`. Shares and counts have only one. */
  @property({ converter: orElse('mean') }) statistic: KpiStatistic = 'mean';

  /** What is aimed at: a duration such as `PT4H`, a share such as `80%`, or a number. */
  @property({ converter: orNothing }) target: string | undefined;

  /** Only these priorities: ranks, such as `1,2`. */
  @property({ converter: orNothing }) priority: string | undefined;

  /** Only these categories, divided by commas. */
  @property({ converter: orNothing }) category: string | undefined;

  /** A name of one's own instead of the figure's. */
  @property({ converter: orNothing }) label: string | undefined;

  /** The number, its target and its trend only, for a row of many. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Id of the list its incidents are shown in, where a desk has several; all of them otherwise. */
  @property({ converter: orElse('') }) for = '';

  /** Opening hours, for definitions that count in them. */
  @property({ attribute: false }) calendar: BusinessCalendar | undefined;

  readonly #plan = keep(
    (
      figure: string | undefined,
      period: string,
      definition: string,
      priority: string | undefined,
      category: string | undefined,
    ) => planOf({ kpi: figure, period, definition, priority, category, calendar: undefined }),
  );
  readonly #keepFigure = keep(
    (store: IncidentStore, question: string, calendar: BusinessCalendar | undefined) =>
      store.open(kpiFigure, {
        ...(JSON.parse(question) as KpiRequest),
        ...(calendar ? { calendar } : {}),
      }),
  );
  readonly #definition = new Popover(this, 'definition', { align: 'end' });
  readonly #figure = new LiveController(this, () => this.#live());
  readonly #behind = new LinesBehind(
    this,
    this.deskController,
    () => this.for,
    () => this.#figure.value?.result,
  );
  readonly #improvements = new ImprovementOffer(this, this.deskController, this.locale);
  /** The last figure of the same settings, shown while the next one is being computed. */
  #last: { readonly plan: FigurePlan; readonly value: KpiState } | undefined;

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#figure.source?.refresh();
  }

  #live(): (Refreshable<KpiState> & LiveFigures) | undefined {
    const { store } = this.deskController;
    const plan = this.#settings();
    if (!store || plan.fault) return undefined;
    const request = this.#request(plan);
    const { calendar: _calendar, ...plain } = request;
    // Asked for anew only when the question has changed: the period moves on by minutes, not by renders.
    return this.#keepFigure(store, JSON.stringify(plain), this.calendar);
  }

  #request(plan: Plan): KpiRequest {
    const { policy } = this.deskController;
    const weekStart = weekStartFor(policy?.weekStart, this.locale.language);
    return requestOf(plan, this.deskController.now(), this.#zone(), this.calendar, weekStart);
  }

  #narrow(plan: Plan): void {
    const again = this.#behind.isShown('figure');
    const detail = { impact: null, urgency: null, kpi: again ? null : plan.definition.id };
    if (!emit(this, 'incident-narrowed', detail, { cancelable: true })) return;
    if (again) this.#behind.clear();
    else
      this.#behind.show('figure', () => {
        const request = this.#request(plan);
        return linesBehind(request, this.#figure.source?.behind(request));
      });
  }

  /** The figure that misses its target, or whose incidents somebody looks at, where it is enough to improve something by. */
  #leadFor(plan: Plan, { result }: KpiState): ImprovementLead | undefined {
    if (!result || this.compact) return undefined;
    const target = this.#target(plan.definition);
    const { value } = headline(result, this.statistic);
    const isMissed =
      target !== undefined && value !== null && reaches(plan.definition, value, target) === false;
    if (!isMissed && !this.#behind.isShown('figure')) return undefined;
    const request = this.#request(plan);
    const incidentIds = this.#figure.source?.behind(request) ?? [];
    const found = improvementOf({ request, measured: result, target, incidentIds });
    const { category } = found ?? {};
    const part = category == null ? undefined : this.#nameOf(category);
    return found && { key: 'figure', part, improvement: found, behind: linesBehind(request, incidentIds) };
  }

  #nameOf(category: string): string {
    const known = this.deskController.policy?.categories.find(({ id }) => id === category);
    return known?.label ?? category;
  }

  #settings(): FigurePlan {
    return this.#plan(this.kpi, this.period, this.definition, this.priority, this.category);
  }

  #zone(): string {
    return this.locale.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** The present state, or the last one of the same settings while the figure of the next minute is being computed. */
  #state(plan: FigurePlan): KpiState | undefined {
    const value = this.#figure.value && told(this.#figure.value);
    if (value && value.state !== 'loading') this.#last = { plan, value };
    return value?.state === 'loading' && this.#last?.plan === plan ? this.#last.value : value;
  }

  #target(definition: KpiDefinition): number | undefined {
    return this.target === undefined || this.target === ''
      ? undefined
      : parseTarget(definition.unit, this.target);
  }

  #date(at: number): string {
    return this.locale.dateTime(at, { day: 'numeric', month: 'short', year: 'numeric' });
  }

  #renderCard(plan: Plan, figure: KpiState | undefined, content: TemplateResult): TemplateResult {
    const { terms: words } = this.locale;
    const { definition } = plan;
    const short = words.kpiShort[definition.id];
    const label = this.label ?? words.kpiLabel[definition.id];
    return html`<article class="card" aria-labelledby="label">
      <header>
        <h3 part="label" id="label">
          ${`${label} `}${short === undefined ? nothing : html`<abbr>${short}</abbr>`}
        </h3>
        ${this.#definition.render({
          label: `${words.kpi.definition}: ${label}`,
          icon: icon('info'),
          content: () =>
            renderBack({
              definition,
              variant: plan.variant,
              result: figure?.result,
              terms: words,
              language: this.locale.language,
              traits: figure?.traits,
              date: (at) => this.#date(at),
              number: (amount) => this.locale.number(amount),
              choose: (variant) => (this.definition = variantText(variant)),
            }),
        })}
      </header>
      <div class="front">${content}</div>
    </article>`;
  }

  #fault(plan: FigurePlan): string | undefined {
    const { kpi: words } = this.locale.terms;
    if (plan.fault)
      return { figure: words.unknownFigure, period: words.unknownPeriod, choice: words.unknownChoice }[
        plan.fault
      ](plan.word, plan.known ?? []);
    return this.target && this.#target(plan.definition) === undefined
      ? words.unknownTarget(this.target)
      : undefined;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const plan = this.#settings();
    const fault = this.#fault(plan);
    if (plan.fault || fault !== undefined) return this.renderMistake(fault ?? '');
    const figure = this.#state(plan);
    const retry = (): void => void this.refresh();
    if (figure?.state === 'error') {
      this.showState('error');
      return this.#renderCard(plan, undefined, this.renderError(figure.error, retry));
    }
    if (!figure || figure.state === 'loading') {
      this.showState('loading');
      return this.#renderCard(plan, undefined, html`<slot name="loading">${this.renderSkeleton(4)}</slot>`);
    }
    const { terms: words, language } = this.locale;
    const { statistic } = this;
    const known = figure.result && headline(figure.result, statistic).value !== null;
    this.showState(known ? 'ready' : 'empty');
    const front = {
      plan,
      figure,
      statistic,
      target: this.#target(plan.definition),
      terms: words,
      language,
      date: (at: number) => this.#date(at),
      pressed: this.#behind.isShown('figure'),
      narrow: () => this.#narrow(plan),
      note: figure.cached && !figure.refreshing ? words.cached : undefined,
    };
    const stale = figure.error ? this.renderStale(figure.error, retry) : nothing;
    const improve = this.#improvements.render(this.#leadFor(plan, figure));
    return this.#renderCard(plan, figure, html`${renderFront(front, stale)}${improve}`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-kpi-card': IncidentKpiCard;
  }
}
