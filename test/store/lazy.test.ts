import { expect } from '@open-wc/testing';
import { createConnection } from '../../src/store/connection.js';
import { createLoader } from '../../src/store/lazy.js';
import { createLive } from '../../src/store/live.js';
import { liveWith } from '../../src/store/live-with.js';
import type { Loaded, Refreshable } from '../../src/store/types.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, pause, until, watch } from './support/desk.js';

const loading: Loaded = { state: 'loading', refreshing: false, cached: false };
const unreachable = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch the module'));

describe('a part of the store that is fetched later', () => {
  afterEach(closeStores);

  const open = () => {
    const connection = createConnection(
      Date.now,
      () => 0,
      () => false,
    );
    return { connection, loader: createLoader(connection, Date.now) };
  };

  /** A view as the fetched code makes it. */
  const ready = (): Refreshable<Loaded> => {
    const source = createLive<Loaded>(loading, { start: () => source.set({ ...loading, state: 'ready' }) });
    return liveWith(source, { refresh: () => Promise.resolve(source.patch({ cached: true })) });
  };

  it('is fetched once for all who ask, and again after a failure', async () => {
    const { loader } = open();
    let asked = 0;
    const part = loader.part(() => (++asked === 1 ? unreachable() : Promise.resolve(asked)));
    const [first, second] = await Promise.allSettled([part(), part()]);
    expect([first?.status, second?.status]).to.deep.equal(['rejected', 'rejected']);
    expect(await part()).to.equal(2);
    expect(await part()).to.equal(2);
  });

  it('lets a view be looked at before its code is there', async () => {
    const { loader } = open();
    const view = loader.view<Refreshable<Loaded>>(loading, () => Promise.resolve(ready()), 'refresh');
    expect(view.value).to.deep.equal(loading);
    const { seen, stop } = watch(view);
    await view.refresh();
    expect(view.value).to.deep.equal({ ...loading, state: 'ready', cached: true });
    await until('the news', () => seen.at(-1) === view.value);
    stop();
    await view.refresh();
    const count = seen.length;
    await pause(10);
    expect(seen.length).to.equal(count);
  });

  it('is announced as out of reach while it cannot be fetched, and mended when the way is open again', async () => {
    const { connection, loader } = open();
    let reachable = false;
    const create = () => (reachable ? Promise.resolve(ready()) : unreachable());
    const view = loader.view<Refreshable<Loaded>>(loading, create, 'refresh');
    watch(view);
    await until('the failure', () => view.value.state === 'error');
    expect(view.value.error?.kind).to.equal('network');
    expect(connection.state.value.connection).to.equal('offline');
    reachable = true;
    connection.reset();
    await until('the view', () => view.value.state === 'ready');
  });

  it('is tried again by itself', async () => {
    const { loader } = open();
    let asked = 0;
    const work = (): void => {
      if (++asked < 3) loader.later(work, new TypeError('Failed to fetch the module'));
    };
    work();
    await until('two more attempts', () => asked === 3);
    loader.later(work, new TypeError('Failed to fetch the module'));
    loader.close();
    await pause(1200);
    expect(asked).to.equal(3);
  });

  it('shows every view as loading in the moment it is asked for', () => {
    const store = openStore(scriptedAdapter());
    const month = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) };
    const views = [
      store.incidents({}),
      store.incident('a'),
      store.timeline('a'),
      store.options(),
      store.kpi({ id: 'backlog', window: month }),
    ];
    expect(views.map(({ value }) => value.state)).to.deep.equal(Array(5).fill('loading'));
    expect(store.timeline('a').value.entries.length).to.equal(0);
  });
});
