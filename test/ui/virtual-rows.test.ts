import { expect, waitUntil } from '@open-wc/testing';

import { VirtualRows } from '../../src/ui/virtual-rows.js';
import { standIns } from '../support/stand-in.js';

const frames = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** Every row is higher than guessed, and no two neighbours alike. */
const heightOf = (index: number): number => 60 + (index % 7) * 13;

/** A scroller of 300 px on the page, with notes of what was asked of it before it had any row. */
function list() {
  const scroller = document.createElement('div');
  const space = document.createElement('div');
  scroller.append(space);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.rows-test { max-block-size: 300px; overflow: auto; overflow-anchor: none; position: relative } ',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  scroller.className = 'rows-test';
  document.body.append(scroller);

  const askedTooEarly: string[] = [];
  let at = 0;
  const note = (what: string): void => {
    if (!space.querySelector('p')) askedTooEarly.push(what);
  };
  Object.defineProperties(scroller, {
    clientHeight: { get: () => (note('clientHeight'), 300) },
    scrollTop: {
      get: () => (note('scrollTop'), at),
      set(value: number) {
        at = value;
      },
    },
  });

  const windows: [number, number][] = [];
  const rows = new VirtualRows(scroller, space, {
    create: () => document.createElement('p'),
    fill(row, index) {
      row.textContent = String(index);
      row.style.cssText = `block-size: ${String(heightOf(index))}px; margin: 0`;
      return true;
    },
    estimate: 20,
    shown: (first, last) => windows.push([first, last]),
  });
  const end = (): void => {
    rows.dispose();
    scroller.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  return { rows, scroller, windows, askedTooEarly, top: () => at, end };
}

describe('VirtualRows', () => {
  it('has the page laid out for the first time with its rows, and not once more before', () => {
    const { rows, askedTooEarly, end } = list();
    expect(rows.toBottom).to.equal(0);
    rows.update({ count: 5000, go: 'end' });
    expect(askedTooEarly).to.deep.equal([]);
    end();
  });

  it('draws once to stand at the end, though every row is higher than guessed', () => {
    const { rows, windows, end } = list();
    rows.update({ count: 5000, go: 'end' });
    expect(windows.length).to.equal(1);
    expect(windows[0]?.[1]).to.equal(4999);
    expect(rows.toBottom).to.be.closeTo(0, 0.5);
    end();
  });

  it('stays at the end when a row comes in', () => {
    const { rows, windows, end } = list();
    rows.update({ count: 5000, go: 'end' });
    rows.update({ count: 5001, go: 'end' });
    expect(windows.length).to.equal(2);
    expect(windows[1]?.[1]).to.equal(5000);
    expect(rows.toBottom).to.be.closeTo(0, 0.5);
    end();
  });

  it('fills the view at once, and what is just below it once the view has been seen', async () => {
    const { rows, windows, top, end } = list();
    rows.update({ count: 5000, go: 'start' });
    expect(top()).to.equal(0);
    const filled = (): number => {
      let height = 0;
      for (let index = 0; index <= (windows.at(-1)?.[1] ?? -1); index++) height += heightOf(index);
      return height;
    };
    expect(filled()).to.be.at.least(300);
    await waitUntil(() => filled() >= 300 + 240, 'rows below the view');
    expect(top()).to.equal(0);
    end();
  });

  it('reads each row once while somebody scrolls', async () => {
    const { rows, scroller, end } = list();
    rows.update({ count: 5000, go: 'start' });
    await frames(3);
    const read: string[] = [];
    const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetHeight') ?? {};
    const { replace, heal } = standIns();
    replace(HTMLElement.prototype, 'offsetHeight', {
      get(this: HTMLElement) {
        read.push(this.textContent);
        return get?.call(this) as number;
      },
    });
    for (let step = 0; step < 40; step++) {
      scroller.scrollTop += 120;
      scroller.dispatchEvent(new Event('scroll'));
      await frames(1);
    }
    heal();
    expect(read.length).to.be.above(5);
    expect(new Set(read).size, 'rows that were read twice').to.equal(read.length);
    end();
  });
});
