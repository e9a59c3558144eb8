import { html, waitUntil } from '@open-wc/testing';
import { nothing } from 'lit';

import '../../src/define/incident-form.js';
import '../../src/define/incident-priority-matrix.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import type { IncidentPriorityMatrix } from '../../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import { formAssociationSuite } from './form-association.js';
import { within } from '../support/desk-fixture.js';

formAssociationSuite({
  tag: 'incident-priority-matrix',
  markup: ({ name, required, form }) =>
    html`<incident-priority-matrix
      name=${name}
      ?required=${required === true}
      form=${form ?? nothing}
    ></incident-priority-matrix>`,
  fill: async (element) => {
    within(element, 'td[data-row="1"][data-column="0"]').click();
    await (element as unknown as IncidentPriorityMatrix).updateComplete;
    return '2/1';
  },
  inner: (element) => element.shadowRoot?.querySelector('td[tabindex="0"]') ?? null,
});

formAssociationSuite({
  tag: 'incident-form',
  markup: ({ name, required, form }) =>
    html`<incident-form name=${name} ?required=${required === true} form=${form ?? nothing}></incident-form>`,
  fill: async (element) => {
    const form = element as unknown as IncidentForm;
    form.prefill({ title: 'Mail is slow', impact: 2, urgency: 1 });
    await form.submit();
    await waitUntil(() => form.value !== '', 'a client id');
    await form.updateComplete;
    return form.value;
  },
  inner: (element) => element.shadowRoot?.querySelector('#title:not(:disabled), [part="panel"]') ?? null,
});
