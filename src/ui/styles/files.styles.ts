import { css } from 'lit';

/** Files that are chosen, and files that are there. */
export const fileStyles = css`
  .pick {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    min-inline-size: 0;
  }

  .pick input:focus-visible ~ .button {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .pick input:disabled ~ .button {
    border-color: var(--_line);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
  }

  /* A place to drop files on, as wide as the fields around it. */
  .files .pick {
    padding: 12px;
    border: 1px dashed var(--_control-line);
    border-radius: var(--_radius);
  }

  .pick.dropping,
  .files .pick.dropping {
    border-style: solid;
    border-color: var(--_accent);
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
    background: var(--_sunken);
  }

  /* It keeps clear of the frame that stands around it while somebody drags. */
  .pick .drop {
    padding-inline-end: 8px;
  }

  .chosen,
  .attached {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .file {
    display: grid;
    grid-template-columns: auto minmax(0, auto) auto;
    gap: 8px;
    align-items: start;
    justify-content: start;
  }

  /* Beside the first line of a long name. */
  .file > .icon {
    block-size: 32px;
    color: var(--_muted);
  }

  .file-facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: center;
    min-block-size: 32px;
  }

  .file-name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .file-facts > .help,
  .file-facts > .error {
    flex-basis: 100%;
  }

  .attached .button {
    gap: 4px;
  }

  .file .bare {
    min-inline-size: 32px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  .file .bare:hover {
    background: var(--_sunken);
    color: var(--_text);
  }

  /* It speaks from where it stands, and takes no room until it does. */
  .refused:not(:has(p)) {
    position: absolute;
  }

  /* Fingers and narrow places have nothing to drop. */
  @media (pointer: coarse) {
    .drop {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .file .bare {
      border-color: ButtonBorder;
    }

    .pick.dropping {
      outline-color: Highlight;
    }
  }

  @media print {
    .pick,
    .file .button {
      display: none;
    }
  }
`;
