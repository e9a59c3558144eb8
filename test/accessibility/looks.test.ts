import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand, setViewport } from '@web/test-runner-commands';

import { hasMediaEmulation, itIn } from '../support/engine.js';
import { everyElement } from './every-element.js';

/** All shadow roots in an element, its own first. */
function* rootsIn(element: Element): Generator<ShadowRoot> {
  const root = element.shadowRoot;
  if (!root) return;
  yield root;
  for (const part of root.querySelectorAll('*')) yield* rootsIn(part);
}
const partsIn = (element: Element): Element[] =>
  [...rootsIn(element)].flatMap((root) => [...root.querySelectorAll('*')]);

const nameOf = (part: Element): string =>
  `${(part.getRootNode() as ShadowRoot).host.localName} ${part.localName}.${part.getAttribute('class') ?? ''} “${part.textContent.trim().replaceAll(/\s+/gu, ' ').slice(0, 40)}”`;

/** Two frames: what is measured has been laid out anew. */
const laidOut = (): Promise<unknown> =>
  new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));

const above = (part: Element): Element | null =>
  part.assignedSlot ?? part.parentElement ?? (part.getRootNode() as ShadowRoot).host ?? null;

/** Whether it is only for those who hear, or lies unseen over its glyph, or stands in something that is scrolled on purpose, such as a wide table. */
function isExempt(part: Element): boolean {
  for (let at: Element | null = part; at && at !== document.body; at = above(at)) {
    const style = getComputedStyle(at);
    if (at.matches('.visually-hidden, option, optgroup, svg *') || style.opacity === '0') return true;
    if (
      at !== part &&
      at.matches('[tabindex="0"][role="region"], [role="grid"]') &&
      /auto|scroll/u.test(style.overflowX)
    )
      return true;
  }
  return false;
}

/** What cannot be read without scrolling sideways, or is cut off. */
function lost(element: Element): string[] {
  const edge = document.documentElement.clientWidth;
  const found: string[] = [];
  for (const part of partsIn(element)) {
    const box = part.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !part.checkVisibility({ visibilityProperty: true })) continue;
    if (isExempt(part)) continue;
    if (box.right > edge + 1 || box.left < -1)
      found.push(`${nameOf(part)} from ${String(Math.round(box.left))} to ${String(Math.round(box.right))}`);
    const { overflowX, overflowY, textOverflow } = getComputedStyle(part);
    if (textOverflow === 'ellipsis') continue;
    if (/hidden|clip/u.test(overflowX) && part.scrollWidth > part.clientWidth + 1)
      found.push(`${nameOf(part)} is cut off at the side`);
    if (/hidden|clip/u.test(overflowY) && part.scrollHeight > part.clientHeight + 1)
      found.push(`${nameOf(part)} is cut off below`);
  }
  if (document.documentElement.scrollWidth > edge) found.push('the page is scrolled sideways');
  return found;
}

const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`);

const roomy = { width: 800, height: 600 };

describe('every element for people who need it larger', () => {
  beforeEach(function () {
    if (!hasMediaEmulation()) this.skip();
  });
  afterEach(async () => {
    document.documentElement.style.fontSize = '';
    if (hasMediaEmulation()) await setViewport(roomy);
  });

  for (const [scene, show] of Object.entries(everyElement))
    it(`${scene}: 400 % zoom, 200 % text and wide spacing, all without scrolling sideways`, async () => {
      await setViewport({ width: 320, height: 900 });
      const element = await show({ width: 'auto' });
      await laidOut();
      expect(lost(element), 'at 400 % zoom').to.deep.equal([]);
      for (const root of rootsIn(element)) root.adoptedStyleSheets.push(spacing);
      await laidOut();
      expect(lost(element), 'with wide spacing').to.deep.equal([]);
      for (const root of rootsIn(element)) root.adoptedStyleSheets.pop();
      document.documentElement.style.fontSize = '200%';
      await setViewport({ width: 640, height: 900 });
      await laidOut();
      expect(lost(element), 'with text of 200 %').to.deep.equal([]);
    });
});

describe('every element for people whom motion makes ill', () => {
  beforeEach(function () {
    if (!hasMediaEmulation()) this.skip();
  });
  after(async () => {
    if (hasMediaEmulation()) await emulateMedia({ reducedMotion: 'no-preference' });
  });

  for (const [scene, show] of Object.entries(everyElement))
    it(`${scene}: nothing moves`, async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      const element = await show({});
      const moving = partsIn(element).filter((part) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(part);
        return scrollBehavior === 'smooth' || /[1-9]/u.test(`${transitionDuration} ${animationDuration}`);
      });
      expect(moving.map(nameOf)).to.deep.equal([]);
    });
});

/** A state and its opposite: under forced colours the backgrounds of a page are gone, and each has to be seen still. */
const states = [
  ['[aria-pressed="true"]', '[aria-pressed="false"]'],
  ['[aria-selected="true"]', '[aria-selected="false"]'],
  ['[aria-current="true"]', ':not([aria-current])'],
] as const;

/** How something looks, with its parts and what is drawn before and after it. */
function lookOf(part: Element): string {
  const seen = [part, ...part.querySelectorAll('*')].flatMap((one) =>
    [null, '::before', '::after'].map((pseudo) => {
      const style = getComputedStyle(one, pseudo);
      return [
        style.color,
        style.backgroundColor,
        style.borderInlineStartColor,
        style.borderInlineStartWidth,
        style.borderBlockEndColor,
        style.borderBlockEndWidth,
        style.borderBlockEndStyle,
        style.outlineStyle,
        style.outlineColor,
        style.outlineWidth,
        style.fontWeight,
        style.textDecorationLine,
        style.content,
      ].join(' ');
    }),
  );
  return [...seen, part.querySelectorAll('svg').length].join('|');
}

describe('every element in forced colours', () => {
  const force = (value: 'active' | 'none') =>
    executeServerCommand('emulate-features', [{ name: 'forced-colors', value }]);
  after(async () => {
    if (hasMediaEmulation()) await force('none');
  });

  for (const [scene, show] of Object.entries(everyElement))
    itIn(['chromium'], `${scene}: a state is still seen, and so is every border of a control`, async () => {
      await force('active');
      const element = await show({});
      for (const root of rootsIn(element)) {
        for (const [on, off] of states)
          for (const one of root.querySelectorAll(on)) {
            const role = one.getAttribute('role');
            const other = [...root.querySelectorAll(off)].find(
              (part) =>
                part.localName === one.localName &&
                part.getAttribute('role') === role &&
                part.classList[0] === one.classList[0],
            );
            if (other && one.checkVisibility() && other.checkVisibility())
              expect(lookOf(one), nameOf(one)).to.not.equal(lookOf(other));
          }
        const bare = [
          ...root.querySelectorAll<HTMLElement>('.button:not(.plain), input.input, textarea, select.input'),
        ].filter((part) => part.checkVisibility() && getComputedStyle(part).borderBlockEndStyle === 'none');
        expect(bare.map(nameOf), 'a control without a border').to.deep.equal([]);
      }
    });
});
