/** Every view of the portal, looked at by axe in light, dark and forced colours, and in three languages. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { axeSource, openPage, startBrowser, startPortal } from './support/portal.mjs';

const looks = {
  light: [{ name: 'prefers-color-scheme', value: 'light' }],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  'forced colours': [{ name: 'forced-colors', value: 'active' }],
};

const views = { 'Get help': 'help', 'Service desk': 'desk', Figures: 'figures' };

describe('the portal for everybody', () => {
  let [server, browser, tab] = [];

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
    await tab.page.setBypassCSP(true);
    await tab.see('sample data');
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** In forced colours the browser chooses them, and axe would judge those it no longer shows. */
  const check = async (forced = false) => {
    await tab.page.evaluate(axeSource);
    return tab.page.evaluate(async (contrast) => {
      const { violations } = await window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: { 'color-contrast': { enabled: contrast } },
      });
      return violations.map(
        ({ id, help, nodes }) =>
          `${id}: ${help} (${nodes.map(({ target }) => target.flat().join(' ')).join(' | ')})`,
      );
    }, !forced);
  };

  /** An incident with a long history, so that the timeline has something to show. */
  const busiest = () =>
    tab.page.evaluate(async () => {
      const { store } = document.querySelector('incident-desk');
      const { items } = await store.adapter.list({ priority: [1], status: ['active'] }, { limit: 5 });
      return items[0].id;
    });

  const show = async (view) => {
    const hash = view === 'desk' ? `desk/${await busiest()}` : view;
    await tab.page.goto(`${server.origin}/#${hash}`);
    await tab.page.reload({ waitUntil: 'networkidle0' });
    // Ready, empty or in error: nothing in view is still on its way.
    await tab.page.waitForFunction(() =>
      [...document.querySelectorAll('main *')]
        .filter((part) => part.localName.startsWith('incident-') && part.checkVisibility())
        .every((part) => part.matches(':state(ready), :state(empty), :state(error)')),
    );
    await tab.page.evaluate(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next))));
  };

  /** What reaches beyond the page's edge, what is folded included: fonts and words differ, the edge does not. */
  const tooWide = () =>
    tab.page.evaluate(() => {
      const found = [];
      const silent = new Set();
      const look = (root) => {
        for (const folded of root.querySelectorAll('details')) folded.open = true;
        for (const part of root.querySelectorAll('*')) {
          const { left, right, width } = part.getBoundingClientRect();
          // What is only heard is as wide as its words, inside a box of one pixel.
          if (width <= 1) for (const heard of part.querySelectorAll('*')) silent.add(heard);
          if (silent.has(part)) continue;
          if (width > 1 && (left < -0.5 || right > innerWidth + 0.5))
            found.push(
              `${root.host?.localName ?? 'page'} ${part.localName} ${part.className}: ${left} to ${right}`,
            );
          if (part.shadowRoot) look(part.shadowRoot);
        }
      };
      look(document);
      const beyond = document.documentElement.scrollWidth - innerWidth;
      return beyond > 0 ? [`the page scrolls by ${beyond} px`, ...found] : found;
    });

  for (const [look, features] of Object.entries(looks))
    for (const [name, hash] of Object.entries(views))
      it(`${name} in ${look}`, async () => {
        const client = await tab.page.createCDPSession();
        await client.send('Emulation.setEmulatedMedia', { features });
        await show(hash);
        assert.deepEqual(await check(look === 'forced colours'), []);
        await client.detach();
      });

  for (const language of ['de', 'ar'])
    it(`Get help in ${language}`, async () => {
      await tab.page.evaluate((code) => localStorage.setItem('marlow-finch:language', code), language);
      await show('help');
      assert.equal(
        await tab.page.evaluate(() => document.documentElement.dir),
        language === 'ar' ? 'rtl' : 'ltr',
      );
      assert.deepEqual(await check(), []);
    });

  for (const [width, text] of [
    [280, 100],
    [280, 200],
    [320, 100],
    [1280, 200],
    [1600, 100],
    [1600, 200],
  ])
    it(`never scrolls sideways at ${width} px with text of ${text} %`, async () => {
      await tab.page.evaluate(() => localStorage.setItem('marlow-finch:language', 'de'));
      await tab.page.setViewport({ width, height: 900 });
      for (const hash of Object.values(views)) {
        await show(hash);
        await tab.page.evaluate((size) => (document.documentElement.style.fontSize = `${size}%`), text);
        assert.deepEqual(await tooWide(), [], hash);
      }
    });

  for (const width of [1280, 1440, 1600])
    it(`gives the form more room than what stands beside it, at ${width} px with text of 200 %`, async () => {
      await tab.page.setViewport({ width, height: 900 });
      await show(views['Get help']);
      const [form, aside] = await tab.page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
        return ['incident-form', '.columns.help aside'].map(
          (selector) => document.querySelector(selector).getBoundingClientRect().width,
        );
      });
      assert.ok(form > aside, `${form} against ${aside}`);
    });
});
