import type { Adapter, Description, Step } from '../adapters/adapter.js';
import type { Deed } from '../core/actions.js';
import type { Entry, EntryDraft, Visibility } from '../core/entry.js';
import type { ErrorKind, IncidentError, Issue } from '../core/errors.js';
import type { FileRef } from '../core/file.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../core/incident.js';
import type { BacklogAge, KpiGroup, KpiRequest, KpiResult, KpiTrait } from '../core/kpi/kpi.js';
import type { Recurrence } from '../core/kpi/recurrence.js';
import type { Mutation, OutboxItemState, TransitionRequest } from '../core/mutation.js';
import type { Policy } from '../core/policy.js';
import type { IncidentQuery } from '../core/query.js';
import type { StatusNames } from '../core/status-names.js';
import type { ParticipantChange } from '../core/participant.js';
import type { RelationChange } from '../core/relation.js';
import type { Task, TaskChange } from '../core/task.js';
import type { Instant, Millis } from '../core/time.js';

export type { OutboxItemState };

/**
 * Something that changes over time: a frozen value that is replaced, never altered. `subscribe` calls back after each
 * replacement (batched per microtask, equal values are not announced) and returns the function that ends it. The
 * source works (polls, listens to other tabs) only while somebody subscribes.
 */
export interface Live<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): () => void;
}

/** The four states every view of data has. `empty` is a successful answer without content. */
export type DataState = 'loading' | 'empty' | 'error' | 'ready';

/** What is known about a piece of backend data at this moment. */
export interface Loaded {
  readonly state: DataState;
  /** Why there is nothing to show, or why the refresh of what is shown failed. */
  readonly error?: IncidentError;
  /** A request is under way. */
  readonly refreshing: boolean;
  /** What is shown comes from this device and has not been confirmed by the backend since the page was opened. */
  readonly cached: boolean;
  /** When the backend last confirmed it. */
  readonly fetchedAt?: Instant;
}

/** How a mutation that belongs to a row stands; undefined for rows that are the backend's alone. */
export type PendingState = OutboxItemState;

/** An incident as a list or record view shows it: the backend's record with our pending mutations on top. */
export interface IncidentView {
  readonly incident: Incident;
  /** The gravest state among its mutations in the outbox. */
  readonly pending?: PendingState;
}

export interface IncidentListState extends Loaded {
  readonly items: readonly IncidentView[];
  /**
   * The backend has answered with incidents that were not asked for, as one that ignores a filter does. They are left out,
   * and nobody knows how many there are in all.
   */
  readonly strayed?: true;
  /** So many of what was loaded could not be read; they are left out. */
  readonly unread?: number;
  /** Null where the backend does not say. */
  readonly total: number | null;
  readonly hasMore: boolean;
}

export interface IncidentState extends Loaded {
  readonly view?: IncidentView;
}

/** A timeline entry together with the state of the mutation that writes it, while there is one. */
export interface EntryView {
  readonly entry: Entry;
  readonly pending?: PendingState;
  /** Key under which the pending mutation can be sent again; left out where it must not be. */
  readonly key?: string;
}

/**
 * A timeline without an array of all rows: views ask for a row by index, newest first. The log is the same object as
 * long as only its content grows; `revision` tells that something changed.
 */
export interface EntryLog {
  readonly length: number;
  /** A row that is drawn; what is asked for here is kept up to date. */
  at(index: number): EntryView | undefined;
  /** All entries loaded so far, for those who compute with them. */
  all(): readonly Entry[];
}

export interface TimelineState extends Loaded {
  readonly entries: EntryLog;
  /** So many of what was loaded could not be read; they are left out. */
  readonly unread?: number;
  readonly revision: number;
  readonly hasMore: boolean;
  readonly total: number | null;
}

export interface KpiState extends Loaded {
  readonly result?: KpiResult;
  /** What is known of the incidents: which choices of a definition can be computed. Absent until they have been read. */
  readonly traits?: ReadonlySet<KpiTrait>;
  /** True when the backend has more incidents than were read; the figure is then an estimate. */
  readonly approximate: boolean;
}

/** Leads from a figure to its incidents. */
export interface LiveFigures {
  /** The ids of the incidents a figure of the same period counts; undefined until they have been read. */
  behind(request: KpiRequest): readonly string[] | undefined;
}

/** What a trend shows. */
export interface TrendFigures {
  /** In the order of the question. */
  readonly results: readonly KpiResult[];
  /** The parts of each figure; empty where nothing divides them. */
  readonly groups: readonly (readonly KpiGroup[])[];
  /** The open incidents by age; empty where that was not asked. */
  readonly ages: readonly BacklogAge[];
  readonly recurrences: readonly Recurrence[];
  /** Names of services by their ids. */
  readonly services: readonly (readonly [id: string, label: string])[];
  /** Names of groups by their ids. */
  readonly groupNames: readonly (readonly [id: string, label: string])[];
}

export interface TrendState extends Loaded {
  readonly shown?: TrendFigures;
  /** What is known of the incidents. Absent until they have been read. */
  readonly traits?: ReadonlySet<KpiTrait>;
  /** True when the backend has more incidents than were read. */
  readonly approximate: boolean;
}

export interface DescriptionState extends Loaded {
  /** Without fields until the backend has told them, or where it does not tell. */
  readonly description: Description;
}

export interface StepsState extends Loaded {
  /** Undefined where the backend does not tell, or nothing is known yet. */
  readonly steps?: readonly Step[];
  /** The incident stands elsewhere by now than when they were read. */
  readonly outdated: boolean;
}

/** A list that grows page by page. */
export interface LivePages<T> extends Live<T> {
  loadMore(): Promise<void>;
  refresh(): Promise<void>;
}

export interface Refreshable<T> extends Live<T> {
  refresh(): Promise<void>;
}

export interface LiveTimeline extends LivePages<TimelineState> {
  /** Fetches the words of deferred entries; the rows are replaced when they arrive. */
  loadTexts(entryIds: readonly string[]): Promise<void>;
}

/** The last error in a form that can be stored. */
export interface StoredError {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly status?: number;
}

/** A mutation in the outbox with everything a person needs to decide about it. */
export interface OutboxItem {
  readonly mutation: Mutation;
  readonly state: OutboxItemState;
  readonly attempts: number;
  readonly error?: StoredError;
  /** Next automatic attempt, while one is planned. */
  readonly nextAttemptAt?: Instant;
  /** For a conflict: the record as the backend has it now. */
  readonly theirs?: Incident;
  /** For a conflict about a task: the task as the backend has it now. */
  readonly theirTask?: Task;
  /** Nobody knows who wrote it: it goes out once somebody says that it is theirs (`retry`). */
  readonly asks?: boolean;
}

/** Why nothing is being sent at the moment although something is queued. */
export type OutboxHold = 'offline' | 'auth-required' | 'other-person' | 'none';

export interface OutboxState {
  readonly items: readonly OutboxItem[];
  readonly hold: OutboxHold;
  /** Queued, waiting or being sent. */
  readonly pending: number;
  readonly failed: number;
  readonly unknown: number;
  readonly conflicts: number;
  /**
   * True when nothing unsent of this person can lie anywhere but here: the outbox has been read, no other tab holds
   * something that it could not store, and nothing waits that was written while nobody was named. Only then no items mean
   * that everything has been sent.
   */
  readonly complete: boolean;
  /** What lies in the outbox and cannot be read. It is kept and exported until somebody discards it by its key. */
  readonly damaged: readonly DamagedItem[];
}

/** How much has gone of the files this page is sending now. */
export interface UploadsState {
  /**
   * 0 to 1, by the keys of their mutations. One that is being sent and not named here is sent by another tab, or in a way
   * that nobody can look into.
   */
  readonly shares: ReadonlyMap<string, number>;
}

/** Something unsent that is no longer what this page has written. */
export interface DamagedItem {
  readonly key: string;
  /** What can be read of it, as JSON; empty where that is nothing. */
  readonly text: string;
}

export interface StoreStatus {
  /** Judged by what requests do; the browser's own flag is only a hint. */
  readonly connection: 'online' | 'offline' | 'unknown';
  /** `memory` where the browser refuses storage: text typed here is gone when the page is closed. */
  readonly storage: 'opening' | 'durable' | 'memory';
  readonly storageReason?: string;
  /**
   * Which other tab keeps the data from being used: one with an older version of this page that does not let go (it has
   * to be closed or reloaded), one with a newer version (this page has to be reloaded), or one that does not answer.
   */
  readonly storageHeldBy?: 'older-tab' | 'newer-tab' | 'other-tab';
  readonly signedOut: boolean;
  /**
   * The backend says that somebody else is signed in than the one these data belong to: nothing is sent, and nothing new
   * is shown, until the author has signed in and `resume` has been called.
   */
  readonly otherPerson?: boolean;
}

/** What was written on this device while nobody was named; see `IncidentStore.unnamed`. */
export interface UnnamedState {
  /** Whether it has been looked for; `unknown` where the browser does not tell for now. */
  readonly state: 'looking' | 'known' | 'unknown';
  /** Present once something of it has been found. */
  readonly store?: IncidentStore;
}

/** How a mutation ended, as far as this page has seen it. */
export interface MutationOutcome {
  readonly state: 'confirmed' | 'failed' | 'conflict' | 'unknown' | 'discarded';
  /**
   * The record afterwards, when this tab sent it. Another tab that sent it leaves word of the end only; `incident()`
   * reads the record then.
   */
  readonly incident?: Incident;
  readonly error?: StoredError;
}

/** What a command returns once the mutation is stored (R1: stored before it is sent). */
export interface Submitted {
  readonly key: string;
  /** Stands for the incident from now on, also after the backend has given it an id of its own. */
  readonly incidentId: string;
  /** `durable` when the mutation survives a reload; `memory` when this page holds the only copy. */
  readonly kept: 'durable' | 'memory';
  /** Resolves at the first ending this page learns of. Never rejects. */
  readonly outcome: Promise<MutationOutcome>;
}

/** Text somebody is writing, kept until it is sent or thrown away. */
export interface StoredDraft {
  /** Also the key of the mutation it becomes. */
  readonly id: string;
  /** What it belongs to, such as `form` or `timeline:INC1`. */
  readonly scope: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly savedAt: Instant;
  /** The tab it belongs to. */
  readonly tab: string;
}

/**
 * What people are writing. Each tab has a draft of its own per scope. Sent with its `key`, a draft becomes the mutation
 * in one transaction: after a crash it is the one or the other.
 */
export interface Drafts {
  /**
   * This tab's own draft, also after a reload; otherwise the newest that was left by a tab that has gone, which is this
   * tab's from then on. Undefined where there is none.
   */
  load(scope: string): Promise<StoredDraft | undefined>;
  /**
   * Resolves when the text is on the disk (or in memory mode, in memory). Where another tab has taken this tab's draft
   * over, the text becomes a draft of its own. `sending` is the key under which the text is being sent: once that is a
   * mutation, nothing is kept any more, since it would come back as something unsent.
   */
  save(
    scope: string,
    data: Readonly<Record<string, unknown>>,
    sending?: string,
  ): Promise<'durable' | 'memory'>;
  /** Throws this tab's draft away; where `after` is given, once that has succeeded. */
  remove(scope: string, after?: Promise<unknown>): Promise<void>;
  /** What is typed from now on is another draft; the present one stays and is offered. */
  begin(scope: string): void;
  /** The key to send what this tab is writing under. The same one until it is sent or removed. */
  key(scope: string): string;
  /** Other drafts of the scope, newest first: those of tabs that are open, and those left behind. */
  offers(scope: string): Promise<readonly StoredDraft[]>;
  /** Takes one of those over. This tab's own stays as it was last saved, and is offered then. */
  take(scope: string, id: string): Promise<StoredDraft | undefined>;
  /** Calls back when another tab saves or removes a draft of this scope, and says whether that one was sent. */
  subscribe(scope: string, listener: (draft: StoredDraft | undefined, sent: boolean) => void): () => void;
  /** Calls back when everything of this author is removed from this device: then it leaves the screen as well. */
  onWipe(listener: () => void): () => void;
}

/**
 * The bytes of files, from the moment they are chosen until they have been sent or thrown away. Drafts and mutations name
 * a file by its id: a draft does so in its `files`.
 */
export interface KeptFiles {
  /** The id of a file that has just been chosen. */
  newId(): string;
  /** Keeps the bytes under the id of their file; `memory` where the device has no room for them. Never rejects. */
  keep(id: string, bytes: ArrayBuffer): Promise<'durable' | 'memory'>;
  /** Undefined for a file that is no longer on this device. */
  read(id: string): Promise<ArrayBuffer | undefined>;
  /** Those of which the bytes are here. */
  present(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Throws the bytes away unless a draft or something unsent still names them. */
  release(ids: readonly string[]): Promise<void>;
  /** The content of a file the ticket system has, by the id an entry tells. */
  download(attachmentId: string): Promise<Blob>;
}

/**
 * A view that whoever shows it brings along: a page loads only the views of its elements. Views are given the insides of
 * the store; a page of its own passes them to `open` and knows nothing of those.
 */
export type StoreView<A extends readonly unknown[], V> = (inside: never, ...given: A) => V;

/**
 * What people do with incidents. Mint the key once per intent (`newKey`, or the draft's) and pass it with each call, so
 * that a double click is one mutation. Where another tab has used the key for another content, this one is an intent of
 * its own and gets a key of its own.
 */
export interface IncidentCommands {
  /**
   * Its links and the files whose bytes are kept here go after it, each as a mutation of its own; the files for everybody
   * to read.
   */
  createIncident(
    draft: IncidentDraft,
    key?: string,
    files?: readonly FileRef[],
    links?: readonly RelationChange[],
  ): Promise<Submitted>;
  updateIncident(id: string, patch: IncidentPatch, seen: Incident, key?: string): Promise<Submitted>;
  transition(id: string, request: TransitionRequest, seen: Incident, key?: string): Promise<Submitted>;
  /** Files go after it, for the same readers. */
  addEntry(
    incidentId: string,
    entry: EntryDraft,
    key?: string,
    files?: readonly FileRef[],
  ): Promise<Submitted>;
  /** Adds files alone: all of them are stored, or none. */
  attach(
    incidentId: string,
    files: readonly FileRef[],
    visibility: Visibility,
    key?: string,
  ): Promise<readonly Submitted[]>;
  /** Changes a task, or adds one where none was seen. For a backend that keeps tasks; see also `changeTask`. */
  saveTask(
    incidentId: string,
    taskId: string,
    change: TaskChange,
    seen?: Task,
    key?: string,
  ): Promise<Submitted>;
  /** Adds a link to another record, or removes one. */
  relate(incidentId: string, relation: RelationChange, key?: string): Promise<Submitted>;
  /** Gives a person a part in an incident, or takes it away. */
  saveParticipant(incidentId: string, participant: ParticipantChange, key?: string): Promise<Submitted>;
  /** Everything one action sends for an incident as it was seen, in its order: all of it is stored, or nothing. */
  perform(seen: Incident, deeds: readonly Deed[], key?: string): Promise<readonly Submitted[]>;
}

/** Everything the elements need. One per desk. */
export interface IncidentStore extends IncidentCommands {
  readonly adapter: Adapter;
  /** Whose outbox and drafts these are. */
  readonly author: string;
  readonly status: Live<StoreStatus>;
  readonly outbox: Live<OutboxState>;
  /** Told a few times a second while a file is on its way; of this page only, and nowhere stored. */
  readonly uploads: Live<UploadsState>;
  readonly drafts: Drafts;
  readonly files: KeptFiles;
  /**
   * What was written on this device while nobody was named, as a store of its own. Nothing of it goes out by itself
   * (`asks`): each item waits until somebody says that it is theirs (`retry`) or discards it. Only what was written at
   * this very desk before it learnt its name goes out as it was promised.
   */
  readonly unnamed: Live<UnnamedState>;

  /** What the backend has been heard to call its statuses, by its code and by our category; the same until there is news. */
  readonly statusNames: StatusNames;

  incidents(query: IncidentQuery, pageSize?: number): LivePages<IncidentListState>;
  incident(id: string): Refreshable<IncidentState>;
  description(): Refreshable<DescriptionState>;
  /** Opens a further view: `store.open(incidentTimeline, id)`, `store.open(kpiFigure, request)`. */
  open<A extends readonly unknown[], V>(view: StoreView<A, V>, ...given: A): V;

  /** A fresh idempotency key. */
  newKey(): string;
  /** Sends a failed or unknown item again under the same key. */
  retry(key: string): Promise<void>;
  /** Removes an item for good. What depends on it is removed too and returned. */
  discard(key: string): Promise<readonly Mutation[]>;
  /**
   * Replaces the content of a failed or conflicting item; it gets a new key because it is a new intent: `newKey`, such
   * as the draft's it was written in, or a fresh one.
   */
  edit(key: string, draft: IncidentDraft | IncidentPatch | EntryDraft, newKey?: string): Promise<Submitted>;
  /** Ends a conflict: `mine` sends my change onto the backend's present version, `theirs` gives mine up. */
  resolveConflict(key: string, choice: 'mine' | 'theirs'): Promise<void>;
  /** Everything unsent as JSON, for the clipboard or a file; what was written while nobody was named as well. */
  exportOutbox(): string;

  /** Try now: after signing in, after coming back online, or because somebody pressed the button. */
  resume(): Promise<void>;
  /** Ends all work of this page. What is stored stays. */
  dispose(): void;
  /**
   * Removes everything of this author from this device, and what was read and written at this desk before it had a name.
   * Refuses while something is unsent, unless `force` is set.
   */
  wipe(options?: { readonly force?: boolean }): Promise<Wiped>;
}

/** What a wipe has done, or found in its way. */
export interface Wiped {
  readonly wiped: boolean;
  /** What had not reached the backend. */
  readonly unsent: number;
  /** So much of that was being sent: after the wipe nobody learns here whether it arrives. */
  readonly underWay: number;
}

/** What a store is made of. Everything with a default can be replaced in tests. */
export interface StoreOptions {
  readonly adapter: Adapter;
  /** Stable id of the signed-in person; separates caches, drafts and outboxes. */
  readonly author?: string;
  /**
   * The same desk's store from before anybody was named. It becomes `unnamed`, goes on sending what was written in it,
   * and is closed with this one.
   */
  readonly before?: IncidentStore | undefined;
  /** Judges for figures what the backend does not: targets, and what an answer does. Without it that stays unknown. */
  readonly policy?: Policy;
  /** `none` keeps everything in memory. */
  readonly persistence?: 'indexeddb' | 'none';
  readonly now?: () => Instant;
  readonly newId?: () => string;
  readonly random?: () => number;
  /** First wait before an automatic retry; doubles with full jitter up to `retryCap`. Default 1 s and 60 s. */
  readonly retryBase?: Millis;
  readonly retryCap?: Millis;
  /** How long a claimed item belongs to one tab without a sign of life. Default 30 s. */
  readonly lease?: Millis;
  /** How often lists in view are refreshed, 0 = never. Default 60 s. */
  readonly pollInterval?: Millis;
  /**
   * What was read from the backend is kept on this device no longer than this, in milliseconds; looked after when the
   * page is opened and every hour. Drafts and unsent items stay until they are sent or removed. Default 7 days.
   */
  readonly cacheAge?: Millis;
  /** Reads at most so many incidents for a KPI; beyond that the figure is marked as an estimate. Default 10,000. */
  readonly kpiCap?: number;
}
