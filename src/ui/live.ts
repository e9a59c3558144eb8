import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Live } from '../store/types.js';

/**
 * Keeps an element on one live value: `pick` names the value for the element's present properties (the same object as
 * long as nothing relevant changed) and the element re-renders when it is replaced.
 */
export class LiveController<L extends Live<unknown>> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #pick: () => L | undefined;
  #live: L | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, pick: () => L | undefined) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  /** The live object itself, for its commands such as `refresh`. */
  get source(): L | undefined {
    return this.#live;
  }

  get value(): L['value'] | undefined {
    return this.#live?.value;
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow(this.#pick());
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(live: L | undefined): void {
    if (live === this.#live) return;
    this.#stop?.();
    this.#live = live;
    this.#stop = live?.subscribe(() => {
      this.#host.requestUpdate();
    });
  }
}

/** Remembers the last result while the inputs stay the same, so that `pick` returns the same live object. */
export function keep<A extends readonly unknown[], R>(make: (...inputs: A) => R): (...inputs: A) => R {
  let last: { readonly inputs: A; readonly result: R } | undefined;
  return (...inputs) => {
    if (!last || last.inputs.some((input, at) => !Object.is(input, inputs[at])))
      last = { inputs, result: make(...inputs) };
    return last.result;
  };
}
