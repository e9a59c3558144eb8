import { css } from 'lit';

export const lifecycleStyles = css`
  .frame {
    display: grid;
    gap: 12px;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }

  .standing {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
    min-inline-size: 0;
    margin-inline-end: auto;
  }

  /* Words of a step stay together, so that the row can be measured by them. */
  .bar > .button {
    flex: none;
    max-inline-size: 100%;
  }

  .apart > .standing {
    flex-basis: 100%;
  }

  .standing strong {
    font-weight: 600;
  }

  .more {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 12px;
    margin: 0;
    padding: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_raised);
    list-style: none;
  }

  .more li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: baseline;
  }

  .more .button {
    justify-content: flex-start;
  }

  @container (inline-size < 24em) {
    .more {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
