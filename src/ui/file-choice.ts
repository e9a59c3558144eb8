import { focusNext } from './keyboard-place.js';
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { FileFault, FileRef, FileRules } from '../core/file.js';
import { defaultMaxSize, fileFault, mostBytes, mostFiles, plainName, shortName } from '../core/file.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { FilesTerms } from '../locales/en/files.js';
import { filesOf } from '../store/files.js';
import type { IncidentStore, KeptFiles } from '../store/types.js';
import { Announcer } from './announcer.js';
import { fileSize } from './file-size.js';
import { renderChosenRow } from './chosen-row.js';
import { icon } from './icons.js';
import type { LocaleController } from './locale.js';
import { said } from './said.js';

/** What the choice of files asks of its element. */
export interface FileChoiceHost {
  readonly locale: () => LocaleController<CommonTerms & FilesTerms>;
  readonly store: () => IncidentStore | undefined;
  /** Which files are taken now; undefined where none are, and nothing of this is shown. */
  readonly rules: () => FileRules | undefined;
  readonly disabled?: () => boolean;
  /** Something was chosen or removed. */
  readonly changed: () => void;
  /** Writes what is kept of it, so that a file that was removed is named no longer. */
  readonly flush: () => Promise<unknown>;
}

/** A file somebody has chosen, and how it stands. */
interface Chosen extends FileRef {
  readonly standing: 'reading' | 'kept' | 'not-kept' | 'missing';
}

/** A file that was not taken. */
interface Refused {
  readonly name: string;
  readonly size: number;
  readonly fault: FileFault;
}

const hasFiles = (data: DataTransfer | null): data is DataTransfer =>
  data !== null && data.types.includes('Files');

/** The same name with a number behind it, where a picture from the clipboard has the name of the one before. */
function distinct(name: string, taken: readonly { readonly name: string }[]): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let n = 1; ; n++) {
    const next = n === 1 ? name : `${stem} (${String(n)})${ending}`;
    if (!taken.some((one) => one.name === next)) return next;
  }
}

/**
 * The files that go with what is being written: chosen by a button, dropped on the element, or pasted as a picture. Their
 * bytes are kept on the device at once, so that they survive a reload like the text beside them.
 */
export class FileChoice implements ReactiveController {
  readonly #element: ReactiveControllerHost & HTMLElement;
  readonly #host: FileChoiceHost;
  readonly #announcer: Announcer;
  readonly #reading = new Set<Promise<unknown>>();
  #chosen: readonly Chosen[] = [];
  #refused: readonly Refused[] = [];
  #occasion = 0;
  /** Grows whenever what was chosen leaves the screen. */
  #left = 0;
  #dragging = false;
  #home: { readonly files: KeptFiles; readonly author: string } | undefined;

  /** Add it after the draft's controller: what leaves the screen with a person is gone before this looks. */
  constructor(element: ReactiveControllerHost & HTMLElement, host: FileChoiceHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
    this.#announcer = new Announcer(element);
  }

  hostConnected(): void {
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'])
      this.#element.addEventListener(type, this.#onDrag as EventListener);
    this.#element.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'])
      this.#element.removeEventListener(type, this.#onDrag as EventListener);
    this.#element.removeEventListener('paste', this.#onPaste);
    this.#dragging = false;
  }

  hostUpdated(): void {
    const store = this.#host.store();
    const before = this.#home;
    if (store && store.files !== before?.files) {
      const { files, author } = store;
      this.#home = { files, author };
      // Chosen before anybody was named, or at another desk of the same person.
      if (before && (before.author === '' || before.author === author)) void this.#move(before.files, files);
    }
  }

  /** What a draft keeps of it: the bytes lie apart. */
  get refs(): readonly FileRef[] {
    return this.#chosen
      .filter(({ standing }) => standing !== 'reading')
      .map(({ id, name, type, size }) => ({ id, name, type, size }));
  }

  /** Nothing is chosen. */
  get empty(): boolean {
    return this.#chosen.length === 0;
  }

  /** Takes up the files a draft names; true when that changes anything. */
  restore(data: Readonly<Record<string, unknown>>): boolean {
    const found = filesOf(data).filter(({ id }) => !this.#chosen.some((one) => one.id === id));
    if (found.length === 0) return false;
    this.#chosen = [...this.#chosen, ...found.map((file): Chosen => ({ ...file, standing: 'kept' }))];
    void this.#lookFor(found);
    this.#element.requestUpdate();
    return true;
  }

  /**
   * The files as they can be sent, once all have been read; undefined where one of them is not here any more, or where they
   * have left the screen meanwhile, with the incident or the person they were chosen for.
   */
  async ready(): Promise<readonly FileRef[] | undefined> {
    const left = this.#left;
    while (this.#reading.size > 0) await Promise.all(this.#reading);
    await this.#lookFor(this.refs);
    if (left !== this.#left) return undefined;
    if (!this.#chosen.some(({ standing }) => standing === 'missing')) return this.refs;
    this.#occasion++;
    void focusNext(this.#element, '.chosen .missing button');
    return undefined;
  }

  /** These have been stored for sending; what was chosen meanwhile stays. */
  sent(files: readonly FileRef[]): void {
    this.#chosen = this.#chosen.filter(({ id }) => !files.some((one) => one.id === id));
    this.#refused = [];
    this.#element.requestUpdate();
  }

  /** They leave the screen; a draft that names them still has them. */
  forget(): void {
    this.#chosen = [];
    this.#refused = [];
    this.#left++;
    this.#announcer.hush();
    this.#element.requestUpdate();
  }

  /** They have been thrown away with the rest of what was written. */
  async drop(remove: () => Promise<unknown>): Promise<void> {
    const ids = this.#chosen.map(({ id }) => id);
    const { files } = this.#host.store() ?? {};
    this.forget();
    await remove();
    await files?.release(ids).catch(() => undefined);
  }

  /** Chooses files; those that cannot be sent are named with the reason. */
  async add(given: Iterable<File>, pasted = false): Promise<void> {
    const { store, rules } = this.#host;
    const kept = store()?.files;
    const taken = rules();
    if (!kept || !taken || this.#host.disabled?.() === true) return;
    this.#refused = [];
    this.#occasion++;
    const work: Promise<boolean>[] = [];
    for (const file of given) {
      const plain = plainName(file.name);
      const { type, size } = file;
      if (!pasted && this.#chosen.some((one) => one.name === plain && one.size === size)) continue;
      const ref: FileRef = {
        id: kept.newId(),
        name: pasted ? distinct(plain, this.#chosen) : plain,
        type,
        size,
      };
      const fault = fileFault(ref, taken, this.#chosen);
      if (fault) this.#refuse(ref, fault);
      else work.push(this.#take(ref, file, kept));
    }
    this.#element.requestUpdate();
    const added = (await Promise.all(work)).filter(Boolean).length;
    if (added > 0) this.#announcer.say(this.#host.locale().terms.files.added(added));
  }

  #refuse({ name, size }: FileRef, fault: FileFault): void {
    this.#refused = [...this.#refused, { name, size, fault }];
  }

  /** Reads a file and keeps its bytes; false where it cannot be read or is wanted no longer. */
  async #take(ref: FileRef, file: Blob, kept: KeptFiles): Promise<boolean> {
    this.#chosen = [...this.#chosen, { ...ref, standing: 'reading' }];
    // It leaves the screen with whoever has chosen it, and nothing is said of it to the next one.
    const isHere = (): boolean => this.#chosen.some(({ id }) => id === ref.id);
    const reading = (async () => {
      try {
        const bytes = await file.arrayBuffer();
        if (bytes.byteLength !== ref.size) throw new Error('It changed while it was read.');
        const standing = (await kept.keep(ref.id, bytes)) === 'durable' ? 'kept' : this.#notKept();
        if (!isHere()) return false;
        this.#set(ref.id, standing);
        this.#host.changed();
        return true;
      } catch {
        if (isHere()) this.#refuse(ref, 'unreadable');
        this.#chosen = this.#chosen.filter(({ id }) => id !== ref.id);
        return false;
      } finally {
        this.#element.requestUpdate();
      }
    })();
    this.#reading.add(reading);
    const done = await reading;
    this.#reading.delete(reading);
    return done;
  }

  /** Where nothing is kept, the element says so of all it holds. */
  #notKept(): Chosen['standing'] {
    return this.#host.store()?.status.value.storage === 'memory' ? 'kept' : 'not-kept';
  }

  #set(id: string, standing: Chosen['standing']): void {
    this.#chosen = this.#chosen.map((one) => (one.id === id ? { ...one, standing } : one));
  }

  async #lookFor(files: readonly FileRef[]): Promise<void> {
    const kept = this.#host.store()?.files;
    if (!kept || files.length === 0) return;
    const present = await kept.present(files.map(({ id }) => id)).catch(() => undefined);
    for (const { id } of files) if (present && !present.has(id)) this.#set(id, 'missing');
    this.#element.requestUpdate();
  }

  /** The bytes follow what is written to another store. */
  async #move(from: KeptFiles, to: KeptFiles): Promise<void> {
    const ids = this.#chosen.map(({ id }) => id);
    const moving = Promise.all(
      ids.map(async (id) => {
        const bytes = await from.read(id);
        if (bytes) await to.keep(id, bytes);
      }),
    ).catch(() => undefined);
    this.#reading.add(moving);
    await moving;
    this.#reading.delete(moving);
    await from.release(ids).catch(() => undefined);
  }

  #remove({ id, name }: Chosen): void {
    const at = this.#chosen.findIndex((one) => one.id === id);
    const next = this.#chosen[at + 1] ?? this.#chosen[at - 1];
    this.#chosen = this.#chosen.filter((one) => one.id !== id);
    this.#refused = [];
    void focusNext(this.#element, next ? `[data-file="${next.id}"] button` : '#files');
    this.#announcer.say(this.#host.locale().terms.files.removed(shortName(name)));
    this.#host.changed();
    const { files } = this.#host.store() ?? {};
    void this.#host
      .flush()
      .then(() => files?.release([id]))
      .catch(() => undefined);
  }

  readonly #onChange = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file can be chosen again after it was removed.
    input.value = '';
    void this.add(files);
  };

  readonly #onDrag = (event: DragEvent): void => {
    const { type, dataTransfer } = event;
    if (!hasFiles(dataTransfer) || !this.#host.rules()) return;
    const enters = type === 'dragenter' || type === 'dragover';
    // Without this the browser would leave the page for the file.
    if (type !== 'dragleave') event.preventDefault();
    // Between two parts of the element nothing is left.
    const related = event.relatedTarget;
    const within =
      related instanceof Node &&
      (this.#element.contains(related) || this.#element.shadowRoot?.contains(related) === true);
    const dragging = enters || (type === 'dragleave' && within);
    if (dragging !== this.#dragging) {
      this.#dragging = dragging;
      this.#element.requestUpdate();
    }
    if (type === 'drop') void this.add([...dataTransfer.files]);
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const { clipboardData: data } = event;
    if (!this.#host.rules() || !data || data.files.length === 0) return;
    // Office programs copy a picture beside the text: the text is what was meant.
    if (data.types.includes('text/plain')) return;
    event.preventDefault();
    void this.add([...data.files], true);
  };

  /** The button, and the place files are dropped on; where there is little room that is told while somebody drags. */
  renderPick(roomy = true): TemplateResult | typeof nothing {
    const rules = this.#host.rules();
    if (!rules) return nothing;
    const { files: words } = this.#host.locale().terms;
    // The input itself has the focus and the name; the label is what is seen of it.
    return html`<span class=${this.#dragging ? 'pick dropping' : 'pick'}>
      <input
        id="files"
        class="visually-hidden"
        type="file"
        multiple
        accept=${rules.types?.join(',') ?? nothing}
        aria-describedby="files-help files-refused"
        ?disabled=${this.#host.disabled?.() === true}
        @change=${this.#onChange}
      />
      ${roomy ? nothing : html`<span class="visually-hidden" id="files-help">${this.limits}</span>`}
      <label class="button small" for="files">${icon('clip')}<span>${words.choose}</span></label>
      ${roomy || this.#dragging ? html`<span class="meta drop" aria-hidden="true">${this.#dragging ? words.dropNow : words.dropHere}</span>` : nothing}
    </span>`;
  }

  /** What may be chosen, in a sentence. */
  get limits(): string {
    const rules = this.#host.rules() ?? {};
    const { files: words } = this.#host.locale().terms;
    const size = fileSize(this.#host.locale(), rules.maxSize ?? defaultMaxSize);
    return rules.types ? words.limitTypes(size, this.#types(rules)) : words.limit(size);
  }

  /** The chosen files, and those that were not taken. */
  renderChosen(): TemplateResult | typeof nothing {
    if (this.#chosen.length === 0 && !this.#host.rules()) return nothing;
    const { files: words } = this.#host.locale().terms;
    return html`${
        this.#chosen.length > 0
          ? html`<ul class="chosen" aria-label=${words.chosen}>
              ${repeat(
                this.#chosen,
                ({ id }) => id,
                (file) => this.#renderFile(file),
              )}
            </ul>`
          : nothing
      }
      <div class="refused" id="files-refused" role="alert">
        ${this.#refused.map((file) => html`<p class="error">${icon('warning')} ${said(this.#reason(file), this.#occasion)}</p>`)}
      </div>
      ${this.#announcer.render()}`;
  }

  #types({ types = [] }: FileRules): string {
    return new Intl.ListFormat(this.#host.locale().language, { type: 'unit', style: 'short' }).format(types);
  }

  #reason({ name, size, fault }: Refused): string {
    const locale = this.#host.locale();
    const rules = this.#host.rules() ?? {};
    const limit = fault === 'too-much' ? mostBytes : (rules.maxSize ?? defaultMaxSize);
    return locale.terms.files.refused[fault]({
      // Kept apart from the sentence around it, whichever way it runs.
      name: `\u2068${shortName(name)}\u2069`,
      size: fileSize(locale, size),
      limit: fileSize(locale, limit),
      types: this.#types(rules),
      most: locale.number(mostFiles),
    });
  }

  #renderFile(file: Chosen): TemplateResult {
    const locale = this.#host.locale();
    const { files: words } = locale.terms;
    const { id, name, size, standing } = file;
    const note = standing === 'not-kept' ? words.notKept : standing === 'missing' ? words.missing : undefined;
    return html`<li class="file ${standing}" data-file=${id}>
      ${renderChosenRow({
        icon: 'file',
        name: shortName(name),
        meta: standing === 'reading' ? words.reading : fileSize(locale, size),
        remove: words.remove(shortName(name)),
        disabled: this.#host.disabled?.() === true,
        removed: () => this.#remove(file),
        note:
          note === undefined
            ? nothing
            : html`<span class=${standing === 'missing' ? 'error' : 'help'} role="alert"
                >${said(note, this.#occasion)}</span
              >`,
      })}
    </li>`;
  }
}
