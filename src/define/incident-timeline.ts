import '../ui/context-root.js';
import { IncidentTimeline } from '../elements/incident-timeline/incident-timeline.js';
import { define } from './define.js';

define('incident-timeline', IncidentTimeline);
