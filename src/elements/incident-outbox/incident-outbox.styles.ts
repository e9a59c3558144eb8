import { css } from 'lit';

export const outboxStyles = css`
  :host {
    max-inline-size: 960px;
  }

  .outbox,
  .whole[open] {
    display: grid;
    gap: 12px;
  }

  .whole > :not(summary) {
    margin-block-start: 12px;
  }

  .counts {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    color: var(--_muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .counts span:not([data-part='pending']) {
    color: var(--_danger);
    font-weight: 600;
  }

  .title-line {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
  }

  .items {
    display: grid;
    gap: 12px;
  }

  .item {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    padding: 12px 16px;
    border: 1px dashed var(--_control-line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
  }

  .item > * {
    grid-column: 1 / -1;
    min-inline-size: 0;
  }

  summary {
    color: var(--_accent);
    font-size: 0.875em;
  }

  .whole > summary {
    color: inherit;
    font-size: 1em;
    font-weight: 600;
  }
`;
