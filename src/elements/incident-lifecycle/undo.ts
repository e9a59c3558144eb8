import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { ActionName } from '../../core/actions.js';
import type { Incident } from '../../core/incident.js';
import { inverseStep } from '../../core/lifecycle.js';
import type { TransitionRequest } from '../../core/mutation.js';
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
  /** The step among it, which may have one that leads back. */
  readonly step: TransitionRequest | undefined;
}

export interface UndoOptions {
  readonly store: () => IncidentStore | undefined;
  readonly incidentId: () => string;
  readonly view: () => IncidentView | undefined;
  readonly terms: () => LifecycleTerms;
  readonly word: (name: ActionName) => string;
  readonly say: (message: string) => void;
  /** Where the keyboard goes on when the offer has gone. */
  readonly next: () => void;
}

/**
 * So often it is tried to withdraw what waits: each time another attempt may have begun just before. After that, and
 * where it has gone out, its step back is the only way.
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
 * Takes the last action back: withdraws it as long as it has not been sent, else takes the step that leads back where
 * there is one. Nothing is sent later for its sake.
 */
export class Undo implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: UndoOptions;
  #done: Done | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
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
    clearTimeout(this.#timer);
    this.#done = done;
    this.#isOver = false;
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
    this.#done = undefined;
    this.#host.requestUpdate();
  }

  async #take({ sent, step, before }: Done): Promise<void> {
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
    const back = step && inverseStep(before, step, words.undo);
    if (!back) {
      this.#options.say(words.tooLate);
      return;
    }
    await store.transition(before.id, back, this.#options.view()?.incident ?? before);
    this.#options.say(words.undone);
  }

  render(): TemplateResult | typeof nothing {
    const done = this.#done;
    if (!done || done.incidentId !== this.#options.incidentId()) return nothing;
    const store = this.#options.store();
    const keys = done.sent.map(({ key }) => key);
    if (store && isOpen(store, keys)) return nothing;
    const words = this.#options.terms().lifecycle;
    const waits = store && keys.some((key) => stateOf(store, key) !== undefined);
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
