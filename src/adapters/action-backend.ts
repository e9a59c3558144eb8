import type { ActionBackend } from '../core/actions.js';
import type { StatusCategory } from '../core/incident.js';
import type { Adapter } from './adapter.js';

/** What a backend can write, for the actions of the lifecycle: nothing before there is one. */
export function actionBackend(
  { traits, transition, update, addEntry }: Partial<Adapter> = {},
  leadsTo?: readonly StatusCategory[],
): ActionBackend {
  const adds = (kind: 'comment' | 'work-note'): boolean =>
    addEntry !== undefined && traits?.entryKinds.includes(kind) === true;
  return {
    transition: transition !== undefined,
    update: update !== undefined,
    comment: adds('comment'),
    workNote: adds('work-note'),
    ...(traits?.staysResolved && { staysResolved: true }),
    writes: (field) => traits?.fields[field]?.write === true,
    ...(leadsTo ? { leadsTo } : {}),
  };
}
