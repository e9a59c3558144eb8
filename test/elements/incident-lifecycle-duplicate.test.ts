import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-lifecycle.js';
import type { Adapter, Traits } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import type { IncidentLifecycle } from '../../src/elements/incident-lifecycle/incident-lifecycle.js';
import { anIncident } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, focused, openDesk, settled, textOf, type, within } from '../support/desk-fixture.js';
import { noNetwork } from '../support/scripted-adapter.js';

/** The sheet that cancels an incident as a duplicate, of a ticket system with such links. */
async function cancelling(duplicate?: 'related' | 'duplicate-of', over: Partial<Adapter> = {}) {
  const incidents = [
    anIncident({ id: 'i1', number: 'INC0000001', status: { category: 'active' } }),
    anIncident({ id: 'i2', number: 'INC0000002', status: { category: 'active' } }),
  ];
  const local = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
  const { relations } = local.traits;
  const traits: Traits = {
    ...local.traits,
    ...(relations && { relations: { ...relations, ...(duplicate && { duplicate }) } }),
  };
  const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
    adapter: { ...local, traits, ...over },
  });
  const element = desk.querySelector('incident-lifecycle')!;
  await settled(element);
  buttonOf(element, 'More').click();
  await element.updateComplete;
  buttonOf(element, 'Cancel the incident').click();
  await waitUntil(() => element.shadowRoot?.querySelector('.sheet'), 'the sheet', { timeout: 8000 });
  type(within(element, '#cancel-reason'), 'duplicate');
  await element.updateComplete;
  return element;
}

describe('what a duplicate is kept as', () => {
  it('is said where the ticket system has another word for it, before the incident is cancelled', async () => {
    const element = await cancelling('related');
    expect(textOf(element)).to.contain('it will read “See also”');
    await expectAccessible(element);
  });

  it('needs no word where it is kept as what it is', async () => {
    for (const kind of [undefined, 'duplicate-of'] as const)
      expect(textOf(await cancelling(kind))).not.to.contain('it will read');
  });
});

describe('the incident that another one repeats', () => {
  const stands = (element: IncidentLifecycle): string | null =>
    within(element, '.standing').getAttribute('data-status');
  const waiting = (element: IncidentLifecycle): number =>
    element.closest('incident-desk')?.store?.outbox.value.items.length ?? 0;
  const send = (element: IncidentLifecycle, number: string): void => {
    type(within(element, '#duplicate-of'), number);
    within(element, '.sheet [type="submit"]').click();
  };

  it('has to be there: a number that nobody has is refused at its field, and nothing is sent', async () => {
    const element = await cancelling();
    send(element, 'zzzz');
    await waitUntil(() => textOf(element).includes('There is no such incident.'), 'the fault');
    expect(focused()?.id).to.equal('duplicate-of');
    expect(focused()?.getAttribute('aria-invalid')).to.equal('true');
    await expectAccessible(element);
    expect([stands(element), waiting(element)]).to.deep.equal(['active', 0]);
    send(element, 'inc0000002');
    await waitUntil(() => stands(element) === 'cancelled', 'it is cancelled');
  });

  it('is another one', async () => {
    const element = await cancelling();
    send(element, 'INC0000001');
    await waitUntil(() => textOf(element).includes('An incident does not repeat itself'), 'the fault');
    expect([stands(element), waiting(element)]).to.deep.equal(['active', 0]);
  });

  it('is looked for later where nobody can be asked now', async () => {
    const gone = (): Promise<never> => Promise.reject(noNetwork());
    const element = await cancelling(undefined, { list: gone });
    send(element, 'INC0000002');
    await waitUntil(() => waiting(element) === 1, 'it waits');
    // It is tried once before that is known.
    const said = (): string => within(element, '.standing').textContent ?? '';
    await waitUntil(() => said().includes('Waiting to be sent'), 'and says so', { timeout: 8000 });
  });
});
