import type { Issue } from './errors.js';
import type { Incident, Person, Ref } from './incident.js';
import type { Policy } from './policy.js';
import type { Instant } from './time.js';

/** What a task is for: a check that a team makes beside the others, or one step of the plan that brings the service back. */
export const taskKinds = ['check', 'step'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Where a task stands. A skipped one is not done and no longer wanted. */
export const taskStates = ['open', 'active', 'done', 'skipped'] as const;
export type TaskState = (typeof taskStates)[number];

/** One item of an incident's checklist. */
export interface Task {
  /** Made where somebody adds it, so that it can be worked on before the backend knows it. */
  readonly id: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly state: TaskState;
  /** The team that does it. */
  readonly group?: Ref;
  readonly owner?: Person;
  /** When it is expected to be done. */
  readonly dueAt?: Instant;
  /** What came of it; for a skipped one why. */
  readonly result?: string;
  /** Another one after each change, where the backend has versions. */
  readonly version?: string;
}

type Changeable = 'group' | 'owner' | 'dueAt' | 'result';

/** What somebody changes of a task, or a new one. `null` empties a field. */
export type TaskChange = Partial<Pick<Task, 'title' | 'kind' | 'state'>> & {
  readonly [F in Changeable]?: Task[F] | null;
};

/** What somebody does with a task. */
export const taskActions = ['start', 'finish', 'assign', 'skip', 'reopen'] as const;
export type TaskAction = (typeof taskActions)[number];

const unfinished: readonly TaskState[] = ['open', 'active'];

const rows: Readonly<Record<TaskAction, { readonly from: readonly TaskState[]; readonly to?: TaskState }>> = {
  start: { from: ['open'], to: 'active' },
  finish: { from: unfinished, to: 'done' },
  assign: { from: unfinished },
  skip: { from: unfinished, to: 'skipped' },
  reopen: { from: ['done', 'skipped'], to: 'open' },
};

/** Whether a task still waits to be done. */
export const isUnfinished = ({ state }: Task): boolean => unfinished.includes(state);

/** What can be done with a task now, in the order in which a task usually meets it. */
export const actionsOnTask = ({ state }: Task): readonly TaskAction[] =>
  taskActions.filter((action) => rows[action].from.includes(state));

/** What an action needs to be told. */
export interface TaskAnswers {
  readonly result?: string;
  readonly group?: Ref | null;
  readonly owner?: Person | null;
  readonly dueAt?: Instant | null;
}

/**
 * What an action changes.
 *
 * @param me Who does it: what nobody has is theirs when they start or finish it.
 */
export function changeBy(
  action: TaskAction,
  task: Task,
  { result, ...given }: TaskAnswers,
  me: Person | undefined,
): TaskChange {
  const { to } = rows[action];
  const takes = (action === 'start' || action === 'finish') && task.owner === undefined && me !== undefined;
  const told = (result ?? '').trim();
  return {
    ...(to === undefined ? {} : { state: to }),
    ...(takes ? { owner: me } : {}),
    ...(told === '' ? {} : { result: told }),
    ...(action === 'reopen' && task.result !== undefined ? { result: null } : {}),
    ...(action === 'assign' ? given : {}),
  };
}

/** The task after a change; a new one where there was none. */
export function changedTask(id: string, before: Task | undefined, change: TaskChange): Task {
  const start: Task = { title: '', kind: 'check', state: 'open', ...before, id };
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const whole = Object.entries({ ...start, ...Object.fromEntries(given) });
  return Object.fromEntries(whole.filter(([, value]) => value !== null)) as unknown as Task;
}

/** What stands against a task as it would be; empty where nothing does. */
export function taskIssues({ title, kind, state, result = '' }: Task): readonly Issue[] {
  const required = (path: string, message: string): Issue => ({ path, code: 'required', message });
  return [
    ...(title.trim() === '' ? [required('title', 'Say what is to be done.')] : []),
    // A step of a plan is done or not; a check without a result has told nobody anything.
    ...(state === 'done' && kind === 'check' && result.trim() === ''
      ? [required('result', 'Say what the check has shown.')]
      : []),
    ...(state === 'skipped' && result.trim() === '' ? [required('result', 'Say why it is skipped.')] : []),
  ];
}

/** How far a checklist has come. Skipped tasks count as neither done nor wanted. */
export interface TaskProgress {
  /** All that are wanted. */
  readonly wanted: number;
  readonly done: number;
  readonly active: number;
  readonly skipped: number;
  /** Not done although they should be by now. */
  readonly late: number;
}

export function progressOf(tasks: readonly Task[], now: Instant): TaskProgress {
  const count = (test: (task: Task) => boolean): number => tasks.filter(test).length;
  return {
    wanted: count(({ state }) => state !== 'skipped'),
    done: count(({ state }) => state === 'done'),
    active: count(({ state }) => state === 'active'),
    skipped: count(({ state }) => state === 'skipped'),
    late: count((task) => isLate(task, now)),
  };
}

/** Whether a task should be done by now and is not. */
export const isLate = (task: Task, now: Instant): boolean =>
  isUnfinished(task) && task.dueAt !== undefined && task.dueAt < now;

/** What open tasks mean to somebody who resolves their incident. */
export interface OpenTasks {
  readonly titles: readonly string[];
  /** The policy lets nobody resolve it so; otherwise it is a warning. */
  readonly refuses: boolean;
}

/** What is still open where somebody resolves an incident; undefined where nothing is. */
export function openTasks(
  tasks: readonly Task[],
  { resolveWithOpenTasks }: Pick<Policy, 'resolveWithOpenTasks'>,
): OpenTasks | undefined {
  const titles = tasks.filter(isUnfinished).map(({ title }) => title);
  return titles.length === 0 ? undefined : { titles, refuses: resolveWithOpenTasks === 'refuse' };
}

/** The checks the policy has for an incident's category and nobody has added yet, ready to be added. */
export function missingChecks(
  { category }: Incident,
  tasks: readonly Task[],
  { categories }: Pick<Policy, 'categories'>,
): readonly TaskChange[] {
  const { checks = [] } = categories.find(({ id }) => id === category) ?? {};
  const there = new Set(tasks.filter(({ kind }) => kind === 'check').map(({ title }) => title));
  return checks
    .filter(({ title }) => !there.has(title))
    .map(({ title, group }) => ({
      title,
      kind: 'check',
      ...(group === undefined ? {} : { group: { id: group, label: group } }),
    }));
}

/** Whether a task is as a change wants it. */
export const hasChange = (task: Task, change: TaskChange): boolean =>
  Object.entries(change).every(
    ([name, value]) => JSON.stringify(task[name as keyof Task] ?? null) === JSON.stringify(value ?? null),
  );
