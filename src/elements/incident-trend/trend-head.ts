import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { isStock } from '../../core/kpi/backlog.js';
import { isCounted } from '../../core/kpi/figures.js';
import type { KpiResult } from '../../core/kpi/request.js';
import { figureText, periodWords, reaches, trendWords } from '../../ui/figure-words.js';
import type { PeriodWords } from '../../ui/figure-words.js';
import type { PeriodName } from '../../ui/figure-request.js';
import { icon } from '../../ui/icons.js';
import type { Speaker } from './trend-words.js';
import { lineName } from './trend-words.js';

export interface HeadView {
  readonly by: Speaker;
  readonly results: readonly KpiResult[];
  readonly period: PeriodName;
  readonly target: number | undefined;
  readonly isShown: (line: number) => boolean;
  readonly press: (line: number) => void;
}

/** The period in words; of what is open it is the moment, compared with the day the period began on. */
function wordsOf({ by, results, period }: HeadView): PeriodWords {
  const [result] = results;
  const from = result?.period?.from;
  const since =
    result && isStock(result.id) && from !== undefined
      ? by.locale.dateTime(from, { day: 'numeric', month: 'short', year: 'numeric' })
      : undefined;
  return periodWords(period, by.locale.terms, since);
}

function total(view: HeadView, result: KpiResult, line: number): TemplateResult {
  const { by, results, isShown, press } = view;
  const { terms: words, language } = by.locale;
  const value = result.value === null ? words.trend.none : figureText(result.unit, result.value, language);
  const isOneOf = results.length > 1;
  const count = words.incidentCount(result.n);
  // Where the value is a number of incidents it leads to them itself.
  const isCount = isCounted(result.id);
  const lead = (text: string, look: string): TemplateResult =>
    result.n === 0
      ? html`<bdi class=${look}>${text}</bdi>`
      : html`<button
          class=${`lines ${look}`}
          type="button"
          title=${words.trend.show}
          aria-label=${isOneOf ? `${lineName(by, line)}: ${count}` : count}
          aria-pressed=${isShown(line) ? 'true' : 'false'}
          @click=${() => press(line)}
        >
          ${text}
        </button>`;
  return html`<span class="total" data-line=${line}>
    ${isOneOf ? html`<span class=${`swatch line-${String(line)}`}></span><span>${lineName(by, line)}</span>` : nothing}
    ${isCount ? lead(value, 'value') : html`<bdi class="value">${value}</bdi> ${result.n > 0 ? lead(count, '') : nothing}`}
  </span>`;
}

/** How the whole period stands against its target and against the one before. */
function verdict(view: HeadView): TemplateResult | typeof nothing {
  const { by, results, target } = view;
  const [result] = results;
  const [definition] = by.definitions;
  if (!result || !definition || results.length > 1 || result.value === null) return nothing;
  const { terms: words, language } = by.locale;
  const change = trendWords(definition, result, wordsOf(view), words, language);
  // A few incidents are judged by nothing.
  const met =
    target === undefined || result.smallSample ? undefined : reaches(definition, result.value, target);
  return html`<p class="against">
    ${change ? html`<span>${change.text}</span>` : nothing}
    ${change?.verdict ? html`<strong class=${change.verdict}>${words.kpiFigure[change.verdict]}</strong>` : nothing}
    ${target === undefined ? nothing : html`<span>${words.trend.target(figureText(result.unit, target, language))}</span>`}
    ${
      met === undefined
        ? nothing
        : html`<strong class=${met ? 'better' : 'worse'}
            >${icon(met ? 'check' : 'warning')} ${met ? words.kpiFigure.met : words.kpiFigure.missed}</strong
          >`
    }
  </p>`;
}

/** The figures of the whole period, each with its incidents. */
export const renderHead = (view: HeadView): TemplateResult =>
  html`<p class="totals number">
      ${view.results.map((result, line) => total(view, result, line))}
      <span class="meta">${wordsOf(view).now}</span>
    </p>
    ${verdict(view)}`;
