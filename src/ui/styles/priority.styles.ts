import { css } from 'lit';

/** How a priority looks anywhere: words, shape and weight of fill. Ranks beyond five look like the fifth. */
export const priorityStyles = css`
  .priority {
    --_fill: var(--_p5);
    --_ink: var(--_p5-text);
    --_edge: var(--_p5-line);

    display: inline-flex;
    gap: 6px;
    align-items: center;
    padding: 1px 8px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_fill);
    color: var(--_ink);
    font-size: 0.875em;
    font-weight: 650;
    white-space: nowrap;
  }

  .priority[data-rank='1'] {
    --_fill: var(--_p1);
    --_ink: var(--_p1-text);
    --_edge: var(--_p1-line);
  }

  .priority[data-rank='2'] {
    --_fill: var(--_p2);
    --_ink: var(--_p2-text);
    --_edge: var(--_p2-line);
  }

  .priority[data-rank='3'] {
    --_fill: var(--_p3);
    --_ink: var(--_p3-text);
    --_edge: var(--_p3-line);
  }

  .priority[data-rank='4'] {
    --_fill: var(--_p4);
    --_ink: var(--_p4-text);
    --_edge: var(--_p4-line);
  }

  /* A square that grows with the text around it. Its own text is smaller, so that the glyph fits above it. */
  .tile {
    --_small: 0.75;

    display: inline-grid;
    flex: none;
    gap: 0;
    place-content: center;
    justify-items: center;
    inline-size: calc(var(--_tile, 1.9) / var(--_small) * 1em);
    block-size: calc(var(--_tile, 1.9) / var(--_small) * 1em);
    padding: 0;
    font-size: calc(var(--_small) * 1em);
    font-weight: 700;
    line-height: 1;
  }

  .tile .icon {
    inline-size: 0.75em;
    block-size: 0.75em;
    stroke-width: 2.5;
    vertical-align: 0;
  }

  @media (forced-colors: active) {
    .priority {
      border-color: CanvasText;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
