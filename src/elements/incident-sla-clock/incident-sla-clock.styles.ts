import { css } from 'lit';

export const slaClockStyles = css`
  :host([compact]) {
    display: inline-block;
    container-type: normal;
  }

  :host([compact]) .line-time {
    white-space: normal;
  }

  :host([compact]) .skeleton {
    inline-size: 6em;
  }

  .clocks {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 10.5em), 1fr));
    gap: 4px 16px;
    padding: 12px 16px 4px;
    border-radius: var(--_radius-surface);
    background: var(--_raised);
  }

  /* Two side by side share their rows, so that figure stands beside figure. */
  .clock {
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
    align-items: start;
    min-inline-size: 0;
    padding-block-end: 8px;
  }

  .head {
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 400;
    line-height: 1.25;
  }

  .figure {
    font-size: 1.375em;
    font-weight: 700;
    line-height: 1.25;
  }

  .figure[data-tone='amber'] {
    color: var(--_warning);
  }

  .figure[data-tone='red'] {
    color: var(--_danger);
  }

  .figure[data-tone='met'] {
    color: var(--_success);
  }

  .figure[data-tone='paused'] {
    color: var(--_muted);
  }

  .figure .icon {
    stroke-width: 2;
  }

  .none {
    max-inline-size: var(--_measure);
    font-size: 0.9375em;
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: 8px;
    margin-block: 4px;
    overflow: hidden;
    border-radius: 2px;
  }

  /* Time runs with the text. */
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }

  .bar[data-tone='neutral'] {
    --_present: var(--_text);
  }

  .bar[data-tone='amber'] {
    --_present: var(--_warning);
  }

  .bar[data-tone='met'] {
    --_present: var(--_success);
  }

  .bar line {
    stroke: var(--_muted);
    stroke-width: 8;
    vector-effect: non-scaling-stroke;
  }

  .bar .present {
    stroke: var(--_present, var(--_muted));
  }

  .bar .late {
    stroke: var(--_danger);
  }

  .bar .ahead {
    stroke: var(--_line);
  }

  .bar .paused {
    stroke: var(--_control-line);
    stroke-dasharray: 2 3;
  }

  .bar .closed {
    stroke: var(--_control-line);
    stroke-width: 2;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    color: var(--_muted);
    font-size: 0.8125em;
  }

  .facts li {
    overflow-wrap: anywhere;
  }

  .clock .popover-button {
    inline-size: auto;
    block-size: auto;
    min-block-size: 24px;
    margin-inline-start: -4px;
    padding: 0 4px;
    color: var(--_accent);
    font-size: 0.8125em;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .popover > * + * {
    margin-block-start: 12px;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 4px 8px 4px 0;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: top;
  }

  thead th {
    color: var(--_muted);
  }

  th[scope='row'] {
    font-variant-numeric: tabular-nums;
  }

  .amount {
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }

  tr:not(.counts) > td {
    color: var(--_muted);
  }

  .counts > td {
    font-weight: 600;
  }

  .there {
    display: block;
    color: var(--_muted);
    font-size: 0.9286em;
  }

  .rules {
    display: grid;
    gap: 4px;
  }

  @media (forced-colors: active) {
    .clocks {
      border: 1px solid CanvasText;
    }

    .bar line[class] {
      stroke: CanvasText;
    }

    .bar line.ahead {
      stroke-width: 4;
    }
  }
`;
