import { expect } from '@open-wc/testing';
import type { KpiRequest } from '../../src/core/kpi/kpi.js';
import { fillPolicy } from '../../src/core/policy.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, until, untilStored, watch } from './support/desk.js';
import { kpiFigure } from '../../src/store/views/figures.js';

const standardPolicy = fillPolicy({});
const day = 24 * 3_600_000;
const monday = Date.UTC(2026, 2, 23);
const solved = (id: string, logged: number, hours: number) =>
  incident({
    id,
    status: { category: 'resolved' },
    loggedAt: logged,
    resolvedAt: logged + hours * 3_600_000,
    updatedAt: logged + hours * 3_600_000,
  });
const thisWeek = [solved('a', monday, 2), solved('b', monday + day, 4)];
const lastWeek = [solved('c', monday - 6 * day, 12)];
const open = [incident({ id: 'd', loggedAt: monday - 100 * day, updatedAt: monday - 100 * day })];
const mttr: KpiRequest = { id: 'mttr', window: { from: monday, to: monday + 7 * day } };

describe('figures', () => {
  afterEach(closeStores);
  const now = (): number => monday + 5 * day;

  it('come from all incidents of the period and of the one before', async () => {
    const store = openStore(scriptedAdapter({ incidents: [...thisWeek, ...lastWeek, ...open] }), { now });
    const figure = store.open(kpiFigure, mttr);
    watch(figure);
    await until('the figure', () => figure.value.state === 'ready');
    expect(figure.value.result).to.deep.include({ n: 2, value: 3 * 3_600_000 });
    expect(figure.value.result?.previous).to.deep.include({ n: 1, value: 12 * 3_600_000 });
    expect(figure.value.approximate).to.equal(false);
  });

  it('count what has been open for long although it lies outside the period', async () => {
    const store = openStore(scriptedAdapter({ incidents: [...thisWeek, ...open] }), { now });
    const backlog = store.open(kpiFigure, { id: 'backlog', window: { from: monday, to: now() } });
    watch(backlog);
    await until('the figure', () => backlog.value.state === 'ready');
    expect(backlog.value.result?.value).to.equal(1);
  });

  it('are empty, and no zero, when there is nothing to compute from', async () => {
    const store = openStore(scriptedAdapter({ incidents: [] }), { now });
    const figure = store.open(kpiFigure, mttr);
    watch(figure);
    await until('the answer', () => figure.value.state === 'empty');
    expect(figure.value.result?.value).to.equal(null);
  });

  it('move when an incident of ours goes through', async () => {
    const adapter = scriptedAdapter({ incidents: thisWeek, now });
    const store = openStore(adapter, { now });
    const volume = store.open(kpiFigure, { id: 'volume', window: { from: monday, to: monday + 7 * day } });
    watch(volume);
    await until('the figure', () => volume.value.result?.value === 2);
    await (
      await store.createIncident({ title: 'One more', description: '' })
    ).outcome;
    await until('it has moved', () => volume.value.result?.value === 3);
  });

  it('say that they are estimates when there is more than is read', async () => {
    const incidents = Array.from({ length: 30 }, (_, n) => solved(`i${String(n)}`, monday + n * 60_000, 1));
    const store = openStore(scriptedAdapter({ incidents }), { now, kpiCap: 20 });
    const figure = store.open(kpiFigure, mttr);
    watch(figure);
    await until('the figure', () => figure.value.state === 'ready');
    expect(figure.value).to.include({ approximate: true });
    expect(figure.value.result?.n).to.equal(20);
  });

  it('are estimates where some of the incidents cannot be read', async () => {
    const whole = scriptedAdapter({ incidents: thisWeek });
    const store = openStore(
      { ...whole, list: async (...asked) => ({ ...(await whole.list(...asked)), unread: 1 }) },
      { now },
    );
    const figure = store.open(kpiFigure, mttr);
    watch(figure);
    await until('the figure', () => figure.value.state === 'ready');
    expect(figure.value.approximate).to.equal(true);
  });

  it('are estimates, and no endless reading, where the way to more leads to what has been read', async () => {
    const adapter = scriptedAdapter({ incidents: thisWeek });
    const pages = [
      { items: thisWeek, total: null, next: 'b' } as const,
      { items: open, total: null, next: 'a' } as const,
    ];
    let asked = 0;
    const store = openStore({ ...adapter, list: async () => pages[asked++ % 2]! }, { now, kpiCap: 10_000 });
    const figure = store.open(kpiFigure, mttr);
    watch(figure);
    await until('the figure', () => figure.value.state === 'ready');
    expect(asked).to.be.lessThan(10);
    expect(figure.value).to.include({ approximate: true });
    expect(figure.value.result?.n).to.equal(2);
  });

  it('follow what becomes of the incidents they hold, also where no more are read', async () => {
    let at = now();
    const adapter = scriptedAdapter({
      incidents: [1, 2, 3, 4, 5].map((n) =>
        incident({ id: `i${String(n)}`, loggedAt: monday, updatedAt: monday }),
      ),
      now: () => at,
    });
    const store = openStore(adapter, { now: () => at, kpiCap: 3 });
    const backlog = store.open(kpiFigure, { id: 'backlog', window: { from: monday, to: monday + 7 * day } });
    watch(backlog);
    await until('the figure', () => backlog.value.result?.value === 3);
    expect(backlog.value.approximate).to.equal(true);
    at += 60_000;
    for (const id of ['i1', 'i2', 'i3', 'i4', 'i5'])
      await adapter.transition(id, { to: 'resolved' }, { key: id });
    await backlog.refresh();
    await until('all three are resolved', () => backlog.value.result?.value === 0);
  });

  it('share one reading again when one is looked at again after many other periods', async () => {
    const adapter = scriptedAdapter({ incidents: thisWeek });
    const store = openStore(adapter, { now });
    const ofWeek = (n: number): KpiRequest => ({
      id: 'mttr',
      window: { from: monday - 7 * n * day, to: monday - 7 * (n - 1) * day },
    });
    const first = store.open(kpiFigure, ofWeek(0));
    for (let n = 1; n < 6; n++) store.open(kpiFigure, ofWeek(n));
    watch(first);
    watch(store.open(kpiFigure, { ...ofWeek(0), id: 'volume' }));
    await until('the figure', () => first.value.state === 'ready');
    expect(adapter.count('list')).to.equal(1);
  });

  it('read the incidents once for all figures of a period', async () => {
    const adapter = scriptedAdapter({ incidents: [...thisWeek, ...lastWeek] });
    const store = openStore(adapter, { now });
    const figures = (['mttr', 'mtta', 'volume', 'sla'] as const).map((id) =>
      store.open(kpiFigure, { ...mttr, id }),
    );
    for (const figure of figures) watch(figure);
    await until('all figures', () => figures.every(({ value }) => value.result !== undefined));
    expect(adapter.count('list')).to.equal(1);
  });

  it('show what this device computed last while the backend is out of reach', async () => {
    const adapter = scriptedAdapter({ incidents: thisWeek });
    const before = openStore(adapter, { now });
    watch(before.open(kpiFigure, mttr));
    const first = before.open(kpiFigure, mttr);
    watch(first);
    await until('the figure', () => first.value.state === 'ready');
    await untilStored(adapter, 'pages', 1);
    before.dispose();
    adapter.always('list', { fail: noNetwork() });
    const after = openStore(adapter, { now });
    const figure = after.open(kpiFigure, mttr);
    watch(figure);
    await until(
      'the figure from this device',
      () => figure.value.result?.value === 3 * 3_600_000 && figure.value.error !== undefined,
    );
    expect(figure.value).to.include({ cached: true, state: 'ready' });
  });

  it('do not count the children of a major incident that was last changed long before the period', async () => {
    const longAgo = monday - 100 * day;
    const adapter = scriptedAdapter({
      incidents: [
        incident({
          id: 'major',
          major: true,
          status: { category: 'closed' },
          loggedAt: longAgo,
          updatedAt: longAgo,
        }),
        incident({ id: 'plain', status: { category: 'closed' }, loggedAt: longAgo, updatedAt: longAgo }),
        ...thisWeek,
        { ...solved('child', monday, 1), parentId: 'major' },
        { ...solved('other', monday, 1), parentId: 'plain' },
        { ...solved('orphan', monday, 1), parentId: 'gone' },
      ],
    });
    const store = openStore(adapter, { now });
    const volume = store.open(kpiFigure, { ...mttr, id: 'volume' });
    watch(volume);
    await until('the figure', () => volume.value.state === 'ready');
    expect(volume.value.result?.value).to.equal(4);
    expect(volume.value.approximate).to.equal(false);
    await volume.refresh();
    expect(adapter.count('get'), 'each parent is asked for once').to.equal(3);
  });

  it('come without a parent that cannot be read for now, as an estimate', async () => {
    const adapter = scriptedAdapter({ incidents: [{ ...solved('child', monday, 1), parentId: 'major' }] });
    adapter.always('get', { fail: noNetwork() });
    const store = openStore(adapter, { now });
    const volume = store.open(kpiFigure, { ...mttr, id: 'volume' });
    watch(volume);
    await until('the figure', () => volume.value.state === 'ready');
    expect(volume.value).to.include({ approximate: true });
    expect(volume.value.result?.value).to.equal(1);
  });

  it('judge by the targets of the policy what the backend does not', async () => {
    const incidents = thisWeek.map((one) => ({
      ...one,
      priority: 1,
      firstResponseAt: one.loggedAt + 60_000,
    }));
    const ofResponse: KpiRequest = { ...mttr, id: 'sla-response' };
    const judged = openStore(scriptedAdapter({ incidents }), { now, policy: standardPolicy }).open(
      kpiFigure,
      ofResponse,
    );
    const unjudged = openStore(scriptedAdapter({ incidents }), { now }).open(kpiFigure, ofResponse);
    watch(judged);
    watch(unjudged);
    await until(
      'both figures',
      () => judged.value.result !== undefined && unjudged.value.result !== undefined,
    );
    expect(judged.value.result).to.deep.include({ n: 2, value: 1 });
    expect(unjudged.value.result).to.deep.include({ n: 0, value: null });
  });

  it('tell what is known of the incidents, so that only choices that can be computed are offered', async () => {
    const known = openStore(scriptedAdapter({ incidents: thisWeek.map((one) => ({ ...one, pauses: [] })) }), {
      now,
    }).open(kpiFigure, mttr);
    const unknown = openStore(scriptedAdapter({ incidents: thisWeek }), { now }).open(kpiFigure, mttr);
    watch(known);
    watch(unknown);
    await until('both figures', () => known.value.traits !== undefined && unknown.value.traits !== undefined);
    expect(known.value.traits?.has('pausedMs')).to.equal(true);
    expect(unknown.value.traits?.has('pausedMs')).to.equal(false);
  });

  it('of this moment are the same figure on this device five minutes later', async () => {
    const adapter = scriptedAdapter({ incidents: open });
    const before = openStore(adapter, { now });
    const first = before.open(kpiFigure, { id: 'open-age', at: now() });
    watch(first);
    await until('the figure', () => first.value.state === 'ready');
    await untilStored(adapter, 'pages', 1);
    before.dispose();
    adapter.always('list', { fail: noNetwork() });
    const later = openStore(adapter, { now }).open(kpiFigure, { id: 'open-age', at: now() + 5 * 60_000 });
    watch(later);
    await until('the figure from this device', () => later.value.cached && later.value.result?.n === 1);
  });

  it('come after a first attempt that failed', async () => {
    const adapter = scriptedAdapter({ incidents: thisWeek });
    adapter.script('list', { fail: noNetwork() });
    const figure = openStore(adapter, { now }).open(kpiFigure, mttr);
    watch(figure);
    await until('the failure', () => figure.value.state === 'error');
    await figure.refresh();
    expect(figure.value.state).to.equal('ready');
    expect(figure.value.error).to.equal(undefined);
    expect(figure.value.result?.n).to.equal(2);
  });
});
