import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { LiveController } from '../../ui/live.js';
import type { FileRef } from '../../core/file.js';
import type { Incident, IncidentDraft } from '../../core/incident.js';
import type { RelationChange } from '../../core/relation.js';
import type {
  IncidentState,
  IncidentStore,
  Live,
  MutationOutcome,
  OutboxItem,
  OutboxState,
  Refreshable,
  StoredError,
  Submitted,
  UploadsState,
} from '../../store/types.js';

/** One report on its way: what was stored, and what is known of its end. */
export interface Submission {
  readonly store: IncidentStore;
  readonly submitted: Submitted;
  readonly priority: number | undefined;
  readonly outcome?: MutationOutcome;
}

/** Where a report stands, in the words of the panel that shows it. */
export type Standing = 'sending' | 'waiting' | 'signed-out' | 'unknown' | 'failed' | 'confirmed' | 'gone';

export const itemOf = (outbox: OutboxState, key: string | undefined): OutboxItem | undefined =>
  outbox.items.find(({ mutation }) => mutation.key === key);

/** Follows a report by the outbox as long as it is there, then by its ending, then by the record itself. */
export function standingOf(
  { submitted, outcome }: Submission,
  outbox: OutboxState,
  record: Incident | undefined,
): Standing {
  const item = itemOf(outbox, submitted.key);
  if (item) {
    if (item.state === 'unknown' || item.state === 'failed') return item.state;
    if (outbox.hold === 'auth-required' || outbox.hold === 'other-person') return 'signed-out';
    return outbox.hold === 'offline' || item.error !== undefined || item.state === 'waiting'
      ? 'waiting'
      : 'sending';
  }
  if (outcome?.state === 'confirmed' || (record && record.number !== '')) return 'confirmed';
  if (outcome?.state === 'unknown' || outcome?.state === 'failed' || outcome?.state === 'discarded')
    return 'gone';
  return 'sending';
}

/** What goes after a report, as mutations of their own. */
type Following = 'attach' | 'relate';

/** What goes after an incident and is still to be sent, of one kind. */
export const followingOf = (
  { items }: OutboxState,
  incidentId: string,
  kind: Following,
): readonly OutboxItem[] =>
  items.filter(({ mutation }) => mutation.incidentId === incidentId && mutation.intent.kind === kind);

/** A report with what goes after it. */
export interface Report {
  readonly draft: IncidentDraft;
  readonly files: readonly FileRef[];
  readonly links: readonly RelationChange[];
}

/** What waits behind a refused report becomes what is chosen now. */
async function align(store: IncidentStore, key: string, { files, links }: Report): Promise<void> {
  const { value: outbox } = store.outbox;
  const incidentId = itemOf(outbox, key)?.mutation.incidentId ?? key;
  const waiting = (['relate', 'attach'] as const).flatMap((kind) => followingOf(outbox, incidentId, kind));
  const idOf = ({ mutation: { intent } }: OutboxItem): string | undefined =>
    intent.kind === 'attach' ? intent.file.id : intent.kind === 'relate' ? intent.relation.id : undefined;
  const known = new Set(waiting.map(idOf));
  const wanted = new Set([...files, ...links].map(({ id }) => id));
  for (const link of links) if (!known.has(link.id)) await store.relate(incidentId, link);
  await store.attach(
    incidentId,
    files.filter(({ id }) => !known.has(id)),
    'public',
  );
  for (const one of waiting) if (!wanted.has(idOf(one))) await store.discard(one.mutation.key);
}

/** What the form hears of a report on its way. */
export interface SubmissionListener {
  readonly store: () => IncidentStore | undefined;
  /** The backend has it. */
  readonly confirmed: (submitted: Submitted, incident: Incident | undefined) => void;
  /** The backend did not take it; the form is to come back. */
  readonly refused: (error: StoredError | undefined) => void;
  /** Somebody threw it away in the outbox. */
  readonly discarded: () => void;
}

/** One report at a time: stores it, follows it through the outbox, and remembers one that was refused. */
export class SubmissionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #listener: SubmissionListener;
  readonly #outbox: LiveController<Live<OutboxState>>;
  readonly #uploads: LiveController<Live<UploadsState>>;
  readonly #record: LiveController<Refreshable<IncidentState>>;
  #followed: { readonly id: string; readonly live: Refreshable<IncidentState> } | undefined;
  /** The report the backend refused and the form shows again: its key, and where it is kept. */
  #refused: { readonly key: string; readonly store: IncidentStore } | undefined;
  /** The report that has been stored, until the form is used anew. */
  current: Submission | undefined;
  /** Being stored at this moment. */
  sending = false;

  constructor(host: ReactiveControllerHost & HTMLElement, listener: SubmissionListener) {
    this.#host = host;
    this.#listener = listener;
    this.#outbox = new LiveController<Live<OutboxState>>(host, () => this.#store?.outbox);
    this.#uploads = new LiveController<Live<UploadsState>>(host, () => this.#store?.uploads);
    this.#record = new LiveController<Refreshable<IncidentState>>(host, () => this.#followRecord());
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#followed = undefined;
  }

  /** Where the report is: with the desk's store, or with the one it had before it was named. */
  get #store(): IncidentStore | undefined {
    const store = this.#listener.store();
    const before = store?.unnamed.value.store;
    return before && before === this.current?.store ? before : store;
  }

  get incident(): Incident | undefined {
    return this.current?.outcome?.incident ?? this.#record.value?.view?.incident;
  }

  /** What goes after the report and the backend does not have yet. */
  following(kind: Following): readonly OutboxItem[] {
    const outbox = this.#outbox.value;
    return this.current && outbox ? followingOf(outbox, this.current.submitted.incidentId, kind) : [];
  }

  /** How much of a file has gone that is being sent, where that is known. */
  shareOf({ mutation }: OutboxItem): number | undefined {
    return this.#uploads.value?.shares.get(mutation.key);
  }

  /** What came of the last try to send it; undefined before there was one, and once it is through. */
  get trouble(): StoredError | undefined {
    const outbox = this.#outbox.value;
    return outbox && itemOf(outbox, this.current?.submitted.key)?.error;
  }

  get standing(): Standing | undefined {
    const outbox = this.#outbox.value;
    return this.current && outbox && standingOf(this.current, outbox, this.#record.value?.view?.incident);
  }

  /** Stores it under the key of its draft, or one minted for this one intent. Rejects when it could not be stored. */
  async send(store: IncidentStore, report: Report, key = store.newKey()): Promise<Submitted> {
    this.sending = true;
    this.#host.requestUpdate();
    try {
      const refused = this.#refused;
      // A refused one is replaced, so that it does not stay behind in the outbox.
      const isKept = refused && itemOf(refused.store.outbox.value, refused.key)?.state === 'failed';
      const again = isKept && refused.store === store;
      const { draft, files, links } = report;
      if (again) await align(store, refused.key, report);
      const submitted = again
        ? await store.edit(refused.key, draft, key)
        : await store.createIncident(draft, key, files, links);
      if (isKept && refused.store !== store) void refused.store.discard(refused.key).catch(() => undefined);
      this.current = { store, submitted, priority: draft.assessment?.priority };
      this.#refused = undefined;
      void this.#follow(submitted);
      return submitted;
    } finally {
      this.sending = false;
      this.#host.requestUpdate();
    }
  }

  clear(): void {
    this.current = this.#refused = this.#followed = undefined;
    this.#host.requestUpdate();
  }

  async #follow(submitted: Submitted): Promise<void> {
    const outcome = await submitted.outcome;
    if (this.current?.submitted !== submitted) return;
    if (outcome.state === 'failed') {
      this.#refused = { key: submitted.key, store: this.current.store };
      this.current = undefined;
      this.#listener.refused(outcome.error);
    } else if (outcome.state === 'discarded') this.#listener.discarded();
    else this.current = { ...this.current, outcome };
    if (outcome.state === 'confirmed') this.#listener.confirmed(submitted, outcome.incident);
    this.#host.requestUpdate();
  }

  /**
   * After the outbox has let go of a report whose end this page has not seen, the record tells; so it does of the number
   * when another tab has sent it.
   */
  #followRecord(): Refreshable<IncidentState> | undefined {
    const store = this.#store;
    const { current } = this;
    if (
      !store ||
      !current?.outcome ||
      (current.outcome.state === 'confirmed' && current.outcome.incident) ||
      itemOf(store.outbox.value, current.submitted.key)
    )
      return undefined;
    const { incidentId: id } = current.submitted;
    if (this.#followed?.id !== id) this.#followed = { id, live: store.incident(id) };
    return this.#followed.live;
  }
}
