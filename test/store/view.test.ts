import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import { createBases } from '../../src/store/bases.js';
import { createConnection } from '../../src/store/connection.js';
import { signal } from '../../src/store/live.js';
import type { Confirmation, Mirror } from '../../src/store/outbox/mirror.js';
import { createReadings } from '../../src/store/reading.js';
import type { Loaded } from '../../src/store/types.js';
import { createViews } from '../../src/store/view.js';
import type { View, ViewDefinition } from '../../src/store/view.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, pause, until, watch } from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import { kpiFigure } from '../../src/store/views/figures.js';

interface WordState extends Loaded {
  readonly word: string;
}

describe('a view of the store', () => {
  const closing: (() => void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await closeStores();
  });

  /** Views of a word that the backend tells one letter longer each time. */
  const words = (part: Partial<ViewDefinition<WordState, object>> = {}) => {
    const connection = createConnection(
      Date.now,
      () => 0,
      () => false,
    );
    const readings = createReadings(connection, Date.now, 0);
    closing.push(readings.close, connection.close);
    const confirmed = signal<Confirmation>();
    const mirror = { changed: signal<string>(), confirmed } as unknown as Mirror;
    const bases = createBases();
    const views = createViews(mirror, bases, readings);
    const counts = { made: 0, read: 0, cached: 0, stopped: 0 };
    let inner: View | undefined;
    const ask = (key: string | undefined) =>
      views.define<WordState>(key, (view) => {
        counts.made++;
        inner = view;
        let word = '';
        return {
          read: () => Promise.resolve(void ((word = 'word'.slice(0, ++counts.read)), undefined)),
          cached: () => Promise.resolve(void counts.cached++),
          select: () => ({ content: word ? 'some' : 'none', word }),
          stopped: () => void counts.stopped++,
          forget: () => (word = ''),
          ...part,
        };
      });
    return { ask, counts, views, readings, bases, mirror, view: () => inner as View };
  };

  it('is loading in the moment it is asked for', () => {
    const store = openStore(scriptedAdapter());
    const month = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) };
    const asked = [
      store.incidents({}),
      store.incident('a'),
      store.open(incidentTimeline, 'a'),
      store.description(),
      store.open(kpiFigure, { id: 'backlog', window: month }),
    ];
    expect(asked.map(({ value }) => value.state)).to.deep.equal(Array(5).fill('loading'));
    expect(store.open(incidentTimeline, 'a').value.entries.length).to.equal(0);
  });

  it('is the same one for the same question, and reads once for all who look', async () => {
    const { ask, counts } = words();
    const [first, second] = [ask('one'), ask('one')];
    expect(first).to.equal(second);
    expect(ask('another')).not.to.equal(first);
    const lookers = [watch(first), watch(second)];
    await until('the word', () => first.value.state === 'ready');
    for (const { stop } of lookers) stop();
    expect(counts).to.deep.equal({ made: 2, read: 1, cached: 1, stopped: 1 });
  });

  it('is made anew where questions have no name', () => {
    const { ask } = words();
    expect(ask(undefined)).not.to.equal(ask(undefined));
  });

  it('shows what this device has kept until the backend has answered', async () => {
    let word = '';
    let answer: () => void = () => undefined;
    const { ask } = words({
      cached: () => Promise.resolve(((word = 'kept'), { at: 7 })),
      read: () => new Promise<void>((resolve) => (answer = () => resolve(void (word = 'told')))),
      select: () => ({ content: word ? 'some' : 'none', word }),
    });
    const view = ask('one');
    watch(view);
    await until('the kept word', () => view.value.word === 'kept');
    expect(view.value).to.include({ state: 'ready', cached: true, refreshing: true, fetchedAt: 7 });
    answer();
    await until('the answer', () => !view.value.refreshing);
    expect(view.value).to.include({ state: 'ready', cached: false, word: 'told' });
  });

  it('does without a copy that cannot be used', async () => {
    const { ask } = words({ cached: () => Promise.reject(new TypeError('spoilt')) });
    const view = ask('one');
    watch(view);
    await until('the answer', () => view.value.state === 'ready');
    expect(view.value.error).to.equal(undefined);
  });

  it('reads again for news that concern it, and for no other', async () => {
    const { ask, counts, readings } = words({ concerns: (id) => id === undefined || id === 'a' });
    const view = ask('one');
    const { stop } = watch(view);
    await until('the first reading', () => view.value.word === 'w');
    readings.invalidate('b');
    await pause(20);
    expect(counts.read).to.equal(1);
    readings.invalidate('a');
    await until('the second reading', () => view.value.word === 'wo');
    stop();
    readings.invalidate('a');
    await pause(20);
    expect(counts.read, 'nobody looks').to.equal(2);
  });

  it('says beside its content that a further request failed, until something works again', async () => {
    const { ask, view } = words();
    const word = ask('one');
    watch(word);
    await until('the word', () => word.value.state === 'ready');
    await view().ask(() => Promise.reject(new IncidentError('network', 'Gone.')));
    expect(word.value).to.include({ state: 'ready' });
    expect(word.value.error?.kind).to.equal('network');
    await word.refresh();
    expect(word.value.error).to.equal(undefined);
  });

  it('asks for more once at a time', async () => {
    const { ask, view } = words();
    ask('one');
    let asked = 0;
    let answer: () => void = () => undefined;
    const more = view().further(() => new Promise<void>((resolve) => (asked++, (answer = resolve))));
    const both = [more(), more()];
    await pause(0);
    answer();
    await Promise.all(both);
    expect(asked).to.equal(1);
  });

  it('is an error where what it shows cannot be worked out', () => {
    const error = new IncidentError('configuration', 'No calendar.');
    const { ask } = words({ select: () => ({ content: 'some', word: 'old', error }) });
    expect(ask('one').value).to.include({ state: 'error', error, word: 'old' });
  });

  it('forgets what is personal, whether or not somebody looks', async () => {
    const { ask, views } = words();
    const [seen, unseen] = [ask('seen'), ask('unseen')];
    watch(seen);
    await until('the word', () => seen.value.word !== '');
    await unseen.refresh();
    expect(unseen.value.word).not.to.equal('');
    views.forget();
    expect([seen.value.word, unseen.value.word]).to.deep.equal(['', '']);
    expect(ask('seen')).not.to.equal(seen);
  });
});
