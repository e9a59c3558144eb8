import '../ui/context-root.js';
import { IncidentList } from '../elements/incident-list/incident-list.js';
import { define } from './define.js';

define('incident-list', IncidentList);
