import { html } from '@open-wc/testing';

import '../../src/define/incident-list.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import { press } from '../support/desk-fixture.js';
import { treesOf } from '../support/tree.js';
import { inWorld, shown } from './world.js';
import type { WorldSetup } from './world.js';

const list = async (given: Partial<IncidentList> = {}, setup: WorldSetup = {}) => {
  const element = Object.assign(
    document.createElement('incident-list'),
    { views: 'mine open', view: 'open' },
    given,
  );
  await inWorld<IncidentList>('incident-list', html`${element}`, setup);
  await shown(element, '.body .row-of');
  return element;
};
const firstRow = (element: IncidentList): HTMLElement =>
  element.shadowRoot!.querySelector<HTMLElement>('.body .row-of')!;

/** What a key on the first line opens. */
const onKey =
  (key: string, selector: string, more: KeyboardEventInit = {}) =>
  async (): Promise<HTMLElement> => {
    const element = await list();
    firstRow(element).focus();
    press(firstRow(element), key, more);
    return shown(element, selector);
  };

/** A part of the list. */
const part =
  (selector: string, given: Partial<IncidentList> = {}, setup: WorldSetup = {}) =>
  async (): Promise<HTMLElement> =>
    shown(await list(given, setup), selector);

treesOf('incident-list', {
  'the queue': () => list(),
  'a line that is open, and one that is ticked': async () => {
    const element = await list();
    element.selected = 'running';
    element.shadowRoot!.querySelectorAll<HTMLInputElement>('.row-of .tick')[1]!.click();
    return shown(element, '[role="grid"]');
  },
  'what is done with those that are ticked': async () => {
    const element = await list();
    element.shadowRoot!.querySelectorAll<HTMLInputElement>('.row-of .tick')[1]!.click();
    return shown(element, '.bulk');
  },
  'lines under headings, with further columns': part('[role="grid"]', {
    groupBy: 'assignee',
    columns: 'category caller',
  }),
  'a filter of chips': part('search, [role="search"]', { filter: 'priority:1,2 mail' }),
  'a filter that is not understood': part('search, [role="search"]', { filter: 'priorty:1' }),
  'the menu of a line': async () => {
    const element = await list();
    element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
    return shown(element, '[role="menu"]');
  },
  'the palette': onKey('k', '#palette', { ctrlKey: true }),
  'the sheet of keys': onKey('?', '#keys'),
  'the sheet to put on hold': onKey('h', '.sheet'),
  'the sheet to comment': onKey('c', '.sheet'),
  'the sheet to change the priority': onKey('p', '.sheet'),
  'nothing is open': async () => {
    const { element } = await inWorld<IncidentList>(
      'incident-list',
      html`<incident-list no-search></incident-list>`,
      {
        incidents: [],
      },
    );
    return element;
  },
  'the lines, in Arabic': part('[role="grid"]', {}, { lang: 'ar' }),
});
