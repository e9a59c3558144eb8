import '../ui/context-root.js';
import { IncidentEscalation } from '../elements/incident-escalation/incident-escalation.js';
import { define } from './define.js';

define('incident-escalation', IncidentEscalation);
