import { expect } from '@open-wc/testing';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, pause, until, watch } from './support/desk.js';

const draft = { title: 'Phones are dead', description: '' };

describe('without a network', () => {
  const original = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine');
  const claim = (online: boolean): void => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
  };
  afterEach(async () => {
    Reflect.deleteProperty(navigator, 'onLine');
    expect(original).not.to.equal(undefined);
    await closeStores();
  });

  it('tells from failing requests that the backend is out of reach, whatever the browser says', async () => {
    claim(true);
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    for (let n = 0; n < 20; n++) await store.createIncident(draft);
    await until('it says offline', () => store.status.value.connection === 'offline');
    await pause(150);
    expect(adapter.count('create'), 'attempts for twenty queued incidents').to.be.at.most(3);
    expect(store.outbox.value.hold).to.equal('offline');
  });

  it('sends although the browser believes to be offline', async () => {
    claim(false);
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    globalThis.dispatchEvent(new Event('offline'));
    const { outcome } = await store.createIncident(draft);
    expect((await outcome).state).to.equal('confirmed');
    expect(store.status.value.connection).to.equal('online');
  });

  it('sends and refreshes as soon as the browser says that the network is back', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    adapter.always('create', { fail: noNetwork() });
    adapter.always('list', { fail: noNetwork() });
    const store = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    const list = store.incidents({});
    watch(list);
    await store.createIncident(draft);
    await until('it says offline', () => store.status.value.connection === 'offline');
    adapter.always('create', undefined);
    adapter.always('list', undefined);
    globalThis.dispatchEvent(new Event('online'));
    await emptyOutbox(store);
    await until('the list is there', () => list.value.items.length === 2);
  });

  it('has one flush at a time when the network flaps', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { delay: 5 });
    const store = openStore(adapter);
    const submitted = [];
    for (let n = 0; n < 10; n++) {
      submitted.push(await store.createIncident({ ...draft, title: `Incident ${String(n)}` }));
      globalThis.dispatchEvent(new Event(n % 2 === 0 ? 'offline' : 'online'));
    }
    await Promise.all(submitted.map(({ outcome }) => outcome));
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(10);
  });

  it('keeps what the user changed in view when a refetch brings the state from before', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    adapter.always('update', { fail: noNetwork() });
    const store = openStore(adapter);
    const list = store.incidents({});
    const record = store.incident('a');
    watch(list);
    watch(record);
    await until('the list is there', () => list.value.state === 'ready' && record.value.state === 'ready');
    await store.updateIncident('a', { title: 'Changed offline' }, incident({ id: 'a' }));
    await until('the change is in view', () => list.value.items[0]?.incident.title === 'Changed offline');
    await Promise.all([list.refresh(), record.refresh()]);
    expect(list.value.items[0]?.incident.title).to.equal('Changed offline');
    expect(list.value.items[0]?.pending).to.equal('queued');
    expect(record.value.view?.incident.title).to.equal('Changed offline');
    expect(adapter.record('a')?.title).to.equal('Mail does not arrive');
    const shown = watch(record);
    adapter.always('update', undefined);
    await store.resume();
    await emptyOutbox(store);
    await until('the record is the backend’s alone', () => record.value.view?.pending === undefined);
    await record.refresh();
    expect(
      shown.seen.map(({ view }) => view?.incident.title).filter((title) => title !== 'Changed offline'),
      'titles shown meanwhile',
    ).to.deep.equal([]);
  });
});
