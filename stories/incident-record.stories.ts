import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import type { Description } from '../src/adapters/adapter.js';
import { IncidentError } from '../src/core/errors.js';
import type { Incident } from '../src/core/incident.js';
import '../src/define/incident-record.js';
import type { IncidentRecord } from '../src/elements/incident-record/incident-record.js';
import type { ScriptedAdapter } from '../test/support/scripted-adapter.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { checkedIncident, checksPolicy, lostEntries, taskEntries } from './fixtures/tasks.js';

type Args = Pick<IncidentRecord, 'incidentId' | 'roles' | 'compact'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-record',
  component: 'incident-record',
  args: { incidentId: 'payroll', roles: 'analyst', compact: false },
  render: ({ incidentId, roles, compact }) =>
    html`<incident-record
      incident-id=${incidentId ?? nothing}
      roles=${roles ?? nothing}
      ?compact=${compact}
    ></incident-record>`,
};
export default meta;

type Story = StoryObj<Args>;

const at = (time: string): number => Date.parse(`2026-03-28T${time}:00Z`);

const payroll: Incident = {
  id: 'payroll',
  number: 'INC0001128',
  title: 'Payroll run stops at step 4, payday is tomorrow',
  description:
    'The run stops at step 4 with “record 20417 rejected”. Repeating it stops at the same place. Files have to be with the bank tomorrow at 16:00.',
  status: { category: 'active' },
  impact: 2,
  urgency: 1,
  priority: 1,
  assessment: {
    priority: 1,
    cell: { impact: 2, urgency: 1, priority: 2 },
    ruleIds: ['cell:2/1', 'override'],
    modifiers: [],
    override: {
      priority: 1,
      reason: 'payroll before payday',
      by: 'Marek Novák',
      at: at('20:21'),
    },
    inputs: { impact: 2, urgency: 1, facts: {} },
    matrixId: 'standard-3x3',
    matrixVersion: '1',
  },
  category: 'Software',
  service: { id: 'erp', label: 'Payroll' },
  ci: { id: 'batch', label: 'payroll-batch-01' },
  effect: 'down',
  caller: { id: 'ruth', name: 'Ruth Amsel' },
  contact: '2217',
  location: 'Kassel, floor 2',
  group: { id: 'apps', label: 'Applications, third line' },
  assignee: { id: 'dev', name: 'Dev Raman' },
  channel: 'phone',
  occurredAt: at('20:00'),
  loggedAt: at('20:16'),
  acknowledgedAt: at('20:20'),
  firstResponseAt: at('20:24'),
  updatedAt: at('20:24'),
  reassignmentCount: 1,
  url: 'https://desk.example/tickets/1128',
  version: '1',
  custom: { site: 'kassel', 'cost-centre': '4711' },
};

const resolved: Incident = {
  ...payroll,
  id: 'resolved',
  status: { category: 'resolved' },
  resolvedAt: at('22:01'),
  resolution: {
    type: 'workaround',
    code: 'workaround-provided',
    method: 'reconfiguration',
    notes: 'Record 20417 is left out; finance pays it by hand.',
    verified: true,
    by: { id: 'dev', name: 'Dev Raman' },
  },
};

const closed: Incident = { ...resolved, id: 'closed', status: { category: 'closed' }, closedAt: at('23:30') };

const bare: Incident = {
  id: 'bare',
  number: 'INC0001130',
  title: 'Scanner loses Wi-Fi',
  description: '',
  status: { category: 'new' },
  loggedAt: at('20:30'),
  updatedAt: at('20:30'),
  version: '1',
};

const description: Description = {
  create: [],
  edit: [
    {
      name: 'site',
      custom: true,
      label: 'Site',
      kind: 'text',
      choices: [
        { id: 'kassel', label: 'Kassel' },
        { id: 'bonn', label: 'Bonn' },
      ],
    },
    { name: 'cost-centre', custom: true, label: 'Cost centre', kind: 'text', readOnly: true },
  ],
};

const people = [
  { id: 'dev', label: 'Dev Raman', hint: 'Applications, third line' },
  { id: 'elif', label: 'Elif Yıldız', hint: 'Service desk' },
  { id: 'marek', label: 'Marek Novák', hint: 'Service desk' },
];

const prepare = (adapter: ScriptedAdapter): void =>
  void Object.assign(adapter, {
    describe: async () => description,
    people: async (text: string) => ({
      items: people.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
    }),
  });

const incidents = [payroll, resolved, closed, bare];
const data = { incidents, prepare };

const elementIn = async (canvas: HTMLElement): Promise<IncidentRecord> => {
  const element = canvas.querySelector('incident-record')!;
  for (let wait = 0; wait < 50 && !element.matches(':state(ready)'); wait++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await element.updateComplete;
  return element;
};

/** Opens one field. */
const editing =
  (field: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const element = await elementIn(canvasElement);
    element.shadowRoot?.querySelector<HTMLButtonElement>(`[data-edit="${field}"]`)?.click();
    await element.updateComplete;
  };

/** Saves a contact through the desk's own store, as the element does. */
const saving =
  (before: (adapter: ScriptedAdapter) => void): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const element = await elementIn(canvasElement);
    const store = element.closest('incident-desk')?.store;
    if (!store) return;
    before(store.adapter as ScriptedAdapter);
    await store.updateIncident('payroll', { contact: '2218, until 22:00' }, payroll);
    await new Promise((resolve) => setTimeout(resolve, 300));
  };

export const Ready: Story = { decorators: [deskWith(data)] };
export const EditTitle: Story = { decorators: [deskWith(data)], play: editing('title') };
export const EditPerson: Story = { decorators: [deskWith(data)], play: editing('assignee') };
export const EditPriority: Story = { decorators: [deskWith(data)], play: editing('priority') };
export const EditTime: Story = { decorators: [deskWith(data)], play: editing('occurredAt') };

export const Conflict: Story = {
  decorators: [deskWith(data)],
  play: saving((adapter) => adapter.change('payroll', { contact: '0151 2217' })),
};

export const NotAccepted: Story = {
  decorators: [deskWith(data)],
  play: saving((adapter) =>
    adapter.script('update', {
      fail: new IncidentError('validation', 'The change was not accepted.', {
        issues: [{ path: 'contact', code: 'vendor', message: 'Only a number.' }],
      }),
    }),
  ),
};

export const Offline: Story = {
  decorators: [deskWith(data)],
  play: saving((adapter) =>
    adapter.always('update', { fail: new IncidentError('network', 'The ticket system cannot be reached.') }),
  ),
};

const checked = { incidents: [checkedIncident], policy: checksPolicy };
const about = { incidentId: checkedIncident.id };

export const TasksNone: Story = { args: about, decorators: [deskWith(checked)] };
export const TasksUnderWay: Story = {
  args: about,
  decorators: [deskWith({ ...checked, entries: taskEntries })],
};
export const TasksChangedByTwo: Story = {
  args: about,
  decorators: [deskWith({ ...checked, entries: lostEntries })],
};
export const TasksNarrowInArabic: Story = {
  args: about,
  decorators: [narrow, deskWith({ ...checked, entries: taskEntries, lang: 'ar' })],
};

export const Compact: Story = {
  args: { ...about, compact: true },
  decorators: [deskWith({ ...checked, entries: taskEntries })],
};
export const Resolved: Story = { args: { incidentId: 'resolved' }, decorators: [deskWith(data)] };
export const Closed: Story = { args: { incidentId: 'closed' }, decorators: [deskWith(data)] };
export const HardlyAnythingKnown: Story = { args: { incidentId: 'bare' }, decorators: [deskWith(data)] };
export const ForStakeholders: Story = { args: { roles: 'stakeholder' }, decorators: [deskWith(data)] };

export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const German: Story = {
  decorators: [narrow, deskWith({ ...data, lang: 'de' })],
  play: editing('priority'),
};
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })], play: editing('caller') };
export const Dark: Story = {
  globals: { theme: 'dark' },
  decorators: [deskWith({ ...data, theme: 'dark' })],
  play: editing('description'),
};
export const NobodyChosen: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['get'] })] };
export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: ['get'] })] };
