import type { Task } from '../../core/task.js';
import { taskIssues } from '../../core/task.js';
import { IncidentError } from '../../core/errors.js';
import type { Database, WriteTx } from './database.js';
import type { TaskRow } from './schema.js';

/** All tasks of an incident. */
const range = (incidentId: string): IDBKeyRange => IDBKeyRange.bound([incidentId], [incidentId, []]);

const inOrder = (rows: readonly TaskRow[]): readonly Task[] =>
  [...rows].sort((a, b) => a.place - b.place).map(({ task }) => task);

/** The checklist of an incident, in the order in which its tasks were added. */
export const taskRows = async (db: Database, incidentId: string): Promise<readonly Task[]> =>
  inOrder(await db.getAll('tasks', range(incidentId)));

/** What saving a task has led to. */
export interface SavedTask {
  readonly task: Task;
  /** As it was; undefined for a new one. */
  readonly before: Task | undefined;
}

/** A task as it is kept. */
export async function taskRow(tx: WriteTx, incidentId: string, id: string): Promise<Task> {
  const row = await tx.objectStore('tasks').get([incidentId, id]);
  if (!row) throw new IncidentError('not-found', 'There is no such task.');
  return row.task;
}

/**
 * Keeps a task; refused where it is not complete, or where somebody else has changed it since it was seen.
 *
 * @param seen The version that was seen.
 */
export async function putTask(
  tx: WriteTx,
  incidentId: string,
  wanted: Task,
  seen: string | undefined,
): Promise<SavedTask> {
  const store = tx.objectStore('tasks');
  const row = await store.get([incidentId, wanted.id]);
  const before = row?.task;
  if (before && seen !== undefined && seen !== before.version)
    throw new IncidentError('conflict', 'Somebody else has changed this task meanwhile.', {
      current: before,
    });
  const issues = taskIssues(wanted);
  if (issues.length > 0)
    throw new IncidentError('validation', issues.map(({ message }) => message).join(' '), { issues });
  const task: Task = { ...wanted, version: String((Number(before?.version) || 0) + 1) };
  const place = row?.place ?? (await store.count(range(incidentId)));
  await store.put({ incidentId, id: task.id, place, task });
  return { task, before };
}
