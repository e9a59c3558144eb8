import { css } from 'lit';

/** What can be chosen with its count at the end: views and people, as a bar or as a column. */
export const viewsStyles = css`
  .views > ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }

  .view {
    display: inline-flex;
    gap: 8px;
    align-items: baseline;
    justify-content: space-between;
    min-block-size: 32px;
    padding: 4px 12px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    font-size: 0.875em;
    line-height: 1.25;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .view > bdi {
    min-inline-size: 0;
  }

  .view:hover {
    background: var(--_sunken);
  }

  .view :is(.number, .unknown) {
    flex: none;
    color: var(--_muted);
  }

  .view:is([aria-current='true'], [aria-pressed='true']) {
    background: color-mix(in oklab, var(--_accent) 12%, transparent);
    font-weight: 650;
  }

  .view[data-tone] .number {
    font-weight: 650;
  }

  .view[data-tone='soon'] .number {
    color: var(--_warning);
  }

  .view[data-tone='late'] .number {
    color: var(--_danger);
  }

  /* One below the other, the counts under each other. */
  .column ul {
    display: grid;
    gap: 0;
  }

  .column .view {
    inline-size: 100%;
    padding-inline: 8px;
  }

  @media (forced-colors: active) {
    .view:is([aria-current='true'], [aria-pressed='true']) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media print {
    .views {
      display: none;
    }
  }
`;
