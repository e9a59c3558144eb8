import { expect } from '@open-wc/testing';

import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { AdapterWarning } from '../../src/adapters/rest/index.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { Incident } from '../../src/core/incident.js';
import type { Task } from '../../src/core/task.js';
import type { IncidentStore } from '../../src/store/index.js';
import { incidentTasks } from '../../src/store/views/tasks.js';
import type { FaultWorld } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { closeStores, openStore, states, until, watch } from './support/desk.js';

const vpn = { id: '7', title: 'VPN down', status: 'new' };
const ann = { id: 'amara', name: 'Amara Okafor' };
const bob = { id: 'bogdan', name: 'Bogdan Ilić' };

interface Desk {
  readonly world: FaultWorld;
  readonly store: IncidentStore;
  readonly warnings: readonly AdapterWarning[];
  readonly seen: () => Promise<Incident>;
  /** A colleague changes it by another way, such as the backend's own page. */
  readonly colleague: (patch: object) => Promise<void>;
  readonly reads: () => Promise<number>;
}

async function desk(frozenVersions: boolean): Promise<Desk> {
  const world = await newWorld({ frozenVersions, seed: { incidents: [vpn] } });
  const warnings: AdapterWarning[] = [];
  const adapter = restAdapter({
    profile: parseProfile(restPreset),
    baseUrl: world.baseUrl,
    allowOrigins: [new URL(world.baseUrl).origin],
    onWarning: (warning) => warnings.push(warning),
  });
  const store = openStore(adapter);
  const ask = async (path: string, method: string, body?: object): Promise<void> => {
    const answer = await fetch(world.baseUrl + path, {
      method,
      headers: { 'X-User': 'bogdan', 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  return {
    world,
    store,
    warnings,
    async seen() {
      const record = store.incident('7');
      watch(record);
      await until('the record', () => record.value.view !== undefined);
      return record.value.view!.incident;
    },
    colleague: (patch) => ask('/incidents/7', 'PATCH', patch),
    reads: async () =>
      (await world.journal()).filter(({ method, path }) => method === 'GET' && path === '/incidents/7')
        .length,
  };
}

const held = async (world: FaultWorld): Promise<Readonly<Record<string, unknown>>> =>
  (await world.state()).incidents[0]!;

afterEach(closeStores);

describe('a backend whose versions never move', () => {
  const overwrites: readonly (readonly [
    string,
    object,
    (store: IncidentStore, seen: Incident) => Promise<unknown>,
  ])[] = [
    [
      'the same field',
      { title: 'VPN down in Kassel' },
      (store, seen) => store.updateIncident('7', { title: 'VPN slow' }, seen),
    ],
    [
      'a field that was empty',
      { assignee: bob },
      (store, seen) => store.updateIncident('7', { assignee: ann }, seen),
    ],
    [
      'its own field',
      { custom: { costCentre: '4711' } },
      (store, seen) => store.updateIncident('7', { custom: { costCentre: '0815' } }, seen),
    ],
    [
      'who does it, with a step',
      { assignee: bob },
      (store, seen) => store.transition('7', { to: 'active', assignee: ann }, seen),
    ],
  ];
  for (const [what, theirs, change] of overwrites)
    it(`loses nothing of what a colleague has changed since somebody looked: ${what}`, async () => {
      const { world, store, seen, colleague } = await desk(true);
      const before = await seen();
      await colleague(theirs);
      await change(store, before);
      await until('both versions', () => states(store.outbox.value).join() === 'conflict');
      const [item] = store.outbox.value.items;
      expect(item?.theirs).to.deep.include(theirs);
      expect(await held(world)).to.deep.include(theirs);
      // Somebody who has seen both decides, and is not asked again.
      await store.resolveConflict(item!.mutation.key, 'mine');
      await until('it has gone through', () => store.outbox.value.items.length === 0);
      expect(await held(world)).not.to.deep.include(theirs);
    });

  it('is not believed any more when one has been seen to stay, and is told of to whoever runs the page', async () => {
    const { world, store, seen, colleague, warnings } = await desk(true);
    const { outcome } = await store.updateIncident('7', { title: 'VPN slow' }, await seen());
    const changed = (await outcome).incident!;
    expect(changed.title).to.equal('VPN slow');
    expect(warnings.map(({ code, path }) => [code, path])).to.deep.equal([['same-version', 'concurrency']]);
    await colleague({ title: 'VPN down in Kassel' });
    await store.updateIncident('7', { title: 'VPN is back' }, changed);
    await until('both versions', () => states(store.outbox.value).join() === 'conflict');
    expect(await held(world)).to.include({ title: 'VPN down in Kassel' });
  });

  it('takes a change beside another one: nothing is written over by it', async () => {
    const { world, store, seen, colleague } = await desk(true);
    const before = await seen();
    await colleague({ location: 'Kassel' });
    const { outcome } = await store.updateIncident('7', { title: 'VPN slow' }, before);
    expect((await outcome).state).to.equal('confirmed');
    expect(await held(world)).to.include({ title: 'VPN slow', location: 'Kassel' });
  });

  it('loses nothing of a task that a colleague has changed', async () => {
    const { world, store } = await desk(true);
    const added = await store.saveTask('7', 't1', { title: 'Look at the router', kind: 'step' });
    await added.outcome;
    const tasks = store.open(incidentTasks, '7');
    watch(tasks);
    const task = (): Task | undefined => tasks.value.tasks.find(({ task: { id } }) => id === 't1')?.task;
    await until('the task', () => task()?.version !== undefined);
    const before = task()!;
    const answer = await fetch(`${world.baseUrl}/incidents/7/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-User': 'bogdan' },
      body: JSON.stringify({
        id: 't1',
        title: 'Look at the router in Kassel',
        kind: 'step',
        state: 'active',
      }),
    });
    expect(answer.ok).to.equal(true);
    await store.saveTask('7', 't1', { result: 'It is off' }, before);
    await until('both versions', () => states(store.outbox.value).join() === 'conflict');
    expect(store.outbox.value.items[0]?.theirTask?.title).to.equal('Look at the router in Kassel');
  });
});

describe('a backend whose versions move', () => {
  it('is sent what somebody may write and may not read', async () => {
    const { world, store, seen } = await desk(false);
    const before = await seen();
    await world.script([{ match: { method: 'GET', path: '/incidents/7' }, act: 403, times: 0 }]);
    const { outcome } = await store.updateIncident('7', { title: 'One' }, before);
    expect((await outcome).state).to.equal('confirmed');
  });

  it('is believed once one has been seen to do so: it is not read again before every change', async () => {
    const { store, seen, reads, warnings } = await desk(false);
    const first = (await (await store.updateIncident('7', { title: 'One' }, await seen())).outcome).incident!;
    const before = await reads();
    const second = (await (await store.updateIncident('7', { title: 'Two' }, first)).outcome).incident!;
    await (
      await store.updateIncident('7', { title: 'Three' }, second)
    ).outcome;
    // The view that shows it reads it after each change; nobody else does.
    expect((await reads()) - before).to.be.at.most(2);
    expect(warnings).to.deep.equal([]);
  });

  it('refuses by itself what has been overtaken', async () => {
    const { world, store, seen, colleague } = await desk(false);
    const first = (await (await store.updateIncident('7', { title: 'One' }, await seen())).outcome).incident!;
    await colleague({ title: 'Theirs' });
    await store.updateIncident('7', { title: 'Two' }, first);
    await until('both versions', () => states(store.outbox.value).join() === 'conflict');
    const [last] = (await world.writes()).slice(-1);
    expect(last).to.include({ status: 412, applied: false });
  });
});
