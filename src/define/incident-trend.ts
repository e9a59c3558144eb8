import '../ui/context-root.js';
import { IncidentTrend } from '../elements/incident-trend/incident-trend.js';
import { define } from './define.js';

define('incident-trend', IncidentTrend);
