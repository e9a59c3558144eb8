/**
 * Makes sure that what a script needs is installed, so that a fresh clone needs nothing but Node and npm.
 * Uses Node's own modules only: it runs before any package exists.
 *
 *   node test/support/ensure.mjs            packages of the lockfile
 *   node test/support/ensure.mjs browser    ... and a browser for the tests
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmEnv } from './npm-env.mjs';
import { root } from './root.mjs';

const stampFile = join(root, 'node_modules', '.incident-elements-stamp');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function installed() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash();
}

/** npm writes this file at the end of an install; when it is newer than the lockfile the tree is current. */
function installedByHand() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden) || existsSync(stampFile)) return false;
  const packages = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.extraneous || packages[path]?.version === entry.version,
  );
}

function installPackages() {
  console.log('Installing the packages of the lockfile (first run or the lockfile changed) ...');
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...first, 'ci', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    env: npmEnv(),
  });
  if (result.status !== 0) {
    console.error(
      '\n`npm ci` failed. Check the network and the registry setting (`npm config get registry`),',
    );
    console.error('then run `npm ci` in this folder to see the reason.');
    process.exit(1);
  }
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  process.exit(1);
}

if (!installed()) {
  if (!installedByHand()) installPackages();
  writeFileSync(stampFile, lockHash());
}

if (process.argv.includes('browser')) {
  const { ensureBrowser } = await import('./browser.mjs');
  await ensureBrowser();
}
