import { css } from 'lit';

export const timelineStyles = css`
  :host {
    --_rail: 5.5rem;
  }

  .frame {
    display: grid;
    gap: 12px;
  }

  .frame > *,
  .bar label {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  header {
    display: grid;
    gap: 4px;
  }

  header h2 {
    overflow-wrap: anywhere;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.875em;
  }

  @container (inline-size < 34rem) {
    .frame {
      --_rail: 0.5rem;
    }
  }
`;
