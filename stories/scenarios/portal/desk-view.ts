import type { IncidentList } from '../../../src/elements/incident-list/incident-list.js';
import type { IncidentPriorityMatrix } from '../../../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import type { IncidentTimeline } from '../../../src/elements/incident-timeline/incident-timeline.js';
import { showIncident } from './routes.js';
import type { Route } from './routes.js';
import { onLanguage, part, texts } from './settings.js';

/** List and history side by side. Returns what to do when the address names an incident. */
export function setUpDeskView(): (route: Route) => void {
  const list = part<IncidentList>('queue');
  const timeline = part<IncidentTimeline>('timeline');
  const story = part('story');
  onLanguage(() => {
    part<IncidentPriorityMatrix>('heat').label = texts().heat;
  });
  list.addEventListener('incident-selected', ({ detail }) => {
    showIncident(detail.incidentId);
    // Below each other on a narrow page: bring what was asked for into view.
    if (story.getBoundingClientRect().top > window.innerHeight - 80) story.scrollIntoView({ block: 'start' });
  });
  return ({ view, incidentId }) => {
    if (view !== 'desk') return;
    timeline.hidden = incidentId === undefined;
    part('story-empty').hidden = incidentId !== undefined;
    if (incidentId === undefined) return;
    timeline.incidentId = incidentId;
    list.selected = incidentId;
  };
}

/** The caller's own incidents, and below them what happens with the chosen one. */
export function setUpMine(): void {
  const list = part<IncidentList>('mine');
  const detail = part('mine-detail');
  list.addEventListener('incident-selected', (event) => {
    part<IncidentTimeline>('mine-timeline').incidentId = event.detail.incidentId;
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
