import { css } from 'lit';

/** The lines of the queue and their headings. */
export const queueStyles = css`
  .grid {
    container-type: inline-size;
  }

  .scroller {
    max-block-size: var(--incident-list-height, none);
    overflow: auto;
    border-block-start: 1px solid var(--_line);
    /* Where more lies below, the lower edge is shaded; the cover over the shade scrolls with the last line. */
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

  .row-of,
  .heads > [role='row'] {
    display: flex;
    gap: 0 12px;
    align-items: center;
    padding-inline: 8px 4px;
  }

  .heads > [role='row'] {
    min-block-size: 32px;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .row-of {
    position: relative;
    min-block-size: 60px;
    padding-block: 8px;
    border-block-end: 1px solid var(--_line);
    contain: layout style;
    outline-offset: -2px;
    cursor: pointer;
  }

  :host([compact]) .row-of {
    min-block-size: 44px;
    padding-block: 3px;
    font-size: 0.9375em;
  }

  .row-of:hover {
    background: var(--_raised);
  }

  .row-of[aria-selected='true'] {
    background: var(--_sunken);
  }

  .row-of[aria-current='true'] {
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }

  /* Not by colour alone: the line that is open has a bar at its beginning. */
  .row-of[aria-current='true']::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 4px;
    background: var(--_accent);
  }

  .row-of.pending {
    padding-inline-end: 4px;
    border: 1px dashed var(--_control-line);
    border-radius: var(--_radius);
  }

  .row-of.left .incident-line {
    opacity: 0.6;
  }

  .cell-line {
    flex: 1 1 auto;
    min-inline-size: 0;
  }

  .cell-tick,
  .cell-menu {
    flex: none;
  }

  .tick {
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: 3px;
    min-inline-size: 18px;
    min-block-size: 18px;
    accent-color: var(--_accent);
  }

  .cell-more {
    display: none;
    flex: 0 0 8rem;
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  .heads .cell-more {
    font-size: inherit;
  }

  .heads .cell-tick,
  .heads .cell-menu {
    inline-size: 24px;
  }

  .heads .cell-menu {
    inline-size: 32px;
  }

  .group-of {
    padding: 16px 12px 4px;
    border-block-end: 1px solid var(--_line);
  }

  .group-of > .heading {
    display: flex;
    gap: 12px;
    justify-content: space-between;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 650;
  }

  /* As many further cells as there is room for. */
  @container (inline-size >= 48rem) {
    .cell-more[data-column='0'] {
      display: block;
    }
  }

  @container (inline-size >= 57rem) {
    .cell-more[data-column='1'] {
      display: block;
    }
  }

  @container (inline-size >= 66rem) {
    .cell-more[data-column='2'] {
      display: block;
    }
  }

  @container (inline-size >= 75rem) {
    .cell-more {
      display: block;
    }
  }

  @container (inline-size < 48rem) {
    .heads {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (inline-size < 48em) {
    .row-of {
      gap: 0 4px;
      padding-inline: 4px 0;
      align-items: start;
    }
  }

  @media (forced-colors: active) {
    .row-of[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media print {
    .scroller,
    .scroller.tall {
      max-block-size: none;
      overflow: visible;
    }

    .cell-tick,
    .cell-menu {
      display: none;
    }

    .row-of {
      break-inside: avoid;
    }
  }
`;
