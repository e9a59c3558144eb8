import { expect } from '@open-wc/testing';

import { fillPolicy } from '../../src/core/policy.js';
import {
  actionsOnTask,
  changeBy,
  changedTask,
  missingChecks,
  openTasks,
  progressOf,
  taskIssues,
} from '../../src/core/task.js';
import type { Task, TaskState } from '../../src/core/task.js';
import { readTaskNote, taskNote, taskNoteIn, tasksIn } from '../../src/core/task-notes.js';
import { incident } from '../support/scripted-adapter.js';

const mehmet = { id: 'mehmet', name: 'Mehmet Şahin' };
const network = { id: 'network', label: 'Network' };
const nine = Date.UTC(2026, 10, 27, 9);

const ping: Task = {
  id: '4f2a1c',
  title: 'Ping the core switch',
  kind: 'check',
  state: 'open',
  group: network,
  version: 'v1',
};
const inState = (state: TaskState, more: Partial<Task> = {}): Task => ({ ...ping, state, ...more });

describe('a task', () => {
  it('is started, finished, given away and skipped while it is open, and reopened when it is over', () => {
    expect(actionsOnTask(inState('open'))).to.deep.equal(['start', 'finish', 'assign', 'skip']);
    expect(actionsOnTask(inState('active'))).to.deep.equal(['finish', 'assign', 'skip']);
    for (const over of ['done', 'skipped'] as const)
      expect(actionsOnTask(inState(over)), over).to.deep.equal(['reopen']);
  });

  it('belongs to whoever starts it, unless somebody has it', () => {
    expect(changeBy('start', ping, {}, mehmet)).to.deep.equal({ state: 'active', owner: mehmet });
    const taken = { ...ping, owner: { id: 'lena', name: 'Lena Fischer' } };
    expect(changeBy('start', taken, {}, mehmet)).to.deep.equal({ state: 'active' });
    expect(changeBy('skip', ping, { result: ' Not our switch. ' }, mehmet)).to.deep.equal({
      state: 'skipped',
      result: 'Not our switch.',
    });
  });

  it('loses its result when it is reopened, and its owner when it is given to a team alone', () => {
    const done = inState('done', { result: 'No loss.', owner: mehmet });
    expect(changedTask(done.id, done, changeBy('reopen', done, {}, mehmet))).to.deep.equal(
      inState('open', { owner: mehmet }),
    );
    const given = changeBy('assign', done, { owner: null, group: network, dueAt: nine }, undefined);
    expect(changedTask(done.id, done, given)).to.deep.equal(
      inState('done', { result: 'No loss.', dueAt: nine }),
    );
  });

  it('needs a title; a check that is done needs what it has shown, and what is skipped a reason', () => {
    const wrong = (task: Task): readonly string[] => taskIssues(task).map(({ path }) => path);
    expect(wrong({ ...ping, title: '  ' })).to.deep.equal(['title']);
    expect(wrong(inState('done'))).to.deep.equal(['result']);
    expect(wrong(inState('skipped'))).to.deep.equal(['result']);
    expect(wrong(inState('done', { result: 'No loss.' }))).to.deep.equal([]);
    expect(wrong(inState('done', { kind: 'step' }))).to.deep.equal([]);
  });
});

describe('a checklist', () => {
  it('counts what is wanted, done, under way, skipped and late', () => {
    const all = [
      inState('open', { dueAt: nine - 1 }),
      inState('active', { dueAt: nine }),
      inState('done', { dueAt: nine - 1, result: 'x' }),
      inState('skipped', { result: 'x' }),
    ];
    expect(progressOf(all, nine)).to.deep.equal({ wanted: 3, done: 1, active: 1, skipped: 1, late: 1 });
    expect(progressOf([], nine)).to.deep.equal({ wanted: 0, done: 0, active: 0, skipped: 0, late: 0 });
  });

  it('warns who resolves an incident of what is open, and refuses only where the policy says so', () => {
    const all = [inState('open'), inState('active', { title: 'Read the log' }), inState('done')];
    expect(openTasks(all, fillPolicy({}))).to.deep.equal({
      titles: ['Ping the core switch', 'Read the log'],
      refuses: false,
    });
    expect(openTasks(all, fillPolicy({ resolveWithOpenTasks: 'refuse' }))?.refuses).to.equal(true);
    expect(openTasks([inState('done'), inState('skipped')], fillPolicy({}))).to.equal(undefined);
  });

  it('is offered the checks of the category that nobody has added yet', () => {
    const policy = fillPolicy({
      categories: [
        {
          id: 'Network',
          label: 'Network',
          checks: [{ title: 'Ping the core switch', group: 'network' }, { title: 'Read the firewall log' }],
        },
        { id: 'Software', label: 'Software' },
      ],
    });
    const about = (category: string) => incident({ id: 'i1', category });
    expect(missingChecks(about('Network'), [ping], policy)).to.deep.equal([
      { title: 'Read the firewall log', kind: 'check' },
    ]);
    expect(missingChecks(about('Network'), [], policy)[0]).to.deep.equal({
      title: 'Ping the core switch',
      kind: 'check',
      group: { id: 'network', label: 'network' },
    });
    expect(missingChecks(about('Software'), [], policy)).to.deep.equal([]);
    expect(missingChecks(incident({ id: 'i1' }), [], policy)).to.deep.equal([]);
  });
});

describe('a note about a task', () => {
  const done: Task = {
    ...ping,
    state: 'done',
    owner: mehmet,
    dueAt: nine,
    result: 'Packet loss 0 %.',
    version: 'v2',
  };

  it('is read by a person as it stands', () => {
    expect(taskNote(ping, done)).to.equal(
      [
        'Check done: Ping the core switch',
        'Team: Network [network]',
        'Owner: Mehmet Şahin [mehmet]',
        'Due: 2026-11-27T09:00:00.000Z',
        'Result: Packet loss 0 %.',
        '[task 4f2a1c · check · done · change v2 after v1]',
      ].join('\n'),
    );
  });

  it('says the same when it is read again, also with line ends of another system around it', () => {
    const text = taskNote(ping, done);
    for (const told of [text, text.replaceAll('\n', '\r\n'), `\n${text}\n\n`]) {
      const note = readTaskNote(told);
      expect(note?.task).to.deep.equal(done);
      expect(note?.after).to.equal('v1');
      expect(note?.verb).to.equal('done');
    }
    expect(readTaskNote(taskNote(undefined, ping))).to.deep.equal({ verb: 'added', task: ping });
  });

  it('keeps words of people from being taken for a part of it', () => {
    const sly: Task = {
      ...done,
      title: 'Look\n[task x · check · done · change y]',
      group: { id: 'a]b c', label: 'A [b]' },
      result: 'First line\nOwner: Somebody else [root]\n[task z · check · open · change q]\nTeam: x [y]',
    };
    const read = readTaskNote(taskNote(ping, sly))?.task;
    expect(read?.id).to.equal('4f2a1c');
    expect(read?.owner).to.deep.equal(mehmet);
    expect(read?.group).to.deep.equal(sly.group);
    expect(read?.result).to.equal(sly.result);
    expect(read?.title).to.equal('Look [task x · check · done · change y]');
  });

  it('is no note where a line is missing, or where a caller has written it', () => {
    const text = taskNote(ping, done);
    expect(readTaskNote(undefined)).to.equal(undefined);
    expect(readTaskNote('We ping the switch [task 1]')).to.equal(undefined);
    expect(readTaskNote(text.split('\n').slice(0, -1).join('\n'))).to.equal(undefined);
    expect(readTaskNote(text.replace('· done ·', '· eaten ·'))).to.equal(undefined);
    expect(taskNoteIn({ kind: 'comment', visibility: 'public', text })).to.equal(undefined);
    expect(taskNoteIn({ kind: 'work-note', visibility: 'public', text })).to.equal(undefined);
    expect(taskNoteIn({ kind: 'work-note', visibility: 'internal', text })?.task.id).to.equal('4f2a1c');
  });
});

describe('a checklist that is read off a timeline', () => {
  let clock = nine;
  const entry = (text: string, author = mehmet) => ({
    kind: 'work-note' as const,
    visibility: 'internal' as const,
    text,
    recordedAt: (clock += 1000),
    author,
  });
  const step = (before: Task | undefined, change: Partial<Task>, version: string) => {
    const task = { ...(before ?? ping), ...change, version };
    return { task, entry: entry(taskNote(before, task)) };
  };

  it('holds every task as its last change left it, in the order in which they were added', () => {
    const added = step(undefined, {}, 'a1');
    const other = step(undefined, { id: 'other', title: 'Read the log' }, 'b1');
    const started = step(added.task, { state: 'active', owner: mehmet }, 'a2');
    const talk = entry('Nothing to do with it.');
    const { tasks, lost } = tasksIn([added.entry, other.entry, talk, started.entry]);
    expect(tasks).to.deep.equal([started.task, other.task]);
    expect(lost.size).to.equal(0);
  });

  it('lets the first of two changes count that were made at the same time, and tells of the other', () => {
    const added = step(undefined, {}, 'a1');
    const lena = { id: 'lena', name: 'Lena Fischer' };
    const first = step(added.task, { owner: lena }, 'a2');
    const second = step(added.task, { state: 'active', owner: mehmet }, 'a3');
    // Made on top of the one that does not count, before anybody knew.
    const third = step(second.task, { state: 'done', result: 'No loss.' }, 'a4');
    const all = [added.entry, first.entry, second.entry, third.entry];
    const found = tasksIn(all);
    expect(found.tasks).to.deep.equal([first.task]);
    expect(found.lost.get(ping.id)?.map(({ note, author }) => [note.task.version, author?.id])).to.deep.equal(
      [
        ['a3', 'mehmet'],
        ['a4', 'mehmet'],
      ],
    );
    // Whoever changes the one that counts has seen what was lost.
    const again = step(first.task, { state: 'done', result: 'No loss.' }, 'a5');
    const settled = tasksIn([...all, again.entry]);
    expect(settled.tasks).to.deep.equal([again.task]);
    expect(settled.lost.size).to.equal(0);
  });

  it('takes a change whose forerunner nobody has read, and counts a note that came twice once', () => {
    const late = step({ ...ping, version: 'never-read' }, { state: 'active' }, 'a9');
    expect(tasksIn([late.entry, { ...late.entry }]).tasks).to.deep.equal([late.task]);
    const next = step({ ...late.task, version: 'lost-note' }, { state: 'done', result: 'x' }, 'a11');
    expect(tasksIn([late.entry, next.entry]).tasks).to.deep.equal([next.task]);
  });

  it('goes by when they were written down, whatever order they come in', () => {
    const added = step(undefined, {}, 'a1');
    const done = step(added.task, { state: 'done', result: 'x' }, 'a2');
    expect(tasksIn([done.entry, added.entry]).tasks).to.deep.equal([done.task]);
  });
});
