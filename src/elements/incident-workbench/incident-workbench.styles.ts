import { css } from 'lit';

import { hidden } from '../../ui/styles/hidden.styles.js';

/** One pane, two from 720 px and three from 1,100 px of its own width; the overview folds first. */
export const workbenchStyles = css`
  :host {
    container: bench / inline-size;
  }

  .panes {
    display: grid;
    /* What sticks in a pane stays below what the page lays over it. */
    isolation: isolate;
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

  /* The record's masthead says where it stands, a few pixels above; those who hear it hear it here too. */
  incident-lifecycle::part(standing) {
    ${hidden}
  }

  /* The record above it says what was reported. */
  incident-timeline::part(reported) {
    display: none;
  }

  /* On one pane the chosen incident takes the queue's place. */
  @container bench (inline-size < 720px) {
    .panes[data-chosen] > :not(.incident) {
      display: none;
    }

    .panes:not([data-chosen]) > .incident {
      display: none;
    }
  }

  /* Beside each other they meet at a line, and each scrolls by itself where the page gives them a height. */
  @container bench (inline-size >= 720px) {
    .panes {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0;
    }

    .overview {
      grid-column: 1 / -1;
      padding: 12px 16px;
      border-block-end: 1px solid var(--_line);
    }

    .pane {
      max-block-size: var(--incident-workbench-height, none);
      padding: 16px;
      overflow: auto;
    }

    .back {
      display: none;
    }

    .incident {
      container-type: inline-size;
      border-inline-start: 1px solid var(--_line);
      /* What has the focus is not hidden by the composer. */
      scroll-padding-block-end: 12rem;
    }

    /* Nothing sticks beyond its own box: the timeline lends its box to the pane, and the composer is always in reach. */
    .incident:has(incident-timeline) {
      display: flex;
      flex-direction: column;
      padding-block-end: 0;
    }

    incident-timeline,
    incident-timeline::part(frame) {
      display: contents;
    }

    /* Without a box it cannot say how wide it is; the pane says it. */
    incident-timeline {
      container-type: normal;
    }

    incident-timeline::part(composer) {
      max-inline-size: none;
      margin-block-start: auto;
      margin-inline: -16px;
      padding: 12px 16px;
      border-width: 1px 0 0;
      border-radius: 0;
    }
  }

  @container bench (inline-size >= 1100px) {
    .panes {
      grid-template-columns: 13rem minmax(0, 1fr) minmax(24rem, 34%);
    }

    .overview {
      grid-column: auto;
      padding: 16px;
      border-block-end: 0;
      border-inline-end: 1px solid var(--_line);
      background: var(--_raised);
    }
  }

  summary {
    font-weight: 600;
  }

  .workload-of {
    min-inline-size: 0;
    margin-block-start: 16px;
  }

  .scroll {
    overflow-x: auto;
  }

  .workload {
    inline-size: 100%;
    margin-block: 8px;
    border-collapse: collapse;
    font-size: 0.8125em;
  }

  .workload caption {
    padding-block: 4px;
    color: var(--_muted);
    font-weight: 600;
    text-align: start;
  }

  .workload :is(th, td) {
    padding: 4px 6px;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }

  .workload thead th {
    color: var(--_muted);
    vertical-align: bottom;
  }

  .workload .figure {
    text-align: end;
  }

  .workload .late {
    color: var(--_danger);
    font-weight: 600;
  }

  .workload .soon {
    font-weight: 600;
  }

  .workload .button {
    justify-content: flex-start;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .workload .button[aria-pressed='true'] {
    font-weight: 650;
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
