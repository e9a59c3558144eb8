import type { Incident } from '../incident.js';
import type { Policy } from '../policy.js';
import type { Instant } from '../time.js';
import type { ClockState } from './clocks.js';
import { clocksOf } from './clocks.js';

const outcome = (state: ClockState): boolean | undefined =>
  state === 'met' ? true : state === 'breached' ? false : undefined;

/**
 * The incident as a backend that keeps targets has it: with its deadline, which falls away while on hold, and with what
 * has come of its targets as far as that is decided. Called after each change; what was recorded before is worked out anew.
 */
export function withTargets(incident: Incident, policy: Policy, now: Instant): Incident {
  const { dueAt: _due, slaMet: _met, responseMet: _response, ...rest } = incident;
  const { response, resolution } = clocksOf(rest, {}, policy, now);
  const { dueAt } = resolution;
  const over = resolution.endedAt !== undefined && resolution.state !== 'cancelled';
  const slaMet = over ? outcome(resolution.state) : undefined;
  const responseMet = response.endedAt === undefined ? undefined : outcome(response.state);
  return {
    ...rest,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(slaMet === undefined ? {} : { slaMet }),
    ...(responseMet === undefined ? {} : { responseMet }),
  };
}
