import type { Entry, EntryDraft } from '../core/entry.js';
import type { EditableField, Incident, IncidentDraft, IncidentPatch, Ref } from '../core/incident.js';
import type { TransitionRequest } from '../core/mutation.js';
import type { IncidentQuery, Page, PageRequest, SortField } from '../core/query.js';

/** How safely a write can be repeated. */
export type Idempotency =
  /** The backend honours the key: sending twice does it once. */
  | 'key'
  /** The adapter can look for the outcome of an earlier attempt by the key (`findByKey`). */
  | 'lookup'
  /** Neither: an ambiguous write is shown as unknown and never resent by itself. */
  | 'none';

/** What a field can be used for with this backend. A field not listed does not exist there and is hidden. */
export interface FieldCapability {
  readonly read: boolean;
  readonly write: boolean;
  readonly required?: boolean;
}

/** What the backend can do. Elements hide what it cannot. */
export interface Capabilities {
  readonly create: boolean;
  readonly update: boolean;
  readonly comment: boolean;
  readonly workNote: boolean;
  readonly transition: boolean;
  /** Fields the backend knows. */
  readonly fields: Readonly<Partial<Record<EditableField, FieldCapability>>>;
  readonly sort: readonly SortField[];
  readonly search: boolean;
  readonly idempotency: Idempotency;
  /** A concurrent change is refused by the backend (`version`), noticed shortly before writing (`precheck`), or not at all. */
  readonly concurrency: 'version' | 'precheck' | 'none';
  /** Whether entries carry their words or have them fetched (`entryTexts`). */
  readonly deferredTexts: boolean;
  /** Milliseconds after which the backend has forgotten an idempotency key. */
  readonly idempotencyTtl?: number;
}

/** Choices of a field as the backend offers them. */
export interface FieldOptions {
  readonly services?: readonly Ref[];
  readonly categories?: readonly Ref[];
  readonly groups?: readonly Ref[];
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

/** A page of incidents; `options` may have been narrowed by the backend's abilities. */
export type IncidentPage = Page<Incident>;

/** A page of entries, newest first. */
export type EntryPage = Page<Entry>;

/**
 * The port between us and a ticket system: small, and in domain words. Wire formats stop behind it. Every method
 * rejects with an `IncidentError` whose kind says what can be done; a write that may have been carried out although
 * no answer came is marked `ambiguous`.
 */
export interface Adapter {
  /** Short name for diagnostics and events, such as `rt` or `local`. */
  readonly name: string;
  /** Says which data this is; two adapters with the same id share a cache. Holds no secret. */
  readonly id: string;
  /** One line for people: `Request Tracker at /api`. */
  readonly label: string;
  readonly capabilities: Capabilities;
  /** Choices for the form. Asked for once per session and cached. */
  options(options?: ReadOptions): Promise<FieldOptions>;
  list(query: IncidentQuery, page: PageRequest, options?: ReadOptions): Promise<IncidentPage>;
  get(id: string, options?: ReadOptions): Promise<Incident>;
  create(draft: IncidentDraft, options: WriteOptions): Promise<Incident>;
  /** Sends only the fields of the patch and returns the record as it is afterwards. */
  update(id: string, patch: IncidentPatch, options: WriteOptions): Promise<Incident>;
  transition(id: string, request: TransitionRequest, options: WriteOptions): Promise<Incident>;
  /** The timeline, newest first. */
  entries(id: string, page: PageRequest, options?: ReadOptions): Promise<EntryPage>;
  addEntry(id: string, entry: EntryDraft, options: WriteOptions): Promise<Entry>;
  /** The words of deferred entries by entry id. Present where `capabilities.deferredTexts` is true. */
  entryTexts?(
    id: string,
    entryIds: readonly string[],
    options?: ReadOptions,
  ): Promise<ReadonlyMap<string, string>>;
  /** The incident an earlier attempt with this key made, or undefined. Present where `idempotency` is `lookup`. */
  findByKey?(key: string, options?: ReadOptions): Promise<Incident | undefined>;
  /** Calls back when something may have changed at the backend; returns a function that stops it. */
  subscribe?(changed: (change: { readonly incidentId?: string }) => void): () => void;
  /** Frees connections and handles. */
  dispose?(): void;
}
