import { css } from 'lit';

/** What is folded away below one line: a mark, its name, and what is said beside it or below. */
export const foldStyles = css`
  .fold > summary {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 4px 12px;
    align-items: baseline;
    min-block-size: 24px;
    cursor: pointer;
  }

  .fold > summary > span {
    grid-column: 2;
  }

  .fold > summary::before {
    content: '';
    inline-size: 6px;
    block-size: 6px;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }

  .fold > summary:dir(rtl)::before {
    transform: rotate(135deg);
  }

  .fold[open] > summary::before {
    transform: translateY(-2px) rotate(45deg);
  }

  .fold > summary > :is(h2, h3) {
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 650;
  }
`;
