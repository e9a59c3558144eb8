import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-record.js';
import { afterUse, remembered } from '../../src/store/views/last-used.js';
import { buttonOf, openDesk, press, settled, textOf, type, within } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const day = 24 * 60 * 60_000;
const noon = Date.UTC(2026, 10, 27, 12);
const patient = { timeout: 8000 };

const staff = [
  { id: 'dev', label: 'Dev Raman', hint: 'Applications' },
  { id: 'dev2', label: 'Dev Raman', hint: 'Network' },
  { id: 'eve', label: 'Eve Lund' },
];

describe('what was chosen last from a look-up', () => {
  it('is remembered once each, the latest first, and for a week', () => {
    const used = staff.reduce<ReturnType<typeof afterUse>>(
      (before, choice, at) => afterUse(before, choice, noon - 8 * day + at * day),
      [],
    );
    expect(remembered(used, noon).map(({ id }) => id)).to.deep.equal(['eve']);
    const again = afterUse(afterUse(used, staff[0]!, noon), staff[2]!, noon + 1);
    expect(remembered(again, noon + 2).map(({ id }) => id)).to.deep.equal(['eve', 'dev']);
    expect(remembered(again, noon + 8 * day)).to.deep.equal([]);
  });

  it('can be chosen again without a network, with its id, and nothing else is offered', async () => {
    const adapter = Object.assign(
      scriptedAdapter({ incidents: [incident({ id: 'i1' }), incident({ id: 'i2' })] }),
      {
        people: async (text: string) => ({
          items: staff.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
        }),
      },
    );
    const { desk } = await openDesk(html`<incident-record incident-id="i1"></incident-record>`, { adapter });
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    const options = (): readonly string[] =>
      [...(element.shadowRoot?.querySelectorAll('[role="option"]') ?? [])].map((one) =>
        one.textContent.replaceAll(/\s+/g, ' ').trim(),
      );
    const edit = async (field: string): Promise<HTMLInputElement> => {
      within<HTMLElement>(element, `button[data-edit="${field}"]`).click();
      await waitUntil(() => element.shadowRoot?.querySelector('#value'), 'the field', patient);
      return within(element, '#value');
    };
    const input = await edit('assignee');
    type(input, 'eve');
    await waitUntil(() => options().length === 1, 'Eve', patient);
    press(input, 'ArrowDown');
    press(input, 'Enter');
    buttonOf(element, 'Save').click();
    await waitUntil(() => adapter.record('i1')?.assignee?.id === 'eve', 'saved', patient);

    adapter.always('update', { fail: noNetwork() });
    type(await edit('contact'), '2217');
    buttonOf(element, 'Save').click();
    await waitUntil(() => desk.store?.status.value.connection === 'offline', 'offline', patient);
    const later = await edit('assignee');
    type(later, 'ev');
    await waitUntil(() => options().some((one) => one.includes('Eve Lund')), 'remembered', patient);
    expect(options()).to.have.length(1);
    await waitUntil(() => textOf(element).includes('Offline. These are the ones used last.'), 'why', patient);
  });
});
