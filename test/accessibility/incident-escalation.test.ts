import { html } from '@open-wc/testing';

import '../../src/define/incident-escalation.js';
import type { IncidentEscalation } from '../../src/elements/incident-escalation/incident-escalation.js';
import { treesOf } from '../support/tree.js';
import { inWorld, late, pushed, running, shown } from './world.js';

const ladder = async (id: string, lang = 'en') => {
  const { element } = await inWorld<IncidentEscalation>(
    'incident-escalation',
    html`<incident-escalation incident-id=${id}></incident-escalation>`,
    { lang },
  );
  return element;
};
const sheet =
  (step: string, submit = false) =>
  async (): Promise<Element> => {
    const element = await ladder(running.id);
    await pushed(element, step);
    const form = (await shown(element, 'form.sheet')) as HTMLFormElement;
    if (!submit) return form;
    form.requestSubmit();
    await shown(element, '[aria-invalid="true"]');
    return form;
  };

treesOf('incident-escalation', {
  'what fires next': () => ladder(running.id),
  'what is due already': () => ladder(late.id),
  'what comes next, in one line': async () => {
    const element = await ladder(running.id);
    element.compact = true;
    await element.updateComplete;
    return element;
  },
  'the sheet to hand over': sheet('Hand over …'),
  'the sheet to hand over, with what is missing': sheet('Hand over …', true),
  'the sheet to inform somebody': sheet('Inform …'),
  'the sheet to record what was done': sheet('Record that this was done …'),
  'what is due already, in Arabic': () => ladder(late.id, 'ar'),
});
