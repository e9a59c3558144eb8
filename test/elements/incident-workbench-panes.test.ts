import { expect, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';

import '../../src/define/incident-workbench.js';
import { expectAccessible } from '../support/accessible.js';
import { focused, openDesk, settled, within } from '../support/desk-fixture.js';
import { numbered } from '../support/queue-fixture.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';

const incidents = [numbered(1), numbered(2)];
const patient = { timeout: 8000 };
/** The panes follow the width one frame after it is measured. */
const frame = async (): Promise<void> => {
  for (let at = 0; at < 3; at++) await new Promise((next) => requestAnimationFrame(next));
};

interface PanesSetup {
  readonly width?: number;
  readonly lang?: string;
  readonly dir?: 'rtl';
  /** What is kept of a name is there again at the next desk of that name. */
  readonly name?: string;
}

/** A workbench of some width, and its borders as somebody sees and hears them. */
async function panes({ width = 1200, lang, dir, name }: PanesSetup = {}) {
  const { desk } = await openDesk(html`<incident-workbench dir=${dir ?? 'ltr'}></incident-workbench>`, {
    adapter: scriptedAdapter({ incidents, ...(name === undefined ? {} : { name }) }),
    ...(name === undefined ? {} : { persistence: 'indexeddb' as const }),
    ...(lang === undefined ? {} : { lang }),
  });
  desk.style.cssText = `position: absolute; inset-block-start: 0; inset-inline-start: 0; display: block; inline-size: ${String(width)}px`;
  const element = desk.querySelector('incident-workbench')!;
  await settled(element);
  await frame();
  await element.updateComplete;
  const border = (of: string): HTMLElement => within(element, `.border[data-border="${of}"]`);
  const widthOf = (pane: string): number =>
    Math.round(within(element, `.pane.${pane}`).getBoundingClientRect().width);
  return {
    desk,
    element,
    border,
    widthOf,
    borders: () => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.border')],
    heard: (of: string) =>
      [border(of).ariaValueMin, border(of).ariaValueNow, border(of).ariaValueMax].map(Number),
    press: async (of: string, ...keys: readonly string[]) => {
      border(of).focus();
      for (const key of keys) await sendKeys({ press: key });
      await frame();
    },
    /** Takes a border by the mouse and lets it go so many pixels further right. */
    drag: async (of: string, by: number) => {
      const { x, y, height } = border(of).getBoundingClientRect();
      const at = Math.round(y + Math.min(height / 2, 200));
      await sendMouse({ type: 'move', position: [Math.round(x), at] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [Math.round(x + by / 2), at] });
      await sendMouse({ type: 'move', position: [Math.round(x + by), at] });
      await sendMouse({ type: 'up' });
      await resetMouse();
      await frame();
    },
  };
}

describe('the borders of incident-workbench', () => {
  for (const width of [1200, 800])
    it(`fills the height that the page gives it, and each pane scrolls by itself, at ${String(width)} pixels`, async () => {
      const { element } = await panes({ width });
      element.style.blockSize = '420px';
      await frame();
      const box = element.getBoundingClientRect();
      for (const pane of ['queue', 'incident']) {
        const { bottom } = within(element, `.pane.${pane}`).getBoundingClientRect();
        expect(Math.abs(bottom - box.bottom), pane).to.be.below(1);
      }
      element.style.blockSize = '120px';
      await frame();
      const queue = within(element, '.pane.queue');
      expect(queue.scrollHeight, 'more than there is room for').to.be.above(queue.clientHeight);
      expect(queue.getBoundingClientRect().bottom).to.be.at.most(element.getBoundingClientRect().bottom + 1);
    });

  it('fills a height with its one pane as well, and is as high as what it shows without one', async () => {
    const { desk, element } = await panes({ width: 400 });
    const free = element.getBoundingClientRect().height;
    const queue = within(element, '.pane.queue');
    expect(getComputedStyle(queue).overflowY, 'the page scrolls').to.equal('visible');
    element.style.blockSize = '260px';
    await waitUntil(() => queue.scrollHeight > queue.clientHeight + 1, 'the queue scrolls', patient);
    expect(queue.getBoundingClientRect().bottom).to.be.at.most(element.getBoundingClientRect().bottom + 1);
    desk.select('i1');
    const chosen = within(element, '.pane.incident');
    await waitUntil(() => chosen.scrollHeight > chosen.clientHeight + 1, 'the incident scrolls', patient);
    expect(chosen.getBoundingClientRect().bottom).to.be.at.most(element.getBoundingClientRect().bottom + 1);
    desk.select(undefined);
    element.style.blockSize = '';
    await waitUntil(() => getComputedStyle(queue).overflowY === 'visible', 'the page scrolls again', patient);
    expect(element.getBoundingClientRect().height).to.be.closeTo(free, 2);
  });

  it('leaves the queue and the incident half of the height where the overview above them is unfolded', async () => {
    const { element } = await panes({ width: 800 });
    const bottomOf = (pane: string): number => within(element, `.${pane}`).getBoundingClientRect().bottom;
    element.style.blockSize = '300px';
    within<HTMLDetailsElement>(element, 'details.overview').open = true;
    await frame();
    const overview = within(element, '.overview');
    expect(overview.scrollHeight, 'more than there is room for').to.be.above(overview.clientHeight);
    const box = element.getBoundingClientRect();
    expect(bottomOf('overview')).to.be.at.most(box.top + 151);
    for (const pane of ['queue', 'incident'])
      expect(Math.abs(bottomOf(pane) - box.bottom), pane).to.be.below(1);
    // Without a height of its own it is as high as what it shows.
    element.style.blockSize = '';
    await frame();
    expect(overview.scrollHeight).to.equal(overview.clientHeight);
  });

  it('tells a place as a share of the whole, in the words of the language', async () => {
    const { border } = await panes({ lang: 'de' });
    await waitUntil(() => border('overview').ariaValueText !== null, 'told', patient);
    expect(border('overview').ariaValueText).to.equal(`${border('overview').ariaValueNow}\u00a0%`);
  });

  it('stand between three panes, between two, and not on one', async () => {
    const names = async (width: number): Promise<(string | undefined)[]> => {
      const { borders } = await panes({ width });
      return borders().map((border) => border.dataset['border']);
    };
    expect(await names(1200)).to.deep.equal(['overview', 'incident']);
    expect(await names(800)).to.deep.equal(['half']);
    expect(await names(400)).to.deep.equal([]);
  });

  it('are moved by the arrow keys, as far as the panes can do with', async () => {
    const { press, widthOf, heard } = await panes();
    const before = widthOf('overview');
    await press('overview', 'ArrowRight', 'ArrowRight');
    expect(widthOf('overview')).to.be.closeTo(before + 48, 3);
    await press('overview', 'ArrowLeft');
    expect(widthOf('overview')).to.be.closeTo(before + 24, 3);
    await press('overview', 'Home');
    expect(widthOf('overview')).to.equal(176);
    await press('overview', 'End');
    expect(widthOf('overview')).to.equal(300);
    const [least, now, most] = heard('overview');
    expect([least, now, most]).to.deep.equal([15, 25, 25]);
    await press('incident', 'Home');
    expect(widthOf('incident')).to.equal(576);
    expect(widthOf('queue'), 'the queue keeps its room').to.be.above(280);
    await press('incident', 'End');
    expect(widthOf('incident')).to.equal(320);
  });

  it('go the other way by the same arrow from right to left', async () => {
    const { press, widthOf, border, element } = await panes({ dir: 'rtl', lang: 'ar' });
    const before = widthOf('overview');
    await press('overview', 'ArrowLeft', 'ArrowLeft');
    expect(widthOf('overview')).to.be.closeTo(before + 48, 3);
    const queue = within(element, '.pane.queue').getBoundingClientRect();
    expect(border('overview').getBoundingClientRect().x, 'at its right').to.be.closeTo(queue.right, 2);
  });

  it('are dragged', async () => {
    const { drag, widthOf } = await panes({ width: 760 });
    const before = widthOf('incident');
    await drag('half', -60);
    expect(widthOf('incident')).to.be.closeTo(before + 60, 4);
    await drag('half', 400);
    expect(widthOf('incident'), 'no further than its pane can do with').to.equal(280);
  });

  it('say what they are, where they stand and what moves them', async () => {
    const { border, element } = await panes();
    const { role, tabIndex, ariaOrientation, ariaLabel, title } = border('incident');
    expect([role, tabIndex, ariaOrientation, ariaLabel]).to.deep.equal([
      'separator',
      0,
      'vertical',
      'Border between queue and incident',
    ]);
    expect(title).to.contain('arrow keys');
    await expectAccessible(element);
  });

  it('are wide enough to be grasped, and leave what scrolls its bar', async () => {
    const { border } = await panes({ width: 760 });
    const { insetInlineStart: start, insetInlineEnd: end } = getComputedStyle(border('half'), '::before');
    expect(-parseFloat(start) - parseFloat(end)).to.be.at.least(24);
    expect(-parseFloat(start)).to.be.at.most(8);
  });

  it('come between the panes for those who walk by keyboard', async () => {
    const { border, element } = await panes();
    within(element, '.overview .view').focus();
    const met: (string | undefined)[] = [];
    for (let at = 0; at < 40 && !met.includes('incident'); at++) {
      await sendKeys({ press: 'Tab' });
      const found = focused() as HTMLElement;
      if (found.dataset['border'] !== undefined) met.push(found.dataset['border']);
    }
    expect(met).to.deep.equal(['overview', 'incident']);
    expect(focused()).to.equal(border('incident'));
  });

  it('are where somebody has put them the next time, and as usual again after Enter or a double click', async () => {
    const name = `borders-${crypto.randomUUID()}`;
    const first = await panes({ name });
    const usual = first.widthOf('overview');
    await first.press('overview', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    const wide = first.widthOf('overview');
    expect(wide).to.be.above(usual + 50);
    await new Promise((next) => setTimeout(next, 300));
    first.desk.remove();
    const second = await panes({ name });
    await waitUntil(() => second.widthOf('overview') === wide, 'where it was', patient);
    await second.press('overview', 'Enter');
    await waitUntil(() => second.widthOf('overview') === usual, 'as usual', patient);
    await second.press('overview', 'ArrowRight');
    expect(second.widthOf('overview')).to.be.above(usual);
    second.border('overview').dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
    await waitUntil(() => second.widthOf('overview') === usual, 'as usual', patient);
    await new Promise((next) => setTimeout(next, 300));
    second.desk.remove();
    const third = await panes({ name });
    await new Promise((next) => setTimeout(next, 300));
    expect(third.widthOf('overview')).to.equal(usual);
  });
});
