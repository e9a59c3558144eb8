import type { Task, TaskChange } from '../core/task.js';
import type { TaskTerms } from '../locales/en/tasks.js';
import type { FieldSpeech } from './field-text.js';

/** What tasks are told with. */
export type TaskSpeech = Pick<FieldSpeech, 'dateTime'> & {
  readonly terms: FieldSpeech['terms'] & TaskTerms;
};

export type TaskField = keyof TaskTerms['taskField'];

export const taskFields: readonly TaskField[] = [
  'title',
  'kind',
  'state',
  'group',
  'owner',
  'dueAt',
  'result',
];

/** A part of a task as a person reads it; empty where nothing is set. */
export function taskText(
  field: TaskField,
  { title = '', kind, state, group, owner, dueAt, result }: Partial<Task> | TaskChange,
  { terms, dateTime }: TaskSpeech,
): string {
  const texts: Readonly<Record<TaskField, string | undefined>> = {
    title,
    kind: kind && terms.taskKind[kind],
    state: state && terms.taskState[state],
    group: group?.label,
    owner: owner?.name,
    dueAt: typeof dueAt === 'number' ? dateTime(dueAt) : undefined,
    result: result ?? undefined,
  };
  return texts[field] ?? '';
}

/** What a change says, part by part. */
export const taskLines = (
  change: TaskChange,
  speech: TaskSpeech,
): readonly (readonly [label: string, text: string])[] =>
  taskFields
    .filter((field) => change[field] !== undefined)
    .map((field) => [
      speech.terms.taskField[field],
      taskText(field, change, speech) || speech.terms.fieldValue.nothing,
    ]);
