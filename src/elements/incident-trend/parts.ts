import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { ChartView } from './chart.js';
import type { TrendPoint } from './trend-points.js';
import { cellText, pointName, pointSentence } from './trend-words.js';

const width = 100;

function row(view: ChartView, point: TrendPoint, at: number): TemplateResult {
  const { by, scale, stop, isShown, press } = view;
  return html`<li class="part">
    <span class="part-name wrap">${pointName(by, point)}</span>
    ${point.cells.map((cell, index) => {
      const share = cell.value === null ? 0 : Math.min(1, scale.share(cell.value));
      const look = `bar line-${String(index)}${cell.enough ? '' : ' partial'}`;
      return html`<button
        class="part-bar"
        type="button"
        part="point"
        tabindex=${stop.column === at && stop.row === index ? '0' : '-1'}
        data-line=${index}
        data-at=${at}
        aria-pressed=${isShown(point, index) ? 'true' : 'false'}
        aria-disabled=${cell.n === 0 ? 'true' : 'false'}
        aria-label=${pointSentence(by, point, index)}
        @click=${() => {
          if (cell.n > 0) press(point, index);
        }}
      >
        <svg class="part-picture" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<rect class=${look} x="0" y="0" width=${String(Math.round(share * width * 10) / 10)} height="10" vector-effect="non-scaling-stroke" />`}
        </svg>
        <span class="number part-value">${cellText(by, cell, index)}</span>
        ${cell.value !== null && !cell.enough ? html`<span class="meta">${by.locale.terms.trend.few}</span>` : ''}
      </button>`;
    })}
  </li>`;
}

/** Categories, services or ages one below the other: their names need room, and they have no order in time. */
export const renderParts = (view: ChartView): TemplateResult =>
  html`<div
    role="group"
    part="chart"
    aria-label=${view.by.locale.terms.trend.points}
    @keydown=${view.keydown}
  >
    <ul class="parts">
      ${repeat(
        view.points,
        ({ key }) => key,
        (point, at) => row(view, point, at),
      )}
    </ul>
  </div>`;
