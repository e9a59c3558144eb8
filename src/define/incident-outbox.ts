import '../ui/context-root.js';
import { IncidentOutbox } from '../elements/incident-outbox/incident-outbox.js';
import { define } from './define.js';

define('incident-outbox', IncidentOutbox);
