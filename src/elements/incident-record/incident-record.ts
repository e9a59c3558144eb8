import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Description, FieldTrait } from '../../adapters/adapter.js';
import { fieldRow } from '../../core/fields.js';
import type { EditableField, Incident, Status } from '../../core/incident.js';
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
  Refreshable,
} from '../../store/types.js';
import { orNothing } from '../../ui/attributes.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { Announcer } from '../../ui/announcer.js';
import { ClockController } from '../../ui/clock.js';
import type { Pace } from '../../ui/clock.js';
import { copyText } from '../../ui/copy-text.js';
import { emit } from '../../ui/events.js';
import { icon } from '../../ui/icons.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { keepLines } from '../../ui/support-line.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { foldStyles } from '../../ui/styles/fold.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { versionsStyles } from '../../ui/styles/versions.styles.js';
import { clockedSpeech } from '../../ui/time-left.js';
import { Checklist } from './checklist.js';
import { checklistStyles } from './checklist.styles.js';
import { Editing } from './editing.js';
import { Links } from './links.js';
import { recordStyles } from './incident-record.styles.js';
import type { Access, Fact, FactSpeech, Lock, Section } from './record-facts.js';
import { factOf, factsOf, lockOf, sections } from './record-facts.js';
import { Team } from './team.js';
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
 * where the ticket system can), who has which part in it, and its checklist: checks that teams make side by side, and the plan that brings the
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
 * @csspart rest - What is folded away in the compact form.
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
    foldStyles,
    versionsStyles,
    sheetStyles,
    recordStyles,
    checklistStyles,
  ];

  /** Which incident. Without it the one that is chosen at the desk. */
  @property({ attribute: 'incident-id', converter: orNothing }) incidentId: string | undefined;

  /** The ids of the reader's roles in the policy, divided by spaces. `analyst` where left out. */
  @property({ converter: orNothing }) roles: string | undefined;

  /**
   * What was reported, priority and people; times, team, links and tasks are counted in one line and unfold below it,
   * so that the timeline is near. What has not got through is never folded away.
   */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private unfolded = false;
  /** What has been put on the clipboard last. */
  @state() private copied: string | undefined;

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
  readonly #editing = new Editing(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#shown,
    incident: () => (this.#policy ? this.#view?.incident : undefined),
    fact: (name, incident) => this.#factNamed(name, incident),
    locked: (fact, incident) => lockOf(fact, this.#access(incident)) !== undefined,
    trait: (name) => this.#trait(name),
    offline: () => this.#offline,
    mayOverride: () => this.#may('override-priority'),
    timeZone: () => this.locale.zone,
    now: () => this.deskController.latest(),
    by: () => this.deskController.state?.userName ?? this.deskController.store?.author,
    say: (message) => this.#announcer.say(message),
  });
  readonly #checklist = new Checklist(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#id,
    policy: () => this.deskController.policy,
    me: () => this.deskController.person,
    now: () => this.deskController.now(),
    offline: () => this.#offline,
    timeZone: () => this.locale.zone,
    say: (message) => this.#announcer.say(message),
  });
  readonly #team = new Team(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#id,
    described: () => this.#described.participantRoles,
    caller: () => this.#view?.incident.caller,
    offline: () => this.#offline,
    say: (message) => this.#announcer.say(message),
  });
  readonly #links = new Links(this, {
    speech: () => this.#speech(),
    store: () => this.deskController.store,
    outbox: () => this.#outbox.value,
    id: () => this.#id,
    described: () => this.#described.relationKinds,
    offline: () => this.#offline,
    say: (message) => this.#announcer.say(message),
    show: (relation, status) => this.#show(relation, status),
  });
  readonly #lines = keepLines();
  /** Which incident is on the screen. */
  #shown = '';
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
      this.#team.refresh(),
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
        : status.category === 'closed'
          ? 'ended'
          : status.category === 'cancelled'
            ? 'cancelled'
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
      lineOf: this.#lines(this.#description.value?.description, policy),
      matrix: policy.matrix,
      dateTime: dates,
    };
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#policy = this.deskController.policy;
    if (this.#id === this.#shown) return;
    // What is being typed belongs to the incident that was on the screen.
    this.#editing.turn();
    this.#shown = this.#id;
  }

  #factNamed(name: string, incident: Incident): Fact | undefined {
    const speech = this.#speech();
    const row = fieldRow(name);
    return row
      ? factOf(row, incident, this.#described, speech)
      : factsOf('custom', incident, this.#described, speech).find((fact) => fact.name === name);
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
      editor: this.#editing.editor,
      actions: this.#editing.actions,
      edit: (fact) => this.#editing.edit(fact, incident),
      copy: (text) => void this.#copy(text),
      copied: this.copied,
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
    const canEdit = record === undefined || record === 'backend';
    return html`<article class="record" aria-labelledby="heading">
      ${renderHeader(view, line, link, scene)}
      ${this.renderConnection(this.#status.value, this.locale.terms.retry)}
      ${record ? html`<p class="note">${icon('lock')} <span>${this.locale.terms.recordLock[record]}</span></p>` : nothing}
      ${this.#editing.fault ? renderFault(this.#editing.fault, this.locale.terms) : nothing}
      <slot name="actions"></slot>
      ${this.#renderFacts(scene, canEdit)} ${this.#announcer.render()}
    </article>`;
  }

  #renderFacts(scene: RecordScene, canEdit: boolean): TemplateResult {
    const render = (names: readonly Section[]): readonly (TemplateResult | typeof nothing)[] =>
      names.map((name) => renderSection(name, scene));
    const further = html`${this.#team.render(canEdit)}
    ${this.#links.render(this.incidentId === undefined, canEdit)}
    ${this.#checklist.render(scene.incident, canEdit)}`;
    if (!this.compact) return html`${render(sections)} ${further}`;
    const { rest: words } = this.locale.terms;
    const { done, wanted } = this.#checklist.progress;
    const counts = [
      [this.#team.size, words.team],
      [this.#links.size, words.links],
      [wanted, (n: number) => words.tasks(done, n)],
    ] as const;
    return html`${render(sections.filter((name) => name !== 'course'))}
      <details
        class="fold"
        part="rest"
        ?open=${this.unfolded || this.#isTroubled(scene.incident)}
        @toggle=${this.#onToggle}
      >
        <summary>
          <h3>${words.heading}</h3>
          <span class="meta">${counts.flatMap(([n, word]) => (n > 0 ? [word(n)] : [])).join(' · ')}</span>
        </summary>
        ${render(['course'])} ${further}
      </details>`;
  }

  readonly #onToggle = (event: Event): void => {
    this.unfolded = (event.target as HTMLDetailsElement).open;
  };

  /** Somebody has to decide about something that was changed here. */
  #isTroubled(incident: Incident): boolean {
    const ids = idsOf(this.#shown, incident);
    return (this.#outbox.value?.items ?? []).some(
      ({ state, mutation }) => ids.includes(mutation.incidentId) && !['queued', 'sending'].includes(state),
    );
  }

  async #copy(text: string): Promise<void> {
    const { copied, record } = this.locale.terms;
    const done = await copyText(text);
    this.copied = done ? text : undefined;
    this.#announcer.say(done ? copied : record.copyFailed);
  }

  /** Goes to a linked incident: it becomes the one that is chosen at the desk, unless the page takes care of it. */
  #show({ id, number = '' }: Relation, { category }: Status): void {
    const detail = { incidentId: id, number, status: category };
    if (!emit(this, 'incident-selected', detail, { cancelable: true })) return;
    this.deskController.select(id);
    void focusNext(this, '.title');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-record': IncidentRecord;
  }
}
