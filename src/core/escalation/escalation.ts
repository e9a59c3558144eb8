import { isOpen, nextOpening } from '../calendar/calendar.js';
import { durationLength } from '../duration.js';
import type { FiredRule, IncidentHistory } from '../history.js';
import type { Incident } from '../incident.js';
import type { Contact, EscalationRules, LadderRule } from './ladder.js';
import type { Policy } from '../policy.js';
import type { IncidentClocks } from '../sla/clocks.js';
import { responseOf } from '../sla/events.js';
import type { SlaInput } from '../sla/clock.js';
import { slaInstant } from '../sla/clock.js';
import { joinPauses } from '../sla/pauses.js';
import type { ClockKind } from '../sla/targets.js';
import type { Instant, Millis } from '../time.js';
import { DAY } from '../time.js';
import { dayNumber } from '../zone.js';

/** Why a rung does not fire although its time has come, or has no time. */
export type Suppression =
  | 'resolved'
  | 'cancelled'
  | 'paused'
  | 'acknowledged'
  | 'assigned'
  /** Its time has come outside the hours in which people are disturbed; `at` says when it will be told. */
  | 'quiet-hours'
  /** It should have fired so long ago that nobody wants to hear of it any more. */
  | 'stale'
  /** Another priority made several rungs due at once, and a higher one speaks. */
  | 'overtaken'
  /** There is no target to take a part of. */
  | 'no-target';

/** Who is told. */
export interface Addressee {
  /** What the ladder names: `assignee`, `group`, or a role. */
  readonly role: string;
  /** Absent when nobody is known for it: somebody has to be found. */
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The date somebody last made sure that this is right. */
  readonly lastVerified?: string;
  /** A contact nobody has verified for longer than the policy allows, or ever. */
  readonly outdated: boolean;
}

/** A rung of the ladder for one incident. */
export interface EscalationRung {
  /** The rule as it stood when this was computed, with the policy it is from. */
  readonly rule: LadderRule;
  readonly policyId: string;
  readonly policyVersion: string;
  /**
   * `fired`: the history says so. `due`: its time has come and nobody has written that it fired. `ahead`: it will fire
   * at `at` unless something happens. `suppressed`: it does not fire; `why` tells.
   */
  readonly state: 'fired' | 'due' | 'ahead' | 'suppressed';
  /** When it fires, or fired last. */
  readonly at?: Instant;
  /** When it would have fired, had it not waited for the end of quiet hours. */
  readonly deferredFrom?: Instant;
  /** When it fired last, also where it will again. */
  readonly firedAt?: Instant;
  /** Who wrote down that it fired last: the backend, or a person who followed a suggestion. */
  readonly firedBy?: 'backend' | 'person';
  readonly why?: Suppression;
  readonly to: Addressee;
}

/** Nobody has acknowledged an incident. */
export interface AcknowledgeAlarm {
  /** When it begins to ring. */
  readonly at: Instant;
  readonly ringing: boolean;
  /** How long it has been waiting since it was logged, round the clock. */
  readonly waiting: Millis;
}

/** What the ladder does with an incident. */
export interface EscalationPreview {
  /** The rungs for this incident, in the order of the ladder. */
  readonly rungs: readonly EscalationRung[];
  /** The one that fires next. */
  readonly next?: EscalationRung;
  readonly alarm?: AcknowledgeAlarm;
}

/** Everything a rung is judged by. */
interface Situation {
  readonly incident: Incident;
  readonly history: IncidentHistory;
  readonly clocks: IncidentClocks;
  readonly policy: Policy;
  readonly now: Instant;
}

function isAcknowledged({ incident, history, policy }: Situation): boolean {
  // Somebody works on it, whether or not the backend knows of acknowledgements.
  if (incident.status.category !== 'new') return true;
  return responseOf(incident, policy, history.entries).acknowledgedAt !== undefined;
}

/** On hold for a reason that stops clocks. */
function isHeld({ incident, policy }: Situation): boolean {
  const reason = policy.holdReasons.find(({ id }) => id === incident.holdReason);
  return incident.status.category === 'paused' && reason?.stopsClock !== false;
}

/** What counted time since the logging is computed from; round the clock where nothing is promised. */
const countedSinceLogged = ({ incident, clocks, now }: Situation, kind: ClockKind): SlaInput => ({
  ...(clocks[kind].input ?? {
    target: { id: 'none', kind, target: 'PT0S', unit: 'calendar-time' },
    pauses: incident.pauses,
    now,
  }),
  start: incident.loggedAt,
});

function statusSince({ incident, history }: Situation): Instant {
  const { status, updatedAt, loggedAt, pauses = [] } = incident;
  const changes = (history.statuses ?? []).map(({ at }) => at);
  if (changes.length > 0) return Math.max(...changes);
  if (status.category === 'new') return loggedAt;
  return status.category === 'paused' ? (pauses.at(-1)?.from ?? updatedAt) : updatedAt;
}

/** When a rung is reached: `null` while on hold, `undefined` where there is no target. */
function reachedAt(situation: Situation, { when }: LadderRule): Instant | null | undefined {
  const { clocks } = situation;
  const targeted = (kind: ClockKind, used: (allowed: Millis) => Millis): Instant | null | undefined => {
    const { input } = clocks[kind];
    return input ? slaInstant(input, used) : undefined;
  };
  switch (when.kind) {
    case 'percent':
      return targeted(when.clock ?? 'resolution', (allowed) => (allowed * when.percent) / 100);
    case 'before-deadline':
      return targeted(when.clock ?? 'resolution', (allowed) => allowed - durationLength(when.by));
    case 'unresolved':
      return slaInstant(countedSinceLogged(situation, 'resolution'), () => durationLength(when.after));
    case 'unacknowledged':
      return slaInstant(countedSinceLogged(situation, 'response'), () => durationLength(when.after));
    case 'in-status':
      return statusSince(situation) + durationLength(when.after);
  }
}

/** What keeps a rung from firing, whatever its time. */
function silenced(situation: Situation, { when, unless = [] }: LadderRule): Suppression | undefined {
  const { category } = situation.incident.status;
  if (category === 'cancelled') return 'cancelled';
  if (category === 'resolved' || category === 'closed') return 'resolved';
  if ((when.kind === 'unacknowledged' || unless.includes('acknowledged')) && isAcknowledged(situation))
    return 'acknowledged';
  return unless.includes('assigned') && situation.incident.assignee ? 'assigned' : undefined;
}

/** Since when the clocks have been on hold; undefined while they are not. */
function heldSince(situation: Situation): Instant | undefined {
  if (!isHeld(situation)) return undefined;
  const { incident, clocks, now } = situation;
  const { pauses = incident.pauses ?? [] } = clocks.resolution.input ?? clocks.response.input ?? {};
  const open = joinPauses(pauses, incident.loggedAt).findLast(([, to]) => to > now);
  return open?.[0] ?? statusSince(situation);
}

/** What comes while the clocks are on hold does not fire. What came before has come, and a hold does not take it back. */
function comesOnHold(situation: Situation, { when }: LadderRule, at: Instant): boolean {
  const since = when.kind === 'in-status' ? undefined : heldSince(situation);
  return since !== undefined && at > since;
}

const isOutdated = (
  { lastVerified }: Contact,
  { verifyContacts }: EscalationRules,
  now: Instant,
): boolean => {
  const day = lastVerified === undefined ? undefined : dayNumber(lastVerified);
  return day === undefined || now - day * DAY > durationLength(verifyContacts);
};

/** Who has a role for an incident: the contact of its own group, else the one of all. */
export function contactOf(
  role: string,
  { group }: Incident,
  { escalation }: Policy,
  now: Instant,
): Addressee {
  const of = escalation.contacts.filter((contact) => contact.role === role);
  const contact =
    of.find((one) => group !== undefined && one.group === group.id) ??
    of.find((one) => one.group === undefined);
  if (!contact) return { role, outdated: false };
  const { name, email, phone, lastVerified } = contact;
  return { role, name, email, phone, lastVerified, outdated: isOutdated(contact, escalation, now) };
}

/** Who a rung reaches. */
function addresseeOf({ incident, policy, now }: Situation, { notify: role }: LadderRule): Addressee {
  const { assignee, group } = incident;
  if (role === 'assignee') {
    const { name, email, phone } = assignee ?? {};
    return { role, ...(name === undefined ? {} : { name, email, phone }), outdated: false };
  }
  if (role === 'group') return { role, ...(group ? { name: group.label } : {}), outdated: false };
  return contactOf(role, incident, policy, now);
}

function rungOf(situation: Situation, rule: LadderRule): EscalationRung {
  const { incident, history, policy, now } = situation;
  const last = history.fired
    ?.filter(({ ruleId }) => ruleId === rule.id)
    .reduce<FiredRule | undefined>(
      (latest, one) => (one.at >= (latest?.at ?? -Infinity) ? one : latest),
      undefined,
    );
  const firedAt = last?.at;
  const common = {
    rule,
    policyId: policy.id,
    policyVersion: policy.version,
    to: addresseeOf(situation, rule),
    ...(last
      ? { firedAt: last.at, firedBy: last.automatic ? ('backend' as const) : ('person' as const) }
      : {}),
  };
  if (firedAt !== undefined && rule.repeat === undefined) return { ...common, state: 'fired', at: firedAt };
  const silent = (why: Suppression, at: Instant | null | undefined): EscalationRung =>
    firedAt === undefined
      ? { ...common, state: 'suppressed', why, ...(at == null ? {} : { at }) }
      : { ...common, state: 'fired', at: firedAt, why };
  const reached =
    firedAt === undefined ? reachedAt(situation, rule) : firedAt + durationLength(rule.repeat ?? 'P1D');
  const why = silenced(situation, rule);
  if (why) return silent(why, reached);
  if (reached === undefined) return silent('no-target', undefined);
  if (reached === null || comesOnHold(situation, rule, reached)) return silent('paused', reached);
  if (now - reached > durationLength(policy.escalation.staleAfter))
    return { ...common, state: 'suppressed', why: 'stale', at: reached };

  const hours = rule.hours === undefined ? undefined : policy.calendars.get(rule.hours);
  const waits = hours !== undefined && incident.priority !== 1 && !isOpen(hours, reached);
  const at = waits ? (nextOpening(hours, reached) ?? reached) : reached;
  const deferred = at === reached ? {} : { deferredFrom: reached };
  if (comesOnHold(situation, rule, at)) return { ...silent('paused', at), ...deferred };
  if (at <= now) return { ...common, state: 'due', at, ...deferred };
  // Its time has come, and it waits for the morning.
  return reached <= now
    ? { ...common, state: 'suppressed', why: 'quiet-hours', at, ...deferred }
    : { ...common, state: 'ahead', at, ...deferred };
}

/** Of the rungs that another priority made due after the fact, only the last one speaks. */
function notAllAtOnce(
  rungs: readonly EscalationRung[],
  { history, now }: Situation,
): readonly EscalationRung[] {
  const changed = (history.priorities ?? [])
    .filter(({ at }) => at <= now)
    .reduce((last, { at }) => Math.max(last, at), -Infinity);
  const isLate = ({ state, at = Infinity, rule }: EscalationRung): boolean =>
    state === 'due' && at < changed && (rule.when.kind === 'percent' || rule.when.kind === 'before-deadline');
  const late = rungs.filter(isLate);
  const highest = late.reduce<EscalationRung | undefined>(
    (last, rung) => ((rung.at ?? 0) >= (last?.at ?? -Infinity) ? rung : last),
    undefined,
  );
  return rungs.map((rung) =>
    isLate(rung) && rung !== highest ? { ...rung, state: 'suppressed', why: 'overtaken' } : rung,
  );
}

function alarmOf(situation: Situation): AcknowledgeAlarm | undefined {
  const { incident, clocks, policy, now } = situation;
  const { input } = clocks.response;
  if (!input || isAcknowledged(situation)) return undefined;
  const { alarmAt, staleAfter } = policy.escalation;
  const at = slaInstant(input, (allowed) => (allowed * alarmAt) / 100);
  if (at === null) return undefined;
  const waited = now - at;
  return {
    at,
    ringing: waited >= 0 && waited <= durationLength(staleAfter),
    waiting: now - incident.loggedAt,
  };
}

/**
 * What the ladder of the policy does with an incident: what fires next, when and to whom, what has fired, what does
 * not fire and why. Computed from the same clocks as everything else; firing is the backend's business.
 */
export function escalationPreview(
  incident: Incident,
  history: IncidentHistory,
  clocks: IncidentClocks,
  policy: Policy,
  now: Instant,
): EscalationPreview {
  const situation: Situation = { incident, history, clocks, policy, now };
  const { category } = incident.status;
  const applies = ({ priority, when }: LadderRule): boolean =>
    (priority === undefined || [priority].flat().includes(incident.priority ?? 0)) &&
    (when.kind !== 'in-status' || when.status === category);
  const rungs = notAllAtOnce(
    policy.escalation.ladder.filter(applies).map((rule) => rungOf(situation, rule)),
    situation,
  );
  const next = rungs
    .filter(({ state }) => state === 'ahead')
    .reduce<EscalationRung | undefined>(
      (first, rung) => ((rung.at ?? 0) < (first?.at ?? Infinity) ? rung : first),
      undefined,
    );
  const alarm = alarmOf(situation);
  return { rungs, ...(next ? { next } : {}), ...(alarm ? { alarm } : {}) };
}

/** Contacts of the ladder nobody has verified for longer than the policy allows. */
export const outdatedContacts = ({ escalation }: Policy, now: Instant): readonly Contact[] =>
  escalation.contacts.filter((contact) => isOutdated(contact, escalation, now));
