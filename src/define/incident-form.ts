import '../ui/context-root.js';
import './incident-priority-matrix.js';
import { IncidentForm } from '../elements/incident-form/incident-form.js';
import { define } from './define.js';

define('incident-form', IncidentForm);
