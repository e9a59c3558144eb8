import { css } from 'lit';

import { lineStyles } from '../../ui/styles/line.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { popoverStyles } from '../../ui/styles/popover.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { viewsStyles } from '../../ui/styles/views.styles.js';
import { filterFieldStyles } from './filter-field.styles.js';
import { queueStyles } from './queue.styles.js';

/** The list around its lines: views, menus, notes, dialogs. */
const frameStyles = css`
  .frame {
    display: grid;
    gap: 8px 24px;
  }

  /* No grid: what sticks would stay in its own row. */
  .main {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }

  .frame > *,
  .main > * {
    min-inline-size: 0;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: start;
    min-inline-size: 0;
  }

  .order {
    display: flex;
    flex-wrap: wrap;
    min-inline-size: 0;
    max-inline-size: 100%;
    gap: 8px;
    align-items: center;
  }

  .menu-label {
    display: inline-flex;
    flex-wrap: wrap;
    min-inline-size: 0;
    max-inline-size: 100%;
    gap: 6px;
    align-items: center;
    color: var(--_muted);
    font-size: 0.875em;
  }

  .menu-label > select {
    min-inline-size: 0;
    max-inline-size: min(13em, 100%);
    min-block-size: 36px;
    padding: 4px 8px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  .icon-button {
    display: inline-grid;
    flex: none;
    place-items: center;
    min-inline-size: 32px;
    min-block-size: 32px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .icon-button:hover {
    background: var(--_sunken);
    color: var(--_text);
  }

  /* One line whatever is in it, so that nothing below jumps. */
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    min-block-size: 36px;
    padding-inline: 8px;
  }

  .bulk {
    display: flex;
    flex: 1 1 12rem;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    font-size: 0.875em;
  }

  .tools {
    display: flex;
    gap: 4px;
    align-items: center;
    margin-inline-start: auto;
  }

  .results {
    align-items: start;
  }

  .results > ul {
    flex: 1 0 100%;
    overflow-wrap: anywhere;
  }

  .step-levels > * {
    flex: 1 1 8rem;
  }

  kbd {
    display: inline-block;
    min-inline-size: 1.6em;
    padding: 0 4px;
    border: 1px solid var(--_line);
    border-block-end-width: 2px;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_muted);
    font-family: inherit;
    font-size: 0.8125em;
    text-align: center;
  }

  .popover.menu {
    inline-size: max-content;
    max-inline-size: min(20rem, 100vw - 16px);
    padding: 4px;
  }

  .more {
    display: flex;
    justify-content: center;
  }

  /* Where there is a keyboard. */
  .hint {
    display: none;
    flex-wrap: wrap;
    gap: 4px 12px;
    padding-inline: 8px;
  }

  @media (hover: hover) {
    .hint {
      display: flex;
    }
  }

  /* Only on paper. */
  .cut {
    display: none;
  }

  @container (inline-size >= 66rem) {
    .frame:has(> .views) {
      grid-template-columns: 12rem minmax(0, 1fr);
    }

    .views {
      align-self: start;
    }

    .views > ul {
      flex-direction: column;
    }
  }

  @container (inline-size < 30rem) {
    .hint {
      display: none;
    }

    /* One row for both menus: their names go above them. */
    .order {
      display: grid;
      flex: 1 1 100%;
      grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
      align-items: end;
    }

    .menu-label {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }

    .menu-label > select {
      inline-size: 100%;
      max-inline-size: 100%;
    }
  }

  @container (inline-size < 16rem) {
    .order {
      grid-template-columns: minmax(0, 1fr) auto;
    }
  }

  @media (forced-colors: active) {
    .command[data-active] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media print {
    .toolbar,
    .bulk,
    .tools,
    .changed,
    .tick,
    .hint,
    .more {
      display: none;
    }

    .cut:not(:empty) {
      display: block;
    }
  }
`;

export const listStyles = [
  priorityStyles,
  lineStyles,
  lookUpStyles,
  popoverStyles,
  sheetStyles,
  viewsStyles,
  filterFieldStyles,
  frameStyles,
  queueStyles,
];
