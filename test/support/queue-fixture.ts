import { fixture, html } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-list.js';
import type { Description } from '../../src/adapters/adapter.js';
import type { Incident, Ref } from '../../src/core/incident.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import { settled } from './desk-fixture.js';
import { incident, scriptedAdapter } from './scripted-adapter.js';
import type { ScriptedOptions } from './scripted-adapter.js';

export const now = Date.UTC(2026, 2, 27, 9, 30);
export const minute = 60_000;

/** The nth incident of a queue: the higher the number, the longer ago it was changed. */
export const numbered = (n: number, part: Partial<Incident> = {}): Incident =>
  incident({
    id: `i${String(n)}`,
    number: `INC${String(n).padStart(4, '0')}`,
    title: `Number ${String(n)} does not work`,
    priority: 1 + (n % 5),
    status: { category: 'active' },
    loggedAt: now - n * 60 * minute,
    updatedAt: now - n * 10 * minute,
    ...part,
  });

export const many = (count: number): readonly Incident[] =>
  Array.from({ length: count }, (_, at) => numbered(at + 1));

/** A backend that offers these groups. */
export const described = (groups: readonly Ref[]): Description => ({
  create: [{ name: 'group', kind: 'ref', choices: groups }],
  edit: [],
});

export interface QueueSetup extends ScriptedOptions {
  readonly lang?: string;
  readonly user?: string;
  /** Of the list, by attribute name. Boolean attributes are the empty text. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Goes into the list. */
  readonly inside?: string;
  readonly persistence?: 'none' | 'indexeddb';
  readonly policy?: PolicyDefinition;
}

/** A list on a scripted backend, and what a person sees and does there. */
export async function queueOf(incidents: readonly Incident[], setup: QueueSetup = {}) {
  const {
    lang = 'en',
    user = 'elif',
    attributes = {},
    inside,
    persistence = 'none',
    policy,
    ...rest
  } = setup;
  const adapter = scriptedAdapter({ incidents, now: () => now, ...rest });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${policy}
      persistence=${persistence}
      user=${user}
      user-name="Elif Demir"
      lang=${lang}
      time-zone="Europe/Berlin"
      now="2026-03-27T09:30:00Z"
    ></incident-desk>`,
  );
  const element = document.createElement('incident-list');
  for (const [name, value] of Object.entries({ sort: '-updatedAt', ...attributes }))
    element.setAttribute(name, value);
  if (inside !== undefined) {
    const script = Object.assign(document.createElement('script'), {
      type: 'application/json',
      textContent: inside,
    });
    script.slot = 'views';
    element.append(script);
  }
  desk.append(element);
  const root = element.shadowRoot!;
  await settled(element);
  const rows = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.body .row-of')];
  const oneLine = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();
  return {
    adapter,
    desk,
    element,
    root,
    rows,
    find: <E extends HTMLElement = HTMLElement>(selector: string): E => {
      const found = root.querySelector<E>(selector);
      if (!found) throw new Error(`nothing matches ${selector}`);
      return found;
    },
    ids: (): string =>
      rows()
        .map((row) => row.dataset['id'])
        .join(' '),
    headings: (): readonly string[] =>
      [...root.querySelectorAll('.heading')].map((one) => oneLine(one.textContent)),
    text: (selector?: string): string =>
      oneLine((selector ? root.querySelector(selector) : root)?.textContent),
    /** The record that has the focus. */
    at: (): string | undefined => root.activeElement?.closest<HTMLElement>('.row-of')?.dataset['id'],
    /** Presses a key where the focus is; false when somebody has taken it. */
    press: (key: string, more: KeyboardEventInit = {}): boolean =>
      (root.activeElement ?? element).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
      ),
    /** Types into the filter as a person would, apart from the single keys. */
    filter: (text: string): void => {
      const field = root.querySelector<HTMLInputElement>('#filter')!;
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    },
  };
}

export type QueuePage = Awaited<ReturnType<typeof queueOf>>;

export type { IncidentList };
