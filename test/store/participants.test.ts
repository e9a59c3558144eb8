import { expect } from '@open-wc/testing';

import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { ParticipantChange } from '../../src/core/participant.js';
import type { IncidentStore } from '../../src/store/index.js';
import { incidentParticipants } from '../../src/store/views/participants.js';
import { incidentRelations } from '../../src/store/views/relations.js';
import { anIncident } from '../../src/testing/index.js';
import { noNetwork } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, states, until, watch } from './support/desk.js';

afterEach(closeStores);

const lost = new IncidentError('network', 'The answer was lost.', { ambiguous: true });

interface Way {
  /** Nothing gets through. */
  cut?: boolean;
  /** The next changes are kept and their answers lost. */
  loses?: number;
  /** The next changes are lost before they arrive. */
  drops?: number;
}

/** A backend with a team whose way can be cut; without keys, so that only reading the team tells what became of a change. */
function desk() {
  const incidents = [
    anIncident({ id: 'i1', number: 'INC0000001' }),
    anIncident({ id: 'i2', number: 'INC0000002', title: 'No network in Leeds' }),
    anIncident({ id: 'i3', number: 'INC0000003', title: 'Fibre cut' }),
  ];
  const local = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
  const way: Way = {};
  const sent: string[] = [];
  const open = (): Promise<void> => (way.cut ? Promise.reject(noNetwork()) : Promise.resolve());
  const taken = (name: 'drops' | 'loses'): boolean => {
    const left = way[name] ?? 0;
    way[name] = Math.max(0, left - 1);
    return left > 0;
  };
  const adapter: Adapter = {
    ...local,
    traits: { ...local.traits, idempotency: 'none' },
    get: (...all) => open().then(() => local.get(...all)),
    list: (...all) => open().then(() => local.list(...all)),
    participants: (...all) => open().then(() => local.participants(...all)),
    async saveParticipant(id, participant, write) {
      await open();
      sent.push(`${participant.gone ? '-' : '+'}${participant.person.id} ${participant.role}`);
      if (taken('drops')) throw lost;
      await local.saveParticipant(id, participant, write);
      if (taken('loses')) throw lost;
    },
    // Nothing of a dead way is heard.
    subscribe: () => () => undefined,
  };
  return { local, adapter, way, sent };
}

const told = (store: IncidentStore): readonly string[] =>
  store
    .open(incidentParticipants, 'i1')
    .value.participants.map(({ person, role, pending, gone }) =>
      [person.name, role, gone ? 'goes' : undefined, pending].filter(Boolean).join(' | '),
    );
const lena: ParticipantChange = { person: { id: 'lena', name: 'Lena Fischer' }, role: 'commander' };

async function opened(adapter: Adapter): Promise<IncidentStore> {
  const store = openStore(adapter);
  watch(store.open(incidentParticipants, 'i1'));
  await until('nobody', () => store.open(incidentParticipants, 'i1').value.state === 'empty');
  return store;
}

describe('a part that somebody gives or takes away', () => {
  it('is shown at once, and until it has gone it says that it goes', async () => {
    const { adapter, sent } = desk();
    const store = await opened(adapter);
    await store.saveParticipant('i1', lena);
    expect(told(store)[0]).to.match(/^Lena Fischer \| commander \| (?:queued|sending)$/);
    await emptyOutbox(store);
    await until('it stands alone', () => told(store).join() === 'Lena Fischer | commander');
    await store.saveParticipant('i1', { ...lena, gone: true });
    expect(told(store)[0]).to.match(/^Lena Fischer \| commander \| goes \| /);
    await emptyOutbox(store);
    await until('nobody again', () => told(store).length === 0);
    expect(sent).to.deep.equal(['+lena commander', '-lena commander']);
  });

  it('waits without a network, can be taken back while it waits, and arrives in its order', async () => {
    const { adapter, way, sent } = desk();
    const store = await opened(adapter);
    way.cut = true;
    await store.saveParticipant('i1', lena);
    const wrong = await store.saveParticipant('i1', { ...lena, role: 'scribe' });
    await store.saveParticipant('i1', { person: { id: 'mehmet', name: 'Mehmet Şahin' }, role: 'security' });
    expect(told(store).length).to.equal(3);
    await store.discard(wrong.key);
    await until('it is taken back', () => told(store).length === 2);
    way.cut = false;
    await store.resume();
    await emptyOutbox(store);
    expect(sent).to.deep.equal(['+lena commander', '+mehmet security']);
  });

  it('whose answer was lost is looked for, and not sent again where it is there', async () => {
    const { adapter, way, sent, local } = desk();
    const store = await opened(adapter);
    for (const change of [lena, { ...lena, gone: true }]) {
      way.loses = 1;
      await store.saveParticipant('i1', change);
      await emptyOutbox(store);
    }
    expect(sent).to.deep.equal(['+lena commander', '-lena commander']);
    expect(await local.participants('i1')).to.deep.equal([]);
  });

  it('that was lost on its way is looked for, and sent again', async () => {
    const { adapter, way, sent, local } = desk();
    const store = await opened(adapter);
    way.drops = 2;
    await store.saveParticipant('i1', lena);
    await emptyOutbox(store);
    expect(sent.length).to.equal(3);
    expect((await local.participants('i1')).length).to.equal(1);
  });

  it('stays open where its answer was lost and nobody can look', async () => {
    const { participants: _none, ...adapter } = desk().adapter;
    const store = openStore({ ...adapter, saveParticipant: () => Promise.reject(lost) });
    await store.saveParticipant('i1', lena);
    await until('it is open', () => states(store.outbox.value)[0] === 'unknown');
  });

  it('is refused in the words of the backend, and can be given up', async () => {
    const store = await opened({
      ...desk().adapter,
      saveParticipant: () => Promise.reject(new IncidentError('forbidden', 'Only leads may.')),
    });
    await store.saveParticipant('i1', lena);
    await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
    expect(told(store)).to.deep.equal(['Lena Fischer | commander | failed']);
    const [item] = store.outbox.value.items;
    expect(item?.error?.message).to.equal('Only leads may.');
    await store.discard(item?.mutation.key ?? '');
    await until('it is gone', () => told(store).length === 0);
  });

  it('fails by itself where the backend keeps none', async () => {
    const { saveParticipant: _none, ...adapter } = desk().adapter;
    const store = openStore(adapter);
    await store.saveParticipant('i1', lena);
    await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
    expect(store.outbox.value.items[0]?.error?.kind).to.equal('unsupported');
  });

  it('is sent once between two tabs, and both show it', async () => {
    const { adapter, way, sent } = desk();
    const first = await opened(adapter);
    way.cut = true;
    await first.saveParticipant('i1', lena);
    const second = openStore(adapter);
    watch(second.open(incidentParticipants, 'i1'));
    await until('the other tab shows it', () => told(second).length === 1);
    way.cut = false;
    await Promise.all([first.resume(), second.resume()]);
    await Promise.all([first, second].map(emptyOutbox));
    for (const tab of [first, second])
      await until('it stands alone', () => told(tab).join() === 'Lena Fischer | commander');
    expect(sent).to.deep.equal(['+lena commander']);
  });
});

describe('a parent that takes the place of another one', () => {
  it('is shown with what it replaces until it is there, and leaves an entry for each of both', async () => {
    const { adapter, local, way } = desk();
    await local.relate('i1', { kind: 'parent', id: 'i2' }, { key: 'before' });
    const store = openStore(adapter);
    const links = store.open(incidentRelations, 'i1');
    watch(links);
    await until('the first parent', () => links.value.relations[0]?.id === 'i2');
    way.cut = true;
    await store.relate('i1', {
      kind: 'parent',
      number: 'INC0000003',
      replaces: { id: 'INC0000002', number: 'INC0000002' },
    });
    expect(links.value.relations.map(({ replaces }) => replaces?.number)).to.deep.equal([
      undefined,
      'INC0000002',
    ]);
    way.cut = false;
    await store.resume();
    await emptyOutbox(store);
    expect((await local.get('i1')).parentId).to.equal('i3');
    await until('the second parent alone', () => links.value.relations.map(({ id }) => id).join() === 'i3');
    const { items } = await local.entries('i1', { limit: 5 });
    expect(items.slice(0, 2).map(({ changes }) => changes)).to.deep.equal([
      [{ field: 'link', label: 'parent', to: 'INC0000003' }],
      [{ field: 'link', label: 'parent', from: 'INC0000002' }],
    ]);
  });
});
