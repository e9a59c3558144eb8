import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import { figureIssues } from '../../core/kpi/needs.js';
import type { KpiTrait } from '../../core/kpi/needs.js';
import { common } from '../../locales/en/common.js';
import { improvement } from '../../locales/en/improvement.js';
import { kpi } from '../../locales/en/incident-kpi-card.js';
import { lifecycle } from '../../locales/en/incident-lifecycle.js';
import { trend } from '../../locales/en/incident-trend.js';
import type { TrendFigures, TrendState } from '../../store/types.js';
import { Announcer } from '../../ui/announcer.js';
import { orElse, orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import { emit } from '../../ui/events.js';
import { parsePeriod, parseTarget } from '../../ui/figure-request.js';
import { periodWords } from '../../ui/figure-words.js';
import { icon } from '../../ui/icons.js';
import { ImprovementOffer } from '../../ui/improvement-offer.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { LinesBehind } from '../../ui/lines-behind.js';
import { RovingFocus } from '../../ui/roving-focus.js';
import { saveFile } from '../../ui/save-file.js';
import { figureStyles } from '../../ui/styles/figure.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { renderChart } from './chart.js';
import type { ChartView } from './chart.js';
import { renderControls } from './controls.js';
import { trendStyles } from './incident-trend.styles.js';
import { leadOf } from './improvement-lead.js';
import { renderParts } from './parts.js';
import { ProblemOffer } from './problem-offer.js';
import { scaleFor } from './scale.js';
import { renderTable, trendCsv } from './table.js';
import { renderHead } from './trend-head.js';
import { TrendAnswer } from './trend-answer.js';
import type { Answered, Plan } from './trend-answer.js';
import type { TrendPoint } from './trend-points.js';
import type { TrendPlan } from './trend-question.js';
import { isPart } from './trend-question.js';
import { chartSentence, pointSentence, speaker } from './trend-words.js';
import type { Speaker } from './trend-words.js';

const terms = { ...common, ...kpi, ...lifecycle, ...improvement, ...trend };

/**
 * How a figure of the key figures goes on: by the day, the week, the month or the quarter, or divided by category,
 * service or group. `volume` shows what was logged beside what was resolved, and below it what comes again and again, which can be
 * proposed as a problem. A point leads to its incidents. The same figures stand in a table, and can be taken away as CSV.
 *
 * @summary How a figure goes on over time, and what it is made of.
 * @tagname incident-trend
 * @fires {CustomEvent<IncidentNarrowedDetail>} incident-narrowed - Somebody pressed a point or a number of incidents. They are shown in the lists of the desk unless the event is prevented.
 * @fires {CustomEvent<IncidentStepDetail>} incident-step - Somebody proposes a problem; nothing is sent where the event is prevented.
 * @fires {CustomEvent<IncidentImprovementDetail>} incident-improvement - Somebody raises an improvement by a figure whose incidents are shown; no proposal is prepared where the event is prevented.
 * @slot loading - Instead of the grey lines while the figures are being computed.
 * @slot empty - Instead of the sentence for a period without incidents.
 * @slot error - Instead of the message when nothing can be shown.
 * @csspart label - The name of what is shown.
 * @csspart chart - The chart with its scale and names.
 * @csspart point - A point that leads to its incidents.
 * @csspart table - The same figures as a table.
 * @csspart recurring - What comes again and again.
 * @csspart improve - The step from a figure whose incidents are shown to an improvement.
 * @csspart sheet - The words of a proposal.
 * @csspart error - The message when nothing can be shown.
 * @cssstate loading - The figures are being computed.
 * @cssstate empty - There is nothing to compute them from.
 * @cssstate ready - The figures are shown.
 * @cssstate error - The figures cannot be shown.
 * @since 0.2.0
 */
export class IncidentTrend extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    sheetStyles,
    figureStyles,
    trendStyles,
  ];

  /** Which figure: `volume`, `backlog`, `ageing` (open by age), `mttr`, `sla`, or any other of `incident-kpi-card`. */
  @property({ converter: orElse('volume') }) kpi = 'volume';

  /** What divides it: `auto`, `day`, `week`, `month`, `quarter`, `category`, `service` or `group`. */
  @property({ converter: orElse('auto') }) by = 'auto';

  /** Which time, up to now: `P30D`, `P12W`, `today`, `week`, `month`, `quarter`, `year` or `all`. Days are those of the zone. */
  @property({ converter: orElse('P12W') }) period = 'P12W';

  /** Choices within the figure's definition, as in `incident-kpi-card`. */
  @property({ converter: orElse('') }) definition = '';

  /** What is aimed at: a duration such as `PT4H`, a share such as `80%`, or a number. */
  @property({ converter: orNothing }) target: string | undefined;

  /** Only these priorities: ranks, such as `1,2`. */
  @property({ converter: orNothing }) priority: string | undefined;

  /** Only these categories, divided by commas. */
  @property({ converter: orNothing }) category: string | undefined;

  /** A name of one's own instead of the figure's. */
  @property({ converter: orNothing }) label: string | undefined;

  /** Shows the table instead of the chart. */
  @property({ type: Boolean, reflect: true }) table = false;

  /** Leaves the menus and buttons above the chart out. */
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;

  /** The ids of the reader's roles in the policy, divided by spaces. `analyst` where left out. */
  @property({ converter: orNothing }) roles: string | undefined;

  /** Id of the list the incidents are shown in, where a desk has several; all of them otherwise. */
  @property({ converter: orElse('') }) for = '';

  /** Opening hours, for definitions that count in them. */
  @property({ attribute: false }) calendar: BusinessCalendar | undefined;

  /** The point somebody looks at. */
  @state() private looked: number | undefined;

  readonly #answer = new TrendAnswer(this, this.deskController, this.locale);
  readonly #behind = new LinesBehind(
    this,
    this.deskController,
    () => this.for,
    () => this.#answer.shown,
  );
  readonly #announcer = new Announcer(this);
  readonly #problems = new ProblemOffer(this, this.deskController, {
    terms: () => this.locale.terms,
    rules: () => this.deskController.policy?.problems,
    roles: () => this.roles,
    say: (message) => this.#announcer.say(message),
  });
  readonly #improvements = new ImprovementOffer(this, this.deskController, this.locale);
  readonly #stop = new RovingFocus(this, {
    size: () => this.#size,
    home: () => ({ row: 0, column: this.#isInTime ? this.#size.columns - 1 : 0 }),
    cell: ({ row, column }) =>
      this.renderRoot.querySelector<HTMLElement>(
        `[data-line="${String(this.#isInTime ? row : column)}"][data-at="${String(this.#isInTime ? column : row)}"]`,
      ),
    rightToLeft: () => this.locale.rightToLeft,
  });
  /** Rows and columns of what the arrow keys move along: parts stand below each other. */
  #size = { rows: 1, columns: 1 };
  #isInTime = true;

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#answer.refresh();
  }

  /** The figures that are shown as CSV. */
  exportCsv(): string {
    const { plan } = this.#answer;
    const now = plan.fault ? undefined : this.#answer.present(plan);
    if (plan.fault || !now?.value.shown) return '';
    return trendCsv(this.#speaker(plan, now.value.shown), this.#answer.points(now));
  }

  #speaker({ plans }: Plan, shown: TrendFigures | undefined): Speaker {
    const definitions = plans.map(({ definition }) => definition);
    return speaker(this.locale, definitions, this.deskController.policy, shown);
  }

  #press(key: string, query: Parameters<LinesBehind['show']>[1]): void {
    const isAgain = this.#behind.isShown(key);
    const { plan } = this.#answer;
    const id = plan.fault ? undefined : plan.plans[0]?.definition.id;
    const detail = { impact: null, urgency: null, kpi: isAgain ? null : (id ?? null) };
    if (!emit(this, 'incident-narrowed', detail, { cancelable: true })) return;
    if (isAgain) this.#behind.clear();
    else this.#behind.show(key, query);
    this.requestUpdate();
  }

  /** The lists show exactly what a point counts, also when it counts others later. */
  #showPoint(point: TrendPoint, line: number): void {
    this.#press(`${point.key}|${String(line)}`, () => {
      const { plan } = this.#answer;
      const now = plan.fault ? undefined : this.#answer.present(plan);
      const points = now ? this.#answer.points(now) : [];
      const cell = (points.find(({ key }) => key === point.key) ?? point).cells[line];
      return cell ? this.#answer.behind(cell.behind) : { ids: [] };
    });
  }

  #fault(plan: TrendPlan): string | undefined {
    const { kpi: words, trend: own } = this.locale.terms;
    if (plan.fault)
      return {
        figure: words.unknownFigure,
        period: words.unknownPeriod,
        choice: words.unknownChoice,
        division: own.unknownDivision,
      }[plan.fault](plan.word, plan.known ?? []);
    return this.target && this.#target(plan) === undefined ? words.unknownTarget(this.target) : undefined;
  }

  #target({ plans }: Plan): number | undefined {
    const unit = plans[0]?.definition.unit;
    return this.target && unit ? parseTarget(unit, this.target) : undefined;
  }

  #onKeydown = (event: KeyboardEvent): void => {
    this.#stop.handle(event);
  };

  #download = (): void => {
    // The mark tells spreadsheets that it is UTF-8.
    saveFile('trend.csv', 'text/csv;charset=utf-8', '\ufeff', this.exportCsv());
  };

  #renderHead(plan: Plan, by: Speaker, { results }: TrendFigures): TemplateResult {
    return renderHead({
      by,
      results,
      period: plan.period,
      target: this.#target(plan),
      isShown: (line) => this.#behind.isShown(`total|${String(line)}`),
      press: (line) => this.#press(`total|${String(line)}`, () => this.#answer.behindTotal(line)),
    });
  }

  #renderNotes(state: TrendState, points: readonly TrendPoint[]): TemplateResult {
    const { terms: words } = this.locale;
    const isFew = points.some(({ cells }) => cells.some(({ value, enough }) => value !== null && !enough));
    const notes = [
      isFew ? words.trend.fewNote : undefined,
      state.approximate ? words.kpiFigure.approximate : undefined,
      state.cached && !state.refreshing ? words.cached : undefined,
    ].filter((one) => one !== undefined);
    return html`${notes.map((one) => html`<p class="caution meta">${icon('info')}<span>${one}</span></p>`)}`;
  }

  #renderFigures(plan: Plan, now: Answered): TemplateResult {
    const state = now.value;
    const { shown } = state;
    const by = this.#speaker(plan, shown);
    const points = this.#answer.points(now);
    if (!shown || points.every(({ cells }) => cells.every(({ n }) => n === 0)))
      return this.#renderNone(plan, state);
    this.showState('ready');
    this.#isInTime = plan.by !== 'age' && !isPart(plan.by);
    const [lines, places] = [plan.plans.length, points.length];
    this.#size = this.#isInTime ? { rows: lines, columns: places } : { rows: places, columns: lines };
    const { row, column } = this.#stop.position;
    const target = this.#target(plan);
    const sentence = chartSentence(by, points, shown);
    const view: ChartView = {
      by,
      points,
      scale: scaleFor(plan.plans[0]?.definition.unit ?? 'count', [
        ...points.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0)),
        ...(target === undefined ? [] : [target]),
      ]),
      target,
      stop: this.#isInTime ? { row, column } : { row: column, column: row },
      isShown: (point, line) => this.#behind.isShown(`${point.key}|${String(line)}`),
      press: (point, line) => this.#showPoint(point, line),
      keydown: this.#onKeydown,
      look: (at) => (this.looked = at),
    };
    const looked = this.looked === undefined ? undefined : points[this.looked];
    const draw = this.#isInTime ? renderChart : renderParts;
    return html`${this.#renderHead(plan, by, shown)}
      ${
        this.table
          ? renderTable({ ...view, caption: this.#name })
          : html`<figure aria-label=${this.#name} aria-describedby="sentence">${draw(view)}</figure>`
      }
      <div class="said meta">
        <p class=${looked ? 'sentence aside' : 'sentence'} id="sentence">${sentence}</p>
        ${looked ? html`<p class="looked number" aria-hidden="true">${pointSentence(by, looked)}</p>` : nothing}
      </div>
      ${this.#improvements.render(
        leadOf({
          by,
          points,
          results: shown.results,
          answer: this.#answer,
          target: this.#target(plan),
          isShown: (key) => this.#behind.isShown(key),
        }),
      )}
      ${this.#renderNotes(state, points)}
      ${this.#problems.render(by, shown.recurrences, {
        isShown: (key) => this.#behind.isShown(key),
        press: (key, query) => this.#press(key, query),
      })}`;
  }

  /** Why there is nothing: what is not known of the incidents, or else that there are none. */
  #renderNone({ plans }: Plan, { traits }: TrendState): TemplateResult {
    this.showState('empty');
    const { terms: words } = this.locale;
    const [first] = plans;
    const issues = first && traits ? figureIssues(first.definition.id, first.variant, traits) : [];
    const said = issues.map(({ code }) => words.kpiUnknown[code as KpiTrait]);
    const none = first ? words.kpiNone[first.definition.id] : words.trend.empty;
    return html`<div class="none">
      <slot name="empty">${said.length > 0 ? said.map((one) => html`<p>${one}</p>`) : none}</slot>
    </div>`;
  }

  #nameOf(kpi: string): string {
    const { trend: words, kpiLabel } = this.locale.terms;
    const own = { volume: words.volume, ageing: words.ageing }[kpi];
    return own ?? (kpiLabel as Readonly<Record<string, string>>)[kpi] ?? kpi;
  }

  get #name(): string {
    return this.label ?? this.#nameOf(this.kpi);
  }

  #renderControls({ by }: Plan): TemplateResult {
    const { terms: words } = this.locale;
    return renderControls({
      terms: words,
      kpi: this.kpi,
      // What is asked may be more than a chart can show; what is shown is what is chosen.
      by: by === 'age' ? this.by : by,
      period: this.period,
      table: this.table,
      name: (kpi) => this.#nameOf(kpi),
      span: (text) => {
        const period = parsePeriod(text);
        return period ? periodWords(period, words).now : text;
      },
      set: (chosen) => Object.assign(this, chosen),
      download: this.#download,
    });
  }

  #renderBody(plan: Plan): TemplateResult {
    const retry = (): void => void this.refresh();
    const now = this.#answer.present(plan);
    if (now?.value.state === 'error') {
      this.showState('error');
      return this.renderError(now.value.error, retry);
    }
    if (!now || now.value.state === 'loading') {
      this.showState('loading');
      return html`<slot name="loading">${this.renderSkeleton(8)}</slot>`;
    }
    const stale = now.value.error ? this.renderStale(now.value.error, retry) : nothing;
    return html`${this.#renderFigures(plan, now)}${stale}`;
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { plan } = this.#answer;
    const fault = this.#fault(plan);
    if (plan.fault || fault !== undefined) return this.renderMistake(fault ?? '');
    const controls = this.noControls ? nothing : this.#renderControls(plan);
    return html`<section class="frame" aria-labelledby="label">
      <header>
        <h3 class="title" id="label" part="label">${this.#name}</h3>
        ${controls}
      </header>
      ${this.#renderBody(plan)} ${this.#announcer.render()}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-trend': IncidentTrend;
  }
}
