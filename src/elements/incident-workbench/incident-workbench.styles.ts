import { css } from 'lit';

import { hidden } from '../../ui/styles/hidden.styles.js';
import { viewsStyles } from '../../ui/styles/views.styles.js';
import { borders } from './pane-borders.js';

const { overview, incident, half } = borders;

/** One pane, two from 720 px and three from 1,100 px of its own width; the overview folds first. */
const paneStyles = css`
  :host {
    container: bench / inline-size;
  }

  /* As high as the page has made the element; nothing otherwise. */
  .share {
    float: inline-start;
    inline-size: 0;
    block-size: 100%;
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
    grid-template-columns: minmax(0, 1fr);
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

    /* Where the page gives a height the one pane fills it and scrolls, with room for the line around what has the focus. */
    .panes[data-filling] {
      block-size: 100%;
      grid-template-rows: fit-content(50%) minmax(0, 1fr);
      gap: 8px;
    }

    .panes[data-filling][data-chosen] {
      grid-template-rows: minmax(0, 1fr);
    }

    .panes[data-filling] > :is(.pane, .overview) {
      padding: 4px;
      overflow: auto;
    }
  }

  /* Beside each other they meet at a line, and each scrolls by itself where the page gives them a height. */
  @container bench (inline-size >= 720px) {
    .panes {
      /* They fill the height that the page gives the element, where it gives one. */
      block-size: 100%;
      /* Unfolded, the overview leaves the panes below it half of that. */
      grid-template-rows: fit-content(50%) minmax(0, 1fr);
      grid-template-columns:
        minmax(0, 1fr)
        clamp(${half.least}px, calc(100% - var(--_half, 50%)), ${half.most}%);
      gap: 0;
    }

    .queue {
      grid-area: 2 / 1;
    }

    .incident {
      grid-area: 2 / 2;
    }

    .overview {
      grid-area: 1 / 1 / auto / -1;
      padding: 12px 16px;
      border-block-end: 1px solid var(--_line);
      overflow: auto;
    }

    .pane {
      max-block-size: var(--incident-workbench-height, none);
      padding: 16px;
      overflow: auto;
    }

    .back {
      display: none;
    }

    /* The keys are in sight however long the queue is, and cover no line that has the focus. */
    .queue {
      scroll-padding-block-end: 4rem;
    }

    .incident {
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
  }

  /* Without a box the timeline cannot say how wide it is; the pane says it. It says it anew once the panes have turned. */
  .panes:not([data-turning]) .incident {
    container-type: inline-size;
  }

  incident-timeline {
    container-type: normal;
  }

  .panes[data-beside] incident-timeline {
    display: contents;
  }

  /* WebKit finds no container for what another element shows of itself, so these go by an attribute. */
  .panes[data-beside] incident-list::part(hint) {
    position: sticky;
    inset-block-end: -16px;
    margin-inline: -16px;
    padding: 8px 24px;
    border-block-start: 1px solid var(--_line);
    background: var(--_surface);
  }

  .panes[data-beside] incident-timeline::part(frame) {
    display: contents;
  }

  .panes[data-beside] incident-timeline::part(composer) {
    max-inline-size: none;
    margin-block-start: auto;
    margin-inline: -16px;
    padding: 12px 16px;
    border-width: 1px 0 0;
    border-radius: 0;
  }

  /* No wider than the line it stands on; what can be grasped is wider, and leaves the bar to scroll with free. */
  .border {
    position: relative;
    z-index: 2;
    grid-area: 2 / 2;
    justify-self: start;
    inline-size: 0;
    outline: none;
    cursor: col-resize;
    touch-action: none;
  }

  .border::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline: -6px -18px;
  }

  .border::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline: -1px -2px;
    background: var(--_accent);
    opacity: 0;
    transition: opacity 150ms;
  }

  .border:is(:hover, :focus-visible, .held)::after {
    opacity: 1;
  }

  .border:focus-visible::after {
    inset-inline: -2px -3px;
  }

  @media (prefers-reduced-motion: reduce) {
    .border::after {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .border::after {
      background: Highlight;
    }
  }

  @container bench (inline-size >= 1100px) {
    .panes {
      grid-template-rows: minmax(0, 1fr);
      grid-template-columns:
        clamp(${overview.least}px, var(--_overview, 13rem), ${overview.most}%)
        minmax(0, 1fr)
        clamp(${incident.least}px, calc(100% - var(--_incident, min(100% - 24rem, 66%))), ${incident.most}%);
    }

    .border[data-pane='overview'] {
      grid-area: 1 / 1;
      justify-self: end;
    }

    .queue {
      grid-area: 1 / 2;
    }

    .incident,
    .border[data-pane='incident'] {
      grid-area: 1 / 3;
    }

    .overview {
      grid-area: 1 / 1;
    }

    .overview {
      padding: 16px 8px;
      border-block-end: 0;
      border-inline-end: 1px solid var(--_line);
      background: var(--_raised);
    }
  }

  summary {
    font-weight: 600;
  }

  /* Small heads over what stands in the column; the heat map's own is one of them. */
  .column {
    gap: 24px;
  }

  .column > :is(slot, incident-priority-matrix),
  .column > slot > incident-priority-matrix {
    padding-inline: 8px;
  }

  .column > slot::slotted(*) {
    margin-inline: 8px;
  }

  .head {
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 650;
    line-height: 1.5;
  }

  .column div > .head {
    padding: 0 8px 4px;
  }

  .names .others {
    padding: 4px 8px;
  }

  .names > :is(.muted, .note) {
    margin-inline: 8px;
    font-size: 0.9375em;
  }

  .names .workload-of {
    margin: 4px 8px 0;
    font-size: 0.875em;
  }

  .names .workload-of summary {
    min-block-size: 24px;
    color: var(--_muted);
    font-weight: 400;
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
    .border,
    .back {
      display: none;
    }
  }
`;

export const workbenchStyles = [viewsStyles, paneStyles];
