import type { BusinessCalendar } from '../calendar/calendar.js';
import type { IncidentHistory } from '../history.js';
import type { Incident } from '../incident.js';
import type { Pause } from './pauses.js';
import type { Policy } from '../policy.js';
import { clockInput } from './inputs.js';
import type { SlaClock, SlaInput, SlaSegment } from './clock.js';
import { explainSegments, slaClock } from './clock.js';
import type { ClockKind, TargetRule } from './targets.js';
import type { Instant, Millis } from '../time.js';
import { dayText, localDay } from '../zone.js';

/** Where a clock stands. `breached` also covers what was done too late, and what is late while on hold. */
export type ClockState =
  'running' | 'paused' | 'out-of-hours' | 'met' | 'breached' | 'cancelled' | 'no-target';

/** A clock as the backend keeps it. Whatever it says wins over our own computation. */
export interface BackendClock {
  readonly kind: ClockKind;
  /** The backend's name of it, such as that of an agreement. */
  readonly label?: string;
  /** The time allowed. */
  readonly target?: Millis;
  readonly dueAt?: Instant | null;
  readonly state?: 'running' | 'paused' | 'out-of-hours' | 'met' | 'breached' | 'cancelled';
  readonly elapsed?: Millis;
  /** Negative once breached. */
  readonly remaining?: Millis;
  readonly breached?: boolean;
}

/** A stretch of an explained clock: what was counted, and why the rest was not. */
export interface ClockSegment extends SlaSegment {
  /** Of a hold: the id of its reason, or `resolved` between a resolution and a reopening. */
  readonly reason?: string;
  /** Of closed hours: the holidays in them, as local dates of the calendar. */
  readonly holidays?: readonly string[];
  /** It lies ahead, up to the deadline, if nothing else happens. */
  readonly ahead?: true;
}

/** One clock of one incident as of `at`, with everything needed to explain it. Durations are in milliseconds. */
export interface IncidentClock {
  readonly incidentId: string;
  readonly kind: ClockKind;
  readonly at: Instant;
  readonly state: ClockState;
  /** Who says so: the backend, or our own computation by the policy. */
  readonly source: 'backend' | 'policy';
  readonly target?: TargetRule;
  /** The backend's name of the clock. */
  readonly label?: string;
  readonly startedAt?: Instant;
  /** When it was done or fell away. */
  readonly endedAt?: Instant;
  readonly allowed?: Millis;
  readonly elapsed?: Millis;
  /** Negative once breached. */
  readonly remaining?: Millis;
  /** Share of the target that is used up; more than 1 is late. */
  readonly percent?: number;
  /** Left out while on hold: then only what is left has a meaning. */
  readonly dueAt?: Instant;
  readonly breached: boolean;
  readonly breachedAt?: Instant;
  /** Why it is on hold now, where that is known. */
  readonly holdReason?: string;
  /** In order and without gaps, from the start to its end or now, then on to the deadline. */
  readonly segments: readonly ClockSegment[];
  /** Holds or reopenings are known to have happened, but not when: the figures are the best that can be told. */
  readonly approximate: boolean;
  /** Our own computation, where the backend's word wins. */
  readonly computed?: { readonly state: ClockState; readonly dueAt?: Instant; readonly remaining?: Millis };
  /** The backend's deadline less our own. */
  readonly difference?: Millis;
  /** What it is computed from, to ask when parts of it are used up. Absent without a target and a deadline. */
  readonly input?: SlaInput;
}

/** The clocks of an incident. */
export type IncidentClocks = Readonly<Record<ClockKind, IncidentClock>>;

const stateOf = ({ stage, breached, outOfHours }: SlaClock): ClockState => {
  if (stage === 'cancelled') return 'cancelled';
  if (breached) return 'breached';
  if (stage === 'completed') return 'met';
  return stage === 'paused' ? 'paused' : outOfHours ? 'out-of-hours' : 'running';
};

function holidaysIn(calendar: BusinessCalendar, from: Instant, to: Instant): readonly string[] {
  const found: string[] = [];
  const last = localDay(calendar.timeZone, to - 1);
  for (let day = localDay(calendar.timeZone, from); day <= last; day++)
    if (calendar.isHoliday(day)) found.push(dayText(day));
  return found;
}

/** Cuts a stretch on hold where one hold ends and another begins, so that each part has one reason. */
function heldParts(segment: SlaSegment, pauses: readonly Pause[]): readonly ClockSegment[] {
  const inside = (at: number | null | undefined): at is number =>
    typeof at === 'number' && at > segment.from && at < segment.to;
  const cuts = [...new Set(pauses.flatMap(({ from, to }) => [from, to].filter(inside)))].sort(
    (a, b) => a - b,
  );
  return [segment.from, ...cuts].map((from, i) => {
    const { reason } = pauses.findLast((pause) => pause.from <= from && (pause.to ?? Infinity) > from) ?? {};
    return {
      ...segment,
      from,
      to: cuts[i] ?? segment.to,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

function explained(input: SlaInput, dueAt: Instant | undefined, ended: boolean): readonly ClockSegment[] {
  const { calendar, pauses = [], now } = input;
  const until = ended || dueAt === undefined || dueAt <= now ? now : dueAt;
  return explainSegments({ ...input, now: until })
    .flatMap((segment) =>
      // The present divides what has happened from what lies ahead.
      segment.from < now && now < segment.to
        ? [
            { ...segment, to: now },
            { ...segment, from: now },
          ]
        : [segment],
    )
    .flatMap((segment): readonly ClockSegment[] => {
      if (segment.kind === 'paused') return heldParts(segment, pauses);
      if (segment.kind === 'open' || !calendar) return [segment];
      const holidays = holidaysIn(calendar, segment.from, segment.to);
      return [holidays.length > 0 ? { ...segment, holidays } : segment];
    })
    .map((segment) => (segment.from >= now && until > now ? { ...segment, ahead: true } : segment));
}

type Numbers = Omit<IncidentClock, 'incidentId' | 'kind' | 'source' | 'target' | 'approximate'>;

function numbersOf(input: SlaInput, now: Instant): Numbers {
  const clock = slaClock(input);
  const ended = clock.stage === 'completed' || clock.stage === 'cancelled';
  const dueAt = clock.dueAt ?? undefined;
  const held =
    clock.stage === 'paused'
      ? (input.pauses ?? []).findLast(({ from, to }) => from <= now && (to ?? Infinity) > now)?.reason
      : undefined;
  return {
    at: now,
    state: stateOf(clock),
    startedAt: input.start,
    ...(ended ? { endedAt: input.start + clock.actualElapsed } : {}),
    allowed: clock.allowed,
    elapsed: clock.elapsed,
    remaining: clock.remaining,
    percent: clock.percent,
    ...(dueAt === undefined ? {} : { dueAt }),
    breached: clock.breached && clock.stage !== 'cancelled',
    ...(clock.breachedAt === undefined ? {} : { breachedAt: clock.breachedAt }),
    ...(held === undefined ? {} : { holdReason: held }),
    segments: explained(input, dueAt, ended),
    input,
  };
}

/** What the backend says of a clock, over what follows from its deadline. */
function overruled(
  numbers: Numbers,
  { state, dueAt, elapsed, remaining, target, breached, label }: BackendClock,
): Numbers {
  const { dueAt: _due, state: computedState, ...rest } = numbers;
  const late = breached ?? (state === undefined ? numbers.breached : state === 'breached');
  // What is late is called late, whatever else the backend says it is doing.
  const said = late && state !== 'cancelled' ? 'breached' : (state ?? computedState);
  const due = dueAt === undefined ? numbers.dueAt : (dueAt ?? undefined);
  return {
    ...rest,
    state: said,
    breached: late,
    ...(due === undefined ? {} : { dueAt: due }),
    ...(target === undefined ? {} : { allowed: target }),
    ...(elapsed === undefined ? {} : { elapsed }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(target !== undefined && elapsed !== undefined && target > 0 ? { percent: elapsed / target } : {}),
    ...(label === undefined ? {} : { label }),
  };
}

function clockOf(
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
  backend: BackendClock | undefined,
): IncidentClock {
  const { input, target, approximate } = clockInput(kind, incident, history, policy, now);
  const common = {
    incidentId: incident.id,
    kind,
    approximate,
    ...(target ? { target } : {}),
  };
  const own = target ? numbersOf(input, now) : undefined;
  if (!backend)
    return own
      ? { ...common, ...own, source: 'policy' }
      : { ...common, at: now, state: 'no-target', source: 'policy', breached: false, segments: [] };

  const { dueAt } = backend;
  const fixed = typeof dueAt === 'number' ? numbersOf({ ...input, manualDue: dueAt }, now) : own;
  const base: Numbers = fixed ?? { at: now, state: 'running', breached: false, segments: [] };
  const ownDue = own?.dueAt;
  return {
    ...common,
    ...overruled(base, backend),
    source: 'backend',
    ...(own
      ? {
          computed: {
            state: own.state,
            ...(own.remaining === undefined ? {} : { remaining: own.remaining }),
            ...(ownDue === undefined ? {} : { dueAt: ownDue }),
          },
        }
      : {}),
    ...(typeof dueAt === 'number' && ownDue !== undefined ? { difference: dueAt - ownDue } : {}),
  };
}

/**
 * The response and the resolution clock of an incident, read off its record and its past. The backend's own clocks
 * win where they are given, else its deadline on the record; what we compute stands beside it with the difference.
 *
 * @param history Its past, as far as it has been read whole; `{}` for what the record alone tells.
 * @throws RangeError where an instant is none.
 */
export function clocksOf(
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
  backend: readonly BackendClock[] = [],
): IncidentClocks {
  const { dueAt } = incident;
  const given = (kind: ClockKind): BackendClock | undefined => backend.find((clock) => clock.kind === kind);
  const recorded = dueAt === undefined ? undefined : ({ kind: 'resolution', dueAt } as const);
  const one = (kind: ClockKind, said: BackendClock | undefined): IncidentClock =>
    Object.freeze(clockOf(kind, incident, history, policy, now, said));
  return Object.freeze({
    response: one('response', given('response')),
    resolution: one('resolution', given('resolution') ?? recorded),
  });
}

/**
 * Only the state of one clock, without what explains it: quick enough for each of many incidents. The backend's deadline
 * on the record wins here too.
 */
export function clockState(
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
): ClockState {
  const { input, target } = clockInput(kind, incident, history, policy, now);
  const manualDue = kind === 'resolution' ? incident.dueAt : undefined;
  return target || manualDue !== undefined ? stateOf(slaClock({ ...input, manualDue })) : 'no-target';
}

/** The clocks that are still in time and will be late within a stretch of time unless something is done, soonest first. */
export const lateWithin = <C extends IncidentClock>(
  clocks: Iterable<C>,
  horizon: Millis,
): readonly (C & { readonly dueAt: Instant })[] =>
  [...clocks]
    .filter(
      (clock): clock is C & { readonly dueAt: Instant } =>
        clock.endedAt === undefined &&
        !clock.breached &&
        ['running', 'out-of-hours', 'paused'].includes(clock.state) &&
        clock.dueAt !== undefined &&
        clock.dueAt - clock.at <= horizon,
    )
    .sort((a, b) => a.dueAt - b.dueAt);
