import '../ui/context-root.js';
import { IncidentPriorityMatrix } from '../elements/incident-priority-matrix/incident-priority-matrix.js';
import { define } from './define.js';

define('incident-priority-matrix', IncidentPriorityMatrix);
