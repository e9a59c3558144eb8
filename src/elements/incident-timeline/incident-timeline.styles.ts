import { css } from 'lit';

/** Header, choice of entries, and the feed's scroller; rows and composer bring their own. */
export const timelineStyles = css`
  :host {
    --_rail: 5.5rem;
  }

  /* No grid: what is sticky in one stays in its cell. */
  .frame {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }

  .frame > *,
  .bar label {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  /* Only on paper. */
  .cut,
  .none[hidden] {
    display: none;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
    font-size: 0.875em;
  }

  .bar label {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    color: var(--_muted);
  }

  .bar select {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 32px;
    padding: 2px 8px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  .stage {
    position: relative;
  }

  .scroller {
    max-block-size: var(--incident-timeline-height, 40rem);
    overflow: hidden auto;
    /* Where more lies below, the lower edge is shaded; the cover over the shade scrolls with the last row. */
    background:
      linear-gradient(transparent, var(--_surface) 60%) bottom / 100% 40px no-repeat local,
      linear-gradient(transparent, var(--_line)) bottom / 100% 16px no-repeat,
      var(--_surface);
    overscroll-behavior: contain;
    /* What is being read is held in place by us, and twice would be once too often. */
    overflow-anchor: none;
  }

  .feed {
    position: relative;
  }

  /* The rail is a border, which forced colours and paper keep; a background they drop. */
  .feed::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_rail) - 0.5px);
    border-inline-start: 1px solid var(--_line);
  }

  /* The rail begins here. */
  .reported {
    position: relative;
    margin-inline-start: calc(var(--_rail) + 1.25rem);
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    outline-offset: 2px;
  }

  .frame > .reported::before {
    content: '';
    position: absolute;
    inset-block-start: 1.1em;
    inset-inline-start: calc(-1.25rem - 6px);
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--_text);
    background: var(--_surface);
  }

  header .reported {
    margin: 8px 0 0;
  }

  .reported h3 {
    margin-block-end: 4px;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .unfold {
    justify-content: start;
    margin-block-start: 4px;
    font-size: 0.875em;
  }

  .news {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 0;
    z-index: 2;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }

  .news .button {
    pointer-events: auto;
  }

  .oldest-first .news {
    inset-block: auto 8px;
  }

  .more {
    display: flex;
    justify-content: center;
  }

  @container (inline-size < 34rem) {
    .frame {
      --_rail: 0.5rem;
    }

    .reported {
      margin-inline-start: 1.5rem;
      padding: 8px 12px;
    }

    .frame > .reported::before {
      inset-inline-start: calc(-1rem - 6px);
    }
  }

  @media print {
    .scroller {
      max-block-size: none;
      overflow: visible;
    }

    .bar:not(.chosen),
    .none .button,
    .unfold,
    .more,
    .news {
      display: none;
    }

    /* What is left out by choice is said. */
    .bar select {
      border: 0;
      padding: 0;
      appearance: none;
    }

    .cut:not(:empty) {
      display: block;
      padding-block: 8px;
    }
  }
`;
