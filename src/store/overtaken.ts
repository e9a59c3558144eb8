import type { Incident, IncidentPatch } from '../core/incident.js';
import { editableFields } from '../core/incident.js';
import type { MutationIntent } from '../core/mutation.js';
import { sameValue } from '../core/same-value.js';
import type { Task } from '../core/task.js';

/** Whether two readings of a record differ in nothing a person could have changed. */
export const sameContent = (a: Incident, b: Incident): boolean =>
  a.status.category === b.status.category && editableFields.every((field) => sameValue(a[field], b[field]));

type Change = Extract<MutationIntent, { readonly kind: 'update' | 'transition' }>;

/** The fields an intent writes over. */
function writtenBy(intent: Change): IncidentPatch {
  if (intent.kind === 'update') return intent.patch;
  const { assignee, group, custom } = intent.transition;
  return { ...(assignee ? { assignee } : {}), ...(group ? { group } : {}), ...(custom ? { custom } : {}) };
}

/**
 * Whether an intent would write over something that has become another one since somebody saw the record. What they did
 * not see and is there now counts where the record has changed at all since then; a list may not have shown it.
 */
export function isOvertaken(intent: Change, seen: Incident, present: Incident): boolean {
  if (intent.kind === 'transition' && present.status.category !== seen.status.category) return true;
  const moved = seen.updatedAt !== present.updatedAt;
  const differs = (before: unknown, now: unknown): boolean =>
    !sameValue(before, now) && (moved || before !== undefined);
  const { custom = {}, ...fields } = writtenBy(intent);
  return (
    Object.keys(fields).some((field) =>
      differs(seen[field as keyof Incident], present[field as keyof Incident]),
    ) || Object.keys(custom).some((name) => differs(seen.custom?.[name], present.custom?.[name]))
  );
}

/** The same for a task, of which a change sends all. */
export const isTaskOvertaken = ({ version: _seen, ...seen }: Task, present: Task): boolean =>
  Object.keys({ ...seen, ...present }).some(
    (part) => part !== 'version' && !sameValue(seen[part as keyof typeof seen], present[part as keyof Task]),
  );
