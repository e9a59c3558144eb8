import { css } from 'lit';

export const kpiCardStyles = css`
  .card {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: 4px;
    min-block-size: 100%;
    padding: 12px 16px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
    break-inside: avoid;
  }

  header {
    display: flex;
    gap: 8px;
    align-items: start;
    justify-content: space-between;
  }

  h3 {
    padding-block: 4px;
    font-size: 0.9375em;
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  abbr {
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 400;
    text-decoration: none;
  }

  .popover-place {
    margin-inline-end: -6px;
  }

  .front {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }

  .popover dl {
    display: grid;
    gap: 0;
    line-height: 1.4;
  }

  .popover > * + * {
    margin-block-start: 8px;
  }

  :host([compact]) .card {
    padding: 8px 12px;
  }

  /* Cards in a row have their small print on one line. */
  .front > .foot {
    margin-block-start: auto;
  }

  .figure {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
  }

  .value {
    font-size: clamp(1.75em, 14cqi, 2.5em);
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.2;
    white-space: nowrap;
  }

  .unit {
    color: var(--_muted);
    font-size: 0.5em;
    font-weight: 500;
    letter-spacing: 0;
  }

  .none {
    padding-block: 8px;
    color: var(--_muted);
    font-size: 1.125em;
    line-height: 1.25;
    text-wrap: balance;
  }

  /* On the side of the line's end, so that a verdict that wraps begins where the lines begin. */
  .against span:has(+ strong) {
    margin-inline-end: 4px;
  }

  .against strong .icon {
    margin-inline-end: 4px;
  }

  .good {
    color: var(--_success);
  }

  .bad {
    color: var(--_danger);
  }

  .sparkline {
    display: block;
    inline-size: 100%;
    block-size: 48px;
    margin-block: 4px;
    overflow: visible;
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Time runs with the text. */
  .sparkline:dir(rtl) {
    transform: scaleX(-1);
  }

  .trace {
    stroke: var(--_control-line);
    stroke-width: 1.5;
  }

  .latest {
    stroke: var(--_text);
    stroke-width: 6;
  }

  .aim {
    stroke: var(--_muted);
    stroke-dasharray: 2 4;
    stroke-width: 1;
  }

  .spread {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    font-size: 0.8125em;
  }

  .spread div {
    display: flex;
    gap: 4px;
  }

  .spread dt {
    color: var(--_muted);
  }

  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }

  :host([compact]) :is(.front .sparkline, .spread) {
    display: none;
  }

  .caution {
    display: flex;
    gap: 4px;
    color: var(--_muted);
    font-size: 0.8125em;
  }

  .caution .icon {
    margin-block-start: 0.25em;
  }

  .popover dt {
    color: var(--_muted);
    font-size: 0.9286em;
  }

  .popover dd {
    margin-block-end: 8px;
    overflow-wrap: anywhere;
  }

  .popover dd:has(+ dd) {
    margin-block-end: 2px;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    justify-content: space-between;
  }

  .choice select {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding: 0 4px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 2px 4px;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
  }

  thead th {
    color: var(--_muted);
  }

  .amount {
    text-align: end;
  }

  @media (forced-colors: active) {
    .trace,
    .latest,
    .aim {
      stroke: CanvasText;
    }
  }
`;
