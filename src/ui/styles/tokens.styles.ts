import { css } from 'lit';

/**
 * The design tokens every element starts from. Each `--_x` is private and falls back from the page's
 * `--incident-x` to our measured value; `light-dark()` follows the page's `color-scheme`. Surfaces, lines and muted text
 * are mixed from surface and text, so that a page which sets those two gets all others in its own hue.
 */
export const tokens = css`
  :host {
    --_surface: var(--incident-surface, light-dark(#ffffff, #10141b));
    --_text: var(--incident-text, light-dark(#151b24, #e8ebef));
    --_raised: var(
      --incident-raised,
      light-dark(
        color-mix(in oklab, var(--_surface) 97.5%, var(--_text)),
        color-mix(in oklab, var(--_surface) 95.5%, var(--_text))
      )
    );
    --_sunken: var(
      --incident-sunken,
      light-dark(
        color-mix(in oklab, var(--_surface) 95%, var(--_text)),
        color-mix(in oklab, var(--_surface) 72%, black)
      )
    );
    --_line: var(--incident-line, color-mix(in oklab, var(--_surface) 85%, var(--_text)));
    --_control-line: var(--incident-control-line, color-mix(in oklab, var(--_surface) 46%, var(--_text)));
    --_muted: var(--incident-muted, color-mix(in oklab, var(--_surface) 29%, var(--_text)));
    --_accent: var(--incident-accent, light-dark(#2757b6, #8bb1f7));
    --_on-accent: var(--incident-on-accent, light-dark(#ffffff, #0a1428));
    --_danger: var(--incident-danger, light-dark(#a70324, #ff8b8b));
    --_warning: var(--incident-warning, light-dark(#8a5300, #f0b45a));
    --_success: var(--incident-success, light-dark(#1a6b3c, #7fd29b));
    --_note: var(--incident-note, color-mix(in oklab, var(--_surface) 86%, #f2b600));
    --_p1: var(--incident-p1, light-dark(#a70324, #ea3b48));
    --_p1-text: var(--incident-p1-text, light-dark(#ffffff, #0c0404));
    --_p1-line: var(--incident-p1-line, light-dark(#a70324, #ea3b48));
    --_p2: var(--incident-p2, light-dark(#ec7c27, #f99549));
    --_p2-text: var(--incident-p2-text, light-dark(#2d1107, #1f0b02));
    --_p2-line: var(--incident-p2-line, light-dark(#bf5914, #f99549));
    --_p3: var(--incident-p3, light-dark(#f8e18a, #4a3b0d));
    --_p3-text: var(--incident-p3-text, light-dark(#3c2b02, #f9e596));
    --_p3-line: var(--incident-p3-line, light-dark(#a07a1a, #ba9b40));
    --_p4: var(--incident-p4, light-dark(#d7efff, #0b3245));
    --_p4-text: var(--incident-p4-text, light-dark(#02476b, #b0e0f8));
    --_p4-line: var(--incident-p4-line, light-dark(#3383ad, #4a8fb5));
    --_p5: var(--incident-p5, var(--_surface));
    --_p5-text: var(--incident-p5-text, light-dark(#424850, #b9bec6));
    --_p5-line: var(--incident-p5-line, light-dark(#7a8189, #747b83));
    --_radius: var(--incident-radius, 4px);
    --_radius-surface: var(--incident-radius-surface, 8px);
    --_control-height: var(--incident-control-height, 40px);
    --_font: var(--incident-font, inherit);
    --_measure: var(--incident-measure, 70ch);
    --_motion: 150ms;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
