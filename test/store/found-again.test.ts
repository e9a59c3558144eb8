import { expect } from '@open-wc/testing';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { IncidentStore } from '../../src/store/index.js';
import type { FaultRule, FaultWorld } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { closeStores, emptyOutbox, openStore, until } from './support/desk.js';

const draft = { title: 'Mail does not arrive', description: 'Since nine' };
const byKey = { method: 'GET', path: '/keys/*' };

/** A service that has forgotten its keys by the time a report is sent again, as over a weekend. */
describe('a report whose answer was lost long ago, at a plain JSON service', () => {
  afterEach(closeStores);

  async function lost(...script: readonly FaultRule[]): Promise<{ world: FaultWorld; store: IncidentStore }> {
    const world = await newWorld({ mode: 'key-blind', script });
    const store = openStore(
      restAdapter({
        profile: parseProfile({
          ...restPreset,
          idempotency: { ...restPreset.idempotency, ttl: 1 },
        }),
        baseUrl: world.baseUrl,
        allowOrigins: [new URL(world.baseUrl).origin],
      }),
    );
    return { world, store };
  }
  const onCreate = (rule: Omit<FaultRule, 'match'>): FaultRule => ({
    match: { method: 'POST', path: '/incidents' },
    ...rule,
  });

  it('is found by its key and not sent again', async () => {
    const { world, store } = await lost(onCreate({ act: 'trunc' }));
    const { outcome } = await store.createIncident(draft);
    expect(await outcome).to.deep.include({ state: 'confirmed' });
    expect((await outcome).incident?.number).to.equal('INC0000001');
    await emptyOutbox(store);
    expect((await world.state()).incidents).to.have.length(1);
    expect(await world.writes()).to.have.length(1);
  });

  it('is sent again where the service says that there is none', async () => {
    const { world, store } = await lost(onCreate({ act: 502 }));
    expect((await (await store.createIncident(draft)).outcome).state).to.equal('confirmed');
    expect((await world.state()).incidents).to.have.length(1);
    expect(await world.writes()).to.have.length(2);
  });

  for (const [what, rule] of [
    ['does not tell', { match: byKey, act: 404, times: 9 }],
    [
      'answers with somebody else’s record',
      {
        match: byKey,
        act: 'body',
        times: 9,
        body: JSON.stringify({
          id: 'i99',
          number: 'INC0000099',
          title: draft.title,
          status: 'new',
          loggedAt: '2026-03-02T08:00:00Z',
          updatedAt: '2026-03-02T08:00:00Z',
        }),
      },
    ],
  ] as const satisfies readonly (readonly [string, FaultRule])[])
    it(`is left to a person where the service ${what}`, async () => {
      const { world, store } = await lost(onCreate({ act: 'trunc' }), rule);
      const { outcome } = await store.createIncident(draft);
      expect((await outcome).state).to.equal('unknown');
      await until('it is in the outbox', () => store.outbox.value.unknown === 1);
      expect(await world.writes()).to.have.length(1);
    });
});
