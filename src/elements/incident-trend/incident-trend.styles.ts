import { css } from 'lit';

export const trendStyles = css`
  .frame {
    display: grid;
    gap: 8px;
    padding: 12px 16px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
  }

  .frame > *,
  header {
    min-inline-size: 0;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    align-items: center;
    justify-content: space-between;
  }

  .controls,
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }

  .tools {
    align-items: center;
  }

  .menu {
    display: grid;
    min-inline-size: 0;
    line-height: 1.25;
  }

  .menu select {
    max-inline-size: 15em;
    min-block-size: 32px;
    padding-block: 2px;
    font-size: 0.875em;
  }

  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: baseline;
  }

  .total {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
  }

  .value {
    font-size: 1.5em;
    font-weight: 650;
    line-height: 1.25;
  }

  .lines {
    min-block-size: 24px;
  }

  .lines.value {
    font-size: 1.5em;
    font-weight: 650;
    line-height: 1.25;
  }

  .against {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }

  .better {
    color: var(--_success);
  }

  .worse {
    color: var(--_danger);
  }

  /* What was logged is solid, what was resolved an outline: they stay apart without colour. */
  .line-0 {
    --_fill: var(--_muted);
    --_edge: var(--_muted);
  }

  .line-1 {
    --_fill: var(--_surface);
    --_edge: var(--_text);
  }

  .swatch {
    align-self: center;
    inline-size: 0.75em;
    block-size: 0.75em;
    border: 1.5px solid var(--_edge);
    background: var(--_fill);
  }

  .bar {
    fill: var(--_fill);
    stroke: var(--_edge);
    stroke-width: 1;
  }

  .bar.line-1 {
    stroke-width: 1.5;
  }

  .bar.partial {
    stroke-dasharray: 3 2;
    fill-opacity: 0.45;
  }

  .chart {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 4px 8px;
    padding-block-start: 0.6em;
  }

  .steps {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    color: var(--_muted);
    font-size: 0.75em;
    text-align: end;
  }

  /* The middle of a word stands at its step. */
  .steps span {
    display: flex;
    align-items: center;
    justify-content: end;
    block-size: 0;
    white-space: nowrap;
  }

  .plot {
    position: relative;
    block-size: clamp(140px, 32cqi, 260px);
  }

  .picture {
    position: absolute;
    inset: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Time runs with the text. */
  :is(.picture, .part-picture):dir(rtl) {
    transform: scaleX(-1);
  }

  .step {
    stroke: var(--_line);
    stroke-width: 1;
  }

  .area {
    fill: color-mix(in oklab, transparent 93%, var(--_text));
  }

  .trace {
    stroke: var(--_text);
    stroke-width: 1.75;
  }

  .latest {
    stroke: var(--_text);
    stroke-width: 7;
  }

  .few {
    stroke: var(--_control-line);
    stroke-width: 8;
  }

  .few-inside {
    stroke: var(--_surface);
    stroke-width: 5;
  }

  .aim {
    stroke: var(--_muted);
    stroke-dasharray: 2 4;
    stroke-width: 1.25;
  }

  .columns {
    position: absolute;
    inset: 0;
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
  }

  .column {
    display: flex;
    min-inline-size: 0;
  }

  .point,
  .part-bar {
    min-inline-size: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .point {
    flex: 1;
    border-radius: 2px;
  }

  :is(.point, .part-bar)[aria-disabled='true'] {
    cursor: default;
  }

  .column:hover {
    background: color-mix(in oklab, transparent 92%, var(--_text));
  }

  .point[aria-pressed='true'] {
    background: color-mix(in oklab, transparent 84%, var(--_accent));
    box-shadow: inset 0 -3px var(--_accent);
  }

  .names {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    grid-column: 2;
    color: var(--_muted);
    font-size: 0.75em;
  }

  /* A name may be longer than its column. */
  .names > span {
    display: flex;
    justify-content: center;
    min-inline-size: 0;
    white-space: nowrap;
  }

  .names > .name:first-child {
    justify-content: start;
  }

  .names > .name:last-child {
    justify-content: end;
  }

  /* What somebody looks at stands in the place of the sentence, so that nothing jumps. */
  .said {
    display: grid;
  }

  .said > p {
    grid-area: 1 / 1;
    max-inline-size: var(--_measure);
  }

  .aside {
    visibility: hidden;
  }

  .parts {
    display: grid;
    gap: 8px;
  }

  .part {
    display: grid;
    grid-template-columns: minmax(6em, 14em) minmax(0, 1fr);
    gap: 2px 12px;
    align-items: center;
  }

  .part-bar {
    display: flex;
    grid-column: 2;
    gap: 8px;
    align-items: center;
    min-block-size: 24px;
    text-align: start;
  }

  .part-bar:hover .part-value,
  .part-bar[aria-pressed='true'] .part-value {
    text-decoration: underline;
  }

  .part-bar[aria-pressed='true'] {
    background: color-mix(in oklab, transparent 84%, var(--_accent));
    font-weight: 650;
  }

  .part-picture {
    flex: 1;
    min-inline-size: 0;
    max-inline-size: 32em;
    block-size: 12px;
    overflow: visible;
  }

  .part-value {
    min-inline-size: 4em;
    text-align: end;
    white-space: nowrap;
  }

  .table {
    max-block-size: 24em;
    overflow: auto;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 4px 8px;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.875em;
  }

  .amount {
    text-align: end;
  }

  .caution {
    display: flex;
    gap: 4px;
  }

  .caution .icon {
    margin-block-start: 0.25em;
  }

  .none {
    padding-block: 8px;
    color: var(--_muted);
    font-size: 1.125em;
    line-height: 1.25;
    text-wrap: balance;
  }

  .recurring {
    display: grid;
    gap: 4px;
    justify-items: start;
    margin-block-start: 8px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }

  .recurring h4 {
    margin: 0;
    font-size: 0.9375em;
    font-weight: 650;
  }

  .recurring ul,
  .recurrence {
    inline-size: 100%;
  }

  .recurrence-line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 16px;
    align-items: center;
    padding-block: 4px;
  }

  .recurrence-line .lines {
    grid-column: 1;
    justify-self: start;
  }

  .recurrence-line .button {
    grid-area: 1 / 2 / span 2;
  }

  @container (max-width: 480px) {
    .further {
      visibility: hidden;
    }

    .part {
      grid-template-columns: minmax(0, 1fr);
    }

    .part-bar {
      grid-column: 1;
    }
  }

  @media (forced-colors: active) {
    .line-0 {
      --_fill: CanvasText;
      --_edge: CanvasText;
    }

    .line-1 {
      --_fill: Canvas;
      --_edge: CanvasText;
    }

    .swatch {
      forced-color-adjust: none;
    }

    .step {
      stroke: GrayText;
    }

    .trace,
    .latest,
    .few,
    .aim {
      stroke: CanvasText;
    }

    .few-inside {
      stroke: Canvas;
    }

    .area {
      fill: none;
    }

    :is(.point, .part-bar)[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }

  @media print {
    .controls,
    .recurrence .button {
      display: none;
    }

    .frame {
      break-inside: avoid;
    }

    .table {
      max-block-size: none;
      overflow: visible;
    }
  }
`;
