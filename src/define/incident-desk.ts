import '../ui/context-root.js';
import { IncidentDesk } from '../elements/incident-desk/incident-desk.js';
import { define } from './define.js';

define('incident-desk', IncidentDesk);
