import { html } from '@open-wc/testing';

import '../../src/define/incident-sla-clock.js';
import type { IncidentSlaClock } from '../../src/elements/incident-sla-clock/incident-sla-clock.js';
import { treesOf } from '../support/tree.js';
import { held, inWorld, late, running, shown, solved } from './world.js';
import type { WorldSetup } from './world.js';

const clock = async (id: string, { compact = false, ...setup }: WorldSetup & { compact?: boolean } = {}) => {
  const { element } = await inWorld<IncidentSlaClock>(
    'incident-sla-clock',
    html`<incident-sla-clock incident-id=${id} ?compact=${compact}></incident-sla-clock>`,
    setup,
  );
  return element;
};

treesOf('incident-sla-clock', {
  'clocks that run': () => clock(running.id),
  'why a clock stands where it stands': async () => {
    const element = await clock(running.id);
    [...element.shadowRoot!.querySelectorAll<HTMLElement>('.popover-button')].at(-1)!.click();
    await shown(element, 'table');
    return element;
  },
  'a paused clock': () => clock(held.id),
  'clocks that are late': () => clock(late.id),
  'clocks of a resolved incident': () => clock(solved.id),
  'compact, running': () => clock(running.id, { compact: true }),
  'compact, paused': () => clock(held.id, { compact: true }),
  'compact, late': () => clock(late.id, { compact: true }),
  'without a target': () => clock(running.id, { policy: {} }),
  'clocks that are late, in Arabic': () => clock(late.id, { lang: 'ar' }),
});
