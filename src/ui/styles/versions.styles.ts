import { css } from 'lit';

/** Two versions of a change, field by field. */
export const versionsStyles = css`
  .scroll {
    overflow-x: auto;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875em;
  }

  th,
  td {
    padding-block: 8px;
    padding-inline-end: 12px;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  th {
    padding-inline-end: 12px;
    color: var(--_muted);
    font-weight: 500;
  }

  [data-differs] td {
    font-weight: 600;
  }

  @container (inline-size < 420px) {
    /* The field above its two versions, which keep their columns. */
    table,
    thead,
    tbody {
      display: block;
    }

    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      border-block-end: 1px solid var(--_line);
    }

    th,
    td {
      padding-block: 4px;
      border: 0;
    }

    tbody th {
      grid-column: 1 / -1;
      padding-block-end: 0;
    }

    thead th:first-child {
      display: none;
    }
  }
`;
