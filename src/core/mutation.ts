import type { Entry, EntryDraft, Visibility } from './entry.js';
import { visibilityOf } from './entry.js';
import type { FileRef } from './file.js';
import type {
  CustomValues,
  Incident,
  IncidentDraft,
  IncidentPatch,
  Person,
  Ref,
  Resolution,
  Status,
  StatusCategory,
} from './incident.js';
import type { ParticipantChange } from './participant.js';
import { openCategories } from './query.js';
import type { RelationChange } from './relation.js';
import { sameValue } from './same-value.js';
import type { Task, TaskChange } from './task.js';
import type { Instant } from './time.js';

/**
 * A step of the lifecycle with what its guard asks for. It may wait a long time before it is sent, so it names where it
 * leads and never the backend's id of a step: that one holds only as long as the incident stands where it stood.
 */
export interface TransitionRequest {
  readonly to: StatusCategory;
  /** The backend's own code of the status, where several of its statuses are of this category. */
  readonly code?: string;
  /** Why: hold reason, reopen reason, cancellation reason. */
  readonly reason?: string;
  /** Public words that go with the step. */
  readonly comment?: string;
  readonly resolution?: Resolution;
  /** It was solved while the caller was still on the first contact. */
  readonly firstContact?: boolean;
  /** When somebody said that it works again, as it goes with closing; and who, where that is known. */
  readonly confirmedAt?: Instant;
  readonly confirmedBy?: Person;
  /** Number or id of the incident this one repeats; it is cancelled because of that. */
  readonly duplicateOf?: string;
  readonly assignee?: Person;
  readonly group?: Ref;
  /** Answers to what only the backend asks for, by its own names. */
  readonly custom?: CustomValues;
}

/** Whether a record has what a step brings along besides its status. */
export const hasStepFields = (
  incident: Pick<Incident, 'assignee' | 'group' | 'custom'>,
  { assignee, group, custom = {} }: TransitionRequest,
): boolean =>
  (assignee === undefined || sameValue(incident.assignee, assignee)) &&
  (group === undefined || sameValue(incident.group, group)) &&
  Object.entries(custom).every(([name, value]) => sameValue(incident.custom?.[name], value));

/** What the user wanted, in domain words. */
export type MutationIntent =
  | { readonly kind: 'create'; readonly draft: IncidentDraft }
  | {
      readonly kind: 'update';
      readonly patch: IncidentPatch;
      /** The fields as the user saw them, so that a conflict can show both versions. */
      readonly seen: IncidentPatch;
      readonly version?: string;
    }
  | { readonly kind: 'add-entry'; readonly entry: EntryDraft }
  | {
      readonly kind: 'attach';
      /** What the file is; its bytes are kept apart and never copied along. */
      readonly file: FileRef;
      readonly visibility: Visibility;
    }
  | { readonly kind: 'transition'; readonly transition: TransitionRequest; readonly version?: string }
  | {
      readonly kind: 'save-task';
      readonly taskId: string;
      readonly change: TaskChange;
      /** The task as the user saw it; a new one where there was none. */
      readonly seen?: Task;
      readonly version?: string;
    }
  | { readonly kind: 'relate'; readonly relation: RelationChange }
  | { readonly kind: 'save-participant'; readonly participant: ParticipantChange };

/**
 * One user intent to change something. Identity, author and idempotency key are minted when the user acts, stored
 * before anything is sent, and identical on every attempt.
 */
export interface Mutation {
  /** Also the idempotency key on the wire. */
  readonly key: string;
  /** The incident it belongs to; for a `create` the client id that stands in until the backend has given one. */
  readonly incidentId: string;
  /** Who wanted it. It is never sent under another author. */
  readonly author: string;
  readonly createdAt: Instant;
  readonly intent: MutationIntent;
}

/**
 * Where a mutation stands.
 * - `queued`: stored, will be sent by itself
 * - `sending`: a tab holds the lease and is sending it
 * - `waiting`: depends on an earlier one of the same incident that has not gone through
 * - `unknown`: it may have been carried out although no answer came; never resent by itself
 * - `failed`: the backend refused it; the content is kept
 * - `conflict`: somebody changed the same incident meanwhile; both versions are kept
 */
export type OutboxItemState = 'queued' | 'sending' | 'waiting' | 'unknown' | 'failed' | 'conflict';

/** Those parts of a record that a patch would change, for a person who has to choose between two versions. */
export const seenFields = (patch: IncidentPatch, seen: Incident): IncidentPatch =>
  Object.fromEntries(Object.keys(patch).map((field) => [field, seen[field as keyof Incident] ?? null]));

/** What a not yet sent `create` looks like in a list. */
export function incidentFromCreate(
  mutation: Mutation & { readonly intent: { readonly kind: 'create' } },
): Incident {
  const { draft } = mutation.intent;
  return {
    ...draft,
    id: mutation.incidentId,
    clientId: mutation.incidentId,
    number: '',
    status: { category: 'new' },
    loggedAt: mutation.createdAt,
    updatedAt: mutation.createdAt,
  };
}

/** The status a step leads to, as far as it is known before the backend has answered. */
export const statusAfter = ({ to, code }: TransitionRequest): Status =>
  code === undefined ? { category: to } : { category: to, code };

/** A copy with the patch applied; `null` removes the field. */
export function applyPatch(incident: Incident, { custom, ...patch }: IncidentPatch): Incident {
  const result = patched(incident, patch);
  return (custom ? { ...result, custom: patched(incident.custom ?? {}, custom) } : result) as Incident;
}

function patched(before: object, patch: object): object {
  const result: Record<string, unknown> = { ...before };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else if (value !== undefined) result[field] = value;
  }
  return result;
}

/** What a step changes besides the status, as far as it is known before the backend has answered. */
function broughtBy({
  to,
  assignee,
  group,
  custom,
  confirmedAt,
  confirmedBy,
}: TransitionRequest): IncidentPatch {
  return {
    ...(assignee && { assignee }),
    ...(group && { group }),
    ...(custom && { custom }),
    // What is worked on again is not confirmed any more.
    ...(openCategories.includes(to)
      ? { confirmedAt: null, confirmedBy: null }
      : confirmedAt !== undefined && { confirmedAt, ...(confirmedBy && { confirmedBy }) }),
  };
}

function printed<K extends 'from' | 'to'>(
  key: K,
  value: IncidentPatch[keyof IncidentPatch],
): Partial<Record<K, string>> {
  if (value === undefined || value === null) return {};
  return { [key]: words(value) } as Partial<Record<K, string>>;
}

/** A value as a person reads it: the label of a choice, the name of a person, or the value itself. */
function words(value: object | string | number | boolean): string {
  if (typeof value !== 'object') return String(value);
  if ('label' in value) return String(value.label);
  return 'name' in value ? String(value.name) : '';
}

/** What an entry of a mutation says beside the mutation itself. */
type PendingEntry = Pick<Entry, 'kind' | 'visibility'> & Partial<Entry>;

/** What an intent is here before the backend has answered. Where a part is left out, it changes nothing or leaves nothing. */
interface IntentRow<Intent> {
  /** The fields of the record it changes. */
  change?(intent: Intent, incident: Incident): Incident;
  /** The entry it leaves. Of the others the timeline has the backend's line; until then the record's own list shows them. */
  entry?(intent: Intent): PendingEntry;
}

/** Every kind of intent, one row each. */
const intents: {
  readonly [K in MutationIntent['kind']]: IntentRow<Extract<MutationIntent, { readonly kind: K }>>;
} = {
  create: { entry: () => ({ kind: 'created', visibility: 'public' }) },
  update: {
    change: ({ patch }, incident) => applyPatch(incident, patch),
    entry: ({ patch, seen }) => ({
      kind: 'change',
      visibility: 'public',
      changes: Object.entries(patch)
        .filter(([field]) => field !== 'assessment' && field !== 'custom')
        .map(([field, value]) => ({
          field,
          ...printed('from', seen[field as keyof IncidentPatch]),
          ...printed('to', value),
        })),
    }),
  },
  'add-entry': {
    entry: ({ entry: { kind, text, occurredAt } }) => ({
      kind,
      visibility: visibilityOf(kind),
      text,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    }),
  },
  attach: {
    entry: ({ file, visibility }) => ({ kind: 'attachment', visibility, attachments: [file] }),
  },
  transition: {
    change: ({ transition }, incident) => ({
      ...applyPatch(incident, broughtBy(transition)),
      status: statusAfter(transition),
    }),
    entry: ({ transition: { to } }) => ({
      kind: 'status',
      visibility: 'public',
      changes: [{ field: 'status', to }],
    }),
  },
  'save-task': {},
  relate: {},
  'save-participant': {},
};

/** The row of an intent. Its methods take the intent they were found by, and no other. */
const rowOf = ({ kind }: MutationIntent): IntentRow<MutationIntent> => intents[kind];

/** The kinds of intents there are. */
export const mutationKinds = Object.keys(intents) as readonly MutationIntent['kind'][];

/** The incident as it will be once the mutation is carried out; the record itself is never changed. */
export function applyMutation(incident: Incident, { intent, createdAt }: Mutation): Incident {
  const after = rowOf(intent).change?.(intent, incident);
  return after ? { ...after, updatedAt: Math.max(incident.updatedAt, createdAt) } : incident;
}

/** The timeline entry a mutation will leave, so that it can be shown as pending. Undefined where it leaves none of its own. */
export function entryFromMutation(mutation: Mutation, author?: Person): Entry | undefined {
  const { intent, key, incidentId, createdAt } = mutation;
  const entry = rowOf(intent).entry?.(intent);
  return (
    entry && {
      id: `pending:${key}`,
      key,
      incidentId,
      occurredAt: createdAt,
      recordedAt: createdAt,
      ...(author ? { author } : {}),
      ...entry,
    }
  );
}
