/** What the README has its reader do, step by step as it is printed, from a folder that has nothing but the build. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtCdn } from '../support/built.mjs';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { openPage, startBrowser } from './support/portal.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const section = (title) => new RegExp(`(#+) ${title}[\\s\\S]*?(?=\\n##)`).exec(readme)?.[0] ?? '';
const fenced = (text, language) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
const savedAs = (text) => /Save this as `([^`]+)`/.exec(text)?.[1];
const minute = section('Sixty seconds');
const bench = section('A service desk in one tag');
const saved = savedAs(minute);
const served = /Serve the folder `([^`]+)`/.exec(minute)?.[1];

describe('the first minute of the README', () => {
  let [folder, server, browser] = [];

  before(async () => {
    await builtCdn();
    folder = mkdtempSync(join(tmpdir(), 'first-minute-'));
    symlinkSync(join(root, 'dist'), join(folder, 'dist'), 'junction');
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names a command that exists, and what that makes', () => {
    const [, script] = /run `npm run (\w+)`/.exec(minute) ?? [];
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.match(scripts[script], /build\.mjs$/);
    assert.ok(existsSync(join(folder, /makes the folder `([^`]+)`/.exec(minute)[1])));
  });

  it('has commands that run as they stand', () => {
    execFileSync('sh', ['-e', '-c', fenced(minute, 'sh')], { cwd: folder, stdio: 'pipe' });
  });

  it('ends with a form that takes a report', async () => {
    writeFileSync(join(folder, saved), fenced(minute, 'html'));
    server = await serveFolder({ folder: join(folder, served), policy: portalPolicy });
    const tab = await openPage(browser, `${server.origin}/`);
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type('From the first minute');
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.press('Enter');
    await tab.see('INC0001001');
    assert.deepEqual(await tab.problems(), []);
  });

  it('goes on with a desk that shows the report by rules of its own, and works on it', async () => {
    writeFileSync(join(folder, savedAs(bench)), fenced(bench, 'html'));
    const rules = fenced(bench, 'json');
    writeFileSync(join(folder, dirname(savedAs(bench)), 'policy.json'), rules);
    const tab = await openPage(browser, `${server.origin}/desk.html`);
    await tab.see('From the first minute');
    await tab.tabTo('row', /From the first minute/);
    await tab.press('Enter');
    await tab.see(JSON.parse(rules).escalation.contacts[0].name);
    assert.match(tab.page.url(), /#incident=INC0001001$/);
    await tab.tabTo('button', /^Take/);
    await tab.press('Enter');
    await tab.see('Me changed status');
    assert.deepEqual(await tab.problems(), []);
  });
});
