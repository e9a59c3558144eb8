import type { BusinessCalendar } from '../calendar/calendar.js';
import type { Counts } from '../changes.js';
import { isCounted } from '../changes.js';
import type { IncidentHistory } from '../history.js';
import { pausesOf } from '../history.js';
import type { Incident } from '../incident.js';
import { openCategories } from '../query.js';
import { pausedTime } from '../sla/pauses.js';
import type { Policy } from '../policy.js';
import type { ClockState } from '../sla/clocks.js';
import { clockState } from '../sla/clocks.js';
import { deadlinesOf } from '../sla/forecast.js';
import { responseOf } from '../sla/events.js';
import type { ClockKind } from '../sla/targets.js';
import type { Instant, Millis } from '../time.js';
import { isTold } from '../time.js';

/** What figures need to know of one incident. Anything unknown is left out, and then leaves the figure's n. */
export interface KpiRow {
  readonly id: string;
  readonly loggedAt?: Instant;
  readonly occurredAt?: Instant;
  readonly detectedAt?: Instant;
  readonly acknowledgedAt?: Instant;
  readonly firstResponseAt?: Instant;
  readonly assignedAt?: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  readonly updatedAt?: Instant;
  /** Rank, 1 = most urgent. */
  readonly priority?: number;
  readonly category?: string;
  /** The id of its service. */
  readonly service?: string;
  /** The id of the group that has it. */
  readonly group?: string;
  /** The status as it is to be counted by. */
  readonly status?: string;
  /** It is being worked on, whatever its times say: reopened, or a backend that fills times early. */
  readonly open?: boolean;
  readonly cancelled?: boolean;
  readonly duplicate?: boolean;
  /** Known to be a child of a major incident, also where the parent itself is not among the rows. */
  readonly childOfMajor?: boolean;
  readonly parentId?: string;
  readonly major?: boolean;
  readonly drill?: boolean;
  /** It left the service desk for another level or group. */
  readonly escalated?: boolean;
  readonly reassignmentCount?: number;
  readonly reopenCount?: number;
  /** How often it was given another category than the one it had. */
  readonly recategorisationCount?: number;
  /** When the promises about an open incident run out; `Infinity` while the clock is on hold. */
  readonly responseDueAt?: Instant;
  readonly resolutionDueAt?: Instant;
  readonly slaMet?: boolean | null;
  /** First answered in time. */
  readonly responseMet?: boolean | null;
  /** The caller's verdict from 1 to 5. */
  readonly rating?: number;
  readonly firstContact?: boolean;
  /** Without it, a reassignment count of 0 says so. */
  readonly resolvedByFirstGroup?: boolean;
  /** Time on hold round the clock. */
  readonly pausedMs?: Millis;
  /** Time on hold while the calendar was open. */
  readonly pausedOpenMs?: Millis;
}

/** What an incident alone does not say. */
export interface KpiRowContext {
  /** Ids of major incidents that are not among the rows: their children are not counted beside them. */
  readonly majors?: ReadonlySet<string>;
  /** With it, an open incident past its deadline counts as missed where open misses are counted. */
  readonly now?: Instant;
  /** Its timeline, where that has been read: it tells holds and first answers the record does not. */
  readonly history?: IncidentHistory;
  /** Opening hours, for the time on hold within them. */
  readonly calendar?: BusinessCalendar;
  /** Its targets judge what the backend does not, and it says what an answer does. */
  readonly policy?: Policy;
}

/** Time on hold until it was over, where the holds or at least their sum are known. */
function pausedOf(
  incident: Incident,
  { history, now, calendar }: KpiRowContext,
): Pick<KpiRow, 'pausedMs' | 'pausedOpenMs'> {
  const { loggedAt, resolvedAt, closedAt, pausedMs } = incident;
  const pauses = history?.statuses ? pausesOf(history.statuses) : incident.pauses;
  const end = resolvedAt ?? closedAt ?? now;
  if (!pauses || end === undefined) return { pausedMs };
  return {
    pausedMs: pausedTime(pauses, loggedAt, end),
    ...(calendar ? { pausedOpenMs: pausedTime(pauses, loggedAt, end, calendar) } : {}),
  };
}

/** Whether a clock was in time; `undefined` while that is open, or where nothing was promised. */
const metBy = (state: ClockState): boolean | undefined =>
  state === 'met' ? true : state === 'breached' ? false : undefined;

/** What the backend says of the targets, else its deadline, else the policy's clocks. */
function slaOf(
  incident: Incident,
  { now, history = {}, policy }: KpiRowContext,
): Pick<KpiRow, 'slaMet' | 'responseMet'> {
  const { slaMet, responseMet, dueAt, resolvedAt } = incident;
  // A record without a time that can be read has no clock; the others are counted all the same.
  if (policy && now !== undefined && isTold(incident.loggedAt)) {
    const met = (kind: ClockKind): boolean | undefined =>
      metBy(clockState(kind, incident, history, policy, now));
    return { slaMet: slaMet ?? met('resolution'), responseMet: responseMet ?? met('response') };
  }
  if (slaMet !== undefined || dueAt === undefined) return { slaMet, responseMet };
  if (resolvedAt !== undefined) return { slaMet: resolvedAt <= dueAt, responseMet };
  return { slaMet: now !== undefined && now > dueAt ? false : undefined, responseMet };
}

/** The deadlines of an open incident. */
function deadlinesIn(
  incident: Incident,
  { now, history, policy }: KpiRowContext,
): Pick<KpiRow, 'responseDueAt' | 'resolutionDueAt'> {
  if (!policy || now === undefined || !openCategories.includes(incident.status.category)) return {};
  const { response, resolution } = deadlinesOf(incident, policy, now, history);
  return { responseDueAt: response, resolutionDueAt: resolution };
}

const told = (at: Instant): Instant | undefined => (isTold(at) ? at : undefined);

/** The row of an incident. */
export function kpiRow(incident: Incident, context: KpiRowContext = {}): KpiRow {
  const { majors, history, policy } = context;
  const { status, escalationCount, reassignmentCount } = incident;
  const hops = escalationCount ?? reassignmentCount;
  const { category } = status;
  return {
    id: incident.id,
    loggedAt: told(incident.loggedAt),
    occurredAt: incident.occurredAt,
    detectedAt: incident.detectedAt,
    ...responseOf(incident, policy, history?.entries),
    assignedAt: incident.assignedAt,
    resolvedAt: incident.resolvedAt,
    closedAt: incident.closedAt,
    updatedAt: told(incident.updatedAt),
    priority: incident.priority,
    category: incident.category,
    service: incident.service?.id,
    group: incident.group?.id,
    status: category,
    open: openCategories.includes(category),
    cancelled: category === 'cancelled',
    duplicate: incident.duplicateOf !== undefined,
    childOfMajor: incident.parentId !== undefined && (majors?.has(incident.parentId) ?? false),
    parentId: incident.parentId,
    major: incident.major ?? false,
    drill: incident.drill ?? false,
    // Where nobody counts escalations, a change of group is one.
    ...(hops === undefined ? {} : { escalated: hops > 0 }),
    reassignmentCount,
    reopenCount: incident.reopenCount,
    recategorisationCount:
      incident.recategorisationCount ??
      history?.categories?.filter((change) => isCounted('category', change)).length,
    ...deadlinesIn(incident, context),
    ...slaOf(incident, context),
    rating: incident.rating,
    ...pausedOf(incident, context),
    firstContact: incident.firstContact,
  };
}

/** The row with counts that the incident itself does not carry. */
export function withCounts(row: KpiRow, counts: Counts): KpiRow {
  const {
    reassignmentCount = counts.reassignmentCount,
    reopenCount = counts.reopenCount,
    recategorisationCount = counts.recategorisationCount,
    escalated = reassignmentCount === undefined ? undefined : reassignmentCount > 0,
  } = row;
  return { ...row, reassignmentCount, reopenCount, recategorisationCount, escalated };
}
