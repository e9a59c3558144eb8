import { expect } from '@open-wc/testing';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, emptyOutbox, openStore, pause, states, until, untilStored } from './support/desk.js';

const draft = { title: 'Badge does not open the door', description: 'Room 12' };

describe('what only this page holds', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  const refuse = (): void =>
    replace(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  /** Whether the browser would ask before the page is left. */
  const asks = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

  for (const [where, persistence] of [
    ['a browser that stores nothing', 'indexeddb'],
    ['a desk that is to keep nothing', 'none'],
  ] as const) {
    it(`is there again when its desk has been taken out and put in again (${where})`, async () => {
      refuse();
      const adapter = scriptedAdapter();
      adapter.always('create', { fail: noNetwork() });
      const before = openStore(adapter, { persistence });
      const { key } = await before.createIncident(draft);
      await before.drafts.save('timeline:a', { text: 'Half a sen' });
      before.dispose();
      adapter.always('create', undefined);
      const after = openStore(adapter, { persistence });
      expect((await after.drafts.load('timeline:a'))?.data).to.deep.equal({ text: 'Half a sen' });
      await until('it has gone out', () => adapter.records().length === 1);
      await emptyOutbox(after);
      expect(
        adapter.calls.filter(({ call }) => call === 'create').every((made) => made.key === key),
      ).to.equal(true);
    });

    it(`waits for its author while somebody else is here, and is not shown to that one (${where})`, async () => {
      refuse();
      const adapter = scriptedAdapter();
      adapter.always('create', { fail: noNetwork() });
      const ada = openStore(adapter, { persistence, author: 'ada' });
      await ada.createIncident(draft);
      await ada.drafts.save('form', { title: 'Ada’s' });
      ada.dispose();
      const bob = openStore(adapter, { persistence, author: 'bob' });
      await bob.resume();
      await pause(100);
      expect(bob.outbox.value.items).to.deep.equal([]);
      expect(await bob.drafts.load('form')).to.equal(undefined);
      bob.dispose();
      const again = openStore(adapter, { persistence, author: 'ada' });
      await until('it is in view again', () => again.outbox.value.items.length === 1);
      expect((await again.drafts.load('form'))?.data).to.deep.equal({ title: 'Ada’s' });
    });
  }

  it('makes the browser ask before the page is left, and nothing else does', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const durable = openStore(adapter);
    await durable.createIncident(draft);
    await durable.drafts.save('form', { title: 'Kept' });
    expect(asks(), 'everything is on the disk').to.equal(false);
    durable.dispose();
    const inMemory = openStore(adapter, { persistence: 'none' });
    expect(asks(), 'nothing has been written').to.equal(false);
    await inMemory.createIncident(draft);
    expect(asks(), 'one is not sent').to.equal(true);
    inMemory.dispose();
    expect(asks(), 'and its desk has gone').to.equal(true);
    adapter.always('create', undefined);
    const after = openStore(adapter, { persistence: 'none' });
    await until('it has gone out', () => after.outbox.value.complete && adapter.records().length >= 1);
    await emptyOutbox(after);
    expect(asks(), 'it has been sent').to.equal(false);
  });

  it('is gone after a wipe', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter, { persistence: 'none' });
    await before.createIncident(draft);
    before.dispose();
    const store = openStore(adapter, { persistence: 'none' });
    await until('it is there', () => store.outbox.value.items.length === 1);
    await store.wipe({ force: true });
    expect(asks()).to.equal(false);
    const after = openStore(adapter, { persistence: 'none' });
    await after.resume();
    await pause(50);
    expect(after.outbox.value.items).to.deep.equal([]);
  });

  it('goes to the disk with the next desk when the browser stores again', async () => {
    refuse();
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter);
    await before.createIncident(draft);
    before.dispose();
    heal();
    const after = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    await until('it is in view', () => states(after.outbox.value).length === 1);
    await untilStored(adapter, 'outbox', 1);
    expect(after.status.value.storage).to.equal('durable');
    expect(asks()).to.equal(false);
  });

  it('of a text typed last is written before a desk that is taken out lets go of the disk', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    await store.drafts.save('form', { title: 'First' });
    const first = store.drafts.save('form', { title: 'Second' });
    store.dispose();
    // An element notices that its desk has gone, and writes what it still has.
    await first;
    expect(await store.drafts.save('form', { title: 'Third' })).to.equal('durable');
    const after = openStore(adapter);
    expect((await after.drafts.load('form'))?.data).to.deep.equal({ title: 'Third' });
  });
});
