import { expect } from '@open-wc/testing';

import type { Adapter, Traits } from '../../src/adapters/adapter.js';
import { IncidentError } from '../../src/core/errors.js';
import { openCategories } from '../../src/core/query.js';
import { preference } from '../../src/store/views/preference.js';
import { afterLooking, freshnessOf, seenFrom, seenIncidents } from '../../src/store/views/seen.js';
import type { Seen } from '../../src/store/views/seen.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, until, untilStored, watch } from './support/desk.js';

const at = Date.UTC(2026, 2, 27, 8);
const open = (id: string) => incident({ id, status: { category: 'active' } });
const resolve = {
  to: 'resolved',
  resolution: { type: 'permanent', code: 'solution-provided', notes: 'Mended.' },
} as const;

describe('a list of what is open', () => {
  afterEach(closeStores);

  const listed = async () => {
    const adapter = scriptedAdapter({ incidents: [open('a'), open('b')] });
    const store = openStore(adapter);
    const list = store.incidents({ status: openCategories });
    watch(list);
    await until('the list', () => list.value.items.length === 2);
    const ids = () => list.value.items.map(({ incident: { id } }) => id).join('');
    return { adapter, store, list, ids };
  };

  it('lets go at once of what is resolved here, and counts it no longer', async () => {
    const { adapter, store, list, ids } = await listed();
    let answer = (): void => undefined;
    adapter.always('transition', { until: new Promise<void>((done) => (answer = done)) });
    await store.transition('a', resolve, adapter.record('a')!);
    await until('a is gone', () => ids() === 'b');
    expect(list.value.total).to.equal(1);
    answer();
    await until('it has gone through', () => store.outbox.value.items.length === 0);
    expect(ids()).to.equal('b');
  });

  it('shows it again when the backend refuses the step', async () => {
    const { adapter, store, ids } = await listed();
    adapter.always('transition', { fail: new IncidentError('refused', 'Not yet.') });
    await store.transition('a', resolve, adapter.record('a')!);
    await until('a is back', () => store.outbox.value.failed === 1 && ids().includes('a'));
  });
});

describe('a list of a ticket system of which some cannot be read', () => {
  afterEach(closeStores);

  it('counts them, page after page, and knows of them again at the next visit', async () => {
    const whole = scriptedAdapter({
      incidents: [9, 8, 7].map((n) => incident({ id: `i${String(n)}`, updatedAt: at + n })),
    });
    let up = true;
    const adapter: typeof whole = {
      ...whole,
      list: async (...asked) => {
        if (!up) throw noNetwork();
        return { ...(await whole.list(...asked)), total: null, unread: 1 };
      },
    };
    const list = openStore(adapter).incidents({}, 2);
    watch(list);
    await until('the list', () => list.value.items.length === 2);
    expect(list.value.unread).to.equal(1);
    await list.loadMore();
    expect([list.value.items.length, list.value.unread]).to.deep.equal([3, 2]);
    await untilStored(adapter, 'pages', 1);
    up = false;
    const again = openStore(adapter).incidents({}, 2);
    watch(again);
    await until('what was kept', () => again.value.items.length === 2);
    expect(again.value.unread).to.equal(1);
  });
});

describe('a list of a ticket system that ignores what it is asked', () => {
  afterEach(closeStores);

  const over = { status: { category: 'closed' } } as const;
  const listed = async (...all: readonly ReturnType<typeof incident>[]) => {
    const whole = scriptedAdapter({ incidents: all });
    const adapter: typeof whole = { ...whole, list: (_query, page) => whole.list({}, page) };
    const list = openStore(adapter).incidents({ status: openCategories, priority: [1, 2] }, 2);
    watch(list);
    await until('the list', () => list.value.state === 'ready' || list.value.state === 'empty');
    const ids = () => list.value.items.map(({ incident: { id } }) => id).join(' ');
    return { list, ids };
  };

  it('shows only what was asked for, says so, and counts nothing that it cannot know', async () => {
    const { list, ids } = await listed(
      incident({ id: 'a', status: { category: 'active' }, priority: 1, updatedAt: at + 9 }),
      incident({ id: 'b', ...over, priority: 1, updatedAt: at + 8 }),
      incident({ id: 'c', status: { category: 'active' }, priority: 4, updatedAt: at + 7 }),
      incident({ id: 'd', status: { category: 'new' }, updatedAt: at + 6 }),
      incident({ id: 'e', ...over, priority: 2, updatedAt: at + 5 }),
    );
    expect(ids()).to.equal('a');
    expect(list.value).to.include({ strayed: true, total: null, hasMore: true });
    await list.loadMore();
    expect(ids(), 'what tells no priority is not known to be wrong').to.equal('a d');
    await list.loadMore();
    expect(ids()).to.equal('a d');
    expect(list.value.hasMore).to.equal(false);
  });

  it('reads on where the first page holds nothing that fits', async () => {
    const { list, ids } = await listed(
      ...[9, 8, 7, 6].map((n) => incident({ id: `x${String(n)}`, ...over, updatedAt: at + n })),
      incident({ id: 'a', status: { category: 'active' }, priority: 1, updatedAt: at }),
    );
    expect(ids()).to.equal('a');
    expect(list.value.strayed).to.equal(true);
  });

  /** What a list for `anna` shows on a ticket system that compares ids exactly, as it says, and ignores the question. */
  const listedFor = async (
    all: readonly ReturnType<typeof incident>[],
    traits: Partial<Traits>,
    size = 9,
  ) => {
    const whole = scriptedAdapter({ incidents: all, traits });
    const adapter: typeof whole = { ...whole, list: (_query, page) => whole.list({}, page) };
    const list = openStore(adapter).incidents({ assigneeId: 'anna' }, size);
    watch(list);
    await until('the list', () => list.value.state === 'ready');
    const ids = () => list.value.items.map(({ incident: { id } }) => id).join(' ');
    return { list, ids };
  };
  const [anna, bruno] = [
    { id: 'anna', name: 'Anna' },
    { id: 'bruno', name: 'Bruno' },
  ];
  const mixed = [
    incident({ id: 'a', assignee: bruno, updatedAt: at + 9 }),
    incident({ id: 'b', assignee: anna, updatedAt: at + 8 }),
    incident({ id: 'c', updatedAt: at + 7 }),
    incident({ id: 'd', assignee: bruno, updatedAt: at + 6 }),
  ];

  it('leaves out what belongs to somebody else, and keeps what tells nobody', async () => {
    const { list, ids } = await listedFor(mixed, { exact: ['assignee'] });
    expect(ids()).to.equal('b c');
    expect(list.value).to.include({ strayed: true, total: null });
  });

  it('keeps all where ids may be compared in another way, and where no record has carried the id', async () => {
    const named = await listedFor(mixed, {});
    expect([named.ids(), named.list.value.strayed]).to.deep.equal(['a b c d', undefined]);
    const numbers = mixed.filter(({ id }) => id !== 'b');
    const unproven = await listedFor(numbers, { exact: ['assignee'] });
    expect([unproven.ids(), unproven.list.value.strayed]).to.deep.equal(['a c d', undefined]);
  });

  it('knows an id from a later page, and from what another list has shown', async () => {
    const { list, ids } = await listedFor(mixed, { exact: ['assignee'] }, 1);
    expect(ids(), 'nothing is proven').to.equal('a');
    for (let page = 2; page <= 4; page++) await list.loadMore();
    expect(ids()).to.equal('a b c');
    await list.refresh();
    expect(ids(), 'the record is known from before').to.equal('b c');
  });

  it('leaves out what the adapter knows to be unasked, on every page', async () => {
    const whole = scriptedAdapter({ incidents: mixed });
    const adapter: Adapter = {
      ...whole,
      list: async (_query, page) => {
        const found = await whole.list({}, page);
        return { ...found, unasked: found.items.map(({ id }) => id).filter((id) => id !== 'c') };
      },
    };
    const list = openStore(adapter).incidents({ callerId: 'anna' }, 2);
    watch(list);
    await until('the list', () => list.value.items.length === 1);
    expect(list.value.items[0]?.incident.id).to.equal('c');
    expect(list.value).to.include({ strayed: true, total: null });
  });

  it('says nothing of the kind of one that answers what it is asked', async () => {
    const adapter = scriptedAdapter({ incidents: [open('a'), incident({ id: 'b', ...over })] });
    const list = openStore(adapter).incidents({ status: openCategories });
    watch(list);
    await until('the list', () => list.value.items.length === 1);
    expect(list.value.strayed).to.equal(undefined);
    expect(list.value.total).to.equal(1);
  });
});

describe('what somebody keeps for themselves', () => {
  afterEach(closeStores);

  it('is there again for the same person and for nobody else', async () => {
    const adapter = scriptedAdapter();
    const keys = openStore(adapter).open(preference<string>, 'keys');
    await keys.set((before) => `${before ?? ''}t`);
    expect(keys.value).to.include({ state: 'ready', value: 't' });
    const again = openStore(adapter).open(preference<string>, 'keys');
    watch(again);
    await until('it is back', () => again.value.value === 't');
    const other = openStore(adapter, { author: 'bruno' }).open(preference<string>, 'keys');
    watch(other);
    await until('nothing is kept', () => other.value.state === 'empty');
  });

  it('begins with nothing unread, and tells what is new and what has changed since a look', async () => {
    const store = openStore(scriptedAdapter(), { now: () => at });
    const seen = store.open(seenIncidents);
    watch(seen);
    await until('nothing is kept', () => seen.value.state === 'empty');
    await seen.set((before) => before ?? seenFrom(at));
    const of = (updatedAt: number, loggedAt = at - 1) =>
      freshnessOf(seen.value.value, incident({ id: 'a', loggedAt, updatedAt }));
    expect(of(at)).to.equal(undefined);
    expect(of(at + 5)).to.equal('changed');
    expect(of(at + 5, at + 5)).to.equal('unread');
    await seen.set((before) => afterLooking(before!, [incident({ id: 'a', updatedAt: at + 5 })]));
    expect(of(at + 5, at + 5)).to.equal(undefined);
    expect(of(at + 6, at + 5)).to.equal('changed');
  });

  it('remembers the last looks only, and takes what is older for read', () => {
    const looks = Array.from({ length: 2_100 }, (_, n) =>
      incident({ id: `i${String(n)}`, updatedAt: at + n }),
    );
    const seen = afterLooking({ since: at, looked: new Map() } satisfies Seen, looks);
    expect(seen.looked.size).to.equal(2_000);
    expect(freshnessOf(seen, looks[0]!)).to.equal(undefined);
    expect(freshnessOf(seen, { ...looks[2_099]!, updatedAt: at + 9_999 })).to.equal('changed');
  });
});
