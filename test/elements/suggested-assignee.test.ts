import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-escalation.js';
import type { Incident } from '../../src/core/incident.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, openDesk, press, settled, textOf, type, within } from '../support/desk-fixture.js';
import { described, numbered, queueOf } from '../support/queue-fixture.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 8000 };
const network = { id: 'g-net', label: 'Network' };
const mail = { id: 'g-mail', label: 'Mail' };
const description = described([network, mail]);

/** The first two are to be given to somebody; in each team somebody has less to do than the others. */
const incidents: readonly Incident[] = [
  numbered(1, { group: network }),
  numbered(2, { group: network }),
  ...(
    [
      [3, network, 'Anna'],
      [4, network, 'Anna'],
      [5, network, 'Bela'],
      [6, mail, 'Carl'],
      [7, mail, 'Dora'],
      [8, mail, 'Dora'],
    ] as const
  ).map(([n, group, name]) =>
    numbered(n, { group, priority: 3, assignee: { id: name.toLowerCase(), name } }),
  ),
];

const says = (host: Element, words: string): Promise<void> =>
  waitUntil(() => textOf(host).includes(words), `never: ${words}`, patient);

/** Names a team in the sheet that is open. */
async function toTeam(host: Element, name: string): Promise<void> {
  const field = within<HTMLInputElement>(host, '#group');
  type(field, name);
  await waitUntil(() => host.shadowRoot?.querySelector('#group-option-0') !== null, 'a choice', patient);
  within<HTMLElement>(host, '#group-option-0').click();
}
const submit = (host: Element): void => within<HTMLElement>(host, '.sheet [type="submit"]').click();

/** Changes the team in the sheet that is open, and takes who is suggested of it. */
async function handsOverToCarl(element: Element, adapter: ScriptedAdapter): Promise<void> {
  await toTeam(element, 'Mail');
  await says(element, 'Choose Carl');
  buttonOf(element, 'Choose Carl').click();
  type(within(element, '#note'), 'It is the gateway.');
  submit(element);
  await waitUntil(() => adapter.record('i1')?.assignee?.id === 'carl', 'handed over', patient);
  expect(adapter.record('i1')?.group?.id).to.equal('g-mail');
}

describe('who might take it is suggested', () => {
  it('in the queue where one incident is assigned, with the reason', async () => {
    const { adapter, element, rows } = await queueOf(incidents, { description });
    rows()[0]!.focus();
    press(rows()[0]!, 'a');
    await says(element, 'Choose Bela');
    expect(textOf(element)).to.contain('Has 1 open: the least work of 2 people who work for Network');
    await expectAccessible(element);
    buttonOf(element, 'Choose Bela').click();
    await element.updateComplete;
    expect(within<HTMLInputElement>(element, '#assignee').value).to.equal('Bela');
    expect(buttonOf(element, 'Choose Bela').ariaPressed).to.equal('true');
    submit(element);
    await waitUntil(() => adapter.record('i1')?.assignee?.id === 'bela', 'assigned', patient);
  });

  it('in the queue where it is handed over, out of the team that is chosen', async () => {
    const { adapter, element, rows } = await queueOf(incidents, { description });
    rows()[0]!.focus();
    press(rows()[0]!, 'g');
    await says(element, 'Choose Bela');
    await handsOverToCarl(element, adapter);
  });

  it('in the queue not for several at once: nobody is to get them all', async () => {
    const { element, rows } = await queueOf(incidents, { description });
    const sheet = (): Element | null => element.shadowRoot?.querySelector('.sheet') ?? null;
    rows()[0]!.focus();
    press(rows()[0]!, 'a');
    // From now on all that a suggestion needs is known.
    await says(element, 'Choose Bela');
    press(within(element, '#assignee'), 'Escape');
    buttonOf(element, 'Not now').click();
    await waitUntil(() => sheet() === null, 'closed', patient);
    for (const row of rows().slice(0, 2)) {
      row.focus();
      press(row, 'x');
    }
    press(rows()[1]!, 'a');
    await waitUntil(() => sheet()?.textContent?.includes('2'), 'a sheet for two', patient);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(element.shadowRoot?.querySelector('.suggestion')).to.equal(null);
  });

  it('on the ladder where it is handed over', async () => {
    const adapter = scriptedAdapter({ incidents, description });
    const { desk } = await openDesk(html`<incident-escalation incident-id="i1"></incident-escalation>`, {
      adapter,
      persistence: 'none',
    });
    const element = desk.querySelector('incident-escalation')!;
    await settled(element);
    buttonOf(element, 'Hand over …').click();
    await says(element, 'Choose Bela');
    await expectAccessible(element);
    await handsOverToCarl(element, adapter);
  });
});
