import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-timeline.js';
import type { IncidentTimeline } from '../src/elements/incident-timeline/incident-timeline.js';
import { IncidentError } from '../src/core/errors.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { longHistory, mailHistory, mailIncident } from './fixtures/history.js';

type Args = Pick<
  IncidentTimeline,
  'incidentId' | 'order' | 'filter' | 'audience' | 'heading' | 'readOnly' | 'compact'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-timeline',
  component: 'incident-timeline',
  args: {
    incidentId: 'mail',
    order: 'newest-first',
    filter: 'all',
    audience: 'staff',
    readOnly: false,
    compact: false,
  },
  argTypes: {
    order: { control: 'inline-radio', options: ['newest-first', 'oldest-first'] },
    filter: { control: 'select', options: ['all', 'words', 'internal', 'changes'] },
    audience: { control: 'inline-radio', options: ['staff', 'caller'] },
    heading: { control: 'text' },
  },
  render: ({ incidentId, order, filter, audience, heading, readOnly, compact }) =>
    html`<incident-timeline
      incident-id=${incidentId ?? nothing}
      order=${order}
      filter=${filter}
      audience=${audience}
      heading=${heading ?? nothing}
      ?read-only=${readOnly}
      ?compact=${compact}
    ></incident-timeline>`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: [mailIncident], entries: mailHistory };
const reads = ['entries', 'get'] as const;

/** Writes a comment through the desk of a story. */
const comment =
  (text: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const desk = canvasElement.querySelector('incident-desk');
    for (let wait = 0; desk && wait < 50 && !desk.store; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await desk?.store?.addEntry('mail', { kind: 'comment', text });
  };

export const Ready: Story = { decorators: [deskWith(data)] };

export const OldestFirst: Story = { args: { order: 'oldest-first' }, decorators: [deskWith(data)] };

export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: reads })] };

export const Empty: Story = { decorators: [deskWith({ incidents: [mailIncident] })] };

export const NoIncident: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };

export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: reads })] };

export const NothingOfThisKind: Story = {
  args: { filter: 'internal' },
  decorators: [
    deskWith({ ...data, entries: mailHistory.filter(({ visibility }) => visibility === 'public') }),
  ],
};

export const Pending: Story = {
  decorators: [deskWith({ ...data, delay: Infinity, only: ['addEntry'] })],
  play: comment('Is anybody else without mail?'),
};

/** Files that came with words, alone and internally; of one nobody knows the size. */
export const Files: Story = {
  decorators: [
    deskWith({
      ...data,
      files: {},
      entries: [
        {
          id: 'log',
          incidentId: 'mail',
          kind: 'work-note',
          visibility: 'internal',
          occurredAt: mailIncident.loggedAt + 7_200_000,
          recordedAt: mailIncident.loggedAt + 7_200_000,
          author: { id: 'bruno', name: 'Bruno Kraft' },
          text: 'What the relay says.',
          attachments: [{ id: 'f2', name: 'relay-2.log', size: 48_300, type: 'text/plain' }],
        },
        {
          id: 'shot',
          incidentId: 'mail',
          kind: 'attachment',
          visibility: 'public',
          occurredAt: mailIncident.loggedAt + 3_600_000,
          recordedAt: mailIncident.loggedAt + 3_600_000,
          author: { id: 'leila', name: 'ليلى حداد' },
          attachments: [{ id: 'f1', name: 'لقطة الشاشة.png' }],
        },
        ...mailHistory,
      ],
    }),
  ],
};

export const Offline: Story = {
  decorators: [deskWith({ ...data, fail: 'network', only: ['addEntry'] })],
  play: comment('Written on the train.'),
};

export const Refused: Story = {
  decorators: [
    deskWith({
      ...data,
      prepare: (adapter) =>
        adapter.always('addEntry', { fail: new IncidentError('refused', 'The incident is closed.') }),
    }),
  ],
  play: comment('One more thing …'),
};

export const TenThousandEntries: Story = {
  decorators: [deskWith({ ...data, entries: longHistory(10_000) })],
};

export const OnlyComments: Story = {
  decorators: [deskWith({ ...data, traits: { entryKinds: ['comment'] } })],
};

export const ReadOnly: Story = { args: { readOnly: true }, decorators: [deskWith(data)] };

export const WithoutHeader: Story = { args: { heading: 'none' }, decorators: [deskWith(data)] };

export const Compact: Story = { args: { compact: true }, decorators: [deskWith(data)] };

export const German: Story = { decorators: [narrow, deskWith({ ...data, lang: 'de' })] };

export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };

export const Narrow: Story = { decorators: [narrow, deskWith(data)] };

export const Dark: Story = { globals: { theme: 'dark' }, decorators: [deskWith({ ...data, theme: 'dark' })] };
