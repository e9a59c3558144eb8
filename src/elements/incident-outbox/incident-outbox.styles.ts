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

  .items,
  .unnamed {
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

  .item > .what {
    grid-column: 1;
    font-weight: 600;
  }

  .item > .standing {
    grid-column: 2;
  }

  .standing {
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.875em;
  }

  [data-state='failed'],
  [data-state='unknown'],
  [data-state='conflict'] {
    border: 1px solid var(--_control-line);
    border-inline-start: 4px solid var(--_danger);
  }

  :is([data-state='failed'], [data-state='unknown'], [data-state='conflict']) .standing {
    color: var(--_danger);
    font-weight: 600;
  }

  .fault,
  .item > .words {
    font-size: 0.875em;
  }

  .item .row {
    margin-block-start: 8px;
  }

  .content {
    display: grid;
    grid-template-columns: minmax(96px, auto) minmax(0, 1fr);
    gap: 4px 16px;
    padding-block: 8px;
    font-size: 0.875em;
  }

  .content dt {
    color: var(--_muted);
  }

  .editor {
    display: grid;
    gap: 12px;
    padding-block-start: 8px;
  }

  .ask {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_sunken);
  }

  .also {
    padding-inline-start: 1.25em;
    list-style: disc;
  }

  .button.danger {
    border-color: var(--_danger);
    color: var(--_danger);
    font-weight: 600;
  }

  @container (inline-size < 420px) {
    .item > .what,
    .item > .standing {
      grid-column: 1 / -1;
    }

    .content {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }

    .content dd {
      margin-block-end: 8px;
    }
  }

  @media (forced-colors: active) {
    .ask {
      border: 1px solid CanvasText;
    }
  }
`;
