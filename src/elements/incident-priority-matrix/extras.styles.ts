import { css } from 'lit';

/** Facts, rules, a priority by hand, and the heat map. */
export const extraStyles = css`
  legend {
    padding: 0;
  }

  .rules {
    display: grid;
    font-size: 0.875em;
  }

  .rules li {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    min-block-size: 32px;
    border-block-end: 1px solid var(--_line);
  }

  .rules .button {
    min-inline-size: 24px;
    text-decoration: none;
  }

  .facts {
    display: grid;
    gap: 4px;
    margin-block-start: 12px;
    align-content: start;
  }

  /* Facts and a priority by hand stand beside the table where there is room, and below it elsewhere. */
  :host([modifiers]) {
    display: grid;
    grid-template-columns: minmax(0, 640px) minmax(0, 1fr);
    column-gap: 32px;
    max-inline-size: none;
  }

  :host([modifiers][hidden]) {
    display: none;
  }

  :host([modifiers]) > * {
    grid-column: 1 / -1;
    min-inline-size: 0;
    max-inline-size: 640px;
  }

  @container (inline-size >= 880px) {
    :host([modifiers]) > * {
      grid-column: 1;
    }

    :host([modifiers]) > .facts,
    :host([modifiers]) > .by-hand {
      grid-column: 2;
    }

    :host([modifiers]) > .facts {
      grid-row: 1 / 3;
      margin: 0;
    }

    :host([modifiers]) > .by-hand {
      grid-row: 3 / 7;
    }
  }

  .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 28px;
  }

  .check input {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }

  .by-hand {
    margin-block-start: 12px;
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: 12px;
    padding-block: 8px;
  }

  /* As high as the rows it stands for. */
  .skeleton {
    gap: 4px;
  }

  .skeleton span {
    block-size: 44px;
  }

  td.heat {
    block-size: 44px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    text-align: center;
    background: color-mix(in oklab, var(--_accent) var(--_share, 0%), var(--_surface));
  }

  td.heat small {
    font-size: 0.8125em;
  }

  td.heat[data-weight='0'] {
    color: var(--_muted);
  }

  td.heat[data-weight='1'] {
    --_share: 12%;
  }

  td.heat[data-weight='2'] {
    --_share: 24%;
    border-width: 2px;
  }

  td.heat[data-weight='3'] {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  td.heat[data-weight='4'] {
    background: color-mix(in oklab, var(--_accent) 72%, var(--_text));
    color: var(--_on-accent);
    font-weight: 700;
  }

  @media (forced-colors: active) {
    td.heat {
      border-color: CanvasText;
    }
  }
`;
