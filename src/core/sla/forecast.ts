import type { IncidentHistory } from '../history.js';
import type { Incident } from '../incident.js';
import type { Policy } from '../policy.js';
import type { Instant } from '../time.js';
import { recordedClock } from './clocks.js';
import type { ClockKind } from './targets.js';

/** When the promises about an incident run out: `Infinity` for a clock on hold; left out where nothing is promised, and when it is done. */
export type Deadlines = Readonly<Partial<Record<ClockKind, Instant>>>;

function deadlineOf(
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
): Instant | undefined {
  const { state, endedAt, dueAt } = recordedClock(kind, incident, history, policy, now);
  if (endedAt !== undefined || state === 'met' || state === 'cancelled' || state === 'no-target')
    return undefined;
  // A hold ends when somebody ends it: until then no time is too late.
  return state === 'paused' ? Infinity : (dueAt ?? Infinity);
}

/** The deadlines of an incident by its record. They stay as they are while the record does. */
export function deadlinesOf(
  incident: Incident,
  policy: Policy,
  now: Instant,
  history: IncidentHistory = {},
): Deadlines {
  try {
    const [response, resolution] = (['response', 'resolution'] as const).map((kind) =>
      deadlineOf(kind, incident, history, policy, now),
    );
    return {
      ...(response === undefined ? {} : { response }),
      ...(resolution === undefined ? {} : { resolution }),
    };
  } catch {
    // A record with impossible times has no clock.
    return {};
  }
}

/** When the next of some deadlines passes that has not passed yet; undefined where none does. */
export function nextBreach(deadlines: readonly (Instant | undefined)[], now: Instant): Instant | undefined {
  const ahead = deadlines.filter((at): at is Instant => at !== undefined && at >= now && at < Infinity);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
