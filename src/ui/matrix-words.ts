import type { Level, PriorityMatrix } from '../core/priority/priority.js';
import { priorityCode } from '../core/priority/priority.js';

const made = new WeakMap<PriorityMatrix, WeakMap<object, PriorityMatrix>>();

/**
 * A shipped matrix in the element's language, by the locale's `level` table. An organisation's own matrix keeps its
 * own words. The same object for the same inputs.
 */
export function matrixInWords(
  matrix: PriorityMatrix,
  words: Readonly<Record<string, string>>,
): PriorityMatrix {
  if (matrix.shipped !== true) return matrix;
  let byWords = made.get(matrix);
  if (!byWords) made.set(matrix, (byWords = new WeakMap()));
  const known = byWords.get(words);
  if (known) return known;
  const say = (text: string): string => words[text] ?? text;
  const scale = (levels: readonly Level[]): readonly Level[] =>
    levels.map((level) => ({
      ...level,
      label: say(level.label),
      ...(level.help === undefined ? {} : { help: say(level.help) }),
    }));
  const spoken: PriorityMatrix = {
    ...matrix,
    impact: scale(matrix.impact),
    urgency: scale(matrix.urgency),
    priorities: scale(matrix.priorities),
    modifiers: matrix.modifiers.map((modifier) => ({ ...modifier, label: say(modifier.label) })),
  };
  byWords.set(words, spoken);
  return spoken;
}

/** `P2 High`, or `P2` where the matrix has no word for it. */
export const priorityName = (rank: number, matrix: PriorityMatrix): string =>
  [priorityCode(rank), matrix.priorities[rank - 1]?.label].filter(Boolean).join(' ');
