import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import { matrixPresets } from '../src/core/priority/matrices.js';
import '../src/define/incident-priority-matrix.js';
import type { IncidentPriorityMatrix } from '../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import { incident } from '../test/support/scripted-adapter.js';
import { deskWith, narrow } from './fixtures/desk.js';

const queue = Array.from({ length: 60 }, (_, at) =>
  incident({ id: `INC${String(at)}`, impact: 1 + ((at * 7) % 3), urgency: 1 + ((at * at) % 3) }),
);

type Args = Pick<
  IncidentPriorityMatrix,
  | 'defaultValue'
  | 'preset'
  | 'mode'
  | 'label'
  | 'impactLabel'
  | 'urgencyLabel'
  | 'modifiers'
  | 'allowOverride'
  | 'required'
  | 'disabled'
  | 'readonly'
  | 'errorText'
  | 'name'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-priority-matrix',
  component: 'incident-priority-matrix',
  args: {
    defaultValue: '',
    preset: 'servicenow-3x3',
    mode: 'choose',
    label: '',
    impactLabel: '',
    urgencyLabel: '',
    modifiers: false,
    allowOverride: false,
    required: false,
    disabled: false,
    readonly: false,
    errorText: '',
    name: 'priority',
  },
  argTypes: {
    preset: { control: 'select', options: Object.keys(matrixPresets) },
    mode: { control: 'inline-radio', options: ['choose', 'heat'] },
  },
  decorators: [deskWith({ incidents: queue })],
  render: (args) =>
    html`<incident-priority-matrix
      value=${args.defaultValue}
      preset=${args.preset ?? ''}
      mode=${args.mode}
      label=${args.label}
      impact-label=${args.impactLabel}
      urgency-label=${args.urgencyLabel}
      error-text=${args.errorText}
      name=${args.name}
      ?modifiers=${args.modifiers}
      ?allow-override=${args.allowOverride}
      ?required=${args.required}
      ?disabled=${args.disabled}
      ?readonly=${args.readonly}
    ></incident-priority-matrix>`,
};
export default meta;

type Story = StoryObj<Args>;

/** Nothing is chosen yet. */
export const Empty: Story = {};

/** A cell is chosen; row and column are lit and the sentence says why. */
export const Chosen: Story = { args: { defaultValue: '1/2' } };

/** Facts that change the priority, line by line. */
export const WithModifiers: Story = {
  args: { modifiers: true, allowOverride: true },
  render: () =>
    html`<incident-priority-matrix
      value="1/2"
      modifiers
      allow-override
      .facts=${{ vip: true, hasWorkaround: true }}
    ></incident-priority-matrix>`,
};

/** A priority by hand keeps what the rules said. */
export const Overridden: Story = {
  render: () =>
    html`<incident-priority-matrix
      value="3/3"
      allow-override
      .override=${{ priority: 1, reason: 'The board is waiting for it' }}
    ></incident-priority-matrix>`,
};

export const FourByFour: Story = { args: { preset: 'seed-4x4', defaultValue: '2/2' } };
export const FiveByFive: Story = { args: { preset: 'glpi-5x5', defaultValue: '2/3' } };

/** The published example whose last row is not monotone. */
export const FourByFive: Story = { args: { preset: 'jsm-4x5-example', defaultValue: '4/4' } };

export const Readonly: Story = { args: { defaultValue: '2/2', readonly: true } };
export const Disabled: Story = { args: { defaultValue: '2/2', disabled: true } };

/** With a message of the form around it. */
export const Invalid: Story = {
  args: { required: true, errorText: 'Choose how bad it is and how soon it has to be solved.' },
};

/** A matrix that cannot be used says which names there are. */
export const UnknownPreset: Story = { args: { preset: 'three-by-two' } };

export const HeatMap: Story = { args: { mode: 'heat' } };
export const HeatMapEmpty: Story = { args: { mode: 'heat' }, decorators: [deskWith()] };
export const HeatMapLoading: Story = {
  args: { mode: 'heat' },
  decorators: [deskWith({ delay: Infinity, only: ['list'] })],
};
export const HeatMapError: Story = {
  args: { mode: 'heat' },
  decorators: [deskWith({ fail: 'unavailable', only: ['list'] })],
};

/** Five columns in 280 pixels: each row carries its head above its cells. */
export const Narrow: Story = { args: { preset: 'glpi-5x5', defaultValue: '2/3' }, decorators: [narrow] };

export const German: Story = {
  args: { preset: 'seed-4x4', defaultValue: '1/3', modifiers: true },
  decorators: [deskWith({ lang: 'de' })],
};

export const Arabic: Story = {
  args: { preset: 'seed-4x4', defaultValue: '2/1', modifiers: true },
  decorators: [deskWith({ lang: 'ar' })],
};
