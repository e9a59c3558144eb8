import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { priorityCode } from '../../core/priority/priority.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import { icon } from '../../ui/icons.js';
import { priorityName } from '../../ui/matrix-words.js';
import { priorityIcon } from '../../ui/priority-mark.js';
import type { GridPosition } from '../../ui/roving-focus.js';
import { RovingFocus } from '../../ui/roving-focus.js';
import { heads } from './grid.js';
import type { GridView, MatrixNames } from './grid.js';

interface CellsView extends GridView {
  readonly chosen: GridPosition | undefined;
  readonly tabStop: GridPosition;
  readonly disabled: boolean;
  readonly readonly: boolean;
  readonly invalid: boolean;
  readonly cellName: MatrixTerms['matrix']['cell'];
}

const is = (position: GridPosition | undefined, row: number, column: number): boolean =>
  position?.row === row && position.column === column;

/** One tab stop, each cell named in full. */
function renderCells(view: CellsView): TemplateResult {
  const { matrix, impactName, urgencyName, lit, chosen, tabStop } = view;
  return html`<table
    part="grid"
    role="grid"
    aria-label=${view.label}
    aria-describedby="problem"
    aria-disabled=${view.disabled ? 'true' : nothing}
    aria-readonly=${view.readonly ? 'true' : nothing}
    ?data-invalid=${view.invalid}
  >
    ${heads(view)}
    <tbody role="rowgroup">
      ${matrix.ranks.map(
        (ranks, row) =>
          html`<tr role="row">
            <th role="rowheader" scope="row" data-axis=${impactName} ?data-lit=${lit?.row === row}>
              ${matrix.impact[row]?.label}
            </th>
            ${ranks.map((rank, column) => {
              const [impact, urgency] = [matrix.impact[row], matrix.urgency[column]];
              return html`<td
                part="cell"
                role="gridcell"
                class="priority"
                data-rank=${Math.min(rank, 5)}
                data-row=${row}
                data-column=${column}
                ?data-lit=${lit && (lit.row === row || lit.column === column)}
                tabindex=${view.disabled ? nothing : is(tabStop, row, column) ? 0 : -1}
                aria-selected=${is(chosen, row, column)}
                aria-label=${view.cellName(impactName, impact?.label ?? '', urgencyName, urgency?.label ?? '', priorityName(rank, matrix))}
                aria-description=${[impact?.help, urgency?.help].filter(Boolean).join(' ') || nothing}
              >
                <span class="mark"
                  >${is(chosen, row, column) ? icon('check') : priorityIcon(rank)}<span
                    >${priorityCode(rank)}</span
                  ></span
                >
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export interface CellChoiceOptions {
  /** The matrix in use; undefined for one that cannot be used. */
  readonly matrix: () => PriorityMatrix | undefined;
  readonly chosen: () => GridPosition | undefined;
  readonly disabled: () => boolean;
  readonly rightToLeft: () => boolean;
  /** Somebody has pressed a cell. */
  readonly choose: (position: GridPosition) => void;
}

export interface ChoiceView extends MatrixNames {
  /** The matrix with the words of the page's language. */
  readonly matrix: PriorityMatrix;
  readonly readonly: boolean;
  readonly invalid: boolean;
  readonly cellName: MatrixTerms['matrix']['cell'];
}

/** The table to choose a cell from, by pointer or keyboard. */
export class CellChoice {
  readonly #host: LitElement;
  readonly #options: CellChoiceOptions;
  readonly #roving: RovingFocus;
  #hover: GridPosition | undefined;

  constructor(host: LitElement, options: CellChoiceOptions) {
    this.#host = host;
    this.#options = options;
    this.#roving = new RovingFocus(host, {
      size: () => {
        const matrix = options.matrix();
        return { rows: matrix?.impact.length ?? 1, columns: matrix?.urgency.length ?? 1 };
      },
      home: () => options.chosen() ?? { row: 0, column: 0 },
      cell: ({ row, column }) =>
        host.renderRoot.querySelector<HTMLElement>(
          `td[data-row="${String(row)}"][data-column="${String(column)}"]`,
        ),
      rightToLeft: options.rightToLeft,
    });
  }

  /** The cell under the hand, or else the chosen one. */
  get lit(): GridPosition | undefined {
    return this.#hover ?? this.#options.chosen();
  }

  /** The one cell that the tab key reaches. */
  get tabStop(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('td[tabindex="0"]');
  }

  /** Takes the tab stop back to the chosen cell. */
  home(): void {
    this.#roving.set(undefined);
  }

  #look(position: GridPosition | undefined): void {
    this.#hover = position;
    this.#host.requestUpdate();
  }

  #at(event: Event): GridPosition | undefined {
    const cell = event
      .composedPath()
      .find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset['row'] !== undefined);
    return cell && { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
  }

  #choose(position: GridPosition | undefined): void {
    if (!position || this.#options.disabled()) return;
    this.#roving.set(position);
    this.#options.choose(position);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#roving.handle(event)) {
      this.#look(this.#roving.position);
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || (event.key !== ' ' && event.key !== 'Enter')) return;
    event.preventDefault();
    this.#choose(this.#at(event));
  };

  render(view: ChoiceView): TemplateResult {
    const { lit } = this;
    const look = (event: Event): void => this.#look(this.#at(event));
    const lookAway = (): void => this.#look(undefined);
    return html`<div
      class="table"
      @click=${(event: Event) => this.#choose(this.#at(event))}
      @keydown=${this.#onKey}
      @focusin=${look}
      @focusout=${lookAway}
      @pointerover=${look}
      @pointerleave=${lookAway}
    >
      ${renderCells({
        ...view,
        lit,
        chosen: this.#options.chosen(),
        tabStop: this.#roving.position,
        disabled: this.#options.disabled(),
      })}
    </div>`;
  }
}
