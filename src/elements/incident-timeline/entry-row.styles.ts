import { css } from 'lit';

/** Separators of days and the entries between them. */
export const rowStyles = css`
  .separator {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: 2.25rem;
    padding-block: 8px 4px;
    overflow: hidden;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
    line-height: 1.5rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* It stands for a separator above the window and takes no room of its own. */
  .separator.floating {
    margin-block-end: -2.25rem;
  }

  .entry {
    position: relative;
    max-inline-size: calc(var(--_rail) + 1.25rem + var(--_measure) + 24px);
    padding-block: 8px;
    padding-inline-start: calc(var(--_rail) + 1.25rem);
    contain: layout style;
    outline-offset: -2px;
    scroll-margin-block-start: 2.25rem;
  }

  /* Beside the first line, wherever that begins. */
  .entry > .at {
    position: absolute;
    inset-inline-start: 0;
    inline-size: calc(var(--_rail) - 1.25rem);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.846;
    text-align: end;
    white-space: nowrap;
  }

  /* The mark on the rail: a dot for words, a small ring for changes. */
  .entry::before {
    content: '';
    position: absolute;
    inset-block-start: calc(8px + 0.45em);
    inset-inline-start: calc(var(--_rail) - 5px);
    box-sizing: border-box;
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--_control-line);
    border-radius: 50%;
    background: var(--_surface);
  }

  .entry.words-of::before {
    border-color: var(--_text);
    background: var(--_text);
  }

  .entry.change::before {
    inset-block-start: calc(8px + 0.42em);
    inset-inline-start: calc(var(--_rail) - 4px);
    inline-size: 8px;
    block-size: 8px;
  }

  .entry.change {
    padding-block: 4px;
  }

  .entry.change::before {
    inset-block-start: calc(4px + 0.42em);
  }

  :host([compact]) .entry {
    padding-block: 4px;
    font-size: 0.875em;
  }

  :host([compact]) .entry::before {
    inset-block-start: calc(4px + 0.45em);
  }

  :host([compact]) .entry.change {
    padding-block: 0;
  }

  :host([compact]) .entry.change::before {
    inset-block-start: 0.42em;
  }

  /* As high as the line of its time. */
  .line {
    min-block-size: 1.6em;
    color: var(--_muted);
    font-size: 0.9375em;
    overflow-wrap: anywhere;
  }

  .entry.joined {
    padding-block-start: 0;
  }

  .entry.joined::before,
  .entry.joined > .at {
    visibility: hidden;
  }

  .entry .words {
    max-inline-size: none;
  }

  .author {
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .tag {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .who > .tag {
    margin-inline-start: 8px;
  }

  .line > .tag {
    margin-inline-end: 8px;
  }

  .entry.words-of.internal > :not(.at) {
    padding-inline: 12px;
    background: var(--_note);
  }

  .entry.words-of.internal > .who {
    padding-block-start: 4px;
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }

  .entry.words-of.internal > :last-child {
    padding-block-end: 8px;
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }

  .entry.pending > :not(.at) {
    padding-inline: 12px;
    border: dashed var(--_control-line);
    border-width: 0 1px;
  }

  .entry.pending > .at + * {
    padding-block-start: 4px;
    border-block-start-width: 1px;
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }

  .entry.pending > :last-child {
    padding-block-end: 8px;
    border-block-end-width: 1px;
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }

  /* The rail is broken until the entry has arrived. */
  .entry.pending::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_rail) - 1px);
    border-inline-start: 2px dashed var(--_surface);
  }

  .entry.pending::before {
    z-index: 1;
    border-style: dashed;
    border-color: var(--_control-line);
    background: var(--_surface);
  }

  .delivery {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }

  .entry.troubled .delivery {
    color: var(--_danger);
  }

  .delivery .button {
    color: var(--_text);
    font-weight: 400;
  }

  @container (inline-size < 34rem) {
    .entry {
      padding-inline-start: 1.5rem;
    }

    .entry > .at {
      position: static;
      display: block;
      inline-size: auto;
      min-block-size: 1.5em;
      line-height: 1.5;
      text-align: start;
    }

    .entry.joined > .at {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .entry::before {
      border-color: CanvasText;
    }

    .entry.words-of.internal > :not(.at) {
      border-inline-start: 2px solid CanvasText;
    }

    .entry.pending::after {
      border-color: Canvas;
    }
  }

  @media print {
    .separator {
      position: static;
      break-after: avoid;
    }

    .separator.floating {
      margin-block-end: 0;
    }

    .entry {
      break-inside: avoid;
    }
  }
`;
