import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-workbench.js';
import type { IncidentWorkbench } from '../src/elements/incident-workbench/incident-workbench.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { mailIncident } from './fixtures/history.js';

type Args = Pick<IncidentWorkbench, 'roles'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-workbench',
  component: 'incident-workbench',
  render: ({ roles }) => html`<incident-workbench roles=${roles ?? nothing}></incident-workbench>`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: [mailIncident] };

export const Ready: Story = { decorators: [deskWith(data)] };
export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const NothingOpen: Story = { decorators: [deskWith({ incidents: [] })] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity })] };
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
