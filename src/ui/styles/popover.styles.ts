import { css } from 'lit';

/** A panel above the page and the button that opens it. The coordinates are those of `keepBeside`. */
export const popoverStyles = css`
  .popover-place {
    position: relative;
    flex: none;
  }

  .popover-button {
    display: inline-grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  .popover-button:hover,
  .popover-button[aria-expanded='true'] {
    background: var(--_sunken);
    color: var(--_text);
  }

  .popover {
    position: absolute;
    inset: var(--_top, 0) auto auto var(--_left, 0);
    z-index: 3;
    inline-size: min(26rem, 100vw - 16px);
    max-block-size: var(--_room, none);
    margin: 0;
    padding: 12px 16px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius-surface);
    background: var(--_surface);
    color: var(--_text);
    font-size: 0.875em;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .popover[hidden] {
    display: none;
  }

  .popover:popover-open {
    position: fixed;
    animation: appear var(--_motion) ease-out;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @media print {
    .popover-place {
      display: none;
    }
  }
`;
