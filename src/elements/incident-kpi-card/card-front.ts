import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { isStock } from '../../core/kpi/backlog.js';
import { isCounted } from '../../core/kpi/figures.js';
import { figureIssues } from '../../core/kpi/needs.js';
import type { KpiTrait } from '../../core/kpi/needs.js';
import type { KpiBucket, KpiResult } from '../../core/kpi/request.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { KpiTerms } from '../../locales/en/incident-kpi-card.js';
import type { KpiState } from '../../store/types.js';
import { icon } from '../../ui/icons.js';
import type { FigurePlan } from '../../ui/figure-request.js';
import { figureParts, figureText, periodWords, reaches, trendWords } from '../../ui/figure-words.js';
import type { KpiStatistic, PeriodWords } from '../../ui/figure-words.js';
import { sparkline } from './sparkline.js';

/** What the front of a card needs. */
export interface CardFront {
  readonly plan: Extract<FigurePlan, { readonly fault?: undefined }>;
  readonly figure: KpiState;
  /** What the reader wants in large. */
  readonly statistic: KpiStatistic;
  readonly target: number | undefined;
  readonly terms: CommonTerms & KpiTerms;
  readonly language: string;
  readonly date: (at: number) => string;
  /** What is to be said about the age of the figure. */
  readonly note: string | undefined;
  /** The lists show the incidents behind the figure. */
  readonly pressed: boolean;
  /** Shows them there, or takes it back. */
  readonly narrow: () => void;
}

type Drawn = CardFront & { readonly result: KpiResult };

/** The number in large; the statistic is undefined for figures that have only one. */
export function headline(
  result: KpiResult,
  wanted: KpiStatistic,
): { readonly value: number | null; readonly statistic: KpiStatistic | undefined } {
  if (result.median === null || result.unit === 'ratio') return { value: result.value, statistic: undefined };
  const statistic = wanted === 'median' || wanted === 'p90' ? wanted : 'mean';
  return { value: statistic === 'mean' ? result.value : result[statistic], statistic };
}

function renderTarget(
  { plan, target, language, terms }: Drawn,
  value: number,
): TemplateResult | typeof nothing {
  if (target === undefined) return nothing;
  const { unit, better } = plan.definition;
  const say = {
    lower: terms.kpiFigure.atMost,
    higher: terms.kpiFigure.atLeast,
    neither: terms.kpiFigure.aim,
  };
  const met = reaches(plan.definition, value, target);
  return html`<p class="against">
    <span>${say[better](figureText(unit, target, language))}</span>
    ${
      met === undefined
        ? nothing
        : html`<strong class=${met ? 'good' : 'bad'}
            >${icon(met ? 'check' : 'warning')}${met ? terms.kpiFigure.met : terms.kpiFigure.missed}</strong
          >`
    }
  </p>`;
}

const verdicts = { better: 'good', worse: 'bad' } as const;

/** A figure of this moment has no period; the one it is asked for is what its line and its comparison are about. */
function wordsOf({ plan, figure, terms, date }: CardFront): PeriodWords {
  const from = figure.result?.period?.from;
  const since = isStock(plan.definition.id) ? (from === undefined ? '' : date(from)) : undefined;
  return periodWords(plan.period, terms, since);
}

function renderTrend(front: Drawn, shown: KpiStatistic | undefined): TemplateResult | typeof nothing {
  const { plan, result, language, terms } = front;
  const trend = trendWords(plan.definition, result, wordsOf(front), terms, language);
  if (!trend) return nothing;
  const { text, way, verdict } = trend;
  return html`<p class="against">
    ${way ? html`<span class=${verdict ? verdicts[verdict] : 'muted'}>${icon(way)}</span>` : nothing}
    <span>${shown === undefined || shown === 'mean' ? text : terms.kpiFigure.meanTrend(text)}</span>
    ${verdict ? html`<strong class=${verdicts[verdict]}>${terms.kpiFigure[verdict]}</strong>` : nothing}
  </p>`;
}

/** The line of values that stand for enough incidents, with what it shows in words; nothing where there is none. */
function renderLine({ plan, result, target, terms, language, date }: Drawn): TemplateResult | typeof nothing {
  const { unit } = plan.definition;
  const drawn = result.series.map((bucket) => (bucket.enough ? bucket : { ...bucket, value: null }));
  const known = drawn.filter(
    (bucket): bucket is KpiBucket & { readonly value: number } => bucket.value !== null,
  );
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last || !result.bucket) return nothing;
  const low = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  const high = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  const text = (value: number): string => figureText(unit, value, language);
  return sparkline(drawn, {
    label: terms.kpiFigure.line(
      terms.kpiBucket[result.bucket],
      text(low.value),
      date(low.from),
      text(high.value),
      date(high.from),
      text(last.value),
    ),
    share: unit === 'ratio',
    target,
  });
}

function renderSpread(
  { result, language, terms }: Drawn,
  shown: KpiStatistic | undefined,
): TemplateResult | typeof nothing {
  if (shown === undefined) return nothing;
  return html`<dl class="spread">
    ${(['mean', 'median', 'p90'] as const).map((one) => {
      const value = result[one];
      return one === shown || value === null
        ? nothing
        : html`<div>
            <dt>${terms.kpiFigure[one]}</dt>
            <dd class="number">${figureText(result.unit, value, language)}</dd>
          </div>`;
    })}
  </dl>`;
}

/** Whether the figure itself is one of few incidents. */
const warnsOfFew = ({ plan, figure: { result } }: CardFront): boolean =>
  result !== undefined && result.n > 0 && result.smallSample && !isCounted(plan.definition.id);

/** How many incidents the figure is made of; pressed, the lists show them. */
function renderNumber({ figure, terms, pressed, narrow }: CardFront): TemplateResult {
  const n = figure.result?.n ?? 0;
  const words = terms.incidentCount(n);
  return n === 0
    ? html`<span>${words}</span>`
    : html`<button
        type="button"
        class="lines"
        aria-pressed=${pressed ? 'true' : 'false'}
        title=${terms.kpi.show}
        @click=${narrow}
      >
        ${words}
      </button>`;
}

function renderFoot(front: CardFront): TemplateResult {
  const { plan, figure, terms, date, note } = front;
  const { result } = figure;
  const { period } = result ?? {};
  const days = period ? `${date(period.from)} – ${date(period.to - 1)}` : '';
  const { priority = [], category = [] } = plan.filter;
  const only = [[priority].flat().map((rank) => `P${String(rank)}`), category].flat(2);
  const notes = [
    warnsOfFew(front) ? terms.kpiFigure.smallSample : undefined,
    result?.trend.reason === 'few' && result.trend.change && !warnsOfFew(front)
      ? terms.kpiFigure.notJudged
      : undefined,
    figure.approximate ? terms.kpiFigure.approximate : undefined,
    result && result.invalid > 0 ? terms.kpiFigure.invalid(result.invalid) : undefined,
    note,
  ].filter((one) => one !== undefined);
  return html`<div class="foot">
    <p class="meta number">
      ${renderNumber(front)}
      <span title=${days}>${wordsOf(front).now}</span>
      ${only.map((word) => html`<bdi>${word}</bdi>`)}
    </p>
    ${notes.map((one) => html`<p class="caution">${icon('info')}<span>${one}</span></p>`)}
  </div>`;
}

/** Why there is no number: what is not known of the incidents, or else that there are none. */
function renderNone({ plan, figure, terms }: CardFront): TemplateResult {
  const { definition, variant } = plan;
  const issues = figure.traits ? figureIssues(definition.id, variant, figure.traits) : [];
  return html`<div class="none">
    <slot name="empty"
      >${
        issues.length === 0
          ? terms.kpiNone[definition.id]
          : issues.map(({ code }) => html`<p>${terms.kpiUnknown[code as KpiTrait]}</p>`)
      }</slot
    >
  </div>`;
}

/** The number with its target, trend, line and spread, and what it is made of. `stale` says that a refresh failed. */
export function renderFront(front: CardFront, stale: TemplateResult | typeof nothing): TemplateResult {
  const { plan, figure, terms, language, statistic: wanted } = front;
  const { definition } = plan;
  const { result } = figure;
  const foot = renderFoot(front);
  const { value = null, statistic } = result ? headline(result, wanted) : {};
  if (!result || value === null) return html`${renderNone(front)}${stale}${foot}`;
  const drawn = { ...front, result };
  return html`<p class="figure" part="number">
      <bdi class="value number"
        >${figureParts(definition.unit, value, language, front.target).map(({ text, unit }) => (unit ? html`<span class="unit">${text}</span>` : text))}</bdi
      >
      ${statistic ? html`<span class="meta">${terms.kpiFigure[statistic]}</span>` : nothing}
    </p>
    ${renderTarget(drawn, value)} ${renderTrend(drawn, statistic)} ${renderLine(drawn)}
    ${renderSpread(drawn, statistic)}${stale}${foot}`;
}
