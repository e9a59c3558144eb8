import { css } from 'lit';

export const kpiCardStyles = css`
  .card {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: 4px;
    min-block-size: 100%;
    padding: 12px 16px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
    break-inside: avoid;
  }

  header {
    display: flex;
    gap: 8px;
    align-items: start;
    justify-content: space-between;
  }

  h3 {
    padding-block: 4px;
    font-size: 0.9375em;
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  abbr {
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 400;
    text-decoration: none;
  }

  .turn,
  .turn span {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
  }

  .turn {
    margin-inline-end: -6px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .turn:hover {
    background: var(--_sunken);
    color: var(--_text);
  }

  .faces {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .face {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-inline-size: 0;
  }

  /* The back takes the front's place, and more where it has more to say. */
  .turned .front {
    visibility: hidden;
  }

  .face {
    grid-area: 1 / 1;
  }

  .back {
    max-block-size: 40rem;
    overflow: auto;
    font-size: 0.875em;
    gap: 8px;
    animation: turn 150ms ease-out;
  }

  .back[hidden] {
    display: none;
  }

  @keyframes turn {
    from {
      opacity: 0;
      transform: rotateX(-20deg);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .back {
      animation: none;
    }
  }

  :host([compact]) .card {
    padding: 8px 12px;
  }

  @media print {
    .turn {
      display: none;
    }
  }
`;
