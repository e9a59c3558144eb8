import { expect } from '@open-wc/testing';
import type { IncidentStore } from '../../src/store/index.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import { incident, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, inFront, openStore, pause, until, watch } from './support/desk.js';

const waitFor = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(5);
  await pause(20);
};

/** A list that can be read and a timeline that cannot, both looked at; and what the store says of the connection. */
function beside(adapter: ScriptedAdapter, store: IncidentStore) {
  const told = watch(store.status).seen;
  const timeline = store.open(incidentTimeline, 'i1');
  const list = store.incidents({});
  watch(timeline);
  watch(list);
  return { timeline, list, told };
}

describe('one request that fails beside others that do not', () => {
  let back: (() => void) | undefined;
  afterEach(async () => {
    back?.();
    back = undefined;
    await closeStores();
  });

  const adapterWith = (fail: ReturnType<typeof noNetwork>, delay = 0): ScriptedAdapter => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    adapter.always('entries', { fail, delay });
    adapter.always('list', { delay: 150 });
    // The first list answers only when the other has failed, however busy the machine is.
    if (delay === 0) adapter.script('list', { until: waitFor(() => adapter.count('entries') > 0) });
    return adapter;
  };

  for (const [what, fail, delay] of [
    ['blocked, such as by a filter, before the others answer', noNetwork(), 0],
    ['blocked after the others have answered', noNetwork(), 400],
    ['refused as if nobody were signed in', signedOut(), 0],
  ] as const)
    it(`is not asked for again and again, and nothing flaps: ${what}`, async () => {
      back = inFront();
      const adapter = adapterWith(fail, delay);
      const store = openStore(adapter, { pollInterval: delay === 400 ? 300 : 0 });
      const { timeline, list, told } = beside(adapter, store);
      await until('both have answered', () => list.value.state === 'ready' && timeline.value.error);
      await until('the connection is there', () => store.status.value.connection === 'online');
      await pause(600);
      const before = [adapter.count('list'), adapter.count('entries')];
      // Once, and once more when the way seemed to be back; with the polls of that time at most four more.
      for (const count of before) expect(count).to.be.at.most(delay === 400 ? 6 : 2);
      const turns = told
        .map(({ connection, signedOut: out }) => `${connection} ${String(out)}`)
        .filter((one, at, all) => one !== all[at - 1]);
      expect(turns.length, turns.join(', ')).to.be.at.most(4);
      expect(store.status.value).to.include({ connection: 'online', signedOut: false });
      expect(timeline.value.error?.kind).to.equal(fail.kind);
    });

  it('does not stand for all of them when the network is looked for again', async () => {
    back = inFront();
    const adapter = adapterWith(noNetwork());
    adapter.always('list', { fail: noNetwork() });
    const store = openStore(adapter, { pollInterval: 100 });
    const { list } = beside(adapter, store);
    await until('offline', () => store.status.value.connection === 'offline');
    adapter.always('list', undefined);
    await until('the list is there', () => list.value.state === 'ready');
    await until('online', () => store.status.value.connection === 'online');
  });

  it('is asked again once, where it failed by chance', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    adapter.script('entries', { fail: noNetwork() });
    adapter.always('list', { delay: 300 });
    const { timeline } = beside(adapter, openStore(adapter));
    await until('the timeline is there', () => timeline.value.state !== 'error' && !timeline.value.error);
    await until('and read', () => timeline.value.fetchedAt !== undefined);
    expect(adapter.count('entries')).to.equal(2);
  });

  it('tells that the network has gone when the others fail as well', async () => {
    back = inFront();
    const adapter = adapterWith(noNetwork());
    const store = openStore(adapter, { pollInterval: 100 });
    const { list } = beside(adapter, store);
    await until('the list is there', () => list.value.state === 'ready');
    await until('online', () => store.status.value.connection === 'online');
    adapter.always('list', { fail: noNetwork() });
    await until('offline', () => store.status.value.connection === 'offline');
  });
});

/** What the browser says of the network. */
const own = (onLine: boolean): void => {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => onLine });
  window.dispatchEvent(new Event(onLine ? 'online' : 'offline'));
};

describe('a browser that says that the network has gone', () => {
  let back: (() => void) | undefined;
  beforeEach(() => {
    back = inFront();
  });
  afterEach(async () => {
    Reflect.deleteProperty(navigator, 'onLine');
    back?.();
    await closeStores();
  });

  const read = async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const store = openStore(adapter, { pollInterval: 60_000 });
    watch(store.incidents({}));
    watch(store.open(incidentTimeline, 'i1'));
    await until('both are there', () => adapter.count('list') === 1 && adapter.count('entries') === 1);
    await until('online', () => store.status.value.connection === 'online');
    await pause(20);
    return { adapter, store };
  };

  it('is asked for proof at once, by one request, and not at the next poll', async () => {
    const { adapter, store } = await read();
    adapter.always('list', { fail: noNetwork() });
    adapter.always('entries', { fail: noNetwork() });
    own(false);
    await until('offline', () => store.status.value.connection === 'offline');
    expect(adapter.count('list') + adapter.count('entries')).to.equal(3);
  });

  it('keeps nobody offline where that request is answered', async () => {
    const { adapter, store } = await read();
    own(false);
    await until('online', () => store.status.value.connection === 'online');
    expect(adapter.count('list') + adapter.count('entries')).to.equal(3);
  });
});

describe('an answer that was on its way when the network went', () => {
  let back: (() => void) | undefined;
  beforeEach(() => {
    back = inFront();
  });
  afterEach(async () => {
    Reflect.deleteProperty(navigator, 'onLine');
    back?.();
    await closeStores();
  });

  /** A list asked for before the network goes, and what fails after it. */
  const onItsWay = async () => {
    let arrive = (): void => undefined;
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    adapter.script('list', { until: new Promise<void>((resolve) => (arrive = resolve)) });
    const store = openStore(adapter, { pollInterval: 60_000 });
    const list = store.incidents({});
    const told = watch(store.status).seen;
    watch(list);
    await until('the list is asked for', () => adapter.count('list') === 1);
    return { adapter, arrive, store, list, told };
  };

  it('is shown, and does not say that the network is back', async () => {
    const { adapter, arrive, store, list, told } = await onItsWay();
    adapter.always('entries', { fail: noNetwork() });
    adapter.always('list', { fail: noNetwork() });
    own(false);
    watch(store.open(incidentTimeline, 'i1'));
    await until('offline', () => store.status.value.connection === 'offline');
    arrive();
    await until('the list is there', () => list.value.items.length === 1);
    await pause(50);
    expect(told.map(({ connection }) => connection)).not.to.include('online');

    adapter.always('entries', undefined);
    adapter.always('list', undefined);
    own(true);
    await until('online', () => store.status.value.connection === 'online');
  });

  it('nor does it without any failure, when the browser says that there is no network', async () => {
    const { arrive, store, list, told } = await onItsWay();
    own(false);
    arrive();
    await until('the list is there', () => list.value.items.length === 1);
    await pause(50);
    expect(store.status.value.connection).to.equal('unknown');
    expect(told.map(({ connection }) => connection)).not.to.include('online');
  });

  it('counts again for what is asked for afterwards, where the browser is wrong about the network', async () => {
    const { adapter, arrive, store } = await onItsWay();
    own(false);
    arrive();
    watch(store.open(incidentTimeline, 'i1'));
    await until('the timeline was asked for', () => adapter.count('entries') === 1);
    await until('online', () => store.status.value.connection === 'online');
  });
});
