import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/incident-list.js';
import type { IncidentList } from '../src/elements/incident-list/incident-list.js';
import { IncidentError } from '../src/core/errors.js';
import { incident } from '../test/support/scripted-adapter.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { present, queue } from './fixtures/history.js';

type Args = Pick<
  IncidentList,
  | 'status'
  | 'limit'
  | 'sort'
  | 'groupBy'
  | 'columns'
  | 'filter'
  | 'view'
  | 'views'
  | 'callers'
  | 'userGroups'
  | 'selected'
  | 'noSearch'
  | 'readOnly'
  | 'compact'
>;

const meta: Meta<Args> = {
  title: 'Elements/incident-list',
  component: 'incident-list',
  args: {
    status: 'open',
    limit: 50,
    sort: 'risk',
    groupBy: '',
    columns: '',
    filter: '',
    views: '',
    userGroups: '',
    noSearch: false,
    readOnly: false,
    compact: false,
  },
  argTypes: {
    selected: { control: 'text' },
    view: { control: 'text' },
    callers: { control: 'text' },
    limit: { control: { type: 'number', min: 1, max: 500 } },
  },
  render: (args) =>
    html`<incident-list
      status=${args.status}
      limit=${args.limit}
      sort=${args.sort}
      group-by=${args.groupBy}
      columns=${args.columns}
      filter=${args.filter}
      view=${args.view ?? nothing}
      views=${args.views}
      callers=${args.callers ?? nothing}
      user-groups=${args.userGroups}
      selected=${args.selected ?? nothing}
      ?no-search=${args.noSearch}
      ?read-only=${args.readOnly}
      ?compact=${args.compact}
    ></incident-list>`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: queue(80) };

/** The element once it has something to show, and what a person presses there. */
async function listIn(canvas: HTMLElement): Promise<IncidentList> {
  const list = canvas.querySelector('incident-list');
  for (let wait = 0; list && wait < 100 && !list.shadowRoot?.querySelector('.row-of'); wait++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (!list) throw new Error('no list');
  return list;
}
const press = (list: IncidentList, selector: string): void =>
  list.shadowRoot?.querySelector<HTMLElement>(selector)?.click();

export const Ready: Story = { args: { selected: 'q4' }, decorators: [deskWith(data)] };

/** Saved views with counts, groups by risk, further cells: a service desk's own page. */
export const Queue: Story = {
  args: {
    view: 'open',
    views: 'mine unassigned my-groups new breaching major stale open all',
    userGroups: 'Network operations',
    groupBy: 'risk',
    columns: 'category updatedAt',
  },
  decorators: [deskWith(data)],
};

/** Views of one's own, as data in the page. */
export const OwnViews: Story = {
  args: { view: 'network' },
  render: ({ view }) =>
    html`<incident-list view=${view ?? nothing}
      ><script type="application/json" slot="views">
        [
          "open",
          {
            "id": "network",
            "label": { "en": "Network, urgent", "de": "Netz, dringend", "ar": "الشبكة، عاجل" },
            "query": "status:open category:Network priority:1,2,3",
            "sort": "-updatedAt"
          }
        ]
      </script></incident-list
    >`,
  decorators: [deskWith(data)],
};

export const WrongViews: Story = { args: { views: 'mine yours' }, decorators: [deskWith(data)] };

export const Filtered: Story = {
  args: { filter: 'priority:1,2 -category:Network mail' },
  decorators: [deskWith(data)],
};

/** What is typed and means nothing is said in place. */
export const NotUnderstood: Story = {
  args: { filter: 'colour:red priority:high status:open' },
  decorators: [deskWith(data)],
};

export const NothingFits: Story = { args: { filter: 'status:open zebra' }, decorators: [deskWith(data)] };

/** The backend cannot be asked this, and has more than is loaded. */
export const FilteredHere: Story = {
  args: { status: 'all', filter: 'assignee:none idle:>1d', limit: 20 },
  decorators: [deskWith(data)],
};

export const Grouped: Story = { args: { groupBy: 'priority' }, decorators: [deskWith(data)] };

export const Ticked: Story = {
  decorators: [deskWith(data)],
  play: async ({ canvasElement }) => press(await listIn(canvasElement), '.all'),
};

export const AsksForAStep: Story = {
  decorators: [deskWith(data)],
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    press(list, '.all');
    await list.updateComplete;
    press(list, '[data-action="hold"]');
  },
};

/** One of the steps is refused by the backend. */
export const Results: Story = {
  decorators: [
    deskWith({
      ...data,
      prepare: (adapter) =>
        adapter.script('update', { fail: new IncidentError('refused', 'Close its tasks first.') }),
    }),
  ],
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    press(list, '.all');
    await list.updateComplete;
    press(list, '[data-action="take"]');
  },
};

export const StepsOfALine: Story = {
  decorators: [deskWith(data)],
  play: async ({ canvasElement }) => press(await listIn(canvasElement), '.menu-button'),
};

export const Keys: Story = {
  decorators: [deskWith(data)],
  play: async ({ canvasElement }) => press(await listIn(canvasElement), '#key-button'),
};

export const CommandPalette: Story = {
  args: { views: 'mine open' },
  decorators: [deskWith(data)],
  play: async ({ canvasElement }) => {
    const row = (await listIn(canvasElement)).shadowRoot?.querySelector('.row-of');
    row?.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'k',
        ctrlKey: true,
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
  },
};

/** A colleague has changed something while a pointer is over the list. */
export const UnderTheHand: Story = {
  args: { sort: 'priority' },
  decorators: [
    deskWith({
      ...data,
      prepare: (adapter) => setTimeout(() => adapter.change('q4', { priority: 1 }), 1_500),
    }),
  ],
  play: async ({ canvasElement }) => {
    const list = await listIn(canvasElement);
    list.shadowRoot?.querySelector('.grid')?.dispatchEvent(new PointerEvent('pointerenter'));
  },
};

/** Somebody's own incidents in a portal: to look at, without anything to do. */
export const OwnIncidents: Story = {
  args: { callers: 'me', status: 'all', sort: '-loggedAt', noSearch: true },
  decorators: [
    deskWith({
      incidents: queue(8).map((one, at) => ({
        ...one,
        caller: at % 2 ? { id: 'elif', name: 'Elif Demir' } : { id: 'bruno', name: 'Bruno Kraft' },
      })),
    }),
  ],
};

export const ReadOnly: Story = { args: { readOnly: true }, decorators: [deskWith(data)] };

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
