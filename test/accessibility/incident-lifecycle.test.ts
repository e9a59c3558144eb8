import { html } from '@open-wc/testing';

import '../../src/define/incident-lifecycle.js';
import type { IncidentLifecycle } from '../../src/elements/incident-lifecycle/incident-lifecycle.js';
import { treesOf } from '../support/tree.js';
import { held, inWorld, late, pushed, running, shown, solved } from './world.js';
import type { WorldSetup } from './world.js';

const bar = async (id: string, setup: WorldSetup & { readonly audience?: string } = {}) => {
  const { element } = await inWorld<IncidentLifecycle>(
    'incident-lifecycle',
    html`<incident-lifecycle
      incident-id=${id}
      audience=${setup.audience ?? ''}
      roles=${setup.roles ?? 'analyst'}
    ></incident-lifecycle>`,
    setup,
  );
  return element;
};

/** What a step asks for. */
const sheet =
  (id: string, step: string, setup: WorldSetup = {}) =>
  async (): Promise<HTMLElement> => {
    const element = await bar(id, setup);
    await pushed(element, setup.lang === 'ar' ? 'المزيد' : 'More');
    await pushed(element, step);
    return shown(element, 'form.sheet');
  };

treesOf('incident-lifecycle', {
  'a new incident that nobody has': () => bar(late.id),
  'an incident that is being worked on': () => bar(running.id),
  'all its steps, with what is not allowed now': async () => {
    const element = await bar(running.id);
    await pushed(element, 'More');
    return element;
  },
  'an incident on hold': () => bar(held.id),
  'a resolved incident, for its caller': () => bar(solved.id, { audience: 'caller', roles: 'caller' }),
  'the sheet to acknowledge': sheet(late.id, 'Acknowledge'),
  'the sheet to assign': sheet(running.id, 'Assign'),
  'the sheet to hand over': sheet(running.id, 'Hand over'),
  'the sheet to put on hold': sheet(running.id, 'Put on hold'),
  'the sheet to resolve, with open tasks': sheet(running.id, 'Resolve'),
  'the sheet to cancel': sheet(running.id, 'Cancel the incident'),
  'the sheet to make it a major incident': sheet(running.id, 'Make it a major incident'),
  'the sheet to propose a problem': sheet(running.id, 'Propose a problem'),
  'the sheet to close': sheet(solved.id, 'Close'),
  'the sheet to reopen': sheet(solved.id, 'Reopen'),
  'a sheet with what is missing': async () => {
    const element = await bar(running.id);
    await pushed(element, 'Hand over');
    const form = (await shown(element, 'form.sheet')) as HTMLFormElement;
    form.requestSubmit();
    await shown(element, '[aria-invalid="true"]');
    return form;
  },
  'the sheet to put on hold, in Arabic': sheet(running.id, 'وضع قيد الانتظار', { lang: 'ar' }),
  'nothing chosen': async () => {
    const { element } = await inWorld<IncidentLifecycle>(
      'incident-lifecycle',
      html`<incident-lifecycle></incident-lifecycle>`,
    );
    return element;
  },
});
