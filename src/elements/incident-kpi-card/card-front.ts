import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { KpiFigure } from '../../core/kpi-figures.js';
import type { KpiResult } from '../../core/kpi-request.js';
import { kpiParts } from '../../locales/en/kpi-parts.js';
import type { KpiPartsTerms } from '../../locales/en/kpi-parts.js';
import { termsFor } from '../../locales/registry.js';
import type { KpiState } from '../../store/types.js';
import { icon } from '../icons.js';
import { isStock } from './figure-request.js';
import type { FigurePlan } from './figure-request.js';
import { figureParts, figureText, periodWords, reaches, trendWords } from './figure-words.js';
import type { KpiStatistic, PeriodWords } from './figure-words.js';
import { renderLine } from './value-line.js';

/** What the front of a card needs. */
export interface CardFront {
  readonly plan: Extract<FigurePlan, { readonly fault?: undefined }>;
  readonly figure: KpiState;
  /** What the reader wants in large. */
  readonly statistic: KpiStatistic;
  readonly target: number | undefined;
  readonly language: string;
  readonly date: (at: number) => string;
  /** What is to be said about the age of the figure. */
  readonly note: string | undefined;
}

type Drawn = CardFront & { readonly result: KpiResult; readonly words: KpiPartsTerms };

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
  { plan, target, language, words }: Drawn,
  value: number,
): TemplateResult | typeof nothing {
  if (target === undefined) return nothing;
  const { unit, better } = plan.definition;
  const say = {
    lower: words.kpiFigure.atMost,
    higher: words.kpiFigure.atLeast,
    neither: words.kpiFigure.aim,
  };
  const met = reaches(plan.definition, value, target);
  return html`<p class="against">
    <span>${say[better](figureText(unit, target, language))}</span>
    ${
      met === undefined
        ? nothing
        : html`<strong class=${met ? 'good' : 'bad'}
            >${icon(met ? 'check' : 'warning')}${met ? words.kpiFigure.met : words.kpiFigure.missed}</strong
          >`
    }
  </p>`;
}

const verdicts = { better: 'good', worse: 'bad' } as const;

/** A figure of this moment has no period; the one it is asked for is what its line and its comparison are about. */
function wordsOf({ plan, figure, date }: CardFront, words: KpiPartsTerms): PeriodWords {
  const from = figure.result?.period?.from;
  const since = isStock(plan.definition) ? (from === undefined ? '' : date(from)) : undefined;
  return periodWords(plan.period, words, since);
}

function renderTrend(front: Drawn, shown: KpiStatistic | undefined): TemplateResult | typeof nothing {
  const { plan, result, language, words } = front;
  const trend = trendWords(plan.definition, result, wordsOf(front, words), words, language);
  if (!trend) return nothing;
  const { text, way, verdict } = trend;
  return html`<p class="against">
    ${way ? html`<span class=${verdict ? verdicts[verdict] : 'muted'}>${icon(way)}</span>` : nothing}
    <span>${shown === undefined || shown === 'mean' ? text : words.kpiFigure.meanTrend(text)}</span>
    ${verdict ? html`<strong class=${verdicts[verdict]}>${words.kpiFigure[verdict]}</strong>` : nothing}
  </p>`;
}

function renderSpread(
  { result, language, words }: Drawn,
  shown: KpiStatistic | undefined,
): TemplateResult | typeof nothing {
  if (shown === undefined) return nothing;
  return html`<dl class="spread">
    ${(['mean', 'median', 'p90'] as const).map((one) => {
      const value = result[one];
      return one === shown || value === null
        ? nothing
        : html`<div>
            <dt>${words.kpiFigure[one]}</dt>
            <dd class="number">${figureText(result.unit, value, language)}</dd>
          </div>`;
    })}
  </dl>`;
}

/** Few are few, and no sample of anything. */
const isCount = ({ id }: KpiFigure): boolean => id === 'backlog' || id === 'volume';

function renderFoot(front: CardFront, words: KpiPartsTerms): TemplateResult {
  const { plan, figure, date, note } = front;
  const { result } = figure;
  const { period } = result ?? {};
  const days = period ? `${date(period.from)} – ${date(period.to - 1)}` : '';
  const { priority = [], category = [] } = plan.filter;
  const only = [[priority].flat().map((rank) => `P${String(rank)}`), category].flat(2);
  const notes = [
    result && result.n > 0 && result.smallSample && !isCount(plan.definition)
      ? words.kpiFigure.smallSample
      : undefined,
    figure.approximate ? words.kpiFigure.approximate : undefined,
    result && result.invalid > 0 ? words.kpiFigure.invalid(result.invalid) : undefined,
    note,
  ].filter((one) => one !== undefined);
  return html`<div class="foot">
    <p class="meta number">
      <span>${words.incidentCount(result?.n ?? 0)}</span>
      <span title=${days}>${wordsOf(front, words).now}</span>
      ${only.map((word) => html`<bdi>${word}</bdi>`)}
    </p>
    ${notes.map((one) => html`<p class="caution">${icon('info')}<span>${one}</span></p>`)}
  </div>`;
}

/** The number with its target, trend, line and spread, and what it is made of. `stale` says that a refresh failed. */
export function renderFront(front: CardFront, stale: TemplateResult | typeof nothing): TemplateResult {
  const { plan, figure, language, statistic: wanted } = front;
  const { definition } = plan;
  const { result } = figure;
  const words = termsFor(kpiParts, language);
  const foot = renderFoot(front, words);
  const { value = null, statistic } = result ? headline(result, wanted) : {};
  if (!result || value === null)
    return html`<p class="none"><slot name="empty">${words.kpiNone[definition.id]}</slot></p>
      ${stale}${foot}`;
  const drawn = { ...front, result, words };
  return html`<p class="figure" part="number">
      <bdi class="value number"
        >${figureParts(definition.unit, value, language).map(({ text, unit }) => (unit ? html`<span class="unit">${text}</span>` : text))}</bdi
      >
      ${statistic ? html`<span class="meta">${words.kpiFigure[statistic]}</span>` : nothing}
    </p>
    ${renderTarget(drawn, value)} ${renderTrend(drawn, statistic)} ${renderLine({ ...drawn, definition })}
    ${renderSpread(drawn, statistic)}${stale}${foot}`;
}
