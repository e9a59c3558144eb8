import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import type { Entry } from '../../src/core/entry.js';
import type { PageRequest } from '../../src/core/query.js';
import { databaseName } from '../../src/store/storage.js';
import { createEntryLog } from '../../src/store/views/entry-log.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import {
  closeStores,
  emptyOutbox,
  openStore,
  pause,
  texts,
  until,
  untilStored,
  watch,
} from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const start = Date.UTC(2026, 2, 27, 8);
const entry = (n: number, part: Partial<Entry> = {}): Entry => ({
  id: `e${String(n).padStart(5, '0')}`,
  incidentId: 'a',
  kind: 'comment',
  visibility: 'public',
  occurredAt: start + n,
  recordedAt: start + n,
  text: `Entry ${String(n)}`,
  ...part,
});
const entries = (count: number): Entry[] => Array.from({ length: count }, (_, n) => entry(n));

describe('a timeline', () => {
  afterEach(closeStores);

  it('counts what cannot be read, page after page', async () => {
    const whole = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(150) });
    const read = whole.entries.bind(whole);
    const store = openStore({
      ...whole,
      entries: async (...asked) => ({ ...(await read(...asked)), unread: 2 }),
    });
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the newest entries', () => timeline.value.state === 'ready');
    expect(timeline.value.unread).to.equal(2);
    await timeline.loadMore();
    expect(timeline.value.unread).to.equal(4);
    await timeline.refresh();
    expect(timeline.value.unread).to.equal(4);
  });

  it('grows at both ends and stays the same log', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(650) });
    const store = openStore(adapter);
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the newest entries', () => timeline.value.state === 'ready');
    const log = timeline.value.entries;
    expect(log.length).to.equal(100);
    expect(timeline.value).to.include({ total: 650, hasMore: true });
    await timeline.loadMore();
    await timeline.loadMore();
    await timeline.loadMore();
    expect(log).to.equal(timeline.value.entries);
    expect(log.length).to.equal(650);
    expect([log.at(0), log.at(99), log.at(100), log.at(649)].map((view) => view?.entry.text)).to.deep.equal([
      'Entry 649',
      'Entry 550',
      'Entry 549',
      'Entry 0',
    ]);
    expect(log.at(650)).to.equal(undefined);
    expect(timeline.value.hasMore).to.equal(false);
    const { revision } = timeline.value;
    await (
      await store.addEntry('a', { kind: 'comment', text: 'News' })
    ).outcome;
    await until('the new entry', () => log.at(0)?.entry.text === 'News' && log.at(0)?.pending === undefined);
    expect(log.length).to.equal(651);
    expect(timeline.value.revision).to.be.above(revision);
  });

  it('says so where the way to what is older leads to the same again, and keeps what it has', async () => {
    const all = entries(100);
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: all });
    const newest = all.toReversed();
    const store = openStore({
      ...adapter,
      entries: async () => ({ items: newest, total: null, next: 'again' }),
    });
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the newest entries', () => timeline.value.state === 'ready');
    await timeline.loadMore();
    expect(timeline.value.error?.kind).to.equal('bad-answer');
    expect(timeline.value.entries.length).to.equal(100);
  });

  it('takes no longer to take one more entry in when it is long', () => {
    // Measured against a short one in the same run, so that a slow machine is slow in both.
    const spent = (log: ReturnType<typeof createEntryLog>): number => {
      const began = performance.now();
      for (let n = 0; n < 1000; n++) log.prepend([entry(200_000 + n)]);
      return performance.now() - began;
    };
    const short = Math.min(...[1, 2, 3].map(() => spent(createEntryLog())));
    const log = createEntryLog();
    log.append(entries(100_000).reverse());
    let touched = 0;
    const counted = new Proxy(entry(100_001), {
      get: (target, name) => (touched++, Reflect.get(target, name) as unknown),
    });
    const long = spent(log);
    log.prepend([counted]);
    expect(long).to.be.below(20 * Math.max(short, 2));
    expect(touched).to.be.below(10);
    expect(log.log.at(0)?.entry).to.equal(counted);
    expect(log.log.length).to.equal(101_001);
  });

  it('is there without a network, newest first, with the older pages behind it', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(700) });
    const before = openStore(adapter);
    const first = before.open(incidentTimeline, 'a');
    watch(first);
    await until('the newest entries', () => first.value.state === 'ready');
    await first.loadMore();
    await (
      await before.addEntry('a', { kind: 'comment', text: 'Written later' })
    ).outcome;
    await emptyOutbox(before);
    await first.refresh();
    await untilStored(adapter, 'segments', 2);
    await untilStored(adapter, 'rowlog', 1);
    before.dispose();
    adapter.always('entries', { fail: noNetwork() });
    const after = openStore(adapter);
    const again = after.open(incidentTimeline, 'a');
    watch(again);
    await until('the newest from this device', () => again.value.entries.length === 101);
    expect(again.value).to.include({ state: 'ready', cached: true, hasMore: true });
    expect(texts(after, 'a').slice(0, 2)).to.deep.equal(['Written later', 'Entry 699']);
    await again.loadMore();
    expect(again.value.entries.length).to.equal(601);
    expect(again.value.entries.at(600)?.entry.text).to.equal('Entry 100');
  });

  it('begins anew when so much happened meanwhile that what was kept does not join up', async () => {
    const old = entries(50);
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: old });
    const before = openStore(adapter);
    watch(before.open(incidentTimeline, 'a'));
    await until('the entries', () => before.open(incidentTimeline, 'a').value.entries.length === 50);
    await untilStored(adapter, 'segments', 1);
    before.dispose();
    const busy = scriptedAdapter({
      name: adapter.id.replace('scripted:', ''),
      incidents: [incident({ id: 'a' })],
      entries: entries(300),
    });
    const after = openStore(busy);
    const timeline = after.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the backend’s newest', () => texts(after, 'a')[0] === 'Entry 299');
    expect(timeline.value.entries.length).to.equal(100);
    await timeline.loadMore();
    expect(timeline.value.entries.length).to.equal(300);
    expect(new Set(texts(after, 'a')).size).to.equal(300);
  });

  it('shows words as pending until they are written, and each of them once', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(2) });
    adapter.script('addEntry', { delay: 60 });
    const store = openStore(adapter);
    const timeline = store.open(incidentTimeline, 'a');
    const { stop } = watch(timeline);
    await until('the entries', () => timeline.value.state === 'ready');
    const lengths = new Set<number>();
    timeline.subscribe(({ entries: { length } }) => lengths.add(length));
    const { key } = await store.addEntry('a', { kind: 'work-note', text: 'Looked at the log' });
    await until('it is pending', () => timeline.value.entries.at(0)?.pending === 'sending');
    expect(timeline.value.entries.at(0)).to.deep.include({ key });
    expect(timeline.value.entries.at(0)?.entry).to.deep.include({
      visibility: 'internal',
      text: 'Looked at the log',
    });
    await emptyOutbox(store);
    await timeline.refresh();
    expect(timeline.value.entries.length).to.equal(3);
    expect([...lengths]).to.deep.equal([3]);
    stop();
  });

  it('shows an entry once when the backend tells of it under another id and without its key', async () => {
    const backend = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const store = openStore({
      ...backend,
      async addEntry(id, draft, options) {
        const { key: _key, ...made } = await backend.addEntry(id, draft, options);
        return { ...made, id: 'correspond-1' };
      },
      async entries(id, page, options) {
        const answer = await backend.entries(id, page, options);
        return { ...answer, items: answer.items.map(({ key: _key, ...rest }) => rest) };
      },
    });
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('an answer', () => timeline.value.state === 'empty');
    await (
      await store.addEntry('a', { kind: 'comment', text: 'Twice?' })
    ).outcome;
    await emptyOutbox(store);
    await timeline.refresh();
    expect(texts(store, 'a')).to.deep.equal(['Twice?']);
  });

  it('keeps the words of a refused entry in view', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      traits: { idempotency: 'none' },
    });
    adapter.script('addEntry', { fail: lostAnswer() });
    const store = openStore(adapter);
    watch(store.open(incidentTimeline, 'a'));
    await (
      await store.addEntry('a', { kind: 'comment', text: 'Was it written?' })
    ).outcome;
    await until(
      'it says that it is unknown',
      () => store.open(incidentTimeline, 'a').value.entries.at(0)?.pending === 'unknown',
    );
  });

  it('shows and keeps no longer what has been taken back at the ticket system', async () => {
    const told = entries(300);
    const backend = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const page = (list: readonly Entry[], limit: number, from: number) => {
      const items = [...list].reverse().slice(from, from + limit);
      const end = from + items.length;
      return { items, total: list.length, ...(end < list.length ? { next: String(end) } : {}) };
    };
    let list: readonly Entry[] = told;
    const adapter = {
      ...backend,
      entries: async (_id: string, { limit, cursor = '0' }: PageRequest) => page(list, limit, Number(cursor)),
    };
    const before = openStore(adapter);
    const timeline = before.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the newest entries', () => timeline.value.state === 'ready');
    await timeline.loadMore();
    await untilStored(adapter, 'segments', 2);
    const log = timeline.value.entries;
    // Somebody looks at the whole of it.
    for (let at = 0; at < log.length; at++) log.at(at);
    list = told
      .filter(({ id }) => id !== 'e00290')
      .map((each) => (['e00295', 'e00010'].includes(each.id) ? { ...each, text: '[redacted]' } : each));
    await timeline.refresh();
    const shown = texts(before, 'a');
    expect(shown).to.have.length(299);
    expect(shown.filter((text) => text === '[redacted]')).to.have.length(2);
    expect(shown).not.to.include.members(['Entry 295']).and.not.to.include('Entry 290');
    await pause(200);
    before.dispose();
    const disk = await openDB(databaseName(adapter.id, 'elif'));
    const kept = JSON.stringify([await disk.getAll('segments'), await disk.getAll('rowlog')]);
    disk.close();
    for (const secret of ['Entry 295"', 'Entry 290"', 'Entry 10"'])
      expect(kept, secret).not.to.contain(secret);
    expect(kept).to.contain('Entry 294"');
  });

  it('reads only the newest again while somebody looks at them only', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(700) });
    const store = openStore(adapter);
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the newest entries', () => timeline.value.state === 'ready');
    await timeline.loadMore();
    const asked = adapter.count('entries');
    timeline.value.entries.at(20);
    await timeline.refresh();
    expect(adapter.count('entries') - asked).to.equal(1);
    expect(timeline.value.entries.length).to.equal(600);
  });

  it('keeps what somebody has just written although the ticket system does not tell of it yet', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })], entries: entries(3) });
    const store = openStore({
      ...adapter,
      entries: async (_id: string) => ({ items: entries(3).reverse(), total: 3 }),
    });
    const timeline = store.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the entries', () => timeline.value.state === 'ready');
    await (
      await store.addEntry('a', { kind: 'comment', text: 'Just now' })
    ).outcome;
    await timeline.refresh();
    expect(texts(store, 'a')[0]).to.equal('Just now');
  });

  it('fetches words that are kept elsewhere again, and forgets those taken back', async () => {
    const backend = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      entries: [entry(1, { text: undefined, deferred: true })],
    });
    let words = 'A password';
    const adapter = { ...backend, entryTexts: async () => new Map([['e00001', words]]) };
    const before = openStore(adapter);
    const timeline = before.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the entry', () => timeline.value.state === 'ready');
    await timeline.loadTexts(['e00001']);
    await untilStored(adapter, 'rowlog', 1);
    before.dispose();
    words = '[redacted]';
    const after = openStore(adapter);
    watch(after.open(incidentTimeline, 'a'));
    await until('the words as they are now', () => texts(after, 'a')[0] === '[redacted]');
    await pause(100);
    const disk = await openDB(databaseName(adapter.id, 'elif'));
    expect(JSON.stringify(await disk.getAll('rowlog'))).not.to.contain('password');
    disk.close();
  });

  it('fetches the words of deferred entries once and keeps them', async () => {
    const backend = scriptedAdapter({
      incidents: [incident({ id: 'a' })],
      entries: [entry(1, { text: undefined, deferred: true }), entry(2, { text: undefined, deferred: true })],
    });
    const asked: (readonly string[])[] = [];
    const adapter = {
      ...backend,
      entryTexts: async (_id: string, ids: readonly string[]) => {
        asked.push(ids);
        return new Map([['e00001', 'Its words']]);
      },
    };
    const before = openStore(adapter);
    const timeline = before.open(incidentTimeline, 'a');
    watch(timeline);
    await until('the entries', () => timeline.value.state === 'ready');
    expect(timeline.value.entries.at(1)?.entry.deferred).to.equal(true);
    await Promise.all([timeline.loadTexts(['e00001']), timeline.loadTexts(['e00001'])]);
    await timeline.loadTexts(['e00002']);
    await timeline.loadTexts(['e00002']);
    expect(texts(before, 'a')).to.deep.equal(['', 'Its words']);
    expect(asked).to.deep.equal([['e00001'], ['e00002']]);
    await untilStored(adapter, 'rowlog', 1);
    before.dispose();
    backend.always('entries', { fail: noNetwork() });
    const after = openStore(adapter);
    watch(after.open(incidentTimeline, 'a'));
    await until('the words from this device', () => texts(after, 'a')[1] === 'Its words');
  });
});
