/** The profile of the README: a backend with names of its own, connected by that file alone. */
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

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const profile = /```json\n(\{\s*"name": "helpdesk"[\s\S]*?)```/.exec(readme)?.[1];
const page = /```html\n(<!doctype html>[\s\S]*?)```/.exec(readme)?.[1];

describe('a backend with names of its own, through the profile of the README', () => {
  const helpdesk = createHelpdesk('/helpdesk');
  let [folder, server, browser, tab] = [];

  before(async () => {
    assert.ok(profile && page, 'README.md has lost its page or its profile');
    await builtCdn();
    folder = mkdtempSync(join(tmpdir(), 'own-backend-'));
    cpSync(join(root, 'dist/cdn'), join(folder, 'incident-elements'), { recursive: true });
    writeFileSync(join(folder, 'helpdesk.json'), profile);
    writeFileSync(
      join(folder, 'index.html'),
      page
        .replace('adapter="local"', 'adapter="helpdesk.json" base-url="/helpdesk"')
        .replace(
          '</incident-list>',
          '</incident-list><incident-timeline incident-id="1"></incident-timeline>',
        ),
    );
    server = await serveFolder({ folder, policy: portalPolicy, routes: { '/helpdesk': helpdesk.handle } });
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function report(title) {
    tab = await openPage(browser, server.origin, { allowed: [/status of (?:404|422)/] });
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type(title);
    await tab.tabTo('gridcell', /P1/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.press('Enter');
  }

  it('takes a report in its own words and codes', async () => {
    await report('Printer on fire');
    await tab.see('HD-1', { scope: 'incident-form' });
    await tab.see('HD-1', { scope: 'incident-list' });
    const [{ subject, imp, urg, prio }] = helpdesk.cases;
    assert.deepEqual([subject, imp, urg, prio], ['Printer on fire', 'H', 'H', 1]);
    assert.deepEqual(await tab.problems(), []);
    await tab.page.close();
  });

  it('says at the field what it refuses', async () => {
    await report('No');
    await tab.see('Four letters at least.', { scope: 'incident-form' });
    assert.equal(helpdesk.cases.length, 1);
    assert.deepEqual(await tab.problems(), []);
  });

  it('tells the history and takes a comment', async () => {
    await tab.see('Printer on fire', { scope: 'incident-timeline' });
    await tab.tabTo('textbox', /Add to the timeline/);
    await tab.type('Looked into it');
    await tab.tabTo('button', /^Add comment/);
    await tab.press('Enter');
    await tab.see(/Ada Okafor.*Looked into it/, { scope: 'incident-timeline' });
    const [{ notes }] = helpdesk.cases;
    assert.deepEqual(
      notes.map(({ words, hidden }) => [words, hidden]),
      [['Looked into it', false]],
    );
    assert.doesNotMatch(await tab.text('incident-timeline'), /Internal/);
    assert.deepEqual(await tab.problems(), []);
  });

  it('keeps a hidden note from looking like one for everybody', async () => {
    const [{ notes }] = helpdesk.cases;
    notes.unshift({ ...notes[0], note_id: 'n9', words: 'The caller is angry', hidden: true });
    await tab.page.reload();
    await tab.see(/Internal.*The caller is angry|The caller is angry.*Internal/, {
      scope: 'incident-timeline',
    });
  });
});
