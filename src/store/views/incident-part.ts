import type { ReadOptions } from '../../adapters/adapter.js';
import type { Instant } from '../../core/time.js';
import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

interface Kept<T> {
  readonly items: readonly T[];
  readonly at: Instant;
}

type State<Name extends string, T> = Loaded & Readonly<Record<Name, readonly T[]>>;

const none: readonly never[] = [];

/**
 * What a backend tells of one incident as a list of its own, kept for times without a network. It is empty where the
 * backend does not tell.
 *
 * @param name What the list is called in the state.
 */
export const incidentPart = <Name extends string, T>(
  { views, storage, queue, now }: ViewParts,
  id: string,
  name: Name,
  ask: ((id: string, read: ReadOptions) => Promise<readonly T[]>) | undefined,
): Refreshable<State<Name, T>> =>
  views.define<State<Name, T>>(`${name}|${id}`, () => {
    let items: readonly T[] | undefined;
    const group = (): string => queue.groupOf(id);
    const key = (): string => `${name}|${queue.backendId(group())}`;
    return {
      concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
      after: queue.ready,
      needed: () => ask !== undefined && !queue.isNew(group()),
      async read(signal) {
        const found = (await ask?.(queue.backendId(group()), { signal })) ?? none;
        if (signal.aborted) return;
        items = found;
        const kept: Kept<T> = { items, at: now() };
        void storage.write('pages', [[key(), kept]]);
      },
      async cached() {
        const found = await storage.get<Kept<T>>('pages', key());
        if (items || !found || !Array.isArray(found.items)) return undefined;
        ({ items } = found);
        return { at: found.at };
      },
      select: () => ({
        ...({ [name]: items ?? none } as Omit<State<Name, T>, keyof Loaded>),
        content: !items ? 'none' : items.length > 0 ? 'some' : 'empty',
      }),
      forget() {
        items = undefined;
      },
    };
  });
