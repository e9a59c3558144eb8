import '../ui/context-root.js';
import './incident-priority-matrix.js';
import { IncidentRecord } from '../elements/incident-record/incident-record.js';
import { define } from './define.js';

define('incident-record', IncidentRecord);
