import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-escalation.js';
import { choicePage } from '../src/adapters/choices.js';
import type { PageRequest } from '../src/core/query.js';
import type { IncidentEscalation } from '../src/elements/incident-escalation/incident-escalation.js';
import { entriesOf } from '../test/support/entries.js';
import { deskWith, narrow } from './fixtures/desk.js';
import type { StoryDesk } from './fixtures/desk.js';
import { present } from './fixtures/history.js';
import { breached, closing, met, paused, running, targetPolicy, unpromised } from './fixtures/targets.js';

type Args = Pick<IncidentEscalation, 'incidentId' | 'readOnly' | 'compact'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-escalation',
  component: 'incident-escalation',
  args: { incidentId: 'running', readOnly: false, compact: false },
  render: ({ incidentId, readOnly, compact }) =>
    html`<incident-escalation
      incident-id=${incidentId ?? nothing}
      ?read-only=${readOnly}
      ?compact=${compact}
    ></incident-escalation>`,
};
export default meta;

type Story = StoryObj<Args>;

const elif = { id: 'elif', name: 'Elif Demir' };
const robot = { id: 'watch', name: 'Watchtower', automatic: true };
const entry = entriesOf('closing', present, elif);
const told = [
  entry('t1', 12, {
    kind: 'work-note',
    visibility: 'internal',
    text: 'Informed Anna Vogel (group lead): the time is running out.\n[ladder three-quarters · company 3]',
  }),
  entry('t2', 190, {
    kind: 'sla',
    author: robot,
    text: 'Half of the time is used up. [ladder half · company 3]',
  }),
];
const incidents = [{ ...running, reassignmentCount: 1 }, closing, paused, breached, met, unpromised];
const groups = [
  { id: 'service-desk', label: 'Service desk' },
  { id: 'network', label: 'Network operations', hint: 'on call until 22:00' },
  { id: 'applications', label: 'Application support' },
];
const data: StoryDesk = {
  incidents,
  entries: told,
  policy: targetPolicy,
  prepare: (adapter) =>
    void Object.assign(adapter, {
      groups: (text: string, page: PageRequest) => Promise.resolve(choicePage(groups, text, page)),
    }),
};

/** Presses a button by its words. */
const press =
  (words: RegExp): Story['play'] =>
  async ({ canvasElement }) => {
    const element = canvasElement.querySelector('incident-escalation');
    for (let wait = 0; element && wait < 50 && !element.matches(':state(ready)'); wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const buttons = [...(element?.shadowRoot?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    buttons.find(({ textContent }) => words.test(textContent))?.click();
  };

export const Running: Story = { decorators: [deskWith(data)] };
export const AlreadyTold: Story = { args: { incidentId: 'closing' }, decorators: [deskWith(data)] };
export const NobodyAcknowledged: Story = { args: { incidentId: 'breached' }, decorators: [deskWith(data)] };
export const OnHold: Story = { args: { incidentId: 'paused' }, decorators: [deskWith(data)] };
export const Resolved: Story = { args: { incidentId: 'met' }, decorators: [deskWith(data)] };
export const NoTarget: Story = { args: { incidentId: 'unpromised' }, decorators: [deskWith(data)] };
export const StandardLadder: Story = {
  args: { incidentId: 'breached' },
  decorators: [deskWith({ incidents })],
};
export const HandOver: Story = { decorators: [deskWith(data)], play: press(/Hand over/u) };
export const Inform: Story = {
  args: { incidentId: 'breached' },
  decorators: [deskWith(data)],
  play: press(/Inform/u),
};
export const ReadOnly: Story = { args: { readOnly: true }, decorators: [deskWith(data)] };
export const Compact: Story = { args: { compact: true }, decorators: [deskWith(data)] };
export const CompactAndDue: Story = {
  args: { incidentId: 'breached', compact: true },
  decorators: [narrow, deskWith(data)],
};
export const Narrow: Story = { decorators: [narrow, deskWith(data)], play: press(/Hand over/u) };
export const German: Story = {
  args: { incidentId: 'breached' },
  decorators: [narrow, deskWith({ ...data, lang: 'de' })],
};
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
export const Dark: Story = {
  globals: { theme: 'dark' },
  args: { incidentId: 'breached' },
  decorators: [deskWith({ ...data, theme: 'dark' })],
};
export const NobodyChosen: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['get'] })] };
export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: ['get'] })] };
