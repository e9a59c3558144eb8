import { css } from 'lit';

/** The list of a look-up. The coordinates are those of `keepBeside`. */
export const lookUpStyles = css`
  .look-up-place {
    position: relative;
  }

  .look-up-panel {
    position: absolute;
    inset: var(--_top, 0) auto auto var(--_left, 0);
    z-index: 3;
    inline-size: max-content;
    min-inline-size: var(--_least, 0);
    max-inline-size: min(30em, 100vw - 16px);
    max-block-size: min(20em, var(--_room, 20em));
    margin: 0;
    padding: 4px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
    overscroll-behavior: contain;
  }

  .look-up-panel[hidden],
  .look-up-panel [hidden] {
    display: none;
  }

  .look-up-panel:popover-open {
    position: fixed;
  }

  .look-up-choice {
    display: grid;
    min-block-size: 32px;
    align-content: center;
    padding: 4px 8px;
    border-radius: var(--_radius);
    line-height: 1.25;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .look-up-choice small {
    color: var(--_muted);
    font-size: 0.8125em;
  }

  /* What was used last ends here. */
  .look-up-choice.first {
    border-block-start: 1px solid var(--_line);
    border-start-start-radius: 0;
    border-start-end-radius: 0;
  }

  .look-up-choice.more {
    color: var(--_accent);
  }

  .look-up-choice:hover {
    background: var(--_sunken);
  }

  .look-up-choice[aria-selected='true'] {
    font-weight: 600;
  }

  .look-up-choice[data-active] {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    background: var(--_sunken);
  }

  .look-up-note {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    padding: 4px 8px;
    color: var(--_muted);
    font-size: 0.875em;
  }
`;
