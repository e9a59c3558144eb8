import '../ui/context-root.js';
import { IncidentSlaClock } from '../elements/incident-sla-clock/incident-sla-clock.js';
import { define } from './define.js';

define('incident-sla-clock', IncidentSlaClock);
