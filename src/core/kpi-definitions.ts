import type { TimeField } from './kpi-columns.js';

export type KpiId =
  | 'mtta'
  | 'mttr'
  | 'mttd'
  | 'flr'
  | 'fcr-contact'
  | 'first-group'
  | 'sla'
  | 'reopen-rate'
  | 'reassignment'
  | 'reassigned-rate'
  | 'same-day'
  | 'volume'
  | 'backlog'
  | 'open-age';

export type KpiStart = 'logged' | 'detected' | 'occurred';
export type KpiStop = 'acknowledged' | 'first-response' | 'assigned' | 'detected' | 'resolved' | 'closed';

/** The choices within a figure. What is not stated is the definition's own default. */
export interface KpiVariant {
  readonly start?: KpiStart;
  readonly stop?: KpiStop;
  /** Time on hold is taken off. */
  readonly minusPauses?: boolean;
  /** `open-time` needs the request's calendar. */
  readonly unit?: 'calendar-time' | 'open-time';
  /** `sla`: open incidents past their deadline are misses too; the window then goes by the logging time. */
  readonly strict?: boolean;
  /** `backlog` and `open-age`: what ends an incident. */
  readonly end?: 'resolved' | 'resolved-or-closed';
}

/** What a card tells about a figure on its back. */
export interface KpiDefinition {
  readonly id: KpiId;
  /** Key of the label in the locale tables. */
  readonly labelKey: string;
  readonly unit: 'duration' | 'ratio' | 'count';
  /** Which way is better. */
  readonly better: 'lower' | 'higher' | 'neither';
  /** How it is computed, in plain words. */
  readonly formula: string;
  /** Where the definition is from. */
  readonly source: string;
  /** Which time puts an incident into the window. */
  readonly windowBy: TimeField;
  readonly defaults: KpiVariant;
  /** What may be chosen instead. */
  readonly variants: { readonly [K in keyof KpiVariant]?: readonly NonNullable<KpiVariant[K]>[] };
}

const starts = ['logged', 'detected', 'occurred'] as const;
const units = ['calendar-time', 'open-time'] as const;
const ends = ['resolved-or-closed', 'resolved'] as const;

const list: readonly Omit<KpiDefinition, 'labelKey'>[] = [
  {
    id: 'mtta',
    unit: 'duration',
    better: 'lower',
    formula:
      'Sum of (acknowledged − logged) divided by the incidents acknowledged, of those logged in the period.',
    source:
      'Common ITIL practice; vendors stop the clock at acknowledgement, first human response or assignment.',
    windowBy: 'loggedAt',
    defaults: { start: 'logged', stop: 'acknowledged', unit: 'calendar-time' },
    variants: { start: starts, stop: ['acknowledged', 'first-response', 'assigned'], unit: units },
  },
  {
    id: 'mttr',
    unit: 'duration',
    better: 'lower',
    formula: 'Sum of (resolved − logged) divided by the incidents resolved in the period.',
    source: 'ITIL: mean time to resolve. From occurrence it is the time to restore the service.',
    windowBy: 'resolvedAt',
    defaults: { start: 'logged', stop: 'resolved', minusPauses: false, unit: 'calendar-time' },
    variants: { start: starts, stop: ['resolved', 'closed'], minusPauses: [false, true], unit: units },
  },
  {
    id: 'mttd',
    unit: 'duration',
    better: 'lower',
    formula:
      'Sum of (detected − occurred) divided by the incidents with both times, of those logged in the period.',
    source: 'Common reliability practice: mean time to detect.',
    windowBy: 'loggedAt',
    defaults: { start: 'occurred', stop: 'detected', unit: 'calendar-time' },
    variants: { unit: units },
  },
  {
    id: 'flr',
    unit: 'ratio',
    better: 'higher',
    formula:
      'Incidents resolved at the service desk without escalation divided by all resolved in the period.',
    source: 'First-level resolution in the terms of MetricNet; often called first-contact resolution.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'fcr-contact',
    unit: 'ratio',
    better: 'higher',
    formula: 'Incidents solved during the first contact divided by those resolved for which this is known.',
    source: 'First-contact resolution in the terms of MetricNet.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'first-group',
    unit: 'ratio',
    better: 'higher',
    formula:
      'Incidents resolved by the first group they were given to divided by all resolved in the period.',
    source: 'ServiceNow: resolved without reassigning.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'sla',
    unit: 'ratio',
    better: 'higher',
    formula: 'Incidents resolved within their target divided by those resolved that had one.',
    source: 'Service level compliance; strict counts open incidents past their deadline as misses.',
    windowBy: 'resolvedAt',
    defaults: { strict: false },
    variants: { strict: [false, true] },
  },
  {
    id: 'reopen-rate',
    unit: 'ratio',
    better: 'lower',
    formula: 'Incidents reopened at least once divided by all resolved in the period.',
    source: 'MetricNet and ServiceNow.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'reassignment',
    unit: 'count',
    better: 'lower',
    formula: 'Sum of reassignments divided by the incidents resolved in the period.',
    source: 'ServiceNow: reassignment count.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'reassigned-rate',
    unit: 'ratio',
    better: 'lower',
    formula: 'Incidents reassigned at least once divided by all resolved in the period.',
    source: 'ServiceNow: reassignment count.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'same-day',
    unit: 'ratio',
    better: 'higher',
    formula: 'Incidents resolved on the local day they were logged divided by all resolved in the period.',
    source: 'Service desk practice; the day is that of the stated time zone.',
    windowBy: 'resolvedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'volume',
    unit: 'count',
    better: 'neither',
    formula: 'Incidents logged in the period.',
    source: 'Service desk practice.',
    windowBy: 'loggedAt',
    defaults: {},
    variants: {},
  },
  {
    id: 'backlog',
    unit: 'count',
    better: 'lower',
    formula: 'Incidents logged and not ended at the end of the period.',
    source: 'ServiceNow: open incidents.',
    windowBy: 'loggedAt',
    defaults: { end: 'resolved-or-closed' },
    variants: { end: ends },
  },
  {
    id: 'open-age',
    unit: 'duration',
    better: 'lower',
    formula: 'Sum of (end of the period − logged) divided by the incidents open at the end of the period.',
    source: 'ServiceNow: average open age.',
    windowBy: 'loggedAt',
    defaults: { end: 'resolved-or-closed' },
    variants: { end: ends },
  },
];

/** Every figure there is, by id. */
export const kpiDefinitions: Readonly<Record<KpiId, KpiDefinition>> = Object.freeze(
  Object.fromEntries(list.map((one) => [one.id, Object.freeze({ ...one, labelKey: `kpi-${one.id}` })])),
) as Readonly<Record<KpiId, KpiDefinition>>;
