import type { BusinessCalendar } from '../calendar/calendar.js';
import type { CountedField } from '../changes.js';
import type { Issue } from '../errors.js';
import type { deadlineFields, KpiColumns, NumberField } from './columns.js';
import { flag } from './columns.js';
import type { KpiFigure, KpiId, KpiVariant } from './figures.js';
import { kpiFigures } from './figures.js';
import { startFields, stopFields } from './values.js';

/** What a figure may need to know of incidents, or of their organisation. */
export type KpiTrait =
  | Exclude<NumberField, (typeof deadlineFields)[number]>
  | 'priority'
  | 'category'
  | 'escalated'
  | 'firstContact'
  | 'firstGroup'
  | 'slaMet'
  | 'responseMet'
  | 'calendar';

/** What the figures that are no duration look at beyond the logging time. */
const needsOf: Readonly<Partial<Record<KpiId, readonly KpiTrait[]>>> = {
  flr: ['resolvedAt', 'escalated'],
  'fcr-contact': ['resolvedAt', 'firstContact'],
  'first-group': ['resolvedAt', 'firstGroup'],
  sla: ['resolvedAt', 'slaMet'],
  'sla-response': ['resolvedAt', 'responseMet'],
  csat: ['resolvedAt', 'rating'],
  'csat-mean': ['resolvedAt', 'rating'],
  'csat-response': ['resolvedAt', 'rating'],
  'reopen-rate': ['resolvedAt', 'reopenCount'],
  reassignment: ['resolvedAt', 'reassignmentCount'],
  'reassigned-rate': ['resolvedAt', 'reassignmentCount'],
  'same-day': ['resolvedAt'],
  resolved: ['resolvedAt'],
  'high-priority': ['priority'],
  uncategorised: ['category'],
  recategorised: ['resolvedAt', 'recategorisationCount'],
  'not-updated': ['updatedAt'],
};

/** Everything a figure needs in a choice of its definition. */
function needs(id: KpiId, variant: KpiVariant): readonly KpiTrait[] {
  const { unit, defaults } = kpiFigures[id];
  if (unit !== 'duration' || id === 'open-age') return needsOf[id] ?? [];
  const chosen = { ...defaults, ...variant };
  const open = chosen.unit === 'open-time';
  return [
    startFields[chosen.start ?? 'logged'],
    stopFields[chosen.stop ?? 'resolved'],
    ...(open ? (['calendar'] as const) : []),
    ...(chosen.minusPauses ? [open ? ('pausedOpenMs' as const) : ('pausedMs' as const)] : []),
  ];
}

/** The fields whose changes tell what no record may carry. */
const changesOf: Readonly<Partial<Record<KpiTrait, CountedField>>> = {
  recategorisationCount: 'category',
  reassignmentCount: 'group',
  // Where nobody counts escalations, a change of group is one.
  escalated: 'group',
  firstGroup: 'group',
  reopenCount: 'status',
};

/** The fields whose changes have to be counted for some figures. */
export const countsNeeded = (
  figures: readonly { readonly id: KpiId; readonly variant?: KpiVariant | undefined }[],
): readonly CountedField[] => [
  ...new Set(
    figures.flatMap(({ id, variant = {} }) => needs(id, variant).flatMap((trait) => changesOf[trait] ?? [])),
  ),
];

const bitsOf: Readonly<Partial<Record<KpiTrait, number>>> = {
  escalated: flag.escalatedKnown,
  firstContact: flag.contactKnown,
  firstGroup: flag.groupKnown,
  slaMet: flag.slaKnown,
  responseMet: flag.responseKnown,
};

/** Whether one slot knows a trait. */
function knows(
  { numbers, flags, priority, category }: KpiColumns['data'],
  slot: number,
  trait: KpiTrait,
): boolean {
  if (trait === 'calendar') return false;
  if (trait === 'priority') return priority[slot] !== 0;
  if (trait === 'category') return category[slot] !== 0;
  const bit = bitsOf[trait];
  if (bit !== undefined) return ((flags[slot] as number) & bit) !== 0;
  if (trait === 'pausedOpenMs' && numbers.pausedMs[slot] === 0) return true;
  return !Number.isNaN(numbers[trait as NumberField][slot]);
}

/** Every trait there is, with what is said when no incident has it. */
const unknown: Readonly<Record<KpiTrait, string>> = {
  loggedAt: 'The backend does not say when incidents were logged.',
  occurredAt: 'Nobody states when an incident began.',
  detectedAt: 'Nobody states when an incident was noticed.',
  acknowledgedAt: 'The backend does not say when incidents are acknowledged.',
  firstResponseAt: 'The backend does not say when incidents are first answered.',
  assignedAt: 'The backend does not say when incidents are assigned.',
  resolvedAt: 'The backend does not say when incidents are resolved.',
  closedAt: 'The backend does not say when incidents are closed.',
  updatedAt: 'The backend does not say when incidents were last changed.',
  reassignmentCount: 'The backend does not count reassignments.',
  recategorisationCount: 'The backend does not count how often incidents are given another category.',
  reopenCount: 'The backend does not count how often incidents are reopened.',
  pausedMs: 'The backend does not say how long incidents were on hold.',
  pausedOpenMs: 'It is not known how long incidents were on hold during opening hours.',
  rating: 'No caller has rated an incident.',
  priority: 'No incident has a priority.',
  category: 'No incident has a category.',
  escalated: 'The backend counts neither escalations nor reassignments.',
  firstContact: 'Nobody states whether incidents are solved on the first contact.',
  firstGroup: 'The backend does not say whether the first group resolved an incident.',
  slaMet: 'No incident has a target for its resolution.',
  responseMet: 'It is not known of any incident whether it was answered in time.',
  calendar: 'No opening hours are set.',
};

/**
 * What is known of incidents, judged by those that are over: an open one has not been through everything yet. While
 * none is over, nothing is held against a figure.
 */
export function traitsOf(columns: KpiColumns, calendar?: BusinessCalendar): ReadonlySet<KpiTrait> {
  const { data, size } = columns;
  const missing = new Set(Object.keys(unknown) as KpiTrait[]);
  let over = 0;
  for (let slot = 0; slot < size && missing.size > 0; slot++) {
    const bits = data.flags[slot] as number;
    if (bits & flag.absent || bits & flag.cancelled || bits & flag.open) continue;
    if (!(bits & flag.ended) && Number.isNaN(data.numbers.resolvedAt[slot])) continue;
    over += 1;
    for (const trait of missing) if (knows(data, slot, trait)) missing.delete(trait);
  }
  const all = Object.keys(unknown) as KpiTrait[];
  const found = over === 0 ? all : all.filter((trait) => !missing.has(trait));
  return new Set(calendar ? [...found, 'calendar' as const] : found.filter((trait) => trait !== 'calendar'));
}

/**
 * What stands against computing a figure, one issue for everything that is not known, with a sentence to show instead.
 * Empty when it can be computed. The code is the trait.
 */
export const figureIssues = (
  id: KpiId,
  variant: KpiVariant,
  traits: ReadonlySet<KpiTrait>,
): readonly Issue[] =>
  needs(id, variant)
    .filter((trait) => !traits.has(trait))
    .map((trait) => ({ path: id, code: trait, message: unknown[trait] }));

/** The choices of a definition that can be computed, with the other choices as they stand. */
export function choicesOffered(
  id: KpiId,
  variant: KpiVariant,
  traits: ReadonlySet<KpiTrait>,
): KpiFigure['variants'] {
  const entries = Object.entries(kpiFigures[id].variants).map(
    ([key, values]) =>
      [
        key,
        (values as readonly unknown[]).filter(
          (value) => figureIssues(id, { ...variant, [key]: value }, traits).length === 0,
        ),
      ] as const,
  );
  return Object.fromEntries(entries);
}
