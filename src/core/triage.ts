import type { Action, ActionAnswers, ActionContext, ActionName, Deed, Refusal } from './actions.js';
import { actionsFor, deedsOf } from './actions.js';
import type { Issue } from './errors.js';
import type { Incident, StatusCategory } from './incident.js';
import { transitionIssues } from './lifecycle.js';
import type { Policy } from './policy.js';
import { explainPriority } from './priority/priority.js';
import { mayDo } from './roles.js';

/** What somebody does with the incidents of a queue all day long, one or many at a time. */
export const usualQueueActions = [
  'take',
  'assign',
  'hand-over',
  'priority',
  'comment',
  'hold',
  'resolve',
] as const satisfies readonly (ActionName | 'priority' | 'comment')[];

/** All of it: the actions of the lifecycle for those who work on it, and two more. */
export const queueActions = [
  ...usualQueueActions,
  'acknowledge',
  'resume',
  'confirm',
  'close',
  'reopen',
  'major',
  'problem',
  'cancel',
] as const satisfies readonly (ActionName | 'priority' | 'comment')[];
export type QueueAction = (typeof queueActions)[number];

export interface QueueAnswers extends ActionAnswers {
  /** Ranks of the matrix, counted from the highest. */
  readonly impact?: number;
  readonly urgency?: number;
  /** Only those who work on it read the comment. */
  readonly internal?: boolean;
}

export interface QueueContext extends Omit<ActionContext, 'policy'> {
  readonly policy: Policy;
  /** Fields that can be written, beside those an action asks about. */
  readonly rates: { readonly cell: boolean; readonly priority: boolean };
}

/** What an action sends for one incident, or what stands against it. */
export type QueuePlan =
  { readonly deeds: readonly Deed[] } | { readonly refused: Refusal } | { readonly issues: readonly Issue[] };

const isOver = ({ status: { category } }: Incident): boolean =>
  category === 'resolved' || category === 'closed' || category === 'cancelled';

/** Whether one of the two that are no step of the lifecycle can be done. */
function refusalOf(
  action: 'priority' | 'comment',
  incident: Incident | undefined,
  { backend, policy, roles, rates }: QueueContext,
): Refusal | undefined {
  const isPriority = action === 'priority';
  if (!mayDo(policy.roles, roles, isPriority ? 'edit' : 'comment')) return 'role';
  if (isPriority && incident && isOver(incident)) return 'status';
  const can = isPriority ? backend.update && rates.cell : backend.comment || backend.workNote;
  return can ? undefined : 'backend';
}

const lifecycleAction = (
  action: Exclude<QueueAction, 'priority' | 'comment'>,
  incident: Incident,
  context: QueueContext,
): Action | undefined => actionsFor(incident, context).find(({ name }) => name === action);

/** Why an action makes no sense for an incident now; undefined where it does. */
export const refusedNow = (
  action: QueueAction,
  incident: Incident,
  context: QueueContext,
): Refusal | undefined =>
  action === 'priority' || action === 'comment'
    ? refusalOf(action, incident, context)
    : (lifecycleAction(action, incident, context) ?? { refused: 'backend' as const }).refused;

/** An incident of which nothing is known but where it stands. */
const standing = (category: StatusCategory): Incident => ({
  id: '',
  number: '',
  title: '',
  description: '',
  status: { category },
  loggedAt: 0,
  updatedAt: 0,
});

/** What can be done with an incident as it stands, in the order of all actions. */
export function actionsNow(incident: Incident, context: QueueContext): readonly QueueAction[] {
  const possible = new Set<QueueAction | ActionName>(
    actionsFor(incident, context).flatMap(({ name, refused }) => (refused === undefined ? [name] : [])),
  );
  for (const action of ['priority', 'comment'] as const)
    if (refusalOf(action, incident, context) === undefined) possible.add(action);
  return queueActions.filter((action) => possible.has(action));
}

/** What can be done with at least one of some incidents. Once everything can, the rest of them is not looked at. */
export function actionsForAny(incidents: Iterable<Incident>, context: QueueContext): readonly QueueAction[] {
  const possible = new Set<QueueAction>();
  for (const incident of incidents) {
    if (possible.size === queueActions.length) break;
    for (const action of actionsNow(incident, context)) possible.add(action);
  }
  return queueActions.filter((action) => possible.has(action));
}

const anyIncident = (['new', 'active', 'paused', 'resolved', 'closed'] as const).map(standing);

/** What can be done at all here: by this person, with this backend, for some incident. */
export const actionsAtAll = (context: QueueContext): readonly QueueAction[] =>
  actionsForAny(anyIncident, context).filter((action) => action !== 'take' || context.me !== undefined);

function priorityDeeds(
  { impact: before, urgency: then }: Incident,
  { impact = before, urgency = then }: QueueAnswers,
  { policy, rates }: QueueContext,
): readonly Deed[] {
  if (impact === undefined || urgency === undefined) return [];
  const assessment = explainPriority(policy.matrix, { impact, urgency }, {}, undefined);
  const priority = assessment && rates.priority ? { priority: assessment.priority } : {};
  return [{ kind: 'update', patch: { impact, urgency, ...priority, ...(assessment ? { assessment } : {}) } }];
}

function commentDeeds({ comment = '', internal }: QueueAnswers, { backend }: QueueContext): readonly Deed[] {
  const isNote = backend.workNote && (internal === true || !backend.comment);
  const text = comment.trim();
  return text === '' ? [] : [{ kind: 'entry', entry: { kind: isNote ? 'work-note' : 'comment', text } }];
}

/** What an action does to one incident. The lifecycle's rules and guards decide. */
export function planAction(
  action: QueueAction,
  incident: Incident,
  answers: QueueAnswers,
  context: QueueContext,
): QueuePlan {
  const refused = refusedNow(action, incident, context);
  if (refused) return { refused };
  if (action === 'priority') return { deeds: priorityDeeds(incident, answers, context) };
  if (action === 'comment') return { deeds: commentDeeds(answers, context) };
  const known = lifecycleAction(action, incident, context);
  const deeds = known ? deedsOf(known, incident, answers, context.me) : [];
  const issues = deeds.flatMap((deed) =>
    deed.kind === 'transition' ? transitionIssues(incident, deed.request, {}, context.policy) : [],
  );
  return issues.length > 0 ? { issues } : { deeds };
}

/** What an action of the lifecycle asks for. */
export const askedBy = (action: QueueAction, context: QueueContext): Action | undefined =>
  action === 'priority' || action === 'comment'
    ? undefined
    : lifecycleAction(action, standing('active'), context);
