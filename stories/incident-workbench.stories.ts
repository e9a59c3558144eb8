import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import type { Incident } from '../src/core/incident.js';
import '../src/define/incident-workbench.js';
import type { IncidentWorkbench } from '../src/elements/incident-workbench/incident-workbench.js';
import { deskWith, half, narrow, wide } from './fixtures/desk.js';
import { mailIncident } from './fixtures/history.js';

type Args = Pick<IncidentWorkbench, 'roles'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-workbench',
  component: 'incident-workbench',
  render: ({ roles }) => html`<incident-workbench roles=${roles ?? nothing}></incident-workbench>`,
};
export default meta;

type Story = StoryObj<Args>;

const one = (name: string, n: number): Incident => ({
  ...mailIncident,
  id: `of-${String(n)}`,
  number: `INC003000${String(n)}`,
  priority: n + 1,
  group: { id: 'network', label: 'Network operations' },
  assignee: { id: name, name },
});

const data = { incidents: [mailIncident] };

export const Ready: Story = { decorators: [deskWith(data)] };
const team = { incidents: [mailIncident, ...['Lena Fischer', 'Lena Fischer', 'Mehmet Şahin'].map(one)] };

/** Three panes: views, heat map and who has what beside the queue. Its borders can be moved. */
export const ThreePanes: Story = {
  decorators: [wide, deskWith(team)],
};
export const ThreePanesFromRightToLeft: Story = {
  decorators: [wide, deskWith({ ...team, lang: 'ar' })],
};
/** Two panes: the views stand in the queue, the overview is folded. */
export const TwoPanes: Story = {
  decorators: [half, deskWith(team)],
};
/** The page's own list is the queue: its views stand in the column all the same. */
export const OwnQueue: Story = {
  decorators: [wide, deskWith(team)],
  render: () =>
    html`<incident-workbench
      ><incident-list slot="queue" views="unassigned late major all" view="all"></incident-list
    ></incident-workbench>`,
};
/** Who has what in detail, opened. */
export const Workload: Story = {
  decorators: [deskWith(team)],
  async play({ canvasElement }) {
    let details: HTMLDetailsElement | null | undefined;
    while (!details) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      details = canvasElement.querySelector('incident-workbench')?.shadowRoot?.querySelector('.workload-of');
    }
    details.open = true;
  },
};
export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const NothingOpen: Story = { decorators: [deskWith({ incidents: [] })] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity })] };
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
