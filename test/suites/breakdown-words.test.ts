import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-outbox.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { textOf } from '../support/desk-fixture.js';

const patient = { timeout: 15_000 };
let serial = 0;

describe('an answer of the ticket system that says it broke down', () => {
  const { fetch } = window;
  /** Ways with which there is no trouble. */
  let sound: readonly string[] = [];
  let status = 500;
  beforeEach(() => {
    sound = [];
    status = 500;
    window.fetch = async (input, { method = 'GET' } = {}) => {
      if (!String(input instanceof Request ? input.url : input).includes('/broken')) return fetch(input);
      return sound.includes(method)
        ? Response.json({ items: [] })
        : Response.json({}, { status, statusText: 'Trouble' });
    };
  });
  afterEach(() => {
    window.fetch = fetch;
  });

  const open = async (lang = 'en'): Promise<IncidentDesk> => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk
        adapter="rest"
        base-url="/broken-${++serial}-${Date.now()}"
        user="elif"
        persistence="none"
        lang=${lang}
        ><incident-list></incident-list><incident-outbox></incident-outbox
      ></incident-desk>`,
    );
    await waitUntil(() => desk.store, 'a store', patient);
    return desk;
  };
  const list = (desk: IncidentDesk): string => textOf(desk.querySelector('incident-list'));
  const outbox = (desk: IncidentDesk): string => textOf(desk.querySelector('incident-outbox'));

  for (const [lang, title] of [
    ['en', 'The ticket system had an error'],
    ['de', 'Fehler im Ticketsystem'],
    ['ar', 'خطأ في نظام التذاكر'],
  ] as const)
    it(`is called an error of the ticket system where a list is read, not a lost connection: ${lang}`, async () => {
      const desk = await open(lang);
      await waitUntil(() => list(desk).includes(title), title, patient);
      expect(desk.store?.status.value.connection).to.equal('online');
    });

  it('is called so in the outbox, too, where what was written is kept', async () => {
    sound = ['GET'];
    const desk = await open();
    const { outcome } = await desk.store!.createIncident({ title: 'Mail is slow', description: '' });
    expect((await outcome).state).to.equal('failed');
    await waitUntil(() => outbox(desk).includes('The ticket system had an error'), 'its words', patient);
    expect(outbox(desk)).to.contain('Mail is slow').and.not.to.contain('not available');
  });

  it('is another one than that it is down for maintenance', async () => {
    status = 503;
    const desk = await open();
    await waitUntil(() => list(desk).includes('The ticket system is not available'), 'its words', patient);
  });
});
