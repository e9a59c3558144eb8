import type { TaskKind, TaskState } from '../../core/task.js';

/** What the parts of a task are called. */
export const tasks = {
  taskKind: { check: 'Parallel check', step: 'Step of the plan' } as Record<TaskKind, string>,
  taskState: { open: 'Open', active: 'In progress', done: 'Done', skipped: 'Skipped' } as Record<
    TaskState,
    string
  >,
  taskField: {
    title: 'Task',
    kind: 'Kind',
    state: 'State',
    group: 'Team',
    owner: 'Owner',
    dueAt: 'Expected',
    result: 'Result',
  },
};

export type TaskTerms = typeof tasks;
