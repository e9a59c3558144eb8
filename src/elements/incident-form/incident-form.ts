import { html } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { orElse, orNothing } from '../../ui/attributes.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { ClockController } from '../../ui/clock.js';
import { DraftController } from '../../ui/draft.js';
import type { FileChoice } from '../../ui/file-choice.js';
import { FormControl } from '../../ui/form-control.js';
import { LiveController } from '../../ui/live.js';
import type { Issue } from '../../core/errors.js';
import { isIncidentError } from '../../core/errors.js';
import type { Channel, IncidentDraft } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { emit } from '../../ui/events.js';
import { halfTyped, isHalfTyped } from '../../ui/local-time.js';
import { common } from '../../locales/en/common.js';
import { form as english } from '../../locales/en/incident-form.js';
import type { DescriptionState, Live, Refreshable, StoreStatus } from '../../store/types.js';
import { base } from '../../ui/styles/base.styles.js';
import { controls } from '../../ui/styles/control.styles.js';
import { fileStyles } from '../../ui/styles/files.styles.js';
import { lineStyles } from '../../ui/styles/line.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { uploadStyles } from '../../ui/styles/upload.styles.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { explanationOf } from './answers.js';
import { FaultSummary } from './fault-summary.js';
import { FormAnswers } from './form-answers.js';
import type { FieldsView } from './form-fields.js';
import { formFiles } from './form-files.js';
import { FieldLookUps } from './field-look-ups.js';
import type { FormField } from './form-model.js';
import { formFields } from './form-model.js';
import { channelOf, prepareDraft } from './incident-draft.js';
import { formStyles } from './incident-form.styles.js';
import { PageForm } from './page-form.js';
import { renderReportSheet } from './report-sheet.js';
import { Routing } from './routing.js';
import { renderSentReport } from './sent-report.js';
import { SubmissionController } from './submission.js';

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
 * @csspart files - Where files are added.
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
  static override styles: CSSResultGroup = [
    base,
    controls,
    priorityStyles,
    lineStyles,
    lookUpStyles,
    fileStyles,
    uploadStyles,
    formStyles,
  ];
  static readonly formAssociated = true;

  /** `portal` asks plain questions, `agent` shows every field. */
  @property({ reflect: true, converter: orElse('portal') }) mode: 'portal' | 'agent' = 'portal';
  /** Heading above the form. */
  @property({ converter: orElse('') }) heading = '';
  /** Keeps drafts of several forms on one site apart; the element's id otherwise. */
  @property({ attribute: 'draft-id', converter: orNothing }) draftId: string | undefined;
  /** How reports from here reach the desk; `self-service` in portal mode otherwise. */
  @property({ converter: orNothing }) channel: Channel | undefined;
  /** Name under which a form of the page sends the incident's client id. */
  @property({ reflect: true, converter: orElse('') }) name = '';
  /** The page's form cannot be sent before an incident has been logged. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Nothing can be typed or sent. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Sending the page's form logs the incident first. */
  @property({ type: Boolean, attribute: 'submit-with-form' }) submitWithForm = false;
  /** Answers to begin with. `caller` is who is signed in: it is sent also where the form does not ask for it. */
  @property({ attribute: false }) data: Partial<IncidentDraft> | undefined;

  /** Id of what had the focus before the last drawing. */
  #focusBefore: string | undefined;

  readonly #answers = new FormAnswers(this, {
    data: () => this.data,
    timeZone: () => this.#zone,
    shown: () => this.#shown,
    changed: () => this.#draft.touch(),
  });
  readonly #pageForm = new PageForm({
    waits: () => this.submitWithForm && !this.#report.current && !this.#control.disabled,
    log: async () => {
      const stored = await this.submit();
      await this.updateComplete;
      return stored;
    },
  });
  readonly #report = new SubmissionController(this, {
    store: () => this.deskController.store,
    confirmed: ({ incidentId, key }, incident) => {
      if (this.shadowRoot?.activeElement) void focusNext(this, '#panel-title');
      emit(this, 'incident-created', {
        incidentId: incident?.id ?? incidentId,
        number: incident?.number ?? '',
        key,
      });
    },
    refused: (error) =>
      this.#blame(
        error?.issues ?? [],
        [this.locale.terms.sent.failed, error?.message].filter(Boolean).join(' '),
      ),
    discarded: () => this.reset(),
  });
  readonly #control = new FormControl(this, this.internals, {
    value: () => this.value || null,
    // Where sending the page's form logs the incident, nothing is missing before that.
    problem: () =>
      this.required && !this.submitWithForm && this.value === ''
        ? {
            flags: { valueMissing: true },
            message: this.locale.terms.issue['required'] ?? '',
            anchor: this.#element('title'),
          }
        : undefined,
    reset: () => this.reset(),
  });
  readonly #draft: DraftController = new DraftController(this, {
    drafts: () => this.deskController.store?.drafts,
    author: () => this.deskController.store?.author,
    forget: () => this.#clear(),
    scope: () => `form:${this.draftId || this.id || 'default'}`,
    read: () => this.#answers.draftWith(this.#files.refs),
    restore: (data) => [this.#answers.restore(data), this.#files.restore(data)].some(Boolean),
  });
  readonly #files: FileChoice = formFiles(this, {
    locale: () => this.locale,
    store: () => this.deskController.store,
    description: () => this.#description.value?.description,
    isSent: () => this.#report.current !== undefined,
    disabled: () => this.#control.disabled,
    draft: () => this.#draft,
  });
  readonly #description = new LiveController<Refreshable<DescriptionState>>(this, () =>
    this.deskController.store?.description(),
  );
  readonly #lookUps = new FieldLookUps(this, {
    terms: () => this.locale.terms,
    store: () => this.deskController.store,
    offline: () => this.#status.value?.connection === 'offline',
    policy: () => this.deskController.policy,
    answer: (field) => this.#answers.all.values[field.key],
    changed: (field, value) => this.#answers.set(field, value),
  });
  readonly #summary = new FaultSummary(this, {
    locale: () => this.locale,
    shown: () => this.#shown,
    agent: () => this.mode === 'agent',
  });
  readonly #routing = new Routing({
    answers: this.#answers,
    policy: () => this.deskController.policy,
    shown: () => this.#shown,
    find: (field, name) => this.#lookUps.named(field, name),
    isTyping: (field) => this.#lookUps.isTyping(field),
  });
  readonly #status = new LiveController<Live<StoreStatus>>(this, () => this.deskController.store?.status);

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** The client id of the logged incident; empty before. */
  get value(): string {
    return this.#report.current?.submitted.incidentId ?? '';
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
    this.#pageForm.enter(form);
  }
  formDisabledCallback(disabled: boolean): void {
    this.#control.setDisabled(disabled);
  }
  formResetCallback(): void {
    this.#control.reset();
  }

  /** Fills in answers, replacing what is there for these fields. They are the page's: only what is typed is kept. */
  prefill(draft: Partial<IncidentDraft>): void {
    this.#answers.prefill(draft);
  }

  /** Empties the form, also after logging, and throws the kept text away. */
  reset(): void {
    void this.#files.drop(() => this.#draft.remove());
    this.#clear();
  }
  #clear(): void {
    this.#answers.clear();
    this.#files.forget();
    this.#lookUps.clear();
    // What is half typed is no value: an empty one would not replace it.
    for (const field of this.shadowRoot?.querySelectorAll('input') ?? [])
      if (isHalfTyped(field)) field.value = '';
    this.#summary.clear();
    this.#report.clear();
  }

  override focus(options?: FocusOptions): void {
    (this.#element('panel-title') ?? this.#element('title'))?.focus(options);
  }

  /** Checks and sends. True once the report is stored, so that it cannot be lost; the outcome comes as events. */
  async submit(): Promise<boolean> {
    const { store, policy } = this.deskController;
    // A second click finds the first one at work, so that one intent is one incident.
    const busy = this.#report.sending || this.#report.current;
    if (busy || this.#control.disabled || !store || !policy) return false;
    try {
      const { terms: words } = this.locale;
      const shown = this.#shown;
      this.#lookUps.takeWords(shown);
      const {
        draft,
        links,
        issues: wrong,
      } = prepareDraft(this.#answers.given, this.#answers.typed, {
        policy,
        traits: store.adapter.traits,
        timeZone: this.#zone,
        shown,
        listed: (field) => this.#lookUps.of(field) !== undefined,
        channel: channelOf(this.channel, this.mode),
        now: this.deskController.latest(),
        words: { ...words.matrix, choose: words.lookUp.choose },
      });
      const unread = this.#unread(shown);
      const issues = [
        ...unread,
        ...wrong.filter(({ path }) => !unread.some((one) => one.path === path)),
        ...this.#lookUps.issues(shown),
      ];
      this.#blame(issues, '');
      if (issues.length > 0) return false;
      const files = this.#files.empty ? [] : await this.#files.ready();
      // Somebody may have been named while the files were read.
      const { store: present } = this.deskController;
      if (!files || !present || this.#report.sending || this.#report.current) return false;
      this.#draft.sending();
      const { incidentId, key, kept } = await this.#report.send(
        present,
        { draft, files, links },
        this.#draft.key,
      );
      this.#draft.sent();
      void focusNext(this, '#panel-title');
      emit(this, 'incident-queued', { incidentId, key, kept });
      return true;
    } catch (error) {
      this.#draft.failed();
      this.#blame(isIncidentError(error) ? error.issues : [], this.locale.terms.form.notStored);
      return false;
    }
  }

  protected override willUpdate(): void {
    this.#routing.follow();
    this.#focusBefore = this.shadowRoot?.activeElement?.id;
  }

  protected override updated(): void {
    // A line becomes a look-up when the backend has told its choices: the keyboard stays where it was.
    if (this.#focusBefore && !this.shadowRoot?.activeElement) this.#element(this.#focusBefore)?.focus();
  }

  get #zone(): string {
    return this.locale.zone;
  }

  #element(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#${id}`);
  }

  /** Times and numbers that are no value yet. */
  #unread(shown: readonly FormField[]): readonly Issue[] {
    return shown.flatMap(({ id, key: path }): Issue[] => {
      const code = halfTyped(this.#element(id));
      return code === undefined ? [] : [{ path, code, message: this.locale.terms.issue[code] ?? code }];
    });
  }

  /** All fields on the screen, folded ones too. */
  get #shown(): readonly FormField[] {
    const { store, policy } = this.deskController;
    if (!store || !policy) return [];
    const { traits, items } = store.adapter;
    const { create = [], relationKinds = traits.relations?.adds ?? [] } =
      this.#description.value?.description ?? {};
    return formFields({
      mode: this.mode === 'agent' ? 'agent' : 'portal',
      ...{ traits, described: create, policy, links: relationKinds },
      findsItems: items !== undefined,
    });
  }

  /** Puts each fault where it can be mended and the focus on the summary. */
  #blame(issues: readonly Issue[], lead: string): void {
    if (this.#summary.show(issues, lead)) void focusNext(this, '#summary');
  }

  readonly #another = (): void => {
    this.reset();
    void focusNext(this, '#title');
  };

  #fieldsView(policy: Policy): FieldsView {
    return {
      terms: this.locale.terms,
      agent: this.mode === 'agent',
      answers: this.#answers.all,
      problems: this.#summary.problems,
      removed: this.#answers.removed,
      lookUp: (field) => this.#lookUps.of(field),
      policy,
      timeZone: this.#zone,
      disabled: this.#control.disabled,
      focusNext: (id) => void focusNext(this, `#${id}`),
      set: (field, value, removed) => this.#answers.set(field, value, removed),
      setMatrix: (value, adjustment, removed) => this.#answers.setMatrix(value, adjustment, removed),
    };
  }

  protected override render(): TemplateResult {
    const missing = this.renderDeskState();
    if (missing) return missing;
    const { store, policy } = this.deskController;
    if (!store || !policy || !store.adapter.create) {
      this.showState('empty');
      return html`<slot name="empty"
        ><div class="state"><strong>${this.locale.terms.form.cannotLog}</strong></div></slot
      >`;
    }
    this.showState('ready');
    const report = this.#report;
    if (report.current)
      return renderSentReport({
        report,
        desk: this.deskController,
        own: this.mode !== 'agent',
        locale: this.locale,
        another: this.#another,
      });
    const fields = this.#fieldsView(policy);
    return renderReportSheet({
      fields,
      shown: this.#shown,
      files: this.#files,
      explanation: explanationOf(fields.answers, policy),
      summary: this.#summary,
      draft: this.#draft,
      locale: this.locale,
      now: this.deskController.here(),
      heading: this.heading,
      connection: this.renderConnection(this.#status.value, fields.terms.form.signIn),
      sending: report.sending,
      submit: () => void this.submit(),
      afresh: this.#another,
      go: ({ id }) => this.#element(id)?.focus(),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-form': IncidentForm;
  }
}
