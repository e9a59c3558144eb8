import type { Entry } from '../../core/entry.js';
import { MINUTE } from '../../core/time.js';
import type { Person } from '../../core/incident.js';
import type { EntryView } from '../../store/types.js';
import { iconElement } from '../icons.js';
import { isInternal, isWords, sentenceOf } from './sentences.js';
import type { Speech } from './speech.js';

/** Where a row stands and what it shows. */
export interface RowContent {
  readonly view: EntryView;
  /** The entry above it on the screen. */
  readonly above: Entry | undefined;
  /** 1-based. */
  readonly position: number;
  /** -1 while nobody knows. */
  readonly setSize: number;
  readonly current: boolean;
  readonly retry: ((key: string) => void) | undefined;
}

/** Rows are made by hand: at ten thousand entries the window is drawn on every frame of a scroll. */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...content);
  return element;
}

/** A change that goes on from the one above it: same person, within a minute, both already with the backend. */
export function goesOn(above: Entry | undefined, entry: Entry, pending: boolean): boolean {
  return (
    above !== undefined &&
    !pending &&
    !isWords(entry) &&
    !isWords(above) &&
    (entry.changes?.length ?? 0) > 0 &&
    (above.changes?.length ?? 0) > 0 &&
    entry.text === undefined &&
    above.text === undefined &&
    entry.visibility === above.visibility &&
    entry.author !== undefined &&
    entry.author.id === above.author?.id &&
    !above.id.startsWith('pending:') &&
    Math.abs(entry.recordedAt - above.recordedAt) < MINUTE
  );
}

/** When it happened, where that is not when it was written down. */
function timesOf(speech: Speech, { occurredAt, recordedAt }: Entry): string | undefined {
  if (Math.abs(occurredAt - recordedAt) < MINUTE) return undefined;
  const when = speech.dayNumber(occurredAt) === speech.dayNumber(recordedAt) ? speech.time : speech.dateTime;
  return speech.terms.timeline.times(when(occurredAt), when(recordedAt));
}

const shown = new WeakMap<
  HTMLElement,
  { readonly view: EntryView; readonly joined: boolean; readonly speech: Speech }
>();

/** A row without content. */
export function createRow(): HTMLElement {
  const row = document.createElement('article');
  row.tabIndex = -1;
  return row;
}

function set(row: HTMLElement, name: string, value: string): void {
  if (row.getAttribute(name) !== value) row.setAttribute(name, value);
}

/** What I have written bears my name, not my id, while it waits. */
const signed = (entry: Entry, self: Person | undefined): Entry =>
  self && entry.author?.id === self.id ? { ...entry, author: self } : entry;

/** Writes an entry into a row; false when the row says it already. */
export function fillRow(row: HTMLElement, content: RowContent, speech: Speech): boolean {
  const { view, above, position, setSize, current } = content;
  const { pending } = view;
  const entry = signed(view.entry, pending === undefined ? undefined : speech.self);
  set(row, 'aria-posinset', String(position));
  set(row, 'aria-setsize', String(setSize));
  set(row, 'tabindex', current ? '0' : '-1');
  const joined = goesOn(above, entry, pending !== undefined);
  const before = shown.get(row);
  if (before?.view === view && before.joined === joined && before.speech === speech) return false;
  shown.set(row, { view, joined, speech });

  const { terms } = speech;
  const internal = isInternal(entry);
  const line = sentenceOf(speech, entry, joined);
  const when = speech.dateTime(entry.recordedAt);
  const name = entry.author?.name;
  row.className = [
    'entry',
    line === undefined ? 'words-of' : 'change',
    internal && 'internal',
    joined && 'joined',
    pending && 'pending',
    pending === 'failed' || pending === 'unknown' || pending === 'conflict' ? 'troubled' : '',
  ]
    .filter(Boolean)
    .join(' ');
  row.dataset['id'] = entry.id;
  row.setAttribute(
    'aria-label',
    name === undefined || name === ''
      ? terms.timeline.entryOfNobody(terms.entryKind[entry.kind], when)
      : terms.timeline.entry(terms.entryKind[entry.kind], name, when),
  );
  const time = make('time', 'at number', speech.time(entry.recordedAt));
  time.dateTime = Number.isFinite(entry.recordedAt) ? new Date(entry.recordedAt).toISOString() : '';
  const parts: Node[] = [time];

  if (line === undefined) {
    const head = make('div', 'who');
    if (name !== undefined && name !== '') head.append(make('bdi', 'author', name));
    else
      head.append(make('span', 'author', isWords(entry) ? terms.unknownPerson : terms.entryKind[entry.kind]));
    if (entry.author?.automatic) head.append(make('span', 'tag', terms.timeline.automatic));
    if (internal) head.append(make('span', 'tag', iconElement('lock'), terms.timeline.internal));
    parts.push(head);
    parts.push(words(entry, terms.timeline));
  } else {
    const sentence = make('p', 'line', line);
    if (internal) sentence.prepend(make('span', 'tag', iconElement('lock'), terms.timeline.internal));
    parts.push(sentence);
    const more = entry.text !== undefined && entry.text !== '' && entry.text !== line;
    if (more || (entry.deferred && !line.includes(terms.timeline.wordsComing)))
      parts.push(words(entry, terms.timeline));
  }
  const times = timesOf(speech, entry);
  if (times !== undefined) parts.push(make('p', 'meta number', times));
  if (pending !== undefined) {
    const state = make('p', 'delivery', terms.pending[pending]);
    const { key } = view;
    const { retry } = content;
    if (key !== undefined && retry && (pending === 'failed' || pending === 'unknown')) {
      const button = make('button', 'button small', terms.timeline.sendAgain);
      button.type = 'button';
      button.addEventListener('click', () => retry(key));
      state.append(button);
    }
    parts.push(state);
  }
  row.replaceChildren(...parts);
  return true;
}

function words({ text, deferred }: Entry, terms: Speech['terms']['timeline']): HTMLElement {
  if (text !== undefined && text.trim() !== '') {
    const written = make('p', 'words', text);
    written.dir = 'auto';
    return written;
  }
  return make('p', 'words muted', deferred === true ? terms.wordsComing : terms.noWords);
}
