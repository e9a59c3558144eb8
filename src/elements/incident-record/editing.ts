import type { LitElement, ReactiveController } from 'lit';

import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { FieldName } from '../../core/fields.js';
import type { Incident, IncidentPatch } from '../../core/incident.js';
import type { IncidentStore, OutboxItem, OutboxState, Submitted } from '../../store/types.js';
import { DraftController } from '../../ui/draft.js';
import type { DraftData } from '../../ui/draft.js';
import { emit } from '../../ui/events.js';
import type { EditScene, FieldDraft } from './field-editor.js';
import { FieldEditor } from './field-editor.js';
import type { Fact } from './record-facts.js';
import { homeOf } from './record-facts.js';
import { idsOf, unsentByField } from './unsent-change.js';

/** What editing in place needs of its surroundings. */
export interface EditingOptions extends Omit<EditScene, 'busy' | 'touched' | 'save' | 'leave'> {
  readonly outbox: () => OutboxState | undefined;
  /** Id of the incident that is on the screen; empty for none. */
  readonly id: () => string;
  /** The record as it is shown now. */
  readonly incident: () => Incident | undefined;
  /** A field by its name, where the record has it. */
  readonly fact: (name: string, incident: Incident) => Fact | undefined;
  /** Nobody may change it here. */
  readonly locked: (fact: Fact, incident: Incident) => boolean;
}

/** What a look-up held, or that it was emptied. */
const isChosen = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && typeof (value as { label?: unknown }).label === 'string');

/**
 * Changes the fields of a record one at a time: opens one, keeps what is typed as a draft, hands the change to the outbox,
 * and tells what became of it and of what somebody decides about one that did not get through.
 */
export class Editing implements ReactiveController {
  readonly #host: LitElement;
  readonly #with: EditingOptions;
  readonly #draft: DraftController;
  readonly editor: FieldEditor;
  /** A draft that waits for its incident. */
  #kept: FieldDraft | undefined;
  /** What was decided last about a change that did not get through, until it is told what came of it. */
  #decided: { readonly home: string; readonly choice: 'mine' | 'theirs' } | undefined;
  /** The record as it was when the editing began that is on its way to the outbox. */
  #saving: Incident | undefined;
  #error: IncidentError | undefined;

  constructor(host: LitElement, options: EditingOptions) {
    this.#host = host;
    this.#with = options;
    this.editor = new FieldEditor(host, {
      ...options,
      busy: () => this.#saving !== undefined && this.#saving === this.editor.before,
      touched: () => this.#draft.touch(),
      save: () => void this.#save(),
      leave: () => this.#leave(),
    });
    this.#draft = new DraftController(host, {
      drafts: () => options.store()?.drafts,
      author: () => options.store()?.author,
      forget: () => this.editor.close(),
      scope: () => `record:${options.id()}`,
      read: () => this.editor.draft && { ...this.editor.draft },
      restore: (data) => this.#restore(data),
    });
    host.addController(this);
  }

  /** Why the last change could not be stored. */
  get fault(): IncidentError | undefined {
    return this.#error;
  }

  set #fault(error: IncidentError | undefined) {
    this.#error = error;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const kept = this.#kept;
    const incident = this.#with.incident();
    if (!incident) return;
    this.#tellDecided(incident);
    if (!kept || this.editor.field !== undefined) return;
    const outbox = this.#with.outbox();
    if (kept.corrects !== undefined && outbox === undefined) return;
    this.#kept = undefined;
    const fact = this.#with.fact(kept.field, incident);
    if (!fact || this.#with.locked(fact, incident)) return;
    // What it corrects may have been decided about meanwhile; then it is a change like any other.
    const corrected = outbox?.items.find(({ mutation }) => mutation.key === kept.corrects)?.mutation;
    if (corrected?.intent.kind === 'update')
      this.editor.open(fact, incident, corrected.intent.patch, corrected.key);
    else this.editor.open(fact, incident);
    this.editor.restore(kept);
    this.#with.say(this.#with.speech().terms.sheet.restored);
  }

  /** Another incident comes on the screen: what is being typed is kept with the one that leaves it. */
  turn(): void {
    void this.#draft.flush();
    this.editor.close();
    this.#kept = this.#error = this.#decided = undefined;
  }

  #restore(data: DraftData): boolean {
    const { field, text, cell, chosen } = data;
    const written = typeof text === 'string' || typeof cell === 'string' || isChosen(chosen);
    if (typeof field !== 'string' || !written || this.editor.field !== undefined) return false;
    // As the editor has written it.
    this.#kept = data as unknown as FieldDraft;
    return true;
  }

  /** Opens a field; one that is being edited is saved or left first. */
  edit(fact: Fact, incident: Incident, unsent?: IncidentPatch, key?: string): void {
    if (this.editor.field !== undefined && this.editor.patch() !== undefined) {
      this.#with.say(this.#with.speech().terms.record.first);
      this.editor.focus();
      return;
    }
    this.#fault = undefined;
    this.editor.open(fact, incident, unsent, key);
    void this.#host.updateComplete.then(() => this.editor.focus());
  }

  #leave(): void {
    const { field } = this.editor;
    void this.#draft.remove();
    this.editor.close();
    this.#fault = undefined;
    this.#backTo(field);
  }

  /** Keeps the keyboard's place: the button of the field, or the heading where there is none any more. */
  #backTo(field: string | undefined): void {
    void this.#host.updateComplete.then(() => {
      const buttons = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('button.edit')];
      const button = buttons.find(({ dataset }) => dataset['edit'] === field);
      (button ?? this.#host.renderRoot.querySelector<HTMLElement>('.title'))?.focus();
    });
  }

  /** The record the change is made against: as it is now where its fields are what they were when the editing began. */
  #seen(patch: IncidentPatch, before: Incident): Incident {
    const now = this.#with.incident() ?? before;
    const told = (incident: Incident): string =>
      JSON.stringify(
        Object.keys(patch).map((name) =>
          name === 'custom'
            ? Object.keys(patch.custom ?? {}).map((key) => incident.custom?.[key])
            : incident[name as FieldName],
        ),
      );
    return told(now) === told(before) ? now : before;
  }

  async #save(): Promise<void> {
    const store = this.#with.store();
    const { before, field, corrects } = this.editor;
    if (!store || !before || field === undefined || before === this.#saving || !this.editor.check()) {
      await this.#host.updateComplete;
      this.editor.focus();
      return;
    }
    const patch = this.editor.patch();
    if (!patch) {
      this.#leave();
      return;
    }
    const id = this.#with.id();
    this.#saving = before;
    this.#fault = undefined;
    this.#draft.sending();
    try {
      const sent =
        corrects === undefined
          ? await store.updateIncident(id, patch, this.#seen(patch, before), this.#draft.key)
          : await store.edit(corrects, { ...this.#unsentPatch(corrects), ...patch });
      emit(this.#host, 'incident-field-saved', {
        incidentId: before.id,
        fields: Object.keys({ ...patch, ...patch.custom }).filter((name) => name !== 'custom'),
        key: sent.key,
      });
      void this.#tell(this.#with.fact(field, before)?.label ?? field, sent);
      // Somebody may have gone on to another incident meanwhile, and be writing there.
      if (id === this.#with.id() && before === this.editor.before) this.#leave();
    } catch (error) {
      this.#fault = toIncidentError(error);
      if (id === this.#with.id()) {
        this.#draft.failed();
        void this.#host.updateComplete.then(() => this.editor.focus());
      }
    } finally {
      if (this.#saving === before) this.#saving = undefined;
      this.#host.requestUpdate();
    }
  }

  #unsentPatch(key: string): IncidentPatch {
    const intent = this.#with.outbox()?.items.find(({ mutation }) => mutation.key === key)?.mutation.intent;
    return intent?.kind === 'update' ? intent.patch : {};
  }

  /** Says what became of it: kept and waiting, saved, or not. */
  async #tell(label: string, { outcome }: Submitted): Promise<void> {
    const { terms: words } = this.#with.speech();
    if (this.#with.offline()) this.#with.say(words.record.waiting(label));
    const { state: end } = await outcome;
    if (end === 'confirmed') this.#with.say(words.record.saved(label));
    else if (end !== 'discarded') this.#with.say(`${label}: ${words.pending[end]}`);
  }

  readonly actions = {
    resolve: (item: OutboxItem, choice: 'mine' | 'theirs'): void =>
      void this.#decide(item, choice, (store) => store.resolveConflict(item.mutation.key, choice)),
    discard: (item: OutboxItem): void =>
      void this.#decide(item, 'theirs', (store) => store.discard(item.mutation.key)),
    correct: (item: OutboxItem): void => {
      const { intent, key } = item.mutation;
      const incident = this.#with.incident();
      const home = intent.kind === 'update' ? homeOf(intent.patch) : undefined;
      const fact = home !== undefined && incident ? this.#with.fact(home, incident) : undefined;
      if (fact && incident && intent.kind === 'update') this.edit(fact, incident, intent.patch, key);
    },
  };

  /** What somebody decides about a change that did not get through, and what came of it. */
  async #decide(
    item: OutboxItem,
    choice: 'mine' | 'theirs',
    act: (store: IncidentStore) => Promise<unknown>,
  ): Promise<void> {
    const store = this.#with.store();
    const { intent } = item.mutation;
    if (!store) return;
    const home = intent.kind === 'update' ? homeOf(intent.patch) : undefined;
    this.#fault = undefined;
    try {
      await act(store);
      this.#decided = { home: home ?? '', choice };
      this.#host.requestUpdate();
    } catch (error) {
      this.#fault = toIncidentError(error);
    }
    this.#backTo(home);
  }

  /** Says what came of a decision, once nothing of it is on its way. */
  #tellDecided(incident: Incident): void {
    if (!this.#decided) return;
    const { home, choice } = this.#decided;
    const unsent = unsentByField(this.#with.outbox()?.items ?? [], idsOf(this.#with.id(), incident)).get(
      home,
    );
    const under = unsent?.find(({ state }) => state !== 'queued' && state !== 'sending');
    if (unsent && !under && !this.#with.offline()) return;
    const { record: words, pending, status } = this.#with.speech().terms;
    const label = this.#with.fact(home, incident)?.label ?? status[incident.status.category];
    this.#decided = undefined;
    this.#with.say(
      under
        ? `${label}: ${pending[under.state]}`
        : unsent
          ? words.waiting(label)
          : words[choice === 'mine' ? 'saved' : 'theirs'](label),
    );
  }
}
