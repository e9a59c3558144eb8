import { IncidentError } from './errors.js';
import type { Issue } from './errors.js';
import type { Incident, StatusCategory, Ref } from './incident.js';
import type { TransitionRequest } from './mutation.js';
import { statusAfter } from './mutation.js';
import { openCategories } from './query.js';
import type { Pause } from './sla/pauses.js';
import type { Policy } from './policy.js';
import type { LifecycleLists } from './reasons.js';
import { standardLists } from './reasons.js';
import { mayDo } from './roles.js';
import { isSameNumber } from './relation.js';

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

/** Steps that lead away from a status. */
export const transitionsFrom = (from: StatusCategory): readonly Transition[] =>
  transitions.filter((t) => t.from === from);

/** Who asks for the step. Only matters for the few steps that need an administrator. */
export interface Actor {
  readonly administrator?: boolean;
  /** Ids of roles; one that may reopen what is closed counts as an administrator for that. */
  readonly roles?: readonly string[];
}

/** What the guards ask of a policy. */
export type LifecycleRules = LifecycleLists & Pick<Policy, 'roles'>;

const missing: Readonly<
  Record<
    Requirement,
    (
      incident: Incident,
      request: TransitionRequest,
      actor: Actor,
      rules: LifecycleRules | undefined,
    ) => Issue | undefined
  >
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
  administrator: (_, __, { administrator, roles = [] }, rules) =>
    administrator === true || (rules !== undefined && mayDo(rules.roles, roles, 'reopen-closed'))
      ? undefined
      : {
          path: 'status',
          code: 'administrator-only',
          message: 'A closed incident is reopened by an administrator only; log a new one that refers to it.',
        },
};

const unlisted = (path: string, value: string | undefined, list: readonly Ref[]): readonly Issue[] =>
  value === undefined || value.trim() === '' || list.some(({ id }) => id === value)
    ? []
    : [
        {
          path,
          code: 'unknown-choice',
          message: `"${value}" is not in the list; choose one of ${list.map(({ id }) => id).join(', ')}.`,
        },
      ];

/** Answers that are not among those the policy offers. */
function unlistedIn({ to, reason, resolution }: TransitionRequest, rules: LifecycleRules): readonly Issue[] {
  if (to === 'paused') return unlisted('reason', reason, rules.holdReasons);
  if (to === 'cancelled') return unlisted('reason', reason, rules.cancelReasons);
  if (to !== 'resolved') return [];
  return [
    ...unlisted('resolution.code', resolution?.code, rules.resolutionCodes),
    ...unlisted('resolution.method', resolution?.method, rules.resolutionMethods),
  ];
}

const itself: Issue = {
  path: 'duplicateOf',
  code: 'itself',
  message: 'An incident does not repeat itself; name the other one.',
};

const repeatsItself = ({ id, number }: Incident, { duplicateOf = '' }: TransitionRequest): boolean =>
  isSameNumber(id, duplicateOf) || isSameNumber(number, duplicateOf);

/**
 * Everything that stands against a step now; empty when it is allowed.
 *
 * @param rules The policy's lists and roles. Without them any reason and code is taken: a backend has its own.
 */
export function transitionIssues(
  incident: Incident,
  request: TransitionRequest,
  actor: Actor = {},
  rules?: LifecycleRules,
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
  const { holdReasons } = rules ?? standardLists;
  const asksCaller = holdReasons.find(({ id }) => id === request.reason)?.publicComment ?? false;
  const requires: readonly Requirement[] =
    request.to === 'paused' && asksCaller ? [...found.requires, 'public-comment'] : found.requires;
  return [
    ...requires
      .map((need) => missing[need](incident, request, actor, rules))
      .filter((one) => one !== undefined),
    ...(rules ? unlistedIn(request, rules) : []),
    ...(repeatsItself(incident, request) ? [itself] : []),
  ];
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

type Confirmation = Pick<Incident, 'confirmedAt' | 'confirmedBy'>;

/** That it works again, as far as somebody has said so. */
const confirmationOf = ({ confirmedAt, confirmedBy }: Confirmation): Confirmation =>
  confirmedAt === undefined ? {} : { confirmedAt, ...(confirmedBy ? { confirmedBy } : {}) };

/**
 * The incident as it may be told: what was confirmed before it was last resolved was another solution, whatever a backend
 * keeps of it.
 */
export function withoutOldConfirmation(incident: Incident): Incident {
  if (incident.confirmedAt === undefined) return incident;
  const { confirmedAt, confirmedBy: _by, ...rest } = incident;
  const isOpen = openCategories.includes(incident.status.category);
  return isOpen || confirmedAt < (incident.resolvedAt ?? -Infinity) ? rest : incident;
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
  rules?: LifecycleRules,
): Incident {
  const issues = transitionIssues(incident, request, actor, rules);
  if (issues.length > 0)
    throw new IncidentError('validation', issues.map((i) => i.message).join(' '), { issues });
  const from = incident.status.category;
  const { holdReason: _hold, resolvedAt, closedAt, resolution, confirmedAt, confirmedBy, ...rest } = incident;
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
    ...confirmationOf({ confirmedAt, confirmedBy }),
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
      return {
        ...after,
        resolvedAt: now,
        ...(request.resolution ? { resolution: request.resolution } : {}),
        ...(request.firstContact === undefined ? {} : { firstContact: request.firstContact }),
      };
    case 'closed':
      return { ...after, ...kept, ...confirmationOf(request), closedAt: now };
    default:
      return {
        ...after,
        ...kept,
        ...(closedAt === undefined ? {} : { closedAt }),
        ...(request.duplicateOf === undefined ? {} : { duplicateOf: request.duplicateOf }),
      };
  }
}

/** A step of a parent incident, and who took it. */
export interface ParentStep {
  /** The parent before the step. */
  readonly parent: Incident;
  readonly request: TransitionRequest;
  /** A caller who reopens speaks for their own incident only. */
  readonly by: 'staff' | 'caller';
}

/** A step a child takes because its parent did. */
export interface ChildStep {
  readonly incidentId: string;
  readonly request: TransitionRequest;
}

/** What a parent's step asks of a child, before it is known whether the child can take it. */
function childRequest(
  { parent, request, by }: ParentStep,
  child: Incident,
  rules: LifecycleLists,
): TransitionRequest | undefined {
  const { to, reason, resolution } = request;
  const from = parent.status.category;
  if (to === 'resolved') return { to, ...(resolution ? { resolution } : {}) };
  if (to === 'paused')
    return rules.holdReasons.find(({ id }) => id === reason)?.children ? { to, reason } : undefined;
  if (to !== 'active') return undefined;
  const reopened = from === 'resolved' || from === 'closed';
  if (reopened) return by === 'staff' && isResolved(child) ? { to, reason } : undefined;
  if (isResolved(child)) return undefined;
  const assignee = child.assignee ?? request.assignee ?? parent.assignee;
  return { to, ...(assignee ? { assignee } : {}) };
}

const isResolved = ({ status }: Incident): boolean => status.category === 'resolved';

/**
 * The steps its children take with a parent: they are worked on, held and resolved with it. Closing and cancelling are
 * decided for each alone, and a child that is a major incident goes its own way.
 */
export const effectsOnChildren = (
  step: ParentStep,
  children: readonly Incident[],
  rules: LifecycleLists = standardLists,
): readonly ChildStep[] =>
  children
    .filter(({ parentId, major }) => parentId === step.parent.id && major !== true)
    .flatMap((child) => {
      const request = childRequest(step, child, rules);
      return request && transitionIssues(child, request).length === 0
        ? [{ incidentId: child.id, request }]
        : [];
    });

/**
 * The step that takes a step back, or `undefined` where none leads back to the status before: a new incident that was
 * begun has been begun, and what was cancelled stays so.
 *
 * @param before The incident before the step.
 * @param reason Why, for the record, in the words of the screen.
 */
export function inverseStep(
  before: Incident,
  { to }: TransitionRequest,
  reason: string,
): TransitionRequest | undefined {
  const { category } = before.status;
  const back: TransitionRequest = {
    to: category,
    reason: category === 'paused' ? before.holdReason : reason,
    ...(category === 'resolved' && before.resolution ? { resolution: before.resolution } : {}),
  };
  const after: Incident = { ...before, status: { category: to } };
  return transitionIssues(after, back).length === 0 ? back : undefined;
}
