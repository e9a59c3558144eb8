import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { IncidentQuery, SortField } from '../../core/query.js';
import { mostPrinted } from '../../controllers/print-rows.js';
import { listParts } from '../../locales/en/list-parts.js';
import { termsFor } from '../../locales/registry.js';
import type { IncidentListState } from '../../store/types.js';
import { afterMore } from '../after-more.js';
import { icon } from '../icons.js';
import { columns, nextSort, sortText } from './list-columns.js';
import type { Column } from './list-columns.js';

type Sort = NonNullable<IncidentQuery['sort']>;

/** What the table around the rows needs. */
export interface ListTable {
  readonly shown: IncidentListState;
  readonly label: string;
  readonly language: string;
  readonly sort: Sort;
  /** By what the reader may sort. */
  readonly sorts: readonly SortField[];
  readonly busy: boolean;
  readonly loadingMore: boolean;
  readonly order: (sort: string) => void;
  readonly more: () => Promise<void>;
  readonly focus: (index: number) => void;
  readonly click: (event: Event) => void;
  readonly keydown: (event: KeyboardEvent) => void;
}

const names: Readonly<Partial<Record<Column, string>>> = { loggedAt: 'age', updatedAt: 'updated' };

function renderHead({ language, sort, sorts, order }: ListTable, column: Column): TemplateResult {
  const { list, listColumn } = termsFor(listParts, language);
  const label = listColumn[column];
  const sorted = sort.field === column;
  const mark = sorted ? icon(sort.direction === 'ascending' ? 'up' : 'down') : nothing;
  return html`<div
    role="columnheader"
    class=${`cell-${names[column] ?? column}`}
    aria-sort=${sorted ? sort.direction : 'none'}
  >
    ${
      sorts.includes(column)
        ? html`<button
            type="button"
            class="sort"
            title=${list.sortBy(label)}
            @click=${() => order(sortText(nextSort(column, sort)))}
          >
            ${label}${mark}
          </button>`
        : html`${label}${mark}`
    }
  </div>`;
}

/** What stands under a printed list of which a part is not printed. */
function cutOf({ shown: { items, total, hasMore }, language }: ListTable): string {
  const { notPrinted, moreNotPrinted } = termsFor(listParts, language).list;
  const rest = Math.max(total ?? 0, items.length) - Math.min(items.length, mostPrinted);
  return total === null && hasMore ? moreNotPrinted : rest > 0 ? notPrinted(rest) : '';
}

/** Heads, the place of the rows, and the button for more of them. */
export function renderTable(table: ListTable): TemplateResult {
  const { shown, label, language, busy, loadingMore } = table;
  const { list: words } = termsFor(listParts, language);
  const { items, total, hasMore } = shown;
  const known = total ?? (hasMore ? -2 : items.length);
  return html`<div
      class="grid"
      part="grid"
      role="grid"
      aria-label=${label}
      aria-rowcount=${Math.max(known, known < 0 ? -2 : items.length) + 1}
      aria-busy=${busy ? 'true' : 'false'}
      @click=${table.click}
      @keydown=${table.keydown}
    >
      <div role="rowgroup" class="head">
        <div role="row" class="heads" aria-rowindex="1">
          ${columns.map((column) => renderHead(table, column))}
        </div>
      </div>
      <div class="scroller" role="rowgroup" tabindex="-1"><div class="body" role="presentation"></div></div>
    </div>
    <p class="cut meta">${cutOf(table)}</p>
    ${
      hasMore
        ? html`<p class="more">
            <button
              class="button small"
              type="button"
              aria-disabled=${loadingMore ? 'true' : 'false'}
              @click=${(event: Event) => afterMore(event, table.more(), () => table.focus(items.length))}
            >
              ${loadingMore ? words.loadingMore : words.more}
            </button>
          </p>`
        : nothing
    }`;
}
