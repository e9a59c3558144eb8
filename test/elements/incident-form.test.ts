import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-form.js';
import type { IncidentDraft } from '../../src/core/incident.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { focused, openDesk, press, textOf, type, typeHalf, within } from '../support/desk-fixture.js';
import type { DeskSetup } from '../support/desk-fixture.js';
import { allFields, incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const open = async (
  setup: DeskSetup = {},
  content = html`<incident-form></incident-form>`,
): Promise<{ form: IncidentForm; adapter: ScriptedAdapter }> => {
  const { desk, adapter } = await openDesk(content, { persistence: 'none', ...setup });
  const form = desk.querySelector('incident-form');
  if (!form) throw new Error('no form');
  await waitUntil(() => form.matches(':state(ready)'), 'the form is ready', { timeout: 5000 });
  return { form, adapter };
};
const field = (form: IncidentForm, name: string): HTMLElement => within(form, `#${name}`);
const choose = async (form: IncidentForm, impact: number, urgency: number): Promise<void> => {
  within(
    field(form, 'matrix'),
    `td[data-row="${String(impact - 1)}"][data-column="${String(urgency - 1)}"]`,
  ).click();
  await form.updateComplete;
};
const created = (adapter: ScriptedAdapter): IncidentDraft =>
  adapter.calls.find(({ call }) => call === 'create')?.with as IncidentDraft;
const send = (form: IncidentForm): void => within<HTMLButtonElement>(form, '[part="submit"]').click();

describe('the portal form', () => {
  it('asks plain questions, and marks what may be left out', async () => {
    const { form } = await open();
    expect(textOf(form)).to.contain('What is wrong?').and.to.contain('Which service is it about? optional');
    expect(form.shadowRoot?.querySelectorAll('[aria-required="true"]').length).to.be.at.most(3);
    expect(form.shadowRoot?.querySelector('#assignee')).to.equal(null);
  });

  it('separates what may be left out from its question for those who hear it', async () => {
    const { form } = await open();
    const parts = [
      ...(field(form, 'description').closest('.field')?.querySelector('label')?.childNodes ?? []),
    ];
    expect(parts.filter((part) => part.nodeType === Node.TEXT_NODE && part.textContent === ' ')).to.be.empty;
    expect(parts.map((part) => (part instanceof Comment ? '' : part.textContent)).join('')).to.equal(
      'Tell us more optional',
    );
  });

  it('is no landmark of the page, and no group besides the questions that are one', async () => {
    const { form } = await open();
    const found = form.shadowRoot?.querySelectorAll('header, fieldset:not([role="none"])') ?? [];
    expect([...found].map(({ id }) => id)).to.deep.equal(['effect']);
  });

  it('leaves out what the backend does not know, and unfolds what it insists on', async () => {
    const { title, description, location } = allFields;
    const adapter = scriptedAdapter({
      traits: {
        fields: { title, description, location: { ...location, read: true, write: true, required: true } },
      },
    });
    const { form } = await open({ adapter });
    expect(
      [...(form.shadowRoot?.querySelectorAll('input, textarea, select, incident-priority-matrix') ?? [])].map(
        ({ id }) => id,
      ),
    ).to.deep.equal(['title', 'description', 'location']);
    expect(form.shadowRoot?.querySelector('details')).to.equal(null);
  });

  it('says so where incidents cannot be logged', async () => {
    const { desk } = await openDesk(html`<incident-form></incident-form>`, {
      adapter: scriptedAdapter({ without: ['create'] }),
      persistence: 'none',
    });
    const form = desk.querySelector('incident-form');
    await waitUntil(() => form?.matches(':state(empty)'));
    expect(textOf(form)).to.contain('cannot be logged');
  });

  it('shows the priority and its reason beside the button as soon as a cell is chosen', async () => {
    const { form } = await open();
    await choose(form, 1, 2);
    expect(within(form, '[part="bar"]').textContent?.replaceAll(/\s+/g, ' ')).to.contain(
      'P2 High because the impact is High and the urgency Medium.',
    );
  });

  it('takes a service written out in full for the one of that name', async () => {
    const service = { name: 'service', kind: 'ref', choices: [{ id: 'S7', label: 'E-mail' }] } as const;
    const adapter = scriptedAdapter({ description: { create: [service], edit: [] } });
    const { form } = await open({ adapter });
    await waitUntil(() => field(form, 'service').getAttribute('role') === 'combobox');
    type(field(form, 'title'), 'No mail');
    type(field(form, 'service'), 'e-mail');
    await waitUntil(() => form.shadowRoot?.querySelector('#service-option-0'));
    field(form, 'title').focus();
    await choose(form, 2, 2);
    send(form);
    await waitUntil(() => adapter.count('create') === 1);
    expect(created(adapter).service).to.deep.equal({ id: 'S7', label: 'E-mail' });
  });

  it('sends what was answered, the channel, and the priority with its reason', async () => {
    const { form, adapter } = await open();
    type(field(form, 'title'), '  Mail is slow ');
    type(field(form, 'description'), 'Since this morning');
    type(field(form, 'occurredAt'), '2026-03-29T09:30');
    within<HTMLInputElement>(form, 'input[value="degraded"]').click();
    await choose(form, 2, 1);
    send(form);
    await waitUntil(() => adapter.count('create') === 1);
    const { assessment, ...draft } = created(adapter);
    expect(draft).to.deep.equal({
      title: 'Mail is slow',
      description: 'Since this morning',
      // Half past nine in Berlin, on the day its clocks go forward.
      occurredAt: Date.UTC(2026, 2, 29, 7, 30),
      effect: 'degraded',
      channel: 'self-service',
      impact: 2,
      urgency: 1,
      priority: 2,
    });
    expect(assessment?.ruleIds).to.deep.equal(['cell:2/1']);
  });

  it('counts a workaround when it says the priority', async () => {
    const { form, adapter } = await open();
    type(field(form, 'title'), 'Mail is slow');
    await choose(form, 2, 1);
    within<HTMLInputElement>(form, '#hasWorkaround').click();
    await form.updateComplete;
    send(form);
    await waitUntil(() => adapter.count('create') === 1);
    expect(created(adapter)).to.include({ priority: 3, hasWorkaround: true });
  });

  it('keeps the focus and the typed text while the desk refreshes', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'INC1' })] });
    const { form } = await open({ adapter });
    const title = field(form, 'title') as HTMLInputElement;
    type(title, 'Half a sen');
    title.setSelectionRange(4, 4);
    adapter.change('INC1', { title: 'Changed elsewhere' });
    form.requestUpdate();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(focused()).to.equal(title);
    expect([title.value, title.selectionStart]).to.deep.equal(['Half a sen', 4]);
  });

  it('takes answers the page gives it, and goes back to them on reset', async () => {
    const { form } = await open(
      {},
      html`<incident-form .data=${{ title: 'VPN', impact: 1, urgency: 1 }}></incident-form>`,
    );
    expect((field(form, 'title') as HTMLInputElement).value).to.equal('VPN');
    form.prefill({ description: 'From the monitoring' });
    await form.updateComplete;
    expect((field(form, 'description') as HTMLTextAreaElement).value).to.equal('From the monitoring');
    form.reset();
    await form.updateComplete;
    expect((field(form, 'description') as HTMLTextAreaElement).value).to.equal('');
    expect((field(form, 'title') as HTMLInputElement).value).to.equal('VPN');
  });
});

describe('a form that cannot be sent yet', () => {
  it('puts the focus on a summary at every attempt; its child does the speaking', async () => {
    const { form } = await open();
    for (const attempt of ['first', 'second']) {
      (form.shadowRoot?.querySelector('#title') as HTMLElement).focus();
      send(form);
      await waitUntil(() => focused()?.id === 'summary', `${attempt} attempt`);
    }
    expect(focused()?.querySelector('[role="alert"]')?.textContent).to.contain('This could not be sent yet');
    expect(focused()?.hasAttribute('role')).to.equal(false);
  });

  it('names each fault in words at its field and links to it', async () => {
    const { form, adapter } = await open();
    send(form);
    await form.updateComplete;
    await form.updateComplete;
    const title = field(form, 'title');
    const described = (title.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => field(form, id).textContent?.trim());
    expect(title.getAttribute('aria-invalid')).to.equal('true');
    expect(described).to.include('Fill this in.');
    const [first, second] = [...within(form, '#summary').querySelectorAll('a')];
    expect(first?.textContent?.trim()).to.equal('What is wrong? Fill this in.');
    first?.click();
    expect(focused()).to.equal(title);
    expect(second?.textContent?.trim()).to.equal('Choose how bad it is and how soon it has to be solved.');
    second?.click();
    expect(focused()?.getAttribute('role')).to.equal('gridcell');
    expect(textOf(field(form, 'matrix'))).to.contain('Choose how bad it is');
    expect(adapter.count('create')).to.equal(0);
  });

  it('refuses a beginning that lies in the future', async () => {
    const { form } = await open();
    type(field(form, 'title'), 'x');
    type(field(form, 'occurredAt'), '2199-01-01T00:00');
    await choose(form, 3, 3);
    send(form);
    await form.updateComplete;
    expect(textOf(form)).to.contain('Since when? This lies in the future.');
    expect(within<HTMLDetailsElement>(form, 'details').open).to.equal(true);
  });

  it('counts letters as people do', async () => {
    const { form } = await open();
    type(field(form, 'title'), '👨‍👩‍👧‍👦'.repeat(201));
    await choose(form, 3, 3);
    send(form);
    await form.updateComplete;
    expect(textOf(form)).to.contain('Shorten this');
  });
});

describe('the agent form', () => {
  it('sends nothing while only half of a time is typed, and leads to the field that says so', async () => {
    const { form, adapter } = await open({}, html`<incident-form mode="agent"></incident-form>`);
    form.prefill({ title: 'Mail is slow', description: 'Since eight', impact: 1, urgency: 2 });
    await form.updateComplete;
    const began = within<HTMLInputElement>(form, '#occurredAt');
    const typeRest = typeHalf(began);
    expect(await form.submit()).to.equal(false);
    await form.updateComplete;
    expect(adapter.count('create')).to.equal(0);
    expect(began.ariaInvalid).to.equal('true');
    expect(within(form, '#occurredAt-problem').textContent).to.contain('This is not a date and time.');
    expect(focused()?.id).to.equal('summary');
    within(form, '#summary a').click();
    expect(focused()).to.equal(began);
    typeRest('2026-03-27T08:30');
    expect(await form.submit()).to.equal(true);
    await waitUntil(() => adapter.count('create') === 1, 'sent', { timeout: 5000 });
    expect(created(adapter).occurredAt).to.equal(Date.UTC(2026, 2, 27, 7, 30));
  });

  it('puts the facts beside the matrix where there is room, and below it elsewhere', async () => {
    const { form } = await open({}, html`<incident-form mode="agent"></incident-form>`);
    const host = field(form, 'matrix');
    await waitUntil(() => host.shadowRoot?.querySelector('.facts'), 'facts', { timeout: 5000 });
    const box = (part: string): DOMRect => within(host, part).getBoundingClientRect();
    for (const [width, beside] of [
      [1000, true],
      [600, false],
      [280, false],
    ] as const) {
      form.style.width = `${String(width)}px`;
      expect(box('.facts').left >= box('table').right, `beside at ${String(width)}`).to.equal(beside);
      expect(box('.facts').top >= box('table').bottom, `below at ${String(width)}`).to.equal(!beside);
      expect(box('.facts').right).to.be.at.most(form.getBoundingClientRect().right + 1);
    }
  });

  const agent = html`<incident-form mode="agent"></incident-form>`;

  it('shows every field the backend takes', async () => {
    const { form } = await open({}, agent);
    for (const name of [
      'caller',
      'channel',
      'category',
      'subcategory',
      'group',
      'assignee',
      'ci',
      'occurredAt',
      'detectedAt',
      'major',
      'drill',
    ])
      expect(field(form, name)).to.exist;
  });

  it('says before sending where a category goes', async () => {
    const policy = {
      categories: [
        {
          id: 'Network',
          label: 'Network',
          group: 'Network operations',
          subcategories: [{ id: 'vpn', label: 'VPN' }],
        },
      ],
    };
    const { form } = await open({ policy }, agent);
    type(field(form, 'category'), 'Network');
    await form.updateComplete;
    expect(textOf(form)).to.contain('Usually goes to Network operations.');
    expect([...field(form, 'subcategory').querySelectorAll('option')].map(({ value }) => value)).to.include(
      'vpn',
    );
  });

  it('logs with Ctrl and Enter from any field', async () => {
    const { form, adapter } = await open({}, agent);
    type(field(form, 'caller'), 'Bruno');
    type(field(form, 'channel'), 'phone');
    type(field(form, 'title'), 'No dial tone');
    await choose(form, 3, 2);
    press(field(form, 'description'), 'Enter', { ctrlKey: true });
    await waitUntil(() => adapter.count('create') === 1);
    expect(created(adapter)).to.deep.include({
      title: 'No dial tone',
      caller: { id: 'Bruno', name: 'Bruno' },
      channel: 'phone',
      priority: 4,
    });
  });

  it('sends a priority set by hand together with its reason', async () => {
    const { form, adapter } = await open({}, agent);
    type(field(form, 'title'), 'Payroll');
    await choose(form, 3, 3);
    const matrix = field(form, 'matrix');
    type(within(matrix, '#override'), '1');
    await form.updateComplete;
    send(form);
    await form.updateComplete;
    expect(textOf(form)).to.contain('why the computed priority does not fit');
    type(within(matrix, '#reason'), 'Payday is today');
    await form.updateComplete;
    send(form);
    await waitUntil(() => adapter.count('create') === 1);
    expect(created(adapter)).to.include({ priority: 1, impact: 3 });
    expect(created(adapter).assessment?.override).to.deep.equal({ priority: 1, reason: 'Payday is today' });
  });

  it('is filled in and sent with the keyboard alone', async () => {
    const { form, adapter } = await open({}, agent);
    field(form, 'title').focus();
    await sendKeys({ type: 'Printer jam' });
    for (let step = 0; step < 8 && focused()?.getAttribute('role') !== 'gridcell'; step++)
      await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('role')).to.equal('gridcell');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: ' ' });
    await form.updateComplete;
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await waitUntil(() => adapter.count('create') === 1);
    expect(created(adapter)).to.include({ title: 'Printer jam', impact: 2, urgency: 1 });
    await waitUntil(() => focused()?.id === 'panel-title', 'the focus is on what became of it');
  });
});
