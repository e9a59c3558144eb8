import '../ui/context-root.js';
import { IncidentKpiCard } from '../elements/incident-kpi-card/incident-kpi-card.js';
import { define } from './define.js';

define('incident-kpi-card', IncidentKpiCard);
