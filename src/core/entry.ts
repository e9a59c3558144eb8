import type { Attachment } from './file.js';
import type { Person } from './incident.js';
import type { Instant } from './time.js';

/**
 * What an entry is. `comment` and `work-note` are people's words; everything else is written by a machine about
 * something that happened.
 */
export type EntryKind =
  'created' | 'comment' | 'work-note' | 'change' | 'status' | 'assignment' | 'attachment' | 'sla' | 'system';

export const entryKinds = [
  'created',
  'comment',
  'work-note',
  'change',
  'status',
  'assignment',
  'attachment',
  'sla',
  'system',
] as const satisfies readonly EntryKind[];

/** Who may read an entry: everybody with access to the incident, or only those who work on it. */
export type Visibility = 'public' | 'internal';

/** One field that changed, in words a person can read. */
export interface FieldChange {
  /**
   * Our field name where we know it, otherwise the backend's. `link` is one to another record and `participant` a person's
   * part in the incident; what came is `to`, what went is `from`.
   */
  readonly field: string;
  /** The backend's label, where our field name is not known; of a link its kind, of a participant the part. */
  readonly label?: string;
  readonly from?: string;
  readonly to?: string;
}

/** One item of an incident's timeline. Entries are only ever added, never edited. */
export interface Entry {
  /** Unique within the incident and stable between reads. */
  readonly id: string;
  readonly incidentId: string;
  readonly kind: EntryKind;
  readonly visibility: Visibility;
  /** When it happened, as far as somebody said so; equal to `recordedAt` otherwise. */
  readonly occurredAt: Instant;
  /** When the backend wrote it down. */
  readonly recordedAt: Instant;
  readonly author?: Person;
  /** The words. Undefined together with `deferred` when they have to be asked for separately. */
  readonly text?: string;
  /** The backend keeps the words elsewhere: ask the adapter's `entryTexts`. */
  readonly deferred?: boolean;
  readonly changes?: readonly FieldChange[];
  /** Files that came with it. */
  readonly attachments?: readonly Attachment[];
  /** The key of the mutation that wrote it, where the backend returns it. */
  readonly key?: string;
}

/** What a person adds to a timeline. */
export interface EntryDraft {
  readonly kind: 'comment' | 'work-note';
  readonly text: string;
  /** Set when it happened at another time than now. */
  readonly occurredAt?: Instant;
}

/** A comment is for everybody, a work note for those who work on the incident. */
export const visibilityOf = (kind: EntryKind): Visibility => (kind === 'work-note' ? 'internal' : 'public');
