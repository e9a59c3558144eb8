/** Each element as full as it gets: what stands in a sheet, a table and an error has to be seen by everybody too. */
import { html } from '@open-wc/testing';

import '../../src/define/index.js';
import { press } from '../support/desk-fixture.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import { inWorld, late, pushed, running, shown } from './world.js';
import type { WorldSetup } from './world.js';

type Show = (setup: WorldSetup) => Promise<Element>;

const plain =
  (tag: string, given: object = {}): Show =>
  async (setup) => {
    const element = Object.assign(document.createElement(tag), given);
    await inWorld(tag, html`${element}`, setup);
    return element;
  };

/** The same after a button was pressed. */
const after =
  (show: Show, words: string, selector: string): Show =>
  async (setup) => {
    const element = await show(setup);
    if (element.localName === 'incident-lifecycle') await pushed(element, 'More');
    await pushed(element, words);
    const sheet = await shown(element, selector);
    if (sheet instanceof HTMLFormElement) sheet.requestSubmit();
    return element;
  };

const list = plain('incident-list', { views: 'mine open', view: 'open', columns: 'category caller' });
const onKey =
  (key: string, selector: string): Show =>
  async (setup) => {
    const element = (await list(setup)) as IncidentList;
    const row = await shown(element, '.body .row-of');
    row.focus();
    press(row, key);
    await shown(element, selector);
    return element;
  };

const incidentId = running.id;
const lifecycle = plain('incident-lifecycle', { incidentId });
const record = plain('incident-record', { incidentId });
const escalation = plain('incident-escalation', { incidentId });

/** Scenes by name; each gives the element that is looked at. */
export const everyElement: Readonly<Record<string, Show>> = {
  'the form for callers': plain('incident-form'),
  'the form for agents': plain('incident-form', { mode: 'agent' }),
  'the matrix with facts and a reason': plain('incident-priority-matrix', {
    value: '1/2',
    modifiers: true,
    allowOverride: true,
    override: { priority: 3, reason: '' },
  }),
  'the heat map': plain('incident-priority-matrix', { mode: 'heat' }),
  'the timeline': plain('incident-timeline', { incidentId }),
  'a figure': plain('incident-kpi-card', { kpi: 'mttr' }),
  'the queue': list,
  'the queue with its sheet of keys': onKey('?', '#keys'),
  'the queue with a step’s sheet': onKey('h', '.sheet'),
  'the record': record,
  'the record in short': plain('incident-record', { incidentId, compact: true }),
  'the record with its title being edited': after(record, 'Edit: Title', '.editor'),
  'the record with its priority being edited': after(record, 'Edit: Priority', '.editor'),
  'the record with a link’s sheet': after(record, 'Add a link', 'form.sheet'),
  'the record with a task’s sheet': after(record, 'Add a task', 'form.sheet'),
  'the steps with the sheet to resolve': after(lifecycle, 'Resolve', 'form.sheet'),
  'the steps with the sheet to hand over': after(lifecycle, 'Hand over', 'form.sheet'),
  'the clocks': plain('incident-sla-clock', { incidentId: late.id }),
  'the ladder': plain('incident-escalation', { incidentId: late.id }),
  'the ladder in one line': plain('incident-escalation', { incidentId: late.id, compact: true }),
  'the ladder with the sheet to hand over': after(escalation, 'Hand over …', 'form.sheet'),
  'the trend': plain('incident-trend', { kpi: 'volume', period: 'P14D', by: 'week' }),
  'the trend as a table': plain('incident-trend', { kpi: 'volume', period: 'P14D', by: 'week', table: true }),
  'the parts of a trend': plain('incident-trend', { kpi: 'ageing' }),
  'the outbox': plain('incident-outbox'),
  'the workbench': async (setup) => {
    const { desk, element } = await inWorld(
      'incident-workbench',
      html`<incident-workbench></incident-workbench>`,
      setup,
    );
    desk.select(incidentId);
    await shown(element, 'incident-timeline');
    return element;
  },
};
