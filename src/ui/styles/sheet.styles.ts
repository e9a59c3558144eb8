import { css } from 'lit';

export const sheetStyles = css`
  .sheet {
    display: grid;
    gap: 16px;
    padding: 16px;
    border: 1px solid var(--_line);
    border-block-start: 2px solid var(--_accent);
    border-radius: var(--_radius-surface);
    background: var(--_raised);
    animation: unfold var(--_motion) ease-out;
  }

  .sheet > * {
    min-inline-size: 0;
  }

  .sheet > .meta {
    max-inline-size: var(--_measure);
  }

  .sheet-kept {
    margin-inline-start: auto;
  }

  .radios {
    margin: 0;
    padding: 0;
    border: 0;
  }

  .radios legend {
    padding: 0;
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 28px;
  }

  @keyframes unfold {
    from {
      opacity: 0;
    }
  }

  @media print {
    .sheet {
      display: none;
    }
  }
`;
