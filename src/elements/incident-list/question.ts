import type { Filter } from '../../core/filter.js';
import { statusCategories } from '../../core/incident.js';
import type { Person, StatusCategory } from '../../core/incident.js';
import type { Order } from '../../core/order.js';
import { openCategories } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import type { NarrowedQuery } from '../../ui/desk.js';
import { readGroup, readOrder } from './order-menu.js';
import type { QueueQuestion } from './queue.js';

/** What a list is asked for in its attributes. */
export interface AskedList {
  readonly status: string;
  readonly sort: string;
  readonly groupBy: string;
  readonly limit: number;
  readonly view: string | undefined;
  readonly callers: string | undefined;
  readonly userGroups: string;
  readonly query: IncidentQuery | undefined;
}

const usualLimit = 50;
const mostAtATime = 500;

/** Reads a `status` attribute: `open`, `all`, or categories divided by commas or spaces. Unknown words are left out. */
function statusOf(text: string): readonly StatusCategory[] | undefined {
  const words = text.split(/[\s,]+/u).filter((word) => word !== '');
  if (words.includes('all')) return undefined;
  const named = statusCategories.filter((category) => words.includes(category));
  return words.includes('open') || named.length === 0 ? [...new Set([...openCategories, ...named])] : named;
}

const namesIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export const orderOf = ({ sort, query }: Pick<AskedList, 'sort' | 'query'>): Order =>
  query?.sort ?? readOrder(sort) ?? { field: 'risk', direction: 'ascending' };

export interface AskedBy {
  readonly filter: Filter;
  readonly person: Person | undefined;
  /** Whether it is known who is signed in. */
  readonly settled: boolean;
  /** What another element narrows the list to. */
  readonly narrowed: NarrowedQuery | undefined;
}

/** The question a list asks, from its attributes and from what others have set. */
export function questionOf(
  list: AskedList,
  { filter: typed, person, settled, narrowed }: AskedBy,
): Omit<QueueQuestion, 'views' | 'options'> {
  const { limit, groupBy, userGroups } = list;
  const { sort: _sort, instead = [], ...query }: NarrowedQuery = { ...list.query, ...narrowed };
  const filter = instead.length > 0 ? [...instead, ...typed] : typed;
  const says =
    query.status !== undefined ||
    query.ids !== undefined ||
    list.view !== undefined ||
    filter.some(({ field }) => field === 'status');
  const status = says ? undefined : statusOf(list.status);
  const caller = list.callers === 'me' ? person?.id : list.callers;
  return {
    filter,
    base: { ...(status ? { status } : {}), ...(caller === undefined ? {} : { callerId: caller }), ...query },
    order: orderOf(list),
    group: readGroup(groupBy),
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, mostAtATime) : usualLimit,
    groups: namesIn(userGroups),
    ready: list.callers !== 'me' || (settled && caller !== undefined),
  };
}
