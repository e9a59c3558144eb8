import { css } from 'lit';

import { hidden } from './hidden.styles.js';
import { tokens } from './tokens.styles.js';

/** What every element shares: box model, type, focus, the four states, small helpers. */
export const base = [
  tokens,
  css`
    :host {
      display: block;
      box-sizing: border-box;
      color: var(--_text);
      font: var(--_font);
      line-height: 1.5;
      /* What a page sets for its own texts stays outside. */
      text-align: start;
      text-indent: 0;
      text-transform: none;
      letter-spacing: normal;
      word-spacing: normal;
      word-break: normal;
      white-space: normal;
      container-type: inline-size;
    }

    :host([hidden]) {
      display: none;
    }

    * {
      box-sizing: border-box;
    }

    h2,
    h3,
    p,
    ul,
    ol,
    dl,
    dd,
    figure,
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }

    ul,
    ol {
      list-style: none;
    }

    :focus-visible {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }

    /* A word that is longer than the line is broken instead of widening the page. */
    h2,
    h3,
    .title {
      overflow-wrap: anywhere;
    }

    .title {
      font-size: 1.125em;
      font-weight: 650;
      line-height: 1.25;
    }

    .muted {
      color: var(--_muted);
    }

    .meta {
      color: var(--_muted);
      font-size: 0.8125em;
    }

    .number {
      font-variant-numeric: tabular-nums;
    }

    /* An id that nobody types: one press marks it whole. */
    .reference {
      overflow-wrap: anywhere;
      user-select: all;
    }

    .wrap {
      overflow-wrap: anywhere;
    }

    .words {
      max-inline-size: var(--_measure);
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }

    .visually-hidden {
      ${hidden}
    }

    .icon {
      inline-size: 1em;
      block-size: 1em;
      flex: none;
      vertical-align: -0.125em;
      fill: none;
      stroke: currentColor;
      stroke-linecap: round;
      stroke-linejoin: round;
      stroke-width: 1.5;
    }

    /* The four states. Empty and error speak; loading keeps the final size. */
    .state {
      display: grid;
      gap: 4px;
      justify-items: start;
      padding: 16px;
      border: 1px dashed var(--_line);
      border-radius: var(--_radius-surface);
    }

    .state[role='alert'] {
      border: 1px solid var(--_danger);
      border-inline-start-width: 4px;
    }

    .state strong {
      font-weight: 650;
    }

    .note {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
      align-items: center;
      padding: 8px 12px;
      border-radius: var(--_radius);
      background: var(--_note);
      font-size: 0.875em;
    }

    .skeleton {
      display: grid;
      gap: 12px;
    }

    .skeleton span {
      block-size: 1em;
      border-radius: var(--_radius);
      background: var(--_sunken);
    }

    .skeleton span:nth-child(3n + 2) {
      inline-size: 70%;
    }

    @media (forced-colors: active) {
      .skeleton span {
        border: 1px solid GrayText;
      }

      .note {
        border: 1px solid CanvasText;
      }
    }
  `,
];
