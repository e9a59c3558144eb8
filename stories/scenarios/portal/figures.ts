import type { IncidentKpiCard } from '../../../src/elements/incident-kpi-card/incident-kpi-card.js';
import { part, recall, remember } from './settings.js';

const periods = ['P7D', 'P30D'];

/** One choice of the period for all cards. */
export function setUpFigures(): void {
  const choice = part<HTMLFieldSetElement>('period');
  const kept = recall('period');
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
  set(kept !== undefined && periods.includes(kept) ? kept : 'P30D');
}
