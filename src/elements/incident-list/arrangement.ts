import type { FieldName } from '../../core/fields.js';
import { fieldKind } from '../../core/fields.js';
import type { Incident, Person, Ref, Status } from '../../core/incident.js';
import { inOrder, orderKey } from '../../core/order.js';
import type { Order } from '../../core/order.js';
import { riskStage, riskStages } from '../../core/risk.js';
import type { Instant } from '../../core/time.js';
import type { IncidentView } from '../../store/types.js';

/** What lines are put under headings by. */
export type GroupField = FieldName | 'risk';

/** The heading over the lines of a group. */
export interface HeadingRow {
  readonly heading: string;
  readonly count: number;
}

/** A row of the queue: a line, or a heading. */
export type QueueRow = IncidentView | HeadingRow;

export const isLine = (row: QueueRow | undefined): row is IncidentView =>
  row !== undefined && 'incident' in row;

/** How what is loaded is shown. Equal parts keep their identity, so that nothing is worked out twice. */
export interface Wanted {
  /** Undefined where everything that is loaded is shown. */
  readonly test: ((incident: Incident) => boolean) | undefined;
  /** Undefined where the backend has put it in order. */
  readonly order: Order | undefined;
  readonly group: GroupField | undefined;
  readonly dueAt: (incident: Incident) => Instant | undefined;
  readonly now: Instant;
}

const recordOf = ({ incident }: IncidentView): Incident => incident;

/** Not yet known to the backend: these stay on top, whatever the order. */
const isUnsent = ({ incident, pending }: IncidentView): boolean =>
  pending !== undefined && incident.number === '';

/** Orders that change with the time. */
const riskOrders = ['risk ascending', 'risk descending'];

/** What kept orders are of. */
interface Kept {
  readonly items: readonly IncidentView[];
  readonly test: Wanted['test'];
  readonly found: readonly IncidentView[];
  readonly orders: Map<string, readonly IncidentView[]>;
}

/** Filters and orders lines, and remembers each order until the lines change: sorting by a column again is free. */
export class Arrangement {
  #kept: Kept | undefined;
  #dueAt: Wanted['dueAt'] | undefined;

  lines(items: readonly IncidentView[], { test, order, dueAt }: Wanted): readonly IncidentView[] {
    if (this.#kept?.items !== items || this.#kept.test !== test)
      this.#kept = {
        items,
        test,
        found: test ? items.filter((view) => test(view.incident)) : items,
        orders: new Map(),
      };
    const { found, orders } = this.#kept;
    if (!order) return found;
    if (this.#dueAt !== dueAt) for (const key of riskOrders) orders.delete(key);
    this.#dueAt = dueAt;
    const key = `${order.field} ${order.direction}`;
    let sorted = orders.get(key);
    if (!sorted) {
      sorted = inOrder(found, recordOf, order, dueAt);
      if (sorted.some(isUnsent))
        sorted = [...sorted.filter(isUnsent), ...sorted.filter((view) => !isUnsent(view))];
      orders.set(key, sorted);
    }
    return sorted;
  }
}

/** The group a line belongs to. */
export function groupKey({ incident }: IncidentView, { group, dueAt, now }: Wanted): string {
  if (group === undefined) return '';
  if (group === 'risk') return riskStage(incident, dueAt(incident), now);
  const value = (incident as unknown as Record<string, unknown>)[group];
  switch (fieldKind(group)) {
    case 'status':
      return (value as Status).category;
    case 'ref':
      return (value as Ref | undefined)?.label ?? '';
    case 'person':
      return (value as Person | undefined)?.name ?? '';
    case 'flag':
      return value === true ? 'yes' : 'no';
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

/** Lines under their headings; groups in the order of what they are by, lines as they are ordered. */
export function grouped(lines: readonly IncidentView[], wanted: Wanted): readonly QueueRow[] {
  const { group } = wanted;
  if (group === undefined) return lines;
  const groups = new Map<string, IncidentView[]>();
  for (const view of lines) {
    const key = groupKey(view, wanted);
    const known = groups.get(key);
    if (known) known.push(view);
    else groups.set(key, [view]);
  }
  const rankOf = group === 'risk' ? undefined : orderKey(group);
  const rank = (key: string, [first]: readonly IncidentView[]): number | string =>
    rankOf ? (first ? rankOf(first.incident) : 0) : riskStages.findIndex((stage) => stage === key);
  return [...groups]
    .map(([key, views]) => ({ key, views, rank: rank(key, views) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .flatMap(({ key, views }): readonly QueueRow[] => [{ heading: key, count: views.length }, ...views]);
}
