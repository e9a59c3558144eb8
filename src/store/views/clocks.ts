import type { BackendClock } from '../../core/sla/clocks.js';
import type { Instant } from '../../core/time.js';
import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

/** The backend's own clocks of one incident. Without any where it keeps none. */
export interface ClocksState extends Loaded {
  readonly clocks: readonly BackendClock[];
}

interface KeptClocks {
  readonly clocks: readonly BackendClock[];
  readonly at: Instant;
}

const none: readonly BackendClock[] = [];

/** The backend's own view of the clocks of one incident. */
export const backendClocks = (
  { views, adapter, storage, queue, now }: ViewParts,
  id: string,
): Refreshable<ClocksState> =>
  views.define<ClocksState>(`clocks|${id}`, () => {
    let clocks: readonly BackendClock[] | undefined;
    const group = (): string => queue.groupOf(id);
    const key = (): string => `clocks|${queue.backendId(group())}`;
    return {
      concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
      after: queue.ready,
      needed: () => adapter.clocks !== undefined && !queue.isNew(group()),
      async read(signal) {
        clocks = (await adapter.clocks?.(queue.backendId(group()), { signal })) ?? none;
        const kept: KeptClocks = { clocks, at: now() };
        void storage.write('pages', [[key(), kept]]);
      },
      async cached() {
        const found = await storage.get<KeptClocks>('pages', key());
        if (clocks || !found) return undefined;
        ({ clocks } = found);
        return { at: found.at };
      },
      select: () => ({
        content: !clocks ? 'none' : clocks.length > 0 ? 'some' : 'empty',
        clocks: clocks ?? none,
      }),
      forget() {
        clocks = undefined;
      },
    };
  });
