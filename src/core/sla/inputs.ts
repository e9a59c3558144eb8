import type { BusinessCalendar } from '../calendar/calendar.js';
import type { IncidentHistory, PriorityChange, StatusChange } from '../history.js';
import { pausesOf } from '../history.js';
import type { Incident } from '../incident.js';
import type { Pause } from './pauses.js';
import type { Policy } from '../policy.js';
import { askingOf, firstHumanResponse, reopenClock, responseOf, retarget } from './events.js';
import type { SlaInput } from './clock.js';
import type { ClockKind, TargetRule } from './targets.js';
import { targetFor } from './targets.js';
import type { Instant } from '../time.js';
import { isTold } from '../time.js';

/** A stretch in which an incident was resolved; open while it still is. */
interface Resolved {
  readonly from: Instant;
  readonly to?: Instant;
  readonly byMachine: boolean;
}

/** What an incident's past means to its clocks. */
interface Past {
  readonly pauses: readonly Pause[];
  readonly resolved: readonly Resolved[];
  readonly cancelledAt: Instant | undefined;
  readonly approximate: boolean;
}

const isOver = ({ status: { category } }: Incident): boolean =>
  category === 'resolved' || category === 'closed';

function resolvedOf(statuses: readonly StatusChange[]): readonly Resolved[] {
  const found: Resolved[] = [];
  let open: Resolved | undefined;
  for (const { at, to, automatic = false } of statuses) {
    const over = to === 'resolved' || to === 'closed';
    if (over) open ??= { from: at, byMachine: automatic };
    else if (open) {
      found.push({ ...open, to: at });
      open = undefined;
    }
  }
  return open ? [...found, open] : found;
}

/** The record alone tells the last resolution only; of an earlier one just that there was one. */
function resolvedOfRecord(incident: Incident): readonly Resolved[] {
  if (!isOver(incident)) return [];
  const from = incident.resolvedAt ?? incident.closedAt ?? incident.updatedAt;
  return [{ from, byMachine: incident.resolution?.by?.automatic ?? false }];
}

function pausesOfRecord({
  pauses,
  status,
  pausedMs,
  loggedAt,
  updatedAt,
  holdReason,
}: Incident): readonly Pause[] {
  if (pauses) return pauses;
  const sum = pausedMs === undefined || pausedMs <= 0 ? [] : [{ from: loggedAt, to: loggedAt + pausedMs }];
  const reason = holdReason === undefined ? {} : { reason: holdReason };
  return status.category === 'paused' ? [...sum, { from: updatedAt, ...reason }] : sum;
}

function pastOf(incident: Incident, history: IncidentHistory, { holdReasons }: Policy): Past {
  const { status, pauses: own, pausedMs = 0, reopenCount = 0, updatedAt } = incident;
  const statuses = history.statuses && [...history.statuses].sort((a, b) => a.at - b.at);
  // A timeline that begins later than its incident misses holds the record knows.
  const all = statuses ? [...(own ?? []), ...pausesOf(statuses)] : pausesOfRecord(incident);
  const runsOn = new Set(holdReasons.filter(({ stopsClock }) => stopsClock === false).map(({ id }) => id));
  const resolved = statuses ? resolvedOf(statuses) : resolvedOfRecord(incident);
  const cancelled = statuses?.findLast(({ to }) => to === 'cancelled')?.at;
  const unknownHold = !own && (status.category === 'paused' || pausedMs > 0);
  const unknownReopening = reopenCount > 0 || incident.reopenedAt !== undefined;
  return {
    pauses: all.filter(({ reason }) => reason === undefined || !runsOn.has(reason)),
    resolved,
    cancelledAt: status.category === 'cancelled' ? (cancelled ?? updatedAt) : undefined,
    approximate: !statuses && (unknownHold || unknownReopening),
  };
}

function priorityAt(
  { priority }: Incident,
  changes: readonly PriorityChange[],
  at: Instant,
): number | undefined {
  const before = changes.findLast((change) => change.at <= at);
  return before ? before.to : (changes[0]?.from ?? priority);
}

type Promised = Pick<SlaInput, 'start' | 'pauses' | 'stop' | 'cancelledAt'>;

/** What a person resolves has been answered. */
const withSolved = (first: Instant | undefined, { resolved }: Past): readonly Instant[] => [
  ...(first === undefined ? [] : [first]),
  ...resolved.filter(({ byMachine }) => !byMachine).map(({ from }) => from),
];

const earliest = (times: readonly Instant[]): Instant | undefined =>
  times.length === 0 ? undefined : Math.min(...times);

/** When an incident was first answered, by word or by being resolved, as far as its record and its past tell. */
export const firstAnswer = (
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
): Instant | undefined =>
  earliest(
    withSolved(
      responseOf(incident, policy, history.entries).firstResponseAt,
      pastOf(incident, history, policy),
    ),
  );

/** From when to when the first answer is waited for. */
function responsePromise(incident: Incident, history: IncidentHistory, past: Past, policy: Policy): Promised {
  const { loggedAt } = incident;
  const { resolved, pauses, cancelledAt } = past;
  const reopenedAt = resolved.findLast(({ to }) => to !== undefined)?.to ?? incident.reopenedAt;
  const all = withSolved(responseOf(incident, policy, history.entries).firstResponseAt, past);
  const first = earliest(all);
  const unanswered = reopenedAt !== undefined && (first === undefined || first >= reopenedAt);
  const [last] = resolved.slice(-1);
  // What a machine has resolved waits for nobody's answer until it is reopened.
  const idle = last?.byMachine && last.to === undefined ? last.from : undefined;
  if (!unanswered)
    return { start: loggedAt, pauses, stop: first ?? null, cancelledAt: cancelledAt ?? idle ?? null };
  const again = history.entries
    ? withSolved(firstHumanResponse(history.entries, askingOf(incident), reopenedAt), past)
    : all;
  const later = again.filter((at) => at >= reopenedAt);
  return {
    start: reopenedAt,
    pauses,
    stop: earliest(later) ?? null,
    cancelledAt: cancelledAt ?? idle ?? null,
  };
}

/** The resolution clock with its reopenings, as the policy wants them. */
function withResolutions(input: SlaInput, { resolved }: Past, { onReopen }: Policy): SlaInput {
  let result = input;
  for (const { from, to } of resolved) {
    if (typeof result.stop === 'number') break;
    result = { ...result, stop: from };
    if (to !== undefined) result = reopenClock(result, to, onReopen);
  }
  return result;
}

/** What a clock is computed from. */
export interface ClockInput {
  /** Counts nothing unless there is a target, or a deadline is set. */
  readonly input: SlaInput;
  /** `undefined` where nothing is promised, or nobody can tell what has become of it. */
  readonly target: TargetRule | undefined;
  /** Holds or reopenings are known to have happened, but not when. */
  readonly approximate: boolean;
}

/**
 * Whether nobody can tell if an incident was answered: work on it has begun, and neither its record nor its past can say.
 * No clock of a first answer is read off it then.
 */
export const isAnswerUnknown = (
  { status, firstResponseAt }: Incident,
  { answersUntold, entries }: IncidentHistory,
): boolean =>
  answersUntold === true && !entries && firstResponseAt === undefined && status.category !== 'new';

/** Reads what the clock of a kind is computed from off an incident's record and past. */
export function clockInput(
  kind: ClockKind,
  incident: Incident,
  history: IncidentHistory,
  policy: Policy,
  now: Instant,
): ClockInput {
  const past = pastOf(incident, history, policy);
  const changes = [...(history.priorities ?? [])].sort((a, b) => a.at - b.at);
  const { pauses, cancelledAt = null, approximate } = past;
  const nothing = { id: 'none', kind, target: 'PT0S', unit: 'calendar-time' } as const;
  const plain: SlaInput = {
    target: nothing,
    now,
    ...(kind === 'response'
      ? responsePromise(incident, history, past, policy)
      : { start: incident.loggedAt, pauses, cancelledAt }),
  };
  const whole = kind === 'response' ? plain : withResolutions(plain, past, policy);
  // What was done before the priority changed was done under the old promise.
  const end = Math.min(whole.stop ?? Infinity, now);
  const ruleAt = (at: Instant): TargetRule | undefined =>
    targetFor(policy.targets, kind, { ...incident, priority: priorityAt(incident, changes, at) });
  const isUntold = !isTold(whole.start) || (kind === 'response' && isAnswerUnknown(incident, history));
  const target = isUntold ? undefined : ruleAt(end);
  if (!target) return { input: whole, target, approximate };
  const calendarOf = (rule: TargetRule): BusinessCalendar | undefined =>
    rule.calendar === undefined ? undefined : policy.calendars.get(rule.calendar);
  const calendar = calendarOf(target);
  const input = { ...whole, target, ...(calendar ? { calendar } : {}) };
  const change = changes.findLast(({ at }) => at <= end && ruleAt(at - 1)?.id !== ruleAt(at)?.id);
  return {
    input: change ? retarget(input, { at: change.at, target }, policy.onPriorityChange) : input,
    target,
    approximate,
  };
}
