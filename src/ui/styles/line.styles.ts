import { css } from 'lit';

import { timeLeftStyles } from './time-left.styles.js';

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

  ${timeLeftStyles}

  .incident-line > .line-time {
    grid-area: time;
    justify-content: end;
    text-align: end;
  }

  @container (inline-size < 48em) {
    .incident-line > .tile {
      align-self: start;
    }
  }

  /* The name goes beside the facts, so that the title has the room of both and a line stays low. */
  @container (30em <= inline-size < 48em) {
    .incident-line:not(.without-person) {
      grid-template:
        'tile title title time' auto
        'tile facts person time' auto / auto minmax(0, 1fr) auto 6em;
    }

    .incident-line > .line-time,
    .line-person {
      align-self: start;
    }

    .line-person {
      max-inline-size: 9em;
    }

    .line-person::before {
      display: none;
    }
  }

  @container (inline-size < 30em) {
    /* A name keeps its room; what the time is of goes on two lines before a name is broken. */
    .incident-line {
      grid-template:
        'tile title title' auto
        'tile facts facts' auto
        '. person time' auto / auto minmax(min(7.5em, 50%), 1fr) auto;
    }

    .incident-line.without-person {
      grid-template:
        'tile title title' auto
        'tile facts time' auto / auto minmax(0, 1fr) auto;
    }
  }

  /* Initials leave their room to the name. */
  @container (inline-size < 20em) {
    .incident-line {
      grid-template-columns: auto minmax(min(5em, 50%), 1fr) auto;
    }

    .line-person::before {
      display: none;
    }

    .incident-line > .line-time {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
  }
`;
