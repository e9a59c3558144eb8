import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { FieldName } from '../../core/fields.js';
import { fieldKind, fieldRow } from '../../core/fields.js';
import type { Order, OrderField } from '../../core/order.js';
import type { fields as fieldTerms } from '../../locales/en/fields.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { icon } from '../../ui/icons.js';
import type { GroupField } from './arrangement.js';

/** What may be chosen in the menus, as far as the backend tells it; any other field can be named in the attribute. */
const orders = [
  'priority',
  'updatedAt',
  'loggedAt',
  'dueAt',
  'status',
  'assignee',
  'group',
  'service',
  'category',
  'title',
  'number',
] as const;
const groups = ['priority', 'status', 'assignee', 'group', 'service', 'category'] as const;

/** Reads a `sort` attribute: `risk` or a field, with a minus in front for falling order. Undefined for anything else. */
export function readOrder(text: string | null): Order | undefined {
  const falling = text?.startsWith('-') ?? false;
  const field = falling ? text?.slice(1) : text;
  if (field !== 'risk' && (!field || !fieldRow(field))) return undefined;
  return { field: field as OrderField, direction: falling ? 'descending' : 'ascending' };
}

/** The attribute for an order. */
export const writeOrder = ({ field, direction }: Order): string =>
  `${direction === 'descending' ? '-' : ''}${field}`;

/** Reads a `group-by` attribute; undefined for no groups. */
export const readGroup = (text: string): GroupField | undefined =>
  text === 'risk' || fieldRow(text) ? (text as GroupField) : undefined;

/** Attributes about the order that mean nothing, as they are written. */
export const unknownOrders = ({ sort, groupBy }: { sort: string; groupBy: string }): readonly string[] => [
  ...(sort !== '' && !readOrder(sort) ? [`sort="${sort}"`] : []),
  ...(groupBy !== '' && !readGroup(groupBy) ? [`group-by="${groupBy}"`] : []),
];

/** Times are first of interest at their newest, everything else from its beginning. */
const firstOrder = (field: OrderField): Order => ({
  field,
  direction:
    field !== 'risk' && field !== 'dueAt' && fieldKind(field) === 'instant' ? 'descending' : 'ascending',
});

export interface OrderMenu {
  readonly order: Order;
  readonly group: GroupField | undefined;
  /** Whether the backend tells this field. */
  readonly reads: (field: FieldName) => boolean;
  readonly sort: (order: Order) => void;
  readonly groupBy: (group: GroupField | undefined) => void;
  readonly terms: ListTerms & typeof fieldTerms;
}

/** The fields of a menu with their words, and the present one where it is none of them. */
const choicesOf = (
  list: readonly FieldName[],
  present: string | undefined,
  { reads, terms }: OrderMenu,
): readonly (readonly [string, string])[] =>
  [
    ...new Set([...list.filter(reads), ...(present !== undefined && present !== 'risk' ? [present] : [])]),
  ].map((field) => [field, terms.incidentField[field] ?? field]);

/** One menu for the order and one for the groups, the same at every width. */
export function renderOrder(menu: OrderMenu): TemplateResult {
  const { order, group, sort, groupBy, terms } = menu;
  const words = terms.list;
  const option = (value: string, label: string, present: string) =>
    html`<option value=${value} ?selected=${value === present}>${label}</option>`;
  const by = group ?? '';
  return html`<div class="order" part="order">
    <label class="menu-label"
      ><span>${words.sort}</span>
      <select
        id="sort"
        @change=${(event: Event) => sort(firstOrder((event.target as HTMLSelectElement).value as OrderField))}
      >
        ${option('risk', words.risk, order.field)}
        ${choicesOf(orders, order.field, menu).map(([field, label]) => option(field, label, order.field))}
      </select></label
    >
    <button
      type="button"
      class="icon-button"
      id="reverse"
      aria-pressed=${order.direction === 'descending' ? 'true' : 'false'}
      title=${words.reverse}
      @click=${() => sort({ ...order, direction: order.direction === 'ascending' ? 'descending' : 'ascending' })}
    >
      ${icon(order.direction === 'ascending' ? 'up' : 'down')}
    </button>
    <label class="menu-label"
      ><span>${words.group}</span>
      <select
        id="group-by"
        @change=${(event: Event) => groupBy(readGroup((event.target as HTMLSelectElement).value))}
      >
        ${option('', words.noGroup, by)} ${option('risk', words.risk, by)}
        ${choicesOf(groups, group, menu).map(([field, label]) => option(field, label, by))}
      </select></label
    >
  </div>`;
}
