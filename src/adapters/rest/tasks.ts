import type { Task } from '../../core/task.js';
import { equal } from '../../core/equal.js';
import { taskKinds, taskStates } from '../../core/task.js';
import { IncidentError } from '../../core/errors.js';
import type { Adapter } from '../adapter.js';
import { versionHeaders } from './concurrency.js';
import { hook } from './hooks.js';
import { carrying } from './idempotency.js';
import type { Client } from './operation.js';
import { compilePath, isObject, textOf } from './path.js';

const among = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((one) => one === value);

/** A reference or a person of an answer; undefined where it has no id. */
function named(
  value: unknown,
  name: 'label' | 'name',
): { readonly id: string; readonly text: string } | undefined {
  const id = isObject(value) ? textOf(value['id']) : undefined;
  return id === undefined || !isObject(value) ? undefined : { id, text: textOf(value[name]) ?? id };
}

/** What can be compared: names of people and groups are the backend's to write. */
const spoken = ({ group, owner, result, ...rest }: Omit<Task, 'version'>): object => ({
  ...rest,
  result: result?.trim() || undefined,
  group: group?.id,
  owner: owner?.id,
});

/**
 * Reads and keeps an incident's tasks, for a backend that speaks of them in our words, with instants as the profile writes
 * them.
 */
export function createTasks(client: Client): Required<Pick<Adapter, 'tasks' | 'saveTask'>> {
  const { codecs, concurrency, idempotency } = client.options.profile;
  const read = hook('codec', codecs.date.read);
  const write = hook('codec', codecs.date.write);

  function taskOf(row: unknown): Task {
    const id = isObject(row) ? textOf(row['id']) : undefined;
    if (!isObject(row) || id === undefined)
      throw new IncidentError('bad-answer', 'The backend returned a task without an id.', {
        ambiguous: true,
      });
    const group = named(row['group'], 'label');
    const owner = named(row['owner'], 'name');
    const dueAt = read?.read(row['dueAt']);
    const [result, version] = [textOf(row['result']), textOf(row['version'])];
    return {
      id,
      title: textOf(row['title']) ?? '',
      kind: among(taskKinds, row['kind']) ?? 'check',
      state: among(taskStates, row['state']) ?? 'open',
      ...(group ? { group: { id: group.id, label: group.text } } : {}),
      ...(owner ? { owner: { id: owner.id, name: owner.text } } : {}),
      ...(typeof dueAt === 'number' ? { dueAt } : {}),
      ...(result ? { result } : {}),
      ...(version === undefined ? {} : { version }),
    };
  }

  return {
    async tasks(id, options) {
      const answer = await client.call('tasks', { ...options, inputs: { id } });
      return client.told(answer, (body) => {
        const rows = compilePath(client.operation('tasks').items ?? '')(body);
        if (!Array.isArray(rows))
          throw new IncidentError('bad-answer', 'The backend returned no list of tasks.');
        return rows.map(taskOf);
      });
    },
    async saveTask(id, { version: _version, ...task }, options) {
      const { headers, signal } = carrying(idempotency, options);
      const answer = await client.call('saveTask', {
        inputs: { id },
        body: { ...task, ...(task.dueAt === undefined ? {} : { dueAt: write?.write(task.dueAt) }) },
        headers: { ...headers, ...versionHeaders(concurrency, options.version) },
        signal,
      });
      const { unwrap = '' } = client.operation('saveTask');
      const saved = client.told(answer, (body) => taskOf(compilePath(unwrap)(body)));
      // A yes counts only for the task that was sent, with everything that was said of it.
      const { version: _now, ...told } = saved;
      if (!equal(spoken(told), spoken(task)))
        throw new IncidentError(
          'bad-answer',
          'The backend answered with another task than the one it was sent.',
          {
            ambiguous: true,
          },
        );
      return saved;
    },
  };
}
