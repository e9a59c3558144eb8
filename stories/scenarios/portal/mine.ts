import type { IncidentLifecycle } from '../../../src/elements/incident-lifecycle/incident-lifecycle.js';
import type { IncidentList } from '../../../src/elements/incident-list/incident-list.js';
import type { IncidentTimeline } from '../../../src/elements/incident-timeline/incident-timeline.js';
import { part } from './settings.js';

/** The caller's own incidents, and below them what happens with the chosen one and what the caller can do with it. */
export function setUpMine(): void {
  const list = part<IncidentList>('mine');
  const detail = part('mine-detail');
  list.addEventListener('incident-selected', (event) => {
    // The service desk's page looks at an incident of its own.
    event.preventDefault();
    const { incidentId } = event.detail;
    part<IncidentTimeline>('mine-timeline').incidentId = incidentId;
    part<IncidentLifecycle>('mine-lifecycle').incidentId = incidentId;
    detail.hidden = false;
  });
  part('mine-close').addEventListener('click', () => {
    detail.hidden = true;
    list.focus();
  });
  part('person').addEventListener('change', () => {
    detail.hidden = true;
  });
}
