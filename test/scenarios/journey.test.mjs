/** A newcomer logs an incident on the portal, with the keyboard alone, and finds it everywhere it has to be. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, queue, startBrowser, startPortal, timeline } from './support/portal.mjs';

describe('logging an incident on the portal with the keyboard', () => {
  let [server, browser, first, second] = [];
  let number = '';

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    first = await openPage(browser, `${server.origin}/`);
    await first.see('This page talks to: this browser');
    await first.fillWith('Start empty', 'Empty this page');
    await first.see('Started empty.');
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('begins with no incident and no figure', async () => {
    await first.see('You have none.', { scope: '#mine' });
    await first.goTo('Figures');
    await first.see(/No incidents/, { scope: 'incident-kpi-card[kpi="mttr"]' });
    await first.goTo('Get help');
  });

  it('takes title, description and service by keyboard', async () => {
    await first.tabTo('textbox', /^What is wrong\?/);
    await first.type('The tour sheets stay blank');
    await first.tabTo('textbox', /^Tell us more/);
    await first.type('Since nine every sheet comes out white.');
    await first.tabTo('combobox', /service/);
    await first.type('Tour planning');
    await first.press('Escape');
  });

  it('shows P2 and why for impact medium and urgency high', async () => {
    // The grid is one stop; arrows move inside it.
    const cell = await first.tabTo('gridcell', /P\d/);
    assert.match(cell.name, /Impact|How bad/i);
    await first.press('Home', 'ArrowDown', 'Space');
    const found = await first.see(/P2 High[^.]*because[^.]*\./i, { scope: 'incident-form' });
    assert.match(found[0], /Medium/);
    assert.match(found[0], /High/);
  });

  it('gives a number after sending', async () => {
    await first.tabTo('button', /^Send/);
    await first.press('Enter');
    [number] = await first.see(/INC\d{7}/, { scope: 'incident-form' });
    assert.equal(number, 'INC0001001');
  });

  it('puts it into the caller’s list at once', async () => {
    await first.see('The tour sheets stay blank', { scope: '#mine' });
    await first.see(/P2/, { scope: '#mine' });
  });

  it('shows it in the queue and its history in the timeline', async () => {
    await first.goTo('Service desk');
    await first.see(number, { scope: queue });
    await first.tabTo('row', /The tour sheets stay blank/);
    await first.press('Enter');
    await first.see(/Ada Okafor/, { scope: timeline });
  });

  it('adds a comment to the history', async () => {
    await first.tabTo('textbox', /^Add to the timeline/);
    await first.type('Restarting the print service helps for ten minutes.');
    await first.page.keyboard.down('Control');
    await first.press('Enter');
    await first.page.keyboard.up('Control');
    await first.see('Restarting the print service helps', { scope: timeline });
  });

  it('moves the backlog card', async () => {
    await first.goTo('Figures');
    await first.see(/\b1\b/, { scope: 'incident-kpi-card[kpi="backlog"]' });
  });

  it('keeps all of it over a reload', async () => {
    await first.page.reload({ waitUntil: 'load' });
    await first.see(/\b1\b/, { scope: 'incident-kpi-card[kpi="backlog"]' });
    await first.goTo('Service desk');
    await first.see(number, { scope: queue });
  });

  it('shows in a second tab, and what is logged there shows here without a reload', async () => {
    second = await openPage(browser, `${server.origin}/#desk`);
    await second.see(number, { scope: queue });
    await second.goTo('Get help');
    await second.tabTo('textbox', /^What is wrong\?/);
    await second.type('Phone without a tone');
    await second.tabTo('gridcell', /P\d/);
    await second.press('Space');
    await second.tabTo('button', /^Send/);
    await second.press('Enter');
    await second.see(/INC0001002/, { scope: 'incident-form' });
    await first.page.bringToFront();
    await first.see('Phone without a tone', { scope: queue });
  });

  it('keeps drafts of two people apart', async () => {
    await first.goTo('Get help');
    await first.tabTo('textbox', /^What is wrong\?/);
    await first.type('Ada is still typing');
    await first.page.waitForFunction(async () => {
      const { drafts } = document.querySelector('incident-desk').store;
      const { draftId, id } = document.querySelector('incident-form');
      const draft = await drafts.load(`form:${draftId || id || 'default'}`);
      return JSON.stringify(draft?.data ?? {}).includes('Ada is still typing');
    });
    await first.tabTo('combobox', 'You are', { back: true });
    await first.press('ArrowDown');
    await first.see('You have none.', { scope: '#mine' });
    const value = () =>
      first.page.evaluate(
        () => document.querySelector('incident-form').shadowRoot.querySelector('input')?.value,
      );
    assert.equal(await value(), '');
    await first.press('ArrowUp');
    await first.see('The tour sheets stay blank', { scope: '#mine' });
    await first.see(/Your text from .* was kept/, { scope: 'incident-form' });
    assert.equal(await value(), 'Ada is still typing');
  });

  it('breaks no rule of the strict policy and logs no error, on paper neither', async () => {
    await first.page.pdf();
    assert.deepEqual(await first.problems(), []);
    assert.deepEqual(await second.problems(), []);
  });
});
