import { fieldKind } from './fields.js';
import type { FieldName } from './fields.js';
import type { Incident, Person, Ref, Status } from './incident.js';
import { statusCategories } from './incident.js';
import { fold } from './query.js';
import type { Instant } from './time.js';

/** What incidents may be ordered by: greatest risk, or any field. */
export type OrderField = FieldName | 'risk';

export interface Order {
  readonly field: OrderField;
  readonly direction: 'ascending' | 'descending';
}

/** Behind everything that is known. */
const last = Number.MAX_SAFE_INTEGER;

/** What a field is compared by; what is unknown comes last in rising order. */
export function orderKey(field: FieldName): (incident: Incident) => number | string {
  const valueOf = (incident: Incident): unknown => (incident as unknown as Record<string, unknown>)[field];
  switch (fieldKind(field)) {
    case 'level':
    case 'count':
    case 'instant':
      return (incident) => (valueOf(incident) as number | undefined) ?? last;
    case 'flag':
      return (incident) => (valueOf(incident) === true ? 0 : 1);
    case 'status':
      return (incident) => statusCategories.indexOf((valueOf(incident) as Status).category);
    case 'ref':
      return (incident) => nameKey((valueOf(incident) as Ref | undefined)?.label);
    case 'person':
      return (incident) => nameKey((valueOf(incident) as Person | undefined)?.name);
    case 'resolution':
      return () => 0;
    default:
      return (incident) => nameKey(valueOf(incident) as string | undefined);
  }
}

const nameKey = (name: string | undefined): string =>
  name === undefined || name === '' ? '\uffff' : fold(name);

/** Sorts by keys that are worked out once per row; ties go by id, so that equal rows keep their places. */
function sortedBy<T>(
  items: readonly T[],
  recordOf: (item: T) => Incident,
  keys: readonly ((incident: Incident) => number | string)[],
  sign: 1 | -1,
): readonly T[] {
  const records = items.map(recordOf);
  const columns = keys.map((key) => records.map(key));
  const compare = (a: number, b: number): number => {
    for (const column of columns) {
      const left = column[a] as number | string;
      const right = column[b] as number | string;
      if (left !== right) return left < right ? -sign : sign;
    }
    return (records[a] as Incident).id < (records[b] as Incident).id ? -1 : 1;
  };
  return Array.from(records.keys())
    .sort(compare)
    .map((at) => items[at] as T);
}

/**
 * Rows in order.
 *
 * @param dueAt When an incident is due next; asked only where risk decides: major incidents first, then by priority, then
 *   what is due soonest.
 */
export function inOrder<T>(
  items: readonly T[],
  recordOf: (item: T) => Incident,
  { field, direction }: Order,
  dueAt: (incident: Incident) => Instant | undefined,
): readonly T[] {
  const keys =
    field === 'risk'
      ? [
          orderKey('major'),
          orderKey('priority'),
          (one: Incident) => dueAt(one) ?? last,
          (one: Incident) => one.loggedAt,
        ]
      : [orderKey(field)];
  return sortedBy(items, recordOf, keys, direction === 'ascending' ? 1 : -1);
}
