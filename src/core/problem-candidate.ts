import { durationLength } from './duration.js';
import type { Incident } from './incident.js';
import type { Policy } from './policy.js';
import type { Instant } from './time.js';

/** Why the cause of an incident is worth looking for. */
export interface ProblemCandidate {
  /** `recurrence`: the same again and again. `workaround`: a grave one of which the cause is still there. */
  readonly reasons: readonly ('recurrence' | 'workaround')[];
  /** The incidents it is about, the given one among them. */
  readonly incidentIds: readonly string[];
}

const sameKind = (a: Incident, b: Incident): boolean =>
  a.service !== undefined &&
  a.category !== undefined &&
  a.service.id === b.service?.id &&
  a.category === b.category;

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
  const since = now - durationLength(problems.within);
  const counts = ({ loggedAt, status, duplicateOf, drill }: Incident): boolean =>
    loggedAt >= since && status.category !== 'cancelled' && duplicateOf === undefined && drill !== true;
  const alike = counts(incident)
    ? [...others].filter((one) => one.id !== incident.id && sameKind(incident, one) && counts(one))
    : [];
  const { resolution, priority = Infinity } = incident;
  const byCode = resolutionCodes.find(({ id }) => id === resolution?.code)?.workaround ?? false;
  const workaround = resolution?.type === 'workaround' || byCode;
  const reasons = [
    ...(alike.length + 1 >= problems.count ? (['recurrence'] as const) : []),
    ...(workaround && problems.workaroundPriorities.includes(priority) ? (['workaround'] as const) : []),
  ];
  if (reasons.length === 0) return undefined;
  const together = reasons.includes('recurrence') ? alike : [];
  return { reasons, incidentIds: [incident.id, ...together.map(({ id }) => id)] };
}
