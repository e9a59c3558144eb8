import { expect } from '@open-wc/testing';
import type { Adapter, ChangesRequest } from '../../src/adapters/adapter.js';
import type { CountedField, IncidentChange } from '../../src/core/changes.js';
import { countedFields } from '../../src/core/changes.js';
import { IncidentError } from '../../src/core/errors.js';
import type { KpiId, KpiRequest } from '../../src/core/kpi/kpi.js';
import type { IncidentStore } from '../../src/store/index.js';
import { kpiFigure } from '../../src/store/views/figures.js';
import { incidentTrend } from '../../src/store/views/trend.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, until, watch } from './support/desk.js';

const day = 24 * 3_600_000;
const monday = Date.UTC(2026, 2, 23);
const now = (): number => monday + 5 * day;
const window = { from: monday, to: monday + 7 * day };

const solved = (id: string, more = {}) =>
  incident({
    id,
    status: { category: 'resolved' },
    loggedAt: monday,
    resolvedAt: monday + 3_600_000,
    updatedAt: monday + 3_600_000,
    ...more,
  });
const four = ['a', 'b', 'c', 'd'].map((id) => solved(id));

let serial = 0;
const change = (incidentId: string, field: CountedField, from: string, to: string): IncidentChange => ({
  id: `change-${String(++serial)}`,
  incidentId,
  field,
  from,
  to,
});
const past = [
  change('a', 'category', '', 'Mail'),
  change('b', 'category', 'Mail', 'Network'),
  change('b', 'category', 'Network', 'Mail'),
  change('a', 'group', '', 'Service Desk'),
  change('c', 'group', 'Service Desk', 'Network'),
  change('c', 'status', 'resolved', 'active'),
  change('d', 'status', 'resolved', 'closed'),
];

/** A backend whose records carry no counts. It answers what it is told to, and remembers what it was asked. */
function backend(incidents = four, answer?: (asked: ChangesRequest) => readonly IncidentChange[]) {
  const asked: ChangesRequest[] = [];
  const adapter = scriptedAdapter({ incidents, traits: { changes: countedFields }, now });
  const changes: NonNullable<Adapter['changes']> = async (request) => {
    asked.push(request);
    const items = answer?.(request) ?? past.filter(({ field }) => field === request.field);
    return { items, total: items.length };
  };
  return { ...adapter, changes, asked };
}

const figure = (store: IncidentStore, id: KpiId, more: Partial<KpiRequest> = {}) => {
  const view = store.open(kpiFigure, { id, window, ...more });
  watch(view);
  return view;
};
const result = (view: ReturnType<typeof figure>) => {
  const { n, value } = view.value.result ?? {};
  return { n, value };
};

/** A figure that needs changes beside one that does not, while the changes come or cannot be read. */
function outage(fails: boolean) {
  const adapter = backend();
  let reached = !fails;
  const store = openStore(
    {
      ...adapter,
      changes: (...asked) => (reached ? adapter.changes(...asked) : Promise.reject(noNetwork())),
    },
    { now },
  );
  const reach = (again: boolean): void => void (reached = again);
  return { reach, again: figure(store, 'recategorised'), volume: figure(store, 'volume') };
}

describe('figures about what records do not count', () => {
  afterEach(closeStores);

  it('count the changes: another category, another group, reopened; a first value is none', async () => {
    const store = openStore(backend(), { now });
    const all = (
      ['recategorised', 'reassigned-rate', 'reassignment', 'reopen-rate', 'flr', 'first-group'] as const
    ).map((id) => figure(store, id));
    await until('all of them', () => all.every(({ value }) => value.state === 'ready'));
    expect(all.map(result)).to.deep.equal([
      { n: 4, value: 0.25 },
      { n: 4, value: 0.25 },
      { n: 4, value: 0.25 },
      { n: 4, value: 0.25 },
      { n: 4, value: 0.75 },
      { n: 4, value: 0.75 },
    ]);
    expect(all.some(({ value }) => value.approximate)).to.equal(false);
    expect(all[0]?.value.traits?.has('recategorisationCount')).to.equal(true);
  });

  it('are asked for once, of the time the incidents are read of, and by none that needs none', async () => {
    const adapter = backend();
    const store = openStore(adapter, { now });
    const volume = figure(store, 'volume');
    await until('the volume', () => volume.value.state === 'ready');
    expect(adapter.asked).to.deep.equal([]);
    const views = (['recategorised', 'reassigned-rate', 'flr'] as const).map((id) => figure(store, id));
    await until('the others', () => views.every(({ value }) => value.state === 'ready'));
    expect(adapter.asked).to.deep.equal([
      { field: 'category', updatedFrom: monday - 7 * day },
      { field: 'group', updatedFrom: monday - 7 * day },
    ]);
  });

  it('are not told before they have been read, where a figure comes to incidents that are there already', async () => {
    const store = openStore(backend(), { now });
    const volume = figure(store, 'volume');
    await until('the volume', () => volume.value.state === 'ready');
    const again = store.open(kpiFigure, { id: 'recategorised', window });
    const { seen } = watch(again);
    await until('the figure', () => again.value.state === 'ready');
    expect(new Set(seen.map(({ state, result }) => `${state} ${String(result?.n)}`))).to.deep.equal(
      new Set(['loading undefined', 'ready 4']),
    );
  });

  it('are not asked for any more once nobody looks', async () => {
    const adapter = backend();
    const store = openStore(adapter, { now });
    const volume = figure(store, 'volume');
    const again = store.open(kpiFigure, { id: 'recategorised', window });
    const { stop } = watch(again);
    await until('both', () => [again, volume].every(({ value }) => value.state === 'ready'));
    stop();
    await volume.refresh();
    expect(adapter.asked).to.have.length(1);
  });

  it('go on from the last change that is known, and keep what was counted before', async () => {
    let later = false;
    const incidents = [...four, solved('e', { updatedAt: monday + 2 * day })];
    const adapter = backend(incidents, ({ field }) =>
      field !== 'category'
        ? []
        : later
          ? [change('a', 'category', 'Mail', 'Other')]
          : [change('b', 'category', 'Mail', 'Network')],
    );
    const store = openStore(adapter, { now });
    const again = figure(store, 'recategorised');
    await until('the figure', () => again.value.result?.value === 0.2);
    later = true;
    adapter.change('a', { category: 'Other' });
    await again.refresh();
    await until('both are counted', () => again.value.result?.value === 0.4);
    expect(adapter.asked[1]?.updatedFrom).to.be.greaterThan(monday + day);
  });

  it('believe no row of another incident or another field, and none twice', async () => {
    const twice = change('b', 'group', 'Service Desk', 'Network');
    const adapter = backend(four, () => [
      change('a', 'category', 'Mail', 'Network'),
      change('stranger', 'category', 'Mail', 'Network'),
      twice,
      twice,
    ]);
    const store = openStore(adapter, { now });
    const again = figure(store, 'recategorised');
    const hops = figure(store, 'reassignment');
    await until('both', () => [again, hops].every(({ value }) => value.state === 'ready'));
    expect([result(again), result(hops)]).to.deep.equal([
      { n: 4, value: 0.25 },
      { n: 4, value: 0.25 },
    ]);
  });

  it('take the count a record carries for what it is', async () => {
    const store = openStore(backend([solved('a', { recategorisationCount: 0 }), solved('b')]), { now });
    const again = figure(store, 'recategorised');
    await until('the figure', () => again.value.state === 'ready');
    expect(result(again)).to.deep.equal({ n: 2, value: 0.5 });
  });

  it('say why they could not be read, come with the next attempt, and leave the others alone', async () => {
    const { reach, again, volume } = outage(true);
    await until('the failure', () => again.value.state === 'error');
    expect(again.value.error?.kind).to.equal('network');
    expect(volume.value).to.include({ state: 'ready', approximate: false });
    expect(volume.value.error).to.equal(undefined);
    reach(true);
    await again.refresh();
    expect(again.value.state).to.equal('ready');
    expect(result(again)).to.deep.equal({ n: 4, value: 0.25 });
  });

  it('are estimates where later changes could not be read', async () => {
    const { reach, again, volume } = outage(false);
    await until('both', () => [again, volume].every(({ value }) => value.state === 'ready'));
    reach(false);
    await again.refresh();
    expect([again.value.state, again.value.approximate]).to.deep.equal(['ready', true]);
    expect(volume.value.approximate).to.equal(false);
    expect(result(again)).to.deep.equal({ n: 4, value: 0.25 });
  });

  it('are unknown where the backend refuses to tell, and it is not asked again', async () => {
    let asked = 0;
    const store = openStore(
      {
        ...backend(),
        changes: () => {
          asked += 1;
          return Promise.reject(new IncidentError('unsupported', 'It does not tell.'));
        },
      },
      { now },
    );
    const again = figure(store, 'recategorised');
    const volume = figure(store, 'volume');
    await until('the answer', () => again.value.traits !== undefined);
    expect(again.value.traits?.has('recategorisationCount')).to.equal(false);
    expect(result(again)).to.deep.equal({ n: 0, value: null });
    expect(result(volume)).to.deep.equal({ n: 4, value: 4 });
    await again.refresh();
    expect(asked).to.equal(1);
  });

  it('are estimates where there is more than is read, or some of it cannot be', async () => {
    const endless: Adapter['changes'] = async ({ field }, { cursor = '0' }) => ({
      items: [change('b', field, 'Mail', 'Network')],
      total: null,
      next: String(Number(cursor) + 1),
    });
    const silent: Adapter['changes'] = async (_, { cursor = '0' }) => ({
      items: [],
      total: null,
      next: String(Number(cursor) + 1),
    });
    const broken: Adapter['changes'] = async () => ({ items: [], total: null, unread: 1 });
    for (const changes of [endless, silent, broken]) {
      const store = openStore({ ...backend(), changes }, { now, kpiCap: 20 });
      const again = figure(store, 'recategorised');
      const volume = figure(store, 'volume');
      await until('both', () => [again, volume].every(({ value }) => value.state === 'ready'));
      expect([again.value.approximate, volume.value.approximate]).to.deep.equal([true, false]);
    }
  });

  it('do not lose a count when its incident is changed here, before the changes are read again', async () => {
    const adapter = backend();
    const whole = adapter.changes;
    let hangs = false;
    const store = openStore(
      { ...adapter, changes: (...asked) => (hangs ? new Promise(() => undefined) : whole(...asked)) },
      { now },
    );
    const again = figure(store, 'recategorised');
    const without = figure(store, 'uncategorised');
    await until('both', () => [again, without].every(({ value }) => value.state === 'ready'));
    expect(without.value.result?.value).to.equal(1);
    hangs = true;
    await (
      await store.updateIncident('b', { category: 'Mail' }, solved('b'))
    ).outcome;
    await until('it has come in', () => without.value.result?.value === 0.75);
    expect(result(again)).to.deep.equal({ n: 4, value: 0.25 });
  });

  it('stand in a trend beside the others, which come also where they cannot be read', async () => {
    const adapter = backend();
    const figures: readonly KpiRequest[] = [
      { id: 'volume', window },
      { id: 'reopen-rate', window },
    ];
    const trendOf = (from: Adapter, of: readonly KpiRequest[]) => {
      const trend = openStore(from, { now }).open(incidentTrend, { figures: of });
      watch(trend);
      return trend;
    };
    const trend = trendOf(adapter, figures);
    await until('the trend', () => trend.value.state === 'ready');
    expect(trend.value.shown?.results.map(({ value }) => value)).to.deep.equal([4, 0.25]);
    expect(adapter.asked.map(({ field }) => field)).to.deep.equal(['status']);
    const mute = { ...backend(), changes: () => Promise.reject(noNetwork()) };
    const [both, alone] = [trendOf(mute, figures), trendOf(mute, figures.slice(1))];
    await until('both', () => both.value.state === 'ready' && alone.value.state === 'error');
    expect(both.value.shown?.results.map(({ value }) => value)).to.deep.equal([4, null]);
    expect(both.value.approximate).to.equal(true);
  });
});
