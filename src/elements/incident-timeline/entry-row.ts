import { render } from 'lit';

import type { Entry } from '../../core/entry.js';
import type { NoteAbout } from '../../core/note-topic.js';
import { topicIn } from '../../core/note-topic.js';
import { MINUTE } from '../../core/time.js';
import type { Person } from '../../core/incident.js';
import type { EntryView } from '../../store/types.js';
import type { FetchFile } from './entry-files.js';
import { fileList } from './entry-files.js';
import { iconElement } from '../../ui/icons.js';
import { make } from '../../ui/markup.js';
import { renderUpload } from '../../ui/upload.js';
import { isInternal, isWords, sentenceOf, taskLine, withReason } from './sentences.js';
import type { Speech } from './speech.js';

/** How much of the files on their way has gone, 0 to 1, by the keys of their mutations. */
export type Shares = ReadonlyMap<string, number>;

/** What a row shows. */
export interface RowContent {
  readonly view: EntryView;
  /** The entry above it on the screen. */
  readonly above: Entry | undefined;
  /** Whether the two were written down on the same day. */
  readonly sameDay: boolean;
  /** How much of the files on their way has gone, by their keys. */
  readonly shares: Shares;
  readonly retry: ((key: string) => void) | undefined;
  readonly fetch: FetchFile;
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
    !String(above.id).startsWith('pending:') &&
    Math.abs(entry.recordedAt - above.recordedAt) < MINUTE
  );
}

/** An entry written down so much later than it happened says so. */
const late = 5 * MINUTE;

/** When it happened, where that is not when it was written down. */
function timesOf(speech: Speech, { occurredAt, recordedAt }: Entry): string | undefined {
  // Also for a time that is none.
  if (!(Math.abs(occurredAt - recordedAt) > late)) return undefined;
  if (!speech.tellsTime) return '\u00a0';
  const when = speech.dayNumber(occurredAt) === speech.dayNumber(recordedAt) ? speech.time : speech.dateTime;
  return speech.terms.timeline.times(when(occurredAt), when(recordedAt));
}

/** What I have written bears my name, not my id, while it waits. */
const signed = (entry: Entry, self: Person | undefined): Entry =>
  self && entry.author?.id === self.id ? { ...entry, author: self } : entry;

const squeezed = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A backend's opening message is the description again. */
const repeatsReport = ({ kind, text }: Entry, described: string): boolean =>
  kind === 'created' &&
  described.trim() !== '' &&
  (text === undefined || squeezed(text) === squeezed(described));

/** The words under the sentence about an entry, and whether they are somebody's own; undefined for none. */
function wordsUnder(
  { text, deferred, attachments }: Entry,
  line: string | undefined,
  { wordsComing, noWords }: Speech['terms']['timeline'],
): { readonly text: string; readonly own: boolean } | undefined {
  const none = { text: deferred === true ? wordsComing : noWords, own: false };
  const written = text !== undefined && text.trim() !== '' ? { text, own: true } : none;
  // A file may come without a word.
  if (line === undefined)
    return !written.own && attachments?.length && deferred !== true ? undefined : written;
  const more = text !== undefined && text !== '' && text !== line;
  return more || (deferred === true && !line.includes(wordsComing)) ? written : undefined;
}

type Tag = 'automatic' | 'internal';

/** What is said of an entry beside its author or its sentence, which tells of a machine by itself. */
const tagsOf = (entry: Entry, named: boolean): readonly Tag[] => [
  ...(named && entry.author?.automatic ? (['automatic'] as const) : []),
  ...(isInternal(entry) ? (['internal'] as const) : []),
];

/** What a note is for, and of a test how it came out. */
const topicWords = ({ topic, result }: NoteAbout, { terms }: Speech): string =>
  result === undefined ? terms.noteTopic[topic] : terms.timeline.tested(terms.testResult[result]);

/** How an entry stands that is still waiting to be sent, and the button to try again. */
function deliveryOf(
  { view: { key }, retry }: RowContent,
  pending: NonNullable<EntryView['pending']>,
  { terms }: Speech,
): HTMLElement {
  const state = make('p', 'delivery', terms.pending[pending]);
  if (key !== undefined && retry && (pending === 'failed' || pending === 'unknown')) {
    const button = make('button', 'button small', terms.timeline.sendAgain);
    button.type = 'button';
    button.addEventListener('click', () => retry(key));
    state.append(button);
  }
  return state;
}

let pattern: HTMLElement | undefined;

/** A new row: its elements, each with a text to write over, copied from a pattern that is made with the first one. */
function emptyRow(): HTMLElement {
  if (!pattern) {
    const words = make('p', 'words', ' ');
    words.dir = 'auto';
    pattern = make(
      'article',
      '',
      make('time', 'at number', ' '),
      make('p', 'line', make('span', '', ' ')),
      words,
    );
  }
  return pattern.cloneNode(true) as HTMLElement;
}

/**
 * One entry on the screen. Its elements are made by hand and once: while somebody scrolls through ten thousand entries,
 * others are written into them on every frame.
 */
export class EntryRow {
  readonly element = emptyRow();
  readonly #time = this.element.firstChild as HTMLTimeElement;
  readonly #clock = this.#time.firstChild as Text;
  /** Who wrote it, or what happened. */
  readonly #head = this.#time.nextSibling as HTMLElement;
  readonly #subject = this.#head.firstChild as HTMLElement;
  readonly #told = this.#subject.firstChild as Text;
  readonly #words = this.#head.nextSibling as HTMLElement;
  readonly #text = this.#words.firstChild as Text;
  #view: EntryView | undefined;
  #above: Entry | undefined;
  #speech: Speech | undefined;
  /** Where a file that is being sent tells how much of it has gone. */
  #upload: HTMLElement | undefined;
  /** Which parts the row has. */
  #shape: string | undefined;
  #position = 0;
  #setSize = 0;
  #current: boolean | undefined;

  /** Whether it is the feed's one tab stop. */
  set current(current: boolean) {
    if (current === this.#current) return;
    this.#current = current;
    this.element.tabIndex = current ? 0 : -1;
  }

  /** Its place in the feed, counted from one, and how many there are; -1 while nobody knows. */
  place(position: number, setSize: number): void {
    if (position !== this.#position)
      this.element.setAttribute('aria-posinset', String((this.#position = position)));
    if (setSize !== this.#setSize)
      this.element.setAttribute('aria-setsize', String((this.#setSize = setSize)));
  }

  /** Whether the row says this already. */
  says(view: EntryView, above: Entry | undefined, speech: Speech): boolean {
    return this.#view === view && this.#above === above && this.#speech === speech;
  }

  /** Writes an entry into the row. */
  fill(content: RowContent, speech: Speech): void {
    const { view, above, sameDay } = content;
    const { pending } = view;
    const sameTerms = this.#speech?.terms === speech.terms;
    this.#view = view;
    this.#above = above;
    this.#speech = speech;

    const mine = withReason(speech, signed(view.entry, pending === undefined ? undefined : speech.self));
    const note = isInternal(mine) ? topicIn(mine.text) : undefined;
    const entry = note ? { ...mine, text: note.text } : mine;
    const joined = sameDay && goesOn(above, entry, pending !== undefined);
    const task = taskLine(speech, entry);
    const line = task ? task.line : sentenceOf(speech, entry);
    const words = task
      ? task.words && { text: task.words, own: true }
      : repeatsReport(entry, speech.described)
        ? undefined
        : wordsUnder(entry, line, speech.terms.timeline);
    const times = timesOf(speech, entry);
    this.#write(entry, joined, line, speech);
    if (words) {
      this.#text.data = words.text;
      this.#words.className = words.own ? 'words' : 'words muted';
    }
    const tags = tagsOf(entry, line === undefined);
    const topic = note && topicWords(note.about, speech);
    const shape = [this.element.className, ...tags, topic, Boolean(words)].join(' ');
    // What few rows have is made anew with each of them.
    const files = entry.attachments ?? [];
    const plain = times === undefined && pending === undefined && files.length === 0;
    if (sameTerms && shape === this.#shape && plain) return;
    this.#shape = plain ? shape : undefined;
    this.#head.replaceChildren(...this.#headOf(tags, topic, line === undefined, speech));
    this.element.replaceChildren(
      this.#time,
      this.#head,
      ...(words ? [this.#words] : []),
      ...(files.length > 0 ? [fileList(files, pending !== undefined, content.fetch, speech)] : []),
      ...(times === undefined ? [] : [make('p', 'meta number late', iconElement('clock'), ` ${times}`)]),
      ...(pending === undefined ? [] : [deliveryOf(content, pending, speech)]),
    );
    const goesOut = pending === 'sending' && entry.kind === 'attachment';
    this.#upload = goesOut ? make('p', 'upload') : undefined;
    if (this.#upload) this.element.append(this.#upload);
    this.tell(content.shares);
  }

  /** Says how much of its file has gone. Nothing else of the row is written anew: somebody may be in the midst of it. */
  tell(shares: Shares): void {
    const { entry, key = '' } = this.#view ?? {};
    if (!this.#upload || !this.#speech) return;
    const name = entry?.attachments?.[0]?.name ?? '';
    render(renderUpload(name, shares.get(key), this.#speech), this.#upload);
  }

  #write(
    entry: Entry,
    joined: boolean,
    line: string | undefined,
    { terms, tellsTime, time, dateTime }: Speech,
  ): void {
    const { element } = this;
    const { pending } = this.#view ?? {};
    const kind = terms.entryKind[entry.kind];
    const name = entry.author?.name ?? '';
    element.className = [
      'entry',
      line === undefined ? 'words-of' : 'change',
      isInternal(entry) && 'internal',
      joined && 'joined',
      pending && 'pending',
      pending === 'failed' || pending === 'unknown' || pending === 'conflict' ? 'troubled' : '',
    ]
      .filter(Boolean)
      .join(' ');
    element.dataset['id'] = entry.id;
    if (tellsTime) {
      const when = dateTime(entry.recordedAt);
      element.setAttribute(
        'aria-label',
        name === '' ? terms.timeline.entryOfNobody(kind, when) : terms.timeline.entry(kind, name, when),
      );
    } else element.removeAttribute('aria-label');
    this.#clock.data = time(entry.recordedAt);
    this.#time.dateTime = Number.isFinite(entry.recordedAt) ? new Date(entry.recordedAt).toISOString() : '';
    this.#told.data = line ?? (name !== '' ? name : isWords(entry) ? terms.unknownPerson : kind);
    this.#head.className = line === undefined ? 'who' : 'line';
    this.#subject.className = line === undefined ? 'author' : '';
    // A name keeps its own direction without turning the line around it.
    if (line === undefined && name !== '') this.#subject.dir = 'auto';
    else this.#subject.removeAttribute('dir');
  }

  /** A tag stands behind a name and before a sentence. */
  #headOf(
    tags: readonly Tag[],
    topic: string | undefined,
    named: boolean,
    { terms }: Speech,
  ): readonly Node[] {
    const made = [
      ...tags.map((tag) =>
        make('span', 'tag', ...(tag === 'internal' ? [iconElement('lock')] : []), terms.timeline[tag]),
      ),
      ...(topic === undefined ? [] : [make('span', 'tag', topic)]),
    ];
    return named ? [this.#subject, ...made] : [...made, this.#subject];
  }
}
