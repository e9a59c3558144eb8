import type { Step } from '../../adapters/adapter.js';
import type { Refreshable, StepsState } from '../types.js';
import type { ViewParts } from '../view.js';

/**
 * The steps the backend allows for an incident now, in its own words. They are kept for times without a network; what
 * stands in the outbox does not change them, since only the backend knows where it leads on.
 */
export const incidentSteps = (
  { views, adapter, storage, queue, bases }: ViewParts,
  id: string,
): Refreshable<StepsState> =>
  views.define<StepsState>(`steps|${id}`, (view) => {
    const group = (): string => queue.groupOf(id);
    const key = `steps|${id}`;
    let steps: readonly Step[] | undefined;
    /** Where the incident stood when they were read: they hold no longer than that. */
    let readAt: string | undefined;
    const standing = (): string | undefined => {
      const status = bases.get(queue.backendId(group()))?.status;
      return status && `${status.category}|${status.code ?? ''}`;
    };
    return {
      concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
      after: queue.ready,
      needed: () => adapter.steps !== undefined && !queue.isNew(group()),
      polled: false,
      async read(signal) {
        steps = await adapter.steps?.(queue.backendId(group()), { signal });
        readAt = standing();
        if (steps) void storage.write('pages', [[key, steps]]);
      },
      async cached() {
        const found = await storage.get<readonly Step[]>('pages', key);
        if (steps || !Array.isArray(found)) return undefined;
        steps = found;
        return {};
      },
      select: () => ({
        content: steps === undefined ? 'none' : steps.length > 0 ? 'some' : 'empty',
        ...(steps ? { steps } : {}),
        outdated: view.watched && readAt !== undefined && standing() !== undefined && readAt !== standing(),
      }),
    };
  });
