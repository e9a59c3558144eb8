import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-timeline.js';
import '../../src/define/incident-desk.js';
import type { Entry } from '../../src/core/entry.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentTimeline } from '../../src/elements/incident-timeline/incident-timeline.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const start = Date.UTC(2026, 2, 2, 8);
const long = 'The printer on the third floor prints every second page only, and nobody knows since when. ';

/** Entry `n` of a long history, older ones first; every third is a comment of some lines. */
const entry = (n: number): Entry => ({
  id: `e${String(n)}`,
  incidentId: 'i1',
  visibility: 'public',
  occurredAt: start + n * 300_000,
  recordedAt: start + n * 300_000,
  author: { id: `p${String(n % 2)}`, name: n % 2 ? 'Elif Demir' : 'Bruno Kraft' },
  ...(n % 3 === 0
    ? { kind: 'comment', text: `Number ${String(n)}. ${long.repeat(n % 5)}` }
    : { kind: 'change', changes: [{ field: 'group', to: `Group ${String(n)}` }] }),
});

async function timelineOf(count: number, order: IncidentTimeline['order'] = 'newest-first') {
  const adapter = scriptedAdapter({
    incidents: [incident({ id: 'i1', title: 'Every second page' })],
    entries: Array.from({ length: count }, (_, n) => entry(n)),
    now: () => start + 1e9,
  });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      persistence="none"
      lang="en"
      time-zone="Europe/Berlin"
      now="2026-04-01T09:00:00Z"
      ><incident-timeline incident-id="i1" order=${order}></incident-timeline
    ></incident-desk>`,
  );
  const element = desk.querySelector('incident-timeline')!;
  await waitUntil(() => element.matches(':state(ready)'), 'ready', { timeout: 5000 });
  await element.updateComplete;
  const root = element.shadowRoot!;
  const scroller = root.querySelector<HTMLElement>('.scroller')!;
  const feed = root.querySelector<HTMLElement>('[role="feed"]')!;
  const rows = (): HTMLElement[] => [...feed.querySelectorAll<HTMLElement>('article')];
  const row = (id: string): HTMLElement | undefined => rows().find((one) => one.dataset['id'] === id);
  const loadAll = async (): Promise<void> => {
    const store = desk.store!;
    const live = store.open(incidentTimeline, 'i1');
    void live;
    while (root.querySelector('.more button')) {
      root.querySelector<HTMLButtonElement>('.more button')!.click();
      await waitUntil(
        () => root.querySelector('.more button')?.getAttribute('aria-disabled') !== 'true',
        'page',
        { timeout: 5000 },
      );
    }
  };
  return { adapter, desk, element, root, scroller, feed, rows, row, loadAll };
}

const frames = async (count = 2): Promise<void> => {
  for (let at = 0; at < count; at++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** A place once it has come to rest: on a busy machine rows are still measured some frames after they are drawn. */
async function atRest(place: () => number): Promise<number> {
  let [last, still] = [place(), 0];
  for (let left = 120; left > 0 && still < 4; left--) {
    await frames(1);
    still = place() === last ? still + 1 : 0;
    last = place();
  }
  return last;
}

const nodes = (element: Node): number => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL);
  let count = 0;
  while (walker.nextNode()) count++;
  return count;
};

/** How far below the scroller's upper edge a row begins. */
const below = (scroller: HTMLElement, row: HTMLElement | undefined): number =>
  (row?.getBoundingClientRect().top ?? NaN) - scroller.getBoundingClientRect().top;

describe('incident-timeline with a long history', () => {
  it('has all rows of a hundred entries on the page, so that find-in-page and printing see them', async () => {
    const { rows } = await timelineOf(100);
    expect(rows()).to.have.length(100);
  });

  it('keeps fewer than two hundred nodes of ten thousand entries, and both ends can be reached', async () => {
    const { loadAll, feed, scroller, row } = await timelineOf(10_000);
    await loadAll();
    await frames();
    expect(row('e9999'), 'the newest entry').to.not.equal(undefined);
    expect(nodes(feed)).to.be.below(200);
    scroller.scrollTop = scroller.scrollHeight;
    await frames(4);
    expect(row('e0'), 'the oldest entry').to.not.equal(undefined);
    expect(below(scroller, row('e0'))).to.be.below(scroller.clientHeight);
    expect(nodes(feed)).to.be.below(200);
    scroller.scrollTop = 0;
    await frames(3);
    expect(Math.abs(below(scroller, row('e9999')))).to.be.below(60);
  });

  it('shows every entry once and in order, wherever one scrolls', async () => {
    const { loadAll, rows, scroller } = await timelineOf(700);
    await loadAll();
    for (let top = 0; top < scroller.scrollHeight; top += 1_777) {
      scroller.scrollTop = top;
      await frames(1);
      const numbers = rows().map((one) => Number(one.dataset['id']?.slice(1)));
      expect(numbers).to.deep.equal(numbers.map((_, at) => (numbers[0] ?? 0) - at));
      const [first, last] = [rows()[0]!.getBoundingClientRect(), rows().at(-1)!.getBoundingClientRect()];
      const view = scroller.getBoundingClientRect();
      expect(first.top, `upper edge at ${String(top)}`).to.be.at.most(view.top + 40);
      if (numbers.at(-1) !== 0)
        expect(last.bottom, `lower edge at ${String(top)}`).to.be.at.least(view.bottom);
    }
  });

  it('leaves what is being read where it is when older entries come in above it', async () => {
    const { rows, root, scroller, row } = await timelineOf(400, 'oldest-first');
    await frames();
    expect(row('e399'), 'opens at the newest').to.not.equal(undefined);
    scroller.scrollTop = 900;
    await frames();
    const reading = rows().find((one) => below(scroller, one) > 50)!;
    const { id } = reading.dataset;
    const before = await atRest(() => below(scroller, reading));
    root.querySelector<HTMLButtonElement>('.more button')!.click();
    await waitUntil(() => !root.querySelector('.more button'), 'older page', { timeout: 5000 });
    await frames(3);
    expect(row(id!), 'the row being read').to.not.equal(undefined);
    const after = await atRest(() => below(scroller, row(id!)));
    expect(Math.abs(after - before)).to.be.below(1.5);
    scroller.scrollTop = 0;
    await frames(3);
    expect(row('e0')).to.not.equal(undefined);
  });

  it('does not move what is being read when entries come in, but says how many there are', async () => {
    const { adapter, desk, rows, root, scroller, row } = await timelineOf(150);
    scroller.scrollTop = 1_500;
    await frames();
    const reading = rows().find((one) => below(scroller, one) > 50)!;
    const { id } = reading.dataset;
    const before = await atRest(() => below(scroller, reading));
    // Somebody else writes, straight into the backend.
    for (const text of ['one', 'two', 'three'])
      await adapter.addEntry('i1', { kind: 'comment', text }, { key: text });
    await waitUntil(() => root.querySelector('.news button'), 'news', { timeout: 5000 });
    await waitUntil(() => root.querySelector('.news')?.textContent?.includes('3 new entries'), 'three', {
      timeout: 5000,
    });
    const after = await atRest(() => below(scroller, row(id!)));
    expect(Math.abs(after - before)).to.be.below(1.5);
    root.querySelector<HTMLButtonElement>('.news button')!.click();
    await frames(3);
    expect(rows()[0]?.textContent).to.contain('three');
    await waitUntil(() => !root.querySelector('.news'));
    expect(desk.store).to.not.equal(undefined);
  });

  it('shows a new entry at once while the newest is in view', async () => {
    const { adapter, rows, root } = await timelineOf(150);
    await adapter.addEntry('i1', { kind: 'comment', text: 'It is back' }, { key: 'k' });
    await waitUntil(() => rows()[0]?.textContent?.includes('It is back'), 'the entry', { timeout: 5000 });
    expect(root.querySelector('.news')).to.equal(null);
  });

  for (const order of ['newest-first', 'oldest-first'] as const)
    it(`leads the keyboard on to what the last page has brought, when its button goes away (${order})`, async () => {
      const { root, row } = await timelineOf(150, order);
      const button = root.querySelector<HTMLButtonElement>('.more button')!;
      button.focus();
      button.click();
      await waitUntil(() => !root.querySelector('.more button'), 'the last page', { timeout: 5000 });
      await waitUntil(() => root.activeElement && root.activeElement === row('e49'), 'focus', {
        timeout: 5000,
      });
    });

  it('says each article’s place among all entries', async () => {
    const { rows } = await timelineOf(300);
    expect(rows()[0]?.getAttribute('aria-posinset')).to.equal('1');
    expect(rows()[0]?.getAttribute('aria-setsize')).to.equal('300');
    expect(rows()[4]?.getAttribute('aria-posinset')).to.equal('5');
  });
});
