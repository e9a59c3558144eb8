import { css } from 'lit';

export const formStyles = css`
  :host {
    max-inline-size: 720px;
  }

  :host([mode='agent']) {
    max-inline-size: 1080px;
    font-size: 0.875em;
    --_control-height: var(--incident-control-height, 32px);
  }

  form,
  .head,
  .fields {
    display: grid;
    gap: 24px;
  }

  .head {
    gap: 4px;
  }

  .fields {
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
  }

  .head .title {
    font-size: 1.375em;
  }

  .label .meta {
    font-weight: 400;
  }

  .radios {
    gap: 0;
  }

  legend {
    padding: 0;
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
  }

  details .fields {
    padding-block-start: 16px;
  }

  summary {
    color: var(--_accent);
    font-weight: 600;
  }

  incident-priority-matrix::part(explanation) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    min-block-size: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 16px;
    align-items: center;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }

  .outcome {
    display: flex;
    flex: 1 1 220px;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
  }

  .keys {
    margin-inline-start: auto;
  }

  @container (inline-size >= 640px) {
    :host([mode='agent']) .fields {
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: 12px 16px;
    }

    :host([mode='agent']) .wide {
      grid-column: 1 / -1;
    }
  }

  :host([mode='agent']) form {
    gap: 16px;
  }

  .summary {
    border: 1px solid var(--_danger);
    border-inline-start-width: 4px;
  }

  .summary ul {
    display: grid;
    gap: 4px;
    margin-block-start: 8px;
  }

  .summary a {
    display: inline-block;
    min-block-size: 24px;
    color: var(--_danger);
    font-weight: 600;
  }

  .panel {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 24px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_raised);
  }

  .panel .incident-line {
    inline-size: 100%;
  }

  .panel .row {
    margin-block-start: 8px;
  }

  .face {
    color: var(--_muted);
  }

  [data-standing='confirmed'] .face {
    color: var(--_success);
  }

  .big {
    font-size: 2em;
    font-weight: 650;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  h2[tabindex]:focus-visible,
  .summary:focus-visible {
    outline-offset: 4px;
  }

  @container (inline-size < 420px) {
    .bar .button {
      inline-size: 100%;
    }

    .panel {
      padding: 16px;
    }
  }
`;
