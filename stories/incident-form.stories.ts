import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import { IncidentError } from '../src/core/errors.js';
import '../src/define/incident-form.js';
import type { IncidentForm } from '../src/elements/incident-form/incident-form.js';
import { allFields, lostAnswer, noNetwork, signedOut } from '../test/support/scripted-adapter.js';
import { deskWith, narrow, startingDesk } from './fixtures/desk.js';
import { chooseFiles } from './fixtures/files.js';

type Args = Pick<
  IncidentForm,
  'mode' | 'heading' | 'draftId' | 'channel' | 'name' | 'required' | 'disabled' | 'submitWithForm'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-form',
  component: 'incident-form',
  args: {
    mode: 'portal',
    heading: '',
    draftId: 'story',
    name: 'incident',
    required: false,
    disabled: false,
    submitWithForm: false,
  },
  argTypes: {
    mode: { control: 'inline-radio', options: ['portal', 'agent'] },
    channel: {
      control: 'select',
      options: ['self-service', 'phone', 'email', 'chat', 'walk-in', 'monitoring', 'staff', 'vendor'],
    },
  },
  decorators: [deskWith()],
  render: (args) =>
    html`<incident-form
      mode=${args.mode}
      heading=${args.heading}
      draft-id=${args.draftId ?? ''}
      channel=${args.channel ?? ''}
      name=${args.name}
      ?required=${args.required}
      ?disabled=${args.disabled}
      ?submit-with-form=${args.submitWithForm}
    ></incident-form>`,
};
export default meta;

type Story = StoryObj<Args>;

const filled = {
  title: 'The VPN drops every ten minutes',
  description: 'Since eight this morning.',
  impact: 2,
  urgency: 1,
};

/** Brings the form of a story into a state by using it. */
const use =
  (act: (form: IncidentForm) => unknown): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const form = canvasElement.querySelector('incident-form');
    for (let wait = 0; form && wait < 50 && !form.matches(':state(ready)'); wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (form) await act(form);
  };

const send = use(async (form) => {
  form.prefill(filled);
  await form.submit();
});

export const Portal: Story = {};
export const PortalFilled: Story = { play: use((form) => form.prefill(filled)) };
/** A picture and a log are chosen; an empty file is not taken. */
export const Files: Story = {
  decorators: [deskWith({ files: { maxSize: 10_000_000 } })],
  play: use(async (form) => {
    form.prefill(filled);
    await chooseFiles(form, [
      new File([new Uint8Array(1_250_000)], 'screen.png', { type: 'image/png' }),
      new File(['The line is down.'], 'vpn.log', { type: 'text/plain' }),
      new File([], 'empty.txt', { type: 'text/plain' }),
    ]);
  }),
};

export const Agent: Story = {
  args: { mode: 'agent' },
  play: use((form) => form.prefill({ ...filled, category: 'Network' })),
};

/** A backend with fields of its own, of which one depends on another and one is only shown. */
export const FieldsOfTheBackend: Story = {
  args: { mode: 'agent' },
  decorators: [
    deskWith({
      description: {
        create: [
          {
            name: 'service',
            kind: 'ref',
            choices: [
              { id: 'm1', label: 'E-mail', hint: 'Berlin' },
              { id: 'm2', label: 'E-mail', hint: 'Kassel' },
            ],
          },
          {
            name: 'site',
            kind: 'text',
            custom: true,
            label: 'Site',
            choices: [
              { id: 'b', label: 'Berlin' },
              { id: 'k', label: 'Kassel' },
            ],
          },
          {
            name: 'room',
            kind: 'text',
            custom: true,
            label: 'Room',
            dependsOn: 'site',
            choices: [
              { id: 'b1', label: 'B 1', when: ['b'] },
              { id: 'k1', label: 'K 1', when: ['k'] },
            ],
          },
          { name: 'contract', kind: 'text', custom: true, label: 'Contract', readOnly: true },
        ],
        edit: [],
      },
    }),
  ],
  play: use((form) => form.prefill({ ...filled, custom: { contract: 'Gold' } })),
};

/** A backend that knows few fields: the others are not shown. */
export const FewFields: Story = {
  decorators: [
    deskWith({
      traits: {
        fields: {
          title: allFields.title,
          description: allFields.description,
          impact: allFields.impact,
          urgency: allFields.urgency,
        },
      },
    }),
  ],
};

export const WithFaults: Story = { play: use((form) => form.submit()) };

/** The backend refuses, and says where. */
export const Refused: Story = {
  decorators: [
    deskWith({
      prepare: (adapter) =>
        adapter.always('create', {
          fail: new IncidentError('validation', 'The ticket was not created.', {
            issues: [
              { path: 'title', code: 'vendor', message: 'Name the building in the subject.' },
              { path: 'queue', code: 'vendor', message: 'The queue is closed today.' },
            ],
          }),
        }),
    }),
  ],
  play: send,
};

export const Logged: Story = { play: send };
export const Sending: Story = { decorators: [deskWith({ delay: Infinity, only: ['create'] })], play: send };
export const Offline: Story = {
  decorators: [deskWith({ prepare: (adapter) => adapter.always('create', { fail: noNetwork() }) })],
  play: send,
};
export const SignedOut: Story = {
  decorators: [deskWith({ prepare: (adapter) => adapter.always('create', { fail: signedOut() }) })],
  play: send,
};
export const Unclear: Story = {
  decorators: [
    deskWith({
      traits: { idempotency: 'none' },
      prepare: (adapter) => adapter.always('create', { lose: lostAnswer() }),
    }),
  ],
  play: send,
};

/** The backend takes no incidents from here. */
export const Empty: Story = { decorators: [deskWith({ without: ['create'] })] };
export const Loading: Story = { decorators: [startingDesk] };
export const Disabled: Story = { args: { disabled: true } };

/** In a form of the page, which is sent after the incident has been logged. */
export const InAHostForm: Story = {
  args: { submitWithForm: true },
  decorators: [(story) => html`<form @submit=${(event: Event) => event.preventDefault()}>${story()}</form>`],
};

export const WithSlots: Story = {
  render: () =>
    html`<incident-form>
      <span slot="heading">Something is broken?</span>
      <span slot="intro">The service desk is here from 7 to 19.</span>
      <p slot="extra">Photographs help: mail them to the number you get.</p>
      <p slot="success">Meanwhile, look at the status page.</p>
    </incident-form>`,
};

export const Narrow: Story = { decorators: [narrow] };
export const German: Story = { decorators: [deskWith({ lang: 'de' })], play: use((form) => form.submit()) };
export const Arabic: Story = {
  decorators: [deskWith({ lang: 'ar' })],
  play: use((form) => form.prefill(filled)),
};
/** Outside any desk it says which tag is missing. */
export const WithoutDesk: Story = {
  decorators: [
    (story) => html`<div @context-request=${(event: Event) => event.stopPropagation()}>${story()}</div>`,
  ],
};
