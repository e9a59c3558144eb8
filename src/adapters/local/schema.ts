import type { DBSchema } from 'idb';
import type { LocalChoices } from './choices.js';
import type { Entry } from '../../core/entry.js';
import type { Incident } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import type { Participant } from '../../core/participant.js';
import type { SortField } from '../../core/query.js';
import type { RelationKind } from '../../core/relation.js';
import type { Task } from '../../core/task.js';

/** Sorts with an index of their own; a sort by status walks the statuses one after the other. */
export const indexed = [
  'updatedAt',
  'loggedAt',
  'priority',
  'number',
  'title',
] as const satisfies readonly SortField[];
export type Indexed = (typeof indexed)[number];

/**
 * An incident with the keys it is found by. Each index begins with the status, so that the open incidents among a
 * hundred thousand closed ones are found without reading those, and ends with the id, so that a page can be continued
 * exactly behind a row.
 */
export interface Row {
  readonly id: string;
  /** Rank of the status category. */
  readonly status: number;
  readonly updatedAt: number;
  readonly loggedAt: number;
  readonly priority: number;
  readonly number: string;
  readonly title: string;
  readonly incident: Incident;
}

export const statusRank = (incident: Incident): number => statusCategories.indexOf(incident.status.category);

export const rowOf = (incident: Incident): Row => ({
  id: incident.id,
  status: statusRank(incident),
  updatedAt: incident.updatedAt,
  loggedAt: incident.loggedAt,
  // An unknown priority sorts behind every known one.
  priority: incident.priority ?? Number.MAX_SAFE_INTEGER,
  number: incident.number,
  title: incident.title.normalize('NFKC').toLowerCase(),
  incident,
});

/** What a key has done, kept in the same transaction as the deed. */
export interface Done {
  readonly key: string;
  readonly incidentId: string;
  /** The entry it wrote, for a repeated `addEntry` or `attach`, or the task, for a repeated `saveTask`. */
  readonly entryId?: string;
}

/** A task of an incident, and its place in the order in which they were added. */
export interface TaskRow {
  readonly incidentId: string;
  readonly id: string;
  readonly place: number;
  readonly task: Task;
}

/** A link that is no field of an incident. It is kept once, where it was added, and read from both sides. */
export interface LinkRow {
  readonly incidentId: string;
  readonly kind: RelationKind;
  readonly other: string;
}

/** Who has a part in an incident. */
export interface ParticipantsRow {
  readonly incidentId: string;
  readonly participants: readonly Participant[];
}

/** A file with its bytes: an `ArrayBuffer`, which every browser keeps in every window. */
export interface FileRow {
  readonly id: string;
  readonly incidentId: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
}

type StatusIndex = [status: number, value: number | string, id: string];

export interface LocalSchema extends DBSchema {
  incidents: { key: string; value: Row; indexes: Record<Indexed, StatusIndex> };
  entries: {
    key: [incidentId: string, id: string];
    value: Entry;
    indexes: { timeline: [incidentId: string, recordedAt: number, id: string] };
  };
  tasks: { key: [incidentId: string, id: string]; value: TaskRow };
  links: {
    key: [incidentId: string, kind: string, other: string];
    value: LinkRow;
    indexes: { other: string };
  };
  participants: { key: string; value: ParticipantsRow };
  files: { key: string; value: FileRow };
  keys: { key: string; value: Done };
  /** Counters (`number`, `entry`, and `counts` of incidents by status), the choices of the form and the mark that the data has been seeded. */
  meta: {
    key: 'number' | 'entry' | 'counts' | 'choices' | 'seeded';
    value: number | boolean | readonly number[] | LocalChoices;
  };
}

export const storeNames = [
  'incidents',
  'entries',
  'tasks',
  'links',
  'participants',
  'files',
  'keys',
  'meta',
] as const;
export type Stores = typeof storeNames;
