import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { GridPosition } from '../../ui/roving-focus.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';

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
