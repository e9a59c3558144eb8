/** The switch between an empty page, invented incidents and a real company's log. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, startBrowser, startPortal, timeline } from './support/portal.mjs';

describe('the data switch of the portal', () => {
  let [server, browser, tab] = [];
  const count = () =>
    tab.page.evaluate(async () => {
      const { store } = document.querySelector('incident-desk');
      const page = await store.adapter.list({}, { limit: 1000 });
      return page.items.length;
    });

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('finds sample data at the first visit, in every status and priority', async () => {
    await tab.see('This is sample data');
    await tab.see(/talks to: this browser connected/);
    const kinds = await tab.page.evaluate(async () => {
      const { store } = document.querySelector('incident-desk');
      const { items } = await store.adapter.list({}, { limit: 1000 });
      return {
        status: [...new Set(items.map(({ status }) => status.category))].sort(),
        priority: [...new Set(items.map(({ priority }) => priority))].sort(),
      };
    });
    assert.deepEqual(kinds.priority, [1, 2, 3, 4, 5]);
    assert.deepEqual(kinds.status, ['active', 'cancelled', 'closed', 'paused', 'resolved']);
  });

  it('leaves everything as it is when the question is declined', async () => {
    const before = await count();
    await tab.tabTo('button', 'Start empty');
    await tab.press('Enter');
    await tab.see('Empty this page?', { scope: 'dialog' });
    await tab.tabTo('button', 'Keep it');
    await tab.press('Enter');
    await tab.page.reload({ waitUntil: 'load' });
    await tab.see(/talks to: this browser connected/);
    await tab.see('This is sample data');
    assert.equal(await count(), before);
  });

  for (const [language, button, question, yes, no] of [
    ['de', 'Leer beginnen', 'Diese Seite leeren?', 'Diese Seite leeren', 'So lassen'],
    ['ar', 'ابدأ فارغًا', 'إفراغ هذه الصفحة؟', 'إفراغ هذه الصفحة', 'إبقاؤها كما هي'],
    ['en', 'Start empty', 'Empty this page?', 'Empty this page', 'Keep it'],
  ])
    it(`answers its question with the question's own verb in ${language}`, async () => {
      await tab.page.evaluate((code) => localStorage.setItem('marlow-finch:language', code), language);
      await tab.page.reload({ waitUntil: 'load' });
      await tab.see(button);
      await tab.tabTo('button', button);
      await tab.press('Enter');
      await tab.see(question, { scope: 'dialog' });
      const buttons = await tab.page.$$eval('dialog button', (all) =>
        all.map(({ textContent }) => textContent),
      );
      assert.deepEqual(buttons, [no, yes]);
      await tab.tabTo('button', no);
      await tab.press('Enter');
    });

  it('shows a real company’s log with its source, moved by whole weeks', async () => {
    await tab.fillWith('A real company’s log', 'Fill with the log');
    await tab.see(/as it stood on March \d+, 2016 .* moved by \d+ weeks so that it ends now/);
    await tab.see(/talks to: this browser connected/);
    await tab.see('Amaral', { scope: '#data-source' });
    await tab.see('CC BY 4.0', { scope: '#data-source' });
    const logged = await tab.page.evaluate(async () => {
      const { store } = document.querySelector('incident-desk');
      const { items } = await store.adapter.list({}, { limit: 1000 });
      return items.map(({ loggedAt }) => loggedAt);
    });
    assert.ok(logged.length > 300, String(logged.length));
    assert.ok(Math.max(...logged) <= Date.now());
  });

  it('computes the figures of the log, n included', async () => {
    await tab.goTo('Figures');
    await tab.tabTo('radio', 'Last 30 days');
    await tab.press('ArrowLeft');
    for (const kpi of ['mtta', 'mttr', 'flr', 'sla'])
      await tab.see(/\d+ incidents/, { scope: `incident-kpi-card[kpi="${kpi}"]` });
    // How many are open depends on the weekday the log is moved to.
    const open = await tab.page.evaluate(async () => {
      const { adapter } = document.querySelector('incident-desk').store;
      const page = await adapter.list({ status: ['new', 'active', 'paused'] }, { limit: 1000 });
      return page.items.length;
    });
    assert.ok(open > 100, String(open));
    await tab.see(new RegExp(`\\b${open}\\b`), { scope: 'incident-kpi-card[kpi="backlog"]' });
  });

  it('shows the history of an incident of the log', async () => {
    await tab.goTo('Service desk');
    await tab.tabTo('row', /Symptom|Subcategory/);
    await tab.press('Enter');
    await tab.see(/Updated by \d+ logged the incident/, { scope: timeline });
    assert.deepEqual(await tab.problems(), []);
  });
});
