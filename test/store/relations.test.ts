import { expect } from '@open-wc/testing';

import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { RelationChange } from '../../src/core/relation.js';
import type { IncidentStore } from '../../src/store/index.js';
import { incidentRelations } from '../../src/store/views/relations.js';
import { anIncident } from '../../src/testing/index.js';
import { noNetwork } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, states, until, watch } from './support/desk.js';

afterEach(closeStores);

const lost = new IncidentError('network', 'The answer was lost.', { ambiguous: true });

interface Way {
  /** Nothing gets through. */
  cut?: boolean;
  /** The next links are kept and their answers lost. */
  loses?: number;
  /** The next links are lost before they arrive. */
  drops?: number;
}

/** A backend with links whose way can be cut; without keys, so that only reading the links tells what became of one. */
function desk(over: Partial<Adapter['traits']> = {}) {
  const name = crypto.randomUUID();
  const incidents = [
    anIncident({ id: 'i1', number: 'INC0000001' }),
    anIncident({ id: 'i2', number: 'INC0000002', title: 'No network in Leeds' }),
  ];
  const local = localAdapter({ name, seed: { incidents } });
  const way: Way = {};
  const sent: string[] = [];
  const open = (): Promise<void> => (way.cut ? Promise.reject(noNetwork()) : Promise.resolve());
  const adapter: Adapter = {
    ...local,
    traits: { ...local.traits, idempotency: 'none', ...over },
    get: (...all) => open().then(() => local.get(...all)),
    list: (...all) => open().then(() => local.list(...all)),
    related: (...all) => open().then(() => local.related(...all)),
    async relate(id, relation, write) {
      await open();
      sent.push(`${relation.gone ? '-' : '+'}${relation.kind} ${relation.id}`);
      if ((way.drops ?? 0) > 0) {
        way.drops = (way.drops ?? 0) - 1;
        throw lost;
      }
      await local.relate(id, relation, write);
      if ((way.loses ?? 0) === 0) return;
      way.loses = (way.loses ?? 0) - 1;
      throw lost;
    },
    // Nothing of a dead way is heard.
    subscribe: () => () => undefined,
  };
  return { local, adapter, way, sent };
}

const told = (store: IncidentStore): readonly string[] =>
  store
    .open(incidentRelations, 'i1')
    .value.relations.map(({ kind, number, title, pending, gone }) =>
      [kind, number, title, gone ? 'goes' : undefined, pending].filter(Boolean).join(' | '),
    );
const part: RelationChange = { kind: 'parent', number: 'inc0000002' };

describe('a link that somebody adds or removes', () => {
  it('is shown at once, found by its number and told with its title when it is there', async () => {
    const { adapter, sent } = desk();
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentRelations, 'i1'));
    await until('no links', () => store.open(incidentRelations, 'i1').value.state === 'empty');
    await store.relate('i1', part);
    expect(told(store)[0]).to.match(/^parent \| inc0000002 \| (?:queued|sending)$/);
    await emptyOutbox(store);
    await until('the title', () => told(store)[0] === 'parent | INC0000002 | No network in Leeds');
    await store.relate('i1', { kind: 'parent', id: 'i2', number: 'INC0000002', gone: true });
    expect(told(store)[0]).to.match(/^parent \| INC0000002 \| No network in Leeds \| goes \| /);
    await emptyOutbox(store);
    await until('no links again', () => told(store).length === 0);
    expect(sent).to.deep.equal(['+parent i2', '-parent i2']);
    stop();
  });

  it('waits without a network and arrives in the order in which it was done', async () => {
    const { adapter, way, sent } = desk();
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentRelations, 'i1'));
    await until('no links', () => store.open(incidentRelations, 'i1').value.state === 'empty');
    way.cut = true;
    await store.relate('i1', part);
    await store.relate('i1', { kind: 'problem', number: 'PRB9' });
    await store.relate('i1', { ...part, gone: true });
    expect(told(store).length).to.equal(2);
    way.cut = false;
    await store.resume();
    await emptyOutbox(store);
    expect(sent).to.deep.equal(['+parent i2', '+problem PRB9', '-parent i2']);
    await until('the problem alone', () => told(store).join() === 'problem');
    stop();
  });

  it('whose answer was lost is looked for, and not sent again where it is there', async () => {
    const { adapter, way, sent, local } = desk();
    const store = openStore(adapter);
    way.loses = 1;
    await store.relate('i1', part);
    await emptyOutbox(store);
    expect(sent).to.deep.equal(['+parent i2']);
    expect((await local.related('i1')).map(({ id }) => id)).to.deep.equal(['i2']);
  });

  it('that was lost on its way is looked for, and sent again', async () => {
    const { adapter, way, sent, local } = desk();
    const store = openStore(adapter);
    way.drops = 2;
    await store.relate('i1', part);
    await emptyOutbox(store);
    expect(sent.length).to.equal(3);
    expect((await local.related('i1')).length).to.equal(1);
  });

  it('is refused for a number nobody has, in words, and can be given up', async () => {
    const { adapter, sent } = desk();
    const store = openStore(adapter);
    const { stop } = watch(store.open(incidentRelations, 'i1'));
    await store.relate('i1', { kind: 'child', number: 'INC9' });
    await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
    const [item] = store.outbox.value.items;
    expect(item?.error?.message).to.equal('There is no incident INC9, or you may not see it.');
    expect(told(store)).to.deep.equal(['child | INC9 | failed']);
    await store.discard(item?.mutation.key ?? '');
    await until('it is gone', () => told(store).length === 0);
    expect(sent).to.deep.equal([]);
    stop();
  });

  it('is not taken for removed where its answer was lost and nobody can look', async () => {
    const { related: _none, ...adapter } = desk({ idempotency: 'lookup' }).adapter;
    let tries = 0;
    const store = openStore({
      ...adapter,
      relate: async () => {
        tries++;
        throw lost;
      },
    });
    await store.relate('i1', { ...part, gone: true });
    await until('it is open', () => states(store.outbox.value)[0] === 'unknown');
    expect(tries).to.equal(1);
  });

  it('fails by itself where the backend keeps none', async () => {
    const { relate: _none, ...adapter } = desk().adapter;
    const store = openStore(adapter);
    await store.relate('i1', part);
    await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
    expect(store.outbox.value.items[0]?.error?.kind).to.equal('unsupported');
  });
});

describe('an incident that is cancelled as a duplicate', () => {
  const cancels = { to: 'cancelled', reason: 'duplicate', duplicateOf: '#INC0000002' } as const;

  it('names the other one by its id, which nobody had to know', async () => {
    const { adapter, local } = desk({ idempotency: 'key' });
    const store = openStore(adapter);
    await store.transition('i1', cancels, await local.get('i1'));
    await emptyOutbox(store);
    expect((await local.get('i1')).duplicateOf).to.equal('i2');
    expect((await local.related('i2')).map(({ kind, id }) => `${kind} ${id}`)).to.deep.equal([
      'duplicate i1',
    ]);
  });

  it('keeps the number as it was typed where nobody may look it up', async () => {
    const { adapter, local } = desk({ idempotency: 'key' });
    const store = openStore({
      ...adapter,
      list: () => Promise.reject(new IncidentError('forbidden', 'No.')),
    });
    await store.transition('i1', cancels, await local.get('i1'));
    await emptyOutbox(store);
    expect((await local.get('i1')).duplicateOf).to.equal('#INC0000002');
  });

  it('is not cancelled at all where there is no such incident, although nobody could say so before', async () => {
    const { adapter, local, way } = desk({ idempotency: 'key' });
    const store = openStore(adapter);
    way.cut = true;
    await store.transition('i1', { ...cancels, duplicateOf: 'zzzz' }, await local.get('i1'));
    way.cut = false;
    await store.resume();
    await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
    const [item] = store.outbox.value.items;
    expect(item?.error?.message).to.equal('There is no incident zzzz, or you may not see it.');
    expect((await local.get('i1')).status.category).not.to.equal('cancelled');
  });

  it('may be told the other one by its id, as a page’s script knows it', async () => {
    const { adapter, local } = desk({ idempotency: 'key' });
    const store = openStore(adapter);
    await store.transition('i1', { ...cancels, duplicateOf: 'i2' }, await local.get('i1'));
    await emptyOutbox(store);
    expect((await local.get('i1')).duplicateOf).to.equal('i2');
  });
});
