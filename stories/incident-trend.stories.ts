import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-list.js';
import '../src/define/incident-trend.js';
import type { IncidentTrend } from '../src/elements/incident-trend/incident-trend.js';
import { divisions } from '../src/elements/incident-trend/trend-question.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { queue } from './fixtures/history.js';

type Args = Pick<
  IncidentTrend,
  'kpi' | 'by' | 'period' | 'definition' | 'target' | 'priority' | 'category' | 'table' | 'noControls'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-trend',
  component: 'incident-trend',
  args: { kpi: 'volume', by: 'auto', period: 'P12W', table: false, noControls: false },
  argTypes: {
    kpi: {
      control: 'select',
      options: ['volume', 'backlog', 'ageing', 'mttr', 'sla', 'mtta', 'flr', 'csat'],
    },
    by: { control: 'select', options: divisions },
    period: {
      control: 'select',
      options: ['P7D', 'P30D', 'P12W', 'today', 'week', 'month', 'quarter', 'year', 'all'],
    },
    target: { control: 'text' },
    priority: { control: 'text' },
    category: { control: 'text' },
  },
  render: ({ kpi, by, period, definition, target, priority, category, table, noControls }) =>
    html`<incident-trend
      kpi=${kpi}
      by=${by}
      period=${period}
      definition=${definition ?? ''}
      target=${target ?? nothing}
      priority=${priority ?? nothing}
      category=${category ?? nothing}
      ?table=${table}
      ?no-controls=${noControls}
    ></incident-trend>`,
};
export default meta;

type Story = StoryObj<Args>;

const services = [
  { id: 'mail', label: 'E-mail and calendar' },
  { id: 'vpn', label: 'Working from home (VPN)' },
  { id: 'print', label: 'Printing' },
];

/** A company's last quarter, with services. */
const incidents = queue(420).map((one, at) => {
  const service = services[at % 4];
  return service ? { ...one, service } : one;
});
const data = { incidents };

export const LoggedAndResolved: Story = { decorators: [deskWith(data)] };
export const ByDay: Story = { args: { by: 'day', period: 'P30D' }, decorators: [deskWith(data)] };
export const Backlog: Story = { args: { kpi: 'backlog' }, decorators: [deskWith(data)] };
export const OpenByAge: Story = { args: { kpi: 'ageing' }, decorators: [deskWith(data)] };
export const TimeToResolve: Story = { args: { kpi: 'mttr', target: 'PT24H' }, decorators: [deskWith(data)] };
export const WithinTarget: Story = { args: { kpi: 'sla', target: '80%' }, decorators: [deskWith(data)] };
export const TimeToResolveByCategory: Story = {
  args: { kpi: 'mttr', by: 'category' },
  decorators: [deskWith(data)],
};
export const VolumeByService: Story = { args: { by: 'service' }, decorators: [deskWith(data)] };
export const Table: Story = { args: { table: true }, decorators: [deskWith(data)] };
export const WithoutControls: Story = { args: { noControls: true }, decorators: [deskWith(data)] };

/** Fewer than five incidents in a week are shown hollow, and judged by nobody. */
export const FewCases: Story = {
  args: { kpi: 'mttr', by: 'week', target: 'PT24H' },
  decorators: [deskWith({ incidents: queue(40) })],
};

/** More incidents than are read for figures: they are an estimate. */
export const PartOfTheData: Story = {
  args: { period: 'all' },
  decorators: [deskWith({ incidents: queue(10_400) })],
};

export const Nothing: Story = {
  args: { period: 'today', category: 'Facilities' },
  decorators: [deskWith(data)],
};
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['list'] })] };
export const Unreachable: Story = { decorators: [deskWith({ ...data, fail: 'timeout', only: ['list'] })] };
/** No network since the page was opened, and nothing kept from before. */
export const Offline: Story = { decorators: [deskWith({ ...data, fail: 'network', only: ['list'] })] };
export const WrongDivision: Story = { args: { by: 'moon' }, decorators: [deskWith(data)] };

/** A point leads to its incidents. */
export const WithItsList: Story = {
  render: ({ kpi, by, period }) =>
    html`<incident-trend kpi=${kpi} by=${by} period=${period}></incident-trend>
      <incident-list status="all"></incident-list>`,
  decorators: [deskWith(data)],
};

export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const German: Story = { decorators: [deskWith({ ...data, lang: 'de' })] };
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
export const ArabicTimeToResolve: Story = {
  args: { kpi: 'mttr', target: 'PT24H' },
  decorators: [deskWith({ ...data, lang: 'ar' })],
};
export const Dark: Story = { globals: { theme: 'dark' }, decorators: [deskWith({ ...data, theme: 'dark' })] };
export const DarkTimeToResolve: Story = {
  args: { kpi: 'mttr', target: 'PT24H' },
  globals: { theme: 'dark' },
  decorators: [deskWith({ ...data, theme: 'dark' })],
};
