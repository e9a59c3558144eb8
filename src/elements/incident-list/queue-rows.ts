import { render } from 'lit';

import { printRows } from '../../ui/print-rows.js';
import { VirtualRows } from '../../ui/virtual-rows.js';
import type { Incident } from '../../core/incident.js';
import type { IncidentView } from '../../store/types.js';
import { isLine } from './arrangement.js';
import type { QueueRow } from './arrangement.js';
import { nameRow } from './row-name.js';
import { nameOf, renderCells, renderHeading } from './queue-row.js';
import type { RowLook, RowSpeech } from './queue-row.js';

export interface QueueContent {
  readonly rows: readonly QueueRow[];
  readonly speech: RowSpeech;
  /** Id of the incident that is open. */
  readonly chosen: string | undefined;
  readonly ticked: ReadonlySet<string>;
  /** Ids of lines that are only still there because somebody has the hand on them. */
  readonly gone: ReadonlySet<string>;
  readonly freshOf: (incident: Incident) => RowLook['fresh'];
  /** The same text as long as the rows are of the same question. */
  readonly question: string;
}

export interface QueueRowsOptions {
  readonly choose: (view: IncidentView) => void;
  /** The record with the focus has left, and the focus is at its neighbour now. */
  readonly moved: (gone: string, now: string | undefined) => void;
}

/** What a row's element shows. */
interface Shown extends RowLook {
  readonly row: QueueRow;
  readonly speech: RowSpeech;
}

const shown = new WeakMap<HTMLElement, Shown>();

function createRow(): HTMLElement {
  const row = document.createElement('div');
  row.setAttribute('role', 'row');
  return row;
}

function set(row: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) row.removeAttribute(name);
  else if (row.getAttribute(name) !== value) row.setAttribute(name, value);
}

/** How many lines the arrow keys leap over with Page Up and Page Down. */
const leap = 10;

/**
 * The rows of a queue with one tab stop that the keys carry along. The tab stop belongs to a record, not to a place:
 * where the record goes it goes too, and where the record leaves, its neighbour has it.
 */
export class QueueRows {
  readonly #rows: VirtualRows;
  readonly #options: QueueRowsOptions;
  readonly #endPrinting: () => void;
  /** The tab stop goes where the focus has been put, however that was done. */
  readonly #onFocus = (event: FocusEvent): void => this.makeCurrent(this.indexOf(event.target));
  #content: QueueContent | undefined;
  /** The place of the tab stop. */
  #current = 0;

  constructor(scroller: HTMLElement, body: HTMLElement, options: QueueRowsOptions) {
    this.#options = options;
    this.#rows = new VirtualRows(scroller, body, {
      create: createRow,
      fill: (row, index) => this.#fill(row, index),
      estimate: 60,
      focusLost: () => scroller.focus({ preventScroll: true }),
    });
    this.#endPrinting = printRows(this.#rows, () => false);
    body.addEventListener('focusin', this.#onFocus);
  }

  get scroller(): HTMLElement {
    return this.#rows.scroller;
  }

  /** The line with the tab stop. */
  get current(): IncidentView | undefined {
    return this.#line(this.#current);
  }

  /** The element of the line with the tab stop, where it is in the window. */
  get currentElement(): HTMLElement | undefined {
    return this.#rows.row(this.#current);
  }

  show(content: QueueContent): void {
    const before = this.#content;
    if (
      before?.rows === content.rows &&
      before.speech === content.speech &&
      before.chosen === content.chosen &&
      before.ticked === content.ticked &&
      before.gone === content.gone &&
      before.freshOf === content.freshOf
    )
      return;
    const record = this.current;
    const focused = this.#focused();
    this.#content = content;
    const count = content.rows.length;
    if (before?.question !== content.question) {
      this.#current = this.#nearest(0, 1);
      if (before) this.#rows.reset();
      this.#rows.update({ count, go: 'start' });
      if (focused) this.focus(this.#current);
      return;
    }
    if (before.rows === content.rows) {
      this.#rows.update({ count });
      return;
    }
    const place = record ? this.#placeOf(record.incident.id) : this.#current;
    this.#current = place ?? this.#nearest(Math.min(this.#current, count - 1), 1);
    this.#rows.update({ count, shift: shiftOf(before.rows, content.rows, this.#rows.firstInView) });
    if (!focused || !record) return;
    const element = this.#rows.row(this.#current) ?? this.#rows.show(this.#current);
    // The control with the focus is in another line's element now, or its line is gone.
    if (element && !element.contains(this.#focused() ?? null))
      (element.querySelector<HTMLElement>(controlOf(focused)) ?? element).focus();
    if (place === undefined) {
      const now = this.current;
      this.#options.moved(nameOf(record.incident), now && nameOf(now.incident));
    }
  }

  /** The index of the row an event came from; -1 for events elsewhere. */
  indexOf(target: EventTarget | null): number {
    return target instanceof Element ? this.#rows.indexOf(target.closest('.body [role="row"]')) : -1;
  }

  /** The line an event came from. */
  lineOf(target: EventTarget | null): IncidentView | undefined {
    return this.#line(this.indexOf(target));
  }

  /** All lines between two records, both included; the second alone where the first is not there. */
  between(from: string | undefined, to: string): readonly IncidentView[] {
    const [a, b] = [from === undefined ? undefined : this.#placeOf(from), this.#placeOf(to)];
    if (b === undefined) return [];
    const [first, last] = [Math.min(a ?? b, b), Math.max(a ?? b, b)];
    return (this.#content?.rows.slice(first, last + 1) ?? []).filter(isLine);
  }

  /** Carries the tab stop along; true when the key was one that moves, or opens. */
  handle(event: KeyboardEvent): boolean {
    if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false;
    const at = this.indexOf(event.target);
    const inRow = at >= 0 && event.target === this.#rows.row(at);
    if (at < 0) return false;
    if (inRow && (event.key === 'Enter' || event.key === ' ')) return this.open(at);
    const last = (this.#content?.rows.length ?? 0) - 1;
    const move: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      PageDown: () => this.step(leap),
      PageUp: () => this.step(-leap),
      Home: () => this.focus(this.#nearest(0, 1)),
      End: () => this.focus(this.#nearest(last, -1)),
    };
    move[event.key]?.();
    return move[event.key] !== undefined;
  }

  /** So many rows on; headings are passed over. */
  step(by: number): void {
    const last = (this.#content?.rows.length ?? 0) - 1;
    const to = Math.min(last, Math.max(0, this.#current + by));
    this.focus(this.#nearest(to, by < 0 ? -1 : 1));
  }

  open(index: number = this.#current): boolean {
    const view = this.#line(index);
    if (!view) return false;
    this.makeCurrent(index);
    this.#options.choose(view);
    return true;
  }

  focus(index: number = this.#current): void {
    const row = this.#rows.show(index);
    this.makeCurrent(index);
    row?.focus();
    // What sticks over the lines is left out of sight by the scroll padding, which WebKit overlooks when it moves the focus.
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** The line behind a record, or the last one: what another page has brought. */
  focusAfter(id: string | undefined): void {
    const at = id === undefined ? undefined : this.#placeOf(id);
    this.focus(this.#nearest(at === undefined ? 0 : at + 1, 1));
  }

  makeCurrent(index: number): void {
    if (index === this.#current || !this.#line(index)) return;
    const before = this.#current;
    this.#current = index;
    for (const at of [before, index]) {
      const row = this.#rows.row(at);
      if (row) this.#fill(row, at);
    }
  }

  dispose(): void {
    this.#endPrinting();
    this.#rows.dispose();
  }

  #line(index: number): IncidentView | undefined {
    const row = this.#content?.rows[index];
    return isLine(row) ? row : undefined;
  }

  /** The first line from a place on in one direction, or else in the other. */
  #nearest(at: number, direction: 1 | -1): number {
    const rows = this.#content?.rows ?? [];
    for (const way of [direction, -direction])
      for (let place = at; place >= 0 && place < rows.length; place += way)
        if (isLine(rows[place])) return place;
    return 0;
  }

  #placeOf(id: string): number | undefined {
    const rows = this.#content?.rows ?? [];
    const isIt = (row: QueueRow | undefined): boolean => isLine(row) && row.incident.id === id;
    if (isIt(rows[this.#current])) return this.#current;
    const found = rows.findIndex(isIt);
    return found < 0 ? undefined : found;
  }

  /** The focused element within the rows. */
  #focused(): Element | undefined {
    const root = this.scroller.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
    return active && active !== this.scroller && this.scroller.contains(active) ? active : undefined;
  }

  #fill(element: HTMLElement, index: number): boolean {
    const { rows, speech, chosen, ticked, gone, freshOf } = this.#content ?? {};
    const row = rows?.[index];
    if (!row || !speech || !ticked || !gone || !freshOf) return false;
    // The heads are the first row.
    set(element, 'aria-rowindex', String(index + 2));
    const before = shown.get(element);
    if (!isLine(row)) {
      if (before?.row === row && before.speech === speech) return false;
      shown.set(element, { row, speech, fresh: undefined, ticked: false, current: false, gone: false });
      element.className = 'group-of';
      for (const name of ['aria-labelledby', 'tabindex', 'aria-selected', 'aria-current', 'data-id'])
        element.removeAttribute(name);
      render(renderHeading(row, speech), element);
      return true;
    }
    const { incident, pending } = row;
    const current = index === this.#current;
    const look: RowLook = {
      fresh: freshOf(incident),
      ticked: ticked.has(incident.id),
      current,
      gone: gone.has(incident.id),
    };
    set(element, 'tabindex', current ? '0' : '-1');
    set(element, 'aria-selected', speech.triage ? String(look.ticked) : undefined);
    set(element, 'aria-current', incident.id === chosen ? 'true' : undefined);
    if (
      before &&
      before.row === row &&
      before.gone === look.gone &&
      before.speech === speech &&
      before.fresh === look.fresh &&
      before.ticked === look.ticked &&
      before.current === current
    )
      return false;
    shown.set(element, { row, speech, ...look });
    set(element, 'data-id', incident.id);
    element.className = `row-of${pending === undefined ? '' : ' pending'}${look.gone ? ' left' : ''}`;
    render(renderCells(row, look, speech), element);
    nameRow(element);
    return true;
  }
}

/** The same control in another line. */
function controlOf(focused: Element): string {
  return focused.matches('.tick') ? '.tick' : focused.matches('.menu-button') ? '.menu-button' : ':scope';
}

const idOf = (row: QueueRow | undefined): string | undefined => (isLine(row) ? row.incident.id : undefined);

/** How far the line in view has moved because others came or went above it; 0 where it is gone. */
function shiftOf(before: readonly QueueRow[], after: readonly QueueRow[], at: number): number {
  const id = idOf(before[at]) ?? idOf(before[at + 1]);
  for (let distance = 0; id !== undefined && distance < 60; distance++)
    for (const place of [at + distance, at - distance]) if (idOf(after[place]) === id) return place - at;
  return 0;
}
