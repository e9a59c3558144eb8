import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Description, FieldTrait } from '../../adapters/adapter.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import type { FieldName } from '../../core/fields.js';
import { fieldRow } from '../../core/fields.js';
import type { EditableField, Incident, IncidentPatch, Status } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Relation } from '../../core/relation.js';
import { mayDo } from '../../core/roles.js';
import { checklist } from '../../locales/en/checklist.js';
import type { ChecklistTerms } from '../../locales/en/checklist.js';
import { noStatusNames } from '../../core/status-names.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { fields } from '../../locales/en/fields.js';
import type { FieldTerms } from '../../locales/en/fields.js';
import { matrix } from '../../locales/en/incident-priority-matrix.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import { record as english } from '../../locales/en/incident-record.js';
import type { RecordTerms } from '../../locales/en/incident-record.js';
import { tasks } from '../../locales/en/tasks.js';
import type { TaskTerms } from '../../locales/en/tasks.js';
import type {
  DescriptionState,
  IncidentState,
  IncidentStore,
  IncidentView,
  OutboxItem,
  Refreshable,
  Submitted,
} from '../../store/types.js';
import { Announcer } from '../../ui/announcer.js';
import { ClockController } from '../../ui/clock.js';
import type { Pace } from '../../ui/clock.js';
import { DraftController } from '../../ui/draft.js';
import { emit } from '../../ui/events.js';
import { icon } from '../../ui/icons.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { versionsStyles } from '../../ui/styles/versions.styles.js';
import { clockedSpeech } from '../../ui/time-left.js';
import { Checklist } from './checklist.js';
import { checklistStyles } from './checklist.styles.js';
import { FieldEditor } from './field-editor.js';
import { Links } from './links.js';
import { recordStyles } from './incident-record.styles.js';
import type { Access, Fact, FactSpeech, Lock } from './record-facts.js';
import { factOf, factsOf, homeOf, lockOf, sections } from './record-facts.js';
import type { RecordScene } from './record-view.js';
import { renderFault, renderHeader, renderSection } from './record-view.js';
import { idsOf, unsentByField } from './unsent-change.js';

const terms = { ...common, ...fields, ...matrix, ...english, ...tasks, ...checklist };
type Terms = CommonTerms & FieldTerms & MatrixTerms & RecordTerms & TaskTerms & ChecklistTerms;

/** What is known while no incident is chosen. */
const noneChosen: IncidentState = { state: 'empty', refreshing: false, cached: false };
const nothingDescribed: Description = Object.freeze({ create: [], edit: [] });

/**
 * Everything known about one incident: its line, what was reported, its priority with the reason, the people, how it
 * went, its resolution, what only the ticket system knows, what it belongs together with (a link is added and removed
 * where the ticket system can), and its checklist: checks that teams make side by side, and the plan that brings the
 * service back. A field is edited in place, one at a time: its button
 * opens it, Enter saves, Escape leaves it as it was. What is saved waits in the outbox where there is no network. When
 * somebody else was quicker, both versions stand side by side until one is chosen. What the ticket system or the role
 * does not let anybody change is only read, and says why.
 *
 * @summary Everything about one incident, to read and to edit in place.
 * @tagname incident-record
 * @slot actions - Between title and facts: what can be done with the incident, and its clocks.
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is chosen.
 * @slot error - Instead of the message when the incident cannot be shown.
 * @fires {CustomEvent<IncidentFieldSavedDetail>} incident-field-saved - A change is stored and will be sent.
 * @fires {CustomEvent<IncidentSelectedDetail>} incident-selected - Somebody follows a link to another incident. It becomes the desk's selection unless the event is prevented.
 * @csspart header - The title, the line and the link.
 * @csspart title - The title as a heading.
 * @csspart section - One section of the facts.
 * @csspart field - One field.
 * @csspart tasks - The checklist.
 * @csspart task - One task.
 * @csspart sheet - What a task is asked for.
 * @csspart editor - The field that is being edited.
 * @csspart conflict - Two versions of a change, to choose from.
 * @csspart error - The message when the incident cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is chosen.
 * @cssstate ready - The incident is shown.
 * @cssstate error - The incident cannot be shown.
 * @since 0.2.0
 */
export class IncidentRecord extends IncidentElement<Terms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    priorityStyles,
    lineStyles,
    lookUpStyles,
    versionsStyles,
    sheetStyles,
    recordStyles,
    checklistStyles,
  ];

  /** Which incident. Without it the one that is chosen at the desk. */
  @property({ attribute: 'incident-id' }) incidentId: string | undefined;

  /** The ids of the reader's roles in the policy, divided by spaces. `analyst` where left out. */
  @property() roles: string | undefined;

  @state() private busy = false;
  @state() private fault: IncidentError | undefined;

  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #incident = new LiveController<Refreshable<IncidentState>>(this, () => {
    const { store } = this.deskController;
    return store && this.#id !== '' ? this.#record(store, this.#id) : undefined;
  });
  readonly #description = new LiveController<Refreshable<DescriptionState>>(this, () => {
    const { store } = this.deskController;
    return store?.adapter.describe && this.#id !== '' ? store.description() : undefined;
  });
  readonly #outbox = new LiveController(this, () => this.deskController.store?.outbox);
  readonly #status = new LiveController(this, () => this.deskController.store?.status);
  readonly #announcer = new Announcer(this);
  readonly #editor = new FieldEditor(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    trait: (name) => this.#trait(name),
    offline: () => this.#offline,
    mayOverride: () => this.#may('override-priority'),
    timeZone: () => this.locale.zone,
    now: () => this.deskController.now(),
    by: () => this.deskController.state?.userName ?? this.deskController.store?.author,
    touched: () => this.#draft.touch(),
    say: (message) => this.#announcer.say(message),
    save: () => void this.#save(),
    leave: () => this.#leave(),
  });
  readonly #checklist = new Checklist(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#id,
    policy: () => this.deskController.policy,
    me: () => {
      const { store, state: desk } = this.deskController;
      return store && store.author !== ''
        ? { id: store.author, name: desk?.userName ?? store.author }
        : undefined;
    },
    now: () => this.deskController.now(),
    offline: () => this.#offline,
    timeZone: () => this.locale.zone,
    say: (message) => this.#announcer.say(message),
  });
  readonly #links = new Links(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#id,
    offline: () => this.#offline,
    say: (message) => this.#announcer.say(message),
    show: (relation, status) => this.#show(relation, status),
  });
  readonly #draft = new DraftController(this, {
    drafts: () => this.deskController.store?.drafts,
    author: () => this.deskController.store?.author,
    forget: () => this.#editor.close(),
    scope: () => `record:${this.#shown}`,
    read: () => this.#editor.draft,
    restore: (data) => this.#restore(data),
  });
  /** Which incident is on the screen. */
  #shown = '';
  /** A draft that waits for its incident. */
  #kept: { readonly field: string; readonly text: string } | undefined;
  /** What was decided last about a change that did not get through, until it is told what came of it. */
  #decided: { readonly home: string; readonly choice: 'mine' | 'theirs' } | undefined;
  #policy: Policy | undefined;
  /** How often the time in the masthead changes. */
  #pace: Pace = 'minute';

  constructor() {
    super(terms);
    new ClockController(this, () => this.#pace);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.#incident.source?.refresh(),
      this.#description.source?.refresh(),
      this.#checklist.refresh(),
      this.#links.refresh(),
    ]);
  }

  get #id(): string {
    return this.incidentId || (this.deskController.selection ?? '');
  }

  get #offline(): boolean {
    return this.#status.value?.connection === 'offline';
  }

  get #view(): IncidentView | undefined {
    return this.#incident.value?.view;
  }

  get #described(): Description {
    return this.#description.value?.description ?? nothingDescribed;
  }

  #trait(name: EditableField): FieldTrait | undefined {
    return this.deskController.store?.adapter.traits.fields[name];
  }

  #may(action: 'edit' | 'override-priority'): boolean {
    return mayDo(this.#policy?.roles ?? [], (this.roles ?? 'analyst').split(/\s+/u), action);
  }

  #access({ status }: Incident): Access {
    const record: Lock | undefined = !this.#may('edit')
      ? 'role'
      : !this.deskController.store?.adapter.update
        ? 'backend'
        : ['closed', 'cancelled'].includes(status.category)
          ? 'ended'
          : undefined;
    return { record, trait: (name) => this.#trait(name) };
  }

  #speech(): FactSpeech {
    const policy = this.#policy as Policy;
    const dates = this.locale.formatsReady ? this.locale.dates() : () => '\u00a0';
    const statusNames = this.deskController.store?.statusNames ?? noStatusNames;
    return {
      terms: this.locale.terms,
      statusNames,
      policy,
      categories: policy.categories,
      matrix: policy.matrix,
      dateTime: dates,
    };
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#policy = this.deskController.policy;
    if (this.#id === this.#shown) return;
    // What is being typed belongs to the incident that was on the screen.
    void this.#draft.flush();
    this.#editor.close();
    this.#kept = this.fault = this.#decided = undefined;
    this.#shown = this.#id;
  }

  protected override updated(): void {
    const kept = this.#kept;
    const incident = this.#view?.incident;
    if (incident && this.#policy) this.#tellDecided(incident);
    if (!kept || !incident || !this.#policy || this.#editor.field !== undefined) return;
    this.#kept = undefined;
    const fact = this.#factNamed(kept.field, incident);
    if (!fact || lockOf(fact, this.#access(incident)) !== undefined) return;
    this.#editor.open(fact, incident);
    this.#editor.restore(kept.text);
    this.#announcer.say(this.locale.terms.sheet.restored);
  }

  #restore({ field, text }: Readonly<Record<string, unknown>>): boolean {
    if (typeof field !== 'string' || typeof text !== 'string' || this.#editor.field !== undefined)
      return false;
    this.#kept = { field, text };
    return true;
  }

  #factNamed(name: string, incident: Incident): Fact | undefined {
    const speech = this.#speech();
    const row = fieldRow(name);
    return row
      ? factOf(row, incident, this.#described, speech)
      : factsOf('custom', incident, this.#described, speech).find((fact) => fact.name === name);
  }

  /** Opens a field; one that is being edited is saved or left first. */
  #edit(fact: Fact, incident: Incident, unsent?: IncidentPatch, key?: string): void {
    if (this.#editor.field !== undefined && this.#editor.patch() !== undefined) {
      this.#announcer.say(this.locale.terms.record.first);
      this.#editor.focus();
      return;
    }
    this.fault = undefined;
    this.#editor.open(fact, incident, unsent, key);
    void this.updateComplete.then(() => this.#editor.focus());
  }

  #leave(): void {
    const { field } = this.#editor;
    void this.#draft.remove();
    this.#editor.close();
    this.fault = undefined;
    this.#backTo(field);
  }

  /** Keeps the keyboard's place: the button of the field, or the heading where there is none any more. */
  #backTo(field: string | undefined): void {
    void this.updateComplete.then(() => {
      const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('button.edit')];
      const button = buttons.find(({ dataset }) => dataset['edit'] === field);
      (button ?? this.renderRoot.querySelector<HTMLElement>('.title'))?.focus();
    });
  }

  /** The record the change is made against: as it is now where its fields are what they were when the editing began. */
  #seen(patch: IncidentPatch, before: Incident): Incident {
    const now = this.#view?.incident ?? before;
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
    const { store } = this.deskController;
    const { before, field, corrects } = this.#editor;
    if (!store || !before || field === undefined || this.busy || !this.#editor.check()) {
      await this.updateComplete;
      this.#editor.focus();
      return;
    }
    const patch = this.#editor.patch();
    if (!patch) {
      this.#leave();
      return;
    }
    this.busy = true;
    this.fault = undefined;
    this.#draft.sending();
    try {
      const sent =
        corrects === undefined
          ? await store.updateIncident(this.#shown, patch, this.#seen(patch, before), this.#draft.key)
          : await store.edit(corrects, { ...this.#unsentPatch(corrects), ...patch });
      emit(this, 'incident-field-saved', {
        incidentId: before.id,
        fields: Object.keys({ ...patch, ...patch.custom }).filter((name) => name !== 'custom'),
        key: sent.key,
      });
      void this.#tell(this.#factNamed(field, before)?.label ?? field, sent);
      this.#leave();
    } catch (error) {
      this.#draft.touch();
      this.fault = toIncidentError(error);
    } finally {
      this.busy = false;
    }
  }

  #unsentPatch(key: string): IncidentPatch {
    const intent = this.#outbox.value?.items.find(({ mutation }) => mutation.key === key)?.mutation.intent;
    return intent?.kind === 'update' ? intent.patch : {};
  }

  /** Says what became of it: kept and waiting, saved, or not. */
  async #tell(label: string, { outcome }: Submitted): Promise<void> {
    const { terms: words } = this.locale;
    if (this.#offline) this.#announcer.say(words.record.waiting(label));
    const { state: end } = await outcome;
    if (end === 'confirmed') this.#announcer.say(words.record.saved(label));
    else if (end !== 'discarded') this.#announcer.say(`${label}: ${words.pending[end]}`);
  }

  readonly #actions = {
    resolve: (item: OutboxItem, choice: 'mine' | 'theirs'): void =>
      void this.#decide(item, choice, (store) => store.resolveConflict(item.mutation.key, choice)),
    discard: (item: OutboxItem): void =>
      void this.#decide(item, 'theirs', (store) => store.discard(item.mutation.key)),
    correct: (item: OutboxItem): void => {
      const { intent, key } = item.mutation;
      const incident = this.#view?.incident;
      const home = intent.kind === 'update' ? homeOf(intent.patch) : undefined;
      const fact = home !== undefined && incident ? this.#factNamed(home, incident) : undefined;
      if (fact && incident && intent.kind === 'update') this.#edit(fact, incident, intent.patch, key);
    },
  };

  /** What somebody decides about a change that did not get through, and what came of it. */
  async #decide(
    item: OutboxItem,
    choice: 'mine' | 'theirs',
    act: (store: IncidentStore) => Promise<unknown>,
  ): Promise<void> {
    const { store } = this.deskController;
    const { intent } = item.mutation;
    if (!store) return;
    const home = intent.kind === 'update' ? homeOf(intent.patch) : undefined;
    this.fault = undefined;
    try {
      await act(store);
      this.#decided = { home: home ?? '', choice };
      this.requestUpdate();
    } catch (error) {
      this.fault = toIncidentError(error);
    }
    this.#backTo(home);
  }

  /** Says what came of a decision, once nothing of it is on its way. */
  #tellDecided(incident: Incident): void {
    if (!this.#decided) return;
    const { home, choice } = this.#decided;
    const unsent = unsentByField(this.#outbox.value?.items ?? [], idsOf(this.#shown, incident)).get(home);
    const under = unsent?.find(({ state }) => state !== 'queued' && state !== 'sending');
    if (unsent && !under && !this.#offline) return;
    const { record: words, pending, status } = this.locale.terms;
    const label = this.#factNamed(home, incident)?.label ?? status[incident.status.category];
    this.#decided = undefined;
    this.#announcer.say(
      under
        ? `${label}: ${pending[under.state]}`
        : unsent
          ? words.waiting(label)
          : words[choice === 'mine' ? 'saved' : 'theirs'](label),
    );
  }

  protected override render(): TemplateResult {
    const current = this.#incident.value ?? noneChosen;
    const { record: words } = this.locale.terms;
    return (
      this.renderDeskState() ??
      this.renderLoaded(current, {
        loading: () => this.renderSkeleton(8),
        empty: () =>
          html`<div class="state">
            <strong>${words.empty}</strong><span class="muted">${words.emptyHelp}</span>
          </div>`,
        ready: () => html`${current.view && this.#policy ? this.#renderView(current.view) : nothing}`,
        retry: () => void this.refresh(),
      })
    );
  }

  #renderView(view: IncidentView): TemplateResult {
    const { incident } = view;
    const { store, policy } = this.deskController;
    this.#pace = 'minute';
    const scene: RecordScene = {
      incident,
      description: this.#described,
      access: this.#access(incident),
      speech: this.#speech(),
      unsent: unsentByField(this.#outbox.value?.items ?? [], idsOf(this.#shown, incident)),
      editor: this.#editor,
      actions: this.#actions,
      edit: (fact) => this.#edit(fact, incident),
      linked: this.#links.known,
    };
    const line = clockedSpeech(
      this.locale,
      policy,
      store?.adapter.traits,
      () => this.deskController.now(),
      () => (this.#pace = 'second'),
    );
    const link = store?.adapter.link?.(incident) ?? incident.url;
    const { record } = scene.access;
    const canEdit = record !== 'role' && record !== 'ended';
    return html`<article class="record" aria-labelledby="heading">
      ${renderHeader(view, line, link, scene)}
      ${this.renderConnection(this.#status.value, this.locale.terms.retry)}
      ${record ? html`<p class="note">${icon('lock')} <span>${this.locale.terms.recordLock[record]}</span></p>` : nothing}
      ${this.fault ? renderFault(this.fault, this.locale.terms) : nothing}
      <slot name="actions"></slot>
      ${sections.map((section) => renderSection(section, scene))}
      ${this.#links.render(this.incidentId === undefined, canEdit)}
      ${this.#checklist.render(incident, canEdit)} ${this.#announcer.render()}
    </article>`;
  }

  /** Goes to a linked incident: it becomes the one that is chosen at the desk, unless the page takes care of it. */
  #show({ id, number = '' }: Relation, { category }: Status): void {
    const detail = { incidentId: id, number, status: category };
    if (!emit(this, 'incident-selected', detail, { cancelable: true })) return;
    this.deskController.select(id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.title')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-record': IncidentRecord;
  }
}
