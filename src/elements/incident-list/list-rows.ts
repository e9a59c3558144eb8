import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';

import { printRows } from '../../ui/print-rows.js';
import { VirtualRows } from '../../ui/virtual-rows.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import type { IncidentView } from '../../store/types.js';
import { priorityMark } from '../../ui/priority-mark.js';

/** What rows are written with; a new object when the language, the rules or the minute have changed. */
export interface ListSpeech {
  readonly terms: CommonTerms & ListTerms;
  readonly matrix: PriorityMatrix | undefined;
  readonly ago: (at: number) => string;
  readonly dateTime: (at: number) => string;
}

export interface ListContent {
  readonly items: readonly IncidentView[];
  readonly speech: ListSpeech;
  readonly selected: string | undefined;
  /** The same text as long as the rows are of the same question. */
  readonly question: string;
}

const instant = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : '');

const time = (at: number, { ago, dateTime }: ListSpeech): TemplateResult =>
  html`<time class="number" datetime=${instant(at)} title=${dateTime(at)}>${ago(at)}</time>`;

function renderCells({ incident, pending }: IncidentView, speech: ListSpeech): TemplateResult {
  const { terms, matrix } = speech;
  return html`<div role="gridcell" class="cell-number number">
      ${incident.number === '' ? html`<span class="muted">${terms.list.noNumber}</span>` : html`<bdi>${incident.number}</bdi>`}
    </div>
    <div role="gridcell" class="cell-title"><span dir="auto">${incident.title}</span></div>
    <div role="gridcell" class="cell-priority">
      ${incident.priority === undefined ? html`<span class="muted">${terms.noPriority}</span>` : priorityMark(incident.priority, matrix, terms.level)}
    </div>
    <div role="gridcell" class="cell-status">
      <span>${incident.status.label ?? terms.status[incident.status.category]}</span>
      ${pending === undefined ? nothing : html`<span class="delivery">${terms.pending[pending]}</span>`}
    </div>
    <div role="gridcell" class="cell-age">${time(incident.loggedAt, speech)}</div>
    <div role="gridcell" class="cell-updated">${time(incident.updatedAt, speech)}</div>`;
}

const shown = new WeakMap<HTMLElement, { readonly view: IncidentView; readonly speech: ListSpeech }>();

function createRow(): HTMLElement {
  const row = document.createElement('div');
  row.setAttribute('role', 'row');
  row.className = 'row-of';
  return row;
}

function set(row: HTMLElement, name: string, value: string): void {
  if (row.getAttribute(name) !== value) row.setAttribute(name, value);
}

/** The rows of a list with one tab stop that the arrow keys carry along. */
export class ListRows {
  readonly #rows: VirtualRows;
  readonly #onSelect: (view: IncidentView) => void;
  readonly #endPrinting: () => void;
  #content: ListContent | undefined;
  #current = 0;

  constructor(scroller: HTMLElement, body: HTMLElement, onSelect: (view: IncidentView) => void) {
    this.#onSelect = onSelect;
    this.#rows = new VirtualRows(scroller, body, {
      create: createRow,
      fill: (row, index) => this.#fill(row, index),
      estimate: 44,
      focusLost: () => scroller.focus({ preventScroll: true }),
    });
    this.#endPrinting = printRows(this.#rows, () => false);
  }

  get scroller(): HTMLElement {
    return this.#rows.scroller;
  }

  show(content: ListContent): void {
    const before = this.#content;
    if (
      before?.items === content.items &&
      before.speech === content.speech &&
      before.selected === content.selected
    )
      return;
    this.#content = content;
    const count = content.items.length;
    if (before?.question !== content.question) {
      this.#current = 0;
      this.#rows.reset();
      this.#rows.update({ count, go: 'start' });
      return;
    }
    const shift = shiftOf(before.items, content.items, this.#rows.firstInView);
    this.#current = Math.min(Math.max(0, count - 1), Math.max(0, this.#current + shift));
    this.#rows.update({ count, shift });
  }

  /** The index of the row an event came from; -1 for events elsewhere. */
  indexOf(target: EventTarget | null): number {
    return target instanceof Element ? this.#rows.indexOf(target.closest('[role="row"]')) : -1;
  }

  /** Carries the tab stop along and chooses; true when the key was one of ours. */
  handle(event: KeyboardEvent): boolean {
    if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false;
    const count = this.#content?.items.length ?? 0;
    const at = this.indexOf(event.target);
    if (at < 0) return false;
    if (event.key === 'Enter' || event.key === ' ') return this.select(at);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (to === undefined) return false;
    this.focus(Math.min(count - 1, Math.max(0, to)));
    return true;
  }

  select(index: number): boolean {
    const view = this.#content?.items[index];
    if (!view) return false;
    this.#makeCurrent(index);
    this.#onSelect(view);
    return true;
  }

  focus(index: number): void {
    const row = this.#rows.show(index);
    this.#makeCurrent(index);
    row?.focus();
  }

  dispose(): void {
    this.#endPrinting();
    this.#rows.dispose();
  }

  #makeCurrent(index: number): void {
    if (index === this.#current) return;
    this.#rows.row(this.#current)?.setAttribute('tabindex', '-1');
    this.#current = index;
    this.#rows.row(index)?.setAttribute('tabindex', '0');
  }

  #fill(row: HTMLElement, index: number): boolean {
    const { items, speech, selected } = this.#content ?? {};
    const view = items?.[index];
    if (!view || !speech) return false;
    set(row, 'tabindex', index === this.#current ? '0' : '-1');
    // The heads are the first row.
    set(row, 'aria-rowindex', String(index + 2));
    set(row, 'aria-selected', view.incident.id === selected ? 'true' : 'false');
    const before = shown.get(row);
    if (before?.view === view && before.speech === speech) return false;
    shown.set(row, { view, speech });
    row.dataset['id'] = view.incident.id;
    row.classList.toggle('pending', view.pending !== undefined);
    row.classList.toggle(
      'troubled',
      view.pending === 'failed' || view.pending === 'unknown' || view.pending === 'conflict',
    );
    render(renderCells(view, speech), row);
    return true;
  }
}

/** How far the row in view has moved because others came or went above it; 0 where it is gone. */
function shiftOf(before: readonly IncidentView[], after: readonly IncidentView[], at: number): number {
  const id = before[at]?.incident.id;
  for (let distance = 0; id !== undefined && distance < 60; distance++)
    for (const place of [at + distance, at - distance])
      if (after[place]?.incident.id === id) return place - at;
  return 0;
}
