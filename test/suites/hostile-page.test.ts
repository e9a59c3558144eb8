import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';

/** Values a template, a link or a tired developer may put into any attribute. */
const values = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'javascript:window.hostile=1',
  '<img src="x" onerror="window.hostile=1">',
  '"><script>window.hostile=1</script>',
  '{"__proto__":{"hostile":1}}',
  '-1',
  'NaN',
  '\u202e\u0000',
  'x'.repeat(20_000),
];

const tags = [
  'incident-form',
  'incident-priority-matrix',
  'incident-list',
  'incident-timeline',
  'incident-kpi-card',
  'incident-outbox',
] as const;

const attributesOf = (tag: string): readonly string[] => [
  ...((customElements.get(tag) as { observedAttributes?: string[] } | undefined)?.observedAttributes ?? []),
  'lang',
  'id',
];

let serial = 0;

describe('with attributes that mean harm or nothing', () => {
  let faults: string[] = [];
  const stumble = (event: ErrorEvent | PromiseRejectionEvent): void =>
    void faults.push(String('reason' in event ? event.reason : event.message));

  beforeEach(() => {
    faults = [];
    window.addEventListener('error', stumble);
    window.addEventListener('unhandledrejection', stumble);
  });
  afterEach(() => {
    window.removeEventListener('error', stumble);
    window.removeEventListener('unhandledrejection', stumble);
  });

  for (const tag of tags)
    it(`<${tag}> breaks at none of them, on its own or one after the other`, async () => {
      const desk = await fixture<IncidentDesk>(
        html`<incident-desk
          adapter="local"
          base-url=${`attributes-${String(++serial)}`}
          lang="en"
        ></incident-desk>`,
      );
      await waitUntil(() => desk.store !== undefined, 'the desk has a store', { timeout: 5000 });
      for (const name of attributesOf(tag)) {
        // A desk that does not exist is a state of its own, seen to elsewhere.
        if (name === 'desk') continue;
        const element = document.createElement(tag);
        desk.append(element);
        for (const value of values) {
          element.setAttribute(name, value);
          await element.updateComplete.catch((error: unknown) =>
            faults.push(`${name}=${value}: ${String(error)}`),
          );
          expect(element.shadowRoot?.querySelector('img, script'), `${name}=${value}`).to.equal(null);
        }
        element.removeAttribute(name);
        await element.updateComplete;
        expect(element.shadowRoot?.childElementCount, name).to.be.greaterThan(0);
        element.remove();
      }
      expect(faults).to.deep.equal([]);
      expect((window as { hostile?: unknown }).hostile).to.equal(undefined);
      expect(({} as { hostile?: unknown }).hostile).to.equal(undefined);
    });

  for (const name of [
    'adapter',
    'base-url',
    'policy',
    'user',
    'user-name',
    'time-zone',
    'lang',
    'now',
    'theme',
    'id',
  ])
    it(`a desk with a strange ${name} works or says why not, and the form in it too`, async () => {
      const { fetch } = window;
      const asked: string[] = [];
      window.fetch = async (input) => {
        asked.push(input as string);
        return new Response('<!doctype html>', { status: 404, headers: { 'Content-Type': 'text/html' } });
      };
      try {
        for (const value of values.filter((_, at) => at % 2 === 1)) {
          const desk = await fixture<IncidentDesk>(
            html`<incident-desk adapter="local" lang="en" persistence="none"
              ><incident-form></incident-form
            ></incident-desk>`,
          );
          desk.setAttribute(name, value);
          await waitUntil(
            () => desk.matches(':state(ready)') || desk.matches(':state(failed)'),
            `${name}=${value.slice(0, 40)} settles`,
            { timeout: 5000 },
          );
          const form = desk.querySelector('incident-form');
          await waitUntil(
            () => form?.shadowRoot?.textContent?.trim(),
            `${name}=${value.slice(0, 40)} is drawn`,
          );
          expect(form?.shadowRoot?.querySelector('img, script')).to.equal(null);
          desk.remove();
        }
      } finally {
        window.fetch = fetch;
      }
      expect(faults).to.deep.equal([]);
      expect((window as { hostile?: unknown }).hostile).to.equal(undefined);
      for (const address of asked) {
        const { origin, protocol } = new URL(address, document.baseURI);
        // A browser fetches nothing from such an address.
        if (protocol !== 'javascript:') expect(origin).to.equal(location.origin);
      }
    });

  for (const address of [
    '//evil.example.test/api',
    'javascript:alert(1)',
    'https://user:pw@evil.example.test/',
    '/\\evil.example.test',
  ])
    it(`a desk asks nothing of ${address}`, async () => {
      const { fetch } = window;
      let asked = 0;
      window.fetch = async () => {
        asked += 1;
        throw new TypeError('no network');
      };
      try {
        const desk = await fixture<IncidentDesk>(
          html`<incident-desk adapter="rest" base-url=${address} lang="en"
            ><incident-list></incident-list
          ></incident-desk>`,
        );
        await waitUntil(() => desk.matches(':state(failed)'));
        const list = desk.querySelector('incident-list');
        await waitUntil(() => /base URL/.test(list?.shadowRoot?.textContent ?? ''));
        expect(asked).to.equal(0);
      } finally {
        window.fetch = fetch;
      }
    });
});
