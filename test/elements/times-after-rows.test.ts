import { expect, html } from '@open-wc/testing';

import '../../src/define/incident-list.js';
import '../../src/define/incident-timeline.js';
import type { Entry } from '../../src/core/entry.js';
import { openDesk, textOf } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { until } from '../store/support/desk.js';

const start = Date.UTC(2026, 2, 2, 8);

const entries = Array.from({ length: 200 }, (_, n): Entry => ({
  id: `e${String(n)}`,
  incidentId: 'i1',
  kind: 'comment',
  visibility: 'public',
  occurredAt: start + n * 60_000,
  recordedAt: start + n * 60_000,
  author: { id: 'elif', name: 'Elif Demir' },
  text: `Number ${String(n)}`,
}));

/** Notes the first use of a part of `Intl` that makes the browser get its tables of dates and numbers out. */
function firstUse(replace: ReturnType<typeof standIns>['replace'], note: (what: string) => void): void {
  for (const name of ['DateTimeFormat', 'NumberFormat', 'RelativeTimeFormat'] as const) {
    const real = Intl[name] as unknown as new (...given: readonly unknown[]) => object;
    replace(Intl, name, {
      value: function (...given: readonly unknown[]): object {
        note(name);
        return new real(...given);
      },
    });
  }
}

// The only test of this file: a page that has written one time can write all others.
describe('rows in a page that has written no time yet', () => {
  it('are painted before the browser’s tables of dates are got out, and stay where they are when times come', async () => {
    let painted = false;
    const uses: { readonly what: string; readonly painted: boolean }[] = [];
    const { replace, heal } = standIns();
    firstUse(replace, (what) => uses.push({ what, painted }));
    // However long a machine takes to bring the rows, it is not idle before they are there.
    const idle: (() => void)[] = [];
    replace(globalThis, 'requestIdleCallback', { value: (work: () => void) => idle.push(work) });
    // Some engines have neither.
    replace(globalThis, 'cancelIdleCallback', { value: () => undefined });
    const { desk } = await openDesk(
      html`<incident-timeline incident-id="i1"></incident-timeline><incident-list></incident-list>`,
      { adapter: scriptedAdapter({ incidents: [incident({ id: 'i1', updatedAt: start })], entries }) },
    );
    const [timeline, list] = ['incident-timeline', 'incident-list'].map((tag) => desk.querySelector(tag));
    const articles = (): readonly HTMLElement[] => [
      ...(timeline?.shadowRoot?.querySelectorAll<HTMLElement>('article.entry') ?? []),
    ];
    const clocks = (): readonly string[] =>
      articles().map((article) => article.querySelector('time')?.textContent ?? '');
    // In the microtask in which rows come nothing has been painted yet.
    await new Promise<void>((resolve) => {
      const watch = new MutationObserver(() => {
        if (articles().length > 0 && list?.shadowRoot?.querySelector('.body [role="row"]')) resolve();
      });
      for (const element of [timeline, list])
        if (element?.shadowRoot) watch.observe(element.shadowRoot, { childList: true, subtree: true });
    });
    expect(uses, 'before the rows').to.deep.equal([]);
    expect(new Set(clocks())).to.deep.equal(new Set(['']));
    const places = articles().map((article) => article.getBoundingClientRect().top);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(uses, 'before the frame').to.deep.equal([]);
    painted = true;
    for (const work of idle.splice(0)) work();
    await until('times have come', () => clocks().length > 0 && clocks().every((clock) => clock !== ''));
    expect(uses.length).to.be.above(0);
    expect(uses.filter((use) => !use.painted)).to.deep.equal([]);
    expect(
      articles()
        .slice(0, places.length)
        .map((article) => article.getBoundingClientRect().top),
    ).to.deep.equal(places);
    expect(articles()[0]?.getAttribute('aria-label')).to.contain('Mar 2, 2026');
    await until('ages have come', () => textOf(list).includes('ago'));
    heal();
  });
});
