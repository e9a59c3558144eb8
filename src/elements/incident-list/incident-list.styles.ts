import { css } from 'lit';

export const listStyles = css`
  .frame {
    display: grid;
    gap: 8px;
  }

  .frame > * {
    min-inline-size: 0;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
  }

  .search {
    flex: 1 1 14rem;
    max-inline-size: 24rem;
  }

  .search .input {
    min-block-size: 36px;
    padding-block: 4px;
  }

  .heads,
  .row-of {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr) 8rem 7.5rem 6.75rem 6.75rem;
    gap: 0 16px;
    align-items: center;
    padding-inline: 12px;
  }

  .heads {
    min-block-size: 32px;
    border-block-end: 1px solid var(--_control-line);
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .sort {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    min-block-size: 28px;
    margin-inline-start: -4px;
    padding: 0 4px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    font-weight: inherit;
    text-align: start;
    cursor: pointer;
  }

  .sort:hover {
    background: var(--_sunken);
    color: var(--_text);
  }

  [aria-sort='ascending'],
  [aria-sort='descending'] {
    color: var(--_text);
  }

  .scroller {
    max-block-size: var(--incident-list-height, none);
    overflow: auto;
    /* Where more lies below, the lower edge is shaded; the cover over the shade scrolls with the last row. */
    background:
      linear-gradient(transparent, var(--_surface) 60%) bottom / 100% 40px no-repeat local,
      linear-gradient(transparent, var(--_line)) bottom / 100% 16px no-repeat,
      var(--_surface);
    overflow-anchor: none;
  }

  .scroller.tall {
    max-block-size: var(--incident-list-height, 40rem);
    overscroll-behavior: contain;
  }

  .body {
    position: relative;
  }

  .row-of {
    position: relative;
    min-block-size: 44px;
    padding-block: 8px;
    border-block-end: 1px solid var(--_line);
    contain: layout style;
    font-size: 0.9375em;
    outline-offset: -2px;
    cursor: pointer;
  }

  :host([compact]) .row-of {
    min-block-size: 32px;
    padding-block: 3px;
    font-size: 0.875em;
  }

  .row-of:hover {
    background: var(--_raised);
  }

  .row-of[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }

  /* Not by colour alone: the chosen row has a bar at its beginning. */
  .row-of[aria-selected='true']::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 4px;
    background: var(--_accent);
  }

  .row-of.pending {
    border: 1px dashed var(--_control-line);
    border-radius: var(--_radius);
  }

  .cell-number {
    color: var(--_muted);
    font-size: 0.9375em;
    overflow-wrap: anywhere;
  }

  .cell-title {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .cell-status {
    display: grid;
  }

  .cell-age,
  .cell-updated {
    color: var(--_muted);
    font-size: 0.9375em;
  }

  .heads > * {
    font-size: inherit;
    font-weight: inherit;
  }

  .delivery {
    color: var(--_muted);
    font-size: 0.8667em;
    font-weight: 600;
  }

  .troubled .delivery {
    color: var(--_danger);
  }

  .more {
    display: flex;
    justify-content: center;
  }

  /* Only on paper. */
  .cut {
    display: none;
  }

  @container (inline-size < 60rem) {
    .heads,
    .row-of {
      grid-template-columns: 7rem minmax(0, 1fr) 8rem 7.5rem 6.75rem;
    }

    .cell-updated {
      display: none;
    }
  }

  @container (inline-size < 46rem) {
    /* Cards. The heads stay for those who hear the table. */
    .head {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    /* Whoever tabs into the heads sees them. */
    .head:focus-within {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }

    .heads {
      display: flex;
      flex-wrap: wrap;
    }

    .row-of {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
    }

    .row-of .cell-title {
      flex: 1 0 100%;
      order: -1;
    }

    .row-of .cell-number {
      order: 1;
    }

    .row-of .cell-age {
      order: 2;
    }

    .row-of .cell-number,
    .row-of .cell-age {
      font-size: 0.8667em;
    }
  }

  @media (forced-colors: active) {
    .row-of[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media print {
    .search,
    .more {
      display: none;
    }

    .scroller,
    .scroller.tall {
      max-block-size: none;
      overflow: visible;
    }

    .cut:not(:empty) {
      display: block;
    }

    .row-of {
      break-inside: avoid;
    }
  }
`;
