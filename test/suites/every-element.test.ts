import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { expectAccessible } from '../support/accessible.js';

/** What each element needs to show something of its own. */
const tags = [
  'incident-escalation',
  'incident-form',
  'incident-lifecycle',
  'incident-priority-matrix',
  'incident-record',
  'incident-sla-clock',
  'incident-timeline',
  'incident-kpi-card',
  'incident-list',
  'incident-outbox',
  'incident-trend',
  'incident-workbench',
] as const;
const attributes: Partial<Record<(typeof tags)[number], string>> = {
  'incident-timeline': 'incident-id="none"',
  'incident-kpi-card': 'kpi="mttr"',
};

let serial = 0;
const name = (): string => `every-${String(++serial)}-${String(Date.now())}`;

const deskWith = async (
  tag: (typeof tags)[number],
): Promise<{ desk: IncidentDesk; element: HTMLElement }> => {
  const markup = unsafeStatic(`<${tag} ${attributes[tag] ?? ''}></${tag}>`);
  const desk = await fixture<IncidentDesk>(
    staticHtml`<incident-desk adapter="local" base-url=${name()} lang="en">${markup}</incident-desk>`,
  );
  const element = desk.querySelector<HTMLElement>(tag);
  if (!element) throw new Error(`no ${tag}`);
  await waitUntil(
    () => ['empty', 'ready', 'error'].some((state) => element.matches(`:state(${state})`)),
    `${tag} settles`,
    { timeout: 5000 },
  );
  return { desk, element };
};

for (const tag of tags)
  describe(`<${tag}>, as every element`, () => {
    it('stands alone on a page and says what is missing, if it needs a desk', async () => {
      const element = await fixture<HTMLElement>(staticHtml`${unsafeStatic(`<${tag} lang="en"></${tag}>`)}`);
      await waitUntil(() => (element.shadowRoot?.textContent ?? '').trim() !== '');
      // The matrix is complete in itself; everything else has to name the tag to add.
      if (tag === 'incident-priority-matrix') expect(element.matches(':state(ready)')).to.equal(true);
      else expect(element.shadowRoot?.textContent).to.contain('<incident-desk>');
    });

    it('takes properties that were set before it was defined', async () => {
      // A document without a window knows no elements: what it makes is upgraded when it comes into the page.
      const late = document.implementation.createHTMLDocument('').createElement(tag) as HTMLElement & {
        timeZone?: string;
      };
      late.timeZone = 'Asia/Tokyo';
      document.body.append(document.adoptNode(late));
      await waitUntil(() => late.shadowRoot !== null);
      expect(late.timeZone).to.equal('Asia/Tokyo');
      late.remove();
    });

    it('survives being moved in the page', async () => {
      const { desk, element } = await deskWith(tag);
      const section = document.createElement('section');
      desk.append(section);
      section.append(element);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await waitUntil(
        () => ['empty', 'ready'].some((state) => element.matches(`:state(${state})`)),
        `${tag} settles again`,
        { timeout: 5000 },
      );
    });

    it('writes no inline style attribute', async () => {
      const { element } = await deskWith(tag);
      expect(element.shadowRoot?.querySelectorAll('[style]').length).to.equal(0);
    });

    for (const scheme of ['light', 'dark'] as const)
      it(`passes the accessibility rules in ${scheme}`, async () => {
        const { desk, element } = await deskWith(tag);
        desk.theme = scheme;
        document.body.style.colorScheme = scheme;
        document.body.style.background = scheme === 'dark' ? '#10141b' : '#ffffff';
        await desk.updateComplete;
        try {
          await expectAccessible(element);
        } finally {
          document.body.style.colorScheme = '';
          document.body.style.background = '';
        }
      });

    it('leaves nothing behind after a hundred mounts', async () => {
      const { desk, element } = await deskWith(tag);
      element.remove();
      // What the first one takes back a moment later is not counted.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const listeners = countListeners();
      for (let turn = 0; turn < 100; turn++) {
        const one = document.createElement(tag);
        if (tag === 'incident-timeline') one.setAttribute('incident-id', 'none');
        desk.append(one);
        if (turn % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
        one.remove();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      listeners.stop();
      expect(listeners.kept(), 'listeners on window and document').to.equal(0);
    });
  });

/** Counts listeners on the page's long-lived targets that were added and not taken away again. */
function countListeners(): { kept: () => number; stop: () => void } {
  let kept = 0;
  const undo: (() => void)[] = [];
  for (const target of [window, document, document.documentElement]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (
      this: EventTarget,
      ...all: Parameters<EventTarget['addEventListener']>
    ) {
      kept += 1;
      addEventListener.apply(target, all as never);
    } as never;
    target.removeEventListener = function (
      this: EventTarget,
      ...all: Parameters<EventTarget['removeEventListener']>
    ) {
      kept -= 1;
      removeEventListener.apply(target, all as never);
    } as never;
    undo.push(() => {
      target.addEventListener = addEventListener as never;
      target.removeEventListener = removeEventListener as never;
    });
  }
  return {
    kept: () => kept,
    stop: () => {
      for (const step of undo) step();
    },
  };
}

describe('an element in German and Arabic', () => {
  it('speaks the language of the page around it and follows a change', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url=${name()} lang="de"
        ><incident-form></incident-form
      ></incident-desk>`,
    );
    const form = desk.querySelector('incident-form');
    await waitUntil(() => form?.matches(':state(ready)'), 'ready', { timeout: 5000 });
    await waitUntil(
      () => /[äöüß]|Störung|Priorität/u.test(form?.shadowRoot?.textContent ?? ''),
      'German words',
      { timeout: 5000 },
    );
    desk.lang = 'ar';
    await waitUntil(() => /[\u0600-\u06ff]{3,}/u.test(form?.shadowRoot?.textContent ?? ''), 'Arabic words', {
      timeout: 5000,
    });
  });
});
