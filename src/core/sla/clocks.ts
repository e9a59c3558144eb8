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
import { SECOND } from '../time.js';
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

/** One clock of one incident as of `at`, in figures. Durations are in milliseconds. */
export interface ClockFigures {
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
  /** What remains grows less with each moment: it is neither held, out of hours nor over. */
  readonly ticking?: boolean;
  /** Share of the target that is used up; more than 1 is late. */
  readonly percent?: number;
  /** Left out while on hold: then only what is left has a meaning. */
  readonly dueAt?: Instant;
  /** The deadline if nothing had ever been on hold and nobody had set another. */
  readonly originalDueAt?: Instant;
  readonly breached: boolean;
  readonly breachedAt?: Instant;
  /** Why it is on hold now, where that is known. */
  readonly holdReason?: string;
  /** Holds or reopenings are known to have happened, but not when: the figures are the best that can be told. */
  readonly approximate: boolean;
  /** Our own computation, where the backend's word wins. */
  readonly computed?: { readonly state: ClockState; readonly dueAt?: Instant; readonly remaining?: Millis };
  /** The backend's deadline less our own. */
  readonly difference?: Millis;
  /** What it is computed from, to ask when parts of it are used up. Absent without a target and a deadline. */
  readonly input?: SlaInput;
}

/** A clock with everything needed to explain it. */
export interface IncidentClock extends ClockFigures {
  /** In order and without gaps, from the start to its end or now, then on to the deadline. */
  readonly segments: readonly ClockSegment[];
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

type Numbers = Omit<ClockFigures, 'incidentId' | 'kind' | 'source' | 'target' | 'approximate'>;

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
    ...(clock.stage === 'running' && !clock.outOfHours ? { ticking: true } : {}),
    percent: clock.percent,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(clock.originalDueAt === null ? {} : { originalDueAt: clock.originalDueAt }),
    breached: clock.breached && clock.stage !== 'cancelled',
    ...(clock.breachedAt === undefined ? {} : { breachedAt: clock.breachedAt }),
    ...(held === undefined ? {} : { holdReason: held }),
    input,
  };
}

/** What the backend says of a clock, over what follows from its deadline. */
function overruled(
  numbers: Numbers,
  { state, dueAt, elapsed, remaining, target, breached, label }: BackendClock,
): Numbers {
  const { dueAt: _due, state: computedState, ticking, ...rest } = numbers;
  const late = breached ?? (state === undefined ? numbers.breached : state === 'breached');
  // What is late is called late, whatever else the backend says it is doing.
  const said = late && state !== 'cancelled' ? 'breached' : (state ?? computedState);
  const due = dueAt === undefined ? numbers.dueAt : (dueAt ?? undefined);
  return {
    ...rest,
    state: said,
    ...(said === 'running' || (said === 'breached' && ticking === true) ? { ticking: true } : {}),
    breached: late,
    ...(due === undefined ? {} : { dueAt: due }),
    ...(target === undefined ? {} : { allowed: target }),
    ...(elapsed === undefined ? {} : { elapsed }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(target !== undefined && elapsed !== undefined && target > 0 ? { percent: elapsed / target } : {}),
    ...(label === undefined ? {} : { label }),
  };
}

/** A backend's clock some time after it was read: what runs has run on. */
export function aged(clock: BackendClock, readAt: Instant, now: Instant): BackendClock {
  const { state, dueAt, elapsed, remaining } = clock;
  if (state !== 'running' || now <= readAt) return clock;
  const since = now - readAt;
  const left = remaining === undefined ? undefined : remaining - since;
  const late = (left !== undefined && left < 0) || (typeof dueAt === 'number' && now > dueAt);
  return {
    ...clock,
    ...(elapsed === undefined ? {} : { elapsed: elapsed + since }),
    ...(left === undefined ? {} : { remaining: left }),
    ...(late ? { state: 'breached', breached: true } : {}),
  };
}

/** What a clock is computed from, and what it says. */
interface Judged {
  /** Our own reading of it, with the backend's deadline where that differs; the segments explain this. */
  readonly numbers: Numbers | undefined;
  readonly figures: ClockFigures;
}

function judge(
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
  backend: BackendClock | undefined,
): Judged {
  const { input, target, approximate } = clockInput(kind, incident, history, policy, now);
  const common = {
    incidentId: incident.id,
    kind,
    approximate,
    ...(target ? { target } : {}),
  };
  const own = target ? numbersOf(input, now) : undefined;
  if (!backend)
    return {
      numbers: own,
      figures: own
        ? { ...common, ...own, source: 'policy' }
        : { ...common, at: now, state: 'no-target', source: 'policy', breached: false },
    };

  const { dueAt } = backend;
  const ownDue = own?.dueAt;
  const difference = typeof dueAt === 'number' && ownDue !== undefined ? dueAt - ownDue : undefined;
  // Where both agree our own reading stands: it knows what was on hold.
  const agreed = difference !== undefined && Math.abs(difference) < SECOND;
  const numbers = typeof dueAt === 'number' && !agreed ? numbersOf({ ...input, manualDue: dueAt }, now) : own;
  return {
    numbers,
    figures: {
      ...common,
      ...overruled(numbers ?? { at: now, state: 'running', breached: false }, backend),
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
      ...(difference === undefined ? {} : { difference }),
    },
  };
}

/** What the backend says of a clock: its own clock, or else its deadline on the record. */
function saidOf(
  kind: ClockKind,
  { dueAt }: Incident,
  backend: readonly BackendClock[],
): BackendClock | undefined {
  const recorded = kind === 'resolution' && dueAt !== undefined ? { kind, dueAt } : undefined;
  return backend.find((clock) => clock.kind === kind) ?? recorded;
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
  const one = (kind: ClockKind): IncidentClock => {
    const said = saidOf(kind, incident, backend);
    const { numbers, figures } = judge(kind, incident, history, policy, now, said);
    const segments = numbers?.input
      ? explained(numbers.input, numbers.dueAt, numbers.endedAt !== undefined)
      : [];
    return Object.freeze({ ...figures, segments });
  };
  return Object.freeze({ response: one('response'), resolution: one('resolution') });
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

/** The clock that presses most: of those nobody has stopped, the one with the least time left. */
export const pressing = <C extends ClockFigures>(clocks: Iterable<C>): C | undefined =>
  [...clocks]
    .filter(
      ({ endedAt, state, remaining }) =>
        endedAt === undefined && state !== 'met' && state !== 'cancelled' && remaining !== undefined,
    )
    .reduce<C | undefined>(
      (least, clock) => ((clock.remaining ?? 0) < (least?.remaining ?? Infinity) ? clock : least),
      undefined,
    );

/** One clock in figures, by the record and what is known of its past; the backend's deadline on the record wins. */
export const recordedClock = (
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
): ClockFigures => judge(kind, incident, history, policy, now, saidOf(kind, incident, [])).figures;

/**
 * The clock of an incident that presses most, by its record alone and without what explains it: quick enough for each
 * of many lines. `undefined` where nothing is promised, or everything is done.
 *
 * @param history What is known of its past; for a line, what records of its backend tell or do not.
 */
export const pressingClock = (
  incident: Incident,
  policy: Policy,
  now: Instant,
  history: IncidentHistory = {},
): ClockFigures | undefined =>
  pressing(
    (['response', 'resolution'] as const).map((kind) => recordedClock(kind, incident, history, policy, now)),
  );

/** The clocks that are still in time and will be late within a stretch of time unless something is done, soonest first. */
export const lateWithin = <C extends ClockFigures>(
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
        clock.dueAt - clock.at < horizon,
    )
    .sort((a, b) => a.dueAt - b.dueAt);
