import { improvementOf } from '../../core/improvement.js';
import type { ImprovementSource } from '../../core/improvement.js';
import type { KpiResult } from '../../core/kpi/request.js';
import { linesBehind } from '../../ui/figure-request.js';
import type { ImprovementLead } from '../../ui/improvement-offer.js';
import type { TrendAnswer } from './trend-answer.js';
import type { TrendPoint } from './trend-points.js';
import { isPart } from './trend-question.js';
import { wholeName } from './trend-words.js';
import type { Speaker } from './trend-words.js';

/** What a trend shows, and which of its numbers somebody looks at. */
export interface LookedAt {
  readonly by: Speaker;
  readonly results: readonly KpiResult[];
  readonly points: readonly TrendPoint[];
  readonly answer: Pick<TrendAnswer, 'figures' | 'ids'>;
  readonly target: number | undefined;
  readonly isShown: (key: string) => boolean;
}

/** The number whose incidents are shown, where it is enough to improve something by. */
export function leadOf({
  by,
  results,
  points,
  answer,
  target,
  isShown,
}: LookedAt): ImprovementLead | undefined {
  const made = (
    key: string,
    part: string | undefined,
    source: Omit<ImprovementSource, 'incidentIds' | 'target'>,
  ): ImprovementLead | undefined => {
    const incidentIds = answer.ids(source.request);
    const improvement = improvementOf({ ...source, target, incidentIds });
    return improvement && { key, part, improvement, behind: linesBehind(source.request, incidentIds) };
  };
  for (const [line, measured] of results.entries()) {
    const total = `total|${String(line)}`;
    const request = answer.figures[line];
    if (request && isShown(total)) return made(total, undefined, { request, measured });
    const point = points.find(({ key }) => isShown(`${key}|${String(line)}`));
    const cell = point?.cells[line];
    // A stretch that is not over, or is cut, says nothing yet.
    if (!point || point.isPartial || !cell || !('request' in cell.behind)) continue;
    const source = { request: cell.behind.request, measured: cell };
    return made(
      `${point.key}|${String(line)}`,
      wholeName(by, point),
      isPart(point.kind) ? { ...source, whole: measured } : source,
    );
  }
  return undefined;
}
