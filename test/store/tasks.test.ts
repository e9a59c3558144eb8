import { expect } from '@open-wc/testing';

import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { Entry } from '../../src/core/entry.js';
import type { Task } from '../../src/core/task.js';
import { taskNote } from '../../src/core/task-notes.js';
import type { IncidentStore } from '../../src/store/index.js';
import { changeTask, incidentTasks, tasksKeptAs } from '../../src/store/views/tasks.js';
import type { TaskView } from '../../src/store/views/tasks.js';
import { aDraft } from '../../src/testing/index.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, states, until, watch } from './support/desk.js';

const lena = { id: 'lena', name: 'Lena Fischer' };
const mehmet = { id: 'mehmet', name: 'Mehmet Şahin' };
const ping = { title: 'Ping the core switch', kind: 'check' } as const;

afterEach(closeStores);

/** The checklist as it is shown. */
const shown = (store: IncidentStore, id: string): readonly TaskView[] =>
  store.open(incidentTasks, id).value.tasks;
const told = (store: IncidentStore, id: string): readonly string[] =>
  shown(store, id).map(({ task, pending }) =>
    [task.title, task.state, task.owner?.name, task.result, pending].filter(Boolean).join(' | '),
  );

/** A backend with real tasks whose way can be cut. */
async function desk() {
  const local = localAdapter({ name: crypto.randomUUID(), user: lena });
  const made = await local.create(aDraft(), { key: crypto.randomUUID() });
  let cut = false;
  const way = (): Promise<void> => (cut ? Promise.reject(noNetwork()) : Promise.resolve());
  const adapter: Adapter = {
    ...local,
    get: (...all) => way().then(() => local.get(...all)),
    list: (...all) => way().then(() => local.list(...all)),
    tasks: (...all) => way().then(() => local.tasks(...all)),
    saveTask: (...all) => way().then(() => local.saveTask(...all)),
    // Nothing of a dead way is heard.
    subscribe: () => () => undefined,
  };
  return { local, adapter, id: made.id, cut: (now: boolean) => void (cut = now) };
}

describe('the tasks of a backend that keeps them', () => {
  it('are added, started and finished through the outbox', async () => {
    const { adapter, local, id } = await desk();
    const store = openStore(adapter, { author: 'lena' });
    const { stop } = watch(store.open(incidentTasks, id));
    await changeTask(store, id, ping);
    await emptyOutbox(store);
    await until('the task is there', () => shown(store, id)[0]?.task.version === '1');
    await changeTask(store, id, { state: 'active', owner: mehmet }, shown(store, id)[0]?.task);
    await emptyOutbox(store);
    await changeTask(store, id, { state: 'done', result: 'No loss.' }, shown(store, id)[0]?.task);
    await emptyOutbox(store);
    expect(told(store, id)).to.deep.equal(['Ping the core switch | done | Mehmet Şahin | No loss.']);
    expect((await local.tasks(id)).map(({ state, version }) => [state, version])).to.deep.equal([
      ['done', '3'],
    ]);
    const { items } = await local.entries(id, { limit: 10 });
    expect(items.map(({ text }) => text?.split('\n')[0]).slice(0, 3)).to.deep.equal([
      'Check done: Ping the core switch',
      'Check started: Ping the core switch',
      'Check added: Ping the core switch',
    ]);
    stop();
  });

  it('are worked on without a network, several changes of one after the other, and arrive in that order', async () => {
    const { adapter, local, id, cut } = await desk();
    const store = openStore(adapter, { author: 'lena' });
    const { stop } = watch(store.open(incidentTasks, id));
    await until('the checklist is known', () => store.open(incidentTasks, id).value.state === 'empty');
    cut(true);
    await changeTask(store, id, ping);
    await changeTask(store, id, { state: 'active', owner: mehmet }, shown(store, id)[0]?.task);
    await changeTask(store, id, { state: 'done', result: 'No loss.' }, shown(store, id)[0]?.task);
    expect(shown(store, id).map(({ task }) => [task.title, task.state, task.result])).to.deep.equal([
      ['Ping the core switch', 'done', 'No loss.'],
    ]);
    expect(shown(store, id)[0]?.pending).to.not.equal(undefined);
    expect(await local.tasks(id)).to.deep.equal([]);
    cut(false);
    await store.resume();
    await emptyOutbox(store);
    const [task] = await local.tasks(id);
    expect([task?.state, task?.owner?.id, task?.result, task?.version]).to.deep.equal([
      'done',
      'mehmet',
      'No loss.',
      '3',
    ]);
    stop();
  });

  it('are shown from this device when the page is opened without a network', async () => {
    const { adapter, id, cut } = await desk();
    const first = openStore(adapter, { author: 'lena' });
    const looking = watch(first.open(incidentTasks, id));
    await changeTask(first, id, ping);
    await emptyOutbox(first);
    await first.open(incidentTasks, id).refresh();
    await pause(100);
    looking.stop();
    first.dispose();
    cut(true);
    const second = openStore(adapter, { author: 'lena' });
    const { stop } = watch(second.open(incidentTasks, id));
    await until('the kept task', () => told(second, id).length === 1);
    expect(told(second, id)).to.deep.equal(['Ping the core switch | open']);
    expect(second.open(incidentTasks, id).value.cached).to.equal(true);
    stop();
  });

  it('stand in conflict where a colleague was quicker, until somebody has chosen', async () => {
    const { adapter, local, id } = await desk();
    const store = openStore(adapter, { author: 'lena' });
    const { stop } = watch(store.open(incidentTasks, id));
    await changeTask(store, id, ping);
    await emptyOutbox(store);
    const seen = shown(store, id)[0]?.task as Task;
    const theirs = await local.saveTask(
      id,
      { ...seen, owner: lena, group: { id: 'network', label: 'Network' } },
      { key: 'a colleague', version: seen.version ?? '' },
    );
    await changeTask(store, id, { state: 'active', owner: mehmet }, seen);
    await until('a conflict', () => states(store.outbox.value)[0] === 'conflict');
    const [item] = store.outbox.value.items;
    expect(item?.theirTask).to.deep.equal(theirs);
    // A later change of the same task waits for the choice, one of another does not.
    await changeTask(store, id, { state: 'done', result: 'No loss.' }, shown(store, id)[0]?.task);
    await changeTask(store, id, { title: 'Read the log', kind: 'step' });
    await until('the other one', async () => (await local.tasks(id)).length === 2);
    await until('only those of one task', () => store.outbox.value.items.length === 2);
    expect(states(store.outbox.value)).to.deep.equal(['conflict', 'waiting']);
    await store.resolveConflict(item?.mutation.key ?? '', 'mine');
    await emptyOutbox(store);
    const [task] = await local.tasks(id);
    // What the colleague alone has changed stays.
    expect([task?.owner?.id, task?.group?.id, task?.state, task?.result]).to.deep.equal([
      'mehmet',
      'network',
      'done',
      'No loss.',
    ]);
    stop();
  });

  it('is no conflict where both have wanted the same', async () => {
    const { adapter, local, id } = await desk();
    const store = openStore(adapter, { author: 'lena' });
    const { stop } = watch(store.open(incidentTasks, id));
    await changeTask(store, id, ping);
    await emptyOutbox(store);
    const seen = shown(store, id)[0]?.task as Task;
    await local.saveTask(id, { ...seen, state: 'active' }, { key: 'a colleague' });
    await changeTask(store, id, { state: 'active' }, seen);
    await emptyOutbox(store);
    expect((await local.tasks(id))[0]?.version).to.equal('2');
    stop();
  });

  it('goes with what was made on top of it when a new task is given up', async () => {
    const { adapter, local, id, cut } = await desk();
    // No attempt begins while it is given up.
    const store = openStore(adapter, { author: 'lena', retryBase: 60_000, retryCap: 60_000 });
    const { stop } = watch(store.open(incidentTasks, id));
    await until('the checklist is known', () => store.open(incidentTasks, id).value.state === 'empty');
    cut(true);
    const { key } = await changeTask(store, id, ping);
    await changeTask(store, id, { state: 'active' }, shown(store, id)[0]?.task);
    await until('both at rest', () => states(store.outbox.value).every((one) => one !== 'sending'));
    expect((await store.discard(key)).length).to.equal(2);
    cut(false);
    await store.resume();
    await pause(50);
    expect(await local.tasks(id)).to.deep.equal([]);
    stop();
  });

  it('is waiting with its incident as long as that is not there', async () => {
    const { adapter, local, cut } = await desk();
    const store = openStore(adapter, { author: 'lena' });
    cut(true);
    const { incidentId } = await store.createIncident(aDraft({ title: 'Made without a network' }));
    const { stop } = watch(store.open(incidentTasks, incidentId));
    await changeTask(store, incidentId, ping);
    expect(shown(store, incidentId).map(({ task }) => task.title)).to.deep.equal([ping.title]);
    cut(false);
    await store.resume();
    await emptyOutbox(store);
    const { items } = await local.list({}, { limit: 5 });
    const made = items.find(({ title }) => title === 'Made without a network');
    expect((await local.tasks(made?.id ?? '')).map(({ title }) => title)).to.deep.equal([ping.title]);
    stop();
  });
});

describe('the tasks of a backend that keeps none', () => {
  const printer = incident({ id: 'i1' });

  it('are internal notes there: RT is one of those, and no note is written where nobody could read it back', () => {
    const rt = restAdapter({ profile: parseProfile(rtPreset), baseUrl: '/api' });
    expect(tasksKeptAs(rt)).to.equal('notes');
    expect(tasksKeptAs(localAdapter())).to.equal('tasks');
    expect(tasksKeptAs(scriptedAdapter())).to.equal('notes');
    expect(tasksKeptAs(scriptedAdapter({ without: ['entries'] }))).to.equal(undefined);
    expect(tasksKeptAs(scriptedAdapter({ traits: { entryKinds: ['comment'] } }))).to.equal(undefined);
  });

  it('are written as notes that people read, and read again from the timeline', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentTasks, 'i1'));
    await until('the checklist is known', () => store.open(incidentTasks, 'i1').value.state === 'empty');
    await changeTask(store, 'i1', ping);
    await emptyOutbox(store);
    await changeTask(store, 'i1', { state: 'done', result: 'No loss.' }, shown(store, 'i1')[0]?.task);
    await emptyOutbox(store);
    const { items } = await adapter.entries('i1', { limit: 10 });
    expect(items.map(({ kind, visibility }) => [kind, visibility])).to.deep.equal([
      ['work-note', 'internal'],
      ['work-note', 'internal'],
    ]);
    expect(items[0]?.text).to.match(
      /^Check done: Ping the core switch\nResult: No loss\.\n\[task \w+ · check · done · change \w+ after \w+\]$/u,
    );
    stop();
    const other = openStore(adapter, { author: 'somebody else' });
    const looking = watch(other.open(incidentTasks, 'i1'));
    await until('the task', () => told(other, 'i1').length === 1);
    expect(told(other, 'i1')).to.deep.equal(['Ping the core switch | done | No loss.']);
    looking.stop();
  });

  it('are worked on without a network and show what waits', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentTasks, 'i1'));
    await until('the checklist is known', () => store.open(incidentTasks, 'i1').value.state === 'empty');
    for (const call of ['addEntry', 'entries', 'get', 'list'] as const)
      adapter.always(call, { fail: noNetwork() });
    await changeTask(store, 'i1', ping);
    await changeTask(store, 'i1', { state: 'active', owner: mehmet }, shown(store, 'i1')[0]?.task);
    expect(shown(store, 'i1').map(({ task }) => task.state)).to.deep.equal(['active']);
    expect(shown(store, 'i1')[0]?.pending).to.not.equal(undefined);
    for (const call of ['addEntry', 'entries', 'get', 'list'] as const) adapter.always(call, undefined);
    await store.resume();
    await emptyOutbox(store);
    await until('nothing waits', () => shown(store, 'i1')[0]?.pending === undefined);
    expect(told(store, 'i1')).to.deep.equal(['Ping the core switch | active | Mehmet Şahin']);
    stop();
  });

  it('count once where two people have changed one at the same time, and the second is told', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentTasks, 'i1'));
    await until('the checklist is known', () => store.open(incidentTasks, 'i1').value.state === 'empty');
    await changeTask(store, 'i1', ping);
    await emptyOutbox(store);
    const seen = shown(store, 'i1')[0]?.task as Task;
    await pause(5);
    const theirs: Task = { ...seen, owner: lena, version: 'theirs1' };
    await adapter.addEntry('i1', { kind: 'work-note', text: taskNote(seen, theirs) }, { key: 'a colleague' });
    await pause(5);
    await changeTask(store, 'i1', { state: 'done', result: 'No loss.' }, seen);
    await emptyOutbox(store);
    await store.open(incidentTasks, 'i1').refresh();
    const [view] = shown(store, 'i1');
    expect([view?.task.state, view?.task.owner?.id]).to.deep.equal(['open', 'lena']);
    expect(view?.lost.map(({ note }) => note.task.result)).to.deep.equal(['No loss.']);
    await changeTask(store, 'i1', { state: 'done', result: 'No loss.' }, view?.task);
    await emptyOutbox(store);
    await store.open(incidentTasks, 'i1').refresh();
    expect(told(store, 'i1')).to.deep.equal(['Ping the core switch | done | Lena Fischer | No loss.']);
    expect(shown(store, 'i1')[0]?.lost).to.deep.equal([]);
    stop();
  });

  it('are found behind hundreds of entries, with words that are kept apart', async () => {
    const at = Date.UTC(2026, 10, 27, 9);
    const note = (text: string, n: number): Entry => ({
      id: `e${String(n)}`,
      incidentId: 'i1',
      kind: 'work-note',
      visibility: 'internal',
      occurredAt: at + n,
      recordedAt: at + n,
      text,
    });
    const task: Task = { id: 't1', ...ping, state: 'open', version: 'v1' };
    const entries = [
      note(taskNote(undefined, task), 0),
      ...Array.from({ length: 700 }, (_, n) => note(`Note ${String(n)}`, n + 1)),
      note(taskNote(task, { ...task, state: 'active', version: 'v2' }), 800),
    ];
    const words = new Map(entries.map(({ id, text = '' }) => [id, text]));
    const base = scriptedAdapter({ incidents: [printer], entries });
    let asked = 0;
    const adapter: Adapter = {
      ...base,
      async entries(id, page, options) {
        const found = await base.entries(id, page, options);
        const items = found.items.map(({ text: _text, ...rest }): Entry => ({ ...rest, deferred: true }));
        return { ...found, items };
      },
      entryTexts: (_, ids) => {
        asked += ids.length;
        return Promise.resolve(new Map(ids.map((id) => [id, words.get(id) ?? ''])));
      },
    };
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentTasks, 'i1'));
    await until('the task', () => told(store, 'i1').length === 1);
    expect(told(store, 'i1')).to.deep.equal(['Ping the core switch | active']);
    expect(store.open(incidentTasks, 'i1').value.partial).to.equal(false);
    // A second look reads the newest entries only, and no words twice.
    const [before, pages] = [asked, base.count('entries')];
    await store.open(incidentTasks, 'i1').refresh();
    expect([asked - before, base.count('entries') - pages]).to.deep.equal([0, 1]);
    stop();
  });
});
