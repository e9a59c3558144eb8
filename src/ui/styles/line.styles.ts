import { css } from 'lit';

/**
 * An incident in one row. The columns have fixed widths, because rows of a long list are laid out one by one and still
 * have to stand under each other. Widths are in `em`, so that larger text breaks the line earlier.
 */
export const lineStyles = css`
  .incident-line {
    display: grid;
    grid-template:
      'tile title person time' auto
      'tile facts person time' auto / auto minmax(0, 1fr) 9.5em 6em;
    gap: 2px 12px;
    align-items: center;
  }

  .incident-line.without-person {
    grid-template:
      'tile title time' auto
      'tile facts time' auto / auto minmax(0, 1fr) 6em;
  }

  .incident-line > .tile {
    grid-area: tile;
  }

  :host([compact]) .incident-line {
    --_tile: 1.6;

    row-gap: 0;
  }

  /* At the line's beginning also where the title itself runs the other way. */
  .line-title {
    grid-area: title;
    place-self: end start;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  .fresh > .line-title {
    font-weight: 650;
  }

  .line-facts {
    grid-area: facts;
    align-self: start;
    color: var(--_muted);
    font-size: 0.8125em;
    overflow-wrap: anywhere;
  }

  .troubled > .line-facts {
    color: var(--_danger);
  }

  .line-person {
    grid-area: person;
    display: flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.875em;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  /* Drawn and not read out: the name stands beside it. */
  .line-person::before {
    content: attr(data-initials);
    content: attr(data-initials) / '';
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.2em;
    block-size: 2.2em;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: var(--_sunken);
    font-size: 0.75em;
    font-weight: 600;
  }

  .line-person.nobody {
    color: var(--_text);
    font-weight: 650;
  }

  .line-person.nobody::before {
    border: 1px dashed var(--_control-line);
    background: none;
  }

  .line-time {
    grid-area: time;
    display: flex;
    gap: 6px;
    align-items: baseline;
    justify-content: end;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.25;
    text-align: end;
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

  .line-time[data-tone='paused'] > :first-child::first-line {
    color: var(--_muted);
  }

  .line-time[data-tone='paused']::before {
    content: '';
    inline-size: 0.4em;
    block-size: 0.8em;
    border-inline: 2px solid currentColor;
  }

  @container (inline-size < 36em) {
    .incident-line {
      grid-template:
        'tile title title' auto
        'tile facts facts' auto
        '. person time' auto / auto minmax(0, 1fr) auto;
    }

    .incident-line.without-person {
      grid-template:
        'tile title title' auto
        'tile facts time' auto / auto minmax(0, 1fr) auto;
    }

    .incident-line > .tile {
      align-self: start;
    }
  }
`;
