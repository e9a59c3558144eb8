import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/incident-form.js';
import '../../src/define/incident-outbox.js';
import '../../src/define/incident-priority-matrix.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import type { IncidentStore } from '../../src/store/types.js';
import { expectAccessible } from '../support/accessible.js';
import { openDesk, textOf, within } from '../support/desk-fixture.js';
import { incident, lostAnswer, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

interface Scene {
  readonly name: string;
  readonly markup: TemplateResult;
  readonly tag: string;
  /** Brings the element into the state that is looked at. */
  readonly act?: (
    element: HTMLElement,
    parts: { readonly store: IncidentStore; readonly adapter: ScriptedAdapter },
  ) => Promise<unknown>;
}

const form = (element: HTMLElement): IncidentForm => element as IncidentForm;
const sent = async (element: HTMLElement): Promise<void> => {
  form(element).prefill({ title: 'Mail is slow', impact: 1, urgency: 2 });
  await form(element).submit();
};

const scenes: readonly Scene[] = [
  { name: 'the portal form', tag: 'incident-form', markup: html`<incident-form></incident-form>` },
  {
    name: 'the agent form with a choice',
    tag: 'incident-form',
    markup: html`<incident-form
      mode="agent"
      .data=${{ title: 'VPN', impact: 1, urgency: 1 }}
    ></incident-form>`,
  },
  {
    name: 'the form with faults',
    tag: 'incident-form',
    markup: html`<incident-form></incident-form>`,
    act: (element) => form(element).submit(),
  },
  {
    name: 'the number after logging',
    tag: 'incident-form',
    markup: html`<incident-form></incident-form>`,
    act: async (element) => {
      await sent(element);
      await waitUntil(() => textOf(element).includes('INC0'));
    },
  },
  {
    name: 'the disabled matrix',
    tag: 'incident-priority-matrix',
    markup: html`<incident-priority-matrix disabled value="1/1"></incident-priority-matrix>`,
  },
  {
    name: 'the matrix with facts and a priority by hand',
    tag: 'incident-priority-matrix',
    markup: html`<incident-priority-matrix
      value="1/2"
      modifiers
      allow-override
      .facts=${{ vip: true }}
      .override=${{ priority: 3, reason: 'Agreed' }}
    ></incident-priority-matrix>`,
  },
  {
    name: 'the heat map',
    tag: 'incident-priority-matrix',
    markup: html`<incident-priority-matrix
      mode="heat"
      .counts=${[
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]}
    ></incident-priority-matrix>`,
  },
  {
    name: 'an outbox with a refused, an unclear and a conflicting item',
    tag: 'incident-outbox',
    markup: html`<incident-outbox></incident-outbox>`,
    act: async (element, { store, adapter }) => {
      adapter.script(
        'create',
        { fail: new IncidentError('validation', 'Too vague.') },
        { lose: lostAnswer() },
      );
      await (
        await store.createIncident({ title: 'First', description: '' })
      ).outcome;
      await (
        await store.createIncident({ title: 'Second', description: '' })
      ).outcome;
      const seen = adapter.record('INC1');
      if (!seen) throw new Error('no record');
      adapter.change('INC1', { title: 'Theirs' });
      await (
        await store.updateIncident('INC1', { title: 'Mine' }, seen)
      ).outcome;
      await waitUntil(() => element.shadowRoot?.querySelectorAll('[part="item"]').length === 3);
      within<HTMLButtonElement>(element, '[data-state="failed"] .row button:last-child').click();
    },
  },
];

const show = async (
  { markup, tag, act }: Scene,
  lang = 'en',
): Promise<{ element: HTMLElement; setTheme: (theme: 'light' | 'dark') => Promise<void> }> => {
  const adapter = scriptedAdapter({
    incidents: [incident({ id: 'INC1', title: 'Seen' })],
    traits: { idempotency: 'none' },
  });
  const { desk } = await openDesk(markup, { adapter, lang, persistence: 'none' });
  const element = desk.querySelector<HTMLElement>(tag);
  if (!element || !desk.store) throw new Error('nothing to look at');
  await waitUntil(() => element.matches(':state(ready)') || element.matches(':state(empty)'), 'settled', {
    timeout: 5000,
  });
  await act?.(element, { store: desk.store, adapter });
  await new Promise((resolve) => setTimeout(resolve, 30));
  return {
    element,
    setTheme: async (theme) => {
      desk.theme = theme;
      await desk.updateComplete;
    },
  };
};

for (const scene of scenes)
  describe(`${scene.name}, for everybody`, () => {
    for (const theme of ['light', 'dark'] as const)
      it(`passes the accessibility rules in ${theme}`, async () => {
        const { element, setTheme } = await show(scene);
        await setTheme(theme);
        document.body.style.background = theme === 'dark' ? '#10141b' : '#ffffff';
        try {
          await expectAccessible(element);
        } finally {
          document.body.style.background = '';
        }
      });

    // 230 px is what a card leaves on the narrowest phone.
    for (const width of [280, 230])
      it(`has no target under 24 pixels and nothing wider than ${String(width)}, folded parts included`, async () => {
        const { element } = await show(scene);
        element.style.width = `${String(width)}px`;
        for (const folded of element.shadowRoot?.querySelectorAll('details') ?? []) folded.open = true;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const edge = element.getBoundingClientRect();
        for (const target of element.shadowRoot?.querySelectorAll<HTMLElement>(
          'button, summary, a, .input, td[role="gridcell"], label.check',
        ) ?? []) {
          const box = target.getBoundingClientRect();
          if (box.width === 0) continue;
          const name = `${target.localName} ${target.ariaLabel ?? target.textContent}`;
          expect(Math.min(box.height, box.width), name).to.be.at.least(24);
          expect(box.right, name).to.be.at.most(edge.right + 1);
        }
      });
  });

for (const [lang, letters] of [
  ['de', /[äöüß]|Priorität|Absenden/u],
  ['ar', /[\u0600-\u06ff]{3,}/u],
] as const)
  it(`speaks ${lang} in the form, in its matrix and in the outbox`, async () => {
    for (const scene of scenes.filter(({ act }) => !act)) {
      const { element } = await show(scene, lang);
      await waitUntil(() => letters.test(textOf(element)), `${scene.name} in ${lang}`, { timeout: 5000 });
      expect(textOf(element)).not.to.match(/\bImpact\b|\bUrgency\b|undefined/u);
    }
  });
