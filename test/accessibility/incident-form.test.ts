import { html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { treesOf } from '../support/tree.js';
import { inWorld, shown } from './world.js';

const form = async (given: Partial<IncidentForm> = {}, lang = 'en') => {
  const element = Object.assign(document.createElement('incident-form'), given);
  const { adapter } = await inWorld<IncidentForm>('incident-form', html`${element}`, { lang });
  return { element, adapter };
};

treesOf('incident-form', {
  'for callers': async () => (await form()).element,
  'for agents': async () =>
    (await form({ mode: 'agent', data: { title: 'VPN', impact: 1, urgency: 1 } })).element,
  'with what is missing': async () => {
    const { element } = await form();
    await element.submit();
    await shown(element, '[aria-invalid="true"]');
    return element;
  },
  'after it was sent': async () => {
    const { element } = await form();
    element.prefill({ title: 'Mail is slow', impact: 1, urgency: 2 });
    await element.submit();
    await waitUntil(() => element.shadowRoot!.textContent.includes('INC0000005'));
    return element;
  },
  'for callers, in Arabic': async () => (await form({}, 'ar')).element,
});
