import type { IncidentHistory } from './history.js';
import type { Incident } from './incident.js';
import type { Policy } from './policy.js';
import { pressingClock } from './sla/clocks.js';
import { HOUR } from './time.js';
import type { Instant } from './time.js';

/**
 * When the next promise about an incident runs out, by its record: the deadline of the clock that presses most, whether
 * it has passed or not. Undefined where nothing is promised, while it is on hold, and when it is done.
 */
export function nextDue(
  incident: Incident,
  policy: Policy,
  now: Instant,
  history: IncidentHistory = {},
): Instant | undefined {
  try {
    return pressingClock(incident, policy, now, history)?.dueAt;
  } catch {
    // A record with impossible times has no clock.
    return undefined;
  }
}

/** Where an incident stands in a queue that is worked on by risk. */
export const riskStages = ['major', 'late', 'soon', 'later'] as const;
export type RiskStage = (typeof riskStages)[number];

/** Major incidents first, then what is late, then what will be within the hour, then everything else. */
export function riskStage({ major }: Incident, dueAt: Instant | undefined, now: Instant): RiskStage {
  if (major === true) return 'major';
  if (dueAt === undefined || dueAt - now > HOUR) return 'later';
  return dueAt <= now ? 'late' : 'soon';
}
