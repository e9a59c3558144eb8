import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** One family of outline glyphs on a 16 px grid, drawn in the text's colour. */
const glyphs = {
  'double-up': 'M3.5 8 8 3.5 12.5 8M3.5 12.5 8 8l4.5 4.5',
  up: 'M3.5 10.5 8 6l4.5 4.5',
  level: 'M8 3.5 12.5 8 8 12.5 3.5 8z',
  down: 'M3.5 6 8 10.5 12.5 6',
  dash: 'M4 8h8',
  lock: 'M4.5 7.5h7v5h-7zM6 7.5V5.25a2 2 0 0 1 4 0V7.5',
  pause: 'M6 4v8M10 4v8',
  check: 'm3.5 8.5 3 3 6-7',
  warning: 'M8 3 14 13H2zM8 7v2.5M8 11.4v.1',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2 1.3',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.5V11M8 5.2v.1',
  close: 'm4.5 4.5 7 7M11.5 4.5l-7 7',
  refresh: 'M12.5 8a4.5 4.5 0 1 1-1.4-3.2M12.5 2.5v2.6H9.9',
  send: 'm2.5 8 11-5-3.5 10.5L7.5 9z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2',
  plus: 'M8 3.5v9M3.5 8h9',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  edit: 'm3 13 .7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7 11.3 7',
  copy: 'M6 6h7v7H6zM10 3.5V3H3v7h.5',
  clip: 'M11.5 7 7 11.5a2 2 0 0 1-3-3L9.5 3a3 3 0 0 1 4.2 4.3l-5.4 5.5',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  download: 'M8 2.5v8M4.5 7 8 10.5 11.5 7M3.5 13h9',
  conflict: 'M5 3v4.5L8 10v3M11 3v4.5L8 10',
} as const;

export type IconName = keyof typeof glyphs;

/** A glyph beside its word; never the only carrier of a meaning. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${glyphs[name]} /></svg>`;

const namespace = 'http://www.w3.org/2000/svg';

/** The same as an element, for rows that are made by hand. */
export function iconElement(name: IconName): SVGElement {
  const picture = document.createElementNS(namespace, 'svg');
  const line = document.createElementNS(namespace, 'path');
  picture.classList.add('icon');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', glyphs[name]);
  picture.append(line);
  return picture;
}
