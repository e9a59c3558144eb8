import type { Instant, Millis } from '../../core/time.js';
import { SECOND } from '../../core/time.js';

/** What the backend's clock is ahead of the device's, by the `Date` of its answers. */
export interface BackendClock {
  /** Below zero where it is behind; 0 where nobody has told. */
  ahead(): Millis;
  /** An answer that was asked for and has come at these times of the device. */
  hear(headers: Headers, asked: Instant, came: Instant): void;
}

/** An answer that took longer says too little of when it was written. */
const longest = 10 * SECOND;

/** `changed` is told whenever another difference is found. */
export function createBackendClock(changed: (ahead: Millis) => void): BackendClock {
  let ahead = 0;
  return {
    ahead: () => ahead,
    hear(headers, asked, came) {
      const written = Date.parse(headers.get('date') ?? '');
      const took = came - asked;
      const isKept = Number(headers.get('age') ?? 0) > 0;
      if (Number.isNaN(written) || isKept || took < 0 || took > longest) return;
      // A `Date` has whole seconds, and was written at some moment on the way.
      const found = Math.round(written + SECOND / 2 - (asked + came) / 2);
      const vague = SECOND + took / 2;
      // Two clocks that may be the same are.
      const next = Math.abs(found) <= vague ? 0 : found;
      if (Math.abs(next - ahead) <= vague && (next !== 0 || ahead === 0)) return;
      ahead = next;
      changed(ahead);
    },
  };
}
