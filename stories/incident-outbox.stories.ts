import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import { IncidentError } from '../src/core/errors.js';
import '../src/define/incident-outbox.js';
import type { IncidentOutbox } from '../src/elements/incident-outbox/incident-outbox.js';
import type { IncidentStore } from '../src/store/types.js';
import { incident, lostAnswer, noNetwork, signedOut } from '../test/support/scripted-adapter.js';
import { deskWith, narrow, startingDesk } from './fixtures/desk.js';

type Args = Pick<IncidentOutbox, 'compact'>;

const meta: Meta<Args> = {
  title: 'Elements/incident-outbox',
  component: 'incident-outbox',
  args: { compact: false },
  render: ({ compact }) => html`<incident-outbox ?compact=${compact}></incident-outbox>`,
};
export default meta;

type Story = StoryObj<Args>;

const record = incident({ id: 'INC1', title: 'Mail is slow', impact: 3, urgency: 3 });

/** Writes something through the desk of a story. */
const write =
  (act: (store: IncidentStore) => Promise<unknown>): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const desk = canvasElement.querySelector('incident-desk');
    for (let wait = 0; desk && wait < 50 && !desk.store; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (desk?.store) await act(desk.store);
  };

const report = (title: string) => ({
  title,
  description: 'Since eight this morning.\nRestarting does not help.',
  impact: 2,
  urgency: 1,
  priority: 2,
});

const refusal = () =>
  new IncidentError('validation', 'The ticket was not created.', {
    issues: [{ path: 'title', code: 'vendor', message: 'Name the building.' }],
  });

/** A file the ticket system does not take. */
export const RefusedFile: Story = {
  decorators: [
    deskWith({
      incidents: [record],
      files: {},
      prepare: (adapter) =>
        adapter.always('attach', {
          fail: new IncidentError('validation', 'Files may have 5 MB here.', { status: 413 }),
        }),
    }),
  ],
  play: write(async (store) => {
    const id = store.files.newId();
    await store.files.keep(id, new ArrayBuffer(8_400_000));
    await store.attach(
      'INC1',
      [{ id, name: 'screen.mov', type: 'video/quicktime', size: 8_400_000 }],
      'public',
    );
  }),
};

const everything = deskWith({
  incidents: [record],
  traits: { idempotency: 'none' },
  prepare: (adapter) => {
    adapter.script('create', { fail: refusal() }, { lose: lostAnswer() });
    adapter.script('update', {
      fail: new IncidentError('conflict', 'Changed.', {
        current: { ...record, title: 'Mail is down for everybody', impact: 1, version: '2' },
      }),
    });
    adapter.always('addEntry', { fail: noNetwork() });
  },
});

const writeEverything = write(async (store) => {
  await (
    await store.createIncident(report('The lift is stuck'))
  ).outcome;
  await (
    await store.createIncident(report('The printer on the third floor'))
  ).outcome;
  await (
    await store.updateIncident('INC1', { title: 'Mail is down in Berlin', urgency: 1 }, record)
  ).outcome;
  await store.addEntry('INC1', { kind: 'comment', text: 'I have restarted it.' });
});

/** Quiet when there is nothing to say. */
export const Empty: Story = { decorators: [deskWith()] };

/** Refused, unclear, in conflict, and waiting. */
export const Everything: Story = { decorators: [everything], play: writeEverything };
export const Compact: Story = { args: { compact: true }, decorators: [everything], play: writeEverything };

export const Offline: Story = {
  decorators: [deskWith({ prepare: (adapter) => adapter.always('create', { fail: noNetwork() }) })],
  play: write((store) => store.createIncident(report('No network in the warehouse'))),
};

export const SignedOut: Story = {
  decorators: [deskWith({ prepare: (adapter) => adapter.always('create', { fail: signedOut() }) })],
  play: write((store) => store.createIncident(report('No network in the warehouse'))),
};

/** A conflict: both versions side by side. */
export const Conflict: Story = {
  decorators: [
    deskWith({
      incidents: [record],
      prepare: (adapter) =>
        adapter.always('update', {
          fail: new IncidentError('conflict', 'Changed.', {
            current: { ...record, title: 'Mail is down for everybody', impact: 1, version: '2' },
          }),
        }),
    }),
  ],
  play: write((store) =>
    store.updateIncident('INC1', { title: 'Mail is down in Berlin', impact: 2 }, record),
  ),
};

export const Loading: Story = { decorators: [startingDesk] };

export const Narrow: Story = { decorators: [narrow, everything], play: writeEverything };
export const German: Story = {
  decorators: [deskWith({ lang: 'de', prepare: (adapter) => adapter.always('create', { fail: refusal() }) })],
  play: write((store) => store.createIncident(report('Der Aufzug steckt fest'))),
};
export const Arabic: Story = {
  decorators: [deskWith({ lang: 'ar', prepare: (adapter) => adapter.always('create', { fail: refusal() }) })],
  play: write((store) => store.createIncident(report('المصعد عالق'))),
};
