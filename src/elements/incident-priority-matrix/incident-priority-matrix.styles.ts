import { css } from 'lit';

export const matrixStyles = css`
  :host {
    /* The embedding form leaves room for it; more makes cells hard to compare. */
    max-inline-size: 640px;
  }

  .label {
    margin-block-end: 8px;
  }

  .note {
    margin-block-end: 12px;
  }

  table {
    inline-size: calc(100% + 8px);
    margin-inline: -4px;
    border-collapse: separate;
    border-spacing: 4px;
    table-layout: fixed;
  }

  th {
    padding: 4px;
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 500;
    line-height: 1.25;
    text-align: start;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  th:first-child,
  td[role='cell']:first-child {
    inline-size: 24%;
    padding-inline-start: 0;
  }

  .axis th,
  .axis-name {
    padding-block: 0;
    color: var(--_text);
    font-weight: 600;
  }

  .heads th:not(.axis-name),
  .axis th {
    text-align: center;
  }

  .axis th {
    border-block-end: 1px solid var(--_line);
    padding-block-end: 4px;
  }

  /* Not bolder: a head that grows would break its line anew under the pointer. */
  th[data-lit] {
    color: var(--_text);
    text-decoration: underline 2px var(--_accent);
    text-underline-offset: 4px;
  }

  td.priority {
    display: table-cell;
    block-size: 44px;
    padding: 0;
    text-align: center;
    cursor: pointer;
  }

  .mark {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }

  /* Quiet until somebody looks: a breath of each priority, in its own hue. */
  td.priority[aria-selected='false'] {
    border-color: var(--_line);
    background: color-mix(in oklab, var(--_fill) 16%, var(--_surface));
    color: var(--_text);
    font-weight: 500;
  }

  /* One row and one column light up. */
  td.priority[aria-selected='false'][data-lit] {
    border-color: var(--_edge);
    background: color-mix(in oklab, var(--_fill) 42%, var(--_surface));
  }

  td.priority[aria-selected='false']:hover {
    border-color: var(--_text);
  }

  /* Chosen: the full fill and a check. The ring is left to the focus. */
  td.priority[aria-selected='true'] {
    border-width: 2px;
    font-weight: 700;
  }

  td:focus-visible {
    position: relative;
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    z-index: 1;
  }

  table[data-invalid] {
    border-radius: var(--_radius);
    outline: 1px solid var(--_danger);
    outline-offset: 4px;
  }

  table[aria-disabled] td {
    opacity: 0.55;
    cursor: default;
  }

  table[aria-readonly] td {
    cursor: default;
  }

  /* Room for both levels, so that nothing jumps while somebody looks around. */
  .levels {
    min-block-size: 5em;
    padding-block: 4px 8px;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .levels dt {
    float: inline-start;
    clear: inline-start;
    margin-inline-end: 8px;
    color: var(--_text);
    font-weight: 600;
  }

  /* The sentence is what somebody came for. */
  .result {
    margin-block-start: 8px;
    min-block-size: 32px;
    font-size: 1.125em;
    line-height: 1.4;
  }

  /* No higher than its line: what stands below stays where it is when there is a priority. */
  .result .priority {
    margin-inline-end: 4px;
    font-size: 1em;
    vertical-align: middle;
  }

  .error {
    margin-block-start: 8px;
  }

  legend {
    padding: 0;
  }

  .rules {
    display: grid;
    font-size: 0.875em;
  }

  .rules li {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    min-block-size: 32px;
    border-block-end: 1px solid var(--_line);
  }

  .rules .button {
    min-inline-size: 24px;
    text-decoration: none;
  }

  .facts {
    display: grid;
    gap: 4px;
    margin-block-start: 12px;
    align-content: start;
  }

  /* Facts and a priority by hand stand beside the table where there is room, and below it elsewhere. */
  :host([modifiers]) {
    display: grid;
    grid-template-columns: minmax(0, 640px) minmax(0, 1fr);
    column-gap: 32px;
    max-inline-size: none;
  }

  :host([modifiers][hidden]) {
    display: none;
  }

  :host([modifiers]) > * {
    grid-column: 1 / -1;
    min-inline-size: 0;
    max-inline-size: 640px;
  }

  @container (inline-size >= 880px) {
    :host([modifiers]) > * {
      grid-column: 1;
    }

    :host([modifiers]) > .facts,
    :host([modifiers]) > .by-hand {
      grid-column: 2;
    }

    :host([modifiers]) > .facts {
      grid-row: 1 / 3;
      margin: 0;
    }

    :host([modifiers]) > .by-hand {
      grid-row: 3 / 7;
    }
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 28px;
  }

  .by-hand {
    margin-block-start: 12px;
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: 12px;
    padding-block: 8px;
  }

  /* As high as the rows it stands for. */
  .skeleton {
    gap: 4px;
  }

  .skeleton span {
    block-size: 44px;
  }

  /* Narrow: each row carries its head above its cells, so that five columns still fit. */
  @container (inline-size < 420px) {
    table,
    thead,
    tbody {
      display: block;
    }

    table {
      inline-size: 100%;
      margin-inline: 0;
    }

    tr {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin-block-end: 4px;
    }

    tr > * {
      flex: 1 1 0;
      min-inline-size: 0;
    }

    .axis td {
      display: none;
    }

    .axis th {
      padding-inline: 0;
      text-align: start;
      border: 0;
    }

    tbody th:first-child {
      flex-basis: 100%;
      padding: 4px 0 0;
    }

    tbody th::before {
      content: attr(data-axis) ': ';
    }

    .heads {
      align-items: end;
    }

    .heads .axis-name {
      display: none;
    }

    .heads th:not(.axis-name) {
      padding-inline: 0;
      font-size: 0.75em;
      letter-spacing: -0.03em;
    }

    td.priority {
      display: grid;
      place-items: center;
    }

    .mark {
      gap: 2px;
      flex-direction: column;
      line-height: 1.1;
    }
  }

  @media (forced-colors: active) {
    td.priority[aria-selected='true'] {
      border: 2px solid Highlight;
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }

    td.priority[aria-selected='false'] {
      border-color: ButtonBorder;
    }

    td.priority[aria-selected='false'][data-lit] {
      outline: 1px solid CanvasText;
      outline-offset: -3px;
    }

    td:focus-visible {
      outline: 3px dashed CanvasText;
    }
  }
`;
