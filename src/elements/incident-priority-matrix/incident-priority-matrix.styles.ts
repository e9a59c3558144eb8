import { css } from 'lit';

export const matrixStyles = css`
  :host {
    /* The embedding form leaves room for it; more makes cells hard to compare. */
    max-inline-size: 640px;
  }

  .label {
    margin-block-end: 8px;
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

  td[aria-selected='false']:hover {
    box-shadow: inset 0 0 0 1px var(--_ink);
  }

  td[aria-selected='true'] {
    box-shadow:
      0 0 0 2px var(--_surface),
      0 0 0 4px var(--_text);
    position: relative;
  }

  td:focus-visible {
    position: relative;
    outline-offset: 4px;
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

  .result {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
    min-block-size: 32px;
  }

  .error {
    margin-block-start: 8px;
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

    td.priority,
    td.heat {
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
    td[aria-selected='true'] {
      outline: 4px solid Highlight;
      outline-offset: -2px;
    }

    td:focus-visible {
      outline: 3px dashed CanvasText;
      outline-offset: 3px;
    }
  }
`;
