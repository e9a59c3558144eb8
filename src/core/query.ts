import type { Incident, Person, StatusCategory } from './incident.js';
import { statusCategories } from './incident.js';
import { DAY } from './time.js';
import type { Instant } from './time.js';

export type SortField = 'loggedAt' | 'updatedAt' | 'priority' | 'number' | 'title' | 'status';

export const sortFields = [
  'loggedAt',
  'updatedAt',
  'priority',
  'number',
  'title',
  'status',
] as const satisfies readonly SortField[];

/** Which incidents, in which order. Every part is optional; parts are combined with "and". */
export interface IncidentQuery {
  /** Exactly these, as far as they meet the rest: the incidents behind a figure. */
  readonly ids?: readonly string[];
  readonly status?: readonly StatusCategory[];
  readonly priority?: readonly number[];
  /** Ranks of the matrix, counted from the highest. */
  readonly impact?: readonly number[];
  readonly urgency?: readonly number[];
  readonly category?: readonly string[];
  readonly service?: string;
  /** The caller's id, or an e-mail address where the backend knows only that. */
  readonly callerId?: string;
  readonly assigneeId?: string;
  readonly group?: string;
  /** Words looked for in number, title and description; the client's id, or how it begins, is one too. */
  readonly text?: string;
  readonly loggedFrom?: Instant;
  readonly loggedTo?: Instant;
  readonly resolvedFrom?: Instant;
  readonly resolvedTo?: Instant;
  readonly updatedFrom?: Instant;
  /** Whether somebody has said that it works again. */
  readonly confirmed?: boolean;
  readonly sort?: { readonly field: SortField; readonly direction: 'ascending' | 'descending' };
}

/** Where to go on reading. */
export interface PageRequest {
  /** At most so many items; an adapter may return fewer. */
  readonly limit: number;
  /** What the previous page returned as `next`. */
  readonly cursor?: string;
}

/** One page of a longer list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next?: string;
  /** How many there are altogether, null where the backend does not say. */
  readonly total: number | null;
  /** So many of this page could not be read and are left out. */
  readonly unread?: number;
}

/** What a page tells of the items it leaves out, as a part of it. */
export const unreadPart = (unread: number): Pick<Page<unknown>, 'unread'> => (unread > 0 ? { unread } : {});

export const defaultSort = { field: 'updatedAt', direction: 'descending' } as const;

/** All that is not finished: the usual first view of a queue. */
export const openCategories: readonly StatusCategory[] = ['new', 'active', 'paused'];

/** Where work has come to its end, and from where an incident is reopened. */
export const endedCategories: readonly StatusCategory[] = ['resolved', 'closed'];

/** Lower case without locale surprises, so that a Turkish i matches everywhere alike. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

const searched = new WeakMap<Incident, string>();

/** What words are looked for in; made once per record. */
function searchText(incident: Incident): string {
  let text = searched.get(incident);
  if (text === undefined)
    searched.set(incident, (text = fold(`${incident.number} ${incident.title} ${incident.description}`)));
  return text;
}

/** So many letters of the client's id are a search for it; fewer would find strangers by chance. */
const leastOfId = 8;

/** Whether a folded word occurs in number, title or description, or begins the id that the client gave before there was a number. */
export function hasWord(incident: Incident, word: string): boolean {
  const { clientId } = incident;
  return (
    searchText(incident).includes(word) ||
    (clientId !== undefined && word.length >= leastOfId && fold(clientId).startsWith(word))
  );
}

/** Whether somebody is meant by an id, or by an e-mail address where that is all there is. */
export const isPerson = (person: Person | undefined, id: string): boolean =>
  person !== undefined &&
  (person.id === id || (person.email !== undefined && id.includes('@') && fold(person.email) === fold(id)));

/** A test whether an incident belongs to a query's answer. The query is read once, not per incident. */
export function compileQuery(query: IncidentQuery): (incident: Incident) => boolean {
  const words = fold(query.text ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const status = query.status && new Set(query.status);
  const category = query.category && new Set(query.category);
  const ids = query.ids && new Set(query.ids);
  const has = (ranks: readonly number[] | undefined, rank: number | undefined): boolean =>
    !ranks || (rank !== undefined && ranks.includes(rank));
  const within = (value: Instant | undefined, from: Instant | undefined, to: Instant | undefined): boolean =>
    (from === undefined && to === undefined) ||
    (value !== undefined && (from === undefined || value >= from) && (to === undefined || value < to));
  return (incident) => {
    if (ids && !ids.has(incident.id)) return false;
    if (status && !status.has(incident.status.category)) return false;
    if (!has(query.priority, incident.priority)) return false;
    if (!has(query.impact, incident.impact) || !has(query.urgency, incident.urgency)) return false;
    if (category && (incident.category === undefined || !category.has(incident.category))) return false;
    if (query.service !== undefined && incident.service?.id !== query.service) return false;
    if (query.callerId !== undefined && !isPerson(incident.caller, query.callerId)) return false;
    if (query.assigneeId !== undefined && incident.assignee?.id !== query.assigneeId) return false;
    if (query.group !== undefined && incident.group?.id !== query.group) return false;
    if (!within(incident.loggedAt, query.loggedFrom, query.loggedTo)) return false;
    if (!within(incident.resolvedAt, query.resolvedFrom, query.resolvedTo)) return false;
    if (query.confirmed !== undefined && query.confirmed !== (incident.confirmedAt !== undefined))
      return false;
    if (query.updatedFrom !== undefined && incident.updatedAt < query.updatedFrom) return false;
    return words.every((word) => hasWord(incident, word));
  };
}

/** Fields a list is asked for by an id. A caller is not among them: one of several may be meant, or an address. */
export const idFields = ['assignee', 'group', 'service', 'category'] as const;
export type IdField = (typeof idFields)[number];

/** The ids a query asks for in a field, folded; undefined where it does not ask. */
function idsAsked({ assigneeId, ...query }: IncidentQuery, field: IdField): readonly string[] | undefined {
  const asked = field === 'assignee' ? assigneeId : query[field];
  return asked === undefined ? undefined : [asked].flat().map(fold);
}

/** The id an incident carries in a field, folded; undefined where it carries none. */
function idIn(incident: Incident, field: IdField): string | undefined {
  const value = incident[field];
  const id = typeof value === 'string' ? value : value?.id;
  return id === undefined || id === '' ? undefined : fold(id);
}

/** Those of the fields in which every id of a query is also the id of a record: there ids mean the same on both sides. */
export function provenFields(
  query: IncidentQuery,
  fields: readonly IdField[],
  incidents: Iterable<Incident>,
): readonly IdField[] {
  const open = new Map(
    fields.flatMap((field) => {
      const asked = idsAsked(query, field);
      return asked ? [[field, new Set(asked)] as const] : [];
    }),
  );
  const proven: IdField[] = [];
  for (const incident of incidents) {
    if (open.size === 0) break;
    for (const [field, missing] of open) {
      missing.delete(idIn(incident, field) ?? '');
      if (missing.size > 0) continue;
      open.delete(field);
      proven.push(field);
    }
  }
  return proven;
}

/** So far outside a stretch of time no backend reads it: a whole day may be meant, in any zone. */
const farOutside = 2 * DAY;

/**
 * A test whether an incident lies far outside the times a query asks for. A record that tells only one of the times it was
 * logged and changed has the one in the place of the other, and nothing follows from it.
 */
function compileUntimely({
  loggedFrom = -Infinity,
  loggedTo = Infinity,
  resolvedFrom = -Infinity,
  resolvedTo = Infinity,
  updatedFrom = -Infinity,
}: IncidentQuery): (incident: Incident) => boolean {
  const misses = (at: Instant, from: Instant, to: Instant): boolean =>
    at < from - farOutside || at > to + farOutside;
  return ({ loggedAt, updatedAt, resolvedAt }) =>
    (loggedAt > 0 &&
      loggedAt !== updatedAt &&
      (misses(loggedAt, loggedFrom, loggedTo) || misses(updatedAt, updatedFrom, Infinity))) ||
    (resolvedAt !== undefined && misses(resolvedAt, resolvedFrom, resolvedTo));
}

/**
 * A test whether an incident shows by its own values that it was not asked for: the backend has ignored a part of the query.
 * Only what means the same on both sides tells: a text, a person or a name may be compared in another way there, and what
 * a record leaves out says nothing.
 *
 * @param byId Fields in which the query's ids and the record's are of one kind.
 */
export function compileStray(
  query: IncidentQuery,
  byId: readonly IdField[] = [],
): (incident: Incident) => boolean {
  const { ids, status, priority, impact, urgency } = query;
  const misses = <V>(wanted: readonly V[] | undefined): ((value: V | undefined) => boolean) => {
    const known = wanted && new Set(wanted);
    return (value) => known !== undefined && value !== undefined && !known.has(value);
  };
  const [id, category, rank, effect, hurry] = [
    misses(ids),
    misses(status),
    misses(priority),
    misses(impact),
    misses(urgency),
  ];
  const isUntimely = compileUntimely(query);
  const others = byId.map((field) => [field, misses(idsAsked(query, field))] as const);
  return (incident) =>
    id(incident.id) ||
    category(incident.status.category) ||
    rank(incident.priority) ||
    effect(incident.impact) ||
    hurry(incident.urgency) ||
    isUntimely(incident) ||
    (query.confirmed === false && incident.confirmedAt !== undefined) ||
    others.some(([field, isOther]) => isOther(idIn(incident, field)));
}

const keyOf: Readonly<Record<SortField, (incident: Incident) => number | string>> = {
  loggedAt: (incident) => incident.loggedAt,
  updatedAt: (incident) => incident.updatedAt,
  // An unknown priority sorts behind every known one.
  priority: (incident) => incident.priority ?? Number.MAX_SAFE_INTEGER,
  number: (incident) => incident.number,
  title: (incident) => fold(incident.title),
  status: (incident) => statusCategories.indexOf(incident.status.category),
};

/** A comparison for `sort`; ties fall back to the id so that paging never skips or repeats a row. */
export function compileSort(sort: IncidentQuery['sort'] = defaultSort): (a: Incident, b: Incident) => number {
  const key = keyOf[sort.field];
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return (a, b) => {
    const left = key(a);
    const right = key(b);
    if (left !== right) return left < right ? -sign : sign;
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}

/** A text that is equal for equal queries, to be used as a cache key. */
export function queryKey(query: IncidentQuery): string {
  const entries = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries);
}
