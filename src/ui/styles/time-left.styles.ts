import { css } from 'lit';

/** Time that is left, as it stands at the end of a line. */
export const timeLeftStyles = css`
  .line-time {
    display: flex;
    gap: 6px;
    align-items: baseline;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.25;
    white-space: pre-line;
  }

  /* The figure is the first line, what it is of the second. */
  .line-time:not([data-tone='age']) > :first-child::first-line {
    color: var(--_text);
    font-size: 1.1538em;
  }

  .line-time:is([data-tone='amber'], [data-tone='red']) > :first-child::first-line {
    font-weight: 700;
  }

  .line-time[data-tone='amber'] > :first-child::first-line {
    color: var(--_warning);
  }

  .line-time[data-tone='red'] > :first-child::first-line {
    color: var(--_danger);
  }

  .line-time[data-tone='met'] > :first-child::first-line {
    color: var(--_success);
  }

  .line-time[data-tone='paused'] > :first-child::first-line {
    color: var(--_muted);
  }

  .line-time[data-tone='paused']::before {
    content: '';
    inline-size: 0.4em;
    block-size: 0.8em;
    border-inline: 2px solid currentColor;
  }

  .line-time[data-tone='met']::before {
    content: '';
    align-self: center;
    inline-size: 0.4em;
    block-size: 0.75em;
    margin-block-end: 0.2em;
    border: solid var(--_success);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
`;
