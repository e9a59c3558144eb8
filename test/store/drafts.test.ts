import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import type { Deed } from '../../src/core/actions.js';
import { IncidentError } from '../../src/core/errors.js';
import { databaseName } from '../../src/store/storage.js';
import type { StoredDraft } from '../../src/store/index.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, emptyOutbox, openStore, pause, until } from './support/desk.js';

const report = { title: 'Mail is slow', description: 'Since eight' };
const patient = { retryBase: 60_000, retryCap: 60_000 };

describe('drafts', () => {
  afterEach(closeStores);

  it('survive a reload, byte for byte', async () => {
    const adapter = scriptedAdapter();
    const before = openStore(adapter);
    const text = `👩‍👩‍👧 \u0000 \ud800 ${'Line\n'.repeat(10_000)}`;
    expect(await before.drafts.save('form', { title: 'Half a title', description: text })).to.equal(
      'durable',
    );
    before.dispose();
    const after = openStore(adapter);
    expect((await after.drafts.load('form'))?.data).to.deep.equal({
      title: 'Half a title',
      description: text,
    });
  });

  it('are apart by scope, and gone when removed', async () => {
    const store = openStore(scriptedAdapter());
    await store.drafts.save('form', { title: 'One' });
    await store.drafts.save('timeline:INC1', { text: 'Two' });
    await store.drafts.remove('form');
    expect(await store.drafts.load('form')).to.equal(undefined);
    expect((await store.drafts.load('timeline:INC1'))?.data).to.deep.equal({ text: 'Two' });
  });

  it('written while an incident had no number yet are there under its id of the backend', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { delay: 300 });
    const store = openStore(adapter, patient);
    const { incidentId, outcome } = await store.createIncident(report);
    await store.drafts.save(`timeline:${incidentId}`, { text: 'Both relays' });
    const end = await outcome;
    const id = end.state === 'confirmed' ? (end.incident?.id ?? '') : '';
    expect(id).to.not.be.oneOf(['', incidentId]);
    // The composer stays open under the id it began with.
    await store.drafts.save(`timeline:${incidentId}`, { text: 'Both relays are full' });
    expect((await store.drafts.load(`timeline:${id}`))?.data).to.deep.equal({ text: 'Both relays are full' });
    expect(await store.drafts.offers(`timeline:${id}`)).to.deep.equal([]);
    expect(store.drafts.key(`timeline:${id}`)).to.equal(store.drafts.key(`timeline:${incidentId}`));
    store.dispose();
    const next = openStore(adapter);
    expect((await next.drafts.load(`timeline:${id}`))?.data).to.deep.equal({ text: 'Both relays are full' });
    expect(await next.drafts.load(`record:${id}`)).to.equal(undefined);
  });

  it('of two tabs are two texts, and each tab finds its own again', async () => {
    const adapter = scriptedAdapter();
    const [one, two] = [openStore(adapter), openStore(adapter)];
    await one.drafts.save('form', { title: 'The printer' });
    await two.drafts.save('form', { title: 'The lift' });
    await one.drafts.save('form', { title: 'The printer burns' });
    for (const [tab, title] of [
      [one, 'The printer burns'],
      [two, 'The lift'],
    ] as const) {
      expect((await tab.drafts.load('form'))?.data).to.deep.equal({ title });
      expect(await tab.drafts.offers('form')).to.have.length(1);
    }
    one.dispose();
    two.dispose();
    const titles = new Set<unknown>();
    for (const tab of [openStore(adapter), openStore(adapter)]) {
      titles.add((await tab.drafts.load('form'))?.data['title']);
      for (const { data } of await tab.drafts.offers('form')) titles.add(data['title']);
    }
    expect([...titles].sort()).to.deep.equal(['The lift', 'The printer burns']);
  });

  it('are offered to other tabs, and taken over by one that asks for it, without loss of either text', async () => {
    const adapter = scriptedAdapter();
    const [writer, reader] = [openStore(adapter), openStore(adapter)];
    const heard: (StoredDraft | undefined)[] = [];
    reader.drafts.subscribe('form', (draft) => heard.push(draft));
    await writer.drafts.save('timeline:INC1', { text: 'Another scope' });
    await writer.drafts.save('form', { title: 'Being typed' });
    await until('the other tab hears of it', () => heard.length === 1);
    expect(heard[0]?.data).to.deep.equal({ title: 'Being typed' });
    expect(await reader.drafts.load('form'), 'its tab is open').to.equal(undefined);
    const [offered] = await reader.drafts.offers('form');
    const taken = await reader.drafts.take('form', offered?.id ?? '');
    expect(taken?.data).to.deep.equal({ title: 'Being typed' });
    await reader.drafts.save('form', { title: 'Typed on in the other tab' });
    await pause(50);
    await writer.drafts.save('form', { title: 'Typed on here' });
    expect((await reader.drafts.load('form'))?.data).to.deep.equal({ title: 'Typed on in the other tab' });
    expect((await writer.drafts.load('form'))?.data).to.deep.equal({ title: 'Typed on here' });
  });

  it('left by a tab that has gone are taken up by the next one, also those of an earlier version', async () => {
    const adapter = scriptedAdapter();
    const first = openStore(adapter);
    await first.drafts.load('form');
    const db = await openDB(databaseName(adapter.id, 'elif'));
    await db.put(
      'drafts',
      { id: 'form', scope: 'form', data: { title: 'Left' }, savedAt: 1, tab: 'gone' },
      'form',
    );
    const kept = await first.drafts.load('form');
    expect(kept?.data).to.deep.equal({ title: 'Left' });
    expect(kept?.id).not.to.equal('form');
    expect(await db.count('drafts')).to.equal(1);
    db.close();
  });

  it('tell the others when they are removed', async () => {
    const adapter = scriptedAdapter();
    const [writer, reader] = [openStore(adapter), openStore(adapter)];
    const heard: unknown[] = [];
    reader.drafts.subscribe('form', (draft, sent) => heard.push([draft?.data, sent]));
    await writer.drafts.save('form', { title: 'a' });
    await until('the saving', () => heard.length === 1);
    await writer.drafts.remove('form');
    await until('and the removal', () => heard.length === 2);
    expect(heard[1]).to.deep.equal([undefined, false]);
  });
});

describe('a draft that is sent', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  const drafts = async ({ id }: ScriptedAdapter): Promise<number> => {
    const db = await openDB(databaseName(id, 'elif'));
    const count = await db.count('drafts');
    db.close();
    return count;
  };

  it('is one incident when it is sent from two tabs', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const [one, two] = [openStore(adapter), openStore(adapter)];
    await one.drafts.save('form', { title: report.title });
    const [offered] = await two.drafts.offers('form');
    await two.drafts.take('form', offered?.id ?? '');
    const sent = await Promise.all(
      [one, two].map((tab) => tab.createIncident(report, tab.drafts.key('form'))),
    );
    for (const { outcome } of sent) expect((await outcome).state).to.equal('confirmed');
    await pause(100);
    const late = await two.createIncident(report, sent[0]?.key);
    expect((await late.outcome).state).to.equal('confirmed');
    expect(adapter.count('create')).to.equal(1);
    expect(await drafts(adapter)).to.equal(0);
  });

  it('and was changed in the other tab before it was sent from there, is another incident', async () => {
    const adapter = scriptedAdapter();
    const [one, two] = [openStore(adapter), openStore(adapter)];
    await one.drafts.save('form', { title: report.title });
    const [offered] = await two.drafts.offers('form');
    await two.drafts.take('form', offered?.id ?? '');
    const key = two.drafts.key('form');
    expect(one.drafts.key('form')).to.equal(key);
    await one.createIncident(report, key);
    await two.createIncident({ ...report, title: 'Mail is slow in Berlin' }, key);
    await emptyOutbox(one);
    await emptyOutbox(two);
    expect(adapter.records().map(({ title }) => title)).to.have.members([
      'Mail is slow',
      'Mail is slow in Berlin',
    ]);
  });

  it('is the one or the other after a crash, never both and never neither', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, patient);
    await store.drafts.save('form', { title: report.title });
    const mutations = new Set<string>();
    const { transaction } = IDBDatabase.prototype;
    replace(IDBDatabase.prototype, 'transaction', {
      value(this: IDBDatabase, ...args: Parameters<typeof transaction>) {
        const tx = transaction.apply(this, args);
        if (tx.mode === 'readwrite' && tx.objectStoreNames.contains('outbox'))
          mutations.add([...tx.objectStoreNames].join());
        return tx;
      },
    });
    const deletions: string[] = [];
    const { delete: remove } = IDBObjectStore.prototype;
    replace(IDBObjectStore.prototype, 'delete', {
      value(this: IDBObjectStore, ...args: Parameters<typeof remove>) {
        if (this.name === 'drafts') deletions.push([...this.transaction.objectStoreNames].join());
        return remove.apply(this, args);
      },
    });
    await store.createIncident(report, store.drafts.key('form'));
    heal();
    expect(deletions).to.deep.equal(['drafts,meta,outbox']);
    expect(await drafts(adapter)).to.equal(0);
    expect(mutations).to.include('drafts,meta,outbox');
  });

  it('does not come back with a text written a moment too late', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, patient);
    await store.drafts.save('form', { title: 'Mail' });
    const key = store.drafts.key('form');
    await store.createIncident(report, key);
    const db = await openDB(databaseName(adapter.id, 'elif'));
    await db.put(
      'drafts',
      { id: key, scope: 'form', data: { title: 'Mail' }, savedAt: 1, tab: 'other' },
      key,
    );
    db.close();
    store.dispose();
    const after = openStore(adapter, patient);
    expect(await after.drafts.load('form')).to.equal(undefined);
    expect(await after.drafts.offers('form')).to.deep.equal([]);
  });

  it('leaves room for the next one, under a key of its own', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await store.drafts.save('timeline:a', { text: 'One' });
    const first = store.drafts.key('timeline:a');
    await store.createIncident(report, first);
    await store.drafts.save('timeline:a', { text: 'Two' });
    expect(store.drafts.key('timeline:a')).not.to.equal(first);
    expect((await store.drafts.load('timeline:a'))?.data).to.deep.equal({ text: 'Two' });
  });

  it('becomes with an edit after a refusal a new intent, and is no draft any more either', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: new IncidentError('validation', 'Too vague.', { status: 422 }) });
    const store = openStore(adapter);
    const { key, outcome } = await store.createIncident(report, store.drafts.key('form'));
    expect((await outcome).state).to.equal('failed');
    await store.drafts.save('form', { title: 'Mail is slow in Berlin' });
    const next = store.drafts.key('form');
    expect(next).not.to.equal(key);
    const edited = await store.edit(key, { ...report, title: 'Mail is slow in Berlin' }, next);
    expect(edited.key).to.equal(next);
    expect((await edited.outcome).state).to.equal('confirmed');
    expect(await drafts(adapter)).to.equal(0);
  });

  it('and sends a change together with its words, goes with both, once from two tabs', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const seen = adapter.record('i1')!;
    const [one, two] = [openStore(adapter), openStore(adapter)];
    await one.drafts.save('step:i1', { note: 'The switch answers late.' });
    const [offered] = await two.drafts.offers('step:i1');
    await two.drafts.take('step:i1', offered?.id ?? '');
    const deeds = (group: string): readonly Deed[] => [
      { kind: 'update', patch: { group: { id: group, label: group } } },
      { kind: 'entry', entry: { kind: 'work-note', text: 'The switch answers late.' } },
    ];
    const key = two.drafts.key('step:i1');
    const sent = await one.perform(seen, deeds('network'), key);
    expect(new Set(sent.map((each) => each.key)).size).to.equal(2);
    await pause(100);
    await two.perform(seen, deeds('network'), key);
    for (const { outcome } of sent) expect((await outcome).state).to.equal('confirmed');
    await emptyOutbox(two);
    expect([adapter.count('update'), adapter.count('addEntry')]).to.deep.equal([1, 1]);
    expect(await drafts(adapter)).to.equal(0);
    // Changed before it was sent from there, it is another intent.
    for (const { outcome } of await two.perform(adapter.record('i1')!, deeds('telephony'), one.newKey()))
      expect((await outcome).state).to.equal('confirmed');
    const changed = await openStore(adapter).perform(adapter.record('i1')!, deeds('desk'), key);
    for (const { outcome } of changed) expect((await outcome).state).to.equal('confirmed');
    expect(adapter.record('i1')?.group?.id).to.equal('desk');
  });

  it('is one entry where the backend has no keys and the answer was lost', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    adapter.script('create', { lose: lostAnswer() });
    const [one, two] = [openStore(adapter), openStore(adapter)];
    await one.drafts.save('form', { title: report.title });
    const key = one.drafts.key('form');
    expect((await (await one.createIncident(report, key)).outcome).state).to.equal('unknown');
    await two.createIncident(report, key);
    await pause(200);
    expect(adapter.count('create')).to.equal(1);
  });
});
