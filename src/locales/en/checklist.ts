import type { TaskAction, TaskKind } from '../../core/task.js';
import { plural } from '../plural.js';

const count = plural('en');

/** Words of an incident's checklist. */
export const checklist = {
  checklist: {
    heading: 'Tasks',
    empty: 'Nothing is on the checklist yet.',
    progress: (done: number, wanted: number) => `${String(done)} of ${String(wanted)} done`,
    skipped: (n: number) => count(n, { one: '# skipped', other: '# skipped' }),
    late: (n: number) => count(n, { one: '# late', other: '# late' }),
    isLate: 'late',
    nobody: 'nobody',
    dueBy: (time: string) => `by ${time}`,
    add: 'Add a task',
    addIt: 'Add',
    addChecks: (category: string) => `Add the checks for ${category}`,
    added: (n: number) => count(n, { one: '# task added.', other: '# tasks added.' }),
    on: (action: string, title: string) => `${action}: ${title}`,
    saved: (title: string, state: string) => `${title}: ${state}.`,
    what: 'What is to be done?',
    kind: 'What is it?',
    group: 'Which team?',
    owner: 'Who?',
    due: 'When is it expected to be done?',
    result: 'What has it shown?',
    outcome: 'What came of it?',
    why: 'Why is it skipped?',
    asNotes: 'The ticket system keeps no tasks: each change is an internal note there.',
    partial: 'The timeline is long and was not read to its beginning; an old task may be missing.',
    failed: 'The tasks could not be fetched.',
    lost: (who: string, what: string) =>
      `${who} changed this as well (${what}), but another change came first. Theirs does not count.`,
    useLost: 'Use that change',
    useLostOf: (title: string) => `Use that change: ${title}`,
  },
  /** Headings over the tasks of a kind. */
  taskGroup: { check: 'Parallel checks', step: 'Resolution plan' } as Record<TaskKind, string>,
  taskAction: {
    start: 'Start',
    finish: 'Finish',
    assign: 'Assign',
    skip: 'Skip',
    reopen: 'Reopen',
  } as Record<TaskAction, string>,
};

export type ChecklistTerms = typeof checklist;
