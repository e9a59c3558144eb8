import { IncidentError } from './errors.js';
import type { Issue } from './errors.js';
import type { Incident, StatusCategory } from './incident.js';
import type { TransitionRequest } from './mutation.js';
import { statusAfter } from './mutation.js';
import type { Pause } from './sla/pauses.js';

/** What a step asks for before it is allowed. */
export type Requirement = 'assignee' | 'reason' | 'public-comment' | 'resolution' | 'administrator';

/** One allowed step of the lifecycle. */
export interface Transition {
  readonly from: StatusCategory;
  readonly to: StatusCategory;
  readonly requires: readonly Requirement[];
}

const step = (from: StatusCategory, to: StatusCategory, ...requires: Requirement[]): Transition => ({
  from,
  to,
  requires,
});

/** The lifecycle by status category. Anything not listed is refused. */
export const transitions: readonly Transition[] = [
  step('new', 'active', 'assignee'),
  step('new', 'paused', 'reason'),
  step('active', 'paused', 'reason'),
  step('paused', 'active'),
  step('new', 'resolved', 'resolution'),
  step('active', 'resolved', 'resolution'),
  step('paused', 'resolved', 'resolution'),
  step('resolved', 'closed'),
  step('resolved', 'active', 'reason'),
  step('closed', 'active', 'administrator', 'reason'),
  step('new', 'cancelled', 'reason'),
  step('active', 'cancelled', 'reason'),
  step('paused', 'cancelled', 'reason'),
];

/** The hold reason that obliges us to tell the caller in public what we wait for. */
export const awaitingCaller = 'awaiting-caller';

/** Steps that lead away from a status. */
export const transitionsFrom = (from: StatusCategory): readonly Transition[] =>
  transitions.filter((t) => t.from === from);

/** Who asks for the step. Only matters for the few steps that need an administrator. */
export interface Actor {
  readonly administrator?: boolean;
}

const missing: Readonly<
  Record<Requirement, (incident: Incident, request: TransitionRequest, actor: Actor) => Issue | undefined>
> = {
  assignee: (incident, request) =>
    (request.assignee ?? request.group ?? incident.assignee ?? incident.group)
      ? undefined
      : { path: 'assignee', code: 'required', message: 'Name somebody or a group that takes it.' },
  reason: (_, request) =>
    (request.reason ?? '').trim() === ''
      ? { path: 'reason', code: 'required', message: 'Say why in a few words.' }
      : undefined,
  'public-comment': (_, request) =>
    (request.comment ?? '').trim() === ''
      ? { path: 'comment', code: 'required', message: 'Tell the caller in public what you wait for.' }
      : undefined,
  resolution: (_, request) =>
    request.resolution === undefined ||
    request.resolution.notes.trim() === '' ||
    (request.resolution.code ?? '') === ''
      ? {
          path: 'resolution',
          code: 'required',
          message: 'Say how it was resolved: code, notes, and whether it is a workaround.',
        }
      : undefined,
  administrator: (_, __, actor) =>
    actor.administrator === true
      ? undefined
      : {
          path: 'status',
          code: 'administrator-only',
          message: 'A closed incident is reopened by an administrator only; log a new one that refers to it.',
        },
};

/** Everything that stands against a step now; empty when it is allowed. */
export function transitionIssues(
  incident: Incident,
  request: TransitionRequest,
  actor: Actor = {},
): readonly Issue[] {
  const from = incident.status.category;
  const found = transitions.find((t) => t.from === from && t.to === request.to);
  if (!found)
    return [
      {
        path: 'status',
        code: 'illegal-transition',
        message: `An incident that is ${from} cannot become ${request.to}.`,
        params: { from, to: request.to },
      },
    ];
  const requires: readonly Requirement[] =
    request.to === 'paused' && request.reason === awaitingCaller
      ? [...found.requires, 'public-comment']
      : found.requires;
  return requires
    .map((need) => missing[need](incident, request, actor))
    .filter((issue) => issue !== undefined);
}

/** The holds after a step. What nobody wrote down before stays unknown, except that a new incident has had none. */
function pausesAfter(
  { status, pauses }: Incident,
  { to, reason }: TransitionRequest,
  now: number,
): readonly Pause[] | undefined {
  const known = pauses ?? (status.category === 'new' ? [] : undefined);
  if (!known) return undefined;
  const ended = known.map((pause) => (pause.to == null ? { ...pause, to: now } : pause));
  return to === 'paused' ? [...ended, { from: now, ...(reason === undefined ? {} : { reason }) }] : ended;
}

/**
 * The incident after a step, with the milestones the step sets.
 *
 * @throws {@link IncidentError} of kind `validation` when {@link transitionIssues} finds anything.
 */
export function transitionIncident(
  incident: Incident,
  request: TransitionRequest,
  now: number,
  actor: Actor = {},
): Incident {
  const issues = transitionIssues(incident, request, actor);
  if (issues.length > 0)
    throw new IncidentError('validation', issues.map((i) => i.message).join(' '), { issues });
  const from = incident.status.category;
  const { holdReason: _hold, resolvedAt, closedAt, resolution, ...rest } = incident;
  const pauses = pausesAfter(incident, request, now);
  const after: Incident = {
    ...rest,
    ...(request.assignee ? { assignee: request.assignee } : {}),
    ...(request.group ? { group: request.group } : {}),
    ...(request.custom ? { custom: { ...incident.custom, ...request.custom } } : {}),
    status: statusAfter(request),
    updatedAt: now,
    ...(pauses ? { pauses } : {}),
  };
  const kept = {
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(resolution === undefined ? {} : { resolution }),
  };
  switch (request.to) {
    case 'active': {
      const reopened = from === 'resolved' || from === 'closed';
      return {
        ...after,
        ...(from === 'new'
          ? { assignedAt: incident.assignedAt ?? now, acknowledgedAt: incident.acknowledgedAt ?? now }
          : {}),
        ...(reopened ? { reopenedAt: now, reopenCount: (incident.reopenCount ?? 0) + 1 } : {}),
      };
    }
    case 'paused':
      return { ...after, ...(request.reason === undefined ? {} : { holdReason: request.reason }) };
    case 'resolved':
      return { ...after, resolvedAt: now, ...(request.resolution ? { resolution: request.resolution } : {}) };
    case 'closed':
      return { ...after, ...kept, closedAt: now };
    default:
      return { ...after, ...kept, ...(closedAt === undefined ? {} : { closedAt }) };
  }
}
