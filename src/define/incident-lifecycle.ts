import '../ui/context-root.js';
import { IncidentLifecycle } from '../elements/incident-lifecycle/incident-lifecycle.js';
import { define } from './define.js';

define('incident-lifecycle', IncidentLifecycle);
