import { css } from 'lit';

/** What was reported: words in full, then its facts in two columns where there is room. */
export const reportedStyles = css`
  .flags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin-block-end: 8px;
  }

  .flag {
    padding: 1px 8px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    font-size: 0.8125em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .facts {
    display: grid;
    gap: 4px 24px;
    margin-block-start: 12px;
    font-size: 0.875em;
  }

  .fact {
    display: grid;
    grid-template-columns: minmax(0, 9rem) minmax(0, 1fr);
    gap: 0 12px;
    align-items: baseline;
    break-inside: avoid;
  }

  .fact dt {
    color: var(--_muted);
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .fact dd {
    max-inline-size: var(--_measure);
    overflow-wrap: anywhere;
  }

  .reasons {
    margin-block-start: 4px;
    color: var(--_muted);
  }

  @container (inline-size < 24rem) {
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
