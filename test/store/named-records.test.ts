import { expect } from '@open-wc/testing';

import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { IncidentError } from '../../src/core/errors.js';
import { anIncident } from '../../src/testing/index.js';
import { noNetwork } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, states, until } from './support/desk.js';

afterEach(closeStores);

const named = (label: string) => ({ id: '', label });

/** A backend that can be cut off, and cannot be asked for a list before it is back. */
function desk() {
  const way = { cut: true };
  const local = localAdapter({
    name: crypto.randomUUID(),
    seed: {
      incidents: [anIncident({ id: 'i1', number: 'INC0000001' })],
      choices: {
        people: [{ id: 'amara', label: 'Amara Osei' }],
        groups: [{ id: 'g-net', label: 'Network' }],
        services: [
          { id: 's-1', label: 'Payroll' },
          { id: 's-2', label: 'E-mail', hint: 'Berlin' },
          { id: 's-3', label: 'E-mail', hint: 'Kassel' },
        ],
        items: [{ id: 'gw-1', label: 'mail-gateway-1' }],
      },
    },
  });
  const open = (): Promise<void> => (way.cut ? Promise.reject(noNetwork()) : Promise.resolve());
  const adapter: Adapter = {
    ...local,
    create: (...all) => open().then(() => local.create(...all)),
    update: (...all) => open().then(() => local.update(...all)),
    transition: (...all) => open().then(() => local.transition(...all)),
    saveTask: (...all) => open().then(() => local.saveTask(...all)),
    saveParticipant: (...all) => open().then(() => local.saveParticipant(...all)),
    relate: (...all) => open().then(() => local.relate(...all)),
    people: (...all) => open().then(() => local.people(...all)),
    services: (...all) => open().then(() => local.services(...all)),
  };
  return { local, adapter, way };
}

const report = { title: 'No pay slips', description: 'Since eight' };

describe('what was named while nobody could look it up', () => {
  it('has its id wherever it was named once it is sent', async () => {
    const { adapter, local, way } = desk();
    const store = openStore(adapter);
    const before = await local.get('i1');
    await store.updateIncident(
      'i1',
      { assignee: { id: '', name: 'amara osei' }, group: named('Network') },
      before,
    );
    await store.saveTask('i1', 't1', { title: 'Look at the switch', owner: { id: '', name: 'Amara Osei' } });
    await store.saveParticipant('i1', { role: 'watcher', person: { id: '', name: 'Amara Osei' } });
    await store.relate('i1', { kind: 'affects', number: 'Mail-Gateway-1' });
    const { incidentId } = await store.createIncident({ ...report, service: named('payroll') });
    way.cut = false;
    await store.resume();
    await emptyOutbox(store);
    const { assignee, group } = await local.get('i1');
    expect([assignee?.id, group?.id]).to.deep.equal(['amara', 'g-net']);
    expect((await local.tasks('i1')).map(({ owner }) => owner?.id)).to.deep.equal(['amara']);
    expect((await local.participants('i1')).map(({ person }) => person.id)).to.deep.equal(['amara']);
    expect((await local.related('i1')).map(({ kind, id }) => [kind, id])).to.deep.equal([
      ['affects', 'gw-1'],
    ]);
    const { items } = await local.list({}, { limit: 9 });
    const logged = items.find(({ clientId }) => clientId === incidentId);
    expect(logged?.service).to.deep.equal({ id: 's-1', label: 'payroll' });
  });

  for (const [name, code, words] of [
    ['Pay roll', 'no-such-name', 'Nothing is called “Pay roll”.'],
    ['E-mail', 'several-of-that-name', 'Several are called “E-mail”.'],
  ] as const)
    it(`is refused at its place where it means ${code === 'no-such-name' ? 'nothing' : 'several'}, and nothing is sent`, async () => {
      const { adapter, local, way } = desk();
      const store = openStore(adapter);
      await store.createIncident({ ...report, service: named(name) });
      way.cut = false;
      await store.resume();
      await until('it has failed', () => states(store.outbox.value)[0] === 'failed');
      const error = store.outbox.value.items[0]?.error;
      expect(error?.message).to.equal(words);
      expect(error?.issues.map(({ path, code: of }) => [path, of])).to.deep.equal([['service', code]]);
      expect((await local.list({}, { limit: 9 })).items).to.have.lengthOf(1);
    });

  it('waits as long as the list cannot be fetched, and is never taken for doubtful', async () => {
    const { adapter, way } = desk();
    let asked = 0;
    const store = openStore({
      ...adapter,
      traits: { ...adapter.traits, idempotency: 'none' },
      services: () => {
        asked++;
        return Promise.reject(new IncidentError('unavailable', 'Down.'));
      },
    });
    way.cut = false;
    await store.createIncident({ ...report, service: named('Payroll') });
    await until('it was looked up three times', () => asked > 2);
    expect(states(store.outbox.value)[0]).to.be.oneOf(['queued', 'sending']);
  });

  it('is sent as it was written where nobody may see the list, or nothing is on it', async () => {
    for (const services of [
      () => Promise.reject(new IncidentError('forbidden', 'No.')),
      () => Promise.resolve({ items: [], total: 0 }),
    ]) {
      const { adapter, local, way } = desk();
      way.cut = false;
      const store = openStore({ ...adapter, services });
      await store.createIncident({ ...report, service: named('Payroll') });
      await emptyOutbox(store);
      const { items } = await local.list({}, { limit: 9 });
      expect(items.find(({ title }) => title === report.title)?.service?.id).to.equal('Payroll');
    }
  });
});
