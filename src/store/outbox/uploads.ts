import type { Progress } from '../../adapters/adapter.js';
import { createLive } from '../live.js';
import type { Live, UploadsState } from '../types.js';

/** Who looks is told no more often. A file that is through before is not worth a word. */
const pace = 250;

/** One attempt to send a file. */
export interface Upload {
  readonly progress: Progress;
  /** The attempt is over: what it says from now on is not heard. */
  end(): void;
}

/**
 * How much has gone of the files this page is sending. It is true for a moment only, so that nothing of it is stored or
 * told to other tabs.
 */
export interface Uploads {
  readonly state: Live<UploadsState>;
  begin(key: string): Upload;
}

export function createUploads(): Uploads {
  const shares = new Map<string, number>();
  const state = createLive<UploadsState>({ shares: new Map() });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    state.set({ shares: new Map(shares) });
  };
  return {
    state: state.live,
    begin(key) {
      let open = true;
      return {
        progress(share) {
          if (!open || !(share >= 0 && share <= 1)) return;
          shares.set(key, share);
          timer ??= setTimeout(tell, pace);
        },
        end() {
          open = false;
          shares.delete(key);
          if (state.value.shares.has(key)) return tell();
          if (shares.size > 0) return;
          clearTimeout(timer);
          timer = undefined;
        },
      };
    },
  };
}
