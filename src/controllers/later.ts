import { adoptStyles } from 'lit';
import type { CSSResult, LitElement, ReactiveControllerHost } from 'lit';

/** Wait before a part that could not be fetched is asked for again, in milliseconds. */
const pause = 3_000;

/** The code of an element that its first look can do without. */
export class Later<T> {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #load: () => Promise<T>;
  #coming: Promise<T> | undefined;
  /** Somebody looks at the element and misses this. */
  #missed: Promise<unknown> | undefined;
  /** The part where it is there already. */
  value: T | undefined;
  /** Somebody has missed it, and it could not be fetched. */
  failed = false;

  constructor(host: ReactiveControllerHost & HTMLElement, load: () => Promise<T>) {
    this.#host = host;
    this.#load = load;
  }

  /** The part; rejects when it cannot be fetched. A failure is not remembered. */
  fetch(): Promise<T> {
    return (this.#coming ??= this.#load().then(
      (value) => (this.value = value),
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    ));
  }

  /** For `render`: the part when it is there; otherwise the element is drawn again when it has come. */
  get now(): T | undefined {
    if (this.value === undefined)
      this.#missed ??= this.fetch().then(this.again, () => {
        this.failed = true;
        this.#host.requestUpdate();
        setTimeout(this.again, pause);
      });
    return this.value;
  }

  /** Draws the element anew, which asks for the part where it is still missed. */
  readonly again = (): void => {
    this.#missed = undefined;
    if (this.#host.isConnected) this.#host.requestUpdate();
  };

  /** Fetches it when the page has nothing better to do, so that it is there without a network. */
  soon(): void {
    const start = (): void => void this.fetch().catch(() => undefined);
    // Not every engine tells when it is idle.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: pause });
    else setTimeout(start, 200);
  }

  /** For `getUpdateComplete`: an element without a part it misses is not complete, unless that cannot be fetched. */
  async complete(updated: Promise<boolean>): Promise<boolean> {
    const done = await updated;
    if (!this.#missed) return done;
    await this.#missed;
    return this.value === undefined ? done : this.#host.updateComplete;
  }
}

/** Gives an element a style sheet besides those of its class. */
export function addStyles(element: LitElement, sheet: CSSResult): void {
  if (element.renderRoot instanceof ShadowRoot)
    adoptStyles(element.renderRoot, [...(element.constructor as typeof LitElement).elementStyles, sheet]);
}
