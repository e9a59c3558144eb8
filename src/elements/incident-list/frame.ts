import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { CommonTerms } from '../../locales/en/common.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { mostPrinted } from '../../ui/print-rows.js';
import { columnCount } from './queue-row.js';
import type { RowSpeech } from './queue-row.js';
import type { QueueState } from './queue.js';

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
      ${triage ? head('cell-menu', terms.select.menu(''), true) : nothing}
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
}

/** The place of the lines. */
export function renderGrid({ speech, shown, busy, click, keydown, pointer }: GridView): TemplateResult {
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
  >
    ${renderHeads(speech)}
    <div class="scroller" role="rowgroup" tabindex="-1">
      <div class="body" role="presentation"></div>
    </div>
  </div>`;
}
