import { html } from 'lit';
import type { TemplateResult } from 'lit';

import { priorityCode } from '../core/priority/priority.js';
import type { PriorityMatrix } from '../core/priority/priority.js';
import { icon } from './icons.js';
import type { IconName } from './icons.js';

const shapes: readonly IconName[] = ['double-up', 'up', 'level', 'down', 'dash'];

/** The glyph of a rank; everything beyond the fifth looks like the fifth. */
export const priorityIcon = (rank: number): TemplateResult =>
  icon(shapes[Math.min(rank, shapes.length) - 1] ?? 'dash');

/**
 * A priority in words, shape and weight: `P2 High`. With the locale's `level` table the words of a shipped matrix are in
 * the element's language.
 */
export const priorityMark = (
  rank: number,
  matrix?: PriorityMatrix,
  levels: Readonly<Record<string, string>> = {},
): TemplateResult => {
  const label = matrix?.priorities[rank - 1]?.label;
  const word = label !== undefined && matrix?.shipped === true ? (levels[label] ?? label) : label;
  return html`<span class="priority" part="priority" data-rank=${Math.min(rank, 5)}
    >${priorityIcon(rank)}<span>${word ? `${priorityCode(rank)} ${word}` : priorityCode(rank)}</span></span
  >`;
};
