import { html, LitElement, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { orNothing } from './attributes.js';
import { DeskController } from './desk.js';
import { LocaleController } from './locale.js';
import { IncidentError, isOutOfReach } from '../core/errors.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { DataState, Loaded, StoreStatus } from '../store/types.js';
import { base } from './styles/base.styles.js';
import { controls } from './styles/control.styles.js';
import { keepTyping, pressOnce } from './typing.js';
import { said } from './said.js';
import { told } from './told.js';

/** A view of one of the four states, for the helper below. */
export interface StateViews {
  readonly loading: () => TemplateResult;
  readonly empty: () => TemplateResult;
  readonly ready: () => TemplateResult;
  /** What the error's button does; no button where there is nothing to try. */
  readonly retry?: () => void;
}

/**
 * What all elements share: a desk, a language, a zone, and the four states, each shown as `:state(…)` and replaceable by
 * a slot of the same name.
 *
 * Letters typed into an element's fields end at the element, so that a page's single-key shortcuts do not take them. A
 * page that listens in the capture phase hears them all the same; it looks at `event.composedPath()[0]`, the field
 * itself, instead of `event.target`.
 */
export abstract class IncidentElement<T extends CommonTerms> extends LitElement {
  static override styles: CSSResultGroup = [base, controls];

  /** Id of the desk to use, for an element that does not stand inside one. */
  @property({ converter: orNothing }) desk: string | undefined;

  /** IANA zone for times in this element; the desk's, the policy's or the browser's otherwise. */
  @property({ attribute: 'time-zone', converter: orNothing }) timeZone: string | undefined;

  protected readonly internals: ElementInternals;
  protected readonly deskController = new DeskController(this);
  protected readonly locale: LocaleController<T>;
  #shown: string | undefined;
  /** Why the last refresh failed, whether somebody has asked for another since, and what was last said for that. */
  #stale: IncidentError | undefined;
  #retried = false;
  #said: IncidentError | undefined;

  constructor(english: T) {
    super();
    this.internals = this.attachInternals();
    keepTyping(this);
    pressOnce(this);
    this.locale = new LocaleController(this, english, () => ({
      language: this.deskController.state?.language,
      timeZone: this.timeZone ?? this.deskController.state?.timeZone ?? this.deskController.policy?.timeZone,
    }));
  }

  /** Shows one of the four states to CSS. */
  protected showState(state: DataState): void {
    if (this.#shown === state) return;
    if (this.#shown !== undefined) this.internals.states.delete(this.#shown);
    this.#shown = state;
    this.internals.states.add(state);
    this.internals.ariaBusy = state === 'loading' ? 'true' : null;
  }

  /**
   * Undefined when there is a working desk; otherwise the view that says what is missing. Elements return it from
   * `render` before anything else.
   */
  protected renderDeskState(): TemplateResult | undefined {
    const { state } = this.deskController;
    if (state?.phase === 'ready') return undefined;
    if (state?.phase === 'starting') {
      this.showState('loading');
      return html`<slot name="loading"
        ><p class="muted" role="status">${this.locale.terms.deskStarting}</p></slot
      >`;
    }
    this.showState('error');
    if (state?.error) return this.renderError(state.error, state.again);
    return html`<slot name="error"
      ><div class="state" role="alert">
        <strong>${this.locale.terms.outsideDesk(this.localName)}</strong>
      </div></slot
    >`;
  }

  /** The view for a piece of data in its present state. An error with older data keeps the data and says so above it. */
  protected renderLoaded(loaded: Loaded, views: StateViews): TemplateResult {
    const { state } = told(loaded);
    this.showState(state);
    switch (state) {
      case 'loading':
        return html`<slot name="loading">${views.loading()}</slot>`;
      case 'empty':
        return html`<slot name="empty">${views.empty()}</slot>`;
      case 'error':
        return this.renderError(loaded.error, views.retry);
      case 'ready':
        return html`${loaded.error && !this.#isToldAround(loaded.error) ? this.renderStale(loaded.error, views.retry) : nothing}${views.ready()}`;
    }
  }

  /** What stands among the actions of another element, or in an overview, leaves it to that one to say that nothing can be reached. */
  #isToldAround(error: IncidentError): boolean {
    return isOutOfReach(error) && this.closest('[slot="actions"], [data-told-around]') !== null;
  }

  /** What happened, what is safe, what to do, in that order. */
  protected renderError(error: IncidentError | undefined, retry?: () => void): TemplateResult {
    const kind = error?.kind ?? 'unknown';
    return html`<slot name="error">
      <div class="state" role="alert" part="error">
        <strong>${this.locale.terms.errorTitle[kind]}</strong>
        <span>${this.locale.terms.errorHelp[kind]}</span>
        ${error?.message ? html`<span class="meta wrap">${error.message}</span>` : nothing}
        ${retry ? html`<button class="button small" type="button" @click=${retry}>${this.locale.terms.retry}</button>` : nothing}
      </div>
    </slot>`;
  }

  /** What the page's author has written wrongly. */
  protected renderMistake(message: string): TemplateResult {
    this.showState('error');
    return this.renderError(new IncidentError('configuration', message));
  }

  protected renderStale(error: IncidentError, retry?: () => void): TemplateResult {
    // Said again where it was somebody who tried again, not with each attempt by itself.
    if (error !== this.#stale && this.#retried) this.#said = error;
    if (error !== this.#stale) this.#retried = false;
    this.#stale = error;
    const tryAgain = (): void => {
      this.#retried = true;
      retry?.();
    };
    const words = `${this.locale.terms.refreshFailed} ${this.locale.terms.errorTitle[error.kind]}.`;
    // The desk says that the connection is lost; what an element says is the answer to who has pressed its button.
    return html`<p class="note">
      <span>${words}</span>
      <span class="visually-hidden" role="status">${this.#said ? said(words, this.#said) : nothing}</span>
      ${retry ? html`<button class="button small plain" type="button" @click=${tryAgain}>${this.locale.terms.retry}</button>` : nothing}
    </p>`;
  }

  /** Quiet lines about what is kept and what goes out, as the store stands; the desk says them. `signIn` is the word of a button. */
  protected renderConnection(status: StoreStatus | undefined, signIn: string): TemplateResult {
    const { terms } = this.locale;
    const resume = (): void => void this.deskController.store?.resume();
    const heldBy = status?.storageHeldBy;
    return html`${
      status?.storage === 'memory'
        ? html`<p class="note">${heldBy ? terms.storageHeldBy[heldBy] : terms.memoryOnly}</p>`
        : nothing
    }
    ${
      status?.signedOut || status?.otherPerson
        ? html`<p class="note">
            <span
              >${status.otherPerson ? terms.otherPerson : terms.signedOut(status.storage !== 'memory')}</span
            >
            <button class="button small" type="button" @click=${resume}>${signIn}</button>
          </p>`
        : status?.connection === 'offline'
          ? html`<p class="note">${terms.offline(status.storage !== 'memory')}</p>`
          : nothing
    }`;
  }

  /** Grey lines of about the final size. */
  protected renderSkeleton(lines: number): TemplateResult {
    return html`<div class="skeleton" aria-hidden="true">
        ${Array.from({ length: lines }, () => html`<span></span>`)}
      </div>
      <p class="visually-hidden" role="status">${this.locale.terms.loading}</p>`;
  }
}
