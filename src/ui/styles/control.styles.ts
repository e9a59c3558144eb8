import { css } from 'lit';

/** Buttons, fields and their labels. Targets never fall under 24 px. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }

  /* What is ticked, and one of several. */
  :is(.check, .kind) > input {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }

  /* Touch screens zoom into fields with smaller text, and stay there. */
  @media (pointer: coarse) {
    input,
    select,
    textarea {
      /* Whatever a part of an element sets for its own fields. */
      font-size: max(1em, 16px) !important;
    }
  }

  .button {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    min-block-size: var(--_control-height);
    padding: 4px 16px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
  }

  /* Only under the pointer: a change of the colour scheme must not glide. */
  .button:hover {
    background: var(--_sunken);
    transition: background-color var(--_motion);
  }

  .button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  .button.small {
    min-block-size: 32px;
    padding: 2px 12px;
    font-size: 0.875em;
  }

  .button.plain {
    min-block-size: 24px;
    padding: 0 4px;
    border-color: transparent;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .button[aria-disabled='true'],
  .button:disabled {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
  }

  /* A field of dates and times would be as wide as its text in the page's font. */
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    align-content: start;
  }

  .label {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .help {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .error {
    color: var(--_danger);
    font-size: 0.875em;
    font-weight: 600;
  }

  .input {
    inline-size: 100%;
    min-block-size: var(--_control-height);
    padding: 8px 12px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  textarea.input {
    min-block-size: 7em;
    resize: vertical;
  }

  .input[aria-invalid='true'] {
    border-color: var(--_danger);
    outline: 1px solid var(--_danger);
  }

  .input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 0;
  }

  .input:disabled {
    background: var(--_sunken);
    color: var(--_muted);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  summary {
    min-block-size: 24px;
    cursor: pointer;
  }

  @media (forced-colors: active) {
    .button,
    .input {
      border-color: ButtonBorder;
    }

    .button.primary {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
