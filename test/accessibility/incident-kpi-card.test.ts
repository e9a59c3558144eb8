import { html } from '@open-wc/testing';

import '../../src/define/incident-kpi-card.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentKpiCard } from '../../src/elements/incident-kpi-card/incident-kpi-card.js';
import { incident } from '../support/scripted-adapter.js';
import { treesOf } from '../support/tree.js';
import { inWorld, now } from './world.js';

const hour = 3_600_000;
const day = 24 * hour;

/** Eight hours on average in the last thirty days, ten in those before. */
const resolved: readonly Incident[] = [
  ...[4, 6, 8, 10, 12].map((hours, at) => ({ hours, daysAgo: at * 3 + 1 })),
  ...[8, 9, 10, 11, 12].map((hours, at) => ({ hours, daysAgo: at * 3 + 33 })),
].map(({ hours, daysAgo }, at) =>
  incident({
    id: `r${String(at)}`,
    number: `INC00${String(at)}`,
    status: { category: 'resolved' },
    loggedAt: now - daysAgo * day - hours * hour,
    acknowledgedAt: now - daysAgo * day - hours * hour + hour / 6,
    resolvedAt: now - daysAgo * day,
    updatedAt: now - daysAgo * day,
  }),
);

const card = async (given: Partial<IncidentKpiCard> = {}, incidents = resolved, lang = 'en') => {
  const element = Object.assign(document.createElement('incident-kpi-card'), { kpi: 'mttr' }, given);
  await inWorld<IncidentKpiCard>('incident-kpi-card', html`${element}`, { incidents, lang });
  return element;
};

treesOf('incident-kpi-card', {
  'a figure that got better': () => card({ target: 'PT9H' }),
  'its definition': async () => {
    const element = await card();
    element.shadowRoot!.querySelector<HTMLElement>('.popover-button')!.click();
    return element;
  },
  compact: () => card({ compact: true }),
  'nothing in the period': () => card({}, []),
  'a figure that got better, in Arabic': () => card({ target: 'PT9H' }, resolved, 'ar'),
});
