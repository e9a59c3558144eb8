import type { ReadOptions } from '../../adapters/adapter.js';
import type { Instant } from '../../core/time.js';
import type { Confirmation } from '../outbox/mirror.js';
import type { OutboxRow } from '../row.js';
import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

interface Kept<T> {
  readonly items: readonly T[];
  readonly at: Instant;
}

type State<Name extends string, T> = Loaded & Readonly<Record<Name, readonly T[]>>;

const none: readonly never[] = [];

/** How the outbox changes such a list. */
interface Changes<T, Shown> {
  /** The list after something went through, until it is read again. */
  readonly confirmed: (items: readonly T[], confirmation: Confirmation) => readonly T[];
  /** The list with what has not got through yet. */
  readonly shown: (items: readonly T[], rows: readonly OutboxRow[]) => readonly Shown[];
}

/**
 * What a backend tells of one incident as a list of its own, kept for times without a network. It is empty where the
 * backend does not tell.
 *
 * @param name What the list is called in the state.
 * @param changes For a list that is changed through the outbox.
 */
export const incidentPart = <Name extends string, T, Shown = T>(
  { views, storage, queue, now }: ViewParts,
  id: string,
  name: Name,
  ask: ((id: string, read: ReadOptions) => Promise<readonly T[]>) | undefined,
  changes?: Changes<T, Shown>,
): Refreshable<State<Name, Shown>> =>
  views.define<State<Name, Shown>>(`${name}|${id}`, () => {
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
      confirmed(confirmation) {
        if (items && changes) items = changes.confirmed(items, confirmation);
      },
      select() {
        const known = items ?? none;
        const shown = changes?.shown(known, queue.rows(group())) ?? known;
        return {
          ...({ [name]: shown } as unknown as Omit<State<Name, Shown>, keyof Loaded>),
          content: shown.length > 0 ? 'some' : items ? 'empty' : 'none',
        };
      },
      forget() {
        items = undefined;
      },
    };
  });
