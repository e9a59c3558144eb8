import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { CommonTerms } from '../../locales/en/common.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { mostPrinted } from '../../ui/print-rows.js';
import { shortWord } from './keys.js';
import type { KeyMap, ListAction } from './keys.js';
import { columnCount } from './queue-row.js';
import type { RowSpeech } from './queue-row.js';
import type { QueueState } from './queue.js';
import { said } from '../../ui/said.js';

type Terms = CommonTerms & ListTerms;

/** Heads of the cells: seen where there are further ones, and always there for those who hear the lines. */
export function renderHeads({
  terms,
  columns,
  triage,
}: Pick<RowSpeech, 'terms' | 'columns' | 'triage'>): TemplateResult {
  const head = (look: string, label: string, hidden = false): TemplateResult =>
    html`<div role="columnheader" class=${look}>
      ${hidden ? html`<span class="visually-hidden">${label}</span>` : label}
    </div>`;
  return html`<div role="rowgroup" class=${columns.length > 0 ? 'heads' : 'heads visually-hidden'}>
    <div role="row" aria-rowindex="1">
      ${triage ? head('cell-tick', terms.keys.action.select, true) : nothing}
      ${head('cell-line', terms.list.incident)}
      ${columns.map(
        ({ label }, at) => html`<div role="columnheader" class="cell-more" data-column=${at}>${label}</div>`,
      )}
      ${triage ? head('cell-menu', terms.select.steps, true) : nothing}
    </div>
  </div>`;
}

/** How many there are, as far as anybody knows. */
export function countText(
  { state: { total, hasMore, items }, lines, filteredHere, sortedHere, loaded }: QueueState,
  terms: Terms,
  number: (value: number) => string,
): string {
  const { incidentCount, list: words } = terms;
  const known = Math.max(total ?? 0, items.length);
  const isPart = lines.length < items.length;
  const count = filteredHere
    ? `${incidentCount(lines.length)}. ${words.filteredHere(loaded)}`
    : total === null && hasMore
      ? words.atLeast(lines.length)
      : isPart
        ? words.someOf(number(lines.length), incidentCount(known))
        : incidentCount(known);
  return sortedHere ? `${count} · ${words.sortedHere(loaded)}` : count;
}

/** What stands under a printed list of which a part is not printed. */
export function cutText(
  { state: { items, total, hasMore }, lines }: QueueState,
  { list: words }: Terms,
): string {
  const known = lines.length < items.length ? lines.length : Math.max(total ?? 0, items.length);
  const rest = known - Math.min(lines.length, mostPrinted);
  return total === null && hasMore ? words.moreNotPrinted : rest > 0 ? words.notPrinted(rest) : '';
}

export interface GridView {
  readonly speech: Pick<RowSpeech, 'terms' | 'columns' | 'triage'>;
  readonly shown: QueueState;
  readonly busy: boolean;
  readonly click: (event: MouseEvent) => void;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly pointer: (event: PointerEvent) => void;
  readonly focusout: () => void;
}

/** The place of the lines. */
export function renderGrid({
  speech,
  shown,
  busy,
  click,
  keydown,
  pointer,
  focusout,
}: GridView): TemplateResult {
  const { state, lines, rows } = shown;
  const unknown = state.total === null && state.hasMore;
  const all = lines.length < state.items.length ? rows.length : Math.max(state.total ?? 0, rows.length);
  return html`<div
    class="grid"
    part="grid"
    role="grid"
    aria-label=${speech.terms.list.label}
    aria-rowcount=${unknown ? -1 : all + 1}
    aria-colcount=${columnCount(speech)}
    aria-multiselectable=${speech.triage ? 'true' : nothing}
    aria-busy=${busy ? 'true' : 'false'}
    @click=${click}
    @keydown=${keydown}
    @pointerenter=${pointer}
    @pointerleave=${pointer}
    @focusout=${focusout}
  >
    ${renderHeads(speech)}
    <div class="scroller" role="rowgroup" tabindex="-1">
      <div class="body" role="presentation"></div>
    </div>
  </div>`;
}

export interface StatusView {
  readonly shown: QueueState;
  readonly terms: Terms;
  /** Undefined until numbers can be written. */
  readonly number: ((value: number) => string) | undefined;
  readonly all: TemplateResult | typeof nothing;
  /** What can be done with everything that is ticked; stands in the place of the count. */
  readonly bulk: TemplateResult | typeof nothing;
  /** Leaves the tools out. */
  readonly plain: boolean;
  readonly order: () => void;
  readonly download: () => void;
  readonly keys: () => void;
}

/** How many, what has changed, and what can be done with all of them: always one line, so that nothing jumps. */
export function renderStatus(view: StatusView): TemplateResult {
  const { shown, terms, number, all, bulk, plain, order, download, keys } = view;
  const { state, stale, fresh, news, question } = shown;
  const { list: words } = terms;
  const isReady = state.state === 'ready';
  const count = isReady && number ? countText(shown, terms, number) : '';
  const unsure = isReady && state.cached && !state.refreshing ? ` · ${terms.cached}` : '';
  const changed = html`<span>${said(fresh > 0 && number ? words.reordered(fresh) : words.moved, news)}</span>
    <button class="button small plain" type="button" id="order" @click=${order}>${words.showOrder}</button>`;
  const some = shown.lines.length > 0;
  const tools = html`<span class="tools">
    ${some ? html`<button class="button small plain" type="button" id="export" @click=${download}>${words.export}</button>` : nothing}
    <button class="icon-button" type="button" id="key-button" title=${terms.keys.title} @click=${keys}>
      <kbd aria-hidden="true">?</kbd>
    </button>
  </span>`;
  return html`<div class="bar">
    ${some ? all : nothing}
    <p class=${bulk === nothing ? 'meta number' : 'visually-hidden'} role="status">
      ${said(`${count}${unsure}`, question)}
    </p>
    ${bulk}
    <p class="meta changed" role="status">${stale ? changed : nothing}</p>
    ${plain || bulk !== nothing ? nothing : tools}
  </div>`;
}

/** Actions that share a word. */
const hinted = [
  ['next', 'previous'],
  ['take'],
  ['priority'],
  ['comment'],
  ['resolve'],
  ['select'],
] as const satisfies readonly (readonly ListAction[])[];

/** A few keys by the way; all of them stand on their sheet. */
export const renderHint = (
  keys: KeyMap,
  offers: (action: ListAction) => boolean,
  terms: ListTerms & LifecycleTerms,
): TemplateResult =>
  html`<p class="hint meta" part="hint" aria-hidden="true">
    ${hinted.map((actions) => {
      const known = actions.filter((action) => offers(action) && keys[action] !== '');
      if (known.length === 0) return nothing;
      return html`<span
        >${known.map((action) => html`<kbd>${keys[action]}</kbd> `)}${known.length > 1 ? terms.keys.move : shortWord(known[0] ?? 'next', terms)}</span
      >`;
    })}
  </p>`;

export interface EmptyView {
  readonly shown: QueueState;
  readonly terms: Terms;
  /** Somebody has narrowed the list beyond its view. */
  readonly filtered: boolean;
  /** The list is of what is open. */
  readonly open: boolean;
  readonly formatsReady: boolean;
  readonly clear: () => void;
}

/** Nothing fits, and that is known. */
export function renderNothing({
  shown,
  terms,
  filtered,
  open,
  formatsReady,
  clear,
}: EmptyView): TemplateResult {
  const { list: words } = terms;
  const loaded = shown.filteredHere && formatsReady ? words.nothingLoaded(shown.loaded) : words.nothingFound;
  return html`<div class="state">
    <strong>${filtered ? loaded : open ? words.emptyOpen : words.empty}</strong>
    ${
      filtered
        ? html`<button class="button small" type="button" @click=${clear}>${words.clear}</button>`
        : html`<span class="muted">${words.emptyHelp}</span>`
    }
  </div>`;
}
