/** What a timeline needs beyond the first script is asked for at once: no part waits for another to arrive. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { builtFrom, openPage, startBrowser } from './support/portal.mjs';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>One incident</title>
    <script type="module" src="incident-elements/incident-elements.js"></script>
  </head>
  <body>
    <incident-desk adapter="local"><incident-timeline incident-id="i1"></incident-timeline></incident-desk>
  </body>
</html>`;

const wanted = ['views', 'timelines', 'timeline-parts', 'local'];

describe('the parts of a timeline', () => {
  let [folder, server, browser] = [];

  before(async () => {
    await builtFrom('dist/cdn/incident-elements.js', ['src/**/*.ts'], ['test/support/build.mjs']);
    folder = mkdtempSync(join(tmpdir(), 'parts-together-'));
    cpSync(join(root, 'dist/cdn'), join(folder, 'incident-elements'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), page);
    server = await serveFolder({ folder, policy: portalPolicy });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are all on their way before the first of them is there', async () => {
    const tab = await openPage(browser, 'about:blank');
    const held = new Map();
    let letGo;
    const together = new Promise((resolve) => (letGo = resolve));
    await tab.page.setRequestInterception(true);
    tab.page.on('request', (request) => {
      const part = wanted.find((name) => new RegExp(`/parts/${name}-[\\w-]{8}\\.js$`).test(request.url()));
      if (part === undefined) return void request.continue();
      held.set(part, request);
      if (held.size === wanted.length) letGo();
    });
    await tab.page.goto(`${server.origin}/`, { waitUntil: 'domcontentloaded' });
    // Nothing that is held gets an answer: a part that waits for another one would never be asked for.
    const limit = setTimeout(letGo, 30_000);
    await together;
    clearTimeout(limit);
    assert.deepEqual([...held.keys()].sort(), [...wanted].sort());
    for (const request of held.values()) await request.continue();
    await tab.page.waitForFunction(() =>
      document.querySelector('incident-timeline').matches(':state(ready), :state(empty), :state(error)'),
    );
    assert.deepEqual(await tab.problems(), []);
  });
});
