import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Why a control cannot be sent as it is. */
export interface ControlProblem {
  readonly flags: ValidityStateFlags;
  /** In the element's language. */
  readonly message: string;
  /** What the browser points at; inside the element's shadow root. */
  readonly anchor?: HTMLElement | null;
}

/** What a control tells its form. */
export interface ControlSource {
  /** What is sent under the control's name; null for nothing. */
  readonly value: () => string | null;
  readonly problem: () => ControlProblem | undefined;
  /** Back to what the page was written with. */
  readonly reset: () => void;
  /** What the browser brings back after a reload or fills in. */
  readonly restore?: (value: string) => void;
}

interface ControlHost extends ReactiveControllerHost, HTMLElement {
  disabled: boolean;
}

/**
 * Lets an element take part in a form as a native control does: value, validity, reset, restoring, and being disabled
 * by a fieldset. The element class has `static formAssociated = true` and hands its `form…Callback`s on.
 */
export class FormControl implements ReactiveController {
  readonly #host: ControlHost;
  readonly #internals: ElementInternals;
  readonly #source: ControlSource;
  #byFieldset = false;
  #sent: string | null | undefined;

  constructor(host: ControlHost, internals: ElementInternals, source: ControlSource) {
    this.#host = host;
    this.#internals = internals;
    this.#source = source;
    host.addController(this);
  }

  /** By its own attribute or by a fieldset around it. */
  get disabled(): boolean {
    return this.#host.disabled || this.#byFieldset;
  }

  hostUpdated(): void {
    this.sync();
  }

  /** Tells the form at once what would be sent now. */
  sync(): void {
    const value = this.disabled ? null : this.#source.value();
    if (value !== this.#sent) {
      this.#sent = value;
      this.#internals.setFormValue(value);
    }
    const problem = this.disabled ? undefined : this.#source.problem();
    if (problem) this.#internals.setValidity(problem.flags, problem.message, problem.anchor ?? undefined);
    else this.#internals.setValidity({});
  }

  /** For `formDisabledCallback`. */
  setDisabled(disabled: boolean): void {
    this.#byFieldset = disabled;
    this.#host.requestUpdate();
  }

  /** For `formResetCallback`. */
  reset(): void {
    this.#source.reset();
    this.sync();
  }

  /** For `formStateRestoreCallback`. */
  restore(state: string | File | FormData | null): void {
    if (typeof state !== 'string') return;
    this.#source.restore?.(state);
    this.sync();
  }
}
