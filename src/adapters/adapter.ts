import type { CountedField, IncidentChange } from '../core/changes.js';
import type { Entry, EntryDraft, Visibility } from '../core/entry.js';
import type { EditableField, FieldKind } from '../core/fields.js';
import type { FileRules } from '../core/file.js';
import type { IncidentHistory } from '../core/history.js';
import type {
  Incident,
  IncidentDraft,
  IncidentPatch,
  Person,
  Ref,
  Status,
  StatusCategory,
} from '../core/incident.js';
import type { TransitionRequest } from '../core/mutation.js';
import type { IdField, IncidentQuery, Page, PageRequest, SortField } from '../core/query.js';
import type { Participant, ParticipantChange } from '../core/participant.js';
import type { Relation, RelationKind } from '../core/relation.js';
import type { BackendClock } from '../core/sla/clocks.js';
import type { SupportLine } from '../core/support-line.js';
import type { Task } from '../core/task.js';
import type { Instant, Millis } from '../core/time.js';

/** How safely a write can be repeated. */
export type Idempotency =
  /** The backend honours the key: sending twice does it once. */
  | 'key'
  /** The adapter can look for the outcome of an earlier attempt by the key (`findByKey`). */
  | 'lookup'
  /** Neither: an ambiguous write is shown as unknown and never resent by itself. */
  | 'none';

/** What a field can be used for with this backend. A field not listed does not exist there and is hidden. */
export interface FieldTrait {
  readonly read: boolean;
  readonly write: boolean;
  readonly required?: boolean;
}

/**
 * What is known of a backend without asking it, and is no operation. What it can do is seen from the operations of the
 * adapter: one that exists is a capability.
 */
export interface Traits {
  /** Fields the backend knows. `describe` tells more about them. */
  readonly fields: Readonly<Partial<Record<EditableField, FieldTrait>>>;
  /** What `addEntry` takes. */
  readonly entryKinds: readonly EntryDraft['kind'][];
  /** For whom `attach` can keep a file; for everybody and for those who work on the incident where left out. */
  readonly fileVisibility?: readonly Visibility[];
  /** What `relate` takes; left out where it does not exist. */
  readonly relations?: {
    readonly adds: readonly RelationKind[];
    /** Kinds of which a link can be removed again. */
    readonly removes: readonly RelationKind[];
    /**
     * The kind that links a cancelled incident to the one it repeats, where a step cannot carry that. With another than
     * `duplicate-of` the link does not say afterwards that it was a duplicate; the words of the step do.
     */
    readonly duplicate?: RelationKind;
  };
  /** The parts `saveParticipant` takes; left out where it takes any, and the policy names them. `describe` may tell more. */
  readonly participantRoles?: readonly Ref[];
  readonly sort: readonly SortField[];
  /** `list` looks for words. */
  readonly search: boolean;
  /**
   * Fields whose id `list` compares with the one that stands in the record, so that an incident with another one was not
   * asked for. A field is left out where names, further values or what lies below it may be meant as well.
   */
  readonly exact?: readonly IdField[];
  readonly idempotency: Idempotency;
  /** A concurrent change is refused by the backend (`version`), noticed shortly before writing (`precheck`), or not at all. */
  readonly concurrency: 'version' | 'precheck' | 'none';
  /**
   * Records tell when they were first answered (`firstResponseAt`). Where they never do, a line claims nothing about an
   * answer once work has begun.
   */
  readonly firstAnswer?: boolean;
  /** The fields of which `changes` tells: their counts are not in the records. */
  readonly changes?: readonly CountedField[];
  /** It closes by itself what stays unanswered, as the policy's `closure` says. Elsewhere a person does. */
  readonly closes?: boolean;
  /** It has no closed status: what is confirmed stays resolved, and the record says by whom and when. */
  readonly staysResolved?: boolean;
  /** Milliseconds after which the backend has forgotten an idempotency key. */
  readonly idempotencyTtl?: Millis;
}

const told: IncidentHistory = {};
const untold: IncidentHistory = { answersUntold: true };

/** What is known of the past of incidents of which only records are read. */
export const pastOfRecords = (traits: Traits | undefined): IncidentHistory =>
  !traits || traits.firstAnswer === true ? told : untold;

/** A value to choose. The id is what is sent; label and hint are for people. */
export interface Choice extends Ref {
  /** A second line that tells two equal labels apart: a department, a room, an e-mail address. */
  readonly hint?: string;
  /** Values of the field named in `dependsOn` with which this choice exists. */
  readonly when?: readonly string[];
  /** A person who does not work now, as far as the backend tells. */
  readonly away?: boolean;
  /** Ids of the groups a person is a member of, where the backend tells. */
  readonly groups?: readonly string[];
  /** The support line of a group, where the directory tells. */
  readonly line?: SupportLine;
  /** What a link to it names it by, where a field is sent something else: a name is no number. */
  readonly link?: string;
}

/** One field as the backend describes it. */
export interface FieldDescription {
  /** Our name, or the backend's for a field we do not know. */
  readonly name: string;
  /** The backend's own field: kept under `custom`, shown with the backend's label. */
  readonly custom?: boolean;
  /** The backend's wording. Left out where ours says the same. */
  readonly label?: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  /** The backend shows it and lets nobody change it here. */
  readonly readOnly?: boolean;
  /** Most characters. */
  readonly maxLength?: number;
  /** All values it takes; without them any value of its kind. */
  readonly choices?: readonly Choice[];
  /** The field whose value decides which choices exist. */
  readonly dependsOn?: string;
}

/** What the backend asks for and takes, as it is set up now. */
export interface Description {
  readonly create: readonly FieldDescription[];
  readonly edit: readonly FieldDescription[];
  /** The parts people may have in an incident here; left out where the traits or the policy name them. */
  readonly participantRoles?: readonly Ref[];
  /** The links that can be added here, where that is less than the traits say: nothing is there to link to. */
  readonly relationKinds?: readonly RelationKind[];
  /** Files that are taken; left out where none are. */
  readonly attachments?: FileRules;
}

/**
 * One way on from where the incident stands. Jira's transition ids, ServiceNow's states and RT's lifecycle look the same
 * here.
 */
export interface Step {
  /** The backend's own id of the step; it holds only as long as the incident stands where it stood. */
  readonly id: string;
  readonly to: StatusCategory;
  /** Where it leads in the backend's words. */
  readonly status: Status;
  /** The backend's name of the step itself, such as `Start progress`. */
  readonly label?: string;
  /** What the backend asks for with the step. */
  readonly asks: readonly FieldDescription[];
}

/** Passed to every read. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/** Passed to every write. */
export interface WriteOptions extends ReadOptions {
  /** Minted at the user's intent, the same on every attempt. */
  readonly key: string;
  /** The version the user saw; a backend with `concurrency` refuses when it has moved on. */
  readonly version?: string;
  /** The client id of a new incident. */
  readonly clientId?: string;
  /** False on the first attempt; lets a `lookup` backend check before it sends again. */
  readonly repeated?: boolean;
}

/** Passed to `attach`. */
export interface AttachOptions extends WriteOptions {
  /** Who may read the file. One that cannot be kept from others is refused, never added for everybody. */
  readonly visibility: Visibility;
}

export interface IncidentPage extends Page<Incident> {
  /** Ids of those that show that nobody has asked for them: the backend has ignored a part of the query. */
  readonly unasked?: readonly string[];
}

/** Which changes, over all incidents. */
export interface ChangesRequest {
  readonly field: CountedField;
  /** All changes, older ones too, of the incidents that have been changed since; left out, of all there are. */
  readonly updatedFrom?: Instant;
}

/** A page of entries, newest first. */
export type EntryPage = Page<Entry>;

export type ChoicePage = Page<Choice>;

/** Something that is known already: an article, a known error. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** A sentence or two. */
  readonly summary?: string;
  readonly url?: string;
}

/** What the caller thinks of how the incident was handled. */
export interface Rating {
  /** 1 to 5, 5 is best. */
  readonly score: number;
  readonly comment?: string;
}

/** Counts and measures that the backend's own engine computes. */
export interface AggregateRequest {
  readonly query: IncidentQuery;
  /** A field whose values divide the incidents; left out, there is one group. */
  readonly by?: string;
  readonly measure: 'count' | { readonly kind: 'mean' | 'sum'; readonly field: string };
}

export interface Aggregate {
  readonly groups: readonly {
    readonly key: string;
    readonly label?: string;
    readonly n: number;
    readonly value: number;
  }[];
  readonly asOf: Instant;
}

/**
 * How much of a file has gone, 0 to 1; from 0 again where it is sent once more. Not called where nobody can tell. That
 * all has gone does not mean that it has arrived.
 */
export type Progress = (share: number) => void;

/**
 * The port between us and a ticket system: small in kinds, complete in reach, in domain words. Wire formats stop behind
 * it. Only `list` and `get` are certain: **an operation that exists is the capability**, and elements hide what is
 * missing. Every method rejects with an `IncidentError` whose kind says what can be done; a write that may have been
 * carried out although no answer came is marked `ambiguous`.
 */
export interface Adapter {
  /** Short name for diagnostics and events, such as `rt` or `local`. */
  readonly name: string;
  /** Says which data this is; two adapters with the same id share a cache. Holds no secret. */
  readonly id: string;
  /** One line for people: `Request Tracker at /api`. */
  readonly label: string;
  readonly traits: Traits;

  /** The fields of create and edit as the backend is set up now. Asked for once per session and cached. */
  describe?(options?: ReadOptions): Promise<Description>;

  list(query: IncidentQuery, page: PageRequest, options?: ReadOptions): Promise<IncidentPage>;
  get(id: string, options?: ReadOptions): Promise<Incident>;
  /** The record's page in the backend's own interface; undefined where it has none. */
  link?(incident: Incident): string | undefined;

  /** Sends the whole draft, its assessment included, and returns the record as it is afterwards. */
  create?(draft: IncidentDraft, options: WriteOptions): Promise<Incident>;
  /** Sends only the fields of the patch and returns the record as it is afterwards. */
  update?(id: string, patch: IncidentPatch, options: WriteOptions): Promise<Incident>;
  /** The steps the backend allows now, for the one who is signed in. */
  steps?(id: string, options?: ReadOptions): Promise<readonly Step[]>;
  /** Takes the step that leads where the request wants; refused when the backend has none such now. */
  transition?(id: string, request: TransitionRequest, options: WriteOptions): Promise<Incident>;

  /** The timeline, newest first, from as many sources as the backend has. */
  entries?(id: string, page: PageRequest, options?: ReadOptions): Promise<EntryPage>;
  /** The words of deferred entries by entry id. Exists where entries come without their words. */
  entryTexts?(
    id: string,
    entryIds: readonly string[],
    options?: ReadOptions,
  ): Promise<ReadonlyMap<string, string>>;
  addEntry?(id: string, entry: EntryDraft, options: WriteOptions): Promise<Entry>;
  /**
   * What has become of a field over all incidents, in any order: figures count what the records do not carry. It exists
   * only where they do not, for the fields in `traits.changes`. Of a status at least the changes from an end are told.
   */
  changes?(request: ChangesRequest, page: PageRequest, options?: ReadOptions): Promise<Page<IncidentChange>>;

  /** Look-ups: what is sent is the id of what was chosen, never the text that was typed. */
  people?(text: string, page: PageRequest, options?: ReadOptions): Promise<ChoicePage>;
  groups?(text: string, page: PageRequest, options?: ReadOptions): Promise<ChoicePage>;
  services?(text: string, page: PageRequest, options?: ReadOptions): Promise<ChoicePage>;
  items?(text: string, page: PageRequest, options?: ReadOptions): Promise<ChoicePage>;

  /**
   * Adds a file and says meanwhile how much of it has gone. Resolves with the entry it left, which tells the file by name
   * and, where the backend knows it, size: only what is there as it was sent has arrived. Who may read it is said with
   * each file, because a log is often only for the desk.
   */
  attach?(id: string, file: File, progress: Progress, options: AttachOptions): Promise<Entry>;
  /** The content of a file, by the id an entry tells. It is saved by whoever asked, never shown in the page. */
  attachment?(id: string, options?: ReadOptions): Promise<Blob>;

  articles?(text: string, page: PageRequest, options?: ReadOptions): Promise<Page<Article>>;
  /** Open incidents like the one being written. */
  similar?(draft: Partial<IncidentDraft>, options?: ReadOptions): Promise<readonly Incident[]>;

  related?(id: string, options?: ReadOptions): Promise<readonly Relation[]>;
  /**
   * Adds a link of one of the kinds in `traits.relations`, or removes it where it is `gone`. What is there already, or no
   * longer, is left as it is. Fulfilled only when `related` tells it so; a backend that says yes and does something else
   * has `refused`. Where an incident has one link of the kind at most, another one is refused unless `replaces` names
   * the one that is there; both changes leave their entries.
   */
  relate?(
    id: string,
    relation: Pick<Relation, 'kind' | 'id'> & { readonly gone?: boolean; readonly replaces?: string },
    options: WriteOptions,
  ): Promise<void>;
  /** The checklist: all tasks, in the order in which they were added. */
  tasks?(id: string, options?: ReadOptions): Promise<readonly Task[]>;
  /**
   * Keeps a task as it shall be from now on; one whose id is not known is new. Refused with a `conflict` that carries the
   * present task where that is no longer of the version that was seen. Every change leaves an internal entry.
   */
  saveTask?(id: string, task: Task, options: WriteOptions): Promise<Task>;
  /** Who has which part in it. */
  participants?(id: string, options?: ReadOptions): Promise<readonly Participant[]>;
  /**
   * Gives a person a part, or takes it away where it is `gone`. What is so already is left as it is. Fulfilled only when
   * `participants` tells it so; every change leaves an internal entry.
   */
  saveParticipant?(id: string, participant: ParticipantChange, options: WriteOptions): Promise<void>;
  rate?(id: string, rating: Rating, options: WriteOptions): Promise<void>;

  aggregate?(request: AggregateRequest, options?: ReadOptions): Promise<Aggregate>;
  clocks?(id: string, options?: ReadOptions): Promise<readonly BackendClock[]>;

  /**
   * Who the backend takes the browser for; undefined for nobody. Asked before a queue that has waited is sent. Rejects
   * with `unsupported` where the backend turns out not to tell.
   */
  whoami?(options?: ReadOptions): Promise<Person | undefined>;
  /**
   * The incident an earlier attempt with this key made, or undefined where it certainly made none. What is returned
   * carries the key. Rejects with `unsupported` where the backend turns out not to tell.
   */
  findByKey?(key: string, options?: ReadOptions): Promise<Incident | undefined>;
  /**
   * What the backend's clock is ahead of this device's, in milliseconds, as far as its answers have told: below zero where
   * it is behind, 0 where nobody knows. The times of its records are by that clock.
   */
  ahead?(): Millis;
  /** Calls back when something may have changed at the backend; returns a function that stops it. */
  subscribe?(changed: (change: { readonly incidentId?: string }) => void): () => void;
  /** Frees connections and handles. */
  dispose?(): void;
}

/** The name of an operation of the port. */
export type OperationName = Exclude<
  {
    readonly [K in keyof Adapter]-?: NonNullable<Adapter[K]> extends (...given: never[]) => unknown
      ? K
      : never;
  }[keyof Adapter],
  'link' | 'ahead' | 'subscribe' | 'dispose'
>;

/** How an operation behaves towards the store: what was read is kept for times without a network, what is written waits in the outbox. */
export interface OperationRow {
  readonly does: 'read' | 'write';
  readonly offline: 'cached' | 'outbox' | 'no';
}

const cached: OperationRow = { does: 'read', offline: 'cached' };
const asked: OperationRow = { does: 'read', offline: 'no' };
const queued: OperationRow = { does: 'write', offline: 'outbox' };

/** The operations of the port, one row each. The REST language and the contract suite read it. */
export const operations: Readonly<Record<OperationName, OperationRow>> = {
  describe: cached,
  list: cached,
  get: cached,
  create: queued,
  update: queued,
  steps: cached,
  transition: queued,
  entries: cached,
  entryTexts: cached,
  addEntry: queued,
  changes: asked,
  people: cached,
  groups: cached,
  services: cached,
  items: cached,
  attach: queued,
  attachment: asked,
  articles: asked,
  similar: asked,
  related: cached,
  relate: queued,
  tasks: cached,
  saveTask: queued,
  participants: cached,
  saveParticipant: queued,
  rate: queued,
  aggregate: cached,
  clocks: cached,
  whoami: asked,
  findByKey: asked,
};

/** Which files can be added; undefined where none can. Without a description those of the usual size. */
export function filesTaken(
  { attach, describe }: Adapter,
  description: Description | undefined,
): FileRules | undefined {
  if (!attach) return undefined;
  return description?.attachments ?? (describe ? undefined : {});
}
