import { nothing } from 'lit';

import type { LocaleController } from '../../controllers/locale.js';
import type {
  PriorityExplanation,
  PriorityFact,
  PriorityFacts,
  PriorityMatrix,
  PriorityOverride,
} from '../../core/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { MatrixTerms } from '../../locales/en/matrix.js';
import { matrixExtras } from '../../locales/en/matrix-extras.js';
import { termsFor } from '../../locales/registry.js';
import { renderFacts, renderOverride } from './adjustments.js';
import { renderRules } from './rules.js';

/** What a plain choice of a cell can do without; fetched by those that show it. */
export { extraStyles } from './extras.styles.js';
export { openIncidents, renderHeatMap } from './heat.js';

/** The matrix whose priority is adjusted. */
interface Adjusted {
  readonly modifiers: boolean;
  readonly allowOverride: boolean;
  facts: PriorityFacts;
  override: PriorityOverride | undefined;
}

/** What changed the priority, facts to tick and a priority by hand, where the page asks for them. */
export function renderAdjustments(
  host: Adjusted,
  matrix: PriorityMatrix,
  explanation: PriorityExplanation | undefined,
  disabled: boolean,
  locale: LocaleController<CommonTerms & MatrixTerms>,
  changed: () => void,
): readonly unknown[] {
  const { modifiers, allowOverride, facts, override } = host;
  const setFact = (fact: PriorityFact, value: boolean): void => {
    host.facts = { ...host.facts, [fact]: value };
    changed();
  };
  const set = (by: number | undefined, why: string): void => {
    host.override = by === undefined ? undefined : { priority: by, reason: why };
    changed();
  };
  const words = termsFor(matrixExtras, locale.language).adjust;
  const { priority, reason = '' } = override ?? {};
  const problem = override && reason.trim() === '' ? locale.terms.matrix.reasonMissing : undefined;
  const remove = (what: PriorityFact | 'override'): void =>
    what === 'override' ? set(undefined, '') : setFact(what, false);
  return [
    renderRules(explanation, matrix, words, disabled ? undefined : remove),
    modifiers && matrix.modifiers.length > 0 ? renderFacts(matrix, facts, words, disabled, setFact) : nothing,
    allowOverride ? renderOverride(matrix, words, { priority, reason, problem, disabled, set }) : nothing,
  ];
}
