import { css } from 'lit';

export const composerStyles = css`
  .composer {
    --_ground: var(--_raised);

    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-surface);
    background: var(--_ground);
    /* In reach wherever the reader is; it stands at the newest end. */
    position: sticky;
    inset-block: 0;
    z-index: 3;
  }

  .composer.internal {
    --_ground: var(--_note);
  }

  /* Who is written to, and who can read it. */
  .readers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    min-inline-size: 0;
  }

  .about .input {
    inline-size: auto;
    max-inline-size: 100%;
    min-block-size: 32px;
    padding-block: 2px;
    font-size: 0.875em;
  }

  .composer textarea.input {
    min-block-size: 3.75em;
    max-block-size: min(16em, 40vh);
    field-sizing: content;
  }

  /*
   * It stands over the entries: many files scroll. The last one that is seen is cut through, and a line stands where there
   * is more: the ends of the content bring along what covers it.
   */
  .composer .chosen {
    max-block-size: calc(3.5 * 32px + 3 * 4px);
    background:
      linear-gradient(var(--_ground) 0 0) top / 100% 1px no-repeat local,
      linear-gradient(var(--_ground) 0 0) bottom / 100% 1px no-repeat local,
      linear-gradient(var(--_control-line) 0 0) top / 100% 1px no-repeat scroll,
      linear-gradient(var(--_control-line) 0 0) bottom / 100% 1px no-repeat scroll;
    overflow-y: auto;
  }

  .when {
    flex: 1 1 auto;
    min-inline-size: 0;
    font-size: 0.875em;
  }

  .when summary {
    color: var(--_muted);
  }

  .when .input {
    inline-size: auto;
    max-inline-size: 100%;
  }

  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    min-inline-size: 0;
  }

  .kind {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
    min-block-size: 24px;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .kind span {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    min-inline-size: 0;
  }

  .send > .button {
    margin-inline-start: auto;
  }

  .send {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }

  @container (inline-size < 34rem) {
    .shortcut {
      display: none;
    }
  }

  /* The clip says enough where the words would cost a row. */
  @container (inline-size < 28rem) {
    .send .pick .button span {
      position: absolute;
      overflow: hidden;
      inline-size: 1px;
      block-size: 1px;
      clip-path: inset(50%);
    }
  }

  /* Where a window is hardly higher than the composer nothing else could be read. */
  @media (max-height: 30rem) {
    .composer {
      position: static;
    }
  }

  @media print {
    .composer {
      display: none;
    }
  }
`;
