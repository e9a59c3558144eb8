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

  .none[hidden] {
    display: none;
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

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
    font-size: 0.875em;
  }

  .bar label {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    color: var(--_muted);
  }

  .bar select {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 32px;
    padding: 2px 8px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  .stage {
    position: relative;
  }

  .scroller {
    max-block-size: var(--incident-timeline-height, 40rem);
    overflow: hidden auto;
    background: var(--_surface);
    overscroll-behavior: contain;
    /* What is being read is held in place by us, and twice would be once too often. */
    overflow-anchor: none;
  }

  .feed {
    position: relative;
    background: linear-gradient(var(--_line), var(--_line)) no-repeat;
    background-position: calc(var(--_rail) - 0.5px) 0;
    background-size: 1px 100%;
  }

  .feed:dir(rtl) {
    background-position: calc(100% - var(--_rail) + 0.5px) 0;
  }

  .window.placed {
    position: absolute;
    inset-inline: 0;
  }

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
    display: grid;
    grid-template-columns: calc(var(--_rail) - 1.25rem) minmax(0, calc(var(--_measure) + 24px));
    column-gap: 2.5rem;
    padding-block: 8px;
    contain: layout style;
    outline-offset: -2px;
    scroll-margin-block-start: 2.25rem;
  }

  .entry > * {
    grid-column: 2;
  }

  .entry > .at {
    grid-column: 1;
    grid-row: 1;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.846;
    text-align: end;
  }

  /* The mark on the rail: a dot for words, a small ring for changes. */
  .entry::before {
    content: '';
    position: absolute;
    inset-block-start: calc(8px + 0.45em);
    inset-inline-start: calc(var(--_rail) - 5px);
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

  .line {
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

  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
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

  .news {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 0;
    z-index: 2;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }

  .news .button {
    pointer-events: auto;
  }

  .oldest-first .news {
    inset-block: auto 8px;
  }

  .more {
    display: flex;
    justify-content: center;
  }

  @container (inline-size < 34rem) {
    .frame {
      --_rail: 0.5rem;
    }

    .entry {
      grid-template-columns: minmax(0, 1fr);
      padding-inline-start: 1.5rem;
    }

    .entry > *,
    .entry > .at {
      grid-row: auto;
      grid-column: 1;
    }

    .entry > .at {
      line-height: 1.5;
      text-align: start;
    }

    .entry.joined > .at {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .feed {
      border-inline-start: 1px solid CanvasText;
    }

    .entry::before {
      border-color: CanvasText;
    }

    .entry.words-of.internal > :not(.at) {
      border-inline-start: 2px solid CanvasText;
    }
  }

  @media print {
    .scroller {
      max-block-size: none;
      overflow: visible;
    }

    .bar,
    .more,
    .news,
    .composer {
      display: none;
    }

    .separator {
      position: static;
    }

    .entry {
      break-inside: avoid;
    }
  }
`;
