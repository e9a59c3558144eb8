import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { MINUTE } from '../core/time.js';

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function plan(): void {
  if (timer !== undefined || waiting.size === 0) return;
  timer = setTimeout(
    () => {
      timer = undefined;
      // Nobody looks at a hidden page; the visibility event brings the present back at once.
      if (document.visibilityState === 'visible') for (const tick of waiting) tick();
      plan();
    },
    MINUTE - (Date.now() % MINUTE),
  );
}

const wake = (): void => {
  if (document.visibilityState === 'visible') for (const tick of waiting) tick();
};

/** Re-renders an element at each full minute. One timer serves the whole page and stops with its last element. */
export class ClockController implements ReactiveController {
  readonly #tick: () => void;

  constructor(host: ReactiveControllerHost) {
    this.#tick = () => {
      host.requestUpdate();
    };
    host.addController(this);
  }

  hostConnected(): void {
    if (waiting.size === 0) document.addEventListener('visibilitychange', wake);
    waiting.add(this.#tick);
    plan();
  }

  hostDisconnected(): void {
    waiting.delete(this.#tick);
    if (waiting.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', wake);
  }
}
