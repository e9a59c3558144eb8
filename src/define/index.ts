import './incident-desk.js';
import './incident-form.js';
import './incident-kpi-card.js';
import './incident-list.js';
import './incident-outbox.js';
import './incident-priority-matrix.js';
import './incident-timeline.js';
