import type { EditableField, FieldKind, FieldOfKind } from './fields.js';
import type { Pause } from './sla/pauses.js';
import type { PriorityExplanation } from './priority/priority.js';
import type { Instant } from './time.js';

/**
 * What every vendor's status boils down to. Clocks, KPI and colours look at the category only; the vendor's own
 * word is kept beside it in {@link Status}.
 */
export type StatusCategory = 'new' | 'active' | 'paused' | 'resolved' | 'closed' | 'cancelled';

/** All categories in the order an incident passes through them. */
export const statusCategories = ['new', 'active', 'paused', 'resolved', 'closed', 'cancelled'] as const;

export { editableFields } from './fields.js';
export type { EditableField } from './fields.js';

/** Lifecycle status: the category everything computes with, and the backend's own word for people. */
export interface Status {
  readonly category: StatusCategory;
  /** The backend's own code, such as `stalled`. Absent where the category is all there is. */
  readonly code?: string;
  /** The backend's own wording. */
  readonly label?: string;
}

/**
 * Something that is named elsewhere: a service, a configuration item, a group. Its id is empty where it was named while
 * nobody could look it up; it is looked up when the change is sent.
 */
export interface Ref {
  readonly id: string;
  readonly label: string;
}

/** A human or technical actor as far as the backend tells us. The id is empty as in {@link Ref}. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly location?: string;
  /** True for bots, mail robots and integrations: their entries never stop a response clock. */
  readonly automatic?: boolean;
}

/** It was named, and has not been looked up yet. */
export const isUnfound = ({ id }: Pick<Ref, 'id'>): boolean => id === '';

/** What somebody is called: by their id where the backend tells no name. */
export const calledBy = ({ id, name = '' }: Partial<Person>): string =>
  name.trim() === '' ? (id ?? '') : name;

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
  /** What was done: a patch, a restore, another setting. */
  readonly method?: string;
  readonly notes: string;
  /** Somebody has looked whether it works again. */
  readonly verified?: boolean;
  readonly by?: Person;
}

/** The value of a field only the backend knows. */
export type CustomValue = string | number | boolean | Ref | readonly string[];

/** Values of fields only the backend knows, by its own names. */
export type CustomValues = Readonly<Record<string, CustomValue>>;

/** Service lost altogether, or only slow and partly usable: both are incidents. */
export type Effect = 'down' | 'degraded';

/** The type of a value by the kind of its field. */
interface KindValue {
  readonly text: string;
  readonly prose: string;
  readonly level: number;
  readonly count: number;
  readonly flag: boolean;
  readonly instant: Instant;
  readonly effect: Effect;
  readonly channel: Channel;
  readonly ref: Ref;
  readonly person: Person;
  readonly status: Status;
  readonly resolution: Resolution;
}

type ValuesOf<K extends FieldKind> = { readonly [F in FieldOfKind<K>]?: KindValue[K] };

/** Every field of the table with the type of its kind, none of them certain. */
type FieldValues = ValuesOf<'text'> &
  ValuesOf<'prose'> &
  ValuesOf<'level'> &
  ValuesOf<'count'> &
  ValuesOf<'flag'> &
  ValuesOf<'instant'> &
  ValuesOf<'effect'> &
  ValuesOf<'channel'> &
  ValuesOf<'ref'> &
  ValuesOf<'person'> &
  ValuesOf<'status'> &
  ValuesOf<'resolution'>;

/**
 * The record. Everything but identity, title, status and the logging time may be missing, because no backend
 * knows all of it. All times are instants in UTC. The table in `fields.ts` says what each field is.
 */
export interface Incident extends FieldValues {
  /** The backend's id, or the client's own id while the incident has not been sent. */
  readonly id: string;
  /** The reference people quote, such as `INC0010023`. Empty until the backend has given one. */
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  readonly loggedAt: Instant;
  readonly updatedAt: Instant;
  /** Why the priority is what it is, where it was computed by our rules. */
  readonly assessment?: PriorityExplanation;
  /** When it was on hold and why; empty when it never was, absent when nobody knows. */
  readonly pauses?: readonly Pause[];
  /** What the backend keeps beyond our fields. `describe` tells label, kind and choices. */
  readonly custom?: CustomValues;
}

/** What the form hands over: the start of an incident. */
export type IncidentDraft = { readonly title: string; readonly description: string } & Partial<
  Pick<Incident, EditableField | 'assessment' | 'custom'>
>;

/** A change of an existing incident: only the fields that change. `null` empties a field. */
export type IncidentPatch = {
  readonly [F in EditableField]?: Incident[F] | null;
} & {
  readonly assessment?: PriorityExplanation;
  /** Only the fields that change, like the patch itself. */
  readonly custom?: Readonly<Record<string, CustomValue | null>>;
};
