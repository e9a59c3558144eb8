import type { TimeField } from './columns.js';

export type KpiId =
  | 'mtta'
  | 'first-response'
  | 'mttr'
  | 'mttd'
  | 'flr'
  | 'fcr-contact'
  | 'first-group'
  | 'sla'
  | 'sla-response'
  | 'csat'
  | 'csat-mean'
  | 'csat-response'
  | 'reopen-rate'
  | 'reassignment'
  | 'reassigned-rate'
  | 'same-day'
  | 'major-rate'
  | 'high-priority'
  | 'uncategorised'
  | 'recategorised'
  | 'volume'
  | 'resolved'
  | 'backlog'
  | 'breaching'
  | 'open-age'
  | 'not-updated';

export type KpiStart = 'logged' | 'detected' | 'occurred' | 'assigned';
export type KpiStop = 'acknowledged' | 'first-response' | 'assigned' | 'detected' | 'resolved' | 'closed';

/** The choices within a figure. What is not stated is the definition's own default. */
export interface KpiVariant {
  readonly start?: KpiStart;
  readonly stop?: KpiStop;
  /** Time on hold is taken off; incidents of which it is not known are left out. */
  readonly minusPauses?: boolean;
  /** `open-time` needs the request's calendar. */
  readonly unit?: 'calendar-time' | 'open-time';
  /** `sla`: open incidents past their deadline are misses too; the window then goes by the logging time. */
  readonly strict?: boolean;
  /** `backlog`, `open-age` and `not-updated`: what ends an incident. */
  readonly end?: 'resolved' | 'resolved-or-closed';
  /** `not-updated`: for how many days nobody touched it. */
  readonly staleAfter?: 'P5D' | 'P30D';
}

/** What has to be known of a figure to compute it. */
export interface KpiFigure {
  readonly id: KpiId;
  readonly unit: 'duration' | 'ratio' | 'count';
  /** Which way is better. */
  readonly better: 'lower' | 'higher' | 'neither';
  /** Which time puts an incident into the window. */
  readonly windowBy: TimeField;
  readonly defaults: KpiVariant;
  /** What may be chosen instead. */
  readonly variants: { readonly [K in keyof KpiVariant]?: readonly NonNullable<KpiVariant[K]>[] };
}

const start = ['logged', 'detected', 'occurred'] as const;
const unit = ['calendar-time', 'open-time'] as const;
const ends = {
  defaults: { end: 'resolved-or-closed' },
  variants: { end: ['resolved-or-closed', 'resolved'] },
} as const;

/** Unit, better side, time of the window and what may be chosen: figures without choices say no more. */
const facts: Readonly<
  Record<
    KpiId,
    readonly [
      KpiFigure['unit'],
      KpiFigure['better'],
      TimeField,
      Partial<Pick<KpiFigure, 'defaults' | 'variants'>>?,
    ]
  >
> = {
  mtta: [
    'duration',
    'lower',
    'loggedAt',
    {
      defaults: { start: 'logged', stop: 'acknowledged', unit: 'calendar-time' },
      variants: { start, stop: ['acknowledged', 'first-response', 'assigned'], unit },
    },
  ],
  'first-response': [
    'duration',
    'lower',
    'loggedAt',
    {
      defaults: { start: 'logged', stop: 'first-response', unit: 'calendar-time' },
      variants: { start, unit },
    },
  ],
  mttr: [
    'duration',
    'lower',
    'resolvedAt',
    {
      defaults: { start: 'logged', stop: 'resolved', minusPauses: false, unit: 'calendar-time' },
      // From the assignment on it is the time to repair.
      variants: {
        start: [...start, 'assigned'],
        stop: ['resolved', 'closed'],
        minusPauses: [false, true],
        unit,
      },
    },
  ],
  mttd: [
    'duration',
    'lower',
    'loggedAt',
    { defaults: { start: 'occurred', stop: 'detected', unit: 'calendar-time' }, variants: { unit } },
  ],
  flr: ['ratio', 'higher', 'resolvedAt'],
  'fcr-contact': ['ratio', 'higher', 'resolvedAt'],
  'first-group': ['ratio', 'higher', 'resolvedAt'],
  sla: [
    'ratio',
    'higher',
    'resolvedAt',
    { defaults: { strict: false }, variants: { strict: [false, true] } },
  ],
  'sla-response': ['ratio', 'higher', 'resolvedAt'],
  csat: ['ratio', 'higher', 'resolvedAt'],
  'csat-mean': ['count', 'higher', 'resolvedAt'],
  'csat-response': ['ratio', 'higher', 'resolvedAt'],
  'reopen-rate': ['ratio', 'lower', 'resolvedAt'],
  reassignment: ['count', 'lower', 'resolvedAt'],
  'reassigned-rate': ['ratio', 'lower', 'resolvedAt'],
  'same-day': ['ratio', 'higher', 'resolvedAt'],
  'major-rate': ['ratio', 'lower', 'loggedAt'],
  'high-priority': ['ratio', 'lower', 'loggedAt'],
  uncategorised: ['ratio', 'lower', 'loggedAt'],
  recategorised: ['ratio', 'lower', 'resolvedAt'],
  volume: ['count', 'neither', 'loggedAt'],
  resolved: ['count', 'neither', 'resolvedAt'],
  backlog: ['count', 'lower', 'loggedAt', ends],
  breaching: ['count', 'lower', 'loggedAt'],
  'open-age': ['duration', 'lower', 'loggedAt', ends],
  'not-updated': [
    'ratio',
    'lower',
    'loggedAt',
    {
      defaults: { end: 'resolved-or-closed', staleAfter: 'P5D' },
      variants: { ...ends.variants, staleAfter: ['P5D', 'P30D'] },
    },
  ],
};

/** Every figure there is, by id. */
export const kpiFigures = Object.freeze(
  Object.fromEntries(
    Object.entries(facts).map(([id, [unit, better, windowBy, choice]]) => [
      id,
      Object.freeze({ id, unit, better, windowBy, defaults: {}, variants: {}, ...choice }),
    ]),
  ),
) as Readonly<Record<KpiId, KpiFigure>>;

/** Figures whose value is a number of incidents and no sample: few of them say as much as many. */
const counted: readonly KpiId[] = ['volume', 'resolved', 'backlog', 'breaching'];
export const isCounted = (id: KpiId): boolean => counted.includes(id);

/** Figures of this very moment: they have no period, and nothing before it to compare with. */
export const isMomentary = (id: KpiId): boolean => id === 'breaching';
