/** The first minute of the README, step by step as it is printed, from a folder that has nothing but the build. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { builtCdn } from '../support/built.mjs';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { openPage, startBrowser } from './support/portal.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const minute = /## Sixty seconds[\s\S]*?(?=\n## )/.exec(readme)?.[0] ?? '';
const commands = /```sh\n([\s\S]*?)```/.exec(minute)?.[1];
const page = /```html\n([\s\S]*?)```/.exec(minute)?.[1];
const saved = /Save this as `([^`]+)`/.exec(minute)?.[1];
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
    execFileSync('sh', ['-e', '-c', commands], { cwd: folder, stdio: 'pipe' });
  });

  it('ends with a form that takes a report', async () => {
    writeFileSync(join(folder, saved), page);
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
});
