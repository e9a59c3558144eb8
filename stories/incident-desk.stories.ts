import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

import '../src/define/incident-desk.js';
import '../src/define/incident-form.js';
import '../src/define/incident-priority-matrix.js';

interface DeskArguments {
  adapter?: string;
  baseUrl?: string;
  user?: string;
  userName?: string;
  policy?: string;
  timeZone?: string;
  theme?: 'light' | 'dark';
  persistence?: 'indexeddb' | 'none';
  now?: string;
}

const desk = (given: DeskArguments) => html`
  <incident-desk
    adapter=${ifDefined(given.adapter)}
    base-url=${ifDefined(given.baseUrl)}
    user=${ifDefined(given.user)}
    user-name=${ifDefined(given.userName)}
    policy=${ifDefined(given.policy)}
    time-zone=${ifDefined(given.timeZone)}
    theme=${ifDefined(given.theme)}
    persistence=${ifDefined(given.persistence)}
    now=${ifDefined(given.now)}
  >
    <incident-form></incident-form>
  </incident-desk>
`;

/** A desk has no look of its own; each story shows what the elements inside make of it. */
const meta: Meta<DeskArguments> = {
  title: 'Elements/incident-desk',
  component: 'incident-desk',
  render: desk,
  args: { adapter: 'local', baseUrl: 'story' },
  argTypes: {
    theme: { control: 'inline-radio', options: [undefined, 'light', 'dark'] },
    persistence: { control: 'inline-radio', options: [undefined, 'indexeddb', 'none'] },
  },
};

export default meta;
type Story = StoryObj<DeskArguments>;

/** Everything stays in this browser. */
export const Local: Story = {};

/** Where the page wants it so, or the browser refuses storage, the elements say that they keep nothing. */
export const KeepsNothing: Story = { args: { persistence: 'none' }, tags: ['keeps-nothing'] };

/** The elements inside say what the portal's owner has to add. */
export const WithoutAdapter: Story = { args: { adapter: undefined, baseUrl: undefined } };

/** A preset nobody has written. */
export const UnknownPreset: Story = { args: { adapter: 'nonsense' } };

/** An element elsewhere on the page names the desk by its id. */
export const ElementElsewhere: Story = {
  render: () => html`
    <incident-desk id="story-desk" adapter="local" base-url="story-elsewhere"></incident-desk>
    <incident-priority-matrix desk="story-desk"></incident-priority-matrix>
  `,
};

/** An element without any desk names the tag to add. */
export const NoDeskAtAll: Story = { render: () => html`<incident-form></incident-form>` };
