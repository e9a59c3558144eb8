import { html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { actionBackend } from '../../adapters/action-backend.js';
import type { Adapter } from '../../adapters/adapter.js';
import type { Action, ActionAnswers, ActionName } from '../../core/actions.js';
import { actionsFor, deedsOf, nextAction } from '../../core/actions.js';
import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { Incident, StatusCategory } from '../../core/incident.js';
import { standardRoles } from '../../core/roles.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { lifecycle as english } from '../../locales/en/incident-lifecycle.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import { workload } from '../../locales/en/workload.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import type {
  IncidentState,
  IncidentStore,
  IncidentView,
  Refreshable,
  StepsState,
  Submitted,
} from '../../store/types.js';
import { incidentSteps } from '../../store/views/steps.js';
import { Announcer } from '../../ui/announcer.js';
import { orNothing } from '../../ui/attributes.js';
import { ClockController } from '../../ui/clock.js';
import { emit } from '../../ui/events.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { lookUpStyles } from '../../ui/styles/look-up.styles.js';
import { sheetStyles } from '../../ui/styles/sheet.styles.js';
import { BarRoom } from './bar-room.js';
import { renderClosing } from './closing-note.js';
import { lifecycleStyles } from './incident-lifecycle.styles.js';
import { StepSheet } from './step-sheet.js';
import { Undo } from './undo.js';

const terms = { ...common, ...english, ...workload };

/** What is known while no incident is chosen. */
const noneChosen: IncidentState = { state: 'empty', refreshing: false, cached: false };

/**
 * Where an incident stands, in the ticket system's own words, and what can be done with it now: taken, assigned, handed
 * over, put on hold, resolved, confirmed by the caller, closed, reopened, cancelled. The step that usually comes next
 * stands out. Only what the ticket system, the role and the rules allow can be pressed; the rest says why not. What a
 * step needs is asked below the bar, and everything waits in the outbox where there is no network. For ten seconds it
 * can be taken back, as long as it is not sent or something leads back.
 *
 * @summary Where the incident stands, and the steps that are allowed now.
 * @tagname incident-lifecycle
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is chosen.
 * @slot error - Instead of the message when the incident cannot be shown.
 * @fires {CustomEvent<IncidentStepDetail>} incident-step - Somebody takes a step; it is not taken where the event is prevented.
 * @csspart bar - The bar of actions: one row, with as many steps as fit.
 * @csspart standing - Where the incident stands, at the beginning of the bar.
 * @csspart sheet - What a step asks for.
 * @csspart closing - Since when nobody has answered what is resolved, and when it is closed for that.
 * @csspart error - The message when the incident cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is chosen.
 * @cssstate ready - The incident is shown.
 * @cssstate error - The incident cannot be shown.
 * @since 0.2.0
 */
export class IncidentLifecycle extends IncidentElement<CommonTerms & LifecycleTerms & WorkloadTerms> {
  static override styles: CSSResultGroup = [
    ...[IncidentElement.styles].flat(),
    lookUpStyles,
    sheetStyles,
    lifecycleStyles,
  ];

  /** Which incident. Without it the one that is chosen at the desk. */
  @property({ attribute: 'incident-id', converter: orNothing }) incidentId: string | undefined;

  /** Who reads it: `caller` for the person who reported it; otherwise somebody who works on it. */
  @property({ converter: orNothing }) audience: 'staff' | 'caller' | undefined;

  /** The ids of the reader's roles in the policy, divided by spaces. `analyst` where left out, `caller` for a caller. */
  @property({ converter: orNothing }) roles: string | undefined;

  @state() private unfolded = false;
  @state() private busy = false;
  @state() private fault: IncidentError | undefined;

  /** Where the keyboard is before it is drawn again. */
  #focused: Element | undefined;

  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #steps = keep((store: IncidentStore, id: string) => store.open(incidentSteps, id));
  readonly #incident = new LiveController<Refreshable<IncidentState>>(this, () => this.#open(this.#record));
  readonly #allowed = new LiveController<Refreshable<StepsState>>(this, () => this.#open(this.#steps));
  /** The steps that were asked for anew, because the incident stands elsewhere now. */
  #outdated: Refreshable<StepsState> | undefined;
  readonly #announcer = new Announcer(this);
  readonly #room = new BarRoom(this);
  readonly #sheet = new StepSheet(this, {
    terms: () => this.locale.terms,
    store: () => this.deskController.store,
    policy: () => this.deskController.policy,
    id: () => this.#id(),
    incident: () => this.#incident.value?.view?.incident,
    now: () => this.deskController.now(),
    word: (name) => this.#word(name),
    busy: () => this.busy,
    fault: () => this.fault,
    fallback: () => this.#bar(),
    take: (action, incident, answers, key) => this.#take(action, incident, answers, key),
  });
  readonly #undo = new Undo(this, {
    store: () => this.deskController.store,
    incidentId: () => this.#id(),
    view: () => this.#incident.value?.view,
    leadsTo: () => this.#leadsTo(),
    terms: () => this.locale.terms,
    word: (name) => this.#word(name),
    say: (message) => this.#announcer.say(message),
    next: () => this.#bar()?.focus(),
  });

  constructor() {
    super(terms);
    new ClockController(this);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await Promise.all([this.#incident.source?.refresh(), this.#allowed.source?.refresh()]);
  }

  /** Where the keyboard goes on in the bar: at the next step, or at where it stands. */
  #bar(): HTMLElement | null {
    return (
      this.renderRoot.querySelector<HTMLElement>('.bar button') ??
      this.renderRoot.querySelector<HTMLElement>('.standing')
    );
  }

  #id(): string {
    return this.incidentId || (this.deskController.selection ?? '');
  }

  #open<V>(view: (store: IncidentStore, id: string) => V): V | undefined {
    const { store } = this.deskController;
    const id = this.#id();
    return store && id !== '' ? view(store, id) : undefined;
  }

  /** Where the ticket system lets it go now; undefined where it does not tell. */
  #leadsTo(): readonly StatusCategory[] | undefined {
    const { steps, outdated } = this.#allowed.value ?? {};
    return outdated ? undefined : steps?.map(({ to }) => to);
  }

  #actions(incident: Incident, adapter: Adapter): readonly Action[] {
    const audience = this.audience === 'caller' ? 'caller' : 'staff';
    const me = this.deskController.person;
    return actionsFor(incident, {
      policy: { roles: this.deskController.policy?.roles ?? standardRoles },
      roles: (this.roles ?? (audience === 'caller' ? 'caller' : 'analyst')).split(/\s+/u),
      audience,
      ...(me ? { me } : {}),
      backend: actionBackend(adapter, this.#leadsTo()),
    });
  }

  #word(name: ActionName): string {
    const { action, callerAction } = this.locale.terms;
    return (this.audience === 'caller' ? callerAction[name] : undefined) ?? action[name];
  }

  #press(action: Action, incident: Incident, opener: HTMLElement): void {
    this.fault = undefined;
    if (action.asks.length > 0) {
      this.#sheet.open(action, opener);
      return;
    }
    this.#sheet.close();
    void this.#take(action, incident, action.name === 'confirm' ? this.#confirmation() : {});
  }

  /** That it works again, in words too: who says so is the caller where somebody who works on it notes it. */
  #confirmation(): ActionAnswers {
    const { person } = this.deskController;
    return {
      comment: `${this.#word('confirm')}.`,
      confirmedAt: this.deskController.now(),
      ...(this.audience === 'caller' && person ? { confirmedBy: person } : {}),
    };
  }

  /** Hands everything an action sends to the outbox; true when it is stored. */
  async #take(action: Action, before: Incident, answers: ActionAnswers, key?: string): Promise<boolean> {
    const { store } = this.deskController;
    if (!store || this.busy) return false;
    const go = emit(
      this,
      'incident-step',
      { incidentId: before.id, action: action.name, to: action.to ?? null },
      { cancelable: true },
    );
    if (!go) return false;
    this.busy = true;
    this.fault = undefined;
    try {
      const deeds = deedsOf(action, before, answers, this.deskController.person);
      const sent = await store.perform(before, deeds, key);
      this.#undo.offer({ incidentId: this.#id(), action: action.name, sent, before, deeds });
      void this.#tell(action.name, sent);
      this.unfolded = false;
      return true;
    } catch (error) {
      this.fault = toIncidentError(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Says what became of it: stored and waiting, or done. */
  async #tell(name: ActionName, sent: readonly Submitted[]): Promise<void> {
    const words = this.locale.terms.lifecycle;
    const offline = this.deskController.store?.status.value.connection === 'offline';
    if (offline) {
      this.#announcer.say(words.waiting(this.#word(name)));
      return;
    }
    const outcomes = await Promise.all(sent.map(({ outcome }) => outcome));
    if (outcomes.every(({ state }) => state === 'confirmed'))
      this.#announcer.say(words.done(this.#word(name)));
    // What is allowed next depends on where it stands now.
    await this.#allowed.source?.refresh();
  }

  protected override willUpdate(): void {
    this.#focused = this.shadowRoot?.activeElement ?? undefined;
  }

  protected override updated(): void {
    // What was pressed may have gone with its step. A sheet gives the focus back by itself.
    const isLost = this.#focused && !this.#focused.isConnected && !this.#focused.closest('.sheet');
    if (isLost && !this.shadowRoot?.activeElement) this.#bar()?.focus();
    // Once each time it turns out so: without a network it would fail and be asked again at once, for ever.
    const { source, value } = this.#allowed;
    const outdated = value?.outdated === true ? source : undefined;
    if (outdated !== this.#outdated) void outdated?.refresh();
    this.#outdated = outdated;
  }

  protected override render(): TemplateResult {
    const words = this.locale.terms.lifecycle;
    return (
      this.renderDeskState() ??
      this.renderLoaded(this.#incident.value ?? noneChosen, {
        loading: () => this.renderSkeleton(2),
        empty: () =>
          html`<div class="state">
            <strong>${words.empty}</strong><span class="muted">${words.emptyHelp}</span>
          </div>`,
        ready: () => this.#renderReady(),
        retry: () => void this.refresh(),
      })
    );
  }

  #renderReady(): TemplateResult {
    const view = this.#incident.value?.view;
    const { store } = this.deskController;
    if (!view || !store) return html``;
    const actions = this.#actions(view.incident, store.adapter);
    const next = nextAction(view.incident, actions);
    const possible = actions.filter(({ refused }) => refused === undefined);
    const [strong, plain] = [
      possible.find(({ name }) => name === next),
      possible.filter(({ name }) => name !== next),
    ];
    const { plain: room, apart } = this.#room.look;
    // A row of them stands in the bar; everything else, also what is not allowed now and why, is behind "More".
    // A caller is asked whether it works: neither answer is folded away.
    const shown = this.audience === 'caller' ? plain : plain.slice(0, room);
    const behind = actions
      .filter((action) => action !== strong && !shown.includes(action))
      .sort((one, other) => Number(one.refused !== undefined) - Number(other.refused !== undefined));
    const asked = actions.find(({ name }) => name === this.#sheet.step);
    return html`<section class="frame" aria-label=${this.locale.terms.lifecycle.label}>
      <div
        class=${apart ? 'bar apart' : 'bar'}
        part="bar"
        role="group"
        aria-label=${this.locale.terms.lifecycle.actions}
        data-steps=${[strong, ...plain].map((action) => action && this.#word(action.name)).join('|')}
      >
        ${this.#renderStanding(view)}
        ${[strong, ...shown].map((action) => action && this.#renderButton(action, view, action === strong))}
        ${
          behind.length === 0
            ? nothing
            : html`<button
                class="button"
                type="button"
                aria-expanded=${this.unfolded ? 'true' : 'false'}
                aria-controls="more"
                @click=${() => (this.unfolded = !this.unfolded)}
              >
                ${this.locale.terms.lifecycle.more}
              </button>`
        }
      </div>
      ${this.unfolded ? this.#renderMore(behind, view) : nothing}
      ${renderClosing({
        state: this.#incident.value,
        policy: this.deskController.policy,
        byItself: store.adapter.traits.closes === true,
        mayClose: possible.some(({ name }) => name === 'close'),
        forCaller: this.audience === 'caller',
        offline: store.status.value.connection === 'offline',
        now: this.deskController.now(),
        dateTime: (at) => this.locale.dateTime(at),
        terms: this.locale.terms,
      })}
      ${asked ? this.#sheet.render(asked, view.incident) : nothing}
      ${this.fault && !asked ? html`<p class="error" role="alert">${this.locale.terms.errorTitle[this.fault.kind]}. ${this.locale.terms.errorHelp[this.fault.kind]}</p>` : nothing}
      ${this.#undo.render()} ${this.#announcer.render()}
    </section>`;
  }

  #renderStanding({ incident, pending }: IncidentView): TemplateResult {
    const { terms } = this.locale;
    const { category, label } = incident.status;
    const hold = incident.holdReason;
    return html`<span class="standing" part="standing" tabindex="-1" data-status=${category}
      ><strong><bdi>${label ?? terms.status[category]}</bdi></strong>
      ${category === 'paused' && hold ? html`<span class="muted">${terms.holdReason[hold] ?? hold}</span>` : nothing}
      ${pending === undefined ? nothing : html`<span class="meta">${terms.pending[pending]}</span>`}
    </span>`;
  }

  #renderButton(action: Action, { incident }: IncidentView, strong: boolean): TemplateResult {
    return html`<button
      class=${strong ? 'button primary' : 'button'}
      type="button"
      data-action=${action.name}
      ?data-plain=${!strong}
      aria-expanded=${action.asks.length > 0 ? String(this.#sheet.step === action.name) : nothing}
      aria-disabled=${this.busy ? 'true' : 'false'}
      @click=${(event: Event) => this.#press(action, incident, event.currentTarget as HTMLElement)}
    >
      ${this.#word(action.name)}
    </button>`;
  }

  #renderMore(actions: readonly Action[], view: IncidentView): TemplateResult {
    const { lifecycle, refusal } = this.locale.terms;
    return html`<ul class="more" id="more" aria-label=${lifecycle.more}>
      ${actions.map(
        (action) =>
          html`<li>
            ${
              action.refused === undefined
                ? this.#renderButton(action, view, false)
                : html`<button
                      class="button"
                      type="button"
                      aria-disabled="true"
                      aria-describedby=${`why-${action.name}`}
                    >
                      ${this.#word(action.name)}
                    </button>
                    <span class="meta" id=${`why-${action.name}`}>${refusal[action.refused]}</span>`
            }
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-lifecycle': IncidentLifecycle;
  }
}
