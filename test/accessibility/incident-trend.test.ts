import { html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-trend.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentTrend } from '../../src/elements/incident-trend/incident-trend.js';
import { incident } from '../support/scripted-adapter.js';
import { treesOf } from '../support/tree.js';
import { inWorld, now } from './world.js';

const hour = 3_600_000;
const day = 24 * hour;

/** Six resolved in this week, three in the one before, and three that are open. */
const some: readonly Incident[] = [
  ...[1, 2, 3, 4, 5, 6].map((hours) => ({ daysAgo: 1, hours })),
  ...[10, 20, 30].map((hours) => ({ daysAgo: 8, hours })),
].map(({ daysAgo, hours }, at) =>
  incident({
    id: `r${String(at)}`,
    number: `INC00${String(at)}`,
    status: { category: 'resolved' },
    category: 'Network',
    loggedAt: now - daysAgo * day - hours * hour,
    resolvedAt: now - daysAgo * day,
    updatedAt: now - daysAgo * day,
  }),
);
const open: readonly Incident[] = [2, 9, 12].map((daysAgo) =>
  incident({
    id: `o${String(daysAgo)}`,
    number: `INC1${String(daysAgo)}`,
    title: 'Mail does not arrive',
    status: { category: 'active' },
    category: 'Software',
    service: { id: 'mail', label: 'E-mail' },
    loggedAt: now - daysAgo * day,
    updatedAt: now - hour,
  }),
);

const trend = async (given: Partial<IncidentTrend> = {}, incidents = [...some, ...open], lang = 'en') => {
  const element = Object.assign(
    document.createElement('incident-trend'),
    { period: 'P14D', by: 'week' },
    given,
  );
  await inWorld<IncidentTrend>('incident-trend', html`${element}`, { incidents, lang });
  return element;
};

treesOf('incident-trend', {
  'the chart of what came and went': () => trend(),
  'the same as a table': () => trend({ table: true }),
  'a point that is chosen': async () => {
    const element = await trend();
    const [point] = element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[data-at]');
    point!.focus();
    point!.click();
    await waitUntil(() => element.shadowRoot!.querySelector('[data-at][aria-pressed="true"]') !== null);
    return element;
  },
  'how old what is open is': () => trend({ kpi: 'ageing' }),
  'the time to resolve': () => trend({ kpi: 'mttr' }),
  'what comes again and again': async () => {
    const element = await trend(
      { kpi: 'volume', by: 'category', period: 'P30D' },
      open.concat(
        some.map((one) => ({ ...one, category: 'Software', service: { id: 'mail', label: 'E-mail' } })),
      ),
    );
    return element;
  },
  'nothing in the period': () => trend({}, []),
  'the same as a table, in Arabic': () => trend({ table: true }, [...some, ...open], 'ar'),
});
