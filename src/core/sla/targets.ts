import type { Incident } from '../incident.js';
import type { SlaTarget } from './target.js';

/** The clocks an incident has. */
export type ClockKind = 'response' | 'resolution';

/** A promise for some incidents. Parts that are left out match every incident. */
export interface TargetRule extends SlaTarget {
  readonly kind: ClockKind;
  /** Ranks, 1 = most urgent. */
  readonly priority?: number | readonly number[];
  /** Ids of services. */
  readonly service?: string | readonly string[];
  readonly category?: string | readonly string[];
}

/** Names of the shipped targets. */
export const targetNames = ['checklist', 'common-msp'] as const;
export type TargetPreset = (typeof targetNames)[number];

/**
 * Response and resolution per priority, round the clock. ITIL fixes no times; these are what a widely copied checklist
 * and a public template for service providers say. Where the checklist says "immediately" this gives five minutes: a
 * promise of no time at all is broken before anybody has read the report.
 */
const times: Readonly<Record<TargetPreset, readonly (readonly [response: string, resolution: string])[]>> = {
  checklist: [
    ['PT5M', 'PT1H'],
    ['PT10M', 'PT4H'],
    ['PT1H', 'PT8H'],
    ['PT4H', 'PT24H'],
    ['P1D', 'P7D'],
  ],
  'common-msp': [
    ['PT15M', 'PT4H'],
    ['PT1H', 'PT8H'],
    ['PT4H', 'PT24H'],
    ['PT8H', 'PT72H'],
  ],
};

/** Shipped targets as rules, to use as they are or to start one's own from. */
export const targetPreset = (name: TargetPreset): readonly TargetRule[] =>
  times[name].flatMap(([response, resolution], i) =>
    [['response', response] as const, ['resolution', resolution] as const].map(([kind, target]) => ({
      id: `p${String(i + 1)}-${kind}`,
      kind,
      target,
      unit: 'calendar-time' as const,
      priority: i + 1,
    })),
  );

const includes = <T>(wanted: T | readonly T[] | undefined, value: T | undefined): boolean =>
  wanted === undefined || (value !== undefined && [wanted].flat().includes(value));

/** The first rule, in their written order, that promises something of this kind for an incident. */
export const targetFor = (
  rules: readonly TargetRule[],
  kind: ClockKind,
  { priority, service, category }: Pick<Incident, 'priority' | 'service' | 'category'>,
): TargetRule | undefined =>
  rules.find(
    (rule) =>
      rule.kind === kind &&
      includes(rule.priority, priority) &&
      includes(rule.service, service?.id) &&
      includes(rule.category, category),
  );
