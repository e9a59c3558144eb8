import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { MatrixCell, PriorityMatrix } from '../../core/priority/priority.js';
import { priorityCode } from '../../core/priority/priority.js';
import { openCategories } from '../../core/query.js';
import type { DeskController } from '../../ui/desk.js';
import { emit } from '../../ui/events.js';
import type { LocaleController } from '../../ui/locale.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import type { IncidentListState } from '../../store/types.js';
import { priorityName } from '../../ui/matrix-words.js';
import { heads } from './grid.js';
import type { GridView, MatrixNames } from './grid.js';

interface CountedCells {
  /** `counts[impact - 1][urgency - 1]`. */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
  /** Incidents that fall into no cell. */
  readonly unrated: number;
  /** There are more than were counted. */
  readonly more: boolean;
}

/** How many of the listed incidents fall into each cell, and how many into none. */
function countOpen(list: IncidentListState, matrix: PriorityMatrix): CountedCells {
  const counts = matrix.ranks.map((row) => row.map(() => 0));
  let unrated = 0;
  for (const { incident } of list.items) {
    const row = counts[(incident.impact ?? 0) - 1];
    const column = (incident.urgency ?? 0) - 1;
    const before = row?.[column];
    if (row && before !== undefined) row[column] = before + 1;
    else unrated += 1;
  }
  return { counts, total: list.items.length, unrated, more: list.hasMore };
}

const countGiven = (counts: readonly (readonly number[])[]): CountedCells => ({
  counts,
  total: counts.flat().reduce((sum, count) => sum + count, 0),
  unrated: 0,
  more: false,
});

/** Lets somebody see the incidents of a cell in the lists of the desk. */
export class CellFilter {
  readonly #host: HTMLElement & { readonly for: string };
  readonly #desk: DeskController;

  constructor(host: HTMLElement & { readonly for: string }, desk: DeskController) {
    this.#host = host;
    this.#desk = desk;
  }

  /** Whether a list is narrowed to this cell, by this heat map. */
  isPressed({ impact, urgency }: MatrixCell): boolean {
    const { query, from } = this.#desk.narrowing(this.#host.for) ?? {};
    return from === this.#host && query?.impact?.[0] === impact && query.urgency?.[0] === urgency;
  }

  /** Narrows to the cell, or takes that back. */
  press({ impact, urgency }: MatrixCell): void {
    const again = this.isPressed({ impact, urgency });
    const detail = again ? { impact: null, urgency: null } : { impact, urgency };
    if (!emit(this.#host, 'incident-narrowed', detail, { cancelable: true })) return;
    const query = { status: openCategories, impact: [impact], urgency: [urgency] };
    this.#desk.narrow(again ? undefined : query, this.#host.for);
  }
}

interface HeatView extends GridView {
  /** `counts[impact - 1][urgency - 1]`. */
  readonly counts: readonly (readonly number[])[];
  readonly number: (value: number) => string;
  readonly filter: CellFilter;
  readonly cellName: (
    impactName: string,
    impact: string,
    urgencyName: string,
    urgency: string,
    priority: string,
    count: number,
  ) => string;
}

/** Four weights of fill, by the share of the fullest cell. */
const weight = (count: number, most: number): number => (count === 0 ? 0 : Math.ceil((count / most) * 4));

/** The same table with the number of open incidents in each cell, which narrows a list to them. */
function renderHeat(view: HeatView): TemplateResult {
  const { matrix, impactName, urgencyName } = view;
  const most = Math.max(1, ...view.counts.flat());
  return html`<table part="grid" role="table" aria-label=${view.label}>
    ${heads(view)}
    <tbody role="rowgroup">
      ${matrix.ranks.map(
        (ranks, row) =>
          html`<tr role="row">
            <th role="rowheader" scope="row" data-axis=${impactName}>${matrix.impact[row]?.label}</th>
            ${ranks.map((rank, column) => {
              const count = view.counts[row]?.[column] ?? 0;
              const name = view.cellName(
                impactName,
                matrix.impact[row]?.label ?? '',
                urgencyName,
                matrix.urgency[column]?.label ?? '',
                priorityName(rank, matrix),
                count,
              );
              const figure = html`<span aria-hidden="true"
                  ><strong class="number">${view.number(count)}</strong>
                  <small>${priorityCode(rank)}</small></span
                ><span class="visually-hidden">${name}</span>`;
              const cell = { impact: row + 1, urgency: column + 1 };
              const pressed = view.filter.isPressed(cell);
              return html`<td
                part="cell"
                role="cell"
                class="priority heat"
                data-rank=${Math.min(rank, 5)}
                data-weight=${weight(count, most)}
              >
                <button
                  type="button"
                  aria-pressed=${pressed ? 'true' : 'false'}
                  @click=${() => view.filter.press(cell)}
                >
                  ${figure}
                </button>
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The map with its total below it. */
export const renderHeatMap = (
  matrix: PriorityMatrix,
  names: MatrixNames,
  from: IncidentListState | readonly (readonly number[])[],
  locale: LocaleController<CommonTerms & MatrixTerms>,
  filter: CellFilter,
): TemplateResult => {
  const { counts, total, unrated, more } = 'items' in from ? countOpen(from, matrix) : countGiven(from);
  const words = locale.terms.heat;
  const number = (value: number): string => locale.number(value);
  return html`${renderHeat({ matrix, ...names, lit: undefined, counts, number, filter, cellName: words.openIn })}
    <p class="meta">
      ${words.open(total)}${unrated > 0 ? html` · ${words.unrated(unrated)}` : nothing}${more ? html` · ${words.atLeast(total)}` : nothing}
    </p>`;
};
