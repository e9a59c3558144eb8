import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import { openDesk } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const tags = [
  'incident-form',
  'incident-priority-matrix',
  'incident-timeline',
  'incident-kpi-card',
  'incident-list',
  'incident-outbox',
  'incident-record',
  'incident-lifecycle',
  'incident-sla-clock',
  'incident-escalation',
  'incident-trend',
  'incident-workbench',
] as const;

/** One element of each kind, as a page with these styles shows them. */
async function page(style: string, width = 600) {
  const word = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);
  const { desk } = await openDesk(
    html`<div style="inline-size:${width}px;${style}">
      <incident-form heading=${word}></incident-form>
      <incident-priority-matrix label=${word}></incident-priority-matrix>
      <incident-timeline incident-id="a"></incident-timeline>
      <incident-kpi-card kpi="mttr" label=${word}></incident-kpi-card>
      <incident-list></incident-list>
      <incident-outbox><span slot="heading">${word}</span></incident-outbox>
      <incident-record incident-id="a"></incident-record>
      <incident-lifecycle incident-id="a"></incident-lifecycle>
      <incident-sla-clock incident-id="a"></incident-sla-clock>
      <incident-escalation incident-id="a"></incident-escalation>
      <incident-trend label=${word}></incident-trend>
      <incident-workbench></incident-workbench>
    </div>`,
    { adapter: scriptedAdapter({ incidents: [incident({ id: 'a', title: word })] }) },
  );
  const part = (tag: string): HTMLElement => desk.querySelector<HTMLElement>(tag)!;
  const inside = (tag: string, selector: string): HTMLElement =>
    part(tag).shadowRoot!.querySelector<HTMLElement>(selector)!;
  await waitUntil(
    () => tags.every((tag) => ['ready', 'empty'].some((state) => part(tag).matches(`:state(${state})`))),
    'all are ready',
    { timeout: 5000 },
  );
  await waitUntil(() => inside('incident-timeline', '.composer') && inside('incident-timeline', 'header'));
  return { desk, part, inside };
}

/** A computed colour as the screen shows it. */
function pixel(colour: string): readonly [red: number, green: number, blue: number] {
  const context = document.createElement('canvas').getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = pixel(colour).map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The value of a private token where the element uses it. */
function token(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  element.shadowRoot!.append(probe);
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

describe('what a page sets for its own texts', () => {
  it('stays outside', async () => {
    const { part } = await page(
      'white-space:nowrap;text-transform:uppercase;letter-spacing:5px;word-spacing:9px;text-indent:40px;word-break:break-all;text-align:center',
    );
    for (const tag of tags) {
      const probe = document.createElement('p');
      part(tag).shadowRoot!.append(probe);
      const style = getComputedStyle(probe);
      expect(style.whiteSpace, tag).to.equal('normal');
      expect(style.textTransform, tag).to.equal('none');
      expect(style.letterSpacing, tag).to.equal('normal');
      expect(style.wordSpacing, tag).to.equal('0px');
      expect(style.textIndent, tag).to.equal('0px');
      expect(style.wordBreak, tag).to.equal('normal');
    }
  });

  it('does not widen the page by a word that is longer than the line', async () => {
    const { part } = await page('', 280);
    for (const tag of tags) {
      expect(part(tag).scrollWidth, tag).to.be.at.most(280);
      for (const heading of part(tag).shadowRoot!.querySelectorAll('h2, h3, .label'))
        expect(heading.scrollWidth, `${tag} ${heading.className}`).to.be.at.most(280);
    }
  });
});

describe('on a touch screen', () => {
  it('no field has a text so small that the browser zooms into it', async () => {
    const { part } = await page('font-size:11px');
    let fields = 0;
    for (const tag of tags) {
      const root = part(tag).shadowRoot!;
      const rules = root.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSMediaRule && rule.conditionText.includes('coarse'))
        .flatMap((rule) => [...(rule as CSSMediaRule).cssRules].map(({ cssText }) => cssText));
      // As if this screen were one: the same rules at the place where they stand, before the element's own.
      const touch = new CSSStyleSheet();
      touch.replaceSync(rules.join('\n'));
      const [base, ...own] = root.adoptedStyleSheets;
      root.adoptedStyleSheets = [base!, ...own.slice(0, 2), touch, ...own.slice(2)];
      for (const field of root.querySelectorAll('input, select, textarea')) {
        fields += 1;
        expect(parseFloat(getComputedStyle(field).fontSize), `${tag} ${field.id}`).to.be.at.least(16);
      }
    }
    expect(fields).to.be.greaterThan(5);
  });
});

describe('on a page with surfaces of its own', () => {
  const themes = {
    'dark green': ['dark', '#0b2a1c', '#e6f2ea'],
    sepia: ['light', '#fbf3e0', '#3b2f1c'],
    navy: ['dark', '#0a1a3a', '#f0f4ff'],
    'our own light': ['light', '', ''],
    'our own dark': ['dark', '', ''],
  } as const;
  for (const [name, [scheme, surface, text]] of Object.entries(themes))
    it(`every surface and line is of its hue and can be read on: ${name}`, async () => {
      const set = surface && `--incident-surface:${surface};--incident-text:${text}`;
      const { part, inside } = await page(`color-scheme:${scheme};${set}`);
      const composer = getComputedStyle(inside('incident-timeline', '.composer')).backgroundColor;
      if (surface) {
        const [own, ours] = [pixel(surface), pixel(composer)];
        const strongest = (of: readonly number[]): number => of.indexOf(Math.max(...of));
        expect(strongest(ours), composer).to.equal(strongest(own));
        expect(contrast(surface, composer), 'near the surface').to.be.below(1.35);
      }
      const host = part('incident-timeline');
      for (const ground of ['--_surface', '--_raised', '--_sunken', '--_note'])
        for (const [ink, least] of [
          ['--_text', 7],
          ['--_muted', 4.5],
        ] as const)
          expect(contrast(token(host, ink), token(host, ground)), `${ink} on ${ground}`).to.be.at.least(
            least,
          );
      for (const ground of ['--_surface', '--_raised'])
        expect(contrast(token(host, '--_control-line'), token(host, ground)), ground).to.be.at.least(3);
    });
});
