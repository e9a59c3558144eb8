import type { Incident } from './incident.js';
import type { Occurrence } from './kpi/recurrence.js';
import { recurring } from './kpi/recurrence.js';
import type { Policy } from './policy.js';
import type { Instant } from './time.js';

/** Why the cause of an incident is worth looking for. */
export interface ProblemCandidate {
  /** `recurrence`: the same again and again. `workaround`: a grave one of which the cause is still there. */
  readonly reasons: readonly ('recurrence' | 'workaround')[];
  /** The incidents it is about, the given one among them. */
  readonly incidentIds: readonly string[];
}

/** What an incident counts as; drills, cancelled ones and duplicates count as nothing. */
const occurrences = (incidents: readonly Incident[]): readonly Occurrence[] =>
  incidents
    .filter(
      ({ status, duplicateOf, drill }) =>
        status.category !== 'cancelled' && duplicateOf === undefined && drill !== true,
    )
    .map(({ id, loggedAt, service, category }) => ({ id, loggedAt, service: service?.id, category }));

/**
 * Whether an incident is a candidate for a problem by the policy. Somebody still decides.
 *
 * @param others Incidents to look for the same service and category in; drills, cancelled ones and duplicates do not count.
 */
export function problemCandidate(
  incident: Incident,
  others: Iterable<Incident>,
  { problems, resolutionCodes }: Pick<Policy, 'problems' | 'resolutionCodes'>,
  now: Instant,
): ProblemCandidate | undefined {
  const all = [incident, ...[...others].filter(({ id }) => id !== incident.id)];
  const alike = recurring(occurrences(all), problems, now).find(({ incidentIds }) =>
    incidentIds.includes(incident.id),
  );
  const { resolution, priority = Infinity } = incident;
  const byCode = resolutionCodes.find(({ id }) => id === resolution?.code)?.workaround ?? false;
  const workaround = resolution?.type === 'workaround' || byCode;
  const reasons = [
    ...(alike ? (['recurrence'] as const) : []),
    ...(workaround && problems.workaroundPriorities.includes(priority) ? (['workaround'] as const) : []),
  ];
  if (reasons.length === 0) return undefined;
  const together = alike?.incidentIds.filter((id) => id !== incident.id) ?? [];
  return { reasons, incidentIds: [incident.id, ...together] };
}
