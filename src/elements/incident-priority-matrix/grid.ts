import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../ui/roving-focus.js';
import { priorityCode } from '../../core/priority/priority.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import { priorityName } from '../../ui/matrix-words.js';
import { icon } from '../../ui/icons.js';
import { priorityIcon } from '../../ui/priority-mark.js';

/** What the table and its two scales are called. */
export interface MatrixNames {
  readonly label: string;
  readonly impactName: string;
  readonly urgencyName: string;
}

export interface GridView extends MatrixNames {
  readonly matrix: PriorityMatrix;
  /** Row and column whose heads are lit. */
  readonly lit: GridPosition | undefined;
}

export interface ChoiceView extends GridView {
  readonly chosen: GridPosition | undefined;
  readonly tabStop: GridPosition;
  readonly disabled: boolean;
  readonly readonly: boolean;
  readonly invalid: boolean;
  readonly cellName: (
    impactName: string,
    impact: string,
    urgencyName: string,
    urgency: string,
    priority: string,
  ) => string;
}

const is = (position: GridPosition | undefined, row: number, column: number): boolean =>
  position?.row === row && position.column === column;

/** Both scales' names and the urgency levels. */
export const heads = ({ matrix, impactName, urgencyName, lit }: GridView): TemplateResult =>
  html`<thead role="rowgroup">
    <tr role="row" class="axis">
      <td role="cell"></td>
      <th role="columnheader" scope="colgroup" colspan=${matrix.urgency.length}>${urgencyName}</th>
    </tr>
    <tr role="row" class="heads">
      <th role="columnheader" class="axis-name">${impactName}</th>
      ${matrix.urgency.map((level, column) => html`<th role="columnheader" scope="col" ?data-lit=${lit?.column === column}>${level.label}</th>`)}
    </tr>
  </thead>`;

/** The table to choose from: one tab stop, each cell named in full. */
export function renderChoice(view: ChoiceView): TemplateResult {
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
