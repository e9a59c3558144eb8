import { html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import type { FileRules } from '../../src/core/file.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { treesOf } from '../support/tree.js';
import { chooseFiles } from '../support/choose-files.js';
import { inWorld, shown } from './world.js';

const form = async (given: Partial<IncidentForm> = {}, lang = 'en', files?: FileRules) => {
  const element = Object.assign(document.createElement('incident-form'), given);
  const { adapter } = await inWorld<IncidentForm>('incident-form', html`${element}`, {
    lang,
    ...(files ? { files } : {}),
  });
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
  'with files, one of them not taken': async () => {
    const { element } = await form({}, 'en', { maxSize: 1000 });
    await shown(element, '#files');
    chooseFiles(element, new File(['What it says'], 'screen.log'), new File([], 'empty.log'));
    await waitUntil(() => element.shadowRoot!.textContent.includes('1 file added'));
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
