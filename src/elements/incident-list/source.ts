import type { AskContext } from '../../core/condition.js';
import { askFilter } from '../../core/condition.js';
import type { Filter } from '../../core/filter.js';
import { narrows } from '../../core/filter.js';
import type { Order } from '../../core/order.js';
import { queryKey, sortFields } from '../../core/query.js';
import type { IncidentQuery, SortField } from '../../core/query.js';
import type { IncidentListState, IncidentStore, LivePages } from '../../store/types.js';

export type IncidentLines = LivePages<IncidentListState>;

/** What is wanted of the backend, before it is known what it can be asked. */
export interface Question {
  readonly filter: Filter;
  /** Conditions that always hold. */
  readonly base: IncidentQuery;
  readonly order: Order;
  readonly limit: number;
}

/** Where lines come from, and what is still to be done with them here. */
export interface Source {
  readonly live: IncidentLines;
  /** Conditions the backend has not been asked. */
  readonly left: Filter;
  /** The backend has put them in the wanted order. */
  readonly sorted: boolean;
  /** The order the backend was asked for. */
  readonly sort: IncidentQuery['sort'];
  /** Parts of the base that it was not asked. */
  readonly also: IncidentQuery;
  /** What it was asked: the base, and conditions. */
  readonly base: IncidentQuery;
  readonly asked: Filter;
}

const isComplete = ({ value }: IncidentLines): boolean =>
  (value.state === 'ready' || value.state === 'empty') && !value.hasMore;

/** What a base asks beyond another one; undefined where it does not ask all that the other one does. */
function beyond(base: IncidentQuery, less: IncidentQuery): IncidentQuery | undefined {
  const isIn = (query: IncidentQuery, [name, value]: readonly [string, unknown]): boolean =>
    queryKey({ [name]: value }) === queryKey({ [name]: (query as Readonly<Record<string, unknown>>)[name] });
  if (!Object.entries(less).every((part) => isIn(base, part))) return undefined;
  return Object.fromEntries(Object.entries(base).filter((part) => !isIn(less, part)));
}

const openSource = (live: IncidentLines): Source => ({
  live,
  left: [],
  sorted: false,
  sort: undefined,
  also: {},
  base: {},
  asked: [{ field: 'status', values: ['open'] }],
});

/** What the backend is asked for an order: the order itself, or the nearest it can do. */
function sortFor({ field, direction }: Order, able: readonly SortField[]): IncidentQuery['sort'] {
  const wanted = field === 'risk' ? 'priority' : sortFields.find((one) => one === field);
  if (wanted && able.includes(wanted)) return { field: wanted, direction };
  return able.includes('updatedAt') ? { field: 'updatedAt', direction: 'descending' } : undefined;
}

const isSorted = ({ field, direction }: Order, sort: IncidentQuery['sort']): boolean =>
  sort?.field === field && sort.direction === direction;

/**
 * Chooses where lines come from. Where everything that a filter leaves is loaded already, it is filtered and sorted here
 * and nothing is asked; otherwise the backend is asked what it can be asked.
 */
export class ListSource {
  /** The last one that had everything. */
  #whole: Source | undefined;
  #store: IncidentStore | undefined;

  /** Remembers a source that turned out to hold everything. */
  note(source: Source): void {
    if (isComplete(source.live) && !source.asked.some(({ field }) => field === 'text')) this.#whole = source;
  }

  /** What can be shown of the question without asking anybody; undefined where something may be missing. */
  local(question: Question, open: IncidentLines | undefined): Source | undefined {
    const { filter, base } = question;
    for (const one of [this.#whole, open && openSource(open)]) {
      if (!one || !isComplete(one.live) || !narrows(filter, one.asked)) continue;
      const also = beyond(base, one.base);
      // Words are for the backend to look for.
      if (!also || also.text !== undefined) continue;
      return {
        ...one,
        sorted: isSorted(question.order, one.sort),
        also,
        left: filter.filter((part) => !narrows(one.asked, [part])),
      };
    }
    return undefined;
  }

  /** @param offline Nobody can be asked: what is loaded has to do. */
  choose(
    store: IncidentStore,
    question: Question,
    context: AskContext,
    open: IncidentLines | undefined,
    offline: boolean,
  ): Source {
    if (store !== this.#store) this.#whole = undefined;
    this.#store = store;
    const { filter, base, order, limit } = question;
    // The backend may look for words where we cannot.
    const searches = context.search && !offline && filter.some(({ field }) => field === 'text');
    const local = searches ? undefined : this.local(question, open);
    if (local) return local;
    const { query, left } = askFilter(filter, context, base);
    const sort = sortFor(order, store.adapter.traits.sort);
    const live = store.incidents({ ...query, ...(sort ? { sort } : {}) }, limit);
    return {
      live,
      left,
      sorted: isSorted(order, sort),
      sort,
      also: {},
      base,
      asked: filter.filter((condition) => !left.includes(condition)),
    };
  }
}
