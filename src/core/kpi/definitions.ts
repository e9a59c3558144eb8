import { kpiFigures } from './figures.js';
import type { KpiFigure, KpiId } from './figures.js';

export type { KpiFigure, KpiId, KpiStart, KpiStop, KpiVariant } from './figures.js';

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
  'first-response': [
    'Sum of (first answer by a person − logged) divided by the incidents answered, of those logged in the period.',
    'Help desk practice; automatic replies and the words of the caller are no answer.',
  ],
  mttr: [
    'Sum of (resolved − logged) divided by the incidents resolved in the period.',
    'ITIL: mean time to resolve. From occurrence it is the time to restore the service, from assignment the time to repair.',
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
  'sla-response': [
    'Incidents first answered within their target divided by those resolved in the period that had one.',
    'Service level compliance of the response clock.',
  ],
  csat: [
    'Ratings of 4 or 5 out of 5 divided by all ratings of the incidents resolved in the period.',
    'Customer satisfaction as top-two-box; with three faces only the best counts.',
  ],
  'csat-mean': [
    'Sum of the ratings (1 to 5) divided by their number, for the incidents resolved in the period.',
    'Customer satisfaction as a mean.',
  ],
  'csat-response': [
    'Incidents somebody rated divided by all resolved in the period.',
    'Response rate of the survey: few answers say little.',
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
  'major-rate': [
    'Major incidents divided by all incidents logged in the period.',
    'ServiceNow: share of major incidents.',
  ],
  'high-priority': [
    'Incidents of the two highest priorities divided by those logged in the period that have one.',
    'ServiceNow: share of high-priority incidents.',
  ],
  uncategorised: [
    'Incidents without a category divided by all incidents logged in the period.',
    'Service desk practice: quality of categorisation.',
  ],
  recategorised: [
    'Incidents that were given another category than the one they had divided by those resolved in the period of which this is known.',
    'Service desk practice: quality of categorisation at logging. The first category given is none.',
  ],
  volume: ['Incidents logged in the period.', 'Service desk practice.'],
  resolved: ['Incidents resolved in the period that have stayed so.', 'Service desk practice.'],
  breaching: [
    'Open incidents still in time of which a clock runs out within the next hour; clocks on hold do not run.',
    'Service level management: forecast of breaches.',
  ],
  backlog: ['Incidents logged and not ended at the end of the period.', 'ServiceNow: open incidents.'],
  'open-age': [
    'Sum of (end of the period − logged) divided by the incidents open at the end of the period.',
    'ServiceNow: average open age.',
  ],
  'not-updated': [
    'Open incidents nobody has touched for more than 5 (or 30) days divided by all open ones.',
    'ServiceNow: open incidents not updated.',
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
