import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Instant, Millis } from '../core/time.js';
import type { Drafts, StoredDraft } from '../store/types.js';

/** What a draft holds: whatever an element can write and read again. */
export type DraftData = Readonly<Record<string, unknown>>;

export interface DraftSource {
  /** Undefined while there is no desk. */
  readonly drafts: () => Drafts | undefined;
  /** Who is writing; undefined while there is no desk, empty where nobody is named. */
  readonly author: () => string | undefined;
  /** Somebody else writes here now: what the one before typed leaves the screen and stays in that one's draft. */
  readonly forget: () => void;
  /** What the text belongs to; see `StoredDraft.scope`. */
  readonly scope: () => string;
  /** What is worth keeping now; undefined when nothing is. */
  readonly read: () => DraftData | undefined;
  /**
   * Takes up what was kept; true when that changed anything on the screen. Called once per desk and scope; must not
   * overwrite what has been typed meanwhile.
   */
  readonly restore: (data: DraftData) => boolean;
  /** Wait after the last keystroke. Default 500 ms. */
  readonly wait?: Millis;
}

/**
 * Keeps what somebody is writing: half a second after the last keystroke, when the focus leaves, when the page is hidden
 * or the element goes. Brings it back when the element finds its desk.
 */
export class DraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #source: DraftSource;
  #drafts: Drafts | undefined;
  #scope = '';
  #author = '';
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changed = false;
  #elsewhere = false;
  /** There is text on the screen that was typed in this tab. */
  #typed = false;
  /** Writes follow each other, so that an old text never overtakes a new one. */
  #writing: Promise<unknown> = Promise.resolve();
  /** When the text that was brought back had been kept; undefined when none was. */
  restoredAt: Instant | undefined;
  readonly #hidden = (): void => {
    if (document.visibilityState === 'hidden') void this.flush();
  };
  readonly #leaving = (): void => void this.flush();

  constructor(host: ReactiveControllerHost & HTMLElement, source: DraftSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** Another tab has written to the same draft. */
  get editedElsewhere(): boolean {
    return this.#elsewhere;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#hidden);
    this.#host.addEventListener('focusout', this.#leaving);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#hidden);
    this.#host.removeEventListener('focusout', this.#leaving);
    void this.flush();
    this.#stop?.();
    this.#stop = this.#drafts = undefined;
  }

  hostUpdated(): void {
    const drafts = this.#source.drafts();
    const scope = this.#source.scope();
    if (!this.#host.isConnected || (drafts === this.#drafts && scope === this.#scope)) return;
    // What was typed last still goes to where it belongs.
    void this.flush();
    this.#stop?.();
    if (scope !== this.#scope) this.restoredAt = undefined;
    this.#drafts = drafts;
    this.#scope = scope;
    this.#elsewhere = false;
    this.#stop = drafts?.subscribe(scope, (draft) => {
      this.#elsewhere = draft !== undefined;
      // What was sent or thrown away there is not what was typed here.
      if (!draft && this.#typed && this.#source.read()) this.touch();
      this.#host.requestUpdate();
    });
    if (!drafts) return;
    this.#recognise(this.#source.author() ?? '');
    void this.#load(drafts, scope);
    if (this.#changed) this.touch();
  }

  /** Text typed before anybody was named belongs to the first one who is. */
  #recognise(author: string): void {
    if (this.#author !== '' && author !== this.#author) {
      clearTimeout(this.#timer);
      this.#changed = this.#typed = false;
      this.restoredAt = undefined;
      this.#source.forget();
    }
    this.#author = author;
  }

  /** Something was typed. */
  touch(): void {
    this.#changed = this.#typed = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#source.wait ?? 500);
  }

  /** Writes what has not been written yet. Never rejects: the text is still on the screen. */
  flush(): Promise<unknown> {
    clearTimeout(this.#timer);
    // Without a desk it stays noted as unwritten until there is one.
    if (!this.#changed || !this.#drafts) return this.#writing;
    this.#changed = false;
    const data = this.#source.read();
    return this.#write((drafts, scope) =>
      data === undefined ? drafts.remove(scope) : drafts.save(scope, data),
    );
  }

  /** The text has been sent or thrown away. */
  remove(): Promise<unknown> {
    clearTimeout(this.#timer);
    this.#changed = this.#typed = false;
    this.restoredAt = undefined;
    return this.#write((drafts, scope) => drafts.remove(scope));
  }

  #write(act: (drafts: Drafts, scope: string) => Promise<unknown>): Promise<unknown> {
    const drafts = this.#drafts;
    const scope = this.#scope;
    if (drafts) this.#writing = this.#writing.then(() => act(drafts, scope)).catch(() => undefined);
    return this.#writing;
  }

  async #load(drafts: Drafts, scope: string): Promise<void> {
    const kept: StoredDraft | undefined = await drafts.load(scope).catch(() => undefined);
    if (!kept || drafts !== this.#drafts || scope !== this.#scope) return;
    if (this.#source.restore(kept.data)) this.restoredAt = kept.savedAt;
    this.#host.requestUpdate();
  }
}
