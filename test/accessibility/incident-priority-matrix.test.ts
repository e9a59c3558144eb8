import { html } from '@open-wc/testing';

import '../../src/define/incident-priority-matrix.js';
import type { IncidentPriorityMatrix } from '../../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import { treesOf } from '../support/tree.js';
import { inWorld } from './world.js';

const matrix = async (given: Partial<IncidentPriorityMatrix>, lang = 'en') => {
  const element = Object.assign(document.createElement('incident-priority-matrix'), given);
  await inWorld<IncidentPriorityMatrix>('incident-priority-matrix', html`${element}`, { lang });
  return element;
};

treesOf('incident-priority-matrix', {
  'nothing chosen, and it has to be': () => matrix({ required: true }),
  'a chosen cell': () => matrix({ value: '1/2' }),
  'a chosen cell, with facts and a priority by hand': () =>
    matrix({
      value: '1/2',
      modifiers: true,
      allowOverride: true,
      facts: { vip: true },
      override: { priority: 3, reason: 'Agreed with the caller' },
    }),
  'a message': () => matrix({ errorText: 'Choose both.' }),
  'only to be read': () => matrix({ value: '1/2', readonly: true }),
  disabled: () => matrix({ value: '1/2', disabled: true }),
  'the heat map': () => matrix({ mode: 'heat' }),
  'a chosen cell, in Arabic': () => matrix({ value: '1/2' }, 'ar'),
});
