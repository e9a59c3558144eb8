import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

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
import type { GridPosition } from '../../ui/roving-focus.js';
import { RovingFocus } from '../../ui/roving-focus.js';
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
class CellFilter {
  readonly #host: HTMLElement & { readonly for: string };
  readonly #desk: DeskController;

  constructor(host: HTMLElement & { readonly for: string }, desk: DeskController) {
    this.#host = host;
    this.#desk = desk;
  }

  /** The cell a list is narrowed to, by this heat map. */
  get pressed(): GridPosition | undefined {
    const { query, from } = this.#desk.narrowing(this.#host.for) ?? {};
    const [impact, urgency] = [query?.impact?.[0], query?.urgency?.[0]];
    return from !== this.#host || impact === undefined || urgency === undefined
      ? undefined
      : { row: impact - 1, column: urgency - 1 };
  }

  isPressed({ impact, urgency }: MatrixCell): boolean {
    return this.pressed?.row === impact - 1 && this.pressed.column === urgency - 1;
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
  readonly tabStop: GridPosition;
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
  return html`<table part="grid" role="grid" aria-label=${view.label}>
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
              const isStop = view.tabStop.row === row && view.tabStop.column === column;
              const pressed = view.filter.isPressed(cell);
              return html`<td
                part="cell"
                role="gridcell"
                class="priority heat"
                data-row=${row}
                data-column=${column}
                data-rank=${Math.min(rank, 5)}
                data-weight=${weight(count, most)}
              >
                <button
                  type="button"
                  tabindex=${isStop ? '0' : '-1'}
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

export interface HeatMapOptions {
  /** The matrix in use; undefined for one that cannot be used. */
  readonly matrix: () => PriorityMatrix | undefined;
  readonly rightToLeft: () => boolean;
}

/** The map with its total below it: one tab stop, which the arrow keys carry from cell to cell. */
export class HeatMap {
  readonly #host: LitElement;
  readonly #filter: CellFilter;
  readonly #roving: RovingFocus;

  constructor(
    host: LitElement & { readonly for: string },
    desk: DeskController,
    { matrix, rightToLeft }: HeatMapOptions,
  ) {
    this.#host = host;
    this.#filter = new CellFilter(host, desk);
    const size = (): { readonly rows: number; readonly columns: number } => ({
      rows: matrix()?.impact.length ?? 1,
      columns: matrix()?.urgency.length ?? 1,
    });
    this.#roving = new RovingFocus(host, {
      size,
      home: () => this.#filter.pressed ?? { row: 0, column: 0 },
      cell: ({ row, column }) =>
        host.renderRoot.querySelector<HTMLElement>(
          `td[data-row="${String(row)}"][data-column="${String(column)}"] > button`,
        ),
      rightToLeft,
    });
  }

  /** The one button that the tab key reaches. */
  get tabStop(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('td > button[tabindex="0"]');
  }

  readonly #onFocus = (event: FocusEvent): void => {
    const { row, column } = (event.target as Element).closest('td')?.dataset ?? {};
    if (row !== undefined && column !== undefined)
      this.#roving.set({ row: Number(row), column: Number(column) });
  };

  render(
    matrix: PriorityMatrix,
    names: MatrixNames,
    from: IncidentListState | readonly (readonly number[])[],
    locale: LocaleController<CommonTerms & MatrixTerms>,
  ): TemplateResult {
    const { counts, total, unrated, more } = 'items' in from ? countOpen(from, matrix) : countGiven(from);
    const words = locale.terms.heat;
    const map = renderHeat({
      matrix,
      ...names,
      lit: undefined,
      counts,
      number: (value) => locale.number(value),
      filter: this.#filter,
      tabStop: this.#roving.position,
      cellName: words.openIn,
    });
    return html`<div
        class="table"
        @keydown=${(event: KeyboardEvent) => this.#roving.handle(event)}
        @focusin=${this.#onFocus}
      >
        ${map}
      </div>
      <p class="meta">
        ${words.open(total)}${unrated > 0 ? html` · ${words.unrated(unrated)}` : nothing}${more ? html` · ${words.atLeast(total)}` : nothing}
      </p>`;
  }
}
