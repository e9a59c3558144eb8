/** The first minute of the README: an otherwise empty page, under a strict policy, logs an incident. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtCdn } from '../support/built.mjs';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { openPage, startBrowser } from './support/portal.mjs';

/** The page as the README prints it. */
const fromReadme = /```html\n(<!doctype html>[\s\S]*?)```/.exec(
  readFileSync(join(root, 'README.md'), 'utf8'),
)?.[1];

describe('the script tag of the README', () => {
  let [folder, server, browser] = [];

  before(async () => {
    await builtCdn();
    folder = mkdtempSync(join(tmpdir(), 'script-tag-'));
    for (const name of ['incident-elements', 'second-copy'])
      cpSync(join(root, 'dist/cdn'), join(folder, name), { recursive: true });
    server = await serveFolder({ folder, policy: portalPolicy });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const serve = (name, html) => writeFileSync(join(folder, name), html);

  async function logOn(name, title, number) {
    const tab = await openPage(browser, `${server.origin}/${name}`);
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type(title);
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.press('Enter');
    await tab.see(number);
    assert.deepEqual(await tab.problems(), []);
    await tab.page.close();
  }

  it('is in the README', () => {
    assert.ok(fromReadme, 'README.md has no html block that begins with <!doctype html>');
    assert.match(fromReadme, /incident-elements\.js/);
  });

  it('shows a working form on an otherwise empty page', async () => {
    serve('index.html', fromReadme);
    await logOn('', 'From an empty page', 'INC0001001');
  });

  it('works as a classic script too', async () => {
    serve(
      'classic.html',
      fromReadme.replace(
        /<script type="module" src="[^"]*"><\/script>/,
        '<script src="incident-elements/incident-elements.classic.js" defer></script>',
      ),
    );
    await logOn('classic.html', 'From a classic script', 'INC0001002');
  });

  it('works as one module with everything in it', async () => {
    serve('whole.html', fromReadme.replace('incident-elements.js', 'incident-elements.all.js'));
    await logOn('whole.html', 'From one file', 'INC0001003');
  });

  it('bears a second copy of the bundle on the same page', async () => {
    serve(
      'twice.html',
      fromReadme.replace(
        '</head>',
        '<script type="module" src="second-copy/incident-elements.js"></script></head>',
      ),
    );
    await logOn('twice.html', 'With two copies', 'INC0001004');
  });
});
