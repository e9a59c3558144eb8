import { css } from 'lit';

/** One pane, two from 720 px and three from 1,100 px of its own width; the overview folds first. */
export const workbenchStyles = css`
  :host {
    container-type: inline-size;
  }

  .panes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
  }

  .pane {
    display: grid;
    gap: 16px;
    align-content: start;
    min-inline-size: 0;
  }

  .back {
    justify-self: start;
  }

  .actions {
    display: grid;
    gap: 12px;
  }

  /* The record above it says what was reported. */
  incident-timeline::part(reported) {
    display: none;
  }

  /* On one pane the chosen incident takes the queue's place. */
  @container (inline-size < 720px) {
    .panes[data-chosen] > :not(.incident) {
      display: none;
    }

    .panes:not([data-chosen]) > .incident {
      display: none;
    }
  }

  @container (inline-size >= 720px) {
    .panes {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .overview {
      grid-column: 1 / -1;
    }

    .back {
      display: none;
    }

    .incident {
      padding-inline-start: 24px;
      border-inline-start: 1px solid var(--_line);
    }
  }

  @container (inline-size >= 1100px) {
    .panes {
      grid-template-columns: 14rem minmax(0, 1fr) minmax(24rem, 36%);
    }

    .overview {
      grid-column: auto;
    }
  }

  summary {
    font-weight: 600;
  }

  @media print {
    .panes {
      display: block;
    }

    .overview,
    .back {
      display: none;
    }
  }
`;
