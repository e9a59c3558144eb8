import type { Incident } from './incident.js';
import type { Policy } from './policy.js';
import { slaClock } from './sla/clock.js';
import { clockInput } from './sla/inputs.js';
import { HOUR } from './time.js';
import type { Instant } from './time.js';

const kinds = ['response', 'resolution'] as const;

/**
 * When the next promise about an incident runs out: the sooner deadline of the clocks that have not ended, whether it
 * has passed or not. Undefined where nothing is promised, while it is on hold, and when it is done.
 */
export function nextDue(incident: Incident, policy: Policy | undefined, now: Instant): Instant | undefined {
  if (!policy) return ['new', 'active'].includes(incident.status.category) ? incident.dueAt : undefined;
  const deadlines = kinds.flatMap((kind) => {
    const { input, target } = clockInput(kind, incident, {}, policy, now);
    const manualDue = kind === 'resolution' ? incident.dueAt : undefined;
    if (!target && manualDue === undefined) return [];
    const { stage, dueAt } = slaClock({ ...input, manualDue });
    return stage === 'running' && dueAt !== null ? [dueAt] : [];
  });
  return deadlines.length > 0 ? Math.min(...deadlines) : undefined;
}

/** Where an incident stands in a queue that is worked on by risk. */
export const riskStages = ['major', 'soon', 'later'] as const;
export type RiskStage = (typeof riskStages)[number];

/** Major incidents first, then what is late or will be within the hour, then everything else. */
export function riskStage({ major }: Incident, dueAt: Instant | undefined, now: Instant): RiskStage {
  if (major === true) return 'major';
  return dueAt !== undefined && dueAt - now <= HOUR ? 'soon' : 'later';
}
