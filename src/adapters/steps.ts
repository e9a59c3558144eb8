import type { StatusCategory } from '../core/incident.js';
import type { Requirement } from '../core/lifecycle.js';
import { transitions } from '../core/lifecycle.js';
import type { FieldDescription } from './adapter.js';

const comment: FieldDescription = { name: 'comment', kind: 'prose' };

/** What is asked for with a step, where only our own lifecycle asks. */
const wanted = (name: string, kind: FieldDescription['kind']): FieldDescription => ({
  name,
  kind,
  required: true,
});

const asked: Readonly<Record<Requirement, readonly FieldDescription[]>> = {
  // One of both is enough, so none of them is required by itself.
  assignee: [
    { name: 'assignee', kind: 'person' },
    { name: 'group', kind: 'ref' },
  ],
  reason: [wanted('reason', 'text')],
  'public-comment': [wanted('comment', 'prose')],
  resolution: [wanted('resolution', 'resolution')],
  administrator: [],
};

/** What our lifecycle asks for with a step; words for everybody may always go with it. */
export function asksOf(from: StatusCategory, to: StatusCategory): readonly FieldDescription[] {
  const { requires = [] } = transitions.find((one) => one.from === from && one.to === to) ?? {};
  const asks = requires.flatMap((need) => asked[need]);
  return asks.some(({ name }) => name === comment.name) ? asks : [...asks, comment];
}
