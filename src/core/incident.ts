import type { PriorityExplanation } from './priority.js';
import type { Instant } from './time.js';

/**
 * What every vendor's status boils down to. Clocks, KPI and colours look at the category only; the vendor's own
 * word is kept beside it in {@link Status}.
 */
export type StatusCategory = 'new' | 'active' | 'paused' | 'resolved' | 'closed' | 'cancelled';

/** All categories in the order an incident passes through them. */
export const statusCategories = ['new', 'active', 'paused', 'resolved', 'closed', 'cancelled'] as const;

/** Lifecycle status: the category everything computes with, and the backend's own word for people. */
export interface Status {
  readonly category: StatusCategory;
  /** The backend's own code, such as `stalled`. Absent where the category is all there is. */
  readonly code?: string;
  /** The backend's own wording. */
  readonly label?: string;
}

/** Something that is named elsewhere: a service, a configuration item, a group. */
export interface Ref {
  readonly id: string;
  readonly label: string;
}

/** A human or technical actor as far as the backend tells us. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly location?: string;
  /** True for bots, mail robots and integrations: their entries never stop a response clock. */
  readonly automatic?: boolean;
}

/** How the incident reached the service desk. */
export type Channel =
  'self-service' | 'phone' | 'email' | 'chat' | 'walk-in' | 'monitoring' | 'staff' | 'vendor';

export const channels = [
  'self-service',
  'phone',
  'email',
  'chat',
  'walk-in',
  'monitoring',
  'staff',
  'vendor',
] as const satisfies readonly Channel[];

/** How the incident was ended. A workaround restores the service and leaves the cause for later. */
export interface Resolution {
  readonly type: 'workaround' | 'permanent';
  readonly code?: string;
  readonly notes: string;
  readonly by?: Person;
}

/** Service lost altogether, or only slow and partly usable: both are incidents. */
export type Effect = 'down' | 'degraded';

/**
 * The record. Everything but identity, title, status and the logging time may be missing, because no backend
 * knows all of it. All times are instants in UTC.
 */
export interface Incident {
  /** The backend's id, or the client's own id while the incident has not been sent. */
  readonly id: string;
  /** The id minted in the browser when the user pressed send; lets a lost answer be found again. */
  readonly clientId?: string;
  /** The reference people quote, such as `INC0010023`. Empty until the backend has given one. */
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  /** Level of the impact scale, 1 = highest. */
  readonly impact?: number;
  /** Level of the urgency scale, 1 = highest. */
  readonly urgency?: number;
  /** Rank of the priority, 1 = most urgent. */
  readonly priority?: number;
  /** Why the priority is what it is, where it was computed by our rules. */
  readonly assessment?: PriorityExplanation;
  readonly effect?: Effect;
  readonly major?: boolean;
  readonly category?: string;
  readonly subcategory?: string;
  readonly service?: Ref;
  readonly ci?: Ref;
  /** Who suffers from it. Empty when a monitoring system raised it. */
  readonly caller?: Person;
  /** Who typed it in, where that is somebody else. */
  readonly reporter?: Person;
  /** Free-text way to reach the caller: phone, room, e-mail. */
  readonly contact?: string;
  readonly location?: string;
  readonly channel?: Channel;
  readonly group?: Ref;
  readonly assignee?: Person;
  readonly hasWorkaround?: boolean;
  readonly holdReason?: string;
  readonly resolution?: Resolution;
  readonly parentId?: string;
  readonly duplicateOf?: string;
  /** An exercise: same screens, left out of every figure. */
  readonly drill?: boolean;

  readonly loggedAt: Instant;
  readonly updatedAt: Instant;
  readonly occurredAt?: Instant;
  readonly detectedAt?: Instant;
  readonly acknowledgedAt?: Instant;
  readonly firstResponseAt?: Instant;
  readonly assignedAt?: Instant;
  readonly resolvedAt?: Instant;
  readonly closedAt?: Instant;
  readonly reopenedAt?: Instant;
  /** When the backend says it must be resolved. The server's word wins over any local computation. */
  readonly dueAt?: Instant;

  readonly reopenCount?: number;
  readonly reassignmentCount?: number;
  readonly escalationCount?: number;
  /** Whether the resolution target was met, where the backend or the closing clock says so. */
  readonly slaMet?: boolean;
  /** Solved while the caller was still on the first contact. A fact somebody states, never guessed. */
  readonly firstContact?: boolean;

  /** Opaque token of this version (an ETag, a counter). Sent back with a change so that a concurrent one is noticed. */
  readonly version?: string;
  /** The record's page in the backend's own interface. */
  readonly url?: string;
}

/** Fields a person may set while logging or editing. Everything else follows from what happens. */
export const editableFields = [
  'title',
  'description',
  'effect',
  'impact',
  'urgency',
  'priority',
  'category',
  'subcategory',
  'service',
  'ci',
  'caller',
  'reporter',
  'contact',
  'location',
  'channel',
  'group',
  'assignee',
  'hasWorkaround',
  'occurredAt',
  'detectedAt',
  'major',
  'drill',
] as const;

/** A field a person may set. */
export type EditableField = (typeof editableFields)[number];

/** What the form hands over: the start of an incident. */
export type IncidentDraft = { readonly title: string; readonly description: string } & Partial<
  Pick<Incident, EditableField | 'assessment'>
>;

/** A change of an existing incident: only the fields that change. `null` empties a field. */
export type IncidentPatch = {
  readonly [F in EditableField]?: Incident[F] | null;
} & { readonly assessment?: PriorityExplanation };
