import { html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-workbench.js';
import type { IncidentWorkbench } from '../../src/elements/incident-workbench/incident-workbench.js';
import { settled, within } from '../support/desk-fixture.js';
import { treesOf } from '../support/tree.js';
import { inWorld, running, shown } from './world.js';
import type { WorldSetup } from './world.js';

const workbench = async (chosen: string | undefined, setup: WorldSetup = {}) => {
  const { desk, element } = await inWorld<IncidentWorkbench>(
    'incident-workbench',
    html`<incident-workbench></incident-workbench>`,
    setup,
  );
  const list = within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
  await settled(list);
  await shown(list, '.body .row-of');
  // The panes follow the width one frame later.
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  if (chosen === undefined) return element;
  desk.select(chosen);
  await shown(element, 'incident-timeline');
  const record = within<HTMLElementTagNameMap['incident-record']>(element, 'incident-record');
  await waitUntil(() => record.shadowRoot!.querySelector('[data-section="tasks"]') !== null);
  return element;
};

treesOf('incident-workbench', {
  'three panes, nothing chosen': () => workbench(undefined),
  'three panes, one chosen': () => workbench(running.id),
  'one pane, one chosen': async () => within(await workbench(running.id, { width: '360px' }), '.incident'),
  'who has what': async () => {
    const element = await workbench(undefined);
    within<HTMLDetailsElement>(element, '.workload-of').open = true;
    return (await shown(element, 'table.workload')).closest('details')!;
  },
  'one chosen, in Arabic': async () => within(await workbench(running.id, { lang: 'ar' }), '.incident'),
});
