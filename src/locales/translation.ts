import type { checklist } from './en/checklist.js';
import type { common } from './en/common.js';
import type { fields } from './en/fields.js';
import type { files } from './en/files.js';
import type { escalation } from './en/incident-escalation.js';
import type { form } from './en/incident-form.js';
import type { kpi } from './en/incident-kpi-card.js';
import type { lifecycle } from './en/incident-lifecycle.js';
import type { list } from './en/incident-list.js';
import type { outbox } from './en/incident-outbox.js';
import type { matrix } from './en/incident-priority-matrix.js';
import type { record } from './en/incident-record.js';
import type { slaClock } from './en/incident-sla-clock.js';
import type { timeline } from './en/incident-timeline.js';
import type { trend } from './en/incident-trend.js';
import type { workbench } from './en/incident-workbench.js';
import type { improvement } from './en/improvement.js';
import type { tasks } from './en/tasks.js';
import type { workload } from './en/workload.js';

/** All words of a shipped language. English is the source: a word that a language lacks does not compile. */
export type Translation = typeof common &
  typeof fields &
  typeof files &
  typeof matrix &
  typeof form &
  typeof list &
  typeof timeline &
  typeof kpi &
  typeof outbox &
  typeof slaClock &
  typeof escalation &
  typeof lifecycle &
  typeof record &
  typeof workbench &
  typeof trend &
  typeof improvement &
  typeof tasks &
  typeof checklist &
  typeof workload;
