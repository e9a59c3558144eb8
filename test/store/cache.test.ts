import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import {
  closeStores,
  emptyOutbox,
  inFront,
  openStore,
  pause,
  until,
  untilStored,
  watch,
} from './support/desk.js';

const many = (count: number): Incident[] =>
  Array.from({ length: count }, (_, n) =>
    incident({
      id: `i${String(n).padStart(3, '0')}`,
      title: `Incident ${String(n)}`,
      updatedAt: Date.UTC(2026, 2, 27, 8) + n,
    }),
  );

describe('lists and records', () => {
  afterEach(closeStores);

  it('show what this device knows at once and then what the backend says', async () => {
    const adapter = scriptedAdapter({ incidents: many(3) });
    const before = openStore(adapter);
    watch(before.incidents({}));
    watch(before.incident('i000'));
    await until(
      'both are there',
      () => before.incidents({}).value.state === 'ready' && before.incident('i000').value.state === 'ready',
    );
    await untilStored(adapter, 'pages', 1);
    await untilStored(adapter, 'records', 1);
    before.dispose();
    adapter.change('i000', { title: 'News' });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    adapter.always('list', { until: gate });
    adapter.always('get', { until: gate });
    const after = openStore(adapter);
    const list = after.incidents({});
    const record = after.incident('i000');
    watch(list);
    watch(record);
    await until('the list from this device', () => list.value.items.length === 3);
    await until('the record from this device', () => record.value.view?.incident.title === 'Incident 0');
    expect(list.value).to.include({ cached: true, refreshing: true, state: 'ready', total: 3 });
    expect(list.value.fetchedAt).to.be.a('number');
    release();
    await until(
      'the news',
      () => list.value.items[0]?.incident.title === 'News' && record.value.view?.incident.title === 'News',
    );
    expect(list.value.cached || record.value.cached).to.equal(false);
  });

  it('tell loading, empty, error and ready apart', async () => {
    const adapter = scriptedAdapter();
    adapter.script(
      'list',
      { delay: 30 },
      { fail: new IncidentError('unavailable', 'Down.', { status: 503 }) },
    );
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    expect(list.value).to.include({ state: 'loading', refreshing: true });
    await until('the answer', () => !list.value.refreshing);
    expect(list.value.state).to.equal('empty');
    const other = store.incidents({ status: ['closed'] });
    watch(other);
    await until('the failure', () => other.value.error !== undefined);
    expect(other.value).to.include({ state: 'error', refreshing: false });
    await other.refresh();
    expect(other.value.state).to.equal('empty');
    expect(other.value.error).to.equal(undefined);
  });

  it('show no record that was answered in the place of another one, and say so', async () => {
    const adapter = scriptedAdapter({ incidents: many(2) });
    const store = openStore({ ...adapter, get: () => adapter.get('i001') });
    const record = store.incident('i000');
    watch(record);
    await until('the answer', () => record.value.state === 'error');
    expect(record.value.error?.kind).to.equal('bad-answer');
    expect(record.value.view).to.equal(undefined);
  });

  it('keep showing a list whose refresh fails, with the reason', async () => {
    const adapter = scriptedAdapter({ incidents: many(2) });
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    await until('the list', () => list.value.state === 'ready');
    adapter.script('list', { fail: noNetwork() });
    await list.refresh();
    expect(list.value).to.include({ state: 'ready' });
    expect(list.value.error?.kind).to.equal('network');
    expect(list.value.items).to.have.length(2);
  });

  it('share one request between all who ask the same', async () => {
    const adapter = scriptedAdapter({ incidents: many(2) });
    const store = openStore(adapter);
    for (let n = 0; n < 5; n++) watch(store.incidents({ status: ['new'] }));
    watch(store.incidents({ status: ['new'] }));
    await until('the list', () => store.incidents({ status: ['new'] }).value.state === 'ready');
    await Promise.all([
      store.incidents({ status: ['new'] }).refresh(),
      store.incidents({ status: ['new'] }).refresh(),
    ]);
    expect(adapter.count('list')).to.equal(2);
  });

  it('grow page by page and read the pages in view again', async () => {
    const adapter = scriptedAdapter({ incidents: many(25) });
    const store = openStore(adapter);
    const list = store.incidents({}, 10);
    watch(list);
    await until('the first page', () => list.value.items.length === 10);
    expect(list.value).to.include({ total: 25, hasMore: true });
    await Promise.all([list.loadMore(), list.loadMore()]);
    await list.loadMore();
    await list.loadMore();
    expect(list.value.items).to.have.length(25);
    expect(list.value.hasMore).to.equal(false);
    await list.refresh();
    expect(new Set(list.value.items.map(({ incident: { id } }) => id)).size).to.equal(25);
  });

  it('say so where the next page leads to the same again', async () => {
    const adapter = scriptedAdapter({ incidents: many(5) });
    const store = openStore({
      ...adapter,
      list: async () => ({ items: many(5), total: 100, next: 'again' }),
    });
    const list = store.incidents({}, 5);
    watch(list);
    await until('the first page', () => list.value.items.length === 5);
    await list.loadMore();
    expect(list.value.error?.kind).to.equal('bad-answer');
    expect(list.value.items).to.have.length(5);
  });

  it('keep all rows that have been loaded at a refresh, however many', async () => {
    const adapter = scriptedAdapter({ incidents: many(330) });
    const store = openStore(adapter);
    const list = store.incidents({}, 20);
    watch(list);
    await until('the first page', () => list.value.items.length === 20);
    for (let page = 1; page < 16; page++) await list.loadMore();
    expect(list.value.items).to.have.length(320);
    await list.refresh();
    expect(list.value.items).to.have.length(320);
    expect(list.value.hasMore).to.equal(true);
  });

  it('neither show nor keep a record that is gone or no longer ours to see', async () => {
    const adapter = scriptedAdapter({ incidents: many(1) });
    const store = openStore(adapter);
    const record = store.incident('i000');
    watch(record);
    await until('the record', () => record.value.view);
    await untilStored(adapter, 'records', 1);
    adapter.always('get', { fail: new IncidentError('forbidden', 'Not yours any more.', { status: 403 }) });
    await record.refresh();
    expect(record.value.view).to.equal(undefined);
    expect(record.value.error?.kind).to.equal('forbidden');
    store.dispose();
    const after = openStore(adapter).incident('i000');
    watch(after);
    await until('the answer', () => after.value.error);
    expect(after.value.view).to.equal(undefined);
  });

  it('stay silent when a refresh brings no news', async () => {
    const adapter = scriptedAdapter({ incidents: many(3) });
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    await until('the list', () => list.value.state === 'ready' && !list.value.refreshing);
    const views = list.value.items;
    await list.refresh();
    expect(list.value.items.every((view, at) => view === views[at])).to.equal(true);
  });

  it('put a new incident on top until the backend lists it, without showing it twice', async () => {
    const adapter = scriptedAdapter({ incidents: many(2) });
    const store = openStore(adapter);
    const list = store.incidents({ status: ['new'] });
    const closed = store.incidents({ status: ['closed'] });
    const { seen } = watch(list);
    watch(closed);
    await until('the list', () => list.value.state === 'ready' && closed.value.state === 'empty');
    adapter.script('create', { delay: 40 });
    adapter.always('list', { delay: 40 });
    const { outcome, incidentId } = await store.createIncident({ title: 'Brand new', description: '' });
    await until(
      'it is shown as pending',
      () => list.value.items[0]?.incident.id === incidentId && list.value.items[0].pending !== undefined,
    );
    expect((await outcome).state).to.equal('confirmed');
    await emptyOutbox(store);
    await until('it has its number', () =>
      list.value.items.some(({ incident: { number } }) => number === 'INC0000003'),
    );
    await until('the lists have been read again', () => adapter.count('list') >= 4 && !list.value.refreshing);
    const counts = seen
      .filter(({ items }) => items.length > 2)
      .map(({ items }) => items.filter(({ incident: { title } }) => title === 'Brand new').length);
    expect(new Set(counts)).to.deep.equal(new Set([1]));
    const firstShown = seen.findIndex(({ items }) => items.length === 3);
    expect(
      seen.slice(firstShown).every(({ items }) => items.length === 3),
      'it never vanished in between',
    ).to.equal(true);
    expect(closed.value.items).to.have.length(0);
  });

  it('do not let an answer asked for earlier undo a confirmed change', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const slow = { ...adapter };
    let answerLate: (() => void) | undefined;
    slow.list = async (query, page, options) => {
      const answer = await adapter.list(query, page, options);
      if (answerLate === undefined && list.value.state === 'ready')
        await new Promise<void>((resolve) => (answerLate = resolve));
      return answer;
    };
    const store = openStore(slow);
    const list = store.incidents({});
    watch(list);
    await until('the list', () => list.value.state === 'ready' && !list.value.refreshing);
    void list.refresh();
    await until('a refresh from before is under way', () => answerLate !== undefined);
    await (
      await store.updateIncident('a', { title: 'Changed' }, incident({ id: 'a' }))
    ).outcome;
    const { seen } = watch(list);
    answerLate?.();
    await until('both answers are in', () => !list.value.refreshing);
    expect(
      seen.map(({ items }) => items[0]?.incident.title).filter((title) => title !== 'Changed'),
    ).to.deep.equal([]);
  });

  it('give up a request nobody waits for any more', async () => {
    const adapter = scriptedAdapter({ incidents: many(1) });
    const signals: AbortSignal[] = [];
    const store = openStore({
      ...adapter,
      list: (query, page, options) => {
        if (options?.signal) signals.push(options.signal);
        return new Promise((_, reject) =>
          options?.signal?.addEventListener('abort', () => reject(new IncidentError('aborted', 'Aborted.'))),
        );
      },
    });
    const { stop } = watch(store.incidents({}));
    await until('the request is out', () => signals.length === 1);
    stop();
    expect(signals[0]?.aborted).to.equal(true);
    watch(store.incidents({}));
    await until('whoever comes back asks anew', () => signals.length === 2);
  });

  it('poll while somebody looks, and not a moment longer', async () => {
    const adapter = scriptedAdapter({ incidents: many(1) });
    const back = inFront();
    const store = openStore(adapter, { pollInterval: 30 });
    const { stop } = watch(store.incidents({}));
    await until('several readings', () => adapter.count('list') >= 4);
    stop();
    await pause(40);
    const count = adapter.count('list');
    await pause(150);
    back();
    expect(adapter.count('list')).to.equal(count);
  });

  it('read again when the backend says that something has changed', async () => {
    const adapter = scriptedAdapter({ incidents: many(2) });
    const store = openStore(adapter);
    watch(store.incident('i001'));
    await until('the record', () => store.incident('i001').value.state === 'ready');
    adapter.change('i001', { title: 'By a colleague' });
    await until('the news', () => store.incident('i001').value.view?.incident.title === 'By a colleague');
  });

  it('drop a corrupt row of the cache instead of failing', async () => {
    const adapter = scriptedAdapter({ incidents: many(1) });
    const before = openStore(adapter);
    watch(before.incident('i000'));
    await until('the record', () => before.incident('i000').value.state === 'ready');
    await untilStored(adapter, 'records', 1);
    before.dispose();
    const put = IDBObjectStore.prototype.put;
    const spoil = indexedDB.open(`incident-elements:${adapter.id}|elif`);
    await new Promise<void>((resolve, reject) => {
      spoil.onerror = () => reject(new Error('cannot open'));
      spoil.onsuccess = () => {
        const tx = spoil.result.transaction(['records'], 'readwrite');
        put.call(tx.objectStore('records'), { nonsense: true }, 'i000');
        tx.oncomplete = () => {
          spoil.result.close();
          resolve();
        };
      };
    });
    const after = openStore(adapter);
    watch(after.incident('i000'));
    await until(
      'the backend’s record',
      () => after.incident('i000').value.view?.incident.title === 'Incident 0',
    );
  });

  it('go on telling the others when one listener throws', async () => {
    const adapter = scriptedAdapter({ incidents: many(1) });
    const store = openStore(adapter);
    const errors: unknown[] = [];
    const previous = window.onerror;
    window.onerror = (message) => {
      errors.push(message);
      return true;
    };
    let heard = 0;
    store.incidents({}).subscribe(() => {
      throw new Error('A broken listener');
    });
    store.incidents({}).subscribe(() => heard++);
    await until('the second listener hears', () => heard > 0);
    await pause(30);
    window.onerror = previous;
    expect(String(errors[0])).to.contain('A broken listener');
  });

  it('have frozen values', async () => {
    const store = openStore(scriptedAdapter({ incidents: many(1) }));
    watch(store.incidents({}));
    await until('the list', () => store.incidents({}).value.state === 'ready');
    const { value } = store.incidents({});
    expect(
      [value, value.items, value.items[0], store.status.value, store.outbox.value, store].every(
        Object.isFrozen,
      ),
    ).to.equal(true);
  });

  it('remember the fields of the form for a page without a network', async () => {
    const adapter = scriptedAdapter({
      description: {
        create: [{ name: 'service', kind: 'ref', choices: [{ id: 'mail', label: 'Mail' }] }],
        edit: [],
      },
    });
    const before = openStore(adapter);
    watch(before.description());
    watch(before.description());
    await until('the choices', () => before.description().value.state === 'ready');
    expect(adapter.count('describe')).to.equal(1);
    await untilStored(adapter, 'pages', 1);
    before.dispose();
    adapter.always('describe', { fail: noNetwork() });
    const after = openStore(adapter);
    watch(after.description());
    await until(
      'the choices from this device',
      () => after.description().value.description.create[0]?.choices?.[0]?.label === 'Mail',
    );
    expect(after.description().value.cached).to.equal(true);
  });
});
