import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { TrendWordsTerms } from './trend-words.js';
import { divisions, offered } from './trend-question.js';

/** What can be chosen above a chart. */
export interface Chosen {
  readonly kpi?: string;
  readonly by?: string;
  readonly period?: string;
  readonly table?: boolean;
}

export interface ControlsView {
  readonly terms: TrendWordsTerms;
  readonly kpi: string;
  readonly by: string;
  readonly period: string;
  readonly table: boolean;
  /** The name of a figure. */
  readonly name: (kpi: string) => string;
  /** The name of a period. */
  readonly span: (period: string) => string;
  readonly set: (chosen: Chosen) => void;
  readonly download: () => void;
}

const periods = ['P7D', 'P30D', 'P12W', 'month', 'quarter', 'year'] as const;

/** What is offered, and what is set although it is not. */
const withOwn = (all: readonly string[], own: string): readonly string[] =>
  all.includes(own) ? all : [...all, own];

function menu(
  label: string,
  value: string,
  options: readonly string[],
  name: (option: string) => string,
  choose: (option: string) => void,
): TemplateResult {
  return html`<label class="menu"
    ><span class="meta">${label}</span>
    <select
      class="input small"
      .value=${value}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        (option) => html`<option value=${option} ?selected=${option === value}>${name(option)}</option>`,
      )}
    </select></label
  >`;
}

/** The menus for figure, division and period, the table beside the chart, and the way out as a file. */
export function renderControls(view: ControlsView): TemplateResult {
  const { terms, kpi, by, period, table, name, span, set, download } = view;
  const { trend: words, trendBy } = terms;
  return html`<div class="controls">
    ${menu(words.figure, kpi, withOwn(offered, kpi), name, (one) => set({ kpi: one }))}
    ${
      // Open incidents are divided by their age, and by nothing else beside it.
      kpi === 'ageing'
        ? ''
        : menu(
            words.by,
            by,
            divisions,
            (one) => trendBy[one] ?? one,
            (one) => set({ by: one }),
          )
    }
    ${menu(words.period, period, withOwn(periods, period), span, (one) => set({ period: one }))}
    <span class="tools">
      <button
        class="button small"
        type="button"
        id="as-table"
        aria-pressed=${table ? 'true' : 'false'}
        @click=${() => set({ table: !table })}
      >
        ${words.table}
      </button>
      <button class="button small plain" type="button" id="export" @click=${download}>${words.export}</button>
    </span>
  </div>`;
}
