import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { csvOf } from '../../core/csv.js';
import type { TrendPoint } from './trend-points.js';
import type { Speaker } from './trend-words.js';
import { cellText, lineName, pointName, wholeName } from './trend-words.js';

export interface TableView {
  readonly by: Speaker;
  readonly points: readonly TrendPoint[];
  readonly caption: string;
  readonly isShown: (point: TrendPoint, line: number) => boolean;
  readonly press: (point: TrendPoint, line: number) => void;
}

function cells(
  { by, isShown, press }: TableView,
  point: TrendPoint,
  isSample: boolean,
): readonly TemplateResult[] {
  const { trend: words, incidentCount } = by.locale.terms;
  return point.cells.map((cell, line) => {
    const text = cellText(by, cell, line);
    return html`<td class="amount number">
      ${
        cell.n === 0
          ? text
          : html`<button
              class="lines"
              type="button"
              title=${words.show}
              aria-label=${isSample ? `${text}, ${incidentCount(cell.n)}` : incidentCount(cell.n)}
              aria-pressed=${isShown(point, line) ? 'true' : 'false'}
              @click=${() => press(point, line)}
            >
              ${text}
            </button>`
      }
      ${cell.value !== null && !cell.enough ? html`<span class="meta">${words.few}</span>` : nothing}
    </td>`;
  });
}

/** Whether a line's values are no numbers of incidents, so that those stand beside them. */
const hasSample = ({ definitions }: Speaker): boolean =>
  definitions.some(({ unit, id }) => unit !== 'count' || id === 'csat-mean' || id === 'reassignment');

/** The same figures as a table. */
export function renderTable(view: TableView): TemplateResult {
  const { by, points, caption } = view;
  const { trendBy, kpiBack, trend: words } = by.locale.terms;
  const isSample = hasSample(by);
  return html`<div class="table" tabindex="0" role="region" aria-label=${words.table}>
    <table part="table">
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${trendBy[points[0]?.kind ?? 'day']}</th>
          ${by.definitions.map((_, line) => html`<th scope="col" class="amount">${lineName(by, line)}</th>`)}
          ${isSample ? html`<th scope="col" class="amount">${kpiBack.incidents}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${points.map(
          (point) =>
            html`<tr>
              <th scope="row" aria-label=${wholeName(by, point)}>
                ${pointName(by, point)}
                ${point.isPartial ? html`<span class="meta">${words.partial}</span>` : nothing}
              </th>
              ${cells(view, point, isSample)}
              ${isSample ? html`<td class="amount number">${by.locale.number(point.cells[0]?.n ?? 0)}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const units = { duration: 'ms', ratio: 'share', count: 'count' } as const;

/**
 * The same figures as CSV, one row for each figure and point. Durations are in milliseconds, shares from 0 to 1, times
 * ISO 8601 in UTC; the names of the columns do not change with the language.
 */
export const trendCsv = (by: Speaker, points: readonly TrendPoint[]): string =>
  csvOf([
    ['figure', 'by', 'key', 'name', 'from', 'value', 'unit', 'incidents', 'enough', 'partial'],
    ...points.flatMap((point) =>
      point.cells.map(({ value, n, enough }, line) => [
        by.definitions[line]?.id ?? '',
        point.kind,
        point.key,
        pointName(by, point),
        point.from === undefined ? '' : new Date(point.from).toISOString(),
        value === null ? '' : String(value),
        units[by.definitions[line]?.unit ?? 'count'],
        String(n),
        String(enough),
        String(point.isPartial),
      ]),
    ),
  ]);
