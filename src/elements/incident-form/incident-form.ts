import { html } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { DraftController } from '../../controllers/draft.js';
import { FormControl } from '../../controllers/form-control.js';
import { addStyles, Later } from '../../controllers/later.js';
import { LiveController } from '../../controllers/live.js';
import type { Issue } from '../../core/errors.js';
import { isIncidentError } from '../../core/errors.js';
import type { Channel, IncidentDraft } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { emit } from '../../events.js';
import { common } from '../../locales/en/common.js';
import { form as english } from '../../locales/en/form.js';
import type { IncidentStore, Live, OptionsState, Refreshable, StoreStatus } from '../../store/types.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/control.styles.js';
import { priorityStyles } from '../../styles/priority.styles.js';
import { IncidentElement } from '../incident-element.js';
import { matrixInWords } from '../matrix-words.js';
import type { Fault } from './checks.js';
import { explanationOf, factsOf } from './explanation.js';
import type { FieldsView } from './form-fields.js';
import type { FormExtras, FormField, FormValues } from './form-model.js';
import * as model from './form-model.js';
import { problemsOf, renderForm } from './form-view.js';
import { holdHostForm } from './host-form.js';
import { formStyles } from './incident-form.styles.js';
import type { SubmissionController, SubmissionListener } from './submission.js';

const terms = { ...common, ...english };

/**
 * Logs an incident. As a portal form it asks a few plain questions; with `mode="agent"` it shows every field the backend
 * takes. What is typed is kept on the device until it is stored for sending; what is sent survives offline, sign-out and
 * a reload. Inside a form of the page its value is the incident's client id once it has been logged.
 *
 * @summary Log an incident.
 * @tagname incident-form
 * @slot heading - Replaces the heading.
 * @slot intro - Replaces the sentence below it.
 * @slot extra - Content of the page's own above the send button.
 * @slot success - Shown below the number after logging.
 * @slot loading - Shown while the desk is connecting.
 * @slot error - Replaces the message when the desk cannot be used.
 * @slot empty - Replaces the message when incidents cannot be logged there.
 * @fires {CustomEvent<IncidentQueuedDetail>} incident-queued - The report is safe and will be sent.
 * @fires {CustomEvent<IncidentCreatedDetail>} incident-created - The backend has the incident.
 * @fires {CustomEvent<IncidentPriorityChangeDetail>} incident-priority-change - Impact, urgency or priority was chosen.
 * @csspart form - The form.
 * @csspart summary - What has to be corrected.
 * @csspart bar - Priority and send button.
 * @csspart submit - The send button.
 * @csspart panel - What became of the report.
 * @csspart number - The incident's number.
 * @csspart grid - The matrix.
 * @csspart cell - A cell of the matrix.
 * @csspart rules - What changed the priority.
 * @cssstate loading - The desk is connecting.
 * @cssstate ready - The form can be filled in.
 * @cssstate empty - The backend takes no incidents from here.
 * @cssstate error - The desk cannot be used.
 * @since 0.1.0
 */
export class IncidentForm extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [base, controls, priorityStyles, formStyles];
  static readonly formAssociated = true;

  /** `portal` asks plain questions, `agent` shows every field. */
  @property({ reflect: true }) mode: 'portal' | 'agent' = 'portal';
  /** Heading above the form. */
  @property() heading = '';
  /** Keeps drafts of several forms on one site apart; the element's id otherwise. */
  @property({ attribute: 'draft-id' }) draftId: string | undefined;
  /** How reports from here reach the desk; `self-service` in portal mode otherwise. */
  @property() channel: Channel | undefined;
  /** Name under which a form of the page sends the incident's client id. */
  @property({ reflect: true }) name = '';
  /** The page's form cannot be sent before an incident has been logged. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Nothing can be typed or sent. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Sending the page's form logs the incident first. */
  @property({ type: Boolean, attribute: 'submit-with-form' }) submitWithForm = false;
  /** Answers to begin with. `caller` is who is signed in: it is sent also where the form does not ask for it. */
  @property({ attribute: false }) data: Partial<IncidentDraft> | undefined;

  @state() private values: FormValues = {};
  @state() private extras: FormExtras = model.noExtras;
  @state() private faults: readonly Fault[] = [];
  @state() private lead = '';
  #focusNext: string | undefined;
  #filled = false;
  readonly #later = new Later(this, () => import('./sending.js'));
  /** What was typed is being checked. */
  #checking: Promise<IncidentDraft | undefined> | undefined;
  #report: SubmissionController | undefined;

  readonly #control = new FormControl(this, this.internals, {
    value: () => this.value || null,
    problem: () =>
      this.required && this.value === ''
        ? {
            flags: { valueMissing: true },
            message: this.locale.terms.issue['required'] ?? '',
            anchor: this.#element('title'),
          }
        : undefined,
    reset: () => this.reset(),
  });
  readonly #standIn = holdHostForm(
    () => this.submitWithForm && !this.#report?.current && !this.#control.disabled,
    async () => {
      const stored = await this.submit();
      await this.updateComplete;
      return stored;
    },
  );
  readonly #draft = new DraftController(this, {
    drafts: () => this.deskController.store?.drafts,
    author: () => this.deskController.store?.author,
    forget: () => this.#clear(),
    scope: () => `form:${this.draftId || this.id || 'default'}`,
    read: () =>
      Object.keys(this.#typed()).length > 0 ? { values: this.values, extras: this.extras } : undefined,
    restore: (data) => {
      const before = JSON.stringify([this.values, this.extras]);
      this.values = { ...this.#initial(), ...model.readValues(data['values']), ...this.#typed() };
      if (this.extras === model.noExtras) this.extras = model.readExtras(data['extras']) ?? model.noExtras;
      return JSON.stringify([this.values, this.extras]) !== before;
    },
  });
  readonly #options = new LiveController<Refreshable<OptionsState>>(this, () =>
    this.deskController.store?.options(),
  );
  readonly #status = new LiveController<Live<StoreStatus>>(this, () => this.deskController.store?.status);
  readonly #ends: SubmissionListener = {
    store: () => this.deskController.store,
    confirmed: ({ incidentId, key }, incident) => {
      if (this.shadowRoot?.activeElement) this.#focusNext = 'panel-title';
      emit(this, 'incident-created', {
        incidentId: incident?.id ?? incidentId,
        number: incident?.number ?? '',
        key,
      });
    },
    refused: (error) =>
      this.#blame(
        error?.issues ?? [],
        [this.#later.value?.sentTerms(this.locale.language).failed, error?.message].filter(Boolean).join(' '),
      ),
    discarded: () => this.reset(),
  };

  constructor() {
    super(terms);
  }

  /** The client id of the logged incident; empty before. */
  get value(): string {
    return this.#report?.current?.submitted.incidentId ?? '';
  }
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }
  get validationMessage(): string {
    return this.internals.validationMessage;
  }
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.#standIn(form);
  }
  formDisabledCallback(disabled: boolean): void {
    this.#control.setDisabled(disabled);
  }
  formResetCallback(): void {
    this.#control.reset();
  }
  /** Fills in answers, replacing what is there for these fields. */
  prefill(draft: Partial<IncidentDraft>): void {
    this.values = { ...this.values, ...model.fromDraft(draft, this.#zone) };
    this.extras = model.extrasOf(draft) ?? this.extras;
    this.#draft.touch();
  }

  /** Empties the form, also after logging, and throws the kept text away. */
  reset(): void {
    this.#clear();
    void this.#draft.remove();
  }
  #clear(): void {
    this.values = this.#initial();
    this.extras = model.noExtras;
    this.faults = [];
    this.lead = '';
    this.#report?.clear();
  }

  override focus(options?: FocusOptions): void {
    (this.#element('panel-title') ?? this.#element('title'))?.focus(options);
  }

  /** Checks and sends. True once the report is stored, so that it cannot be lost; the outcome comes as events. */
  async submit(): Promise<boolean> {
    const { store, policy } = this.deskController;
    // A second click finds the first one at work, so that one intent is one incident.
    const busy = this.#checking ?? this.#report?.current ?? this.#report?.sending;
    if (busy || this.#control.disabled || !store || !policy) return false;
    try {
      this.#checking = this.#check(store, policy);
      const draft = await this.#checking;
      const report = this.#report;
      this.#checking = undefined;
      if (!draft || !report) return false;
      const { incidentId, key, kept } = await report.send(store, draft);
      void this.#draft.remove();
      this.#focusNext = 'panel-title';
      emit(this, 'incident-queued', { incidentId, key, kept });
      return true;
    } catch (error) {
      this.#checking = undefined;
      this.#blame(isIncidentError(error) ? error.issues : [], this.locale.terms.form.notStored);
      return false;
    }
  }

  /** What is to be sent; undefined where something has to be corrected first, which is then shown. */
  async #check(store: IncidentStore, policy: Policy): Promise<IncidentDraft | undefined> {
    const part = this.#later.value ?? (await this.#later.fetch().catch(() => undefined));
    if (part && !this.#report) {
      addStyles(this, part.sentStyles);
      this.#report = new part.SubmissionController(this, this.#ends);
    }
    const prepared = part?.prepareDraft(this.values, this.extras, {
      policy,
      capabilities: store.adapter.capabilities,
      options: this.#options.value?.options ?? {},
      timeZone: this.#zone,
      shown: this.#shown,
      caller: this.data?.caller,
      channel: part.channelOf(this.channel, this.mode),
      now: this.deskController.now(),
      words: this.locale.terms.matrix,
    });
    this.#blame(prepared?.issues ?? [], prepared ? '' : this.locale.terms.form.notStored);
    return prepared?.issues.length === 0 ? prepared.draft : undefined;
  }

  protected override firstUpdated(): void {
    this.#later.soon();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#checking;
    await this.renderRoot?.querySelector('incident-priority-matrix')?.updateComplete;
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#filled || changed.has('data')) {
      this.#filled = true;
      if (this.data) this.values = { ...this.#initial(), ...this.#typed() };
    }
  }

  protected override updated(): void {
    const target = this.#focusNext === undefined ? null : this.#element(this.#focusNext);
    if (!target) return;
    this.#focusNext = undefined;
    target.focus();
  }

  get #zone(): string {
    return this.locale.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  #element(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#${id}`);
  }

  #initial(): FormValues {
    return this.data ? model.fromDraft(this.data, this.#zone) : {};
  }

  /** What differs from the answers the form began with. */
  #typed(): FormValues {
    return model.changedFrom(this.#initial(), this.values);
  }

  get #shown(): readonly FormField[] {
    const { store } = this.deskController;
    return store ? model.shownFields(this.mode, store.adapter.capabilities) : [];
  }

  /** Puts each fault where it can be mended and the focus on the summary. */
  #blame(issues: readonly Issue[], lead: string): void {
    this.faults = this.#later.value?.faultsOf(issues, this.#shown, this.locale, this.mode === 'agent') ?? [];
    this.lead = lead;
    if (this.faults.length > 0 || lead !== '') this.#focusNext = 'summary';
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { store, policy } = this.deskController;
    const { terms: words } = this.locale;
    if (!store || !policy || !store.adapter.capabilities.create) {
      this.showState('empty');
      return html`<slot name="empty"
        ><div class="state"><strong>${words.form.cannotLog}</strong></div></slot
      >`;
    }
    this.showState('ready');
    const resume = (): void => void store.resume();
    const another = (): void => {
      this.reset();
      this.#focusNext = 'title';
    };
    const report = this.#report;
    const { current, sending = false } = report ?? {};
    if (current && report)
      return (
        this.#later.value?.renderPanel({
          report,
          priority: current.priority,
          memory: current.submitted.kept === 'memory',
          policy,
          locale: this.locale,
          another,
          resume,
        }) ?? html``
      );
    const { capabilities } = store.adapter;
    const view: FieldsView = {
      terms: words,
      agent: this.mode === 'agent',
      values: this.values,
      extras: { ...this.extras, facts: factsOf(this.values, this.extras) },
      problems: problemsOf(this.faults),
      options: this.#options.value?.options ?? {},
      policy,
      matrix: policy.matrix,
      timeZone: this.#zone,
      disabled: this.#control.disabled,
      required: (name) => model.isRequired(capabilities, name),
      set: (name, value) => {
        this.values = { ...this.values, [name]: value };
        this.#draft.touch();
      },
      setMatrix: (value, extras) => {
        [this.values, this.extras] = model.withMatrix(this.values, value, extras);
        this.#draft.touch();
      },
    };
    return renderForm({
      view,
      heading: this.heading,
      notes: {
        terms: words,
        kept: this.#draft.restoredAt,
        locale: this.locale,
        now: this.deskController.now(),
        elsewhere: this.#draft.editedElsewhere,
        status: this.#status.value,
        afresh: another,
        resume,
      },
      faults: this.faults,
      summary: this.#later.value?.renderSummary(this.faults, this.lead, this.locale.language, (field) =>
        this.#element(field)?.focus(),
      ),
      lead: this.lead,
      ...model.fieldsFor(this.mode, capabilities),
      spoken: matrixInWords(policy.matrix, words.level),
      explanation: explanationOf(this.values, this.extras, policy),
      sending,
      submit: () => void this.submit(),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-form': IncidentForm;
  }
}
