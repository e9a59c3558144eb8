import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-lifecycle.js';
import type { Traits } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { anIncident } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, openDesk, settled, textOf, type, within } from '../support/desk-fixture.js';

/** The sheet that cancels an incident as a duplicate, of a ticket system with such links. */
async function cancelling(duplicate?: 'related' | 'duplicate-of') {
  const incidents = [anIncident({ id: 'i1', number: 'INC0000001', status: { category: 'active' } })];
  const local = localAdapter({ name: crypto.randomUUID(), seed: { incidents } });
  const { relations } = local.traits;
  const traits: Traits = {
    ...local.traits,
    ...(relations && { relations: { ...relations, ...(duplicate && { duplicate }) } }),
  };
  const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
    adapter: { ...local, traits },
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
