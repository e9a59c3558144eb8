/** A value with fewer cases behind it than this is not judged. */
export const enoughCases = 5;

/** Why nobody can say whether a change is for the better. */
export type NotJudged =
  /** One of the two values is missing. */
  | 'nothing-to-compare'
  /** Fewer than five cases in either period. */
  | 'few'
  /** Neither way is better. */
  | 'no-direction';

/** How a change is best told. */
export interface FigureChange {
  /**
   * `difference`: in the figure's own unit, for few cases and for shares. `share`: as a share of the value before.
   * `times`: how many times the value before, where it has at least doubled.
   */
  readonly kind: 'difference' | 'share' | 'times';
  /** Not negative; `delta` tells the way. */
  readonly amount: number;
}

/** How a value stands against the one before. */
export interface KpiTrend {
  /** Value less previous value. */
  readonly delta: number | null;
  /** `delta` as a share of the previous value. */
  readonly ratio: number | null;
  /** `null` where it is not judged; `reason` says why. */
  readonly direction: 'better' | 'worse' | 'same' | null;
  readonly reason: NotJudged | null;
  /** `null` where there is nothing to compare, or nothing has changed. */
  readonly change: FigureChange | null;
}

/** A value with the number of cases behind it. */
export interface JudgedFigure {
  readonly value: number | null;
  readonly n: number;
}

/** What decides how two values are compared. */
export interface ComparisonRules {
  readonly better: 'lower' | 'higher' | 'neither';
  readonly unit: 'duration' | 'ratio' | 'count';
  /** Smallest change, as a share of the value before, that is called better or worse. 1 % when left out. */
  readonly minChange?: number;
}

function changeOf(
  delta: number,
  before: number,
  few: boolean,
  unit: ComparisonRules['unit'],
): FigureChange | null {
  if (delta === 0) return null;
  if (few || unit === 'ratio' || before <= 0) return { kind: 'difference', amount: Math.abs(delta) };
  const after = before + delta;
  return after >= 2 * before
    ? { kind: 'times', amount: after / before }
    : { kind: 'share', amount: Math.abs(delta) / before };
}

/**
 * Compares a figure with the one before. A verdict is given only where it is fair: with enough cases in both periods,
 * a better side, and a change worth the name.
 */
export function compareFigures(
  now: JudgedFigure,
  before: JudgedFigure | null,
  { better, unit, minChange = 0.01 }: ComparisonRules,
): KpiTrend {
  if (now.value === null || before === null || before.value === null)
    return { delta: null, ratio: null, direction: null, reason: 'nothing-to-compare', change: null };
  const delta = now.value - before.value;
  const few = now.n < enoughCases || before.n < enoughCases;
  const same = Math.abs(delta) <= minChange * Math.abs(before.value);
  const reason: NotJudged | null = few ? 'few' : better === 'neither' && !same ? 'no-direction' : null;
  const improved = better === 'lower' ? delta < 0 : delta > 0;
  return {
    delta,
    ratio: before.value === 0 ? null : delta / before.value,
    direction: reason ? null : same ? 'same' : improved ? 'better' : 'worse',
    reason,
    change: changeOf(delta, before.value, few, unit),
  };
}
