import { html } from '@open-wc/testing';

import '../../src/define/incident-record.js';
import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { treesOf } from '../support/tree.js';
import { inWorld, pushed, running, shown, solved } from './world.js';
import type { WorldSetup } from './world.js';

const record = async (id: string, setup: WorldSetup = {}) => {
  const { element, adapter } = await inWorld<IncidentRecord>(
    'incident-record',
    html`<incident-record incident-id=${id} roles=${setup.roles ?? 'analyst'}></incident-record>`,
    setup,
  );
  if (id === running.id) await shown(element, '[data-section="tasks"]');
  return { element, adapter };
};

/** What stands in place of a field, or a sheet. */
const pressed = (button: string, selector: string) => async (): Promise<Element> => {
  const { element } = await record(running.id);
  await pushed(element, button);
  return shown(element, selector);
};

treesOf('incident-record', {
  'everything known about one': async () => (await record(running.id)).element,
  'a resolved one': async () => (await record(solved.id)).element,
  'only to be read': async () => (await record(running.id, { roles: 'stakeholder' })).element,
  'the title, being edited': pressed('Edit: Title', 'form'),
  'who has it, being edited': pressed('Edit: Assigned to', 'form'),
  'the priority, being edited': pressed('Edit: Priority', 'form'),
  'the sheet to add a link': pressed('Add a link', 'form.sheet'),
  'the sheet to add a task': pressed('Add a task', 'form.sheet'),
  'a conflict in place': async () => {
    const { element, adapter } = await record(running.id);
    await pushed(element, 'Edit: Title');
    const field = (await shown(element, '#value')) as HTMLInputElement;
    adapter.change(running.id, { title: 'Mail is down everywhere' });
    await shown(element, '.editor p.note');
    field.value = 'Mail is down in Berlin';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await pushed(element, 'Save');
    await shown(element, 'table');
    return shown(element, 'header');
  },
  'everything known about one, in Arabic': async () => (await record(running.id, { lang: 'ar' })).element,
});
