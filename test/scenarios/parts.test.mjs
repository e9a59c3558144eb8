/** What an element needs beyond the first script is asked for at once, and what cannot be had is said in place. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtCdn } from '../support/built.mjs';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { openPage, startBrowser } from './support/portal.mjs';

const page = (element) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>One element</title>
    <script type="module" src="incident-elements/incident-elements.js"></script>
  </head>
  <body>
    <incident-desk adapter="local">${element}</incident-desk>
  </body>
</html>`;

const elements = {
  timeline: {
    element: '<incident-timeline incident-id="i1"></incident-timeline>',
    wanted: ['views', 'timelines', 'timeline-parts', 'local'],
  },
  card: {
    element: '<incident-kpi-card kpi="backlog"></incident-kpi-card>',
    wanted: ['views', 'kpi-source', 'card-parts', 'local'],
  },
};

const nameOf = (url) => /\/parts\/([\w-]+)-[\w-]{8}\.js$/.exec(url)?.[1];

describe('the parts of an element', () => {
  let [folder, server, browser] = [];

  before(async () => {
    await builtCdn();
    folder = mkdtempSync(join(tmpdir(), 'parts-together-'));
    cpSync(join(root, 'dist/cdn'), join(folder, 'incident-elements'), { recursive: true });
    for (const [name, { element }] of Object.entries(elements))
      writeFileSync(join(folder, `${name}.html`), page(element));
    server = await serveFolder({ folder, policy: portalPolicy });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, { wanted }] of Object.entries(elements))
    it(`are all on their way before the first of them is there: ${name}`, async () => {
      const tab = await openPage(browser, 'about:blank');
      const held = new Map();
      let letGo;
      const together = new Promise((resolve) => (letGo = resolve));
      await tab.page.setRequestInterception(true);
      tab.page.on('request', (request) => {
        const part = nameOf(request.url());
        if (!wanted.includes(part)) return void request.continue();
        held.set(part, request);
        if (held.size === wanted.length) letGo();
      });
      await tab.page.goto(`${server.origin}/${name}.html`, { waitUntil: 'domcontentloaded' });
      // Nothing that is held gets an answer: a part that waits for another one would never be asked for.
      const limit = setTimeout(letGo, 30_000);
      await together;
      clearTimeout(limit);
      assert.deepEqual([...held.keys()].sort(), [...wanted].sort());
      for (const request of held.values()) await request.continue();
      await tab.page.waitForFunction(() =>
        document.querySelector('incident-desk > *').matches(':state(ready), :state(empty), :state(error)'),
      );
      assert.deepEqual(await tab.problems(), []);
    });

  for (const [name, { wanted }] of Object.entries(elements))
    for (const part of wanted)
      it(`are asked for again after a new release has taken one away: ${part} of a ${name}`, async () => {
        const tab = await openPage(browser, 'about:blank', { allowed: [/404/] });
        let gone = true;
        let refused = 0;
        await tab.page.setRequestInterception(true);
        tab.page.on('request', (request) => {
          if (!gone || nameOf(request.url()) !== part) return void request.continue();
          refused += 1;
          void request.respond({ status: 404, contentType: 'text/html', body: 'Not found' });
        });
        await tab.page.goto(`${server.origin}/${name}.html`, { waitUntil: 'domcontentloaded' });
        await tab.page.waitForFunction(() => document.querySelector('incident-desk').matches(':defined'));
        const words = () =>
          tab.page.evaluate(() => {
            const text = (root) =>
              [...root.children].map((child) => text(child.shadowRoot ?? child)).join(' ') ||
              root.textContent;
            return text(document.querySelector('incident-desk'));
          });
        const deadline = Date.now() + 30_000;
        while (!/could not|cannot/.test(await words())) {
          if (Date.now() > deadline) assert.fail(`It says only: ${await words()}`);
          await new Promise((next) => setTimeout(next, 50));
        }
        assert.ok(refused > 0);
        gone = false;
        await tab.page.waitForFunction(() =>
          document.querySelector('incident-desk > *').matches(':state(ready), :state(empty)'),
        );
        assert.deepEqual(await tab.problems(), []);
      });
});
