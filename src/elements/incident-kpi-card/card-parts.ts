// What a card can do without until its figure is there; fetched along with the figure.
export { renderBack } from './card-back.js';
export { partsStyles } from './card-parts.styles.js';
export { headline, renderFront } from './card-front.js';
export { parseTarget } from './target.js';
