import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-sla-clock.js';
import type { IncidentSlaClock } from '../src/elements/incident-sla-clock/incident-sla-clock.js';
import { deskWith, narrow } from './fixtures/desk.js';
import {
  breached,
  closing,
  met,
  overruled,
  paused,
  running,
  targetPolicy,
  unpromised,
  vague,
} from './fixtures/targets.js';

type Args = Pick<IncidentSlaClock, 'incidentId' | 'kind' | 'compact'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-sla-clock',
  component: 'incident-sla-clock',
  args: { incidentId: 'running', kind: 'both', compact: false },
  argTypes: { kind: { control: 'select', options: ['response', 'resolution', 'both'] } },
  render: ({ incidentId, kind, compact }) =>
    html`<incident-sla-clock
      incident-id=${incidentId ?? nothing}
      kind=${kind}
      ?compact=${compact}
    ></incident-sla-clock>`,
};
export default meta;

type Story = StoryObj<Args>;

const incidents = [running, closing, paused, breached, met, unpromised, overruled, vague];
const data = { incidents, policy: targetPolicy };

/** Opens the explanation of the last clock. */
const explain: Story['play'] = async ({ canvasElement }) => {
  const element = canvasElement.querySelector('incident-sla-clock');
  for (let wait = 0; element && wait < 50 && !element.matches(':state(ready)'); wait++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const buttons = element?.shadowRoot?.querySelectorAll<HTMLButtonElement>('.popover-button') ?? [];
  [...buttons].at(-1)?.click();
};

export const Running: Story = { decorators: [deskWith(data)] };
export const Explained: Story = { decorators: [deskWith(data)], play: explain };
export const TimeRunsOut: Story = { args: { incidentId: 'closing' }, decorators: [deskWith(data)] };
export const Paused: Story = { args: { incidentId: 'paused' }, decorators: [deskWith(data)] };

export const OutOfHours: Story = {
  globals: { now: '2026-03-29T00:59:00Z' },
  decorators: [
    deskWith({
      ...data,
      incidents: [{ ...running, loggedAt: Date.parse('2026-03-27T15:10:00Z'), pauses: [] }],
    }),
  ],
};

export const Breached: Story = { args: { incidentId: 'breached' }, decorators: [deskWith(data)] };
export const Met: Story = { args: { incidentId: 'met' }, decorators: [deskWith(data)] };
export const NoTarget: Story = { args: { incidentId: 'unpromised' }, decorators: [deskWith(data)] };
export const TicketSystemDiffers: Story = { args: { incidentId: 'overruled' }, decorators: [deskWith(data)] };
export const AsFarAsKnown: Story = { args: { incidentId: 'vague' }, decorators: [deskWith(data)] };

export const AnotherZone: Story = {
  globals: { timeZone: 'America/New_York' },
  decorators: [deskWith(data)],
  play: explain,
};

export const ResolutionOnly: Story = { args: { kind: 'resolution' }, decorators: [deskWith(data)] };

export const Compact: Story = {
  args: { compact: true },
  render: ({ kind }) =>
    html`${incidents.map(
      ({ id }) =>
        html`<p><incident-sla-clock incident-id=${id} kind=${kind} compact></incident-sla-clock></p>`,
    )}`,
  decorators: [deskWith(data)],
};

export const Narrow: Story = { args: { incidentId: 'closing' }, decorators: [narrow, deskWith(data)] };
export const German: Story = {
  args: { incidentId: 'closing' },
  decorators: [narrow, deskWith({ ...data, lang: 'de' })],
  play: explain,
};
export const Arabic: Story = {
  args: { incidentId: 'breached' },
  decorators: [deskWith({ ...data, lang: 'ar' })],
  play: explain,
};
export const Dark: Story = {
  globals: { theme: 'dark' },
  args: { incidentId: 'closing' },
  decorators: [deskWith({ ...data, theme: 'dark' })],
};
export const NobodyChosen: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['get'] })] };
export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: ['get'] })] };
