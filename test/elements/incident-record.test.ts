import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-list.js';
import '../../src/define/incident-record.js';
import type { Adapter, Description } from '../../src/adapters/adapter.js';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentPriorityMatrix } from '../../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { databaseName } from '../../src/store/storage.js';
import { expectAccessible } from '../support/accessible.js';
import {
  buttonOf,
  focused,
  openDesk,
  press,
  settled,
  textOf,
  type,
  within,
} from '../support/desk-fixture.js';
import { freeze } from '../support/frozen-tab.js';
import { listen } from '../support/spoken.js';
import type { DeskSetup } from '../support/desk-fixture.js';
import { allFields, incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter, ScriptedOptions } from '../support/scripted-adapter.js';

const payroll: Incident = incident({
  id: 'i1',
  number: 'INC0001128',
  title: 'Payroll run stops at step 4',
  description: 'Record 20417 is rejected.\nRepeating it stops at the same place.',
  status: { category: 'active' },
  caller: { id: 'ruth', name: 'Ruth Amsel' },
  service: { id: 'payroll', label: 'Payroll' },
  category: 'Software',
  impact: 2,
  urgency: 2,
  priority: 3,
  url: 'https://desk.example/tickets/1128',
});

const staff = [
  { id: 'dev', label: 'Dev Raman', hint: 'Applications' },
  { id: 'dev2', label: 'Dev Raman', hint: 'Network' },
];

interface Scene {
  readonly element: IncidentRecord;
  readonly adapter: ScriptedAdapter;
}

interface Given extends DeskSetup {
  readonly record?: Partial<Incident>;
  readonly backend?: ScriptedOptions;
  /** Further operations of the backend. */
  readonly operations?: Partial<Adapter>;
  readonly roles?: string;
}

async function shown({ record, backend, operations, roles, ...setup }: Given = {}): Promise<Scene> {
  const adapter = Object.assign(
    scriptedAdapter({ incidents: [{ ...payroll, ...record }], ...backend }),
    {
      people: async (text: string) => ({
        items: staff.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
      }),
    },
    operations,
  );
  const { desk } = await openDesk(
    html`<incident-record incident-id="i1" roles=${roles ?? 'analyst'}></incident-record>`,
    { adapter, persistence: 'none', ...setup },
  );
  const element = desk.querySelector('incident-record')!;
  await settled(element);
  return { element, adapter };
}

const field = (element: Element, name: string): HTMLElement => within(element, `[data-field="${name}"]`);
const reads = (element: Element, name: string): string =>
  (field(element, name).querySelector('dd')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const editButton = (element: Element, name: string): HTMLButtonElement =>
  within(element, `button[data-edit="${name}"]`);
const control = (element: Element): HTMLInputElement => within(element, '#value');
const says = (element: Element, words: string): Promise<void> =>
  waitUntil(() => textOf(element).includes(words), words, { timeout: 5000 });

const isBackAt = (name: string): boolean => (focused() as HTMLElement | null)?.dataset['edit'] === name;

async function edit(element: IncidentRecord, name: string): Promise<HTMLInputElement> {
  editButton(element, name).click();
  await waitUntil(() => {
    const at = focused();
    return at !== null && (at.id === 'value' || at.closest('table') !== null);
  }, 'the control has the focus');
  return control(element);
}

async function save(element: IncidentRecord): Promise<void> {
  buttonOf(element, 'Save').click();
  await waitUntil(() => !element.shadowRoot?.querySelector('.editor'), 'the field is closed', {
    timeout: 5000,
  });
}

describe('the record of an incident', () => {
  it('shows the reference that was given before the number, and copies it', async () => {
    const clientId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const copied: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    try {
      const { element } = await shown({ record: { clientId } });
      expect(reads(element, 'clientId')).to.equal(clientId);
      const button = field(element, 'clientId').querySelector('button')!;
      expect(button.title).to.equal('Copy: Reference before the number');
      button.click();
      await says(element, 'Copied.');
      expect(copied).to.deep.equal([clientId]);
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('names the support line of the group, and nothing where nobody knows it', async () => {
    const group = { id: 'net', label: 'Network' };
    const { element } = await shown({ record: { group }, policy: { supportLines: { net: 2 } } });
    expect(reads(element, 'group')).to.equal('Network · 2nd line');
    const { element: other } = await shown({ record: { group } });
    expect(reads(other, 'group')).to.equal('Network');
  });

  it('says how to copy where the browser refuses, and shows no reference where there is none', async () => {
    const clipboard = { writeText: () => Promise.reject(new Error('refused')) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    try {
      const { element } = await shown({ record: { clientId: 'c-1' } });
      field(element, 'clientId').querySelector('button')!.click();
      await says(element, 'Select it and copy it yourself.');
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
    const { element } = await shown();
    expect(element.shadowRoot!.querySelector('[data-field="clientId"]')).to.equal(null);
  });

  it('leads to what it belongs together with: incidents at the desk, other records on their own pages', async () => {
    const parent = incident({ id: 'i9', number: 'INC0001100', title: 'No network in Leeds' });
    const adapter = Object.assign(scriptedAdapter({ incidents: [{ ...payroll, parentId: 'i9' }, parent] }), {
      related: async (id: string) =>
        id === 'i1'
          ? [
              { kind: 'parent', id: 'i9', number: parent.number, title: parent.title, status: parent.status },
              { kind: 'problem', id: 'P9', title: 'Switch firmware', url: 'https://desk.example/problems/9' },
              { kind: 'related', id: '41' },
              { kind: 'change', id: 'C1', url: 'javascript:alert(1)' },
            ]
          : [],
    });
    const { desk } = await openDesk(html`<incident-record></incident-record>`, {
      adapter,
      persistence: 'none',
    });
    const element = desk.querySelector('incident-record')!;
    desk.select('i1');
    await waitUntil(() => textOf(element).includes('No network in Leeds'), 'the links', { timeout: 5000 });
    expect(reads(element, 'parent')).to.match(/^INC0001100 No network in Leeds · /);
    expect(element.shadowRoot!.querySelector('[data-field="parentId"]')).to.equal(null);
    expect(field(element, 'problem').querySelector('a')?.href).to.equal('https://desk.example/problems/9');
    // Nobody knows whether one may see it.
    expect(field(element, 'related').querySelectorAll('button, a').length).to.equal(0);
    // Nor does an address that runs something lead anywhere.
    expect(field(element, 'change').querySelectorAll('a').length).to.equal(0);
    expect(reads(element, 'change')).to.equal('C1');
    field(element, 'parent').querySelector('button')!.click();
    await waitUntil(() => within(element, 'h2').textContent?.trim() === 'No network in Leeds');
    expect(desk.selection).to.equal('i9');
  });

  it('says that links could not be read, and shows the rest', async () => {
    const { element } = await shown({
      operations: { related: () => Promise.reject(new IncidentError('forbidden', 'No.')) },
    });
    await says(element, 'Links could not be read.');
    expect(reads(element, 'caller')).to.equal('Ruth Amsel');
  });

  it('tells what was reported, by whom, where it stands and why it is urgent', async () => {
    const { element } = await shown();
    expect(within(element, 'h2').textContent?.trim()).to.equal('Payroll run stops at step 4');
    expect(within(element, '.line-facts').textContent).to.contain('INC0001128').and.to.contain('In progress');
    expect(within(element, '.described').textContent).to.contain('Repeating it stops at the same place.');
    expect(reads(element, 'caller')).to.equal('Ruth Amsel');
    expect(reads(element, 'service')).to.equal('Payroll');
    expect(reads(element, 'priority')).to.contain('P3 Moderate').and.to.contain('Impact: Medium');
    await expectAccessible(element);
  });

  it('says of a level that is no number that it is unknown, and of a person without a name who it is', async () => {
    const { element } = await shown({
      record: { impact: NaN, priority: NaN, caller: { id: 'agent-47', name: ' ' } },
    });
    expect(reads(element, 'priority')).to.equal('No priority Impact: unknown · Urgency: Medium');
    expect(reads(element, 'caller')).to.equal('agent-47');
    expect(textOf(element)).not.to.contain('NaN');
    expect(within(element, '.priority.tile').textContent?.trim()).to.equal('No priority');
  });

  it('has its number above the title, and below it who has it and the time', async () => {
    const { element } = await shown({ record: { assignee: { id: 'dev', name: 'Dev Raman' } } });
    const tops = ['.line-facts', 'h2', '.line-person'].map(
      (part) => within(element, part).getBoundingClientRect().top,
    );
    expect(tops).to.deep.equal([...tops].sort((a, b) => a - b));
  });

  it('has no line for what nobody knows, and offers by its name what can be filled in', async () => {
    const { element, adapter } = await shown();
    const told = [...element.shadowRoot!.querySelectorAll('.fact dd')].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(told.filter((text) => text === '' || text === '–')).to.deep.equal([]);
    expect(editButton(element, 'contact').textContent.trim()).to.equal('Contact');
    type(await edit(element, 'contact'), '2217');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.contact === '2217');
    await waitUntil(() => element.shadowRoot!.querySelectorAll('.fact[data-field="contact"]').length === 1);
    expect(reads(element, 'contact')).to.equal('2217');
    const reader = await shown({ roles: 'nobody' });
    expect(reader.element.shadowRoot!.querySelectorAll('[data-field="contact"]').length).to.equal(0);
  });

  it('leads to the record in the pages of the backend, and to no other place', async () => {
    const { element } = await shown();
    expect(within<HTMLAnchorElement>(element, 'header a').href).to.equal(payroll.url);
    const other = await shown({ operations: { link: () => '/desk/1128' } });
    expect(within(other.element, 'header a').getAttribute('href')).to.equal('/desk/1128');
    const bad = await shown({ record: { url: 'javascript:alert(1)' } });
    expect(bad.element.shadowRoot?.querySelector('header a')).to.equal(null);
  });

  it('keeps why somebody has set the priority by hand', async () => {
    const { element } = await shown({
      record: {
        priority: 1,
        assessment: {
          priority: 1,
          cell: { impact: 2, urgency: 2, priority: 3 },
          ruleIds: ['cell:2/2', 'override'],
          modifiers: [],
          override: { priority: 1, reason: 'payday is tomorrow', by: 'Marek Novák' },
          inputs: { impact: 2, urgency: 2, facts: {} },
          matrixId: 'standard-3x3',
          matrixVersion: '1',
        },
      },
    });
    expect(reads(element, 'priority'))
      .to.contain('P1')
      .and.to.contain('by hand: payday is tomorrow')
      .and.to.contain('Marek Novák');
  });

  it('tells how it was resolved', async () => {
    const { element } = await shown({
      record: {
        status: { category: 'resolved' },
        resolution: { type: 'workaround', code: 'known-error', notes: 'Restarted step 4 by hand.' },
      },
    });
    expect(reads(element, 'type')).to.contain('Workaround');
    expect(reads(element, 'code')).to.equal('Known error');
    expect(reads(element, 'notes')).to.equal('Restarted step 4 by hand.');
  });

  it('follows what is chosen at the desk', async () => {
    const { desk } = await openDesk(
      html`<incident-list></incident-list><incident-record></incident-record>`,
      {
        adapter: scriptedAdapter({ incidents: [payroll] }),
      },
    );
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    expect(textOf(element)).to.equal('No incident is chosen.Choose one in a list.');
    const list = desk.querySelector('incident-list')!;
    await settled(list);
    within(list, '[data-id="i1"]').click();
    await says(element, 'Payroll run stops at step 4');
  });

  it('shows that it waits, and not nothing', async () => {
    const adapter = scriptedAdapter({ incidents: [payroll] });
    adapter.always('get', { until: new Promise<never>(() => undefined) });
    const { desk } = await openDesk(html`<incident-record incident-id="i1"></incident-record>`, { adapter });
    const element = desk.querySelector('incident-record')!;
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(textOf(element)).to.equal('Loading …');
  });

  it('says what went wrong, and tries again', async () => {
    const adapter = scriptedAdapter({ incidents: [payroll] });
    adapter.always('get', { fail: noNetwork() });
    const { desk } = await openDesk(html`<incident-record incident-id="i1"></incident-record>`, { adapter });
    const element = desk.querySelector('incident-record')!;
    await waitUntil(() => element.matches(':state(error)'));
    adapter.always('get', undefined);
    buttonOf(element, 'Try again').click();
    await waitUntil(() => element.matches(':state(ready)'));
  });
});

describe('a field of the record', () => {
  it('is edited by keyboard alone: Enter opens and saves it, and the focus is back at its button', async () => {
    const { element, adapter } = await shown();
    const button = editButton(element, 'title');
    button.focus();
    expect(focused()).to.equal(button);
    const input = await edit(element, 'title');
    expect(input.value).to.equal('Payroll run stops at step 4');
    type(input, 'Payroll run stops for everybody');
    // Enter in a line of a form is what presses its button.
    input.form?.requestSubmit();
    await says(element, 'Payroll run stops for everybody');
    await waitUntil(() => isBackAt('title'), 'the focus is back');
    await waitUntil(() => adapter.record('i1')?.title === 'Payroll run stops for everybody');
    expect(adapter.calls.find(({ call }) => call === 'update')?.with).to.deep.equal({
      title: 'Payroll run stops for everybody',
    });
    await says(element, 'Title: saved.');
  });

  it('takes nothing from the next incident’s when the device was slow to store it', async () => {
    const other = incident({ id: 'i2', number: 'INC0001129', title: 'A printer jams' });
    const { element, adapter } = await shown({
      backend: { incidents: [payroll, other] },
      persistence: 'indexeddb',
    });
    type(await edit(element, 'title'), 'Payroll run stops for everybody');
    const release = await freeze(databaseName(adapter.id, 'elif'));
    buttonOf(element, 'Save').click();
    await waitUntil(() => within<HTMLFormElement>(element, '.editor').inert, 'nothing more is typed into it');
    element.incidentId = 'i2';
    await waitUntil(() => textOf(element).includes('A printer jams'), 'the next one', {
      timeout: 9000,
    });
    type(await edit(element, 'title'), 'A printer burns');
    release();
    await waitUntil(() => adapter.record('i1')?.title === 'Payroll run stops for everybody', 'it is saved', {
      timeout: 20_000,
    });
    await element.updateComplete;
    expect(within<HTMLFormElement>(element, '.editor').inert).to.equal(false);
    expect(control(element).value).to.equal('A printer burns');
  }).timeout(40_000);

  it('stays what it was when Escape leaves it', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'contact');
    type(input, '2217');
    press(input, 'Escape');
    await waitUntil(() => isBackAt('contact'));
    expect(textOf(element)).not.to.contain('2217');
    expect(adapter.count('update')).to.equal(0);
  });

  it('sends nothing where nothing was changed', async () => {
    const { element, adapter } = await shown();
    for (const name of ['title', 'service', 'channel', 'priority', 'major', 'occurredAt']) {
      await edit(element, name);
      await save(element);
    }
    expect(adapter.count('update')).to.equal(0);
  });

  it('saves a longer text with Ctrl+Enter, with its line breaks', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'description');
    type(input, 'One\nTwo');
    press(input, 'Enter', { ctrlKey: true });
    await waitUntil(() => adapter.record('i1')?.description === 'One\nTwo');
  });

  it('is one at a time: what is being typed is saved or left first', async () => {
    const { element } = await shown();
    const input = await edit(element, 'contact');
    type(input, '2217');
    editButton(element, 'location').click();
    await says(element, 'Save or cancel what you are editing first.');
    expect(control(element).value).to.equal('2217');
    expect(focused()).to.equal(input);
  });

  it('keeps the id of the person who was looked up, also where two have the same name', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'assignee');
    type(input, 'dev');
    await waitUntil(
      () => element.shadowRoot?.querySelectorAll('[role="option"]').length === 2,
      'two of them',
      {
        timeout: 5000,
      },
    );
    press(input, 'ArrowDown');
    press(input, 'ArrowDown');
    press(input, 'Enter');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.assignee?.id === 'dev2');
  });

  it('offers the categories of the policy, and forgets a part of another category', async () => {
    const { element, adapter } = await shown({
      record: { subcategory: 'Database' },
      policy: {
        categories: [
          { id: 'Software', label: 'Software' },
          { id: 'net', label: 'Network', subcategories: [{ id: 'vpn', label: 'VPN' }] },
        ],
      },
    });
    type(await edit(element, 'category'), 'net');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.category === 'net');
    expect(adapter.record('i1')?.subcategory).to.equal(undefined);
    await waitUntil(() => reads(element, 'category') === 'Network');
    const parts = await edit(element, 'subcategory');
    expect([...parts.querySelectorAll('option')].map(({ value }) => value)).to.deep.equal(['', 'vpn']);
    parts.value = 'vpn';
    parts.dispatchEvent(new Event('change', { bubbles: true }));
    await save(element);
    await waitUntil(() => adapter.record('i1')?.subcategory === 'vpn');
    await waitUntil(() => reads(element, 'subcategory') === 'VPN');
  });

  it('takes a time on the clocks of the desk', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'occurredAt');
    expect(textOf(element)).to.contain('Time in Europe/Berlin');
    type(input, '2026-03-02T10:15');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.occurredAt === Date.UTC(2026, 2, 2, 9, 15));
  });

  it('is not saved with a fault, and says which', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'title');
    type(input, ' ');
    buttonOf(element, 'Save').click();
    await says(element, 'Fill this in.');
    expect(control(element).getAttribute('aria-invalid')).to.equal('true');
    expect(focused()).to.equal(control(element));
    expect(adapter.count('update')).to.equal(0);
  });

  it('gets a new priority from the matrix together with its reason', async () => {
    const { element, adapter } = await shown();
    await edit(element, 'priority');
    const matrix = within(element, 'incident-priority-matrix');
    within(matrix, 'td[data-row="0"][data-column="0"]').click();
    await save(element);
    await waitUntil(() => adapter.record('i1')?.priority === 1);
    expect(adapter.record('i1')?.assessment?.cell).to.deep.equal({ impact: 1, urgency: 1, priority: 1 });
    await waitUntil(() => reads(element, 'priority').includes('because the impact is High'));
  });

  it('gets a priority by hand only with a reason, and remembers who gave it', async () => {
    const { element, adapter } = await shown();
    await edit(element, 'priority');
    const matrix = within(element, 'incident-priority-matrix');
    type(within(matrix, '#override'), '1');
    buttonOf(element, 'Save').click();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('.editor')).not.to.equal(null);
    type(within(matrix, '#reason'), 'Payday is tomorrow');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.priority === 1);
    expect(adapter.record('i1')?.assessment?.override).to.include({
      reason: 'Payday is tomorrow',
      by: 'elif',
    });
    await waitUntil(() => reads(element, 'priority').includes('by hand: Payday is tomorrow'));
  });

  it('does not offer a priority by hand to a role that may not set one', async () => {
    const { element } = await shown({ roles: 'specialist' });
    await edit(element, 'priority');
    const matrix = within(element, 'incident-priority-matrix');
    expect(matrix.shadowRoot?.querySelector('#override')).to.equal(null);
  });

  it('keeps what was typed for the next time somebody looks at the incident', async () => {
    const adapter = scriptedAdapter({ incidents: [payroll, { ...payroll, id: 'i2', title: 'Another one' }] });
    const { element } = await shown({ adapter });
    type(await edit(element, 'contact'), 'room 2217');
    element.incidentId = 'i2';
    await says(element, 'Another one');
    expect(element.shadowRoot?.querySelector('.editor')).to.equal(null);
    element.incidentId = 'i1';
    await waitUntil(
      () => element.shadowRoot?.querySelector<HTMLInputElement>('#value')?.value === 'room 2217',
    );
  });

  it('keeps who was chosen, by the id, as well', async () => {
    const { element, adapter } = await shown({
      backend: { incidents: [payroll, { ...payroll, id: 'i2', title: 'Another one' }] },
    });
    const value = await edit(element, 'assignee');
    type(value, 'dev');
    await waitUntil(() => element.shadowRoot?.querySelector('#value-option-1'), 'choices', { timeout: 5000 });
    within(element, '#value-option-1').click();
    await element.updateComplete;
    element.incidentId = 'i2';
    await says(element, 'Another one');
    element.incidentId = 'i1';
    await waitUntil(
      () => element.shadowRoot?.querySelector<HTMLInputElement>('#value')?.value === 'Dev Raman',
      'the choice',
      { timeout: 5000 },
    );
    await save(element);
    await waitUntil(() => adapter.record('i1')?.assignee?.id === 'dev2');
  });

  it('keeps the reason of a priority by hand as well', async () => {
    const adapter = scriptedAdapter({ incidents: [payroll, { ...payroll, id: 'i2', title: 'Another one' }] });
    const { element } = await shown({ adapter });
    await edit(element, 'priority');
    const matrix = within(element, 'incident-priority-matrix');
    type(within(matrix, '#override'), '1');
    await (matrix as IncidentPriorityMatrix).updateComplete;
    type(within(matrix, '#reason'), 'Payday is tomorrow');
    element.incidentId = 'i2';
    await says(element, 'Another one');
    element.incidentId = 'i1';
    const again = (selector: string): string | undefined =>
      element.shadowRoot
        ?.querySelector('incident-priority-matrix')
        ?.shadowRoot?.querySelector<HTMLInputElement>(selector)?.value;
    await waitUntil(() => again('#reason') === 'Payday is tomorrow', 'the reason', { timeout: 5000 });
    expect(again('#override')).to.equal('1');
  });
});

describe('a field that only the backend knows', () => {
  const description: Description = {
    create: [],
    edit: [
      {
        name: 'cf.site',
        custom: true,
        label: 'Site',
        kind: 'text',
        choices: [
          { id: 'k', label: 'Kassel' },
          { id: 'b', label: 'Bonn' },
        ],
      },
      { name: 'cf.users', custom: true, label: 'Users affected', kind: 'count' },
      { name: 'cf.cost', custom: true, label: 'Cost centre', kind: 'text', readOnly: true },
    ],
  };
  const given: Given = {
    record: { custom: { 'cf.site': 'k', 'cf.cost': '4711' } },
    operations: { describe: async () => description },
  };

  it('is told and edited by the name and with the choices of the backend', async () => {
    const { element, adapter } = await shown(given);
    await waitUntil(() => textOf(element).includes('Site'));
    expect(reads(element, 'cf.site')).to.equal('Kassel');
    type(await edit(element, 'cf.site'), 'b');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.custom?.['cf.site'] === 'b');
    type(await edit(element, 'cf.users'), '40');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.custom?.['cf.users'] === 40);
    expect(adapter.record('i1')?.custom?.['cf.cost']).to.equal('4711');
  });

  it('is only read where the backend says so, and says why', async () => {
    const { element } = await shown(given);
    await waitUntil(() => textOf(element).includes('Cost centre'));
    expect(reads(element, 'cf.cost')).to.equal('4711 The ticket system does not let this be changed here.');
  });
});

describe('a record that is only read', () => {
  const buttons = (element: Element): number =>
    element.shadowRoot?.querySelectorAll('button.edit').length ?? 0;

  it('says that the role does not allow more', async () => {
    const { element } = await shown({ roles: 'stakeholder' });
    expect(textOf(element)).to.contain('Your role may read this incident and not change it.');
    expect(buttons(element)).to.equal(0);
    expect(element.shadowRoot?.querySelector('[data-field="contact"]'), 'nothing to fill in').to.equal(null);
  });

  it('says that it is closed', async () => {
    const { element } = await shown({ record: { status: { category: 'closed' } } });
    expect(textOf(element)).to.contain('what is closed is not changed any more');
    expect(buttons(element)).to.equal(0);
  });

  it('says that the backend takes no changes, of anything or of one field', async () => {
    const none = await shown({ backend: { without: ['update'] } });
    expect(textOf(none.element)).to.contain('The ticket system takes no changes from here.');
    const { channel: _, ...others } = allFields;
    const some = await shown({
      backend: { traits: { fields: { ...others, caller: { read: true, write: false } } } },
    });
    expect(reads(some.element, 'caller')).to.equal(
      'Ruth Amsel The ticket system does not let this be changed here.',
    );
    expect(buttons(some.element)).to.be.greaterThan(5);
  });
});

describe('a record that changes elsewhere', () => {
  it('shows the new values and never touches the field that is being edited', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'title');
    const { said } = listen(element);
    type(input, 'Payroll stops in Kassel');
    adapter.change('i1', { title: 'Payroll stops in Bonn', contact: '2217' });
    await says(element, 'It says now: Payroll stops in Bonn');
    expect(said).to.deep.equal(['Somebody has changed this meanwhile. It says now: Payroll stops in Bonn']);
    expect(reads(element, 'contact')).to.equal('2217');
    expect(control(element)).to.equal(input);
    expect(input.value).to.equal('Payroll stops in Kassel');
    expect(focused()).to.equal(input);
  });

  it('saves a field that nobody else has touched without asking', async () => {
    const { element, adapter } = await shown();
    const input = await edit(element, 'location');
    type(input, 'Floor 2');
    adapter.change('i1', { contact: '2217' });
    await waitUntil(() => reads(element, 'contact') === '2217');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.location === 'Floor 2');
  });

  async function conflicting(): Promise<Scene> {
    const scene = await shown();
    const input = await edit(scene.element, 'title');
    type(input, 'Payroll stops in Kassel');
    scene.adapter.change('i1', { title: 'Payroll stops in Bonn' });
    await says(scene.element, 'It says now: Payroll stops in Bonn');
    await save(scene.element);
    await says(scene.element, 'Changed by somebody else meanwhile');
    return scene;
  }
  const comparison = ({ element }: Scene): readonly (string | null)[] =>
    [...within(element, 'table tbody').querySelectorAll('td')].map(({ textContent }) => textContent);

  it('shows both versions in place, and sends mine when I say so', async () => {
    const scene = await conflicting();
    const { element, adapter } = scene;
    expect(comparison(scene)).to.deep.equal(['Payroll stops in Kassel', 'Payroll stops in Bonn']);
    expect(adapter.record('i1')?.title).to.equal('Payroll stops in Bonn');
    await expectAccessible(element);
    const { said } = listen(element);
    buttonOf(element, 'Keep mine').click();
    await waitUntil(() => said.includes('Title: saved.'), 'said', { timeout: 8000 });
    await waitUntil(() => adapter.record('i1')?.title === 'Payroll stops in Kassel');
    await waitUntil(() => !element.shadowRoot?.querySelector('table'));
    await waitUntil(() => isBackAt('title'), 'the keyboard keeps its place');
  });

  it('takes theirs when I say so', async () => {
    const scene = await conflicting();
    const { element, adapter } = scene;
    buttonOf(element, 'Take theirs').click();
    await waitUntil(() => !element.shadowRoot?.querySelector('table'));
    await waitUntil(() => within(element, 'h2').textContent?.trim() === 'Payroll stops in Bonn');
    expect(adapter.count('update')).to.equal(1);
  });
});

describe('a change that cannot be sent', () => {
  it('is kept while offline, shown as waiting at its field, and goes out later', async () => {
    const { element, adapter } = await shown({ persistence: 'indexeddb' });
    adapter.always('update', { fail: noNetwork() });
    type(await edit(element, 'contact'), '2217');
    await save(element);
    await waitUntil(() => reads(element, 'contact').includes('2217 Waiting to be sent'));
    await says(element, 'Offline. What you send is kept on this device');
    adapter.always('update', undefined);
    await element.closest('incident-desk')?.store?.resume();
    await waitUntil(() => adapter.record('i1')?.contact === '2217');
    await waitUntil(() => reads(element, 'contact') === '2217');
  });

  it('says what the backend did not accept, and is corrected in place under a new key', async () => {
    const { element, adapter } = await shown();
    adapter.script('update', {
      fail: new IncidentError('validation', 'The subject is too vague.', {
        issues: [{ path: 'title', code: 'vendor', message: 'Name the building.' }],
      }),
    });
    type(await edit(element, 'title'), 'Broken');
    await save(element);
    await says(element, 'Title: Name the building.');
    buttonOf(element, 'Correct').click();
    await waitUntil(() => element.shadowRoot?.querySelector<HTMLInputElement>('#value')?.value === 'Broken');
    type(control(element), 'The lift in building 4 is broken');
    await save(element);
    await waitUntil(() => adapter.record('i1')?.title === 'The lift in building 4 is broken');
    const keys = adapter.calls.filter(({ call }) => call === 'update').map(({ key }) => key);
    expect(new Set(keys).size).to.equal(2);
  });

  it('is unfolded where the record is compact: nothing that waits for somebody is out of sight', async () => {
    const { element, adapter } = await shown({ record: { acknowledgedAt: 1 } });
    element.compact = true;
    await element.updateComplete;
    const fold = within<HTMLDetailsElement>(element, 'details.fold');
    const order = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[data-section]')].map(
      ({ dataset }) => dataset['section'],
    );
    expect(order.slice(0, 3)).to.deep.equal(['reported', 'priority', 'people']);
    expect([fold.open, fold.querySelector('[data-section="course"]') !== null]).to.deep.equal([false, true]);
    adapter.script('update', { fail: new IncidentError('validation', 'The subject is too vague.') });
    type(await edit(element, 'title'), 'Broken');
    await save(element);
    await says(element, 'Not accepted');
    await waitUntil(() => fold.open, 'unfolded');
  });

  it('keeps a correction for the next time somebody looks at the incident', async () => {
    const { element, adapter } = await shown({
      backend: { incidents: [payroll, { ...payroll, id: 'i2', title: 'Another one' }] },
    });
    adapter.script('update', { fail: new IncidentError('validation', 'The subject is too vague.') });
    type(await edit(element, 'title'), 'Broken');
    await save(element);
    await says(element, 'Not accepted');
    buttonOf(element, 'Correct').click();
    await waitUntil(() => element.shadowRoot?.querySelector<HTMLInputElement>('#value')?.value === 'Broken');
    type(control(element), 'The lift in building 4 is broken');
    element.incidentId = 'i2';
    await says(element, 'Another one');
    element.incidentId = 'i1';
    await waitUntil(
      () =>
        element.shadowRoot?.querySelector<HTMLInputElement>('#value')?.value ===
        'The lift in building 4 is broken',
      'the correction',
      { timeout: 5000 },
    );
    await save(element);
    await waitUntil(() => adapter.record('i1')?.title === 'The lift in building 4 is broken');
    expect(element.closest('incident-desk')?.store?.outbox.value.items).to.deep.equal([]);
  });

  it('is given up when somebody says so', async () => {
    const { element, adapter } = await shown();
    adapter.script('update', { fail: new IncidentError('forbidden', 'Not yours.') });
    type(await edit(element, 'title'), 'Broken');
    await save(element);
    await says(element, 'Not accepted');
    buttonOf(element, 'Discard my change').click();
    await waitUntil(() => within(element, 'h2').textContent?.trim() === payroll.title);
    await waitUntil(() => element.closest('incident-desk')?.store?.outbox.value.items.length === 0);
  });
});

describe('a page with a record', () => {
  it('is told that a change was accepted for sending, by ids and names only', async () => {
    const { element } = await shown();
    const events: unknown[] = [];
    document.addEventListener('incident-field-saved', ({ detail }) => events.push(detail), { once: true });
    type(await edit(element, 'contact'), '2217');
    await save(element);
    const [{ incidentId, fields }] = events as [{ incidentId: string; fields: string[] }];
    expect({ incidentId, fields }).to.deep.equal({ incidentId: 'i1', fields: ['contact'] });
  });

  it('fits into 280 pixels, read and edited, also in German', async () => {
    const { element } = await shown({ lang: 'de' });
    element.style.inlineSize = '280px';
    await says(element, 'Was gemeldet wurde');
    const fits = (): void => void expect(element.scrollWidth).to.be.at.most(280);
    fits();
    for (const name of ['description', 'caller', 'priority', 'occurredAt']) {
      await edit(element, name);
      fits();
      buttonOf(element, 'Abbrechen').click();
      await element.updateComplete;
    }
  });

  it('runs from right to left in Arabic', async () => {
    const { element } = await shown({ lang: 'ar' });
    await says(element, 'ما أُبلغ عنه');
    element.dir = 'rtl';
    const [dt, dd] = ['dt', 'dd'].map((tag) =>
      field(element, 'caller').querySelector(tag)!.getBoundingClientRect(),
    );
    expect(dt!.right).to.be.greaterThan(dd!.right);
    await expectAccessible(element);
  });

  it('is accessible while a field is edited', async () => {
    const { element } = await shown();
    for (const name of ['title', 'caller', 'category', 'major', 'priority']) {
      await edit(element, name);
      await expectAccessible(element);
      buttonOf(element, 'Cancel').click();
      await element.updateComplete;
    }
  });
});
