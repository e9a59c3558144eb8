import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-lifecycle.js';
import type { Incident } from '../src/core/incident.js';
import type { IncidentLifecycle } from '../src/elements/incident-lifecycle/incident-lifecycle.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { mailIncident } from './fixtures/history.js';
import { checkedIncident, checksPolicy, taskEntries } from './fixtures/tasks.js';

type Args = Pick<IncidentLifecycle, 'incidentId' | 'audience' | 'roles'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-lifecycle',
  component: 'incident-lifecycle',
  args: { incidentId: mailIncident.id },
  render: ({ incidentId, audience, roles }) =>
    html`<incident-lifecycle
      incident-id=${incidentId ?? nothing}
      audience=${audience ?? nothing}
      roles=${roles ?? nothing}
    ></incident-lifecycle>`,
};
export default meta;

type Story = StoryObj<Args>;

const network = { id: 'network', label: 'Network operations' };
/** What two colleagues have already. */
const busy: readonly Incident[] = ['Lena Fischer', 'Mehmet Şahin', 'Mehmet Şahin'].map((name, n) => ({
  ...mailIncident,
  id: `busy-${String(n)}`,
  number: `INC002000${String(n)}`,
  group: network,
  assignee: { id: name, name },
}));

/** Presses buttons of the bar one after the other. */
const opening =
  (...words: readonly string[]): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const element = canvasElement.querySelector('incident-lifecycle');
    for (const word of words) {
      let button: HTMLButtonElement | undefined;
      while (!button) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const all = element?.shadowRoot?.querySelectorAll('button') ?? [];
        button = [...all].find(({ textContent }) => textContent.trim() === word);
      }
      button.click();
    }
  };

const standing = (change: Partial<Incident>) => ({ incidents: [{ ...mailIncident, ...change }] });
const { assignee: _assignee, acknowledgedAt: _acknowledgedAt, ...unassigned } = mailIncident;

export const New: Story = {
  decorators: [deskWith({ incidents: [{ ...unassigned, status: { category: 'new' } }] })],
};
export const InProgress: Story = { decorators: [deskWith(standing({ status: { category: 'active' } }))] };
export const OnHold: Story = {
  decorators: [deskWith(standing({ status: { category: 'paused' }, holdReason: 'awaiting-caller' }))],
};
export const Resolved: Story = { decorators: [deskWith(standing({ status: { category: 'resolved' } }))] };
export const ForTheCaller: Story = {
  args: { audience: 'caller' },
  decorators: [deskWith(standing({ status: { category: 'resolved' } }))],
};
export const Closed: Story = { decorators: [deskWith(standing({ status: { category: 'closed' } }))] };
export const WithoutTheRole: Story = {
  args: { roles: 'stakeholder' },
  decorators: [deskWith(standing({ status: { category: 'active' } }))],
};
export const ResolvedWithOpenTasks: Story = {
  decorators: [deskWith({ incidents: [checkedIncident], entries: taskEntries, policy: checksPolicy })],
  play: opening('Resolve'),
};
export const AssignedBySuggestion: Story = {
  decorators: [deskWith({ incidents: [{ ...mailIncident, group: network }, ...busy] })],
  play: opening('More', 'Assign'),
};
export const Narrow: Story = { decorators: [narrow, deskWith(standing({ status: { category: 'active' } }))] };
export const Empty: Story = { args: { incidentId: undefined }, decorators: [deskWith(standing({}))] };
export const Loading: Story = {
  decorators: [deskWith({ ...standing({}), delay: Infinity, only: ['get'] })],
};
export const NotAllowed: Story = {
  decorators: [deskWith({ ...standing({}), fail: 'forbidden', only: ['get'] })],
};
export const Arabic: Story = { decorators: [deskWith({ ...standing({}), lang: 'ar' })] };
