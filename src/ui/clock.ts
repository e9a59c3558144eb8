import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Millis } from '../core/time.js';
import { MINUTE, SECOND } from '../core/time.js';

/** How often an element looks at the time: each full minute, or each full second while seconds matter. */
export type Pace = 'minute' | 'second';

interface Waiting {
  readonly tick: () => void;
  readonly pace: () => Pace;
}

const waiting = new Set<Waiting>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** The step of the timer that is set. */
let step: Millis = Infinity;
/** The last minute all elements have seen. */
let minute = 0;

const presentMinute = (): number => Math.floor(Date.now() / MINUTE);

function stop(): void {
  clearTimeout(timer);
  timer = undefined;
  step = Infinity;
}

/** Sets the timer to the next full second or minute; never further ahead, so that no deadline is too far for a timer. */
function plan(): void {
  stop();
  // Nobody looks at a hidden page; the visibility event brings the present back at once.
  if (waiting.size === 0 || document.visibilityState === 'hidden') return;
  step = [...waiting].some(({ pace }) => pace() === 'second') ? SECOND : MINUTE;
  timer = setTimeout(
    () => {
      const all = presentMinute() !== minute;
      minute = presentMinute();
      for (const { tick, pace } of waiting) if (all || pace() === 'second') tick();
      plan();
    },
    step - (Date.now() % step),
  );
}

const look = (): void => {
  minute = presentMinute();
  if (document.visibilityState === 'visible') for (const { tick } of waiting) tick();
  plan();
};

/**
 * Re-renders an element at each full minute, or at each full second while its `pace` says so. One timer serves the whole
 * page; it rests while the page is hidden and stops with its last element.
 */
export class ClockController implements ReactiveController {
  readonly #waiting: Waiting;

  constructor(host: ReactiveControllerHost, pace: () => Pace = () => 'minute') {
    this.#waiting = {
      tick: () => {
        host.requestUpdate();
      },
      pace,
    };
    host.addController(this);
  }

  hostConnected(): void {
    if (waiting.size === 0) {
      document.addEventListener('visibilitychange', look);
      minute = presentMinute();
    }
    waiting.add(this.#waiting);
    if (timer === undefined) plan();
  }

  hostUpdated(): void {
    const hastier = step > SECOND && this.#waiting.pace() === 'second';
    if (hastier && waiting.has(this.#waiting)) plan();
  }

  hostDisconnected(): void {
    waiting.delete(this.#waiting);
    if (waiting.size > 0) return;
    stop();
    document.removeEventListener('visibilitychange', look);
  }
}
