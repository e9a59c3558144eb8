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
  /** Time from a keystroke to the write it begins, at most. Default 250 ms. */
  readonly wait?: Millis;
}

/**
 * Keeps what somebody is writing: from a quarter of a second after the first keystroke on and again and again while it
 * goes on, when the focus leaves, when the page is hidden or left, or the element goes. Brings it back when the element
 * finds its desk, and clears the screen when everything of its author is removed from this device.
 */
export class DraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #source: DraftSource;
  #drafts: Drafts | undefined;
  #scope = '';
  #author = '';
  #stop: readonly (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changed = false;
  /** The key under which the text is being sent. */
  #sending: string | undefined;
  /** Drafts of the same scope that are open in other tabs or were left by them. */
  offered: readonly StoredDraft[] = [];
  /** There is text on the screen that was typed in this tab. */
  #typed = false;
  #writing: Promise<unknown> = Promise.resolve();
  /** The last write has not come to its end: while somebody types the next one waits for it. */
  #busy = false;
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

  /** The key to send the present text under. The same one however often and from wherever this draft is sent. */
  get key(): string | undefined {
    return this.#drafts?.key(this.#scope);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#hidden);
    globalThis.addEventListener('pagehide', this.#leaving);
    this.#host.addEventListener('focusout', this.#leaving);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#hidden);
    globalThis.removeEventListener('pagehide', this.#leaving);
    this.#host.removeEventListener('focusout', this.#leaving);
    void this.flush();
    this.#unsubscribe();
    this.#drafts = undefined;
  }

  hostUpdated(): void {
    const drafts = this.#source.drafts();
    const scope = this.#source.scope();
    if (!this.#host.isConnected || (drafts === this.#drafts && scope === this.#scope)) return;
    const author = this.#source.author() ?? '';
    const nobodys = drafts && author !== '' && this.#author === '' ? this.#drafts : undefined;
    // What was typed last still goes to where it belongs.
    const isSame = scope === this.#scope;
    if (!nobodys || !isSame) void this.flush();
    this.#unsubscribe();
    if (!isSame) this.restoredAt = undefined;
    // The same text at another desk; that of another scope is the element's affair.
    const stays = this.#typed && isSame;
    this.#typed = stays || this.#changed;
    this.#sending = undefined;
    this.#drafts = drafts;
    this.#scope = scope;
    this.offered = [];
    if (!drafts) return;
    this.#stop = [
      drafts.subscribe(scope, (draft, sent) => {
        // What was thrown away there is not what was typed here.
        if (!draft && !sent && this.#typed && this.#source.read()) this.touch();
        void this.#look(drafts, scope);
      }),
      drafts.onWipe(() => this.#clear()),
    ];
    this.#recognise(author);
    if (nobodys && isSame) this.#move(nobodys, drafts, scope);
    void this.#load(drafts, scope);
    if (this.#changed || (stays && this.#source.read())) this.touch();
  }

  #unsubscribe(): void {
    for (const stop of this.#stop) stop();
    this.#stop = [];
  }

  /** The text leaves the screen. */
  #clear(): void {
    this.sent();
    this.offered = [];
    this.#source.forget();
    this.#host.requestUpdate();
  }

  /** Text typed before anybody was named belongs to the first one who is. */
  #recognise(author: string): void {
    if (this.#author !== '' && author !== this.#author) this.#clear();
    this.#author = author;
  }

  /** What nobody had signed is somebody's draft from now on, and nobody's no longer: sent, it is not brought back. */
  #move(from: Drafts, to: Drafts, scope: string): void {
    this.#rest();
    this.#changed = false;
    const data = this.#source.read();
    const saved = data === undefined ? Promise.resolve() : to.save(scope, data);
    void this.#write(() => saved);
    void from.remove(scope, saved).catch(() => undefined);
  }

  /** Something was typed. */
  touch(): void {
    this.#changed = this.#typed = true;
    this.#timer ??= setTimeout(() => this.#due(), this.#source.wait ?? 250);
  }

  #due(): void {
    this.#timer = undefined;
    if (!this.#busy) void this.flush();
    else void this.#writing.then(() => this.#changed && this.touch());
  }

  /** Writes what has not been written yet, at once. Never rejects: the text is still on the screen. */
  flush(): Promise<unknown> {
    this.#rest();
    // Without a desk it stays noted as unwritten until there is one.
    if (!this.#changed || !this.#drafts) return this.#writing;
    this.#changed = false;
    const data = this.#source.read();
    const sending = this.#sending;
    return this.#write((drafts, scope) =>
      data === undefined ? drafts.remove(scope) : drafts.save(scope, data, sending),
    );
  }

  /**
   * The text is being sent under the draft's key. What was typed last is still kept should the page go; once the text is
   * a mutation it is no draft any more, also where that is not known here yet.
   */
  sending(): void {
    this.#rest();
    this.#sending = this.key;
  }

  /** It could not be sent: the text is a draft as before. */
  failed(): void {
    this.#sending = undefined;
    this.touch();
  }

  /** The text has been sent under the draft's key, and with that it is no draft any more. */
  sent(): void {
    this.#rest();
    this.#changed = this.#typed = false;
    this.#sending = undefined;
    this.restoredAt = undefined;
  }

  /** The text has been thrown away. */
  remove(): Promise<unknown> {
    this.sent();
    return this.#write((drafts, scope) => drafts.remove(scope));
  }

  /** Shows one of the drafts offered in the place of the present text, which is kept and offered in turn. */
  async take(id: string): Promise<void> {
    const drafts = this.#drafts;
    const scope = this.#scope;
    await this.flush();
    const taken = await drafts?.take(scope, id).catch(() => undefined);
    if (!drafts || !taken || drafts !== this.#drafts || scope !== this.#scope) return;
    this.#source.forget();
    this.#show(taken);
    await this.#look(drafts, scope);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #write(act: (drafts: Drafts, scope: string) => Promise<unknown>): Promise<unknown> {
    if (!this.#drafts) return this.#writing;
    this.#busy = true;
    const writing = act(this.#drafts, this.#scope)
      .catch(() => undefined)
      .then(() => {
        if (this.#writing === writing) this.#busy = false;
      });
    return (this.#writing = writing);
  }

  async #load(drafts: Drafts, scope: string): Promise<void> {
    // Opened again at once, it finds what was written a moment ago.
    await this.#writing;
    const kept: StoredDraft | undefined = await drafts.load(scope).catch(() => undefined);
    if (drafts !== this.#drafts || scope !== this.#scope) return;
    // What has been typed meanwhile leaves no room for it: both are kept.
    if (kept && !this.#show(kept) && JSON.stringify(kept.data) !== JSON.stringify(this.#source.read()))
      drafts.begin(scope);
    await this.#look(drafts, scope);
  }

  /** Whether that changed anything on the screen. */
  #show({ data, savedAt }: StoredDraft): boolean {
    const changed = this.#source.restore(data);
    if (changed) this.restoredAt = savedAt;
    this.#host.requestUpdate();
    return changed;
  }

  /** Looks what other drafts there are. */
  async #look(drafts: Drafts, scope: string): Promise<void> {
    const offered = await drafts.offers(scope).catch(() => []);
    if (drafts !== this.#drafts || scope !== this.#scope) return;
    this.offered = offered;
    this.#host.requestUpdate();
  }
}
