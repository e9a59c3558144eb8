import { css } from 'lit';

/** What has to be corrected, and what became of the report. */
export const sentStyles = css`
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
    .panel {
      padding: 16px;
    }
  }
`;
