import { expect } from '@open-wc/testing';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { ClockController } from '../../src/ui/clock.js';
import type { Pace } from '../../src/ui/clock.js';

/** A page's timers, set and run by hand. */
class Timers {
  readonly set: { readonly id: number; readonly wait: number; readonly run: () => void }[] = [];
  now = Date.parse('2026-03-27T09:30:20.250Z');
  made = 0;
  readonly #undo: (() => void)[] = [];

  constructor() {
    const { setTimeout, clearTimeout } = globalThis;
    const { now } = Date;
    globalThis.setTimeout = ((run: () => void, wait = 0) => {
      const id = 1_000_000 + ++this.made;
      this.set.push({ id, wait, run });
      return id;
    }) as never;
    globalThis.clearTimeout = ((id: number) => {
      const at = this.set.findIndex((one) => one.id === id);
      if (at >= 0) this.set.splice(at, 1);
    }) as never;
    Date.now = () => this.now;
    this.#undo.push(() => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Date.now = now;
    });
  }

  /** Lets the one timer that is set run out. */
  pass(): void {
    const [timer] = this.set.splice(0, 1);
    this.now += timer?.wait ?? 0;
    timer?.run();
  }

  hide(hidden: boolean): void {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  restore(): void {
    for (const undo of this.#undo) undo();
    delete (document as { visibilityState?: unknown }).visibilityState;
  }
}

/** An element as the timer knows it. */
class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  updates = 0;
  pace: Pace = 'minute';
  readonly #controllers: ReactiveController[] = [];
  constructor() {
    new ClockController(this, () => this.pace);
  }
  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }
  removeController(): void {
    throw new Error('not asked for');
  }
  requestUpdate(): void {
    this.updates++;
    this.updated();
  }
  updated(): void {
    for (const one of this.#controllers) one.hostUpdated?.();
  }
  connect(): this {
    for (const one of this.#controllers) one.hostConnected?.();
    return this;
  }
  disconnect(): void {
    for (const one of this.#controllers) one.hostDisconnected?.();
  }
}

describe('the timer of a page', () => {
  let timers: Timers;
  const hosts: Host[] = [];
  const host = (): Host => {
    const made = new Host().connect();
    hosts.push(made);
    return made;
  };
  beforeEach(() => (timers = new Timers()));
  afterEach(() => {
    for (const one of hosts.splice(0)) one.disconnect();
    timers.restore();
  });

  it('is one for five hundred clocks, and wakes them all at the full minute', () => {
    const clocks = Array.from({ length: 500 }, host);
    expect(timers.set.length).to.equal(1);
    expect(timers.set[0]?.wait).to.equal(39_750);
    timers.pass();
    expect(clocks.every(({ updates }) => updates === 1)).to.equal(true);
    expect([timers.set.length, timers.set[0]?.wait]).to.deep.equal([1, 60_000]);
    expect(timers.made, 'timers in a minute').to.equal(2);
  });

  it('wakes each second those to whom seconds matter, and nobody else', () => {
    const [slow, hasty] = [host(), host()];
    hasty.pace = 'second';
    hasty.updated();
    expect([timers.set.length, timers.set[0]?.wait]).to.deep.equal([1, 750]);
    timers.pass();
    timers.pass();
    expect([slow.updates, hasty.updates]).to.deep.equal([0, 2]);
    for (let second = 0; second < 38; second++) timers.pass();
    expect([slow.updates, hasty.updates], 'at the full minute').to.deep.equal([1, 40]);
    hasty.pace = 'minute';
    timers.pass();
    expect(timers.set[0]?.wait).to.equal(59_000);
  });

  it('tells everybody of the minute also when a second was missed', () => {
    const [slow, hasty] = [host(), host()];
    hasty.pace = 'second';
    hasty.updated();
    timers.now += 55_000;
    timers.pass();
    expect([slow.updates, hasty.updates]).to.deep.equal([1, 1]);
  });

  it('rests while the page is hidden, and brings the present back when it is seen', () => {
    const one = host();
    timers.hide(true);
    expect(timers.set.length).to.equal(0);
    one.pace = 'second';
    one.updated();
    host();
    expect(timers.set.length, 'nothing sets it while hidden').to.equal(0);
    timers.hide(false);
    expect(one.updates).to.equal(1);
    expect(timers.set.length).to.equal(1);
  });

  it('is never set further ahead than a minute, so that no deadline fires at once', () => {
    host();
    for (let minute = 0; minute < 5; minute++) timers.pass();
    expect(Math.max(...timers.set.map(({ wait }) => wait))).to.be.at.most(60_000);
  });

  it('stops with its last element', () => {
    const [one, other] = [host(), host()];
    one.disconnect();
    expect(timers.set.length).to.equal(1);
    other.disconnect();
    expect(timers.set.length).to.equal(0);
  });
});
