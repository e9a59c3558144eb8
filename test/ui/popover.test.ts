import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { CSSResultGroup } from 'lit';

import { common } from '../../src/locales/en/common.js';
import { icon } from '../../src/ui/icons.js';
import { IncidentElement } from '../../src/ui/incident-element.js';
import { Popover } from '../../src/ui/popover.js';
import { popoverStyles } from '../../src/ui/styles/popover.styles.js';
import { expectAccessible } from '../support/accessible.js';
import { engine } from '../support/engine.js';

/** A figure with what explains it. */
class Figure extends IncidentElement<typeof common> {
  static override styles: CSSResultGroup = [...[IncidentElement.styles].flat(), popoverStyles];
  long = false;
  readonly why = new Popover(this, 'why', { align: 'end' });
  constructor() {
    super(common);
  }
  protected override render() {
    return html`${this.why.render({
        label: 'How it is computed',
        icon: icon('info'),
        content: () =>
          html`<a href="https://example.org/">Source</a> ${this.long ? 'Sum by count. '.repeat(600) : ''}`,
      })}
      <p>13 min</p>`;
  }
}
customElements.define('incident-test-figure', Figure);

async function open(style = 'inline-size:280px') {
  const row = await fixture<HTMLElement>(
    html`<div style="display:flex"><incident-test-figure></incident-test-figure><b>beside it</b></div>`,
  );
  const element = row.querySelector<Figure>('incident-test-figure')!;
  element.style.cssText = style;
  await element.updateComplete;
  const root = element.shadowRoot!;
  const button = root.querySelector<HTMLButtonElement>('button')!;
  const panel = root.querySelector<HTMLElement>('.popover')!;
  const visible = (): boolean => panel.checkVisibility();
  const press = async (): Promise<void> => {
    button.focus();
    button.click();
    await element.updateComplete;
  };
  return { row, element, root, button, panel, visible, press };
}

/** As in a browser without the Popover API. */
async function withoutTopLayer(test: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'popover')!;
  delete (HTMLElement.prototype as { popover?: unknown }).popover;
  try {
    await test();
  } finally {
    Object.defineProperty(HTMLElement.prototype, 'popover', own);
  }
}

for (const [where, run] of [
  ['above the page', (test: () => Promise<void>) => test()],
  ['within the element, without a top layer', withoutTopLayer],
] as const)
  describe(`a popover ${where}`, () => {
    it('goes when what it explains is scrolled away, also within a part of the page', () =>
      run(async () => {
        const { row, visible, press } = await open();
        row.style.cssText = 'display: block; block-size: 120px; overflow: auto';
        const below = document.createElement('p');
        below.style.blockSize = '900px';
        row.append(below);
        await press();
        row.scrollTop = 8;
        await aTimeout(100);
        expect(visible(), 'it goes along').to.equal(true);
        row.scrollTop = 500;
        await waitUntil(() => !visible(), 'it is gone');
      }));

    it('opens by its button, is named, and moves nothing', () =>
      run(async () => {
        const { row, element, button, panel, visible, press } = await open();
        const before = row.getBoundingClientRect().height;
        expect(visible()).to.equal(false);
        expect(panel.textContent.trim(), 'drawn only while it is open').to.equal('');
        await press();
        expect(visible()).to.equal(true);
        expect(button.getAttribute('aria-expanded')).to.equal('true');
        expect(row.getBoundingClientRect().height).to.equal(before);
        expect(panel.textContent).to.contain('Source');
        await expectAccessible(element);
        await press();
        expect(visible()).to.equal(false);
      }));

    it('closes with Escape, and the focus returns to its button', () =>
      run(async () => {
        const { element, root, button, visible, press } = await open();
        await press();
        await sendKeys({ press: 'Tab' });
        await sendKeys({ press: 'Tab' });
        // In WebKit Tab passes links by unless somebody has asked for them.
        if (engine() !== 'webkit')
          expect(root.activeElement?.localName, 'what is in it comes after its button').to.equal('a');
        await sendKeys({ press: 'Escape' });
        await element.updateComplete;
        expect(visible()).to.equal(false);
        expect(root.activeElement).to.equal(button);
      }));

    it('closes when somebody presses elsewhere, and stays when they press in it', () =>
      run(async () => {
        const { element, panel, visible, press } = await open();
        await press();
        const { left, top } = panel.getBoundingClientRect();
        await sendMouse({ type: 'click', position: [Math.round(left + 4), Math.round(top + 4)] });
        expect(visible()).to.equal(true);
        await sendMouse({ type: 'click', position: [innerWidth - 5, innerHeight - 5] });
        await element.updateComplete;
        expect(visible()).to.equal(false);
      }));

    it('leaves no listener behind when its element goes', () =>
      run(async () => {
        const { element, press, row } = await open();
        await press();
        element.remove();
        row.append(element);
        await element.updateComplete;
        expect(element.why.open).to.equal(false);
      }));
  });

describe('a popover above the page', () => {
  it('lies inside the window, goes above where there is no room below, and scrolls what is too long', async () => {
    const { element, panel, button, press } = await open(
      'inline-size:280px;position:fixed;inset-block-end:0;inset-inline-start:0',
    );
    element.long = true;
    await press();
    const box = panel.getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(innerWidth);
    expect(box.top).to.be.at.least(0);
    expect(box.bottom).to.be.at.most(button.getBoundingClientRect().top);
    expect(panel.scrollHeight).to.be.greaterThan(panel.clientHeight);
  });

  it('follows its button when the page scrolls', async () => {
    const { panel, button, press } = await open('margin-block:20px 3000px');
    await press();
    const distance = (): number => panel.getBoundingClientRect().top - button.getBoundingClientRect().bottom;
    const before = distance();
    scrollTo(0, 12);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(distance()).to.be.closeTo(before, 1);
    scrollTo(0, 0);
  });
});
