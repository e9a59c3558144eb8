import type { Incident } from './incident.js';
import type { Instant, Millis } from './time.js';

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
  /** Rank, 1 = most urgent. */
  readonly priority?: number;
  readonly category?: string;
  /** The status as it is to be counted by. */
  readonly status?: string;
  /** It is being worked on, whatever its times say: reopened, or a backend that fills times early. */
  readonly open?: boolean;
  readonly cancelled?: boolean;
  readonly duplicate?: boolean;
  readonly childOfMajor?: boolean;
  readonly drill?: boolean;
  /** It left the service desk for another level or group. */
  readonly escalated?: boolean;
  readonly reassignmentCount?: number;
  readonly reopenCount?: number;
  readonly slaMet?: boolean | null;
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
  /** Ids of major incidents: their children are not counted beside them. */
  readonly majors?: ReadonlySet<string>;
  /** With it, an open incident past its deadline counts as missed where open misses are counted. */
  readonly now?: Instant;
}

function slaOf({ slaMet, dueAt, resolvedAt }: Incident, now: Instant | undefined): boolean | undefined {
  if (slaMet !== undefined) return slaMet;
  if (dueAt === undefined) return undefined;
  if (resolvedAt !== undefined) return resolvedAt <= dueAt;
  return now !== undefined && now > dueAt ? false : undefined;
}

/** The row of an incident. */
export function kpiRow(incident: Incident, { majors, now }: KpiRowContext = {}): KpiRow {
  const { status, escalationCount, reassignmentCount } = incident;
  const hops = escalationCount ?? reassignmentCount;
  const { category } = status;
  return {
    id: incident.id,
    loggedAt: incident.loggedAt,
    occurredAt: incident.occurredAt,
    detectedAt: incident.detectedAt,
    acknowledgedAt: incident.acknowledgedAt,
    firstResponseAt: incident.firstResponseAt,
    assignedAt: incident.assignedAt,
    resolvedAt: incident.resolvedAt,
    closedAt: incident.closedAt,
    priority: incident.priority,
    category: incident.category,
    status: category,
    open: category === 'new' || category === 'active' || category === 'paused',
    cancelled: category === 'cancelled',
    duplicate: incident.duplicateOf !== undefined,
    childOfMajor: incident.parentId !== undefined && (majors?.has(incident.parentId) ?? false),
    drill: incident.drill ?? false,
    // Where nobody counts escalations, a change of group is one.
    ...(hops === undefined ? {} : { escalated: hops > 0 }),
    reassignmentCount,
    reopenCount: incident.reopenCount,
    slaMet: slaOf(incident, now),
    firstContact: incident.firstContact,
  };
}
