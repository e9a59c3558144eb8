/** One small service desk for everything a screen reader is told: the same people, incidents and moment in each scene. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/incident-desk.js';
import arabic from '../../src/locales/ar.js';
import { registerLocale } from '../../src/ui/languages.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { choicePage } from '../../src/adapters/choices.js';
import type { Incident } from '../../src/core/incident.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { PageRequest } from '../../src/core/query.js';
import type { Relation } from '../../src/core/relation.js';
import type { Task } from '../../src/core/task.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { settled } from '../support/desk-fixture.js';
import { entriesOf } from '../support/entries.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter, ScriptedOptions } from '../support/scripted-adapter.js';

const minute = 60_000;
const hour = 60 * minute;

/** Friday, 27 March 2026, half past ten in Berlin. */
export const now = Date.parse('2026-03-27T09:30:00Z');

const elif = { id: 'elif', name: 'Elif Demir' };
const bruno = { id: 'bruno', name: 'Bruno Kraft' };
const ruth = { id: 'ruth', name: 'Ruth Amsel', vip: true };
const network = { id: 'network', label: 'Network' };
const mail = { id: 'mail', label: 'E-mail' };

/** Somebody works on it, and four hours are promised. */
export const running: Incident = incident({
  id: 'running',
  number: 'INC0000101',
  title: 'Mail from outside does not arrive',
  description: 'Since eight this morning.\nMail within the house arrives.',
  status: { category: 'active' },
  priority: 2,
  impact: 1,
  urgency: 2,
  caller: ruth,
  assignee: elif,
  group: network,
  service: mail,
  category: 'Network',
  loggedAt: now - 3 * hour,
  updatedAt: now - 20 * minute,
  acknowledgedAt: now - 2.9 * hour,
  firstResponseAt: now - 2.9 * hour,
  pauses: [{ from: now - 2 * hour, to: now - 90 * minute, reason: 'awaiting-vendor' }],
  url: 'https://desk.example/tickets/101',
});

export const late: Incident = {
  ...running,
  id: 'late',
  number: 'INC0000102',
  title: 'Nobody can sign in',
  description: '',
  status: { category: 'new' },
  priority: 1,
  urgency: 1,
  assignee: undefined,
  loggedAt: now - 5 * hour,
  updatedAt: now - 5 * hour,
  acknowledgedAt: undefined,
  firstResponseAt: undefined,
  pauses: [],
  major: true,
};

export const held: Incident = {
  ...running,
  id: 'held',
  number: 'INC0000103',
  title: 'A printer jams',
  status: { category: 'paused' },
  priority: 3,
  impact: 2,
  assignee: bruno,
  holdReason: 'awaiting-caller',
  pauses: [{ from: now - hour, reason: 'awaiting-caller' }],
};

export const solved: Incident = {
  ...running,
  id: 'solved',
  number: 'INC0000104',
  title: 'The screen in room 4 stays black',
  status: { category: 'resolved' },
  priority: 4,
  impact: 3,
  resolvedAt: now - hour,
  updatedAt: now - hour,
  resolution: { type: 'permanent', code: 'solved', notes: 'The cable was loose.' },
};

const entry = entriesOf('running', now, elif);

/** What has happened to the running incident. */
export const entries = [
  entry('e1', 12, { author: bruno, text: 'The gateway is back. Please try again.' }),
  entry('e2', 20, { kind: 'status', changes: [{ field: 'status', from: 'paused', to: 'active' }] }),
  entry('e3', 31, {
    kind: 'work-note',
    visibility: 'internal',
    author: bruno,
    text: 'The queue on relay-2 was full.',
  }),
  entry('e4', 55, { kind: 'change', changes: [{ field: 'impact', from: 'Medium', to: 'High' }] }),
  entry('e5', 90, { author: ruth, occurredAt: now - 150 * minute, text: 'Nothing arrives from outside.' }),
  entry('e6', 180, { kind: 'created' }),
];

const relations: readonly Relation[] = [
  { kind: 'parent', id: late.id, number: late.number, title: late.title, status: late.status },
  {
    kind: 'problem',
    id: 'P9',
    number: 'PRB0009',
    title: 'Firmware of the gateway',
    url: 'https://desk.example/p/9',
  },
];

const tasks: readonly Task[] = [
  { id: 't1', title: 'Ping the gateway', kind: 'check', state: 'done', owner: bruno, result: 'No loss.' },
  {
    id: 't2',
    title: 'Read the queue',
    kind: 'check',
    state: 'active',
    group: network,
    dueAt: now + 20 * minute,
  },
  { id: 't3', title: 'Restart the delivery', kind: 'step', state: 'open' },
];

/** The rules of the house: office hours in Berlin, targets that count in them, and somebody to call. */
export const policy: PolicyDefinition = {
  id: 'house',
  version: '1',
  calendars: [
    {
      id: 'Office hours',
      timeZone: 'Europe/Berlin',
      hours: {
        mon: [['08:00', '17:00']],
        tue: [['08:00', '17:00']],
        wed: [['08:00', '17:00']],
        thu: [['08:00', '17:00']],
        fri: [['08:00', '17:00']],
      },
    },
  ],
  categories: [
    { id: 'Network', label: 'Network', checks: [{ title: 'Ping the gateway', group: 'network' }] },
    { id: 'Hardware', label: 'Hardware' },
  ],
  targets: [
    { id: 'answer', kind: 'response', target: 'PT30M', unit: 'open-time', calendar: 'Office hours' },
    { id: 'resolve', kind: 'resolution', target: 'PT4H', unit: 'open-time', calendar: 'Office hours' },
  ],
  escalation: {
    contacts: [
      { role: 'group-lead', name: 'Anna Vogel', phone: '+49 30 5550 12', lastVerified: '2026-02-02' },
    ],
  },
};

const groups = [network, { id: 'desk', label: 'Service desk' }];
const people = [
  { id: 'bruno', label: 'Bruno Kraft', hint: 'Network' },
  { id: 'elif', label: 'Elif Demir', hint: 'Service desk' },
];

export interface WorldSetup extends ScriptedOptions {
  readonly lang?: string;
  readonly roles?: string;
  /** Of the desk. */
  readonly width?: string;
  readonly policy?: PolicyDefinition;
  readonly prepare?: (adapter: ScriptedAdapter) => Partial<Adapter> | void;
}

/** The scripted backend of that desk. */
export function backend(setup: WorldSetup = {}): ScriptedAdapter {
  const scripted = scriptedAdapter({
    incidents: [running, late, held, solved],
    entries,
    now: () => now,
    description: {
      create: [
        { name: 'service', kind: 'ref', choices: [mail, { id: 'print', label: 'Printing' }] },
        { name: 'category', kind: 'text', choices: [{ id: 'Network', label: 'Network' }] },
      ],
      edit: [],
    },
    ...setup,
    traits: { relations: { adds: ['parent', 'problem'], removes: ['parent', 'problem'] }, ...setup.traits },
  });
  let [links, list] = [relations, tasks];
  return Object.assign(
    scripted,
    {
      groups: (text: string, page: PageRequest) => Promise.resolve(choicePage(groups, text, page)),
      people: (text: string, page: PageRequest) => Promise.resolve(choicePage(people, text, page)),
      related: (id: string) => Promise.resolve(id === running.id ? links : []),
      relate(_: string, { id, gone }) {
        if (gone) links = links.filter((one) => one.id !== id);
        return Promise.resolve();
      },
      tasks: (id: string) => Promise.resolve(id === running.id ? list : []),
      saveTask(_: string, task: Task) {
        list = list.map((one) => (one.id === task.id ? task : one));
        return Promise.resolve(task);
      },
    } satisfies Partial<Adapter>,
    setup.prepare?.(scripted),
  );
}

/** A ready element in that desk. */
export async function inWorld<E extends HTMLElement & { readonly updateComplete: Promise<unknown> }>(
  tag: string,
  content: TemplateResult,
  setup: WorldSetup = {},
): Promise<{ desk: IncidentDesk; element: E; adapter: ScriptedAdapter }> {
  const adapter = backend(setup);
  const lang = setup.lang ?? 'en';
  // Its words are there from the first moment.
  if (lang === 'ar') registerLocale(lang, arabic);
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${setup.policy ?? policy}
      persistence="none"
      user="elif"
      user-name="Elif Demir"
      lang=${lang}
      dir=${lang === 'ar' ? 'rtl' : 'ltr'}
      time-zone="Europe/Berlin"
      now=${new Date(now).toISOString()}
      >${content}</incident-desk
    >`,
  );
  desk.style.display = 'block';
  // Fonts differ by machine: where there is room enough, what stands in a row does not depend on them.
  desk.style.inlineSize = setup.width ?? '2400px';
  const element = desk.querySelector<E>(tag)!;
  await settled(element);
  return { desk, element, adapter };
}

const oneLine = (text: string | null): string => (text ?? '').replaceAll(/\s+/gu, ' ').trim();

/** Presses a button by its name or words, once it is there. */
export async function pushed(host: Element, words: string): Promise<void> {
  const found = (): HTMLButtonElement | undefined =>
    [...host.shadowRoot!.querySelectorAll('button')].find((button) =>
      [button.ariaLabel, button.title, oneLine(button.textContent)].includes(words),
    );
  await waitUntil(() => found() !== undefined, `a button "${words}"`);
  found()!.focus();
  found()!.click();
}

/** Waits until something is there. */
export async function shown(host: Element, selector: string): Promise<HTMLElement> {
  await waitUntil(() => host.shadowRoot!.querySelector(selector) !== null, `it shows ${selector}`);
  return host.shadowRoot!.querySelector<HTMLElement>(selector)!;
}
