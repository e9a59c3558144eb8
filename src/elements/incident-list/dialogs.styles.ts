import { css } from 'lit';

/** The sheet of the keys and the palette of commands. */
export const dialogStyles = css`
  .dialog {
    inline-size: min(30rem, 100vw - 32px);
    max-block-size: min(40rem, 100vh - 32px);
    padding: 16px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
  }

  .dialog::backdrop {
    background: rgb(0 0 0 / 30%);
  }

  .dialog-head {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
  }

  .keys {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 16px;
    align-items: center;
    margin-block: 8px;
  }

  .keys dd {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
    justify-content: end;
  }

  .key {
    min-inline-size: 44px;
    min-block-size: 32px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
  }

  .key:hover,
  .key[aria-pressed='true'] {
    background: var(--_sunken);
  }

  .commands {
    margin-block-start: 8px;
    overflow: auto;
  }

  .command {
    display: flex;
    gap: 16px;
    align-items: center;
    justify-content: space-between;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 4px 12px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .command:focus-visible,
  .command[data-active] {
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }

  .command:focus-visible {
    outline-offset: -2px;
  }
`;
