import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { ActionName, Deed } from '../../core/actions.js';
import { deedsBack } from '../../core/actions.js';
import type { Incident, StatusCategory } from '../../core/incident.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { IncidentStore, IncidentView, OutboxItemState, Submitted } from '../../store/types.js';
import { keepPlace } from '../../ui/keyboard-place.js';

/** So long an action can be taken back here, in milliseconds. */
const undoFor = 10_000;
/** So long an attempt that has begun is waited for, in milliseconds. */
const attemptPatience = 3_000;

/** What was done last, as long as it can be taken back. */
export interface Done {
  readonly incidentId: string;
  readonly action: ActionName;
  readonly sent: readonly Submitted[];
  readonly before: Incident;
  readonly deeds: readonly Deed[];
}

export interface UndoOptions {
  readonly store: () => IncidentStore | undefined;
  readonly incidentId: () => string;
  readonly view: () => IncidentView | undefined;
  /** Where the ticket system lets it go now; undefined where it does not tell. */
  readonly leadsTo: () => readonly StatusCategory[] | undefined;
  readonly terms: () => LifecycleTerms;
  readonly word: (name: ActionName) => string;
  readonly say: (message: string) => void;
  /** Where the keyboard goes on when the offer has gone. */
  readonly next: () => void;
}

/**
 * So often it is tried to withdraw what waits: each time another attempt may have begun just before. After that, and
 * where it has gone out, only a new change leads back.
 */
const withdrawals = 3;

const stateOf = ({ outbox }: IncidentStore, key: string): OutboxItemState | undefined =>
  outbox.value.items.find(({ mutation }) => mutation.key === key)?.state;

/** It was not accepted, or nobody knows whether it arrived: there is nothing to lead back from. */
const isOpen = (store: IncidentStore, keys: readonly string[]): boolean =>
  keys.some((key) => ['failed', 'conflict', 'unknown'].includes(stateOf(store, key) ?? ''));

/** Waits until nothing of it is on the wire: while there is no network an attempt ends at once, and it can be withdrawn. */
function attemptOver(store: IncidentStore, keys: readonly string[]): Promise<void> {
  const isOver = (): boolean => keys.every((key) => stateOf(store, key) !== 'sending');
  if (isOver()) return Promise.resolve();
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      done();
    };
    const timer = setTimeout(end, attemptPatience);
    const stop = store.outbox.subscribe(() => {
      if (isOver()) end();
    });
  });
}

/**
 * Takes the last action back: withdraws it as long as it has not been sent, else takes the step that leads back or gives
 * the fields back as they were. Nothing is sent later for its sake, and where it has been sent and nothing leads back
 * the offer goes by itself.
 */
export class Undo implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: UndoOptions;
  #done: Done | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;
  /** Its time is over, and it stays only for the keyboard that is at it. */
  #isOver = false;

  constructor(host: LitElement, options: UndoOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** Offers to take this back for a while. */
  offer(done: Done): void {
    this.#forget();
    this.#done = done;
    this.#isOver = false;
    this.#stop = this.#options.store()?.outbox.subscribe(() => this.#host.requestUpdate());
    this.#timer = setTimeout(() => this.#end(), undoFor);
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#isOver = true;
    if (!this.#host.renderRoot.querySelector('#undo:focus')) this.#forget();
  }

  #onBlur = (): void => {
    if (this.#isOver) this.#forget();
  };

  #press(event: Event, done: Done): void {
    void this.#take(done);
    void keepPlace(event, Promise.resolve(), this.#options.next);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#stop?.();
    this.#stop = undefined;
    this.#done = undefined;
    this.#host.requestUpdate();
  }

  /** What leads back once it has been sent. */
  #back({ deeds, before }: Done): readonly Deed[] | undefined {
    const back = deedsBack(deeds, before, this.#options.terms().lifecycle.undo);
    const leadsTo = this.#options.leadsTo();
    const isAllowed = (deed: Deed): boolean =>
      deed.kind !== 'transition' || leadsTo === undefined || leadsTo.includes(deed.request.to);
    return back?.every(isAllowed) ? back : undefined;
  }

  async #take(done: Done): Promise<void> {
    const { sent, before } = done;
    const store = this.#options.store();
    if (!store) return;
    this.#forget();
    const words = this.#options.terms().lifecycle;
    const keys = sent.map(({ key }) => key);
    for (let turn = 0; turn < withdrawals; turn++) {
      await attemptOver(store, keys);
      if (!keys.every((key) => ['queued', 'waiting'].includes(stateOf(store, key) ?? ''))) break;
      for (const key of keys.toReversed()) await store.discard(key);
      if (keys.every((key) => stateOf(store, key) === undefined)) {
        this.#options.say(words.undone);
        return;
      }
    }
    if (isOpen(store, keys)) return;
    const back = this.#back(done);
    if (!back) {
      this.#options.say(words.tooLate);
      return;
    }
    await store.perform(this.#options.view()?.incident ?? before, back);
    this.#options.say(words.undone);
  }

  render(): TemplateResult | typeof nothing {
    const done = this.#done;
    if (!done || done.incidentId !== this.#options.incidentId()) return nothing;
    const store = this.#options.store();
    const keys = done.sent.map(({ key }) => key);
    if (!store || isOpen(store, keys)) return nothing;
    const waits = keys.some((key) => stateOf(store, key) !== undefined);
    const isUnsent = keys.every((key) => stateOf(store, key) !== undefined);
    if (!isUnsent && !this.#back(done)) return nothing;
    const words = this.#options.terms().lifecycle;
    const say = waits ? words.waiting : words.done;
    return html`<p class="note">
      <span>${say(this.#options.word(done.action))}</span>
      <button
        class="button small plain"
        id="undo"
        type="button"
        @blur=${this.#onBlur}
        @click=${(event: Event) => this.#press(event, done)}
      >
        ${words.undo}
      </button>
    </p>`;
  }
}
