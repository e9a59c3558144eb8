import { expect } from '@open-wc/testing';

import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { AdapterWarning } from '../../src/adapters/rest/index.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { Incident } from '../../src/core/incident.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time.js';
import type { IncidentStore } from '../../src/store/index.js';
import { kpiFigure } from '../../src/store/index.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import type { FaultWorld } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { closeStores, emptyOutbox, openStore, pause, states, texts, until, watch } from './support/desk.js';

interface Desk {
  readonly world: FaultWorld;
  readonly store: IncidentStore;
  readonly warnings: readonly AdapterWarning[];
  /** A colleague does something at the backend's own page. */
  readonly colleague: (path: string, body: object) => Promise<void>;
}

/** `silent`: the backend is of another origin and keeps its `Date` to itself. */
async function desk(skew: number, { silent = false, pollInterval = 0 } = {}): Promise<Desk> {
  const world = await newWorld({ clockSkew: skew });
  await world.control({ seed: { incidents: [{ id: 'i1', title: 'VPN down' }] } });
  const warnings: AdapterWarning[] = [];
  const withoutDate: typeof fetch = async (...asked) => {
    const answer = await fetch(...asked);
    const headers = new Headers(answer.headers);
    headers.delete('date');
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), {
      status: answer.status,
      headers,
    });
  };
  const adapter = restAdapter({
    profile: parseProfile(restPreset),
    baseUrl: world.baseUrl,
    allowOrigins: [new URL(world.baseUrl).origin],
    onWarning: (warning) => warnings.push(warning),
    ...(silent ? { fetch: withoutDate } : {}),
  });
  return {
    world,
    store: openStore(adapter, { pollInterval }),
    warnings,
    async colleague(path, body) {
      const answer = await fetch(world.baseUrl + path, {
        method: 'POST',
        headers: { 'X-User': 'bogdan', 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

const skews = [
  ['two days ahead', 2 * DAY],
  ['two days behind', -2 * DAY],
] as const;

afterEach(closeStores);

describe('what the backend’s clock is ahead of ours', () => {
  for (const [what, skew] of [
    ...skews,
    ['an hour and a half ahead', 1.5 * HOUR],
    ['ten seconds behind', -10 * SECOND],
  ] as const)
    it(`is known with its first answer to about a second: ${what}`, async () => {
      const { store, warnings } = await desk(skew);
      await store.adapter.list({}, { limit: 1 });
      expect(store.adapter.ahead?.()).to.be.closeTo(skew, 1500);
      const told = Math.abs(skew) > 5 * MINUTE ? ['clock-skew'] : [];
      expect(warnings.map(({ code }) => code)).to.deep.equal(told);
    });

  it('is nothing where the two agree, and where nobody tells', async () => {
    for (const made of [await desk(0), await desk(2 * DAY, { silent: true })]) {
      await made.store.adapter.list({}, { limit: 1 });
      expect(made.store.adapter.ahead?.()).to.equal(0);
      expect(made.warnings).to.deep.equal([]);
    }
  });

  it('is another one with the next answer after a clock was put right', async () => {
    const { world, store } = await desk(3 * HOUR);
    await store.adapter.list({}, { limit: 1 });
    await world.control({ clockSkew: 0 });
    await store.adapter.list({}, { limit: 1 });
    expect(store.adapter.ahead?.()).to.equal(0);
  });

  it('does not make anybody wait longer than they were asked to by a date', async () => {
    for (const [, skew] of skews) {
      const { world, store } = await desk(skew);
      const date = new Date(Date.now() + skew + 8000).toUTCString();
      await world.script([{ match: { path: '/incidents/*' }, act: 503, retryAfter: date, times: 0 }]);
      const error = await store.adapter.get('i1').then(
        () => undefined,
        (reason: unknown) => reason as { readonly retryAfter?: number },
      );
      expect(error?.retryAfter).to.be.within(6000, 9000);
    }
  });
});

for (const silent of [false, true])
  for (const [what, skew] of skews)
    describe(`a backend ${what}${silent ? ', which does not tell' : ''}`, () => {
      it('keeps what was written in its order, on top while it waits, and in its place when it is there', async () => {
        const { world, store, colleague } = await desk(skew, { silent });
        await colleague('/incidents/i1/entries', { kind: 'comment', text: 'First' });
        const timeline = store.open(incidentTimeline, 'i1');
        const { seen } = watch(timeline);
        await until('the first words', () => texts(store, 'i1').includes('First'));
        await world.script([
          { match: { method: 'POST', path: '/incidents/i1/entries' }, act: 'delay', ms: 300 },
        ]);
        const { outcome } = await store.addEntry('i1', { kind: 'comment', text: 'Second' });
        await until('it waits on top', () => texts(store, 'i1')[0] === 'Second');
        expect((await outcome).state).to.equal('confirmed');
        await colleague('/incidents/i1/entries', { kind: 'comment', text: 'Third' });
        await until('the third', () => {
          void timeline.refresh();
          return texts(store, 'i1').length === 3;
        });
        expect(texts(store, 'i1')).to.deep.equal(['Third', 'Second', 'First']);
        const times = timeline.value.entries.all().map(({ recordedAt }) => recordedAt);
        expect(times).to.deep.equal([...times].sort((a, b) => b - a));
        // At no time was it away, or there twice.
        const counts = seen.map(
          ({ entries }) => entries.all().filter(({ text }) => text === 'Second').length,
        );
        expect(Math.max(...counts)).to.be.at.most(1);
      });

      it('loses no words of ours from sight although its timeline tells of them only later', async () => {
        const { world, store } = await desk(skew, { silent });
        const timeline = store.open(incidentTimeline, 'i1');
        watch(timeline);
        await until('the timeline', () => timeline.value.state !== 'loading');
        const late = JSON.stringify({ items: [], next: null, total: 0 });
        await world.script([
          { match: { method: 'GET', path: '/incidents/i1/entries' }, act: 'body', body: late, times: 0 },
        ]);
        await (
          await store.addEntry('i1', { kind: 'comment', text: 'Mine' })
        ).outcome;
        await timeline.refresh();
        expect(texts(store, 'i1')).to.deep.equal(['Mine']);
      });

      it('gives a figure the news of the day', async () => {
        const { store, colleague } = await desk(skew, { silent });
        const present = Date.now() + skew;
        const figure = store.open(kpiFigure, {
          id: 'volume',
          window: { from: present - 30 * DAY, to: present + DAY },
        });
        watch(figure);
        await until('the figure', () => figure.value.result !== undefined);
        const before = figure.value.result?.value;
        await colleague('/incidents', { title: 'Printer on fire' });
        await figure.refresh();
        await until('one more', () => figure.value.result?.value === (before ?? 0) + 1);
      });

      it('is sent what waited, however old it looks to it', async () => {
        const { world, store } = await desk(skew, { silent });
        await world.script([{ match: { path: '**' }, act: 'drop-before', times: 0 }]);
        await store.createIncident({ title: 'Mail is slow', description: '' });
        await until('it waits', () => store.status.value.connection === 'offline');
        await world.script([]);
        await store.resume();
        await emptyOutbox(store);
        expect((await world.state()).incidents.map(({ title }) => title)).to.include('Mail is slow');
      });
    });

describe('a backend two days ahead', () => {
  it('does not take yesterday’s words for the ones whose answer was lost', async () => {
    const { world, store } = await desk(2 * DAY);
    await world.control({ mode: 'key-blind', clockSkew: DAY });
    const old = await fetch(`${world.baseUrl}/incidents/i1/entries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-User': 'elif' },
      body: JSON.stringify({ kind: 'comment', text: 'Any news?' }),
    });
    expect(old.ok).to.equal(true);
    await world.control({ clockSkew: 2 * DAY });
    await store.adapter.get('i1');
    const lookup = openStore(
      { ...store.adapter, traits: { ...store.adapter.traits, idempotency: 'lookup' } },
      { author: 'ada' },
    );
    await world.script([
      { match: { method: 'POST', path: '/incidents/i1/entries' }, act: 'drop-before', times: 0 },
    ]);
    await lookup.addEntry('i1', { kind: 'comment', text: 'Any news?' });
    await until('its answer is lost', () => (lookup.outbox.value.items[0]?.attempts ?? 0) > 0);
    await until(
      'it was looked for',
      () => !['queued', 'sending'].includes(states(lookup.outbox.value)[0] ?? 'gone'),
    );
    // Nobody can tell, so that somebody is asked: it is not called sent.
    expect(states(lookup.outbox.value)).to.deep.equal(['unknown']);
    await pause(0);
  });
});

describe('what was done here and waits', () => {
  for (const [what, skew] of skews)
    it(`stands among the times of a backend ${what} by its clock`, async () => {
      const { world, store } = await desk(skew);
      await store.adapter.list({}, { limit: 1 });
      await world.script([
        { match: { method: 'POST', path: '/**' }, act: 'hang', times: 0 },
        { match: { method: 'PATCH', path: '/**' }, act: 'hang', times: 0 },
      ]);
      const list = store.incidents({});
      watch(list);
      await until('the list', () => list.value.state === 'ready');
      const seen = list.value.items[0]!.incident;
      await store.createIncident({ title: 'Mine', description: '' });
      await store.updateIncident('i1', { title: 'VPN slow' }, seen);
      await until('both', () => list.value.items.length === 2);
      const present = Date.now() + skew;
      const updated: readonly Incident[] = list.value.items.map(({ incident }) => incident);
      for (const { updatedAt, title } of updated) expect(updatedAt, title).to.be.closeTo(present, 30_000);
    });
});
