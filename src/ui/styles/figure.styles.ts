import { css } from 'lit';

/** A figure that leads to the incidents behind it, and what it is held against. */
export const figureStyles = css`
  .lines {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font: inherit;
    cursor: pointer;
  }

  .lines:hover,
  .lines[aria-pressed='true'] {
    text-decoration: underline;
  }

  .lines[aria-pressed='true'] {
    font-weight: 650;
  }

  .improve {
    display: grid;
    gap: 8px;
    justify-items: start;
    margin-block-start: 8px;
  }

  .improve > .sheet {
    justify-self: stretch;
  }

  .against {
    font-size: 0.875em;
  }

  .against strong {
    font-weight: 650;
    white-space: nowrap;
  }
`;
