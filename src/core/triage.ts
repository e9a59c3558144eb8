import type { EntryDraft } from './entry.js';
import type { Issue } from './errors.js';
import type { EditableField, Incident, IncidentPatch, Person, Ref, Resolution } from './incident.js';
import { transitionIssues } from './lifecycle.js';
import type { TransitionRequest } from './mutation.js';
import type { Policy } from './policy.js';
import { explainPriority } from './priority/priority.js';

/** What somebody does with the incidents of a queue, one or many at a time. */
export const deeds = ['take', 'assign', 'priority', 'comment', 'hold', 'resolve'] as const;
export type Deed = (typeof deeds)[number];

/** The answers a deed asks for. */
export interface DeedAnswers {
  readonly assignee?: Person;
  readonly group?: Ref;
  /** Ranks of the matrix, counted from the highest. */
  readonly impact?: number;
  readonly urgency?: number;
  /** Id of a hold reason. */
  readonly reason?: string;
  /** Words that go with it. */
  readonly comment?: string;
  /** Only those who work on it read the comment. */
  readonly internal?: boolean;
  readonly code?: string;
  readonly method?: string;
  readonly notes?: string;
}

/** What the backend can do, as far as deeds need it. */
export interface DeedAbilities {
  readonly update: boolean;
  readonly transition: boolean;
  readonly comment: boolean;
  readonly workNote: boolean;
  readonly writes: (field: EditableField) => boolean;
}

export interface DeedContext {
  readonly able: DeedAbilities;
  /** The signed-in person; undefined where nobody is named. */
  readonly me: Person | undefined;
  readonly policy: Policy;
}

/** The one change a deed makes to one incident, or what stands against it. */
export type DeedPlan =
  | { readonly kind: 'transition'; readonly request: TransitionRequest }
  | { readonly kind: 'update'; readonly patch: IncidentPatch }
  | { readonly kind: 'entry'; readonly entry: EntryDraft }
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] };

/** Whether the backend can do it at all. */
export function canDo(deed: Deed, { able, me }: Pick<DeedContext, 'able' | 'me'>): boolean {
  switch (deed) {
    case 'take':
      return me !== undefined && able.update && able.writes('assignee');
    case 'assign':
      return able.update && (able.writes('assignee') || able.writes('group'));
    case 'priority':
      return able.update && able.writes('impact') && able.writes('urgency');
    case 'comment':
      return able.comment || able.workNote;
    case 'hold':
    case 'resolve':
      return able.transition;
  }
}

const refused = (path: string, code: string, message: string): DeedPlan => ({
  kind: 'refused',
  issues: [{ path, code, message }],
});

const isOver = ({ status: { category } }: Incident): boolean =>
  category === 'resolved' || category === 'closed' || category === 'cancelled';

const over = ({ status }: Incident): DeedPlan =>
  refused('status', 'illegal-transition', `An incident that is ${status.category} is not worked on.`);

function stepPlan(incident: Incident, request: TransitionRequest, policy: Policy): DeedPlan {
  const issues = transitionIssues(incident, request, {}, policy);
  return issues.length > 0 ? { kind: 'refused', issues } : { kind: 'transition', request };
}

/** To somebody or to a group. Whoever takes what is new begins to work on it, which acknowledges it. */
function assignPlan(
  incident: Incident,
  { assignee, group }: DeedAnswers,
  { able, policy }: DeedContext,
): DeedPlan {
  if (isOver(incident)) return over(incident);
  if (!assignee && !group) return refused('assignee', 'required', 'Name somebody or a group.');
  const begins = assignee !== undefined && incident.status.category === 'new' && able.transition;
  if (begins) return stepPlan(incident, { to: 'active', assignee, ...(group ? { group } : {}) }, policy);
  // Another group's people are not this one's: the name goes with the old group.
  const person: IncidentPatch = assignee ? { assignee } : incident.assignee ? { assignee: null } : {};
  return { kind: 'update', patch: { ...(group ? { group } : {}), ...person } };
}

function priorityPlan(
  { impact: before, urgency: then }: Incident,
  { impact = before, urgency = then }: DeedAnswers,
  { able, policy }: DeedContext,
): DeedPlan {
  if (impact === undefined || urgency === undefined)
    return refused('impact', 'required', 'Choose impact and urgency.');
  const assessment = explainPriority(policy.matrix, { impact, urgency }, {}, undefined);
  const priority = assessment && able.writes('priority') ? { priority: assessment.priority } : {};
  return { kind: 'update', patch: { impact, urgency, ...priority, ...(assessment ? { assessment } : {}) } };
}

const resolutionOf = ({ code = '', method, notes = '' }: DeedAnswers, policy: Policy): Resolution => ({
  type: policy.resolutionCodes.find(({ id }) => id === code)?.workaround ? 'workaround' : 'permanent',
  code,
  ...(method ? { method } : {}),
  notes,
});

/** What a deed does to one incident. The guards of the lifecycle decide; what they ask for is in the answers. */
export function planDeed(
  deed: Deed,
  incident: Incident,
  answers: DeedAnswers,
  context: DeedContext,
): DeedPlan {
  const { me, policy, able } = context;
  const { reason = '', comment = '', internal } = answers;
  const words = comment.trim() === '' ? {} : { comment: comment.trim() };
  switch (deed) {
    case 'take':
      return me
        ? assignPlan(incident, { assignee: me }, context)
        : refused('assignee', 'required', 'Sign in first.');
    case 'assign':
      return assignPlan(incident, answers, context);
    case 'priority':
      return priorityPlan(incident, answers, context);
    case 'comment': {
      if (comment.trim() === '') return refused('comment', 'required', 'Write a few words.');
      const isNote = able.workNote && (internal === true || !able.comment);
      return { kind: 'entry', entry: { kind: isNote ? 'work-note' : 'comment', text: comment.trim() } };
    }
    case 'hold':
      return stepPlan(incident, { to: 'paused', reason, ...words }, policy);
    case 'resolve':
      return stepPlan(
        incident,
        { to: 'resolved', resolution: resolutionOf(answers, policy), ...words },
        policy,
      );
  }
}

/** Whether a deed may make sense for an incident before anything has been answered. */
export const isOffered = (deed: Deed, incident: Incident, context: DeedContext): boolean => {
  if (!canDo(deed, context)) return false;
  const plan = planDeed(deed, incident, {}, context);
  return plan.kind !== 'refused' || plan.issues.every(({ code }) => code !== 'illegal-transition');
};
