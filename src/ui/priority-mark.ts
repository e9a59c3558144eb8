import { html } from 'lit';
import type { TemplateResult } from 'lit';

import { priorityCode } from '../core/priority/priority.js';
import type { PriorityMatrix } from '../core/priority/priority.js';
import { icon } from './icons.js';
import type { IconName } from './icons.js';

const shapes: readonly IconName[] = ['double-up', 'up', 'level', 'down', 'dash'];

type LevelWords = Readonly<Record<string, string>>;

/** Whether a priority is one. What a backend calls so and is no number ranks nowhere. */
export const isRank = (rank: number | undefined): rank is number => Number.isFinite(rank);

/** The glyph of a rank; everything beyond the fifth looks like the fifth. */
export const priorityIcon = (rank: number): TemplateResult =>
  icon(shapes[Math.min(rank, shapes.length) - 1] ?? 'dash');

/** The matrix' word for a rank, in the element's language where the matrix is a shipped one. */
function wordOf(rank: number, matrix: PriorityMatrix | undefined, levels: LevelWords): string | undefined {
  const label = matrix?.priorities[rank - 1]?.label;
  return label !== undefined && matrix?.shipped === true ? (levels[label] ?? label) : label;
}

/**
 * A priority in words, shape and weight: `P2 High`. With the locale's `level` table the words of a shipped matrix are in
 * the element's language.
 */
export const priorityMark = (
  rank: number,
  matrix?: PriorityMatrix,
  levels: LevelWords = {},
): TemplateResult => {
  const word = wordOf(rank, matrix, levels);
  return html`<span class="priority" part="priority" data-rank=${Math.min(rank, 5)}
    >${priorityIcon(rank)}<span>${word ? `${priorityCode(rank)} ${word}` : priorityCode(rank)}</span></span
  >`;
};

interface TileWords {
  readonly levels: LevelWords;
  readonly noPriority: string;
}

/**
 * The same as a square: glyph and `P2`, its word for screen readers only. A dash where an incident has no priority.
 *
 * @param also What screen readers hear after it, such as "not read yet".
 */
export const priorityTile = (
  rank: number | undefined,
  matrix: PriorityMatrix | undefined,
  { levels, noPriority }: TileWords,
  also?: string,
): TemplateResult => {
  const known = isRank(rank);
  const word = known ? wordOf(rank, matrix, levels) : noPriority;
  const spoken = [word, also].filter(Boolean).join(', ');
  return html`<span class="priority tile" part="priority" data-rank=${known ? Math.min(rank, 5) : 5}
    >${priorityIcon(known ? rank : 5)}${known ? priorityCode(rank) : ''}<span class="visually-hidden"
      >${` ${spoken}`}</span
    ></span
  >`;
};
