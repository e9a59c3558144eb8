import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-form.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';

const words = 'Every printer of the third floor prints blank';

/** What a page does once it has been told who is signed in. */
const ways: readonly (readonly [string, (desk: IncidentDesk, form: IncidentForm) => void])[] = [
  ['names the person', (desk) => desk.setAttribute('user', 'ada')],
  ['fills the caller in', (_, form) => (form.data = { caller: { id: 'ada', name: 'Ada Okafor' } })],
  [
    'does both',
    (desk, form) => {
      desk.setAttribute('user', 'ada');
      desk.setAttribute('user-name', 'Ada Okafor');
      form.data = { caller: { id: 'ada', name: 'Ada Okafor' } };
    },
  ],
];

describe('somebody who types while the page learns who is signed in', () => {
  const { replace, heal } = standIns();
  beforeEach(() => {
    // A desk that is named reads its policy again, over a slow line.
    replace(globalThis, 'fetch', {
      value: async () => {
        await new Promise((next) => setTimeout(next, 300));
        return new Response('{}', { headers: { 'content-type': 'application/json' } });
      },
    });
  });
  afterEach(heal);

  for (const [how, act] of ways)
    it(`loses no letter when it ${how}`, async () => {
      const desk = await fixture<IncidentDesk>(
        html`<incident-desk policy="/policy.json" .adapterObject=${scriptedAdapter()}
          ><incident-form></incident-form
        ></incident-desk>`,
      );
      const form = desk.querySelector('incident-form')!;
      const title = (): HTMLInputElement => form.shadowRoot!.querySelector<HTMLInputElement>('#title')!;
      await waitUntil(() => form.shadowRoot?.querySelector('#title') !== null);
      title().focus();
      const typed = sendKeys({ type: words });
      for (let left = 60; left > 0 && title().value.length < 12; left--)
        await new Promise((next) => setTimeout(next, 2));
      act(desk, form);
      await typed;
      await new Promise((next) => setTimeout(next, 700));
      expect(title().value).to.equal(words);
      expect(form.shadowRoot!.activeElement).to.have.property('id', 'title');
    });
});
