import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-escalation.js';
import type { IncidentEscalation } from '../src/elements/incident-escalation/incident-escalation.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { mailIncident } from './fixtures/history.js';

type Args = Pick<IncidentEscalation, 'incidentId'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-escalation',
  component: 'incident-escalation',
  args: { incidentId: mailIncident.id },
  render: ({ incidentId }) =>
    html`<incident-escalation incident-id=${incidentId ?? nothing}></incident-escalation>`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: [mailIncident] };

export const Ready: Story = { decorators: [deskWith(data)] };
export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const Empty: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['get'] })] };
export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: ['get'] })] };
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
