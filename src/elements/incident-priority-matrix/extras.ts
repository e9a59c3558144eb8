import { matrixExtras } from '../../locales/en/matrix-extras.js';
import type { MatrixExtraTerms } from '../../locales/en/matrix-extras.js';
import { termsFor } from '../../locales/registry.js';

/** What a plain choice of a cell can do without; fetched by those that show it. */
export { renderFacts, renderOverride } from './adjustments.js';
export { extraStyles } from './extras.styles.js';
export { openIncidents, renderHeatMap } from './heat.js';
export { renderRules } from './rules.js';

/** The words of facts, rules and a priority by hand, in a language. */
export const adjustTerms = (language: string): MatrixExtraTerms['adjust'] =>
  termsFor(matrixExtras, language).adjust;
