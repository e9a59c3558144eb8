/** The network goes away while somebody sends, the page is reloaded, and the report arrives once. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startFaultServer } from '../support/fault-server.mjs';
import { openPage, queue, startBrowser, startPortal } from './support/portal.mjs';

const gone = [/ERR_INTERNET_DISCONNECTED/, /status of 50[234]/, /ERR_CONNECTION/];

describe('sending while the network is gone', () => {
  let [backend, server, browser, tab] = [];
  const world = (path) => `${backend.origin}/w/offline${path}`;
  const control = (body) =>
    fetch(world('/_control'), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const journal = async () => (await fetch(world('/_journal'))).json();
  const creations = async () =>
    (await journal()).filter(({ method, path }) => method === 'POST' && path === '/incidents');

  before(async () => {
    backend = await startFaultServer();
    server = await startPortal({ backend: 'rest', url: world('') });
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`, { allowed: gone });
    await tab.see(/This page talks to: .*connected/);
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await backend?.close();
  });

  it('keeps the report and says that it waits', async () => {
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type('Ramp 3 has no network');
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.page.setOfflineMode(true);
    await tab.press('Enter');
    await tab.see(/kept on this device|goes out by itself/i, { scope: 'incident-form' });
    await tab.see(/1 /, { scope: 'incident-outbox' });
    assert.equal((await creations()).length, 0);
  });

  it('still has it after a reload while the backend is down', async () => {
    await control({ script: [{ match: { path: '/**' }, act: 503, times: 0 }] });
    await tab.page.setOfflineMode(false);
    await tab.page.reload({ waitUntil: 'load' });
    await tab.see(/1 /, { scope: 'incident-outbox' });
    await tab.openOutbox();
    await tab.see('Ramp 3 has no network', { scope: 'incident-outbox' });
  });

  it('sends it by itself when the backend is back, and only once', async () => {
    await control({ script: [] });
    await tab.see(/Everything has been sent/, { scope: 'incident-outbox', within: 40_000 });
    const arrived = await creations();
    const done = arrived.filter(({ applied }) => applied);
    assert.equal(done.length, 1);
    assert.equal(new Set(arrived.map(({ key }) => key)).size, 1);
    await tab.see('Ramp 3 has no network', { scope: '#mine' });
    await tab.goTo('Service desk');
    await tab.see('Ramp 3 has no network', { scope: queue });
  });

  it('keeps what was typed although the page is left before anything could be written', async () => {
    const other = await openPage(browser, `${server.origin}/mark.svg`, { allowed: gone });
    // A tab that keeps the whole database to itself.
    await other.page.evaluate(async () => {
      const held = (await indexedDB.databases()).map(
        ({ name }) =>
          new Promise((resolve) => {
            const request = indexedDB.open(name);
            request.onsuccess = () => {
              const stores = [...request.result.objectStoreNames];
              const store = request.result.transaction(stores, 'readwrite').objectStore(stores[0]);
              const again = () => {
                if (!window.over) store.get('nothing').onsuccess = again;
              };
              store.get('nothing').onsuccess = () => resolve(again());
            };
          }),
      );
      await Promise.all(held);
    });
    await tab.goTo('Get help');
    const before = (await creations()).length;
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type('Ramp 5 is dark');
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.press('Enter');
    await tab.page.reload({ waitUntil: 'load' });
    await other.page.evaluate(() => (window.over = true));
    await other.page.close();
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector('incident-form');
      return [...shadowRoot.querySelectorAll('input')].some(({ value }) => value === 'Ramp 5 is dark');
    });
    assert.equal((await creations()).length, before);
  });

  it('breaks no rule of the strict policy and logs no error of its own', async () => {
    assert.deepEqual(await tab.problems(), []);
  });
});
