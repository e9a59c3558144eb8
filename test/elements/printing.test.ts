import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/incident-list.js';
import '../../src/define/incident-timeline.js';
import type { Entry } from '../../src/core/entry.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import type { IncidentTimeline } from '../../src/elements/incident-timeline/incident-timeline.js';
import { openDesk, settled } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const start = Date.UTC(2026, 2, 2, 8);
const minute = 60_000;

const entry = (n: number): Entry => ({
  id: `e${String(n)}`,
  incidentId: 'i1',
  kind: 'comment',
  visibility: 'public',
  occurredAt: start + n * minute,
  recordedAt: start + n * minute,
  author: { id: 'elif', name: 'Elif Demir' },
  text: `Number ${String(n)}`,
});

const entries = (count: number): readonly Entry[] => Array.from({ length: count }, (_, n) => entry(n));

const queue = (count: number): readonly Incident[] =>
  Array.from({ length: count }, (_, n) =>
    incident({ id: `i${String(n)}`, number: `INC${String(n)}`, updatedAt: start - n * minute }),
  );

/** An element with everything it can load, and what a person does who prints the page. */
async function printed(
  content: TemplateResult,
  tag: 'incident-list' | 'incident-timeline',
  given: { readonly incidents: readonly Incident[]; readonly entries?: readonly Entry[] },
  lang = 'en',
) {
  const adapter = scriptedAdapter({ ...given, now: () => start + 1e9 });
  const { desk } = await openDesk(content, { adapter, persistence: 'none', lang });
  const element = desk.querySelector<IncidentList | IncidentTimeline>(tag);
  const root = element?.shadowRoot;
  if (!element || !root) throw new Error('nothing to print');
  await settled(element);
  const scroller = root.querySelector<HTMLElement>('.scroller');
  if (!scroller) throw new Error('no rows');
  const ids = (): readonly (string | undefined)[] =>
    [...scroller.querySelectorAll<HTMLElement>('[data-id]')].map((row) => row.dataset['id']);
  const left = (): string => root.querySelector('.cut')?.textContent ?? '';
  const print = (moment: 'beforeprint' | 'afterprint'): boolean => dispatchEvent(new Event(moment));
  const loadAll = async (): Promise<void> => {
    const more = (): HTMLButtonElement | null => root.querySelector('.more button');
    for (let button = more(); button; button = more()) {
      button.click();
      await waitUntil(() => more()?.getAttribute('aria-disabled') !== 'true', 'a page', { timeout: 5000 });
    }
    await element.updateComplete;
  };
  return { element, root, scroller, ids, left, loadAll, print };
}

const timeline = html`<incident-timeline incident-id="i1"></incident-timeline>`;

describe('printing', () => {
  it('has every loaded entry on paper, and afterwards the window where the reader was', async () => {
    const scene = await printed(timeline, 'incident-timeline', {
      incidents: queue(2),
      entries: entries(200),
    });
    const { scroller, ids, left, loadAll, print } = scene;
    await loadAll();
    scroller.scrollTop = 2_000;
    const { scrollTop } = scroller;
    const kept = (): readonly string[] => {
      const { paddingBlockStart = '', paddingBlockEnd = '' } =
        scroller.querySelector<HTMLElement>('.feed')?.style ?? {};
      return [paddingBlockStart, paddingBlockEnd];
    };
    expect(scrollTop).to.be.above(1_000);
    print('beforeprint');
    expect(ids()).to.deep.equal(Array.from({ length: 200 }, (_, n) => `e${String(199 - n)}`));
    expect(left()).to.equal('');
    // All rows are there: none needs room kept for it.
    expect(kept()).to.deep.equal(['', '']);
    print('afterprint');
    expect(ids().length).to.be.within(1, 80);
    expect(kept()).to.not.include('');
    expect(Math.abs(scroller.scrollTop - scrollTop)).to.be.below(60);
  });

  it('prints the newest thousand of a long history and says under them how many are missing', async () => {
    const { ids, left, loadAll, print } = await printed(timeline, 'incident-timeline', {
      incidents: queue(2),
      entries: entries(1_300),
    });
    print('beforeprint');
    const first = ids().length;
    expect(ids()[0]).to.equal('e1299');
    expect(left()).to.equal(`${(1_300 - first).toLocaleString('en')} older entries are not printed.`);
    print('afterprint');
    await loadAll();
    print('beforeprint');
    expect(ids()).to.have.length(1_000);
    expect(ids().at(-1)).to.equal('e300');
    expect(left()).to.equal('300 older entries are not printed.');
    print('afterprint');
  });

  it('prints what is newest also where the oldest comes first', async () => {
    const { ids, loadAll, print } = await printed(
      html`<incident-timeline incident-id="i1" order="oldest-first"></incident-timeline>`,
      'incident-timeline',
      { incidents: queue(2), entries: entries(1_150) },
    );
    await loadAll();
    print('beforeprint');
    expect(ids()[0]).to.equal('e150');
    expect(ids().at(-1)).to.equal('e1149');
    print('afterprint');
  });

  it('prints all loaded incidents of a list and says how many more there are', async () => {
    const { root, ids, left, print } = await printed(
      html`<incident-list limit="150"></incident-list>`,
      'incident-list',
      { incidents: queue(163) },
    );
    expect(ids().length).to.be.below(100);
    print('beforeprint');
    expect(ids()).to.have.length(150);
    expect(left()).to.equal('13 more incidents are not printed.');
    const note = root.querySelector('.cut');
    expect(note && getComputedStyle(note).display, 'on the screen').to.equal('none');
    print('afterprint');
    expect(ids().length).to.be.below(100);
  });

  it('says so in German, too', async () => {
    const { left } = await printed(
      html`<incident-list limit="20"></incident-list>`,
      'incident-list',
      { incidents: queue(21) },
      'de',
    );
    await waitUntil(() => left() !== '1 more incident is not printed.', 'German', { timeout: 5000 });
    expect(left()).to.equal('1 weitere Störung ist nicht gedruckt.');
  });

  it('leaves a timeline that has gone from the page alone', async () => {
    const { element, ids, loadAll, print } = await printed(timeline, 'incident-timeline', {
      incidents: queue(2),
      entries: entries(200),
    });
    await loadAll();
    const { length } = ids();
    element.remove();
    print('beforeprint');
    expect(ids()).to.have.length(length);
  });
});
