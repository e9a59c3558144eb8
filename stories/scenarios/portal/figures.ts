import type { IncidentKpiCard } from '../../../src/elements/incident-kpi-card/incident-kpi-card.js';
import { part, recall, remember } from './settings.js';

const periods = ['P7D', 'P30D'];

/**
 * One choice of the period for all cards.
 *
 * @returns what puts the cards in. A figure asks for every incident of its period, so a backend is asked only when
 *   somebody comes to see them.
 */
export function setUpFigures(): () => void {
  const choice = part<HTMLFieldSetElement>('period');
  const set = (period: string): void => {
    for (const card of part('cards').querySelectorAll<IncidentKpiCard>('incident-kpi-card'))
      card.period = period;
    for (const radio of choice.querySelectorAll('input')) radio.checked = radio.value === period;
  };
  choice.addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    remember('period', event.target.value);
    set(event.target.value);
  });
  // The incidents behind a figure are lines of the service desk.
  part('view-figures').addEventListener('incident-narrowed', ({ detail }) => {
    if (detail.kpi != null) location.hash = '#desk';
  });
  return () => {
    for (const id of ['#cards-later', '#trends-later']) {
      const later = document.querySelector<HTMLTemplateElement>(id);
      later?.replaceWith(later.content);
    }
    const period = recall('period');
    set(period !== undefined && periods.includes(period) ? period : 'P30D');
  };
}
