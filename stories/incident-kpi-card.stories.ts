import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import { kpiDefinitions } from '../src/core/kpi/definitions.js';
import '../src/define/incident-kpi-card.js';
import type { IncidentKpiCard } from '../src/elements/incident-kpi-card/incident-kpi-card.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { queue } from './fixtures/history.js';

type Args = Pick<
  IncidentKpiCard,
  'kpi' | 'period' | 'definition' | 'statistic' | 'target' | 'priority' | 'category' | 'label' | 'compact'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-kpi-card',
  component: 'incident-kpi-card',
  args: { kpi: 'mttr', period: 'P30D', definition: '', statistic: 'mean', target: 'PT24H', compact: false },
  argTypes: {
    kpi: { control: 'select', options: Object.keys(kpiDefinitions) },
    period: {
      control: 'select',
      options: ['P7D', 'P30D', 'P12W', 'today', 'week', 'month', 'quarter', 'year', 'all'],
    },
    statistic: { control: 'inline-radio', options: ['mean', 'median', 'p90'] },
    priority: { control: 'text' },
    category: { control: 'text' },
    label: { control: 'text' },
  },
  render: ({ kpi, period, definition, statistic, target, priority, category, label, compact }) =>
    html`<incident-kpi-card
      kpi=${kpi ?? nothing}
      period=${period}
      definition=${definition}
      statistic=${statistic}
      target=${target ?? nothing}
      priority=${priority ?? nothing}
      category=${category ?? nothing}
      label=${label ?? nothing}
      ?compact=${compact}
    ></incident-kpi-card>`,
  decorators: [narrow],
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: queue(240) };

/** Opens the definition once there is a figure. */
const explain: NonNullable<Story['play']> = async ({ canvasElement }) => {
  const card = canvasElement.querySelector('incident-kpi-card');
  for (let wait = 0; wait < 60 && !card?.matches(':state(ready)'); wait++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  card?.shadowRoot?.querySelector<HTMLButtonElement>('.popover-button')?.click();
};

export const TimeToResolve: Story = { decorators: [deskWith(data)] };

export const TimeToAcknowledge: Story = {
  args: { kpi: 'mtta', target: 'PT15M', statistic: 'median' },
  decorators: [deskWith(data)],
};

export const WithoutEscalation: Story = { args: { kpi: 'flr', target: '80%' }, decorators: [deskWith(data)] };

export const WithinTarget: Story = {
  args: { kpi: 'sla', period: 'month', target: undefined },
  decorators: [deskWith(data)],
};

export const Backlog: Story = { args: { kpi: 'backlog', target: undefined }, decorators: [deskWith(data)] };

export const Definition: Story = { decorators: [deskWith(data)], play: explain };

/** What is open at this moment has no period and no comparison. */
export const AllTime: Story = {
  args: { kpi: 'open-age', period: 'all', target: undefined },
  decorators: [deskWith(data)],
};

export const Untouched: Story = {
  args: { kpi: 'not-updated', definition: 'P30D', target: undefined },
  decorators: [deskWith(data)],
};

/** Nobody has noted how long incidents were on hold: it cannot be taken off, and the card says so. */
export const Unknown: Story = {
  args: { definition: 'minus-pauses', target: undefined },
  decorators: [
    deskWith({ incidents: queue(240).map(({ pauses: _pauses, pausedMs: _paused, ...known }) => known) }),
  ],
};

export const Nothing: Story = {
  args: { period: 'today', priority: '1', category: 'Facilities' },
  decorators: [deskWith(data)],
};

export const SmallSample: Story = {
  args: { period: 'P2D' },
  decorators: [deskWith({ incidents: queue(60) })],
};

export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['list'] })] };

export const Unreachable: Story = { decorators: [deskWith({ ...data, fail: 'timeout', only: ['list'] })] };

export const WrongPeriod: Story = { args: { period: 'fortnight' }, decorators: [deskWith(data)] };

export const Compact: Story = { args: { compact: true }, decorators: [deskWith(data)] };

export const German: Story = {
  args: { kpi: 'flr', target: '80%' },
  decorators: [deskWith({ ...data, lang: 'de' })],
};

export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };

export const Dark: Story = { globals: { theme: 'dark' }, decorators: [deskWith({ ...data, theme: 'dark' })] };
