import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-list.js';
import type { IncidentList } from '../src/elements/incident-list/incident-list.js';
import { incident } from '../test/support/scripted-adapter.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { present, queue } from './fixtures/history.js';

type Args = Pick<IncidentList, 'status' | 'limit' | 'sort' | 'selected' | 'noSearch' | 'compact'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-list',
  component: 'incident-list',
  args: { status: 'open', limit: 20, sort: '-updatedAt', noSearch: false, compact: false },
  argTypes: { selected: { control: 'text' }, limit: { control: { type: 'number', min: 1, max: 500 } } },
  render: ({ status, limit, sort, selected, noSearch, compact }) =>
    html`<incident-list
      status=${status}
      limit=${limit}
      sort=${sort}
      selected=${selected ?? nothing}
      ?no-search=${noSearch}
      ?compact=${compact}
    ></incident-list>`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: queue(80) };

export const Ready: Story = { args: { selected: 'q4' }, decorators: [deskWith(data)] };

export const All: Story = { args: { status: 'all' }, decorators: [deskWith(data)] };

export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['list'] })] };

export const Empty: Story = { decorators: [deskWith()] };

export const Unavailable: Story = {
  decorators: [deskWith({ ...data, fail: 'unavailable', only: ['list'] })],
};

export const NotSentYet: Story = {
  decorators: [deskWith({ ...data, delay: Infinity, only: ['create'] })],
  play: async ({ canvasElement }) => {
    const desk = canvasElement.querySelector('incident-desk');
    for (let wait = 0; desk && wait < 50 && !desk.store; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await desk?.store?.createIncident({
      title: 'The coffee machine leaks',
      description: '',
      impact: 3,
      urgency: 2,
      priority: 4,
    });
  },
};

export const Thousands: Story = {
  args: { status: 'all', limit: 500 },
  decorators: [deskWith({ incidents: queue(5_000) })],
};

export const WithoutSearch: Story = {
  args: { noSearch: true },
  decorators: [deskWith({ ...data, traits: { search: false, sort: [] } })],
};

export const Compact: Story = { args: { compact: true }, decorators: [deskWith(data)] };

export const LongGerman: Story = {
  decorators: [
    narrow,
    deskWith({
      lang: 'de',
      incidents: [
        incident({
          id: 'long',
          number: 'INC0010077',
          title: 'Bestandsdatenübernahmeschnittstellenprotokollierung schlägt fehl',
          priority: 3,
          status: { category: 'paused' },
          loggedAt: present - 7_200_000,
          updatedAt: present - 600_000,
        }),
      ],
    }),
  ],
};

export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };

export const Narrow: Story = { decorators: [narrow, deskWith(data)] };

export const Dark: Story = { globals: { theme: 'dark' }, decorators: [deskWith({ ...data, theme: 'dark' })] };
