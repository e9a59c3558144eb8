import { html } from '@open-wc/testing';

import '../../src/define/incident-timeline.js';
import type { IncidentTimeline } from '../../src/elements/incident-timeline/incident-timeline.js';
import { treesOf } from '../support/tree.js';
import { chooseFiles } from '../support/choose-files.js';
import { inWorld, now, running, shown, solved } from './world.js';
import type { WorldSetup } from './world.js';

const timeline = async (given: Partial<IncidentTimeline> = {}, setup: WorldSetup = {}) => {
  const element = Object.assign(
    document.createElement('incident-timeline'),
    { incidentId: running.id },
    given,
  );
  await inWorld<IncidentTimeline>('incident-timeline', html`${element}`, setup);
  return element;
};

treesOf('incident-timeline', {
  'what happened, newest first': () => timeline(),
  'what happened, oldest first, without a heading': () =>
    timeline({ order: 'oldest-first', heading: 'none' }),
  'what a caller reads': () => timeline({ audience: 'caller' }),
  'an entry that waits to be sent': async () => {
    const never = new Promise<never>(() => undefined);
    const element = await timeline({}, { prepare: (one) => one.always('addEntry', { until: never }) });
    const words = element.shadowRoot!.querySelector('textarea')!;
    words.value = 'I look at it.';
    words.dispatchEvent(new Event('input', { bubbles: true }));
    element.shadowRoot!.querySelector<HTMLButtonElement>('form button[type="submit"]')!.click();
    return element;
  },
  'files that came, and files that are chosen': async () => {
    const element = await timeline(
      {},
      {
        files: {},
        entries: [
          {
            id: 'f',
            incidentId: running.id,
            kind: 'attachment',
            visibility: 'internal',
            occurredAt: now,
            recordedAt: now,
            author: { id: 'bruno', name: 'Bruno Kraft' },
            attachments: [
              { id: 'f1', name: 'relay-2.log', size: 48_300 },
              { id: 'f2', name: 'لقطة.png' },
            ],
          },
        ],
      },
    );
    await shown(element, '#files');
    chooseFiles(element, new File(['What it says'], 'screen.log'));
    await shown(element, '.chosen .kept');
    return element;
  },
  'nothing but the report': () => timeline({ incidentId: solved.id }),
  'what happened, in Arabic': () => timeline({}, { lang: 'ar' }),
});
