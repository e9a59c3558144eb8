import { css } from 'lit';

/** The field of the filter with its chips. */
export const filterFieldStyles = css`
  .filter {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1 1 20rem;
    gap: 4px;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .filter-box {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: center;
    min-block-size: 36px;
    padding: 3px 8px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .filter-box:focus-within {
    outline: 2px solid var(--_accent);
  }

  .filter-box:focus-within:has(.chip:focus-visible, select:focus-visible) {
    outline: none;
  }

  .filter-box > input {
    flex: 1 1 4rem;
    min-inline-size: min(4rem, 100%);
    min-block-size: 28px;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
  }

  .chip {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 24px;
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: 0.875em;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .chip:hover {
    border-color: var(--_control-line);
  }

  /* A menu that looks like its glyph: the words are in it when it opens. */
  .add {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: var(--_radius);
    color: var(--_muted);
    /* WebKit remembers the select over it where it was before the list became narrow, and scrolls there. */
    contain: paint;
  }

  .add:hover {
    background: var(--_sunken);
  }

  .add > select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .add:focus-within {
    outline: 2px solid var(--_accent);
  }
`;
