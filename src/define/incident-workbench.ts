import '../ui/context-root.js';
import './incident-escalation.js';
import './incident-lifecycle.js';
import './incident-list.js';
import './incident-priority-matrix.js';
import './incident-record.js';
import './incident-sla-clock.js';
import './incident-timeline.js';
import { IncidentWorkbench } from '../elements/incident-workbench/incident-workbench.js';
import { define } from './define.js';

define('incident-workbench', IncidentWorkbench);
