import type { Task } from '../core/task.js';
import { aDraft } from './builders.js';
import type { Bench, Clause } from './contract.js';
import { alike, offers, refusal, whose } from './contract.js';

const keepsTasks = offers('create', 'tasks', 'saveTask');

const ping: Task = {
  id: 'ping1',
  title: 'Ping the core switch',
  kind: 'check',
  state: 'open',
  group: { id: 'network', label: 'Network' },
};
const restore: Task = {
  id: 'restore1',
  title: 'Restore the mailbox',
  kind: 'step',
  state: 'open',
  dueAt: Date.UTC(2026, 10, 27, 14),
};

const plain = ({ version: _version, ...task }: Task): object => task;

async function made({ adapter, key }: Bench): Promise<string> {
  return (await adapter.create(aDraft(), { key: key() })).id;
}

/** What an adapter with tasks has to make true. */
export const taskClauses: readonly Clause[] = [
  {
    says: 'keeps a checklist: tasks in the order in which they were added, as they were saved last',
    when: keepsTasks,
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      assert((await adapter.tasks(id)).length === 0, 'A new incident has no tasks.');
      const added = await adapter.saveTask(id, ping, { key: key() });
      assert(alike(plain(added), ping), `The answer should be the task, not ${JSON.stringify(added)}.`);
      await adapter.saveTask(id, restore, { key: key() });
      const done: Task = { ...added, state: 'done', result: 'Packet loss 0 %.' };
      const version = added.version === undefined ? {} : { version: added.version };
      await adapter.saveTask(id, done, { key: key(), ...version });
      const all = await adapter.tasks(id);
      assert(
        alike(all.map(plain), [plain(done), restore]),
        `The checklist should hold both as saved last, not ${JSON.stringify(all)}.`,
      );
    },
  },
  {
    says: 'carries a change of a task out once, however often it is sent',
    when: (subject) => keepsTasks(subject) && whose(({ idempotency }) => idempotency === 'key')(subject),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const once = { key: key() };
      const first = await adapter.saveTask(id, ping, once);
      const again = await adapter.saveTask(id, ping, { ...once, repeated: true });
      assert(alike(first, again), 'A repetition should answer what the first attempt did.');
      assert((await adapter.tasks(id)).length === 1, 'A repetition should add nothing.');
    },
  },
  {
    says: 'refuses a change of a task that somebody else has changed meanwhile',
    when: (subject) => keepsTasks(subject) && whose(({ concurrency }) => concurrency === 'version')(subject),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const added = await adapter.saveTask(id, ping, { key: key() });
      assert(added.version !== undefined, 'A task should have a version.');
      const seen = { version: added.version ?? '' };
      await adapter.saveTask(id, { ...added, state: 'active' }, { key: key(), ...seen });
      const error = await refusal(
        assert,
        'a change of what has moved on',
        adapter.saveTask(id, { ...added, title: 'Ping both switches' }, { key: key(), ...seen }),
      );
      assert(error.kind === 'conflict', `It should be a conflict, not ${error.kind}.`);
      const [present] = await adapter.tasks(id);
      assert(present?.state === 'active' && present.title === ping.title, 'Nothing of it should be kept.');
    },
  },
  {
    says: 'refuses a check that is done without a result, and a task without a title',
    when: keepsTasks,
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      for (const wrong of [
        { ...ping, state: 'done' as const },
        { ...ping, title: ' ' },
      ]) {
        const error = await refusal(
          assert,
          'an unfinished task',
          adapter.saveTask(id, wrong, { key: key() }),
        );
        assert(error.kind === 'validation', `It should be told as invalid, not as ${error.kind}.`);
      }
      assert((await adapter.tasks(id)).length === 0, 'Nothing of it should be kept.');
    },
  },
  {
    says: 'tells of a change of a task in the timeline, to those who work on it, and leaves the record as it is',
    when: (subject) => keepsTasks(subject) && offers('entries')(subject),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const before = await adapter.get(id);
      await adapter.saveTask(id, ping, { key: key() });
      const { items } = await adapter.entries(id, { limit: 10 });
      const told = items.filter(({ text }) => text?.includes(ping.title));
      assert(told.length === 1, 'One entry should name the task.');
      assert(told[0]?.visibility === 'internal', 'A caller should not read it.');
      const after = await adapter.get(id);
      assert(after.version === before.version, 'A task is no field of the record.');
    },
  },
];
