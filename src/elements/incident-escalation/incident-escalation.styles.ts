import { css } from 'lit';

export const escalationStyles = css`
  .frame {
    display: grid;
    gap: 12px;
  }

  .frame > * {
    min-inline-size: 0;
  }

  .alarm {
    padding: 8px 12px;
    border: 1px solid var(--_danger);
    border-inline-start-width: 4px;
    border-radius: var(--_radius);
    color: var(--_danger);
    font-weight: 600;
  }

  .next {
    max-inline-size: var(--_measure);
    font-weight: 600;
    line-height: 1.375;
  }

  /* The name runs into what it is about, so that the line is low. */
  .fold > summary {
    display: block;
    position: relative;
    padding-inline-start: 18px;
  }

  .fold > summary::before {
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline-start: 0;
  }

  /* As boxes of their own they are words of their own where they are heard. */
  .fold > summary > h2,
  .fold .due {
    display: inline-block;
  }

  .fold > summary > h2 {
    margin-inline-end: 4px;
  }

  .fold .alarm {
    display: block;
    margin-block: 4px;
  }

  /* What is due speaks up; what comes later is a fact among others. */
  .fold .next {
    font-weight: 400;
  }

  .due {
    color: var(--_warning);
    font-weight: 600;
  }

  .fold > .frame {
    margin-block-start: 12px;
  }

  .rung {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 12px;
    padding-block-end: 12px;
  }

  .rung > .icon {
    z-index: 1;
    inline-size: 20px;
    block-size: 20px;
    padding: 2px;
    border: 1px solid var(--_control-line);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_muted);
  }

  /* The rail from one rung to the next. */
  .rung:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 9.5px;
    border-inline-start: 1px solid var(--_line);
  }

  .rung[data-state='fired'] > .icon {
    border-color: var(--_success);
    color: var(--_success);
  }

  .rung[data-state='due'] > .icon {
    border-color: var(--_warning);
    color: var(--_warning);
  }

  .rung[data-state='ahead'] > .icon {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  .deed {
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  .deed::first-letter {
    text-transform: uppercase;
  }

  .rung[data-state='suppressed'] .deed {
    color: var(--_muted);
  }

  .when,
  .stands,
  .contact {
    color: var(--_muted);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  .rung[data-state='ahead'] .stands {
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }

  .rung[data-state='due'] .stands {
    color: var(--_warning);
    font-weight: 600;
  }

  .contact {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }

  .contact a {
    display: inline-block;
    min-block-size: 24px;
    color: var(--_accent);
  }

  .doubtful span,
  p.doubtful:not(:has(span)) {
    color: var(--_warning);
    font-weight: 600;
  }

  .rung .button {
    justify-content: start;
    padding-inline: 0;
    text-align: start;
  }

  @media print {
    .row,
    .rung .button {
      display: none;
    }
  }
`;
