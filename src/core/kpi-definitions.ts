import { kpiFigures } from './kpi-figures.js';
import type { KpiFigure, KpiId } from './kpi-figures.js';

export type { KpiFigure, KpiId, KpiStart, KpiStop, KpiVariant } from './kpi-figures.js';

/** A figure with what is told about it. */
export interface KpiDefinition extends KpiFigure {
  /** Key of the label in the locale tables. */
  readonly labelKey: string;
  /** How it is computed, in plain words. */
  readonly formula: string;
  /** Where the definition is from. */
  readonly source: string;
}

/** Formula and source. */
const prose: Readonly<Record<KpiId, readonly [formula: string, source: string]>> = {
  mtta: [
    'Sum of (acknowledged − logged) divided by the incidents acknowledged, of those logged in the period.',
    'Common ITIL practice; vendors stop the clock at acknowledgement, first human response or assignment.',
  ],
  mttr: [
    'Sum of (resolved − logged) divided by the incidents resolved in the period.',
    'ITIL: mean time to resolve. From occurrence it is the time to restore the service.',
  ],
  mttd: [
    'Sum of (detected − occurred) divided by the incidents with both times, of those logged in the period.',
    'Common reliability practice: mean time to detect.',
  ],
  flr: [
    'Incidents resolved at the service desk without escalation divided by all resolved in the period.',
    'First-level resolution in the terms of MetricNet; often called first-contact resolution.',
  ],
  'fcr-contact': [
    'Incidents solved during the first contact divided by those resolved for which this is known.',
    'First-contact resolution in the terms of MetricNet.',
  ],
  'first-group': [
    'Incidents resolved by the first group they were given to divided by all resolved in the period.',
    'ServiceNow: resolved without reassigning.',
  ],
  sla: [
    'Incidents resolved within their target divided by those resolved that had one.',
    'Service level compliance; strict counts open incidents past their deadline as misses.',
  ],
  'reopen-rate': [
    'Incidents reopened at least once divided by all resolved in the period.',
    'MetricNet and ServiceNow.',
  ],
  reassignment: [
    'Sum of reassignments divided by the incidents resolved in the period.',
    'ServiceNow: reassignment count.',
  ],
  'reassigned-rate': [
    'Incidents reassigned at least once divided by all resolved in the period.',
    'ServiceNow: reassignment count.',
  ],
  'same-day': [
    'Incidents resolved on the local day they were logged divided by all resolved in the period.',
    'Service desk practice; the day is that of the stated time zone.',
  ],
  volume: ['Incidents logged in the period.', 'Service desk practice.'],
  backlog: ['Incidents logged and not ended at the end of the period.', 'ServiceNow: open incidents.'],
  'open-age': [
    'Sum of (end of the period − logged) divided by the incidents open at the end of the period.',
    'ServiceNow: average open age.',
  ],
};

/** Every figure there is with its definition, by id. */
export const kpiDefinitions = Object.freeze(
  Object.fromEntries(
    Object.entries(prose).map(([id, [formula, source]]) => [
      id,
      Object.freeze({ ...kpiFigures[id as KpiId], labelKey: `kpi-${id}`, formula, source }),
    ]),
  ),
) as Readonly<Record<KpiId, KpiDefinition>>;
