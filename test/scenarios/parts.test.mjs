/** What a page chooses comes side by side, and a file that cannot be had is told and asked for again. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtCdn } from '../support/built.mjs';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { createHelpdesk } from './support/helpdesk.mjs';
import { openPage, startBrowser } from './support/portal.mjs';

const profile = /```json\n(\{\s*"name": "helpdesk"[\s\S]*?)```/.exec(
  readFileSync(join(root, 'README.md'), 'utf8'),
)?.[1];

const page = (desk, elements) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Parts</title>
    <script type="module" src="incident-elements/incident-elements.js"></script>
  </head>
  <body>
    <incident-desk ${desk} user="me" user-name="Me">${elements}</incident-desk>
  </body>
</html>`;

const pages = {
  'own.html': page('adapter="helpdesk.json" base-url="/helpdesk"', '<incident-list></incident-list>'),
  'local.html': page('adapter="local"', '<incident-list></incident-list>'),
  'german.html': page(
    'adapter="local" lang="de"',
    ['form', 'list', 'outbox', 'timeline', 'kpi-card']
      .map((name) => `<incident-${name} incident-id="i1" kpi="backlog"></incident-${name}>`)
      .join(''),
  ),
};

const partOf = (url) => /\/incident-elements\/(.+)$/.exec(url)?.[1];

describe('the parts of a page', () => {
  let [folder, server, browser] = [];

  before(async () => {
    await builtCdn();
    folder = mkdtempSync(join(tmpdir(), 'parts-'));
    cpSync(join(root, 'dist/cdn'), join(folder, 'incident-elements'), { recursive: true });
    for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, name), html);
    writeFileSync(join(folder, 'helpdesk.json'), profile);
    const helpdesk = createHelpdesk('/helpdesk');
    server = await serveFolder({ folder, policy: portalPolicy, routes: { '/helpdesk': helpdesk.handle } });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are all on their way before the first of them is there', async () => {
    const tab = await openPage(browser, 'about:blank');
    const wanted = [
      ...['form', 'priority-matrix', 'list', 'outbox', 'timeline', 'kpi-card'].map(
        (name) => `incident-${name}.js`,
      ),
      ...['local.js', 'locales/de.js'],
    ];
    const held = new Map();
    let letGo;
    const together = new Promise((resolve) => (letGo = resolve));
    await tab.page.setRequestInterception(true);
    tab.page.on('request', (request) => {
      const part = partOf(request.url());
      if (!wanted.includes(part)) return void request.continue();
      held.set(part, request);
      if (held.size === wanted.length) letGo();
    });
    await tab.page.goto(`${server.origin}/german.html`, { waitUntil: 'domcontentloaded' });
    // Nothing that is held gets an answer: a part that waits for another one would never be asked for.
    const limit = setTimeout(letGo, 60_000);
    await together;
    clearTimeout(limit);
    assert.deepEqual([...held.keys()].sort(), wanted.sort());
    for (const request of held.values()) await request.continue();
    await tab.see('Was ist');
    assert.deepEqual(await tab.problems(), []);
  });

  /** A page that cannot have one of its files for a while. */
  async function without(part, file) {
    const tab = await openPage(browser, 'about:blank', { allowed: [/404/] });
    const said = [];
    tab.page.on('console', (message) => said.push(message.text()));
    let gone = true;
    await tab.page.setRequestInterception(true);
    tab.page.on('request', (request) => {
      if (!gone || partOf(request.url()) !== part) return void request.continue();
      void request.respond({ status: 404, contentType: 'text/html', body: 'Not found' });
    });
    await tab.page.goto(`${server.origin}/${file}`, { waitUntil: 'domcontentloaded' });
    return {
      ...tab,
      giveBack: () => (gone = false),
      /** Waits until the page's developer has been told. */
      async isTold() {
        const deadline = Date.now() + 60_000;
        while (!said.some((text) => text.includes('[incident-elements]'))) {
          if (Date.now() > deadline) assert.fail(`Nobody was told. The console says: ${said.join('\n')}`);
          await new Promise((next) => setTimeout(next, 50));
        }
      },
    };
  }

  const listed = () => document.querySelector('incident-list').matches(':state(ready), :state(empty)');

  it('are asked for again when the network is back: the file of an element', async () => {
    const tab = await without('incident-list.js', 'local.html');
    await tab.isTold();
    assert.equal(
      await tab.page.evaluate(() => document.querySelector('incident-list').matches(':defined')),
      false,
    );
    tab.giveBack();
    await tab.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await tab.page.waitForFunction(listed);
    assert.deepEqual(await tab.problems(), []);
  });

  it('are missed in words where somebody waits for them, and asked for again: the adapter', async () => {
    const tab = await without('local.js', 'local.html');
    await tab.see('A part of this page could not be');
    tab.giveBack();
    await tab.page.waitForFunction(listed);
    assert.deepEqual(await tab.problems(), []);
  });

  it('are missed in words where somebody waits for them, and asked for again: the checks of a profile', async () => {
    const tab = await without('profile-checks.js', 'own.html');
    await tab.see('A part of this page could not be');
    tab.giveBack();
    await tab.page.waitForFunction(listed);
    assert.deepEqual(await tab.problems(), []);
  });

  it('leave the page in English until they can be had: a language', async () => {
    const tab = await without('locales/de.js', 'german.html');
    await tab.see('What is wrong?');
    tab.giveBack();
    await tab.page.evaluate(() =>
      document.querySelector('incident-desk').append(document.createElement('incident-outbox')),
    );
    await tab.see('Was ist');
    assert.deepEqual(await tab.problems(), []);
  });
});
