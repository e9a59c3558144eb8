import { css } from 'lit';

/** The heat map's cells, on top of the matrix they lie in. */
export const heatMapStyles = css`
  /* The priority's hue, darker with the count; the border grows with it, which forced colours keep. */
  td.heat {
    display: table-cell;
    block-size: 44px;
    padding: 0;
    border: 1px solid var(--_line);
    background: color-mix(in oklab, var(--_fill) var(--_share, 0%), var(--_surface));
    color: var(--_text);
    font-size: 1em;
    font-weight: 400;
    text-align: center;
    white-space: normal;
  }

  td.heat button {
    inline-size: 100%;
    min-block-size: 36px;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }

  td.heat button:hover {
    text-decoration: underline;
  }

  td.heat button:focus-visible {
    outline-offset: 0;
  }

  /* Not by colour alone: the pressed cell has a frame. */
  td.heat:has([aria-pressed='true']) {
    outline: 3px solid var(--_text);
    outline-offset: 1px;
  }

  td.heat small {
    font-size: 0.8125em;
  }

  /* The fifth has no fill of its own. */
  td.heat[data-rank='5'] {
    --_fill: color-mix(in oklab, var(--_edge) 30%, var(--_surface));
  }

  td.heat[data-weight='0'] {
    color: var(--_muted);
  }

  td.heat[data-weight='1'] {
    --_share: 18%;
    border-color: var(--_edge);
  }

  td.heat[data-weight='2'] {
    --_share: 32%;
    border: 2px solid var(--_edge);
  }

  td.heat[data-weight='3'] {
    --_share: 48%;
    border: 3px solid var(--_edge);
  }

  td.heat[data-weight='4'] {
    border: 4px solid color-mix(in oklab, var(--_edge) 60%, var(--_text));
    background: var(--_fill);
    color: var(--_ink);
    font-weight: 700;
  }

  @container (inline-size < 420px) {
    /* A figure beside others: its heads are quiet and its rows close. */
    table:has(td.heat) :is(.axis th, tbody th:first-child) {
      padding-block: 4px 2px;
      color: var(--_muted);
      font-size: 0.8125em;
      font-weight: 400;
      line-height: 1.25;
    }

    table:has(td.heat) tr {
      row-gap: 0;
    }

    td.heat {
      display: grid;
      block-size: 36px;
    }

    td.heat button {
      min-block-size: 28px;
    }
  }

  @media (forced-colors: active) {
    td.heat {
      border-color: CanvasText;
    }
  }
`;
