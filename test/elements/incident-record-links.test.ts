import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-record.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { anIncident } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, focused, openDesk, press, settled, type, within } from '../support/desk-fixture.js';
import { count, go, section, shows, submit, until } from '../support/record-fixture.js';
import { noNetwork } from '../support/scripted-adapter.js';

interface Setup {
  readonly lang?: string;
  readonly roles?: string;
  readonly prepare?: (adapter: Adapter) => Adapter;
}

/** A record on the local adapter, beside another incident. */
async function record({ lang = 'en', roles = 'analyst', prepare = (one) => one }: Setup = {}) {
  const incidents = [
    anIncident({ id: 'i1', number: 'INC0000001', title: 'Payroll stops' }),
    anIncident({ id: 'i2', number: 'INC0000002', title: 'No network in Leeds' }),
  ];
  const choices = {
    items: [
      { id: 'gw-1', label: 'mail-gateway-1', hint: 'Rack 4' },
      { id: 'pr-17', label: 'printer-17' },
    ],
  };
  const local = localAdapter({ name: crypto.randomUUID(), seed: { incidents, choices } });
  const { desk } = await openDesk(html`<incident-record incident-id="i1" roles=${roles}></incident-record>`, {
    adapter: prepare(local),
    lang,
  });
  const element = desk.querySelector('incident-record')!;
  await settled(element);
  return { desk, local, element };
}

async function open(element: IncidentRecord, kind: string): Promise<HTMLInputElement> {
  await shows(element, '#links-add');
  go(within(element, '#links-add'));
  await element.updateComplete;
  expect(focused()?.id).to.equal('link-kind');
  type(within(element, '#link-kind'), kind);
  await element.updateComplete;
  return within<HTMLInputElement>(element, '#link-other');
}

describe('the links of a record', () => {
  it('name further configuration items that are affected, each looked up and removed again', async () => {
    const { element, local } = await record();
    for (const [typed, called] of [
      ['gateway', 'mail-gateway-1'],
      ['printer', 'printer-17'],
    ] as const) {
      const field = await open(element, 'affects');
      expect(within(element, 'label[for="link-other"]').textContent).to.equal('Which configuration item?');
      type(field, typed);
      const first = (): string =>
        element.shadowRoot?.querySelector('#link-other-option-0')?.textContent ?? '';
      await waitUntil(() => first().includes(called), called, { timeout: 8000 });
      press(field, 'ArrowDown');
      await element.updateComplete;
      press(field, 'Enter');
      await element.updateComplete;
      await expectAccessible(element);
      submit(element);
      await until(element, `Also affects ${called}: linked.`);
    }
    await waitUntil(() => section(element, 'links').includes('Rack 4'), 'with what is known of them', {
      timeout: 8000,
    });
    expect(section(element, 'links')).to.contain('mail-gateway-1').and.to.contain('printer-17');
    expect((await local.related('i1')).map(({ kind, id }) => [kind, id])).to.deep.equal([
      ['affects', 'gw-1'],
      ['affects', 'pr-17'],
    ]);
    go(buttonOf(element, 'Remove the link: Also affects printer-17'));
    await until(element, 'Also affects printer-17: link removed.');
    await waitUntil(async () => (await local.related('i1')).length === 1, 'it is gone', { timeout: 8000 });
    // Nothing leads back from an item: it is no incident.
    expect(await local.related('i2')).to.deep.equal([]);
  });

  it('forget an incident that was chosen when an item is asked for instead', async () => {
    const { element } = await record();
    const field = await open(element, 'related');
    type(field, 'Leeds');
    await shows(element, '#link-other-option-0');
    press(field, 'ArrowDown');
    await element.updateComplete;
    press(field, 'Enter');
    await element.updateComplete;
    type(within(element, '#link-kind'), 'affects');
    await element.updateComplete;
    expect(within<HTMLInputElement>(element, '#link-other').value).to.equal('');
  });

  it('are added by keyboard from what is found, told when they are there, and removed again', async () => {
    const { element, local } = await record();
    const field = await open(element, 'parent');
    await expectAccessible(element);
    type(field, 'Leeds');
    await shows(element, '#link-other-option-0');
    press(field, 'ArrowDown');
    await element.updateComplete;
    press(field, 'Enter');
    await element.updateComplete;
    submit(element);
    await until(element, 'Part of INC0000002: linked.');
    await waitUntil(() => section(element, 'links').includes('No network in Leeds'), 'the title', {
      timeout: 8000,
    });
    expect(focused()?.id).to.equal('links-add');
    expect((await local.get('i1')).parentId).to.equal('i2');
    await expectAccessible(element);
    await shows(element, '[data-unlink]');
    go(buttonOf(element, 'Remove the link: Part of INC0000002'));
    await until(element, 'Part of INC0000002: link removed.');
    expect(focused()?.id).to.equal('links-add');
    await waitUntil(() => count(element, '[data-unlink]') === 0, 'it is gone', { timeout: 8000 });
    expect(await local.related('i1')).to.deep.equal([]);
  });

  it('are added by number alone, of a problem that lives elsewhere as well', async () => {
    const { element, local } = await record();
    type(await open(element, 'problem'), 'PRB0009');
    submit(element);
    await until(element, 'Problem PRB0009: linked.');
    type(await open(element, 'related'), 'inc0000002');
    submit(element);
    await waitUntil(() => section(element, 'links').includes('No network in Leeds'), 'the title', {
      timeout: 8000,
    });
    expect((await local.related('i1')).map(({ kind, id }) => `${kind} ${id}`)).to.deep.equal([
      'problem PRB0009',
      'related i2',
    ]);
  });

  it('ask for the other record, and do not offer the incident itself', async () => {
    const { element } = await record();
    const field = await open(element, 'child');
    submit(element);
    await until(element, 'Fill this in.');
    expect(focused()?.id).to.equal('link-other');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    type(field, 'INC');
    await shows(element, '#link-other-option-0');
    expect(count(element, '#link-other-list [role="option"]')).to.equal(1);
    press(field, 'Escape');
    press(field, 'Escape');
    await element.updateComplete;
    expect(count(element, 'form.sheet')).to.equal(0);
    expect(focused()?.id).to.equal('links-add');
  });

  it('wait where there is no network, in words', async () => {
    let cut = false;
    const way = (): Promise<void> => (cut ? Promise.reject(noNetwork()) : Promise.resolve());
    const { element, desk, local } = await record({
      prepare: (one) => ({
        ...one,
        get: (...all) => way().then(() => one.get(...all)),
        list: (...all) => way().then(() => one.list(...all)),
        related: (...all) => way().then(() => one.related!(...all)),
        relate: (...all) => way().then(() => one.relate!(...all)),
        subscribe: () => () => undefined,
      }),
    });
    cut = true;
    type(await open(element, 'parent'), 'INC0000002');
    submit(element);
    await waitUntil(
      () => /Part of INC0000002 .*(?:Waiting|waiting)/u.test(section(element, 'links')),
      section(element, 'links'),
      {
        timeout: 8000,
      },
    );
    expect(count(element, '[data-unlink]')).to.equal(0);
    cut = false;
    await desk.store?.resume();
    await waitUntil(() => section(element, 'links').includes('No network in Leeds'), 'the title', {
      timeout: 8000,
    });
    expect((await local.get('i1')).parentId).to.equal('i2');
  });

  it('say why one was not taken, and let it be given up', async () => {
    const { element } = await record();
    type(await open(element, 'parent'), 'INC9');
    submit(element);
    await until(element, 'There is no incident INC9, or you may not see it.');
    buttonOf(element, 'Discard my change').click();
    await waitUntil(() => !section(element, 'links').includes('INC9'), 'it is given up', { timeout: 8000 });
  });

  it('are only read where the backend or the role lets nobody add one', async () => {
    const without = await record({
      prepare: ({ relate: _none, ...one }) => ({
        ...one,
        related: () => Promise.resolve([{ kind: 'problem', id: 'P1' }]),
      }),
    });
    await until(without.element, 'P1');
    expect(count(without.element, '#links-add, [data-unlink]')).to.equal(0);
    const reader = await record({ roles: 'nobody' });
    await reader.local.relate('i1', { kind: 'problem', id: 'P2' }, { key: 'k' });
    await reader.element.refresh();
    await until(reader.element, 'P2');
    expect(count(reader.element, '#links-add, [data-unlink]')).to.equal(0);
  });

  it('are offered only in the kinds the backend takes', async () => {
    const { element } = await record({
      prepare: (one) => ({
        ...one,
        traits: { ...one.traits, relations: { adds: ['related', 'parent'], removes: [] } },
      }),
    });
    await open(element, 'related');
    const kinds = [...within(element, '#link-kind').querySelectorAll('option')].map(({ value }) => value);
    expect(kinds).to.deep.equal(['related', 'parent']);
  });

  for (const [lang, words] of [
    ['de', 'Verknüpfung hinzufügen'],
    ['ar', 'أضف رابطًا'],
  ] as const)
    it(`speak the language of the page: ${lang}`, async () => {
      const { element } = await record({ lang });
      await until(element, words);
    });
});
