import { equal } from '../equal.js';
import type { IncidentHistory } from '../history.js';
import type { Incident, StatusCategory } from '../incident.js';
import type { Policy } from '../policy.js';
import type { Instant } from '../time.js';
import type { ClockState } from './clocks.js';
import { clocksOf } from './clocks.js';
import { responseOf } from './events.js';
import { firstAnswer } from './inputs.js';

const outcome = (state: ClockState): boolean | undefined =>
  state === 'met' ? true : state === 'breached' ? false : undefined;

/** What a status means to a clock. */
const phases: Readonly<Record<StatusCategory, string>> = {
  new: 'open',
  active: 'open',
  paused: 'held',
  resolved: 'over',
  closed: 'over',
  cancelled: 'cancelled',
};

/** What targets depend on. Whatever else is written leaves them as they are. */
const promiseOf = ({ priority, service, category, status, holdReason }: Incident): readonly unknown[] => [
  priority,
  service?.id,
  category,
  phases[status.category],
  holdReason,
];

/** The first answer is kept as soon as it is known, also where it was the resolution: a line reads the record alone. */
function answered(incident: Incident, history: IncidentHistory, policy: Policy): Incident {
  if (incident.firstResponseAt !== undefined) return incident;
  const firstResponseAt = firstAnswer(incident, history, policy);
  return firstResponseAt === undefined
    ? incident
    : { ...incident, ...responseOf({ ...incident, firstResponseAt }, policy) };
}

/** What led to a change. */
export interface Recorded {
  /** The incident before the change; left out for a new one. */
  readonly before?: Incident | undefined;
  /** Its past up to and with the change. */
  readonly history?: IncidentHistory;
}

/**
 * The incident after a change as a backend that keeps targets has it: with its first answer, its deadline, which falls
 * away while on hold, and with what has come of its targets as far as that is decided. A target is worked out anew only
 * where the change moves it.
 */
export function withTargets(
  changed: Incident,
  policy: Policy,
  now: Instant,
  { before, history = {} }: Recorded = {},
): Incident {
  const incident = answered(changed, history, policy);
  const moved = !before || !equal(promiseOf(before), promiseOf(incident));
  if (!moved && before.firstResponseAt === incident.firstResponseAt) return incident;
  const { dueAt: _due, slaMet: _met, responseMet: _response, ...rest } = incident;
  const { response, resolution } = clocksOf(rest, history, policy, now);
  const { dueAt, slaMet } = moved
    ? {
        dueAt: resolution.dueAt,
        slaMet:
          resolution.endedAt === undefined || resolution.state === 'cancelled'
            ? undefined
            : outcome(resolution.state),
      }
    : incident;
  const responseMet = response.endedAt === undefined ? undefined : outcome(response.state);
  return {
    ...rest,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(slaMet === undefined ? {} : { slaMet }),
    ...(responseMet === undefined ? {} : { responseMet }),
  };
}
